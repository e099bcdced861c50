"""A paper in two languages: its second text stands in a file beside it, and one page has both."""

import csv
import io
import re
import time

import pypdfium2
import pytest
from click.testing import CliRunner

from briefgen import api
from briefgen.builds import pipeline
from briefgen.builds.timings import Timings
from briefgen.cli.group import cli
from briefgen.ground.errors import BriefgenError
from briefgen.look import Look
from briefgen.model.two_languages import laid_over
from briefgen.preview.both_texts import references_in, search_of, texts_of

BRIEF = """\
briefgen: 1
title: The night ferry
language: [en-CA, fr-CA]
as_of: 2026-05-06
principal: minister
people:
  minister: {name: Marit Solheim, role: Minister of Transport}
bottom_line: She sails in May[^log]. You are asked to say so.
agenda:
  - id: fares
    title: Fares
    objective: The Council accepts lower fares in winter.
    points: ["Fares fall by a tenth[^log].", Nobody pays twice.]
  - id: works
    title: Works at the quay
    objective: The works end by 1 June.
background: She was built in 1998.
sources:
  log: {title: Log of the ferry, published: 2026-05-01}
"""
TEXT = """\
title: Le traversier de nuit
people:
  minister: {role: ministre des Transports}
bottom_line: Il part en mai[^log]. On vous demande de le dire.
agenda:
  - id: works
    title: Travaux au quai
    objective: Les travaux finissent le 1er juin.
  - id: fares
    title: Tarifs
    objective: Le Conseil accepte des tarifs plus bas en hiver.
    points: ["Les tarifs baissent d’un dixième[^log].", Personne ne paie deux fois.]
background: Il a été construit en 1998.
"""


@pytest.fixture
def both(tmp_path, monkeypatch):
    """Writes a brief and its second text, and gives the path of the brief."""
    monkeypatch.chdir(tmp_path)

    def write(brief=BRIEF, text=TEXT):
        (tmp_path / "ferry.yaml").write_text(brief, "utf-8")
        if text:
            (tmp_path / "ferry.fr-CA.yaml").write_text(text, "utf-8")
        return tmp_path / "ferry.yaml"

    return write


def case_of(path):
    document = pipeline.loaded(path.read_bytes(), path.name, Timings())
    return pipeline.checked(document, path.parent)


def found(path):
    """The findings: file, line and rule of each."""
    return [
        (each.span.file, each.span.line, each.rule)
        for each in case_of(path).diagnostics
        if each.span
    ]


def page_of(path, template="packet"):
    case = case_of(path)
    assert case.errors == []
    return pipeline.rendered(case, pipeline.viewed(case), template, Look())


def line_of(text, words):
    return next(at for at, line in enumerate(text.splitlines(), 1) if words in line)


def told(rule, text, words, file="ferry.yaml"):
    return (file, line_of(text, words), rule)


# What is found.


def test_both_texts_that_say_the_same_have_no_findings(both):
    assert found(both()) == []


def test_a_brief_whose_second_text_is_not_there_says_which_file_is_missing(both):
    case = case_of(both(text=""))
    (one,) = case.diagnostics
    assert one.rule == "second-text-missing"
    assert "ferry.fr-CA.yaml" in one.message


@pytest.mark.parametrize(
    ("language", "message"),
    [("[en-CA, fr-CA, de]", "in two languages"), ("[fr, fr]", "twice")],
)
def test_a_paper_has_two_languages_at_most_and_none_twice(both, language, message):
    case = case_of(both(BRIEF.replace("[en-CA, fr-CA]", language)))
    (one,) = case.diagnostics
    assert one.rule == "unknown-value"
    assert message in one.message


@pytest.mark.parametrize(
    ("gone", "place"),
    [
        ("background: Il a été construit en 1998.\n", "background:"),
        ("    objective: Les travaux finissent le 1er juin.\n", "The works end"),
        (", Personne ne paie deux fois.", "Nobody pays"),
        ("people:\n  minister: {role: ministre des Transports}\n", "people:"),
    ],
)
def test_what_only_the_brief_has_is_found_on_its_line_there(both, gone, place):
    assert gone in TEXT
    rules = found(both(text=TEXT.replace(gone, "")))
    assert told("only-in-one-language", BRIEF, place) in rules


