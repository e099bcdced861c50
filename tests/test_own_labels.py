"""What a house calls parts and fields: in its settings, in a kind of its own, in each language."""

import re
from pathlib import Path

import pytest
from written import MINIMAL

from briefgen.ground.errors import ConfigError
from briefgen.kinds import OwnLabel, PaperKind, kind_named
from briefgen.kinds.translated import own_labels
from briefgen.settings.files import settings_in
from briefgen.view.labels import labels_of

KIND = """\
name: Vermerk
language: de
parts: [routing, bottom_line, argument, agenda, background]
facts: [Sitzung]
labels:
  bottom_line: Kern
  argument: Begründung
  annexes.pages: {one: "{count} Blatt", other: "{count} Blätter"}
  fr:
    bottom_line: En bref
    argument: Argumentaire
    facts.Sitzung: Séance
"""
PAPER = (
    MINIMAL.replace("briefgen: 1\n", "briefgen: 1\nkind: vermerk\nlanguage: LANGUAGE\n")
    + """\
facts: {Sitzung: 3}
sections: {argument: Words.}
"""
)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    kind = tmp_path / "templates" / "kinds" / "vermerk"
    kind.mkdir(parents=True)
    (kind / "kind.yaml").write_text(KIND, "utf-8")
    (tmp_path / "briefgen.toml").write_text("", "utf-8")
    return tmp_path


def headings(run, language, *options):
    Path("paper.yaml").write_text(PAPER.replace("LANGUAGE", language), "utf-8")
    code, _, said = run("build", "paper.yaml", "--to", "html", "-o", "out", *options)
    assert code == 0, said
    page = Path("out/paper-packet.html").read_text("utf-8")
    return set(re.findall(r"<(?:h[23]|dt)\b[^>]*>([^<]+)</", page))


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("de", {"Kern", "Begründung", "Sitzung"}),
        ("de-AT", {"Kern", "Begründung", "Sitzung"}),
        ("fr", {"En bref", "Argumentaire", "Séance"}),
        ("fr-CA", {"En bref", "Argumentaire", "Séance"}),
    ],
)
def test_a_kind_has_its_words_in_each_of_its_languages(run, folder, language, words):
    assert words <= headings(run, language)


def test_what_a_kind_has_in_another_language_only_is_found_on_its_line(run, folder):
    Path("paper.yaml").write_text(PAPER.replace("LANGUAGE", "pl"), "utf-8")
    code, _, said = run("check", "paper.yaml")
    assert code == 0
    assert said.count("warning[label-missing]") == 2
    assert "“Begründung” is printed in `de`: `vermerk` has no word in `pl`." in said
    assert "Add `facts.Sitzung: …` to the `labels` of the kind, below `pl:`." in said


def test_a_section_with_a_title_of_its_own_needs_no_word_of_the_kind(run, folder):
    paper = PAPER.replace("LANGUAGE", "pl").replace(
        "{argument: Words.}", "{argument: {title: Por qué, text: Sí.}}"
    )
    Path("paper.yaml").write_text(paper.replace("facts: {Sitzung: 3}\n", ""), "utf-8")
    assert "label-missing" not in run("check", "paper.yaml")[2]


def test_of_a_language_without_any_labels_a_note_tells_and_no_finding(run, folder):
    Path("paper.yaml").write_text(PAPER.replace("LANGUAGE", "cy"), "utf-8")
    said = run("build", "paper.yaml", "--to", "html", "-o", "out")[2]
    assert "label-missing" not in said
    assert "there are none yet in Welsh" in said


