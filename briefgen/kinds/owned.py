"""Read what a house calls parts and fields, as a kind of paper or the settings have it typed.

The name of each stands before what it is called: `bottom_line: Issue`, in the language of the kind.
Where a number is in it there is a text for each plural form, `annexes.pages: {one: …, other: …}`.
What is in another language stands in a group below its tag, `fr-CA: {bottom_line: Enjeu}`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from briefgen.ground.span import Path
from briefgen.kinds.labelled import fault_of_label
from briefgen.kinds.paper_kind import OwnLabel
from briefgen.model.languages import LANGUAGE, LANGUAGES, primary

# The names of plural forms (CLDR); the last of them every language has.
FORMS = ("zero", "one", "two", "few", "many", "other")
# The most labels that one house may have: there are some hundreds, in some languages.
MOST = 5000


def own_labels_in(typed: Mapping[str, Any], language: str) -> Iterator[OwnLabel]:
    """Yield the labels in what is typed, which `faults_in` found to be right.

    `language` is that of those outside of the groups of other languages.
    """
    for name, value in typed.items():
        if is_language(name, value):
            yield from own_labels_in(value, str(name))
        elif isinstance(value, str):
            yield OwnLabel(str(name), str(value), language)
        else:
            forms = tuple((str(form), str(text)) for form, text in value.items())
            yield OwnLabel(str(name), str(value["other"]), language, forms)


def faults_in(
    typed: Mapping[str, Any], sections: Iterable[str], within: Path = ()
) -> Iterator[tuple[Path, str, str]]:
    """Yield what is wrong: the path to it, a sentence, and the way out.

    `sections` are those that have a name; `None` in their place stands for any.
    """
    sections = tuple(sections)
    for name, value in typed.items():
        path = (*within, str(name))
        if is_language(name, value) and not within:
            yield from faults_in(value, sections, path)
        elif isinstance(value, dict) and set(value).issubset(FORMS) and "other" in value:
            texts = [text for text in value.values() if isinstance(text, str) and text.strip()]
            if len(texts) < len(value):
                yield path, f"The label of `{name}` has a form without a text.", ""
            elif fault := fault_of_label(str(name), str(value["other"]), sections):
                yield path, *fault
        elif not isinstance(value, str) or not value.strip():
            hint = f"Type `{name}: …` with the words that are to be printed."
            yield path, f"The label of `{name}` has to be a text.", hint
        elif fault := fault_of_label(str(name), str(value), sections):
            yield path, *fault


def is_language(name: Any, value: Any) -> bool:
    """Tell whether a group of labels is one of a language: its name is a tag, such as `fr-CA`."""
    if not isinstance(value, dict) or "other" in value or not LANGUAGE.match(str(name)):
        return False
    first = primary(str(name))
    return len(first) == 3 or first in LANGUAGES
