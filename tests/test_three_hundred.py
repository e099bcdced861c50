"""A folder of many briefs, ten of which are bad in ten ways: each good one is whole, each bad one named.

BRIEFS=290 makes as many good ones as an office has; without it a few, so that it takes a minute.
"""

from __future__ import annotations

import os
import re
import resource
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from processes import children
from written import MINIMAL, ROOT, put

from briefgen.builds.manifest import listing
from briefgen.builds.manifest.verifying import verified

GOOD = int(os.environ.get("BRIEFS", "12"))
AIDE = "  aide: {name: Una Flett, described_as: an aide, attribution: on background}\nbottom_line:"
PAGE = "<html lang=en><title>t</title><body>"
# Of each bad brief: its text, the template of its own folder, and the exit code.
BAD: dict[str, tuple[str, str, int]] = {
    "syntax": (MINIMAL + "x: [\n", "", 1),
    "unknown-field": (MINIMAL + "colour: red\n", "", 1),
    "capture": (MINIMAL + "sources:\n  a: {title: A, capture: none.txt}\n", "", 1),
    "hangs": (MINIMAL, f"{PAGE}{'<div>' * 100}{'x ' * 1_000_000}", 4),
    "endless": (
        MINIMAL,
        "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}",
        3,
    ),
    "eats": (MINIMAL, f"{PAGE}<table><tr><td colspan=99999999>{'x' * 1000}", 4),
    "unreadable": ("", "", 5),
    "empty": ("", "", 1),
    "huge": (MINIMAL + "# " + "x" * (21 << 20), "", 1),
    "una-flett": (MINIMAL.replace("bottom_line:", AIDE, 1), "", 1),
}


@pytest.fixture
def office(tmp_path, monkeypatch):
    """A folder in which one stands, with all these briefs, and the order to build them."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    for number in range(GOOD):
        put(Path("briefs", f"good-{number:03}.yaml"), MINIMAL)
    for name, (text, template, _) in BAD.items():
        at = Path("briefs", name)
        put(at / f"{name}.yaml", text)
        settings = "seconds = 4\nmegabytes = 600\n" + ('templates = "own"\n' if template else "")
        put(at / "briefgen.toml", settings)
        if template:
            put(at / "own" / "packet.html.j2", template)
    # Nobody can read a link to itself, not even root.
    Path("briefs", "unreadable", "unreadable.yaml").unlink()
    Path("briefs", "unreadable", "unreadable.yaml").symlink_to("unreadable.yaml")
    bad = [f"briefs/{name}/{name}.yaml" for name in BAD]
    good = [f"briefs/good-{number:03}.yaml" for number in range(GOOD)]
    middle = GOOD // 2
    named = [*good[:middle], *bad, *good[middle:]]
    asked = ("--template", "packet", "-t", "pdf", "-j", "2")
    return [sys.executable, "-m", "briefgen", "build", *asked, *named]


def kill_a_worker(main: int) -> None:
    """Kill one of the processes that do briefs, once there are two."""
    for _ in range(600):
        workers = [each for child in children(main) for each in children(child)]
        if len(workers) > 1:
            time.sleep(1)
            os.kill(workers[0], signal.SIGKILL)
            return
        time.sleep(0.1)


@pytest.mark.long
@pytest.mark.skipif(sys.platform != "linux", reason="asks /proc for the processes")
def test_ten_bad_briefs_and_a_killed_worker_keep_no_good_one_from_being_made(office):
    with subprocess.Popen(office, stderr=subprocess.PIPE, text=True) as process:
        killer = threading.Thread(target=kill_a_worker, args=(process.pid,))
        killer.start()
        said = process.stderr.read()
        killer.join()
    assert process.returncode == 5
    for name in BAD:
        assert re.search(rf"briefs/{name}/{name}\.yaml", said), said
        assert not Path("build", f"{name}-packet.pdf").exists()
    for number in range(GOOD):
        path = Path("build", f"good-{number:03}-packet.pdf")
        assert path.read_bytes().rstrip().endswith(b"%%EOF"), said
    assert len(listing.read(Path("build"))) == GOOD
    assert [str(each) for each in verified(Path("build")) if each.holds is False] == []
    assert list(Path("build").glob(".*")) == []
    assert f"{len(BAD)} not built" in said


@pytest.mark.long
def test_a_disk_that_is_full_leaves_what_was_whole(office):
    """As a limit on the size of a file, which fails in the middle of a write as a full disk does."""
    # As HTML: the engine's own files would be too large, too.
    pages = [each.replace("pdf", "html") for each in office]
    good = [each for each in pages if "/good-" in each or not each.startswith("briefs/")]
    good += ["--executor", "processes"]
    subprocess.run(good, check=True, capture_output=True)
    size = Path("build", "good-000-packet.html").stat().st_size
    put(Path("briefs", "good-001.yaml"), MINIMAL.replace("Budget", "Other"))
    before = {path.name: path.read_bytes() for path in Path("build").iterdir()}
    done = subprocess.run(
        [*good, "--force"],
        check=False,
        capture_output=True,
        text=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size // 2, size // 2)),
    )
    assert done.returncode == 5
    # Why is said once, and each brief is named.
    assert done.stderr.count("Can't write to build: File too large.") == 1
    assert done.stderr.count(" was not built.\n") == GOOD
    assert {path.name: path.read_bytes() for path in Path("build").iterdir()} == before
