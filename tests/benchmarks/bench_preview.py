"""What the preview costs: from a save to the change in a real browser, and memory: `make bench`.

The peer of a save is a cold `briefgen build -t html` of the same brief in the same run, on paper a
cold `briefgen build -t pdf`; that of the memory after 500 saves is the memory after 20.
"""

from __future__ import annotations

import json
import re
import shutil
import statistics
import subprocess
import sys
import time
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
TITLE = re.compile(r"^title: (.*)$", re.MULTILINE)
SAVES = 20
PAPERS = 5
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
SEEN = """() => {
    window.seen = {};
    new MutationObserver(() => {
        const found = document.body.textContent.match(/MARK(\\d+)/);
        if (found && !seen[found[1]]) seen[found[1]] = Date.now();
    }).observe(document.documentElement, {subtree: true, childList: true, characterData: true});
}"""
ITEM = """\
  - title: Item {at}, on the harbour
    objective: A signed date for stage {at} of the works, and the sum that each side pays.
    positions:
      us: {{text: The works of stage {at} begin in autumn., basis: declared, sources: report}}
      them: {{text: They would rather wait for the audit., basis: assessed, confidence: low}}
    points:
{points}
    quotes:
      - {{speaker: state, text: Stage {at} can wait a year., said_on: 2026-03-01, source: report}}
    background: |
{paragraphs}
"""
POINT = "      - Point {at} is that the quay of stage {of} won't last another winter."
PARAGRAPH = (
    "      " + "The quay was built in 1961, and repaired in 1984 and in 2003[^report]. " * 8 + "\n"
)
SOURCES = (
    "sources:\n  report: {title: Report on the harbour, publisher: Port, published: 2026-03-01}\n"
)
# What the sentences of the brief are said to rest on, in a copy of 5 MB.
COPIED = "".join(
    f"Stage {at} can wait a year. In {1900 + at % 120} the port mended {at:,} metres of the quay.\n"
    for at in range(1, 64_000)
)
PARTIES = "parties:\n  us: {name: Education, ours: true}\n  them: {name: Finance}\n"


def long_brief(folder):
    """A brief of some 30 pages."""
    items = [
        ITEM.format(
            at=at,
            points="\n".join(POINT.format(at=point, of=at) for point in range(5)),
            paragraphs="\n".join([PARAGRAPH] * 4),
        )
        for at in range(1, 25)
    ]
    path = folder / "brief.yaml"
    minimal = (ROOT / "briefs" / "minimal.yaml").read_text("utf-8")
    path.write_text(minimal + "".join(items) + SOURCES + PARTIES, "utf-8")
    return path


def with_a_copy(folder):
    """The same, and what it cites has a copy of 5 MB."""
    path = long_brief(folder)
    (folder / "report.txt").write_text(COPIED, "utf-8")
    pinned = f"capture: report.txt, sha256: {sha256(COPIED.encode()).hexdigest()}}}"
    text = path.read_text("utf-8").replace(SOURCES, SOURCES.replace("}", f", {pinned}"))
    path.write_text(text, "utf-8")
    return path


def flagship(folder):
    """A copy of the flagship brief, with what it rests on."""
    shutil.copytree(ROOT / "briefs", folder, dirs_exist_ok=True)
    return folder / "moscow-sochi-2019.yaml"


@contextmanager
def previewed(path):
    command = [sys.executable, "-m", "briefgen", "preview", "-q", "--port", "0", path.name]
    running = subprocess.Popen(command, cwd=path.parent, stdout=subprocess.PIPE, text=True)
    yield running, running.stdout.readline().split()[-1], path
    running.terminate()
    running.wait()
    running.stdout.close()


@contextmanager
def tab(url):
    from playwright.sync_api import sync_playwright

    program = shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        page = browser.new_page()
        page.goto(url)
        page.get_by_role("button", name="Page", exact=True).wait_for()
        yield page
        browser.close()


@pytest.fixture
def preview(tmp_path):
    with previewed(long_brief(tmp_path)) as running:
        yield running


