"""A sentence whose brief is checked again is only looked for again where something has changed."""

from __future__ import annotations

import gc
import json
from concurrent.futures import ThreadPoolExecutor

import pytest
from written import ROOT, put

import briefgen.claims.looking
import briefgen.claims.remembered
from briefgen import load
from briefgen.attribution import evidence_of
from briefgen.claims import claims_of
from briefgen.claims.comparing import consulted
from briefgen.claims.looking import _looked_into
from briefgen.claims.remembered import SENTENCES
from briefgen.claims.statements import statements_of
from briefgen.ground.keeping import kept_in
from briefgen.model.validate import validate

COPY = "The harbour counted 1,240 calls in 2025. On the quay 46 people work.\n"
BRIEF = """\
briefgen: 1
title: Talks on the harbour
as_of: 2026-05-06
principal: chair
people:
  chair: {name: Anna Berg, role: Chair}
bottom_line: Of 1,240 calls half were late[^report].
agenda:
  - title: Quay
    objective: More people work there.
    points: ["On the quay 46 people work[^report]."]
sources:
  report: {title: Report, published: 2026-01-09, capture: report.txt}
"""


def brief_in(folder, text):
    brief, found = validate(load(put(folder / "brief.yaml", text)))
    assert brief, found
    return brief


@pytest.fixture
def looked_at(tmp_path, monkeypatch):
    """The sentences of a brief that were read when it was checked."""
    read = []

    def noting(words, *others):
        read.append(words.partition(" ." if words[-1] == "." else "[")[0].strip())
        return figures_in(words, *others)

    figures_in = briefgen.claims.looking.figures_in
    monkeypatch.setattr(briefgen.claims.looking, "figures_in", noting)

    def looked_at(text=BRIEF, copy=COPY):
        put(tmp_path / "report.txt", copy)
        brief = brief_in(tmp_path, text)
        read.clear()
        evidence_of(brief, tmp_path)
        return {words for words in read if words[:2] in ("Of", "On")}

    looked_at()
    return looked_at


def test_a_sentence_that_is_as_before_is_not_looked_for_again(looked_at):
    assert looked_at() == set()
    assert looked_at(BRIEF.replace("half were late", "a third were late")) == {
        "Of 1,240 calls a third were late"
    }


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("role: Chair}", "role: Chair, also_called: [Quay]}"),
        ("2026-05-06", "2026-05-07"),
        ("title: Report", "title: Report of the quay"),
        ("bottom_line", "language: de\nbottom_line"),
    ],
)
def test_where_people_sources_or_dates_are_others_all_are(looked_at, old, new):
    assert len(looked_at(BRIEF.replace(old, new))) == 2


def test_where_a_copy_is_another_all_are(looked_at):
    assert len(looked_at(copy=COPY.replace("46", "47"))) == 2


LETTER = "  letter: {title: Letter, capture: report.txt}\n"


def test_a_sentence_that_cites_another_source_is_looked_for_again(looked_at):
    """Both citations are as long, so that the sentence has the same words at the same place."""
    looked_at(BRIEF + LETTER)
    assert looked_at((BRIEF + LETTER).replace("work[^report]", "work[^letter]")) == {
        "On the quay 46 people work"
    }


def test_so_many_sentences_and_states_are_remembered_and_no_more(looked_at, monkeypatch):
    for number in range(9):
        assert len(looked_at(copy=f"{COPY}{number}")) == 2
    assert looked_at(copy=f"{COPY}8") == set()
    assert len(looked_at()) == 2
    monkeypatch.setattr(briefgen.claims.remembered, "MOST", 1)
    assert len(looked_at()) == 2


def test_threads_that_forget_what_others_have_found_find_the_same(tmp_path, monkeypatch):
    """A preview may check a brief in two threads."""
    put(tmp_path / "report.txt", COPY)
    brief = brief_in(tmp_path, BRIEF)
    evidence = evidence_of(brief, tmp_path)
    monkeypatch.setattr(briefgen.claims.remembered, "MOST", 0)
    with ThreadPoolExecutor(4) as pool:
        found = set(pool.map(lambda _: claims_of(brief, evidence), range(20)))
    assert found == {evidence.claims}
    assert gc.isenabled()


