"""Whatever door a brief comes through, the same settings hold, the same stops it, the same leaves."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest

from briefgen import BriefError, api, cli
from briefgen.builds import executors
from briefgen.builds.plan import plan
from briefgen.builds.run import run
from briefgen.builds.running import Running
from briefgen.preview.compiled import compiled
from briefgen.preview.rows import row_of
from briefgen.settings.options import Options

MINIMAL = (Path(__file__).parent.parent / "briefs" / "minimal.yaml").read_text("utf-8")
WARNED = MINIMAL.replace(
    "Repairs begin this year, at whatever pace Finance can pay for.", "Discuss."
)
FAULTY = MINIMAL.replace("principal: minister", "principal: ministr")
HTML = 'to = "html"\n'


@dataclass(frozen=True)
class Case:
    """A brief, the settings beside it, what is asked for, and what is then so at every door."""

    brief: str
    settings: str = ""
    asked: dict[str, object] = field(default_factory=dict)
    rules: tuple[str, ...] = ()
    stops: bool = False
    templates: tuple[str, ...] = ("packet", "card")
    seen: bytes = b"<html"


VAGUE = ("vague-objective",)
MEMO = MINIMAL.replace("briefgen: 1\n", "briefgen: 1\nkind: memo\n")
CASES = {
    "nothing is wrong": Case(MINIMAL),
    "an error": Case(FAULTY, rules=("unknown-person",), stops=True),
    "a warning": Case(WARNED, rules=VAGUE),
    "strict by settings": Case(WARNED, "strict = true\n", rules=VAGUE, stops=True),
    "strict as asked": Case(WARNED, asked={"strict": True}, rules=VAGUE, stops=True),
    "strict by settings, and not as asked": Case(
        WARNED, "strict = true\n", {"strict": False}, rules=VAGUE
    ),
    "not strict by settings, and strict as asked": Case(
        WARNED, "strict = false\n", {"strict": True}, rules=VAGUE, stops=True
    ),
    "a rule turned off": Case(WARNED, 'off = ["vague-objective"]\nstrict = true\n'),
    "a style by settings": Case(MINIMAL, 'style = "modern"\n', seen=b'packet visit modern"'),
    "a style as asked": Case(
        MINIMAL, 'style = "modern"\n', {"style": "official"}, seen=b'packet visit official"'
    ),
    "a paper by settings": Case(MINIMAL, 'paper = "Letter"\n', seen=b"size: Letter"),
    "a paper as asked": Case(MINIMAL, asked={"paper": "Letter"}, seen=b"size: Letter"),
    "a template by settings": Case(MINIMAL, 'template = "card"\n', templates=("card",)),
    "a template as asked": Case(
        MINIMAL, 'template = "card"\n', {"templates": ("packet",)}, templates=("packet",)
    ),
    "a kind by settings": Case(
        WARNED,
        'templates = "own"\nkind = "memo"\nstrict = true\n',
        seen=b'packet memo official"',
    ),
    "a kind as the brief says": Case(
        MEMO, 'templates = "own"\nkind = "visit"\n', seen=b'packet memo official"'
    ),
    "a part of one's own": Case(
        MINIMAL, 'templates = "own"\ntemplate = "note"\n', templates=("note",), seen=b"is ours"
    ),
}


@dataclass(frozen=True)
class Met:
    """What one door says of a brief, and the pages that come out of it."""

    rules: tuple[str, ...]
    stops: bool
    pages: dict[str, bytes] = field(default_factory=dict)


def pages_in(folder):
    found = folder.glob("brief-*.html")
    return {path.stem.removeprefix("brief-"): path.read_bytes() for path in found}


def rules_of(found):
    return tuple(each.rule for each in found)


def command_line(folder, asked, capfd):
    names = {"templates": "template"}
    given = [
        f"--{names.get(key, key)}={','.join(value) if isinstance(value, tuple) else value}"
        if not isinstance(value, bool)
        else ("--strict" if value else "--no-strict")
        for key, value in asked.items()
    ]
    out = folder / "by-cli"
    arguments = [
        "build",
        str(folder / "brief.yaml"),
        "-o",
        str(out),
        "--output-format",
        "json",
        *given,
    ]
    capfd.readouterr()
    with pytest.raises(SystemExit) as stop:
        cli.main(arguments)
    (said,) = json.loads(capfd.readouterr().out)["briefs"]
    assert stop.value.code == int(said["stops"])
    rules = tuple(found["rule"] for found in said["findings"])
    return Met(rules, said["stops"], pages_in(out))


def python(folder, asked, _):
    path, out = folder / "brief.yaml", folder / "by-api"
    checked = api.check(api.load(path), strict=asked.get("strict"))
    if not checked.errors:
        api.build(path, output=out, **asked)
        return Met(rules_of(checked.diagnostics), stops=False, pages=pages_in(out))
    with pytest.raises(BriefError) as raised:
        api.build(path, output=out, **asked)
    assert not out.exists()
    return Met(rules_of(raised.value.diagnostics), stops=True)


def python_by_stages(folder, asked, _):
    asked = dict(asked)
    templates = asked.pop("templates", None)
    document = api.load(folder / "brief.yaml")
    made = api.check(document, strict=asked.get("strict"))
    if made.errors:
        with pytest.raises(BriefError):
            api.render(document, **asked)
        return Met(rules_of(made.diagnostics), stops=True)
    settings = folder / "briefgen.toml"
    names = templates or [
        name
        for name in ("packet", "card", "note")
        if f'template = "{name}"' in settings.read_text()
    ]
    names = names or ("packet", "card")
    pages = {name: api.render(document, name, **asked).encode() for name in names}
    return Met(rules_of(made.diagnostics), stops=False, pages=pages)


def preview(folder, asked, _):
    path, options = folder / "brief.yaml", Options(**asked)
    made = compiled(path, "brief.yaml", options, lambda: False)
    row, _ = row_of(path, folder, date(2026, 3, 1), options)
    assert bool(row["errors"]) == made.failed
    pages = {name: page.encode() for name, page in made.pages.items()}
    return Met(rules_of(made.found), made.failed, pages)


DOORS = [command_line, python, python_by_stages, preview]


def put(folder, case):
    (folder / "own").mkdir(parents=True)
    (folder / "own" / "note.html.j2").write_text("<html>{{ brief.title }} is ours\n")
    kind = folder / "own" / "kinds" / "memo" / "kind.yaml"
    kind.parent.mkdir(parents=True)
    kind.write_text("name: Memo\nextends: visit\nrules: {vague-objective: off}\n")
    (folder / "brief.yaml").write_text(case.brief, "utf-8")
    (folder / "briefgen.toml").write_text(HTML + case.settings)


@pytest.fixture(scope="module", params=executors.names())
def by_executor(request, tmp_path_factory):
    """What comes of all cases in one run, wherever jobs can be done."""
    root = tmp_path_factory.mktemp(request.param)
    turns = []
    for number, (name, case) in enumerate(CASES.items()):
        put(root / str(number), case)
        planned = plan([root / str(number) / "brief.yaml"], Options(**case.asked), "make")
        turns += planned.turns
        assert planned.is_alone, name
    at = request.getfixturevalue("cluster") if request.param == "dask" else ""
    running = Running(request.param, scheduler=at)
    return dict(zip(CASES, run(turns, running), strict=True))


def as_met(outcome):
    pages = {made.template: made.data for made in outcome.artefacts}
    return Met(rules_of(outcome.diagnostics), outcome.stops, pages)


@pytest.mark.parametrize("name", CASES)
def test_the_same_comes_of_a_brief_wherever_it_is_done(name, by_executor):
    case, made = CASES[name], as_met(by_executor[name])
    assert (made.rules, made.stops) == (case.rules, case.stops)
    assert tuple(made.pages) == (() if case.stops else case.templates)
    assert case.stops or case.seen in next(iter(made.pages.values()))


@pytest.mark.parametrize("name", CASES)
def test_all_doors_say_and_make_the_same(name, tmp_path, capfd, by_executor):
    case = CASES[name]
    put(tmp_path, case)
    made = as_met(by_executor[name])
    for door in DOORS:
        assert door(tmp_path, case.asked, capfd) == made, door.__name__
