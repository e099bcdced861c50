"""What a check must not begin to do: each count here is of work that somebody would wait for.

The counts are of another process, in which nothing is loaded yet. `benchmarks/bench_speed.py` has
the times.
"""

import json
import os
import re
import subprocess
import sys
from dataclasses import FrozenInstanceError, field, fields, replace
from functools import partial
from importlib import import_module
from pathlib import Path
from pickle import dumps, loads

import pytest

import briefgen
from briefgen.builds.typesetting import Typesetting
from briefgen.cli.group import HOMES, cli
from briefgen.ground.errors import EngineError
from briefgen.ground.records import FEW, mutable, record
from briefgen.ground.regexes import _Needing, regex
from briefgen.model import Person, Translation

ROOT = Path(__file__).parent.parent
# It counts from outside: what Python is asked to open, to compile, to parse and to hash.
COUNTING = """
import collections, hashlib, re, sys
opened, hashed, counted = collections.Counter(), collections.Counter(), collections.Counter()

def audit(event, given):
    # Files of users are opened by `os.open`, which tells no mode (`ground/files.py`).
    if event == "open" and isinstance(given[0], str) and given[1] is None:
        opened[given[0].rpartition("/")[2]] += 1

def counting(name, work):
    def called(*given, **named):
        counted[name] += 1
        return work(*given, **named)
    return called

def sha256(data=b"", **named):
    made = real(data, **named)
    hashed[made.hexdigest()] += bool(data)
    return made

real, hashlib.sha256 = hashlib.sha256, sha256
re._compiler.compile = counting("patterns", re._compiler.compile)
sys.addaudithook(audit)
import yaml
yaml.parse = counting("parses", yaml.parse)
from briefgen.cli import main
try:
    main(sys.argv[1:])
finally:
    import json
    told = {"modules": sorted(sys.modules), "opened": opened, "hashed": hashed, **counted}
    print(json.dumps(told), file=sys.__stderr__)
"""


def counted(*arguments):
    """What a run of the command line counts, without a cache."""
    environment = {**os.environ, "XDG_CACHE_HOME": os.devnull}
    command = [sys.executable, "-c", COUNTING, *map(str, arguments)]
    run = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, encoding="utf-8", check=False
    )
    assert run.returncode == 0, run.stderr[-2000:]
    return json.loads(run.stderr.splitlines()[-1])


MINIMAL, FLAGSHIP = "briefs/minimal.yaml", "briefs/moscow-sochi-2019.yaml"
# What no check of a brief without pictures, styles or captures in other formats than text needs.
NEEDLESS = {
    *(
        "asyncio",
        "babel",
        "ctypes",
        "email",
        "fontTools",
        "jinja2",
        "lxml",
        "markdown_it",
        "multiprocessing",
    ),
    *(
        "pikepdf",
        "PIL",
        "pickle",
        "pypdfium2",
        "resiliparse",
        "starlette",
        "subprocess",
        "tempfile",
    ),
    *(
        "importlib.metadata",
        "socket",
        "tinycss2",
        "tomlkit",
        "uvicorn",
        "watchfiles",
        "weasyprint",
        "zipfile",
    ),
    # Of pydantic only its core.
    "pydantic",
}


@pytest.fixture(scope="module")
def minimal():
    return counted("check", MINIMAL)


@pytest.fixture(scope="module")
def flagship():
    return counted("check", FLAGSHIP)


def test_a_check_imports_no_more_modules_than_it_did(minimal, flagship):
    assert len(minimal["modules"]) <= 391
    assert len(flagship["modules"]) <= 530


def test_a_check_imports_nothing_that_it_does_not_need(minimal, flagship):
    assert not NEEDLESS.intersection(minimal["modules"])
    assert not (NEEDLESS - {"markdown_it"}).intersection(flagship["modules"])


def test_a_brief_without_captures_loads_no_reader_of_texts(minimal):
    readers = r"briefgen\.(attribution|claims\.(figures|dates|names)|evidence\.formats)\."
    assert [name for name in minimal["modules"] if re.match(readers, name)] == []


def test_a_check_compiles_no_more_patterns_than_it_did(minimal, flagship):
    assert minimal["patterns"] <= 84
    assert flagship["patterns"] <= 238


