"""Draw the pictures of the documentation from real builds: PDFs, and the preview in Chromium.

`make pictures` runs it. A page with pictures is played from its top, as its reader would, and each
picture shows what is there at that place. The pages of PDFs are the same on every machine; the
preview is drawn with the fonts of this one. A picture that looks as before is left as it is.
"""

from __future__ import annotations

import io
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pypdfium2
from PIL import Image, ImageChops
from playwright.sync_api import Page, sync_playwright

sys.path.insert(0, str(Path(__file__).parent))

from played_pages import DOCS, ROOT, played

Draws = Callable[[Path], Image.Image]
Share = tuple[float, float]

COMMAND = (sys.executable, "-m", "briefgen")
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
FLAGSHIP = ROOT / "briefs" / "moscow-sochi-2019.yaml"
GROUND = "#d4d5db"
EDGE = 8
COLOURS = 96
SETTLED = 3000  # milliseconds in which the marks of all buttons come and go
DIFFERENT = 24  # of 255: what another version of a browser makes of an edge isn't another picture
ENVIRONMENT = {
    **os.environ,
    "PYTHONPATH": str(ROOT),
    "PYTHONUNBUFFERED": "1",
    "SOURCE_DATE_EPOCH": "1803859200",
    "BRIEFGEN_CACHE": os.devnull,
    "TZ": "UTC",
    "COLUMNS": "100",
}
# Times of day and lengths of time differ from one drawing to the next. The panel of the preview is
# in trees of their own.
SAME_TIMES = """() => {
  const same = (root) => {
    for (const node of root.childNodes) {
      if (node.shadowRoot) same(node.shadowRoot);
      if (node.nodeType !== Node.TEXT_NODE) same(node);
      else {
        const clock = node.data.replace(/\\d\\d:\\d\\d:\\d\\d/, "10:00:00");
        node.data = clock.replace(/\\d+\\.\\d+ s/, "0.2 s");
      }
    }
  };
  same(document);
}"""


def paper(*pages: tuple[str, int], width: int = 760, share: Share = (0, 1)) -> Draws:
    """Draw pages of PDFs beside each other, each given by its file and its number from 1.

    `share` says from where to where it is shown, as parts of its height.
    """

    def drawn(folder: Path) -> Image.Image:
        images = [_page(folder / file, number, width) for file, number in pages]
        height = max(image.height for image in images)
        size = (len(images) * (width + EDGE) + EDGE, height + 2 * EDGE)
        whole = Image.new("RGB", size, GROUND)
        for place, image in enumerate(images):
            whole.paste(image, (EDGE + place * (width + EDGE), EDGE))
        return whole.crop(
            (0, round(whole.height * share[0]), whole.width, round(whole.height * share[1]))
        )

    return drawn


def _page(file: Path, number: int, width: int) -> Image.Image:
    with pypdfium2.PdfDocument(file) as document:
        page = document[number - 1]
        image: Image.Image = page.render(scale=width / page.get_width()).to_pil().convert("RGB")
    return image


def preview(brief: str, *, slip: tuple[str, str] = ("", ""), size: tuple[int, int]) -> Draws:
    """Draw the preview of a brief; with a slip, as it looks after a save with that slip."""

    def drawn(folder: Path) -> Image.Image:
        path = folder / brief
        text = path.read_text("utf-8")
        with _served(path) as url, _tab(url, size) as tab:
            tab.get_by_text("Up to date").wait_for()
            tab.wait_for_timeout(SETTLED)
            if slip[0]:
                path.write_text(text.replace(slip[0], slip[1], 1), "utf-8")
                tab.get_by_text("1 fault:").wait_for()
                tab.wait_for_timeout(SETTLED)
            tab.evaluate(SAME_TIMES)
            return Image.open(io.BytesIO(tab.screenshot())).convert("RGB")

    return drawn


