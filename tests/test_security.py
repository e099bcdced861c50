"""docs/explanation/security.md says what holds; each line of its table names tests that there are."""

import re
from pathlib import Path

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "explanation" / "security.md").read_text("utf-8")
ROWS = [line for line in PAGE.splitlines() if line.startswith("| ") and "|---" not in line][1:]
NAMED = re.compile(r"`(test_\w+)`")


def names_of_tests():
    files = (ROOT / "tests").rglob("test_*.py")
    return {
        name for at in files for name in re.findall(r"^def (test_\w+)", at.read_text("utf-8"), re.M)
    }


def test_each_line_of_the_table_names_a_test():
    assert len(ROWS) >= 15
    assert [row for row in ROWS if not NAMED.search(row.split("|")[4])] == []


def test_every_test_that_is_named_is_there():
    assert set(NAMED.findall(PAGE)) <= names_of_tests()
