"""What many tests write: the smallest shipped brief, and files in folders that need not be there."""

from pathlib import Path

ROOT = Path(__file__).parent.parent
MINIMAL = (ROOT / "briefs" / "minimal.yaml").read_text("utf-8")
# The same with an error, which can be mended in one way, and with a warning.
BAD = MINIMAL.replace("principal: minister", "principal: ministr")
GOAL = "Repairs begin this year, at whatever pace Finance can pay for."
VAGUE = MINIMAL.replace(GOAL, "Discuss.")


def put(path: Path, text: str = "") -> Path:
    """Write a file, and the folders that it stands in."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path
