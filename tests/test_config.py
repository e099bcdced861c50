"""Settings: what they may say, and where what they may not say is shown."""

from __future__ import annotations

import os
import random
from dataclasses import astuple
from pathlib import Path

import pytest
from written import MINIMAL

from briefgen import api
from briefgen.ground.errors import BriefError, ConfigError
from briefgen.ground.rules import RULES
from briefgen.settings.files import Settings, look_of, settings_for, settings_in
from briefgen.settings.keys import KEYS
from briefgen.settings.options import Options
from briefgen.settings.places import Places
from briefgen.settings.resolver import output_of, resolve

VAGUE = MINIMAL.replace(
    "    objective: Repairs begin this year, at whatever pace Finance can pay for.\n",
    "    objective: Discuss the repairs.\n",
)
GUARDS = [rule.name for rule in RULES if rule.is_guard]


def settings(folder, text, name="briefgen.toml"):
    path = folder / name
    path.write_text(text, encoding="utf-8", newline="")
    return path


def faults(folder, text, name="briefgen.toml"):
    """Of each fault what is underlined, and its sentence."""
    with pytest.raises(ConfigError) as found:
        settings_in(settings(folder, text, name))
    return [(underlined(text, each.span), each.message) for each in found.value.diagnostics]


def underlined(text, span):
    lines = text.replace("\r\n", "\n").split("\n")
    lines = [*lines[span.line - 1 : span.end_line - 1], lines[span.end_line - 1]]
    lines[-1] = lines[-1][: span.end_column - 1]
    lines[0] = lines[0][span.column - 1 :]
    return "\n".join(lines)


# What is underlined is the value that is wrong, whole.

UNDERLINED = {
    'paper = "A5"  # for the desk': '"A5"',
    "  style   =   'plain'": "'plain'",
    '"style" = "plain"': '"plain"',
    'strict = "yes"': '"yes"',
    "seconds = -3": "-3",
    "paper = 5": "5",
    'to = "docx"': '"docx"',
    'to = [\n  "html",  # "docx"\n  "docx",\n]': '"docx"',
    'off = ["alt-missing", "alt-mising", "alt-missing"]': '"alt-mising"',
    'off = ["no-such-rule"]\r\nto = ["html"]\r\n': '"no-such-rule"',
    'output = ".."': '".."',
    'stile = "modern"': "stile",
    'x."stile" = "modern"\n': "x",
    '"my style" = "modern"': '"my style"',
    "[stile]\na = 1": "stile",
    'to = """\ndocx"""': '"""\ndocx"""',
}


@pytest.mark.parametrize("text", UNDERLINED)
def test_the_value_that_is_wrong_is_underlined(text, tmp_path):
    assert [place for place, _ in faults(tmp_path, text)] == [UNDERLINED[text]]


PROJECTS = {
    '[project]\npaper = "A4"\n[tool.other]\npaper = "A5"\n[tool.briefgen]\npaper = "A6"\n': '"A6"',
    '[tool]\nbriefgen.paper = "A6"\n': '"A6"',
    'tool = {briefgen = {paper = "A6"}}\n': '"A6"',
    '[tool.briefgen]\nto = [\n  "pdf",\n  "PDFs"]\n[tool.x]\nto = "PDFs"\n': '"PDFs"',
    '[tool.other]\nstile = 1\n[tool.briefgen]\nstile = "modern"\n': "stile",
}


@pytest.mark.parametrize("text", PROJECTS)
def test_the_value_is_found_among_the_tables_of_a_project(text, tmp_path):
    [(place, _)] = faults(tmp_path, text, "pyproject.toml")
    assert place == PROJECTS[text]
    with pytest.raises(ConfigError) as found:
        settings_for(tmp_path)
    line = text.split("\n")[found.value.diagnostics[0].span.line - 1]
    assert place in line
    assert "other" not in text or found.value.diagnostics[0].span.line > 3


def test_a_folder_that_is_not_there_is_underlined(tmp_path):
    text = 'style = "modern"\nstyles = "ours"\n'
    found = settings_in(settings(tmp_path, text))
    with pytest.raises(ConfigError) as error:
        look_of(found, tmp_path)
    assert underlined(text, error.value.diagnostics[0].span) == '"ours"'


