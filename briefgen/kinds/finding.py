"""Look kinds of paper up by their names: the user's own first, then briefgen's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from string import ascii_lowercase, digits
from typing import TYPE_CHECKING

from briefgen.ground.diagnostics import Diagnostic, finding
from briefgen.ground.owner import is_foreign
from briefgen.ground.shipped import folder
from briefgen.ground.span import Span
from briefgen.ground.suggest import did_you_mean
from briefgen.kinds.paper_kind import FILE, PaperKind

if TYPE_CHECKING:
    from briefgen.load.document import Document

# The folder of kinds, in a folder of templates.
KINDS = "kinds"
# What the file of a kind is called by mistake.
OTHERWISE = "kind.yml"
# The letters and the length of a name. As a part of a path it can't lead elsewhere.
LETTERS = frozenset(f"{ascii_lowercase}{digits}-")
LONGEST = 64
# The ending of a template that makes an output of its own.
SUFFIX = ".html.j2"


def kind_names(own: Iterable[Path] = ()) -> tuple[str, ...]:
    """List the names of all kinds: briefgen's, then those in the user's folders of templates."""
    shipped = sorted(_names_in(folder("templates")))
    added = (name for root in own for name in sorted(_names_in(root)))
    return tuple(dict.fromkeys((*shipped, *added)))


def _names_in(root: Path) -> Iterator[str]:
    with suppress(OSError):
        for at in root.glob(f"{KINDS}/*/{FILE}"):
            if is_name(at.parent.name):
                yield at.parent.name


def passed_over(own: Iterable[Path]) -> Iterator[Diagnostic]:
    """Find what the user means to be a kind, and isn't, by the name of its folder or file."""
    for root in own:
        with suppress(OSError):
            for at in sorted((root / KINDS).iterdir()):
                file = at / FILE
                span = Span(str(file), 1, 1, 1, 2)
                if file.is_file() and not is_name(at.name):
                    message = f"`{at.name}` can't be the name of a kind."
                    hint = "Name its folder in small letters, digits and hyphens"
                    meant = _name_meant(at.name)
                    hint = f"{hint}: {meant}" if meant else f"{hint}."
                    yield finding("bad-kind", message, span, hint)
                elif (at / OTHERWISE).is_file() and not file.exists():
                    hint = f"Call the file {FILE}."
                    message = f"The kind `{at.name}` has no {FILE}."
                    yield finding(
                        "bad-kind", message, replace(span, file=str(at / OTHERWISE)), hint
                    )


def _name_meant(name: str) -> str:
    found = "-".join("".join(c if c in LETTERS else " " for c in name.lower()).split())
    return f"`{found}`" if is_name(found) else ""


def is_name(name: str) -> bool:
    """Tell whether a kind may have that name: small letters, digits, and hyphens inside of it."""
    return 0 < len(name) <= LONGEST and name.strip("-") == name and LETTERS.issuperset(name)


def is_kind(name: str, own: Iterable[Path] = ()) -> bool:
    """Tell whether there is a kind of that name; it isn't read, and may have faults."""
    roots = (*own, folder("templates"))
    return is_name(name) and any((root / KINDS / name / FILE).is_file() for root in roots)


def is_shipped(name: str, own: Iterable[Path] = ()) -> bool:
    """Tell whether a kind is briefgen's, and not one of that name in the user's folders."""
    return not any((root / KINDS / name / FILE).is_file() for root in own if not _is_ours(root))


def _is_ours(root: Path) -> bool:
    """Tell whether a folder of the user's is briefgen's own: so it is at the top of a checkout."""
    with suppress(OSError, RuntimeError):  # a link that leads to itself
        return root.resolve() == folder("templates")
    return False


def kind_named(name: str, own: tuple[Path, ...] = ()) -> PaperKind | None:
    """Find a kind by its name; None where there is none. Raises ConfigError with all its faults."""
    return _kind(name, own, ())


def _kind(name: str, own: tuple[Path, ...], extending: tuple[str, ...]) -> PaperKind | None:
    """Find a kind; `extending` are those that stand on it, the nearest last."""
    if not is_name(name):
        return None
    for root in own:
        if (root / KINDS / name / FILE).is_file() and not _is_ours(root):
            return _made(root, name, own, extending)
    return _shipped(name)


@lru_cache(maxsize=64)
def _shipped(name: str) -> PaperKind | None:
    root = folder("templates")
    return _made(root, name, (), ()) if (root / KINDS / name / FILE).is_file() else None


def _made(root: Path, name: str, own: tuple[Path, ...], extending: tuple[str, ...]) -> PaperKind:
    # What is typed in a kind is validated as a brief is. Most calls need none of that: neither one
    # whose outcome is kept, nor `verify`.
    from briefgen.kinds.file import joined
    from briefgen.kinds.reading import base_typed, document_of, typed_in

    document, at = document_of(root, f"{KINDS}/{name}"), root / KINDS / name
    # One that is named as briefgen's own stands on that, and not on itself.
    others = tuple(each for each in own if each != root)
    base, found = PaperKind(name=""), []
    if extended := base_typed(document):
        further = others if extended == name else own
        made = None if extended in extending else _kind(extended, further, (*extending, name))
        if made is None:
            found = [_fault_of_base(document, name, extended, own, extending)]
        base = made or base
    templates = templates_in((at, *base.folders, *own, folder("templates")))
    is_own = root in own
    # Names in briefgen's own kinds lead somewhere: tests look, and no check has to.
    typed = typed_in(document, templates, base if is_own else None, found)
    made = joined(name, typed, base, at, is_own=is_own)
    # Of another user's kind in a shared folder, what it loosens is passed over, as of settings.
    return replace(made, rules=base.rules) if is_own and is_foreign(at / FILE) else made


def _fault_of_base(
    document: Document, name: str, extended: str, own: tuple[Path, ...], extending: tuple[str, ...]
) -> Diagnostic:
    """Say why a kind can't stand on the one that it extends."""
    span = document.value_span(("extends",))
    if extended in extending:
        way = " → ".join((*extending[extending.index(extended) :], name, extended))
        return finding("bad-kind", f"These kinds extend each other in a circle: {way}.", span)
    hint = did_you_mean(extended, [each for each in kind_names(own) if each != name])
    return finding("bad-kind", f"There is no other kind `{extended}`.", span, hint)


def templates_in(folders: Iterable[Path]) -> list[str]:
    """List the names of the templates in folders that make an output of their own.

    `base` is left out: the others extend it, and it makes no output.
    """
    found: dict[str, None] = {}
    for at in folders:
        # Not in `parts/`, whose templates are included in others.
        with suppress(OSError):
            names = (path.name for path in at.iterdir() if path.name.endswith(SUFFIX))
            found |= dict.fromkeys(name.removesuffix(SUFFIX) for name in names)
    return [name for name in found if name != "base"]
