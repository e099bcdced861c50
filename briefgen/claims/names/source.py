"""Look up names in a source: in its copy, and in what the brief says of it."""

from __future__ import annotations

from functools import cached_property, lru_cache
from urllib.parse import urlsplit

from briefgen.claims.mention import Name
from briefgen.claims.names.find import Search
from briefgen.claims.names.index import Index
from briefgen.claims.names.known import Known, known_of
from briefgen.claims.names.lookup import look_up
from briefgen.claims.names.replaced import replaced
from briefgen.claims.names.shapes import is_mixed
from briefgen.claims.names.similar import similar
from briefgen.claims.names.tokens import folded
from briefgen.claims.names.words import aliases, primary
from briefgen.evidence.language import script_of
from briefgen.model import Brief, Source

# The ends of hosts that aren't the code of their country.
DOMAINS = {"UK": "GB", "GOV": "US", "MIL": "US"}
# A copy of fewer characters may be too short to tell its language: it counts as the brief's.
SHORT = 1_500
# Acronyms that are no bodies, and are others in other languages: DNA is ADN in French.
TRANSLATED = frozenset((
    "ADN", "AIDS", "ATM", "BCE", "BIP", "DNA", "GDP", "HFC", "HIV", "IVA", "KMU", "NGO", "ONG",
    "PIB", "PME", "PYME", "SIDA", "SME", "TVA", "VAT", "VIH",
))  # fmt: skip
# Languages in which names have endings that aren't known here: Winterkornem.
INFLECTED = frozenset(
    ("be", "bs", "cs", "el", "et", "fi", "hr", "hu", "lt", "lv", "pl", "sk", "sl", "sr", "tr", "uk")
)


class NameIndex:
    """The words of a capture, made ready for looking up names."""

    def __init__(self, text: str) -> None:
        """Take the text; it is read when the first name is looked up."""
        self.text = text
        # What was found of the names of one brief, which names the same things again and again.
        self._found: dict[Name, tuple[int, int] | None] = {}
        self._known: Known | None = None

    @cached_property
    def _index(self) -> Index:
        return Index(self.text)

    def place(self, name: Name, brief: Brief, source: Source) -> tuple[int, int] | None:
        """Find where the capture, or what the brief says of the source, has a name.

        An empty stretch, (0, 0), where it is in the source's title, author, publisher or address
        alone.
        """
        known = known_of(brief)
        if known is not self._known:
            self._known, self._found = known, {}
        if name not in self._found:
            self._found[name] = look_up(name, self._index, brief.language, known)
        if place := self._found[name]:
            return place
        is_said = look_up(name, _about(_said_of(source)), brief.language, known)
        return (0, 0) if is_said or _is_country_of(name, source, brief) else None

    def can_tell(self, name: Name, brief: Brief) -> bool:
        """Tell whether a name that isn't found is missing.

        False where the capture is in another language, in which the name may look otherwise, and
        for a run of words that may be no name.
        """
        index = self._index
        if name.kind == "run":
            return replaced(name, Search(index, brief.language)) is not None
        if script_of(name.whole or " ".join(name.words)) != index.script:
            return name.kind == "code" or self._has_country(name, brief)
        own = primary(brief.language)
        if index.language == own or (not index.language and len(self.text) < SHORT):
            return True
        if index.language in INFLECTED and self.similar(name):
            return False
        # A body that is well known has an acronym in each language, and that is listed.
        if name.kind == "acronym":
            return name.words[0].strip("s") not in TRANSLATED
        # A firm's name with capitals inside is written so in any language: EnBW.
        is_firm = name.kind == "name" and len(name.words) == 1 and is_mixed(name.words[0])
        return name.kind in ("code", "person") or is_firm or self._has_country(name, brief)

    def _has_country(self, name: Name, brief: Brief) -> bool:
        """Tell whether it is known what a country is called in the language of the capture."""
        codes = aliases(brief.language).codes(tuple(map(folded, name.words)))
        return any(code in aliases(self._index.language).by_code for code in codes)

    def places(self, name: Name, language: str) -> list[tuple[int, int]]:
        """List where the capture has the last word of a name, or a country by any of its names."""
        index = self._index
        words = tuple(map(folded, name.words))
        search = Search(index, language, name.kind == "person")
        numbers = set(search.numbers(words[-1]))
        if name.kind == "country":
            for code in aliases(language).codes(words):
                for alias in aliases(index.language or language).by_code.get(code, ()):
                    numbers.update(search.numbers(alias.words[-1].rstrip("*")))
        return sorted(index.places[number] for number in numbers)

    def is_foreign(self, language: str) -> bool:
        """Tell whether the capture is in another language than this."""
        return Search(self._index, language).is_foreign

    def similar(self, name: Name) -> tuple[int, int] | None:
        """Find what the capture has that is most like a name that is missing."""
        return similar(name, self._index)


def _is_country_of(name: Name, source: Source, brief: Brief) -> bool:
    """Tell whether a name is that of the country whose site has the source: its own says "we"."""
    host = urlsplit(source.url).hostname if source.url else None
    end = (host or "").rpartition(".")[2].upper()
    codes = aliases(brief.language).codes(tuple(map(folded, name.words)))
    return name.kind == "country" and DOMAINS.get(end, end) in codes


def _said_of(source: Source) -> str:
    host = (urlsplit(source.url).hostname or "") if source.url else ""
    # The parts of a host are words: www.stats.example has Stats.
    parts = " ".join(f"{part.upper()} {part.title()}" for part in host.split("."))
    return "\n".join(filter(None, (source.title, source.author, source.publisher, parts)))


@lru_cache(maxsize=64)
def _about(text: str) -> Index:
    return Index(text)