def test_the_key_is_underlined_where_the_file_is_too_long_to_look_further(tmp_path):
    text = f'# {"x" * 40_000}\npaper = "A5"\n'
    assert faults(tmp_path, text)[0][0] == "paper"


def test_all_that_is_wrong_is_said_at_once(tmp_path):
    said = faults(tmp_path, 'paper = "A5"\noff = ["encoding", "nothing"]\nseconds = "long"\n')
    assert [place for place, _ in said] == ['"A5"', '"encoding"', '"nothing"', '"long"']


def test_what_is_wrong_is_said_from_top_to_bottom(tmp_path):
    said = faults(tmp_path, 'stile = 1\nstrict = 1\npaper = "A5"\noff = ["encoding", "x"]\nz = 2\n')
    assert [place for place, _ in said] == ["stile", "1", '"A5"', '"encoding"', '"x"', "z"]


# What they may say.


def test_capitals_make_no_difference(tmp_path):
    text = 'style = "MODERN"\npaper = "letter"\nto = ["PDF", "html"]\nattach = "Source"\n'
    found = settings_in(settings(tmp_path, text))
    assert (found.style, found.paper, found.to) == ("modern", "Letter", ("pdf", "html"))
    assert found.attach == ("source",)


def test_capitals_make_no_difference_from_python(tmp_path):
    (tmp_path / "brief.yaml").write_text(MINIMAL)
    document = api.load(tmp_path / "brief.yaml")
    page = api.render(document, paper="Letter")
    assert page != api.render(document)
    assert api.render(document, style="OFFICIAL", paper="letter") == page


# What they may not loosen.


def test_there_are_rules_that_keep_a_name():
    assert {"name-on-background", "vague-description", "named-and-unnamed"} <= set(GUARDS)


@pytest.mark.parametrize("rule", GUARDS)
def test_a_rule_that_keeps_a_name_is_not_turned_off(rule, tmp_path):
    [(place, said)] = faults(tmp_path, f'off = ["vague-objective", "{rule}"]')
    assert (place, "can't be turned off" in said) == (f'"{rule}"', True)


@pytest.mark.parametrize(("key", "most"), [("seconds", 480), ("megabytes", 8192)])
def test_a_bound_is_lifted_to_four_times_the_default_at_most(key, most, tmp_path):
    found = settings_in(settings(tmp_path, f"{key} = {most}"))
    assert getattr(resolve(Options(), found, tmp_path).bounds, key) == most
    [(place, said)] = faults(tmp_path, f"{key} = {most + 1}")
    assert place == str(most + 1)
    assert f"`{key}` is {most:,} at most in settings" in said


@pytest.mark.parametrize("key", ["seconds", "megabytes"])
@pytest.mark.parametrize("count", ["0", "-1"])
def test_a_bound_of_nothing_is_refused(key, count, tmp_path):
    assert faults(tmp_path, f"{key} = {count}") == [
        (count, f"`{key}` has to be a whole number above 0.")
    ]


def test_a_list_has_a_hundred_names_at_most(tmp_path):
    names = ['"card"'] * 100
    assert len(settings_in(settings(tmp_path, f"template = [{', '.join(names)}]")).template) == 100
    said = faults(tmp_path, f"template = [{', '.join([*names, names[0]])}]")
    assert [sentence for _, sentence in said] == ["`template` has more than 100 names."]


def test_fifty_faults_are_told_at_once(tmp_path):
    text = "".join(f"x{at} = 1\n" for at in range(60))
    assert [place for place, _ in faults(tmp_path, text)] == [f"x{at}" for at in range(50)]


def test_settings_that_may_not_be_read_are_named_by_their_folder(tmp_path, monkeypatch):
    def refused(*_):
        raise PermissionError(13, "Permission denied", "elsewhere")

    (tmp_path / "briefgen.toml").touch()
    monkeypatch.setattr("briefgen.settings.files.bytes_of", refused)
    with pytest.raises(ConfigError) as fault:
        settings_for(tmp_path)
    assert str(fault.value) == f"Can't read {tmp_path / 'briefgen.toml'}: Permission denied."