@pytest.mark.parametrize("brief", [MINIMAL, FLAGSHIP])
def test_a_brief_and_its_kind_are_parsed_once(brief, minimal, flagship):
    assert {MINIMAL: minimal, FLAGSHIP: flagship}[brief]["parses"] == 2


def test_files_are_read_and_hashed_no_more_often_than_they_were(flagship):
    capture = "rferl-2019-05-10.txt"
    # Before the check, to look for a kept outcome, and for the check.
    assert flagship["opened"][Path(FLAGSHIP).name] <= 2
    # Before the check, for the check, and behind it, since it may have changed in between.
    assert 1 <= flagship["opened"][capture] <= 3
    assert max(flagship["hashed"].values()) <= 2


def test_a_build_asks_the_engine_once_for_all_pages_of_a_brief(tmp_path, monkeypatch):
    asked = []

    def refused(self, pages, *_):
        asked.append(len(pages))
        raise EngineError("The engine is out.")

    monkeypatch.setattr(Typesetting, "begin", lambda *_: None)
    monkeypatch.setattr(Typesetting, "typeset_all", refused)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    with pytest.raises(EngineError):
        briefgen.build(ROOT / MINIMAL, output=tmp_path / "build")
    assert asked == [2]  # the packet and the card


def test_the_version_is_told_without_any_command():
    found = counted("--version")
    assert {"click", "briefgen.cli.group"} <= set(found["modules"])
    assert not {f"briefgen.cli.{home}" for home in HOMES}.intersection(found["modules"])
    assert not {"pydantic_core", "briefgen.settings"}.intersection(found["modules"])


def test_each_command_is_in_the_module_that_the_group_names():
    assert len(cli.list_commands(None)) > 10
    for home, names in HOMES.items():
        for name in names:
            command = cli.get_command(None, name)
            assert command.callback.__module__ == f"briefgen.cli.{home}"
    assert sorted(cli.commands) == cli.list_commands(None)


# Expressions that are compiled when they are first used.


def test_an_expression_is_compiled_when_it_is_first_used():
    broken = regex("(")
    with pytest.raises(re.error):
        broken.match("")


@pytest.mark.parametrize("text", ["", "2 of 30", "none"])
def test_an_expression_finds_what_a_compiled_one_finds(text):
    lazy, compiled = regex(r"(?P<n>\d+)", re.ASCII), re.compile(r"(?P<n>\d+)", re.ASCII)
    assert lazy.findall(text) == compiled.findall(text)
    assert lazy.sub("x", text) == compiled.sub("x", text)
    assert [each.span() for each in lazy.finditer(text)] == [
        each.span() for each in compiled.finditer(text)
    ]
    assert (lazy.pattern, lazy.flags, lazy.groupindex) == (
        compiled.pattern,
        compiled.flags,
        compiled.groupindex,
    )


def test_an_expression_travels():
    used = regex(r"\d")
    used.search("1")
    assert dumps(used) == dumps(regex(r"\d"))
    assert loads(dumps(used)).findall("a1b2") == ["1", "2"]


NEEDING = regex(r"[«“](?P<said>[^»”]*)[»”]", needs="«“")


@pytest.mark.parametrize("text", ["", "none", "said “twice”, «twice»", "“"])
def test_an_expression_that_needs_a_sign_finds_what_a_compiled_one_finds(text):
    compiled = re.compile(NEEDING.pattern)
    for each in (NEEDING, regex(NEEDING.pattern, needs="«“")):
        assert str(each.match(text, 5)) == str(compiled.match(text, 5))
        assert str(each.search(text)) == str(compiled.search(text))
        assert str(list(each.finditer(text, 1))) == str(list(compiled.finditer(text, 1)))
        assert each.sub(r"\1", text, count=1) == compiled.sub(r"\1", text, count=1)
        assert each.findall(text) == compiled.findall(text)
        assert dumps(each) == dumps(NEEDING)


def test_an_expression_is_not_compiled_without_a_sign_that_it_needs():
    broken = regex("[", needs="[")
    assert (broken.match("("), broken.sub("", "("), [*broken.finditer("(")]) == (None, "(", [])
    with pytest.raises(re.error):
        broken.search("([")