@pytest.mark.parametrize(
    ("line", "place", "sentence"),
    [
        ("  botom_line: Kern\n", "botom_line", "Did you mean `bottom_line`?"),
        ("  item.lead: von\n", "item.lead", "needs `{name}`"),
        ("  fr: {tittle: x}\n", "tittle", "There is no part or field `tittle`"),
        ("  fr: {annexes.pages: {one: x}}\n", "annexes.pages", "has to be a text"),
        ("  fr: {annexes.pages: {other: x}}\n", "annexes.pages", "needs `{count}`"),
        ("  xx-yy-zz: {bottom_line: x}\n", "xx-yy-zz", "has to be a text"),
    ],
)
def test_a_fault_in_the_labels_of_a_kind_is_told_on_its_line(run, folder, line, place, sentence):
    kind = f"name: Vermerk\nlanguage: de\nlabels:\n{line}"
    (folder / "templates/kinds/vermerk/kind.yaml").write_text(kind, "utf-8")
    Path("paper.yaml").write_text(PAPER.replace("LANGUAGE", "de"), "utf-8")
    code, _, said = run("check", "paper.yaml")
    assert code == 2
    assert "bad-kind" in said
    assert sentence in said
    assert f"kind.yaml:4:{line.index(place) + 1}" in said


# Settings.


def words(text, tmp_path):
    (tmp_path / "briefgen.toml").write_text(text, "utf-8")
    return settings_in(tmp_path / "briefgen.toml").labels


def test_settings_name_parts_in_the_language_of_the_brief_and_in_others(tmp_path):
    text = '[labels]\nbottom_line = "Kern"\n[labels.fr]\nbottom_line = "En bref"\n'
    given = words(text, tmp_path)
    assert given == (OwnLabel("bottom_line", "Kern", ""), OwnLabel("bottom_line", "En bref", "fr"))
    kind = PaperKind(labels=(*given, OwnLabel("bottom_line", "Issue")))
    said = {
        tag: labels_of(tag, own_labels(tag, kind)).say("bottom-line.title")
        for tag in ("de", "fr-CA", "en-GB")
    }
    assert said == {"de": "Kern", "fr-CA": "Kern", "en-GB": "Kern"}


def test_settings_rename_a_label_with_a_number_by_its_plural_forms(tmp_path):
    given = words('labels."annexes.pages" = {one = "{count} f.", other = "{count} ff."}', tmp_path)
    labels = labels_of("de", own_labels("de", PaperKind(labels=given)))
    assert [labels.say("annexes.pages", count=count) for count in (1, 2)] == ["1 f.", "2 ff."]


def test_all_faults_in_the_labels_of_settings_are_told_at_once_on_their_lines(tmp_path):
    text = '[labels]\nbotom_line = "x"\n"item.lead" = "{nam}"\n[labels.fr]\n"card.avoid" = 3\n'
    with pytest.raises(ConfigError) as found:
        words(text, tmp_path)
    places = [(each.rule, each.span.line) for each in found.value.diagnostics]
    assert places == [("setting-value", 2), ("setting-value", 3), ("setting-value", 5)]


@pytest.mark.parametrize("value", ["3", '"x"', "[]"])
def test_labels_are_a_table(tmp_path, value):
    with pytest.raises(ConfigError) as found:
        words(f"labels = {value}", tmp_path)
    assert "has to be a table" in found.value.diagnostics[0].message


# A shipped kind is translated.


def test_a_shipped_kind_has_its_words_in_another_language():
    kind = kind_named("uk-submission")
    found = {each.typed: (each.text, each.language) for each in own_labels("de", kind)}
    assert found["decision"][1] == "de"
    assert found["decision"][0] != "Recommendation"


def test_the_command_lists_each_label_behind_its_key(run, folder):
    code, out, _ = run("labels", "fr", "--kind", "vermerk")
    said = out.decode()
    assert code == 0
    assert re.search(r"^bottom-line\.title +En bref +\(yours\)$", said, re.MULTILINE)
    assert re.search(r"^annexes\.pages +.*feuill|^annexes\.pages ", said, re.MULTILINE)
    assert "in English" not in said.replace("(yours)", "")
    assert run("labels", "not a tag")[0] == 2
