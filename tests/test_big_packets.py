"""A big packet is the same on any number of processes, through every door, and from what was kept."""

from __future__ import annotations

import functools
import subprocess
import sys
import threading
import time
from dataclasses import replace
from pathlib import Path

import pytest
from long_briefs import of_an_office

from briefgen import EngineError, api
from briefgen.builds.job import Job
from briefgen.builds.running import Running
from briefgen.builds.sections import kept_sections
from briefgen.builds.sentences import KeptSentences
from briefgen.builds.store import program
from briefgen.builds.store.shelf import OUTPUTS
from briefgen.builds.turn import outcome_of
from briefgen.builds.typesetting import Typesetting
from briefgen.claims import looking, remembered
from briefgen.ground.bounds import Bounds
from briefgen.typeset import Pdf, dividing, typeset, typeset_here
from briefgen.typeset.dividing import BIG, is_big
from briefgen.typeset.kept import Kept
from briefgen.typeset.workers import Workers

# Six items are some eight pages, in seven sections.
ITEMS = 6
BODY = "<!DOCTYPE html><html><head>{}</head><body>{}</body></html>"


@pytest.fixture
def html(tmp_path, monkeypatch):
    """A page that counts as big."""
    monkeypatch.setattr(dividing, "BIG", 1000)
    return api.render(api.load(of_an_office(tmp_path, ITEMS)))


def typeset_by(html, most=2, kept=None):
    with Workers(1, Bounds(), most, kept) as workers:
        (pdf,) = workers.typeset_all([html], ())
    return pdf


# Many tests look at the same packet.
once = functools.cache(typeset)


class Counted:
    """Typesets, and counts how often."""

    def __init__(self):
        self.pages = []

    def __call__(self, page, styles, attached):
        self.pages.append(page)
        return once(page, styles, attached)


def test_a_page_is_big_by_its_letters_and_not_by_its_markup():
    letters, markup = "x" * BIG, '<b class="y">' * BIG
    assert is_big(BODY.format("", letters))
    assert not is_big(BODY.format("", letters[1:]))
    assert not is_big(BODY.format("", markup))
    assert not is_big(BODY.format(f"<style>{letters}</style>", "x"))


def test_a_page_can_ask_to_be_typeset_as_a_whole(tmp_path, monkeypatch):
    monkeypatch.setattr(dividing, "BIG", 1000)
    brief = of_an_office(tmp_path, ITEMS)
    (tmp_path / "briefgen.toml").write_text("sections = false\n")
    html = api.render(api.load(brief))
    assert not is_big(html)
    counted = Counted()
    typeset_here(html, lay_out=counted)
    assert counted.pages == [html]


def test_the_bytes_are_the_same_on_any_number_of_processes(html):
    here = typeset_here(html, lay_out=once)
    assert here.data != once(html).data
    for most in (1, 2, 3):
        assert typeset_by(html, most) == here


def test_what_was_typeset_before_isnt_again_and_gives_the_same_bytes(html, tmp_path):
    kept, first, second = kept_sections(Running(cache=tmp_path / "kept")), Counted(), Counted()
    pdf = typeset_here(html, (), (), kept, first)
    assert len(first.pages) > 5
    assert typeset_here(html, (), (), kept, second) == pdf
    assert second.pages == []
    assert typeset_by(html, kept=kept) == pdf == typeset_here(html, lay_out=once)


def test_of_a_changed_brief_only_the_changed_section_is_typeset(tmp_path, monkeypatch):
    monkeypatch.setattr(dividing, "BIG", 1000)
    brief = of_an_office(tmp_path, ITEMS)
    kept, counted = kept_sections(Running(cache=tmp_path / "kept")), Counted()
    typeset_here(api.render(api.load(brief)), (), (), kept, once)
    text = brief.read_text("utf-8")
    at = text.index("\n", text.index("    background: |", text.index("id: item-4")) + 20)
    brief.write_text(f"{text[:at]} Boats wait.{text[at:]}", "utf-8")
    html = api.render(api.load(brief))
    pdf = typeset_here(html, (), (), kept, counted)
    assert len(counted.pages) == 1
    assert "Boats wait." in counted.pages[0]
    assert pdf == typeset_here(html, lay_out=once)


@pytest.mark.parametrize("damage", [b"", b"%PDF-1.7\n", "cut", "flipped"])
def test_a_damaged_section_is_typeset_again(damage, html, tmp_path):
    kept, counted = kept_sections(Running(cache=tmp_path / "kept")), Counted()
    pdf = typeset_here(html, (), (), kept, Counted())
    files = [path for path in (tmp_path / "kept").rglob(f"{OUTPUTS}/??/*") if path.is_file()]
    for path in files:
        data = path.read_bytes()
        flipped = data[:500] + bytes([data[500] ^ 1]) + data[501:]
        path.write_bytes({"cut": data[:-20], "flipped": flipped}.get(damage, damage))
    assert typeset_here(html, (), (), kept, counted) == pdf
    assert len(counted.pages) == len(files)


class Forged:
    """A store in which somebody has put something."""

    def __init__(self, about):
        self.about = about

    def get(self, key):
        return self.about, b"%PDF-1.7"

    def keep(self, key, about, data):
        raise AssertionError