@pytest.mark.parametrize(
    "more",
    [
        "objectives: [Que tout aille bien le 1er juin.]\n",
        "facts: {Navire: Ostrander}\n",
        "sections: {histoire: Il est vieux.}\n",
    ],
)
def test_what_only_the_second_text_has_is_found_on_its_line_there(both, more):
    text = TEXT + more
    line = told("only-in-one-language", text, more.split(":")[0], "ferry.fr-CA.yaml")
    assert found(both(text=text)) == [line]


@pytest.mark.parametrize(
    ("first", "second", "is_same"),
    [
        ("at $3.2 million", "à 3,2 millions de dollars", True),
        ("at $3.2 million", "à 3,5 millions de dollars", False),
        ("for 2,140 people", "pour 2 140 personnes", True),
        ("for 2,140 people", "pour 2 410 personnes", False),
        ("on 9 November", "le 9 novembre", True),
        ("on 9 November", "le 8 novembre", False),
        ("at 8:30 p.m.", "à 20 h 30", True),
        ("for 11 days", "pour onze jours", True),
        ("for 11 days", "pour douze jours", False),
        ("for eleven days", "pour onze jours", True),
        ("by 4%", "de 4 %", True),
        ("by 4%", "un peu", False),
    ],
)
def test_a_figure_that_one_text_alone_has_is_found_where_it_stands(both, first, second, is_same):
    one, other = BRIEF.replace("1998", first), TEXT.replace("1998", second)
    rules = found(both(one, other))
    lines = {("ferry.yaml", line_of(one, first)), ("ferry.fr-CA.yaml", line_of(other, second))}
    assert {rule for _, _, rule in rules} <= {"only-in-one-language"}
    assert {(file, line) for file, line, _ in rules} <= lines
    assert bool(rules) != is_same


def test_a_figure_may_be_meant_for_one_text_alone(both):
    allowed = "# briefgen: allow only-in-one-language because of the charter\nbackground"
    brief = BRIEF.replace("1998", "2001 at $4 million").replace("background", allowed)
    text = TEXT.replace("1998", "2001")
    assert found(both(brief, text)) == []


def test_a_small_number_may_be_in_words_that_are_not_known(both):
    brief = BRIEF.replace("fr-CA", "pl").replace("in 1998", "within 11 days, for 400 people")
    path = both(brief, text="")
    text = TEXT.replace("en 1998", "we jedenaście dni, dla 500 osób")
    path.with_name("ferry.pl.yaml").write_text(text, "utf-8")
    lines = [
        each.message for each in case_of(path).diagnostics if each.rule == "only-in-one-language"
    ]
    assert lines == [
        "`400` stands here, and not in the text in `pl`.",
        "`500` stands here, and not in the text in `en-CA`.",
    ]


def test_an_entry_with_an_id_that_the_brief_does_not_have_is_found(both):
    text = TEXT.replace("id: works", "id: work")
    rules = found(both(text=text))
    assert told("only-in-one-language", text, "id: work", "ferry.fr-CA.yaml") in rules
    assert told("only-in-one-language", BRIEF, "id: works") in rules


def test_entries_belong_together_by_their_ids_in_whatever_order(both):
    second = page_of(both()).split('<div class="second-language"')[1]
    assert second.index("Tarifs") < second.index("Travaux au quai")


def test_a_date_that_differs_is_found_and_one_that_is_the_same_is_not(both):
    assert found(both(text=f"as_of: 2026-05-06\n{TEXT}")) == []
    wrong = ("ferry.fr-CA.yaml", 1, "differs-between-languages")
    assert found(both(text=f"as_of: 2026-05-07\n{TEXT}")) == [wrong]