def test_a_file_that_is_too_large_is_not_read_in_part(tmp_path):
    whole = "strict = true\n#".ljust(1024 * 1024, "x")
    assert settings_in(settings(tmp_path, whole)).strict is True
    with pytest.raises(ConfigError, match="it has more than 1 MB"):
        settings_in(settings(tmp_path, f"{whole}x"))


def test_an_edit_offers_nothing_that_is_there_already(tmp_path):
    def edits(text):
        with pytest.raises(ConfigError) as found:
            settings_in(settings(tmp_path, text))
        return [each.edit.text if each.edit else "" for each in found.value.diagnostics]

    assert edits('to = ["htm"]') == ['"html"']
    assert edits('to = ["htm", "html"]') == [""]
    assert edits("papr = 'A4'") == ["paper"]
    assert edits("paper = 'A4'\npapr = 'A4'") == [""]


LOOSENING = 'off = ["vague-objective"]\nseconds = 240\nmegabytes = 4096\nstyle = "modern"\n'


@pytest.fixture
def another_users(monkeypatch):
    """Files that are written belong to another user than the one who runs this."""
    if not hasattr(os, "geteuid"):
        pytest.skip("nobody owns files here")
    stat = Path.stat

    def owned(path, **asked):
        found = list(stat(path, **asked))
        found[4] = os.geteuid() + 1234
        return os.stat_result(found)

    monkeypatch.setattr("briefgen.ground.owner.Path.stat", owned)
    monkeypatch.delenv("SUDO_UID", raising=False)


def test_ones_own_settings_loosen_within_bounds(tmp_path):
    found = settings_in(settings(tmp_path, LOOSENING))
    assert (found.off, found.seconds, found.passed_over) == (("vague-objective",), 240, ())


@pytest.mark.usefixtures("another_users")
def test_what_loosens_in_the_settings_of_another_user_is_passed_over(tmp_path):
    found = settings_in(settings(tmp_path, LOOSENING))
    assert found.passed_over == ("off", "seconds", "megabytes")
    resolved = resolve(Options(), found, tmp_path)
    assert (resolved.off, *astuple(resolved.bounds)) == ((), 120, 2048)
    assert found.style == "modern"


@pytest.mark.usefixtures("another_users")
def test_what_tightens_in_the_settings_of_another_user_holds(tmp_path):
    found = settings_in(settings(tmp_path, "seconds = 20\nstrict = true\n"))
    assert (found.seconds, found.strict, found.passed_over) == (20, True, ())


@pytest.mark.usefixtures("another_users")
def test_who_became_root_by_sudo_still_owns_their_settings(tmp_path, monkeypatch):
    monkeypatch.setattr("os.geteuid", lambda: 0)
    file = settings(tmp_path, LOOSENING)
    monkeypatch.setenv("SUDO_UID", str(file.stat().st_uid))
    assert settings_in(file).passed_over == ()


@pytest.mark.usefixtures("another_users")
def test_a_variable_that_anybody_can_set_makes_nobody_else_the_owner(tmp_path, monkeypatch):
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    file = settings(tmp_path, LOOSENING)
    monkeypatch.setenv("SUDO_UID", str(file.stat().st_uid))
    assert settings_in(file).passed_over == ("off", "seconds", "megabytes")


@pytest.mark.usefixtures("another_users")
def test_the_default_itself_loosens_nothing(tmp_path):
    found = settings_in(settings(tmp_path, "seconds = 120\nmegabytes = 2048\n"))
    assert (found.seconds, found.megabytes, found.passed_over) == (120, 2048, ())


def test_settings_that_root_has_written_hold_for_everybody(tmp_path, monkeypatch):
    stat = Path.stat
    monkeypatch.setattr(
        "briefgen.ground.owner.Path.stat",
        lambda path, **asked: os.stat_result([*list(stat(path, **asked))[:4], 0, 0, 0, 0, 0, 0]),
    )
    monkeypatch.setattr("os.geteuid", lambda: 1000, raising=False)
    from briefgen.ground.owner import is_foreign

    assert not is_foreign(settings(tmp_path, LOOSENING))


# From Python as from the command line.


@pytest.fixture
def strict(tmp_path):
    """A brief with a warning, beside settings that take it for an error."""
    settings(tmp_path, "strict = true\n")
    path = tmp_path / "brief.yaml"
    path.write_text(VAGUE)
    return path