SAID = {
    "pages": 1,
    "anchors": {"one": 1},
    "warnings": [],
    "fits": True,
    "outside": [],
    "above": {},
}


@pytest.mark.parametrize(
    "change",
    [{"pages": "two"}, {"anchors": ["x"]}, {"anchors": {"one": []}}, {"outside": [[1]]},
     {"warnings": None}, {"above": {"one": "half"}}],
)  # fmt: skip
def test_a_section_of_which_something_odd_is_said_counts_as_damaged(change):
    assert Kept(Forged(SAID), str).recalled("0") == Pdf(b"%PDF-1.7", 1, {"one": 1})
    assert Kept(Forged(SAID | change), str).recalled("0") is None


def test_the_versions_of_everything_decide_which_sections_count(html, tmp_path):
    kept = kept_sections(Running(cache=tmp_path / "kept"))
    typeset_here(html, (), (), kept, Counted())
    counted = Counted()
    typeset_here(html, (), (), replace(kept, versions=lambda: "others"), counted)
    assert len(counted.pages) > 5
    assert kept_sections(Running(anew=True)) is None


@pytest.mark.parametrize("most", [1, 2])
def test_a_section_that_cant_be_typeset_says_what_the_whole_page_says(most, html):
    at = html.index("</h2>", html.rindex("<article"))
    wrong = f'{html[:at]}<img alt="x" src="https://example.org/x.png">{html[at:]}'
    with pytest.raises(EngineError) as whole:
        once(wrong)
    with pytest.raises(EngineError) as apart:
        typeset_by(wrong, most)
    assert str(apart.value) == str(whole.value)


def test_processes_that_are_ended_leave_nothing(html):
    with Workers(1, Bounds(), 2) as workers:
        scratch = Path(workers._folder.name)
        timer = threading.Timer(0.5, workers.kill)
        timer.start()
        start = time.monotonic()
        with pytest.raises(EngineError, match="ended without a result"):
            workers.typeset_all([html], ())
        assert time.monotonic() - start < 30
        timer.join()
    assert all(child._process.poll() is not None for child in workers._children)
    assert not scratch.exists()


def briefgen(*arguments, cwd):
    command = [sys.executable, "-m", "briefgen", *map(str, arguments)]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)


@pytest.mark.long
def test_every_door_gives_the_same_bytes(tmp_path, monkeypatch):
    monkeypatch.setenv("BRIEFGEN_CACHE", str(tmp_path / "kept"))
    briefs = []
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        briefs.append(of_an_office(tmp_path / name, 48).rename(tmp_path / name / f"{name}.yaml"))
    expected = [typeset_here(api.render(api.load(brief))) for brief in briefs]
    assert expected[0].data != typeset(api.render(api.load(briefs[0]))).data
    packets = ("--template", "packet", "-t", "pdf", "-q")
    assert briefgen("build", *briefs, *packets, "-o", "pool", cwd=tmp_path).returncode == 0
    assert briefgen("build", briefs[0], *packets, "-o", "one", cwd=tmp_path).returncode == 0
    again = (*packets, "-o", "anew", "--force")
    assert briefgen("build", briefs[0], *again, cwd=tmp_path).returncode == 0
    for folder in ("pool", "one", "anew"):
        for name, pdf in zip("ab", expected, strict=True):
            if folder == "pool" or name == "a":
                assert (tmp_path / folder / f"{name}-packet.pdf").read_bytes() == pdf.data
    run = briefgen("verify", "one", "--rebuild", "--brief", briefs[0], cwd=tmp_path)
    assert run.returncode == 0, run.stdout + run.stderr


def test_sentences_of_a_long_brief_are_kept_for_the_next_run(tmp_path, monkeypatch):
    monkeypatch.setattr(program, "known_versions", lambda: {"briefgen": "1"})
    running, key = Running(cache=tmp_path / "kept"), "a" * 64
    first = KeptSentences(running)
    first.keep(key, [["words"]])
    assert KeptSentences(running).get(key) is None
    first.write(is_quick=True)
    assert KeptSentences(running).get(key) == [["words"]]
    assert KeptSentences(replace(running, anew=True)).get(key) is None
    monkeypatch.setattr(program, "known_versions", lambda: {"briefgen": "another"})
    assert KeptSentences(running).get(key) is None


def test_after_a_change_only_the_changed_sentence_is_looked_for(tmp_path, monkeypatch):
    monkeypatch.setattr(program, "known_versions", lambda: {"briefgen": "1"})
    monkeypatch.setattr(remembered, "LONG", 1)
    looked = []
    into = looking._looked_into
    monkeypatch.setattr(
        looking, "_looked_into", lambda *given: (looked.append(given[0].words), into(*given))[1]
    )
    path = of_an_office(tmp_path, 12)
    running = Running(cache=tmp_path / "kept")

    def check():
        remembered._known.cache_clear()
        looked.clear()
        job = Job(path, path.name, path.parent, "brief", does="check")
        with Typesetting(1, running=running) as typesetting:
            outcome = outcome_of(job, typesetting)
        assert outcome.fault is None
        return len(looked)

    assert check() > 100
    text = path.read_text("utf-8")
    path.write_text(text.replace("\n    positions:", " Boats wait.\n    positions:", 1), "utf-8")
    assert check() == 1
