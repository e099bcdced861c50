"""Read the hyphenation patterns of a language one by one, when a word asks for them.

Pyphen, which WeasyPrint hyphenates with, parses all patterns of a language before the first word:
those of English take 40 ms, of German 350, and a packet uses a hundredth of them. Here they are
only listed, and parsed by the same rules when they are looked up.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

# A pattern such as `.ach4` holds letters, with digits between them where a word may be broken.
WITHOUT_DIGITS = str.maketrans("", "", "0123456789")


class _Patterns(dict[str, Any]):
    """The patterns by their letters: as they are written at first, parsed after a look-up.

    A parsed pattern is the offset of its first value, and its values, as Pyphen has them.
    """

    def get(self, letters: str, otherwise: Any = None) -> Any:
        """Give the pattern of some letters."""
        found = super().get(letters, otherwise)
        if isinstance(found, str):
            found = self[letters] = _parsed(found)
        return found


def patterns_when_looked_up() -> None:
    """Have Pyphen parse patterns when they are looked up, of languages that have hyphens."""
    import pyphen

    pyphen.HyphDict.__init__ = _listed
    known = pyphen.LANGUAGES_LOWERCASE
    # Thai breaks lines between words, and has no hyphen: its patterns are for programs that can't.
    for tag in ("th", "th_th"):
        known.pop(tag, None)
    # Norwegian without a form is Bokmål.
    known.setdefault("no", known["nb"])


def _listed(of_language: Any, path: Path) -> None:
    """List the patterns in a file, in the place of `pyphen.HyphDict.__init__`."""
    import pyphen

    with path.open("rb") as file:
        encoding = file.readline().decode().strip()
    if encoding.lower() == "microsoft-cp1251":
        encoding = "cp1251"
    text = path.read_text(encoding)
    if "^^" in text:
        text = pyphen.parse_hex(lambda match: chr(int(match[1], 16)), text)
    lines = [line.strip() for line in text.split("\n")[1:]]
    # For the whole text at once, in C. What comes behind a slash says how letters change.
    letters = "\n".join(lines).translate(WITHOUT_DIGITS).split("\n")
    of_language.patterns = _Patterns(
        (key.partition("/")[0] if "=" in key else key, line)
        for key, line in zip(letters, lines, strict=True)
        if key != line and not line.startswith(pyphen.ignored) and _breaks(line)
    )
    of_language.cache = {}
    of_language.maxlen = max(map(len, of_language.patterns))


def _breaks(line: str) -> bool:
    """Tell whether a pattern with digits has one above zero."""
    return "0" not in line or any(digit in line for digit in "123456789")


def _parsed(line: str) -> tuple[int, tuple[int, ...]]:
    """Parse one pattern, by the rules of `pyphen.HyphDict.__init__`."""
    import pyphen

    value_of: Any = int
    if "/" in line and "=" in line:
        line, change = line.split("/", 1)
        value_of = pyphen.AlternativeParser(line, change)
    values = [value_of(digit or "0") for digit, _ in pyphen.parse(line)]
    start, end = 0, len(values)
    while not values[start]:
        start += 1
    while not values[end - 1]:
        end -= 1
    return start, tuple(values[start:end])