def needing():
    """List the expressions that need a sign, in the modules that read texts."""
    for room in ("checks", "claims.looking", "attribution.transcripts.turns", "evidence.verify"):
        import_module(f"briefgen.{room}")
    import_module("briefgen.attribution.quotations.reported")
    for name, module in sorted(sys.modules.items()):
        for constant, value in vars(module).items() if name.startswith("briefgen.") else ():
            if isinstance(value, _Needing):
                yield pytest.param(value, id=f"{name}.{constant}")


@pytest.mark.parametrize("expression", [*needing()])
def test_whatever_an_expression_finds_has_a_sign_that_it_needs(expression):
    compiled = re.compile(expression.pattern, expression._given)
    for path in [*ROOT.rglob("briefs/**/*.txt"), *ROOT.glob("tests/**/*.txt")]:
        for line in path.read_text("utf-8", errors="replace").splitlines():
            for found in compiled.finditer(line):
                assert set(expression._needs) & set(found[0])


# Records, which are dataclasses whose methods are shared.


@record
class Place:
    """A place, with a note that doesn't count."""

    line: int
    column: int = 1
    names: list[str] = field(default_factory=list)
    note: str = field(default="", compare=False, repr=False)


@record
class Named(Place):
    """A place with a name."""

    name: str = ""


def test_a_record_is_made_as_a_dataclass_is():
    assert Place(2) == Place(line=2, column=1, names=[])
    assert Place(2).names is not Place(2).names
    assert repr(Place(2, note="x")) == "Place(line=2, column=1, names=[])"
    assert [each.name for each in fields(Named)] == ["line", "column", "names", "note", "name"]
    assert Named(1, name="x") == replace(Named(1), name="x")
    with pytest.raises(TypeError):
        Place()
    with pytest.raises(TypeError):
        Place(1, colum=2)


def test_a_record_is_made_the_same_way_the_first_times_and_later():
    @record
    class Item:
        title: str
        notes: list[str] = field(default_factory=list)
        minutes: int = 5

    for _ in range(3 * FEW):
        assert repr(Item("a")) == repr(Item(title="a"))
        assert (Item("a", minutes=6).minutes, Item("a").notes) == (6, [])
        assert Item("a").notes is not Item("a").notes
        for wrong in (Item, partial(Item, "a", title="b"), partial(Item, *"abcd")):
            with pytest.raises(TypeError):
                wrong()
        with pytest.raises(TypeError, match="unexpected keyword argument 'minute'"):
            Item("a", minute=6)


def test_records_are_compared_by_their_class_and_fields():
    assert Place(2, note="a") == Place(2, note="b")
    assert Place(2) != Place(3)
    assert Place(2) != Named(2)
    assert hash(Place(1, 2, (), "a")) == hash(Place(1, 2, (), "b"))


def test_a_record_cannot_be_changed():
    with pytest.raises(FrozenInstanceError):
        Place(1).line = 2
    with pytest.raises(FrozenInstanceError):
        del Place(1).line
    with pytest.raises(AttributeError):
        Place(1).other  # noqa: B018


def test_a_mutable_one_can_be_changed_and_has_no_hash():
    @mutable
    class Count:
        names: list[str] = field(default_factory=list)
        count: int = 0

    one = Count(["a"])
    one.count += 2
    assert one == Count(["a"], 2) == replace(Count(count=2), names=["a"])
    assert one != Count(["a"])
    with pytest.raises(TypeError):
        hash(one)


def test_a_record_travels():
    assert loads(dumps(Named(1, name="x"))) == Named(1, name="x")


# Entries of the model, which are validated by `pydantic_core` alone.


def test_an_entry_is_compared_copied_and_sent_by_its_fields():
    one = Person(name="Una Moar", role="Convener")
    assert one == loads(dumps(one)) == one.model_copy() == one.model_copy(deep=True)
    assert hash(one) == hash(one.model_copy())
    other = one.model_copy(update={"role": "Clerk"})
    assert (one.role, other.role) == ("Convener", "Clerk")
    assert one != other
    assert loads(dumps(one)).model_fields_set == {"name", "role"}
    assert one != Translation(language="fr", text="Una Moar")


def test_an_entry_cannot_be_changed():
    one = Person(name="Una Moar")
    with pytest.raises(FrozenInstanceError):
        one.name = "Ewen"
    with pytest.raises(FrozenInstanceError):
        del one.name