def test_a_second_text_is_no_brief_of_its_own(both):
    wrong = ("ferry.fr-CA.yaml", 1, "differs-between-languages")
    assert found(both(text=f"briefgen: 1\n{TEXT}")) == [wrong]


def test_a_second_text_that_is_named_alone_says_whose_it_is(both):
    path = both().with_name("ferry.fr-CA.yaml")
    (one,) = case_of(path).diagnostics
    assert "ferry.yaml" in one.message
    assert one.hint == "`briefgen check ferry.yaml` checks both."


def test_who_names_the_second_text_means_the_brief(both):
    path = both(text=TEXT.replace("backg", "bagck"))
    run = CliRunner().invoke(cli, ["check", "ferry.fr-CA.yaml", path.name])
    assert run.output.count("error[unknown-field]") == 1
    assert "in ferry.yaml" in run.output


def test_a_misspelt_field_of_the_second_text_is_found_there(both):
    text = TEXT.replace("background:", "backgruond:")
    assert ("ferry.fr-CA.yaml", line_of(text, "backgruond"), "unknown-field") in found(
        both(text=text)
    )


def test_what_is_wrong_with_an_entry_is_told_once_and_with_words_in_each_text(both):
    brief = BRIEF.replace("    objective: The works end by 1 June.\n", "")
    text = TEXT.replace("    objective: Les travaux finissent le 1er juin.\n", "")
    line = told("item-without-objective", brief, "Works at the quay")
    assert found(both(brief, text)) == [line]
    text = TEXT.replace("[^log]", "[^lgo]", 1)
    assert found(both(text=text)) == [("ferry.fr-CA.yaml", line_of(text, "lgo"), "unknown-source")]


def test_a_comment_with_a_reason_lets_one_text_say_more(both):
    allowed = "# briefgen: allow only-in-one-language because it is for Ottawa alone"
    brief = BRIEF.replace("in 1998.\n", f"in 1998. {allowed}\n")
    path = both(brief, TEXT.replace("background: Il a été construit en 1998.\n", ""))
    assert found(path) == []
    assert page_of(path).count("1998") == 1


# Names that must not be named.

HIDDEN = "  clerk: {name: Birger Holm, described_as: a senior clerk, attribution: on background}\n"
ALIAS = "  clerk: {name: Бирьер Хольм, described_as: un haut fonctionnaire}\n"


def with_clerk(brief=BRIEF, text=TEXT):
    people = "people:\n"
    return brief.replace(people, people + HIDDEN), text.replace(people, people + ALIAS)


def test_who_must_not_be_named_is_looked_for_in_both_texts(both):
    brief, text = with_clerk(text=TEXT.replace("Il part", "Holm dit qu’il part"))
    line = told("name-on-background", text, "Holm dit", "ferry.fr-CA.yaml")
    assert line in found(both(brief, text))


def test_a_name_in_the_second_language_is_looked_for_in_the_first(both):
    brief, text = with_clerk(BRIEF.replace("She sails", "Бирьер Хольм says she sails"))
    line = told("name-on-background", brief, "Хольм")
    assert line in found(both(brief, text))


def test_outputs_are_searched_for_the_name_in_either_language(both, tmp_path):
    brief, text = with_clerk()
    path = both(brief, text)
    (tmp_path / "templates").mkdir()
    house = "{% extends 'packet.html.j2' %}{% block finder %}<p>Бирьер Хольм</p>{% endblock %}"
    (tmp_path / "templates" / "house.html.j2").write_text(house, "utf-8")
    (tmp_path / "briefgen.toml").write_text("")
    with pytest.raises(BriefgenError) as error:
        api.build(path, templates=["house"], to=["html"])
    assert {each.rule for each in error.value.findings} == {"name-in-output"}


# The page.


def test_each_part_of_the_page_carries_its_language(both):
    page = page_of(both())
    assert '<html lang="en-CA" dir="ltr">' in page
    assert page.count('<div class="second-language" lang="fr-CA" dir="ltr">') == 1


