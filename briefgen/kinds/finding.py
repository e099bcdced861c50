"""Look kinds of paper up by their names: the user's own first, then briefgen's."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from string import ascii_lowercase, digits

from briefgen.ground.errors import ConfigError
from briefgen.ground.shipped import folder
from briefgen.kinds.paper_kind import FILE, PaperKind

# The letters and the length of a name. As a part of a path it can't lead elsewhere.
LETTERS = frozenset(f"{ascii_lowercase}{digits}-")
LONGEST = 64
# So many kinds may stand on each other.
DEEPEST = 8


def kind_names(own: Iterable[Path] = ()) -> tuple[str, ...]:
    """List the names of all kinds: briefgen's, then those in the user's folders of templates."""
    roots = (folder("templates"), *own)
    found = (at.parent.name for root in roots for at in sorted(root.glob(f"kinds/*/{FILE}")))
    return tuple(dict.fromkeys(name for name in found if is_name(name)))


def is_name(name: str) -> bool:
    """Tell whether a kind may have that name: small letters, digits, and hyphens inside of it."""
    return 0 < len(name) <= LONGEST and name.strip("-") == name and LETTERS.issuperset(name)


def kind_named(name: str, own: tuple[Path, ...] = ()) -> PaperKind | None:
    """Find a kind by its name; None where there is none. Raises ConfigError with all its faults."""
    return _kind(name, own, 0)


def is_shipped(name: str, own: Iterable[Path] = ()) -> bool:
    """Tell whether a kind is briefgen's, and not one of that name in the user's folders."""
    return not any((root / "kinds" / name / FILE).is_file() for root in own)


def _kind(name: str, own: tuple[Path, ...], depth: int) -> PaperKind | None:
    if not is_name(name):
        return None
    for root in own:
        if (root / "kinds" / name / FILE).is_file():
            return _made(root, name, own, depth, is_own=True)
    return _shipped(name)


@lru_cache(maxsize=64)
def _shipped(name: str) -> PaperKind | None:
    root = folder("templates")
    return _made(root, name, (), 0) if (root / "kinds" / name / FILE).is_file() else None


def _made(
    root: Path, name: str, own: tuple[Path, ...], depth: int, *, is_own: bool = False
) -> PaperKind:
    # What is typed in a kind is validated as a brief is. Most calls need none of that: neither one
    # whose outcome is kept, nor `verify`.
    from briefgen.kinds.file import joined, read_kind

    typed, _ = read_kind(root / "kinds", name)
    base: PaperKind | None = PaperKind()
    if typed.extends:
        # One that is named as briefgen's own stands on that, and not on itself.
        further = () if typed.extends == name else own
        base = _kind(typed.extends, further, depth + 1) if depth < DEEPEST else None
    if base is None:
        raise ConfigError(f"The kind `{name}` extends `{typed.extends}`, which isn't there.")
    return joined(name, typed, base, root / "kinds" / name, is_own=is_own)
