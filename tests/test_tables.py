"""Tables of words, which are read without `tomllib`, hold what `tomllib` reads in them."""

import tomllib
from pathlib import Path

import pytest

from briefgen.ground.tables import table_at, table_in

PACKAGE = Path(__file__).parent.parent / "briefgen"
TABLES = sorted(PACKAGE.rglob("*.toml"))


@pytest.mark.parametrize("path", TABLES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_table_holds_what_tomllib_reads_in_it(path):
    found, expected = table_at(path), tomllib.loads(path.read_text("utf-8"))
    assert found == expected
    assert repr(found) == repr(expected)  # the order, and the types of numbers


@pytest.mark.parametrize(
    "text",
    [
        'a = "one"  # two "three"',
        'a = "\\u00e9 \\t"',
        "a = 'one'",
        'a = """\none\n"""',
        "a = '''\none'''",
        "a = '''\none'''\nb = '''\ntwo\n'''",
        "a = '''\none\n\n# two\n'''",
        "[a.b]\nc = 1\n[a]\nd = [1, 2]",
        '[a."b c"]\nd = true',
        "[[a]]\nb = 1",
        '"a b" = [\n  "c",  # d\n  "e",\n]',
        "a.b = 1",
        "a=1",
        "a = 1979-05-27",
        "a = +1",
    ],
)
def test_any_toml_is_read(text):
    assert repr(table_in(text)) == repr(tomllib.loads(text))


@pytest.mark.parametrize("text", ["a", "a = '''\none", "a b = 1", "a = [", "[a"])
def test_a_fault_is_told(text):
    with pytest.raises(tomllib.TOMLDecodeError):
        table_in(text)