def test_notes_contents_and_finder_stand_once_and_the_numbers_run_on(both):
    page = page_of(both())
    for once in ('id="section.notes"', '<nav class="contents', '<nav class="finder', "<main"):
        assert page.count(once) == 1, once
    assert re.findall(r'id="(cite\.1\.\d)"', page) == [f"cite.1.{n}" for n in range(1, 5)]
    assert page.index("second-language") < page.index('id="section.notes"')


def test_no_id_stands_twice_and_every_link_leads_somewhere(both):
    page = page_of(both())
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert {*re.findall(r'href="#([^"]+)"', page)} <= {*ids}


def test_a_page_in_one_language_has_nothing_of_two(both):
    page = page_of(both(BRIEF.replace("[en-CA, fr-CA]", "en-CA"), ""))
    assert "second-language" not in page
    assert 'class="beside"' not in page


def test_the_card_has_a_side_for_each_language(both):
    page = page_of(both(), "card")
    pages = list(pypdfium2.PdfDocument(api.typeset(page).data))
    texts = [each.get_textpage().get_text_range() for each in pages]
    assert len(texts) == 2
    assert "Fares" in texts[0]
    assert "Tarifs" in texts[1]


def test_a_kind_may_have_both_side_by_side(both, tmp_path):
    kind = tmp_path / "templates" / "kinds" / "pair"
    kind.mkdir(parents=True)
    (kind / "kind.yaml").write_text("name: Pair\nextends: visit\ntwo_languages: side by side\n")
    (tmp_path / "briefgen.toml").write_text('kind = "pair"\n')
    path = both()
    run = CliRunner().invoke(cli, ["build", path.name, "--to", "html,pdf"])
    assert run.exit_code == 0, run.output
    page = (tmp_path / "build" / "ferry-packet.html").read_text("utf-8")
    assert page.count('<div class="beside') >= 3
    # What is short keeps together on paper.
    assert page.count('<div class="beside short">') >= 2
    assert page.count('<div class="text" lang="fr-CA" dir="ltr">') == page.count('class="beside')
    assert "<!--" not in page.split("<body", 1)[1]


def test_a_template_that_knows_nothing_of_two_languages_has_both(both, tmp_path):
    (tmp_path / "templates").mkdir()
    house = "<html><body class='x'><p id='a'>{{ brief.title }}</p><a href='#a'>.</a></body></html>"
    (tmp_path / "templates" / "house.html.j2").write_text(house)
    (tmp_path / "briefgen.toml").write_text("")
    (made,) = api.build(both(), output="build", templates=["house"], to=["html"])
    page = made.read_text("utf-8")
    assert page.index("The night ferry") < page.index("Le traversier de nuit")
    assert "href='#fr-ca.a'" in page


# Whoever knows of the brief knows of both files.


def test_an_output_rests_on_both_files(both, tmp_path):
    path = both()
    CliRunner().invoke(cli, ["build", path.name, "--to", "html"])
    assert "!!" not in CliRunner().invoke(cli, ["verify", "build"]).output
    second = path.with_name("ferry.fr-CA.yaml")
    second.write_text(TEXT.replace("construit", "lancé"), "utf-8")
    run = CliRunner().invoke(cli, ["verify", "build"])
    assert "ferry.yaml: ferry.fr-CA.yaml: changed since it was built." in run.output
    CliRunner().invoke(cli, ["build", path.name, "--to", "html"])
    assert "Il a été lancé" in (tmp_path / "build" / "ferry-packet.html").read_text("utf-8")


def test_check_fix_mends_the_second_text(both):
    path = both(text=TEXT.replace("background:", "backgruond:"))
    run = CliRunner().invoke(cli, ["check", path.name, "--fix"])
    assert run.exit_code == 0, run.output
    assert path.with_name("ferry.fr-CA.yaml").read_text("utf-8") == TEXT
    assert path.read_text("utf-8") == BRIEF


def test_words_that_look_like_an_id_are_printed_as_typed(both):
    page = page_of(
        both(text=TEXT.replace("Il a été construit", "Tapez id=works. Il a été construit"))
    )
    assert "Tapez id=works." in page
    assert 'id="fr-ca.works"' in page