def test_what_is_asked_for_comes_before_the_settings_and_these_before_the_defaults(tmp_path):
    said = settings_in(settings(tmp_path, 'paper = "Letter"\nseconds = 20\nmegabytes = 900\n'))
    held = resolve(Options(), said, tmp_path)
    assert (held.look.paper, *astuple(held.bounds)) == ("Letter", 20, 900)
    held = resolve(Options(paper="A4", seconds=30, megabytes=800), said, tmp_path)
    assert (held.look.paper, *astuple(held.bounds)) == ("A4", 30, 800)


def test_what_is_asked_for_twice_is_made_once(tmp_path):
    asked = Options(templates=("card", "packet", "card"), to=("pdf", "pdf"))
    held = resolve(asked, Settings(), tmp_path)
    assert (held.templates, held.to) == (("card", "packet"), ("pdf",))


def test_outputs_go_through_a_link_only_where_it_was_asked_for(tmp_path):
    (tmp_path / "inside").mkdir()
    link = tmp_path / "inside" / "build"
    link.symlink_to(tmp_path)
    assert output_of(Options(output=link), Settings()) == link
    with pytest.raises(ConfigError, match="is a link that leads elsewhere"):
        output_of(Options(), Settings(output=link))


def test_strict_settings_hold_from_python(strict, tmp_path):
    document = api.load(strict)
    assert [found.rule for found in api.check(document).errors] == ["vague-objective"]
    with pytest.raises(BriefError):
        api.render(document)
    with pytest.raises(BriefError):
        api.build(strict, output=tmp_path / "out", to=["html"])
    assert not (tmp_path / "out").exists()


def test_strict_settings_hold_on_the_command_line(strict, tmp_path, monkeypatch, run):
    monkeypatch.chdir(tmp_path)
    for command in (["check"], ["build", "-t", "html"], ["build", "-t", "pdf"]):
        code, _, said = run(*command, strict.name)
        assert code == 1
        assert "warning[vague-objective]" in said
    assert not (tmp_path / "build").exists()
    settings(tmp_path, "strict = false\n")
    assert run("check", strict.name)[0] == 0


def test_who_asks_from_python_comes_before_the_settings(strict, tmp_path):
    document = api.load(strict)
    assert api.check(document, strict=False).errors == []
    assert "School repairs" in api.render(document, strict=False)
    assert len(api.build(strict, output=tmp_path / "out", to=["html"], strict=False)) == 2


def test_rules_turned_off_in_settings_are_not_asked_from_python(strict, tmp_path):
    settings(tmp_path, 'off = ["vague-objective"]\n')
    document = api.load(strict)
    assert api.check(document).diagnostics == []
    assert [found.rule for found in api.check(document, off=()).diagnostics] == ["vague-objective"]


# Whatever the file holds.

PIECES = [
    *(*KEYS, "tool", "briefgen", "x", '"x"', "''", "[", "]", "[[", "]]", "{", "}", "="),
    *(",", ".", "\n", "\n", '"A4"', '"pdf"', "'\\x'", '"\\u0000"', "1", "-0", "1e9", "nan", "inf"),
    *(
        "true",
        "1979-05-27",
        "07:32:00",
        '"""',
        "'''",
        "#",
        " ",
        "\t",
        "\r\n",
        "\u2028",
        "é",
        "\x00",
    ),
    *("[tool.briefgen]\n", "[tool]\n", 'off = ["', "seconds = ", "9" * 30, "0x", "\\", '"a\nb"'),
]


def test_no_settings_make_anything_but_settings_or_a_sentence(tmp_path):
    draw = random.Random(11)
    for number in range(2000):
        text = "".join(draw.choices(PIECES, k=draw.randrange(1, 14)))
        name = ("briefgen.toml", "pyproject.toml")[number % 2]
        try:
            settings_in(settings(tmp_path, text, name))
        except ConfigError as error:
            for found in error.diagnostics:
                assert found.span.line >= 1
                assert found.span.column >= 1


def test_a_place_is_where_the_value_stands():
    places = Places("f", 'a = 1\nb = [1,\n 22]\nc = "x"\n')
    assert str(places.value("b", 1)).endswith("f:3:2")
    assert str(places.key("c")).endswith("f:4:1")