@contextmanager
def _served(path: Path) -> Iterator[str]:
    words = [*COMMAND, "preview", "--quiet", "--no-open", "--port", "0", path.name]
    with subprocess.Popen(
        words, cwd=path.parent, env=ENVIRONMENT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as running:
        said = running.stdout.readline().decode() if running.stdout else ""
        found = re.search(r"http://\S+", said)
        if not found:
            raise SystemExit(f"The preview said {said!r}")
        yield found[0]
        running.terminate()


@contextmanager
def _tab(url: str, size: tuple[int, int]) -> Iterator[Page]:
    program = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    if program is None:
        raise SystemExit("There is no Chromium here; the preview can't be drawn.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=program, args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page(viewport={"width": size[0], "height": size[1]})
        page.goto(url)
        yield page
        browser.close()


def flagship(draw: Draws) -> Draws:
    """Draw something of the flagship brief, which is copied and built first."""

    def drawn(folder: Path) -> Image.Image:
        shutil.copytree(FLAGSHIP.parent, folder, dirs_exist_ok=True)
        code, said = run(f"briefgen build {FLAGSHIP.name}", folder)
        if code:
            raise SystemExit(said)
        return draw(folder)

    return drawn


def run(line: str, folder: Path) -> tuple[int, str]:
    """Run a line of a page, but for a preview, which would wait."""
    words = shlex.split(line)
    if words[:2] == ["briefgen", "preview"]:
        return 0, ""
    command = [*COMMAND, *words[1:]] if words[0] == "briefgen" else ["sh", "-c", line]
    done = subprocess.run(
        command, cwd=folder, env=ENVIRONMENT, capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout + done.stderr


FLOOD = "build/flood-wall"
SLIP = ("speaker: lavrov", "speaker: lavrow")
SHIPPED = f"build/{FLAGSHIP.stem}"
# What the pages show, by the page; a picture is named as the page names it.
PICTURES: dict[Path, dict[str, Draws]] = {
    DOCS / "tutorial" / "first-packet.md": {
        "pictures/starter.png": paper((f"{FLOOD}-packet.pdf", 1)),
        "pictures/page-one.png": paper((f"{FLOOD}-packet.pdf", 1), share=(0, 0.4)),
        "pictures/item.png": paper((f"{FLOOD}-packet.pdf", 2)),
        "pictures/preview.png": preview("flood-wall.yaml", size=(1100, 640)),
        "pictures/card.png": paper((f"{FLOOD}-card.pdf", 1)),
    },
    DOCS / "how-to" / "house-style.md": {
        "pictures/house-style.png": paper(("build/talks-briefing.pdf", 1), share=(0, 0.42)),
    },
    DOCS / "how-to" / "change-a-template.md": {
        "pictures/template.png": paper(("build/talks-packet.pdf", 1), share=(0, 0.35)),
        "pictures/cleared.png": paper(("build/talks-packet.pdf", 1), share=(0, 0.35)),
    },
    DOCS / "how-to" / "text.md": {
        "pictures/text.png": paper(("build/talks-packet.pdf", 2), share=(0.62, 0.88)),
    },
    ROOT / "README.md": {
        "docs/pictures/packet.png": flagship(
            paper(
                (f"{SHIPPED}-packet.pdf", 1),
                (f"{SHIPPED}-packet.pdf", 3),
                (f"{SHIPPED}-card.pdf", 1),
                width=580,
            )
        ),
        "docs/pictures/preview.png": flagship(preview(FLAGSHIP.name, slip=SLIP, size=(1200, 640))),
    },
}


def draw(page: Path, wanted: dict[str, Draws]) -> None:
    """Play a page, and draw its pictures where they stand."""
    with tempfile.TemporaryDirectory() as home:
        for step, play in played(page, Path(home), run):
            if step.language == "picture" and step.name in wanted:
                with tempfile.TemporaryDirectory() as own:
                    folder = play.folder if page != ROOT / "README.md" else Path(own)
                    keep(page.parent / step.name, wanted[step.name](folder))


def keep(path: Path, image: Image.Image) -> None:
    """Write a picture with few colours, unless the one that is there looks the same."""
    if path.is_file() and _alike(Image.open(path).convert("RGB"), image):
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    small = image.quantize(COLOURS, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    small.save(path, optimize=True)
    print(f"{path.relative_to(ROOT)}  {path.stat().st_size // 1000} kB")


def _alike(old: Image.Image, new: Image.Image) -> bool:
    if old.size != new.size:
        return False
    extrema = ImageChops.difference(old, new).convert("L").getextrema()
    return isinstance(extrema[1], int | float) and extrema[1] < DIFFERENT


if __name__ == "__main__":
    for page, wanted in PICTURES.items():
        draw(page, wanted)