def test_check_fix_touches_no_second_text_elsewhere(both, tmp_path):
    elsewhere = tmp_path.parent / f"{tmp_path.name}-elsewhere.yaml"
    elsewhere.write_text(TEXT.replace("background:", "backgruond:"), "utf-8")
    path = both()
    path.with_name("ferry.fr-CA.yaml").unlink()
    path.with_name("ferry.fr-CA.yaml").symlink_to(elsewhere)
    run = CliRunner().invoke(cli, ["check", path.name, "--fix", "--diff"])
    assert "error[second-text-missing]" in run.output
    assert "backgruond" not in run.output
    assert "backgruond" in elsewhere.read_text("utf-8")


def test_a_click_on_a_word_leads_to_the_file_in_which_it_was_typed(both):
    case = case_of(both())
    search = search_of(case, pipeline.viewed(case))
    french = search.find(["fr-ca.works"], ["Travaux au quai"])
    assert (french.file, french.line) == ("ferry.fr-CA.yaml", line_of(TEXT, "Travaux"))
    english = search.find(["works"], ["Works at the quay"])
    assert (english.file, english.line) == ("ferry.yaml", line_of(BRIEF, "Works"))
    paper = search.find_on_paper(["Personne ne paie deux fois."], "")
    assert paper.file == "ferry.fr-CA.yaml"


def test_the_number_of_a_note_stands_for_the_text_that_has_it(both):
    case = case_of(both())
    found = references_in(texts_of(case, pipeline.viewed(case)))
    files = {number: text[0].document.file for number, (text, _) in found.items()}
    assert files == {
        "cite.1.1": "ferry.yaml",
        "cite.1.2": "ferry.yaml",
        "cite.1.3": "ferry.fr-CA.yaml",
        "cite.1.4": "ferry.fr-CA.yaml",
    }


# The columns of a register.

NOTE = """\
briefgen: 1
kind: ca-qp-note
number: NFC-2026-QP-00014
title: The night ferry
language: [en-CA, fr-CA]
as_of: 2026-05-06
received: 2026-05-07
principal: minister
people:
  minister: {name: Marit Solheim, role: Minister of Transport}
facts: {Organization: Ministry of Transport, Title of minister: Minister of Transport}
questions:
  - question: When does she sail?
    answer: |
      - She sails in May[^log].
      - Nobody pays twice.
background: =1+1 is a sum.
sources:
  log: {title: Log of the ferry, published: 2026-05-01}
"""
NOTE_TEXT = """\
title: Le traversier de nuit
people:
  minister: {role: ministre des Transports}
facts: {Organization: Ministère des Transports, Title of minister: ministre des Transports}
questions:
  - question: Quand part-il?
    answer: |
      - Il part en mai[^log].
      - Personne ne paie deux fois.
background: Une somme.
"""


def columns_of(path):
    run = CliRunner().invoke(cli, ["build", path.name, "--to", "columns"])
    assert run.exit_code == 0, run.output
    data = path.with_name("build").joinpath("ferry-columns.csv").read_bytes()
    (row,) = csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    return row


def test_a_note_has_the_columns_of_its_register_in_both_languages(both):
    row = columns_of(both(NOTE, NOTE_TEXT))
    assert len(row) == 13
    assert row["reference_number"] == "NFC-2026-QP-00014"
    assert (row["title_en"], row["title_fr"]) == ("The night ferry", "Le traversier de nuit")
    assert row["date_received"] == "2026-05-07"
    assert row["response_fr"] == "* Il part en mai.\n* Personne ne paie deux fois."
    assert row["additional_information_fr"] == ""


def test_no_program_for_tables_takes_a_cell_for_a_formula(both):
    assert columns_of(both(NOTE, NOTE_TEXT))["background_en"] == "'=1+1 is a sum."


