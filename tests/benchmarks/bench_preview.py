"""What the preview costs: from a save to the change in a real browser, and memory: `make bench`.

The peer of a save is the engine alone on the same page, a cold `weasyprint page.html page.pdf`
between two saves; that of the memory after 200 saves is the memory after 20.
"""

from __future__ import annotations

import re
import shutil
import statistics
import subprocess
import sys
import time
from contextlib import contextmanager
from hashlib import sha256

import pytest
from figures import Cost
from measuring import ROOT, cost, megabytes, rounds, tree
from offices import write_office
from peers import naive, page_of

PART = "While typing"
TITLE = re.compile(r"^title: (.*)$", re.MULTILINE)
PEER = "WeasyPrint alone"
SAVES = 20
PAPERS = rounds(5)
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
    try:
        yield running, running.stdout.readline().split()[-1], path
    finally:
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


LONGER = (long_brief, with_a_copy)


def hundred_pages(folder):
    """A brief of some 100 pages."""
    (path,) = write_office(folder, 1, 85)
    return path


def called(brief):
    """What a kind of brief is called in a figure."""
    return brief.__name__.replace("_", " ")


def bare(path):
    """The command of the engine alone on the page of a brief."""
    return naive(page_of(path, path.parent / "peer"))


@pytest.mark.parametrize(
    "brief",
    [flagship, hundred_pages, *(pytest.param(each, marks=pytest.mark.long) for each in LONGER)],
)
def test_from_a_save_to_the_page(tmp_path, brief, figures):
    path = brief(tmp_path)
    peer = bare(path)
    text = path.read_text("utf-8")
    title = TITLE.search(text)[0]
    took, peers = [], [cost(peer)]
    with previewed(path) as (_, url, _), tab(url) as page:
        page.evaluate(SEEN)
        page.locator(".paper[aria-busy=false]").wait_for(timeout=300_000, state="attached")
        for number in range(SAVES):
            start = time.time() * 1000
            path.write_text(text.replace(title, f"{title} MARK{number}", 1), "utf-8")
            page.wait_for_function(f"() => seen['{number}']")
            took.append(Cost((page.evaluate(f"() => seen['{number}']") - start) / 1000))
            time.sleep(0.7)
        peers.append(cost(peer))
    mean = Cost(statistics.mean(each.clock for each in peers))
    figures.compare(
        f"{called(brief)}: a save, seen on the page", PEER, [(each, mean) for each in took]
    )


SHEETS = "[...document.querySelector('briefgen-preview').shadowRoot.querySelectorAll('.paper img')]"
IS_NEW = f"""([at, before]) => {{
    const image = {SHEETS}[at];
    return image.src !== before && image.complete && image.naturalWidth;
}}"""


def sheets(page):
    """The addresses of all pictures, also of those that nobody has looked at."""
    return page.evaluate(f"() => {SHEETS}.map(image => image.dataset.wanted)")


def is_quiet(page):
    page.wait_for_timeout(300)
    page.locator(".paper[aria-busy=false]").wait_for(timeout=300_000)
    page.wait_for_timeout(1500)


@pytest.mark.parametrize("brief", [pytest.param(flagship, marks=pytest.mark.quick), hundred_pages])
def test_from_a_save_to_the_paper(tmp_path, brief, figures):
    """One word is changed in the middle of the brief, and its page is in view."""
    path = brief(tmp_path)
    peer = bare(path)
    text = path.read_text("utf-8")
    words = list(re.finditer(r"^      - \"?(\w+)(?= \w)", text, re.MULTILINE))
    word = words[len(words) // 2]

    def save(number):
        path.write_text(f"{text[: word.end()]}{' on' * number}{text[word.end() :]}", "utf-8")

    to_page, to_all, peers = [], [], []
    with previewed(path) as (_, url, _), tab(f"{url}?view=paper") as page:
        page.get_by_alt_text("Page 1 of").first.wait_for(timeout=300_000)
        is_quiet(page)
        before = sheets(page)
        save(1)
        is_quiet(page)
        now = sheets(page)
        at = next(at for at, name in enumerate(now) if name != before[at])
        sheet = page.locator(".paper img").nth(at)
        sheet.evaluate("image => image.scrollIntoView()")
        for number in range(2, PAPERS + 2):
            is_quiet(page)
            peers.append(cost(peer))
            before = sheet.evaluate("image => image.src")
            start = time.perf_counter()
            save(number)
            page.wait_for_function(IS_NEW, arg=[at, before], polling=5, timeout=300_000)
            to_page.append(Cost(time.perf_counter() - start))
            for name in sheets(page):
                page.evaluate("src => fetch(src).then(answer => answer.arrayBuffer())", name)
            to_all.append(Cost(time.perf_counter() - start))
    most = 0.7 if brief is flagship else 0.15
    seen, fetched = (list(zip(each, peers, strict=True)) for each in (to_page, to_all))
    figures.compare(f"{called(brief)}: a save, seen on its sheet of paper", PEER, seen, target=most)
    figures.compare(f"{called(brief)}: a save, with all {len(now)} sheets drawn", PEER, fetched)


@pytest.mark.parametrize("brief", [flagship, pytest.param(hundred_pages, marks=pytest.mark.long)])
def test_from_the_start_to_the_first_paper(tmp_path, brief, figures):
    path = brief(tmp_path)
    peer = bare(path)
    pairs = []
    for _ in range(3):
        theirs = cost(peer)
        start = time.perf_counter()
        with previewed(path) as (_, url, _), tab(f"{url}?view=paper") as page:
            page.get_by_alt_text("Page 1 of").first.wait_for(timeout=300_000)
            pairs.append((Cost(time.perf_counter() - start), theirs))
    figures.compare(
        f"{called(brief)}: from the start to paper, with that of the browser", PEER, pairs
    )


@pytest.mark.long
def test_the_memory_after_200_saves_against_that_after_20(tmp_path, figures):
    path = flagship(tmp_path)
    text = path.read_text("utf-8")
    title = TITLE.search(text)[0]
    after = {}
    with previewed(path) as (running, url, _), tab(f"{url}?view=paper") as page:
        page.get_by_alt_text("Page 1 of").first.wait_for(timeout=120_000)
        for number in range(1, 201):
            path.write_text(text.replace(title, f"{title} {number}", 1), "utf-8")
            page.wait_for_timeout(50)
            page.locator(".paper[aria-busy=false]").wait_for(timeout=120_000)
            if number in (20, 200):
                page.wait_for_timeout(5000)
                memory = sum(megabytes(each)[1] for each in tree(running.pid))
                after[number] = Cost(0, together=memory)
    pairs = [(after[200], after[20])]
    figures.compare("memory after 200 saves", "after 20", pairs, "together")