def cold(path, kind):
    """The seconds of a whole build."""
    start = time.perf_counter()
    build = [sys.executable, "-m", "briefgen", "build", "-q", "-t", kind, path.name]
    subprocess.run(build, cwd=path.parent, check=True)
    return time.perf_counter() - start


@pytest.mark.parametrize("brief", [long_brief, with_a_copy], ids=["long", "copy"])
def test_from_a_save_to_the_change_in_the_browser(tmp_path, brief):
    path = brief(tmp_path)
    text = path.read_text("utf-8")
    title = TITLE.search(text)[0]
    took = []
    with previewed(path) as (_, url, _), tab(url) as page:
        page.evaluate(SEEN)
        page.wait_for_timeout(8000)
        for number in range(SAVES):
            start = time.time() * 1000
            path.write_text(text.replace(title, f"{title} MARK{number}", 1), "utf-8")
            page.wait_for_function(f"() => seen['{number}']")
            took.append(page.evaluate(f"() => seen['{number}']") - start)
            time.sleep(0.7)
    median = statistics.median(took) / 1000
    against = median / cold(path, "html")
    print(f"\na save, seen after {median * 1000:.0f} ms; against a cold build: {against:.2f}")


def first_sheet(page):
    return page.locator(".paper img").first.get_attribute("src")


def seconds_to_paper(page, path, text):
    """From a save to a new first sheet that is seen, while nothing else is typeset."""
    before, start = first_sheet(page), time.perf_counter()
    path.write_text(text, "utf-8")
    while first_sheet(page) == before:
        time.sleep(0.01)
    return time.perf_counter() - start


def seconds_to_all_paper(page, path, text):
    """From a save, while an older one is still typeset, to all sheets of the newest."""
    start = time.perf_counter()
    path.write_text(text, "utf-8")
    page.wait_for_function("title => document.title.includes(title)", arg=TITLE.search(text)[1])
    page.locator(".paper[aria-busy=false]").wait_for(timeout=120_000)
    return time.perf_counter() - start


@pytest.mark.parametrize("brief", [flagship, long_brief], ids=["flagship", "long"])
@pytest.mark.parametrize("pause", [None, 2.0], ids=["calm", "saving"])
def test_from_a_save_to_the_paper(tmp_path, brief, pause):
    """In calm, or two seconds after another save, whose paper is being made."""
    path = brief(tmp_path)
    text = path.read_text("utf-8")
    title = TITLE.search(text)[0]
    ratios = []
    with previewed(path) as (_, url, _), tab(f"{url}?view=paper") as page:
        page.get_by_alt_text("Page 1 of").first.wait_for(timeout=120_000)
        for number in range(PAPERS):
            page.locator(".paper[aria-busy=false]").wait_for(timeout=120_000)
            peer = cold(path, "pdf")
            seconds = seconds_to_paper
            if pause:
                path.write_text(text.replace(title, f"{title} before {number}", 1), "utf-8")
                time.sleep(pause)
                seconds = seconds_to_all_paper
            ratios.append(seconds(page, path, text.replace(title, f"{title} {number}", 1)) / peer)
    ratios.sort()
    said = f"{statistics.median(ratios):.2f} (from {ratios[0]:.2f} to {ratios[-1]:.2f})"
    print(f"\na save, on paper; against a cold build of the PDF: {said}")


def memory(process):
    status = Path(f"/proc/{process.pid}/status").read_text()
    return int(re.search(r"VmRSS:\s+(\d+)", status)[1]) / 1024


def test_the_memory_after_500_saves_against_that_after_20(preview):
    running, _, path = preview
    text = path.read_text("utf-8")
    title = TITLE.search(text)[0]
    after = {}
    time.sleep(3)
    for number in range(1, 501):
        path.write_text(text.replace(title, f"{title} {number}", 1), "utf-8")
        time.sleep(0.35)
        if number in (20, 500):
            time.sleep(10)  # the paper is typeset
            after[number] = memory(running)
    print(f"\n{json.dumps(after)} MB: {after[500] / after[20]:.2f}")
