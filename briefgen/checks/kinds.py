"""Check that a paper has what its kind needs, and that it keeps to its kind's limits."""

from __future__ import annotations

from collections.abc import Iterator

from briefgen.checks.case import Case, RuleFunction
from briefgen.checks.counting import Counted, counted
from briefgen.ground.diagnostics import Diagnostic, finding
from briefgen.ground.span import Path, Span
from briefgen.ground.suggest import nearest
from briefgen.kinds import Limit
from briefgen.kinds.names import KEYED, described, keys_named, values_at

# The number of points has a rule of its own, which a kind gives another number.
POINTS = ("agenda", "points")


def needed_by_kind(case: Case) -> Iterator[Diagnostic]:
    """Find what the kind of paper needs, and isn't there."""
    told: set[Path] = set()
    for name in case.kind.needs:
        if name == "clearances":  # `clearance-missing` tells of these, and lets a draft wait
            continue
        keys = keys_named(name, case.kind.sections)
        for path, value in values_at(case.brief, keys):
            # Of `decision` and `decision.by` only the first is missing where both are.
            if value is None and path not in told:
                told.add(path)
                yield _needed(case, path, keys)


def _needed(case: Case, path: Path, keys: Path) -> Diagnostic:
    """Make the finding about a field that isn't there, at the nearest thing around it."""
    entry = path[:-1]
    typed = tuple(step for step in path if isinstance(step, str))
    if keys[0] in KEYED and len(keys) > 1:
        return _needed_of_keyed(case, keys)
    name, label = str(path[-1]), _called(case, typed)
    if case.document.is_typed(path):  # with nothing behind it
        message = f"`{name}` is empty, and a paper of the kind `{case.kind.name}` needs it{label}."
        return finding("needed-by-kind", message, case.key(path))
    hint = f"Add `{name}:` ({about})." if (about := described(typed)) else f"Add `{name}:`."
    if not entry:
        message = f"A paper of the kind `{case.kind.name}` needs `{name}`{label}."
        if not case.document.is_typed(("kind",)):
            hint += " Or type another `kind:`; `briefgen kinds` lists them."
        return finding("needed-by-kind", message, of_paper(case), hint)
    last = next(str(step) for step in reversed(entry) if isinstance(step, str))
    message = f"In a paper of the kind `{case.kind.name}`, `{last}` needs `{name}`{label}."
    return finding("needed-by-kind", message, case.key(entry), hint)


def _needed_of_keyed(case: Case, keys: Path) -> Diagnostic:
    """Make the finding about a section or a fact that isn't there."""
    home, name = str(keys[0]), str(keys[1])
    what = "section" if home == "sections" else "fact"
    message = f"A paper of the kind `{case.kind.name}` needs the {what} `{name}`"
    message += f"{_called(case, keys)}."
    known = case.kind.facts if home == "facts" else case.kind.sections
    typed = [key for key in getattr(case.brief, home) if key not in known]
    if slip := nearest(name, typed):
        return finding(
            "needed-by-kind", message, case.key((home, slip)), f"Is `{slip}` meant? Type `{name}`."
        )
    how = f"`{name}: |` and the text below it" if what == "section" else f"`{name}: …`"
    is_there = case.document.is_typed((home,))
    hint = f"Add {how}." if is_there else f"Add `{home}:`, and in it {how}."
    return finding(
        "needed-by-kind", message, case.key((home,)) if is_there else of_paper(case), hint
    )


def _called(case: Case, keys: Path) -> str:
    """Say, in brackets, what the kind calls a field; empty where it is the field's own name."""
    labels = {each.typed: each.text for each in reversed(case.kind.labels)}
    names = (".".join(map(str, keys)), str(keys[-1]) if keys[0] == "sections" else "")
    label = next((labels[name] for name in names if name in labels), "")
    is_same = label.lower() == str(keys[-1]).replace("-", " ").replace("_", " ").lower()
    return f" ({label})" if label and not is_same else ""


def of_paper(case: Case) -> Span:
    """Get the place of what is about the paper as a whole: its kind, or else its title."""
    return case.value(("kind",) if case.document.is_typed(("kind",)) else ("title",))


def past_limit(case: Case) -> Iterator[Diagnostic]:
    """Find texts and lists that are longer than the kind of paper has them."""
    for limit in case.kind.limits:
        if limit.unit == "pages" or is_points(case, limit):
            continue
        if not limit.part:
            yield from _past(case, limit, counted(case.brief, (), limit.unit))
            continue
        for path, value in values_at(case.brief, keys_of_limit(case, limit)):
            if value is not None:
                for at, entry in _each(path, value, limit):
                    yield from _past(case, limit, counted(entry, at, limit.unit))


def keys_of_limit(case: Case, limit: Limit) -> Path:
    """Find the keys of the brief that a limit is about; empty for the paper."""
    return keys_named(limit.part, case.kind.sections) if limit.part else ()


def _each(path: Path, value: object, limit: Limit) -> Iterator[tuple[Path, object]]:
    """Yield what a limit counts in: of a list its entries, where it is about their words."""
    if isinstance(value, (tuple, dict)) and limit.unit:
        entries = value.items() if isinstance(value, dict) else enumerate(value)
        yield from (((*path, step), entry) for step, entry in entries)
    else:
        yield path, value


def _past(case: Case, limit: Limit, found: Counted) -> Iterator[Diagnostic]:
    """Yield the finding where something has more than a limit allows, at what is too much."""
    over = found.number - limit.most
    if over <= 0:
        return
    what = f"`{limit.part}`" if limit.part else "The paper"
    number = f"{found.number} {limit.unit or 'entries'}"
    message = f"{what} has {number}, {over} more than the {limit.most} that "
    message += f"`{case.kind.name}` allows."
    yield finding("past-limit", message, _too_much(case, limit, found), _way_out(limit))


def _too_much(case: Case, limit: Limit, found: Counted) -> Span:
    """Get the place of what is too much: the first entry, or the words behind the last allowed."""
    if not found.path:
        return of_paper(case)
    if not limit.unit:
        return case.value((*found.path, limit.most)) if found.is_list else case.key(found.path)
    if limit.unit == "words" and found.text and len(found.starts) > limit.most:
        # As a block of several lines it would be underlined on its first line alone.
        start = found.starts[limit.most]
        return case.part(found.text, start, found.end)
    return case.value(found.text or found.path)


def _way_out(limit: Limit) -> str:
    if not limit.unit:
        return "Drop some, or move them to an annex."
    if limit.unit == "lines":
        return "Shorten it. A line is counted as 80 letters."
    return "Shorten it." if limit.part else "Shorten it, or move parts of it to an annex."


def is_points(case: Case, limit: Limit) -> bool:
    """Tell whether a limit is the most points to make of an item."""
    return not limit.unit and keys_of_limit(case, limit) == POINTS


RULES: tuple[RuleFunction, ...] = (needed_by_kind, past_limit)
