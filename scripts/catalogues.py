"""Keep the catalogues of labels in step: gather what is to be translated, and compile.

    python scripts/catalogues.py             update every LANG.po, compile it to LANG.mo
    python scripts/catalogues.py new cy      begin the catalogue of a language

What is to be translated are the English labels, `briefgen/view/labels/en.toml`, and what the
shipped kinds of paper call their parts. A translation whose English has changed since is kept, and
marked `fuzzy`, as translators' programs show it: it isn't printed until somebody has looked at it.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Iterator
from copy import deepcopy
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel import Locale
from babel.messages import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from babel.plural import PluralRule, to_gettext

from briefgen.kinds import kind_named, kind_names
from briefgen.kinds.labelled import ENGLISH, FOLDER

# A comment above a table or above a label of `en.toml`, and what it is of.
COMMENT = re.compile(r"((?:^# .*\n)+)^(?:\[([a-z-]+)\]|([a-z\d-]+) = )", re.MULTILINE)
HEADER = """\
# The labels of briefgen in {name}.
# Read by a native speaker: not yet.
#"""
# Catalogues have no date of their own: the same texts give the same bytes.
NO_DATE = datetime(2000, 1, 1, tzinfo=UTC)


def template() -> Catalog:
    """Gather all that is to be translated, with what is said about it."""
    found = new_catalog(None)
    text = (FOLDER / f"{ENGLISH}.toml").read_text("utf-8")
    comments = dict(_comments(text))
    for part, labels in tomllib.loads(text).items():
        for name, words in labels.items():
            said = [comments[key] for key in (part, f"{part}.{name}") if key in comments]
            message = words if isinstance(words, str) else (words["one"], words["other"])
            found.add(message, context=f"{part}.{name}", auto_comments=said)
    for kind_name in kind_names():
        kind = kind_named(kind_name)
        assert kind
        about = [f"In a paper of this kind: {kind.title}. {kind.about}"]
        for own in kind.labels:
            found.add(own.text, context=f"{kind_name}:{own.typed}", auto_comments=about)
        for label in kind.facts:
            found.add(label, context=f"{kind_name}:facts.{label}", auto_comments=about)
    return found


def new_catalog(language: str | None) -> Catalog:
    """Make an empty catalogue."""
    locale = Locale.parse(language, sep="-") if language else None
    name = (locale.get_display_name("en") if locale else "") or "a language"
    found = Catalog(
        locale, project="briefgen", version="0.1", header_comment=HEADER.format(name=name),
        creation_date=NO_DATE, revision_date=NO_DATE, fuzzy=False,
        msgid_bugs_address=" ", last_translator=" ", language_team=" ",
    )  # fmt: skip
    if locale:
        # CLDR's rules, by which all else of a page is written. gettext's own tables differ from
        # them: of Hebrew they lack the dual, and of Latvian they take 11 for 2.
        found.mime_headers = [("Plural-Forms", to_gettext(plural_rule(locale)))]
    return found


def plural_rule(locale: Locale) -> PluralRule:
    """Give a language's rule for plural forms, without a form that is for millions alone.

    French has one, which depends on how the number is written (`e`): gettext can't know that.
    """
    rules = locale.plural_form.rules
    return PluralRule({form: rule for form, rule in rules.items() if "e " not in f"{rule} "})


def read(path: Path) -> Catalog:
    """Read the catalogue of a language."""
    with path.open("rb") as file:
        found = read_po(file, locale=path.stem.replace("-", "_"))
    found.creation_date = found.revision_date = NO_DATE
    return found


def written(catalog: Catalog) -> bytes:
    """Write a catalogue as a PO file, without places in files, which change with every edit."""
    out = BytesIO()
    write_po(out, catalog, width=100, no_location=True, omit_header=False, ignore_obsolete=True)
    # Babel gives its own version, with which every renewal would change all the files.
    return re.sub(rb'^"Generated-By: .*\n', b"", out.getvalue(), flags=re.MULTILINE)


def update(catalog: Catalog, source: Catalog) -> None:
    """Bring a catalogue up to date; what is said otherwise in English now is marked as fuzzy."""
    before = {each.context: each for each in catalog if each.id and each.string}
    # A catalogue takes over new messages themselves: filled in, they would be so in the next, too.
    catalog.update(deepcopy(source), no_fuzzy_matching=True, keep_user_comments=True)
    for each in catalog:
        was = before.get(each.context)
        if each.id and was and was.id != each.id and was.pluralizable == each.pluralizable:
            each.string = was.string
            each.previous_id = [was.id] if isinstance(was.id, str) else list(was.id)
            each.flags.add("fuzzy")


def compiled(catalog: Catalog) -> bytes:
    """Compile a catalogue to an MO file, as gettext reads it."""
    out = BytesIO()
    write_mo(out, catalog)
    return out.getvalue()


def _comments(text: str) -> Iterator[tuple[str, str]]:
    part = ""
    for said, table, name in COMMENT.findall(text):
        part = table or part
        key = table or f"{_table_of(text, said)}.{name}"
        yield key, " ".join(line.removeprefix("# ") for line in said.splitlines())


def _table_of(text: str, said: str) -> str:
    tables: list[str] = re.findall(r"^\[([a-z-]+)\]$", text[: text.index(said)], re.MULTILINE)
    return tables[-1]


def main(asked: list[str]) -> None:
    """Begin catalogues, or bring all of them up to date."""
    source = template()
    for language in asked[1:] if asked[:1] == ["new"] else ():
        begun = new_catalog(language)
        update(begun, source)
        # "x": what somebody has translated already isn't written over.
        with (FOLDER / f"{language}.po").open("xb") as file:
            file.write(written(begun))
    for path in sorted(FOLDER.glob("*.po")):
        catalog = read(path)
        update(catalog, source)
        path.write_bytes(written(catalog))
        path.with_suffix(".mo").write_bytes(compiled(catalog))


if __name__ == "__main__":
    main(sys.argv[1:])
