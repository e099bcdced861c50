"""A name may stand at one place, with a reason, and what was allowed is said."""

from pathlib import Path
from time import perf_counter

import pytest
from written import MINIMAL

from briefgen import cli
from briefgen.builds import pipeline
from briefgen.builds.pipeline import Checked, Timings
from briefgen.checks.allow import MOST_COMMENTS, allowances
from briefgen.report.checked import allowed
from briefgen.settings.resolver import Resolved

AIDE = "  aide: {name: Una Flett, described_as: an aide, attribution: on background}\n"
WHY = "# briefgen: allow name-on-background because a singer has the name"
BACKGROUND = "    background: The band of Una Flett plays.{}\n"


def text(comment: str = "", more: str = "") -> str:
    brief = MINIMAL.replace("bottom_line:", f"{AIDE}bottom_line:", 1)
    return brief + BACKGROUND.format(f" {comment}" if comment else "") + more


def checked(brief: str, file: str = "talks.yaml", off: tuple[str, ...] = ()) -> Checked:
    document = pipeline.loaded(brief.encode(), file, Timings())
    return pipeline.checked(document, Path("nowhere"), Resolved(off=off))


def test_comments_inside_texts_cost_no_look_at_all_values():
    """What looks like a comment in a text was looked up among all values, sorted anew each time."""
    notes = "\n".join(f"      {WHY}" for _ in range(1_000))
    points = "\n".join(f"      - 'We sign paper {number}.'" for number in range(20_000))
    brief = f"{MINIMAL}    points:\n{points}\n    background: |\n{notes}\n"
    document = pipeline.loaded(brief.encode(), "talks.yaml", Timings())
    start = perf_counter()
    assert allowances(document) == []
    assert perf_counter() - start < 5


def test_a_name_that_may_be_another_word_is_not_allowed_as_a_name():
    """What stands in an output is compared with these: a word that is perhaps a name opens no door."""
    brief = (
        text()
        .replace("Una Flett", "Una Green")
        .replace("The band of Una Green plays.", f"The Council met. Green or not, it stays. {WHY}")
    )
    case = checked(brief)
    assert "name-perhaps" in [found.rule for found in case.diagnostics]
    assert case.allowed == ()


def test_of_two_reasons_for_one_name_the_first_counts():
    """One stands above the text, and one at the name's own line in it."""
    above, beside = WHY.replace("singer", "sailor"), WHY
    background = (
        f"    background:\n      {above}\n      The boats and\n      Una Flett play.  {beside}\n"
    )
    (name,) = checked(text().replace(BACKGROUND.format(""), background)).allowed
    assert name.reason == "a sailor has the name"


def test_so_many_comments_are_looked_at_and_no_more():
    points = "".join(
        f"      - We sign paper {number}. {WHY}\n" for number in range(MOST_COMMENTS + 1)
    )
    document = pipeline.loaded(f"{MINIMAL}    points:\n{points}".encode(), "talks.yaml", Timings())
    assert len(allowances(document)) == MOST_COMMENTS == 500


def test_a_name_is_refused_without_a_comment():
    case = checked(text())
    assert [found.rule for found in case.errors] == ["name-on-background"]
    assert case.allowed == ()


def test_a_name_that_a_comment_allows_is_told_with_its_place_and_the_reason():
    case = checked(text(WHY))
    assert case.errors == []
    (name,) = case.allowed
    assert (name.key, name.words, name.reason) == ("aide", "Una Flett", "a singer has the name")
    assert name.path == ("agenda", 0, "background", "text")
    line = next(at for at, each in enumerate(text(WHY).split("\n"), 1) if WHY in each)
    assert allowed(case.allowed) == f"1 name allowed: talks.yaml:{line}, a singer has the name"


def test_a_comment_allows_no_name_elsewhere():
    more = "press:\n  lines: Ms Flett has no comment.\n"
    case = checked(text(WHY, more))
    assert [found.rule for found in case.errors] == ["name-on-background"]
    assert len(case.allowed) == 1


def test_names_at_one_place_are_said_once():
    case = checked(text(WHY).replace("plays", "and Flett and Flett play"))
    assert len(case.allowed) == 3
    assert allowed(case.allowed).count("a singer") == 1


def test_where_nothing_is_allowed_nothing_is_said():
    assert allowed(()) == ""


def test_the_name_of_the_file_is_looked_at():
    case = checked(text(WHY), "briefs/flett-talks.yaml")
    (found,) = case.errors
    assert (found.rule, found.span.line, found.span.column) == ("name-on-background", 1, 1)
    assert "Rename the file" in found.hint
    assert checked(text(WHY), "flett/talks.yaml").errors == []


@pytest.mark.parametrize("command", ["check", "build"])
def test_the_command_line_says_what_is_allowed(command, tmp_path, monkeypatch, capfdbinary):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    (tmp_path / "talks.yaml").write_text(text(WHY), "utf-8")
    # Twice: a brief that was found clean before says it as well.
    for _ in range(2):
        with pytest.raises(SystemExit) as stop:
            cli.main([command, "talks.yaml", *(["--to", "html"] if command == "build" else [])])
        assert stop.value.code == 0
        said = capfdbinary.readouterr().err.decode()
        assert "1 name allowed: talks.yaml:" in said
        assert "a singer has the name" in said