def test_the_name_of_a_column_is_no_formula_either(both, tmp_path):
    kind = tmp_path / "templates" / "kinds" / "house"
    kind.mkdir(parents=True)
    (kind / "kind.yaml").write_text("name: House note\ncolumns:\n  =1+1: {of: title}\n")
    (tmp_path / "briefgen.toml").write_text("")
    assert columns_of(both(BRIEF.replace("briefgen: 1", "briefgen: 1\nkind: house")))["'=1+1"]


def test_a_column_that_has_to_be_filled_and_is_not_stops_the_columns_alone(both):
    path = both(NOTE.replace("[en-CA, fr-CA]", "en-CA"), "")
    assert found(path) == []
    run = CliRunner().invoke(cli, ["build", path.name, "--to", "columns"])
    assert "error[column-empty]" in run.output
    assert "`title_fr`" in run.output
    assert not path.with_name("build").exists()


def test_a_kind_without_columns_says_so(both):
    run = CliRunner().invoke(cli, ["build", both().name, "--to", "columns"])
    assert "A paper of the kind `visit` has no columns" in run.output


def test_a_house_may_give_the_codes_of_a_list(both, tmp_path):
    kind = tmp_path / "templates" / "kinds" / "house"
    kind.mkdir(parents=True)
    (kind / "kind.yaml").write_text(
        "extends: ca-qp-note\nname: House note\ncolumns:\n"
        "  minister: {of: facts.Title of minister, values: {Minister of Transport: MOT}}\n"
    )
    (tmp_path / "briefgen.toml").write_text("")
    path = both(NOTE.replace("ca-qp-note", "house"), NOTE_TEXT)
    assert columns_of(path)["minister"] == "MOT"
    both(NOTE.replace("ca-qp-note", "house").replace("minister: Minister of", "minister: Queen of"))
    run = CliRunner().invoke(cli, ["check", path.name])
    assert "`Queen of Transport` isn't one of the values of the column `minister`" in run.output


def test_a_second_text_is_not_told_of_as_a_file_that_is_passed_over(both):
    both()
    run = CliRunner().invoke(cli, ["check", "."])
    assert "passed over" not in run.output


def test_the_foot_of_each_page_is_in_the_language_of_the_page(both):
    pages = [*pypdfium2.PdfDocument(api.typeset(page_of(both())).data)]
    first, *_, last = [each.get_textpage().get_text_range() for each in pages]
    assert "Page 1 of 2" in first
    assert "Page 2 sur 2" in last


def test_a_second_text_from_right_to_left_says_so(both, tmp_path):
    brief = BRIEF.replace("fr-CA", "ar")
    (tmp_path / "ferry.ar.yaml").write_text(TEXT, "utf-8")
    assert '<div class="second-language" lang="ar" dir="rtl">' in page_of(both(brief, ""))


def test_words_outside_of_a_page_are_found_in_the_text_that_has_them(both, tmp_path):
    (tmp_path / "styles").mkdir()
    moved = '[lang="fr-CA"] .item { position: relative; left: 300mm; }'
    (tmp_path / "styles" / "custom.css").write_text(moved)
    (tmp_path / "briefgen.toml").write_text("")
    with pytest.raises(BriefgenError) as error:
        api.build(both(), to=["pdf"], templates=["packet"])
    found = [each for each in error.value.findings if each.rule == "outside-of-page"]
    places = {(each.span.file.rsplit("/", 1)[-1], each.span.line) for each in found}
    assert ("ferry.fr-CA.yaml", line_of(TEXT, "Les travaux finissent")) in places


def test_a_second_text_of_thousands_of_entries_is_laid_in_time_linear_in_it(no_hang):
    points = "agenda:\n  - points:\n" + "      - text: Tarif\n" * 8000
    document, text = (pipeline.loaded(points.encode(), name, Timings()) for name in ("a", "b"))
    start = time.process_time()
    laid, found = laid_over(document, text, "fr-CA")
    assert time.process_time() - start < 15
    assert found == []
    assert laid.value_span(("agenda", 0, "points", 7999, "text")).line == 8002