@pytest.mark.parametrize("is_on", [True, False])
@pytest.mark.parametrize("fails", [False, True])
def test_the_collection_of_garbage_is_as_it_was(is_on, fails, tmp_path, monkeypatch):
    put(tmp_path / "report.txt", COPY)
    brief = brief_in(tmp_path, BRIEF)
    seen = []

    def looking(*_):
        seen.append(gc.isenabled())
        if fails:
            raise MemoryError
        return ()

    monkeypatch.setattr(briefgen.claims.looking, "_looked_into", lambda *each: (looking(*each), ()))
    briefgen.claims.remembered._known.cache_clear()
    (gc.enable if is_on else gc.disable)()
    try:
        evidence_of(brief, tmp_path)
    except MemoryError:
        assert fails
    finally:
        was_on = gc.isenabled()
        gc.enable()
        briefgen.claims.remembered._known.cache_clear()
    assert set(seen) == {False}
    assert was_on == is_on


def test_what_is_remembered_is_what_is_found(looked_at, tmp_path):
    brief = brief_in(tmp_path, BRIEF)
    first, again = (evidence_of(brief, tmp_path) for _ in range(2))
    assert first.claims == again.claims == claims_of(brief, first)
    assert any(each.at for claim in first.claims for each in claim.looked)


@pytest.mark.parametrize("name", ["everything", "moscow-sochi-2019"])
def test_what_is_found_of_a_sentence_depends_on_no_other(name):
    brief, _ = validate(load(ROOT / "briefs" / f"{name}.yaml"))
    evidence = evidence_of(brief, ROOT / "briefs")
    alone = brief.model_copy(update=dict.fromkeys(SENTENCES, ()))
    assert type(brief).model_fields.keys() > SENTENCES
    for each in statements_of(brief):
        found = _looked_into(each, brief, consulted(brief, evidence))
        assert _looked_into(each, alone, consulted(alone, evidence)) == found


class Store:
    """Keeps what it is given, as JSON."""

    def __init__(self):
        self.kept = {}

    def get(self, key):
        return json.loads(self.kept[key]) if key in self.kept else None

    def keep(self, key, value):
        self.kept[key] = json.dumps(value)


@pytest.fixture
def later(looked_at, monkeypatch):
    """The sentences that are read when a brief counts as long, by another process."""
    monkeypatch.setattr(briefgen.claims.remembered, "LONG", 1)

    def later(store, *given, **changed):
        briefgen.claims.remembered._known.cache_clear()
        with kept_in(store):
            return looked_at(*given, **changed)

    yield later
    briefgen.claims.remembered._known.cache_clear()


def test_sentences_of_a_long_brief_are_recalled_by_the_next_process(later, tmp_path):
    store = Store()
    assert len(later(store)) == 2
    assert later(store) == set()
    brief = brief_in(tmp_path, BRIEF)
    with kept_in(store):
        recalled = evidence_of(brief, tmp_path)
    briefgen.claims.remembered._known.cache_clear()
    assert recalled == evidence_of(brief, tmp_path)
    assert any(each.at for claim in recalled.claims for each in claim.looked)
    assert len(later(store, copy=COPY.replace("46", "47"))) == 2


def test_a_few_new_sentences_are_not_kept_at_once(later, monkeypatch):
    monkeypatch.setattr(briefgen.claims.remembered, "NEW", 0.9)
    store = Store()
    later(store)
    kept = dict(store.kept)
    assert len(later(store, BRIEF.replace("half were", "a third were"))) == 1
    assert store.kept == kept


def test_those_of_a_short_brief_are_not_kept(later, monkeypatch):
    monkeypatch.setattr(briefgen.claims.remembered, "LONG", 10)
    store = Store()
    later(store)
    assert store.kept == {}


@pytest.mark.parametrize(
    "value",
    [
        {"a": 1},
        [["words"]],
        [["On it", ["report"], 0, [["figure", "46", 0, 2, "true", None, None, False]], []]],
        [["On it", ["report"], 0, [], [["nowhere", 0, 1]]]],
        [["On it", ["report"], 0, [], [["report", 0, 10_000]]]],
        [["On it", ["report"], 0, [], [["report", "0", None]]]],
    ],
)
def test_what_is_damaged_is_not_believed(later, value):
    store = Store()
    later(store)
    store.kept = dict.fromkeys(store.kept, json.dumps(value))
    assert len(later(store)) == 2
