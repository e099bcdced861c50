"""Tell which of the words with a capital in a sentence are names, and in what way."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from itertools import pairwise

from briefgen.claims.mention import Mention, Name
from briefgen.claims.names import shapes
from briefgen.claims.names.known import Known
from briefgen.claims.names.runs import HONORIFICS, MOST_SMALL, SHORT_FORMS, Run, is_opening, joins
from briefgen.claims.names.tokens import HYPHEN, POSSESSIVE, Token, folded
from briefgen.claims.names.words import Aliases, Words, known_forenames
from briefgen.ground.records import record

# An acronym of these letters alone may be a number.
ROMAN = frozenset("IVX")
RELATIVES = ("which", "who", "whose")
# What stands between two names, in a run as well.
LISTING = frozenset(("and", "et", "y", "e", "und", "и", "&"))
# The codes of acronyms that stand for common words.
TERM = "X-"
# Acronyms of so many letters seldom stand beside each other.
SHOUTED = 4
# Words of other languages that begin a name: Santa Clara, Al Mezan.
SECONDS = frozenset(("san", "santa", "são", "al", "el", "los", "las", "new"))
# German words that begin with a title: a Konzernchef, a Vizepremierministerin; no Hausfrau.
SHORTEST_TITLE = 4
NO_ENDING = frozenset(("frau", "herr", "herrn", "papst", "prof"))


@record
class Reading:
    """A sentence of a language with its words, and what the brief knows."""

    tokens: list[Token]
    words: Words | None
    aliases: Aliases
    known: Known

    @cached_property
    def small(self) -> frozenset[str]:
        """Gather the words that the sentence also has without a capital."""
        return frozenset(token.low for token in self.tokens if not token.is_capital)

    @cached_property
    def has_ours(self) -> bool:
        """Tell whether the sentence says what our own side does: we, our, you."""
        return bool(self.words) and any(
            token.low in self.words.ours for token in self.tokens if self.words
        )

    @cached_property
    def is_headline(self) -> bool:
        """Tell whether all longer words have capitals, as in a headline of English."""
        small = self.words.small if self.words else frozenset[str]()
        longer = [token for token in self.tokens if len(token.text) > 1 and token.low not in small]
        return len(longer) > 3 and all(token.is_capital for token in longer)

    def mentions(self, run: Run) -> Iterator[Mention]:
        """Yield the names in a run of words with capitals, in order."""
        at, has_body = run.first, self._has_body(run)
        while at <= run.last:
            last = self._country(at, run.last)
            if last is not None:
                if not self._is_ours(at, last):
                    yield self._mention(at, last, run, "country")
                at = last + 1
                continue
            last = self._name(at, run, has_body=has_body)
            if last is None:
                at += 1
                continue
            mention = self._judged(at, last, run, has_body=has_body)
            if mention:
                yield mention
            at = last + 1

    def _has_body(self, run: Run) -> bool:
        """Tell whether a word such as `Ministry` is in a run, or before: `le ministère de la …`."""
        words, first = self.words, run.first
        if words is None:
            return False
        while first and self.tokens[first - 1].low in words.small:
            first -= 1
        first = max(0, run.first - MOST_SMALL - 1, first - 1)
        return any(token.low in words.bodies for token in self.tokens[first : run.last + 1])

    def _country(self, at: int, end: int) -> int | None:
        """Give the last token of the longest name of a country or a body that starts here."""
        first = self.tokens[at]
        for last in range(min(end, at + self.aliases.longest - 1), at - 1, -1):
            tokens = self.tokens[at : last + 1]
            if not all(joins(one, other) for one, other in pairwise(tokens)):
                continue
            lows = tuple(token.low for token in tokens)
            codes = self.aliases.codes(lows)
            if not codes or (last == at and self._is_plain(first)):
                continue
            # Research and Development is a name for R&D, but hardly where it is typed in full.
            is_term = all(code.startswith(TERM) for code in codes)
            if is_term and last > at and all(map(self._is_plain, tokens)):
                continue
            if last == at and (self._is_shouted_only(first, codes) or self._names_person(at, end)):
                continue
            return last
        return None

    def _is_plain(self, token: Token) -> bool:
        """Tell whether a word is no name by itself, as Minister and Vice-Chair are."""
        if not token.is_capital or self.words is None:
            return not token.is_capital
        parts = [folded(part) for part in HYPHEN.split(token.text)]
        is_compound = len(parts) > 1 and (
            parts[0] in self.words.titles | shapes.UNNAMED_HEADS
            or all(map(self.words.is_generic, filter(None, parts)))
        )
        return is_compound or self.words.is_generic(token.low)

    def _is_shouted_only(self, token: Token, codes: tuple[str, ...]) -> bool:
        """Tell whether a word is only in capitals the name of a country: `US`, but not `Us`."""
        if token.text.isupper() or token.is_acronym:
            return False
        names = (alias for code in codes for alias in self.aliases.by_code[code])
        own = [alias for alias in names if alias.words == (token.low,)]
        return bool(own) and all(alias.is_acronym for alias in own)

    def _names_person(self, at: int, end: int) -> bool:
        """Tell whether the name of a country is a forename here: Jordan Berg, Chad Holm."""
        if self.tokens[at].low not in known_forenames() or at >= end:
            return False
        behind = self.tokens[at + 1]
        return (
            joins(self.tokens[at], behind)
            and not self._is_plain(behind)
            and not self.aliases.codes((behind.low,))
        )

    def _name(self, at: int, run: Run, *, has_body: bool) -> int | None:
        """Give the last token of the name that starts at a token; None where none does."""
        if not self._tells(at, run, has_body=has_body):
            return None
        last = at
        while last < run.last:
            behind = last + 1
            # A particle joins the parts of a name: Una van der Flett.
            while behind < run.last and self._is_particle(behind, at):
                behind += 1
            adjacent = not POSSESSIVE.search(self.tokens[last].text) and all(
                joins(self.tokens[n], self.tokens[n + 1]) for n in range(last, behind)
            )
            is_surname = self.tokens[last].low in known_forenames() and behind == last + 1
            is_country = self._country(behind, behind) is not None and not is_surname
            # Policeman James Holm, Gazprom Boris Holm: a person's name starts at the forename.
            is_next = self.tokens[at].low not in known_forenames() and (
                self._names_person(behind, run.last) and not self._is_initial(at, run)
            )
            if (
                not adjacent
                or is_country
                or is_next
                or not self._tells(behind, run, has_body=has_body)
            ):
                break
            last = behind
        return last

    def _is_particle(self, at: int, first: int) -> bool:
        token = self.tokens[at]
        if not self.words or token.low not in self.words.particles or token.is_capital:
            return False
        # In `Institut Montaigne de Lyon` the particle is a preposition.
        return self.tokens[first].low in known_forenames() or token.low not in ("de", "du", "la")

    def _tells(self, at: int, run: Run, *, has_body: bool) -> bool:
        """Tell whether a word is one by which something can be looked for."""
        token = self.tokens[at]
        if not token.is_capital or not token.text[0].isalpha():
            return False
        if token.low in self.known.words and len(token.low) > 1 and not self._is_plain(token):
            return True
        if self._is_initial(at, run):
            return True
        if token.is_acronym:
            is_word = self._is_plain(token) or token.low in self.small
            return not is_word and not set(token.text) <= ROMAN and not self._is_shouted(at, run)
        words = self.words
        if words is None or len(token.text) == 1 or any(map(str.isdigit, token.text)):
            return False
        return self._tells_by_words(at, run, words, has_body=has_body)

    def _is_shouted(self, at: int, run: Run) -> bool:
        """Tell whether a word in capitals stands beside another, and is hardly an acronym."""
        beside = self.tokens[max(run.first, at - 1) : min(run.last, at + 1) + 1]
        return len(self.tokens[at].text) >= SHOUTED and any(
            token.text.isupper() and len(token.text) >= SHOUTED
            for token in beside
            if token is not self.tokens[at]
        )

    def _is_initial(self, at: int, run: Run) -> bool:
        """Tell whether a letter stands for a forename: S. Orlov."""
        token = self.tokens[at]
        if len(token.text) > 1 or at == run.last or token.low in SHORT_FORMS:
            return False
        behind = self.tokens[at + 1]
        return behind.gap.startswith(".") and joins(self.tokens[at], behind)

    def _tells_by_words(self, at: int, run: Run, words: Words, *, has_body: bool) -> bool:
        """Tell by the lists of a language whether a word with a capital can be a name."""
        token = self.tokens[at]
        before = self.tokens[at - 1] if at > run.first else None
        is_behind_forename = bool(
            before and before.low in known_forenames() and joins(before, token)
        )
        is_behind_ms = bool(before and before.low in HONORIFICS and joins(before, token))
        # Ms Waters, but not Mr President
        if (is_behind_forename and token.low in words.surnames) or (
            is_behind_ms and token.low not in words.titles
        ):
            return True
        if token.low in known_forenames() and self._names_person(at, run.last):
            return True  # Jan Holm, though Jan is a month
        if has_body and token.low in words.topics:
            return True
        if token.low in words.parts and at < run.last and token.low not in words.opening:
            behind = self.tokens[at + 1]
            is_named = joins(token, behind) and not self._is_plain(behind)
            # Western Australia is in Australia.
            return is_named and self._country(at + 1, run.last) is None
        if self._is_plain(token):
            return False
        return words.capitals != "nouns" or self._tells_among_nouns(
            at, run, is_behind_forename=is_behind_forename
        )

    def _tells_among_nouns(self, at: int, run: Run, *, is_behind_forename: bool) -> bool:
        """Tell whether a word is a name where all nouns have capitals."""
        token = self.tokens[at]
        is_place = self.words is not None and token.low in self.words.places
        if is_place or is_behind_forename or self._is_titled(at, run):
            return True
        before = self.tokens[at - 1] if at > run.first else None
        is_second = before and before.low in SECONDS and joins(before, token)
        if is_second or shapes.is_mixed(token.text):
            return True
        if token.low not in known_forenames() or at == run.last:
            return False
        behind = self.tokens[at + 1]
        return joins(token, behind) and behind.is_capital and not self._is_plain(behind)

    def _is_titled(self, at: int, run: Run) -> bool:
        """Tell whether a title stands right before a word."""
        if at <= run.first or not self.words:
            return False
        before, titles = self.tokens[at - 1], self.words.titles
        if not joins(before, self.tokens[at]):
            return False
        # German joins them to other words: Vizepremierministerin.
        long = self.words.capitals == "nouns" and any(
            before.low.endswith(title)
            for title in titles - NO_ENDING
            if len(title) >= SHORTEST_TITLE
        )
        return long or before.low in titles

    def _judged(self, at: int, last: int, run: Run, *, has_body: bool) -> Mention | None:
        """Make the mention of a name, or None where it can't be told to be one."""
        tokens = self.tokens[at : last + 1]
        lows = {token.low for token in tokens if token.is_capital}
        if lows <= self.known.own or self._is_ours(at, last):
            return None
        if len(tokens) == 1 and tokens[0].is_acronym:
            return self._mention(at, last, run, "acronym")
        if lows <= self.known.words:
            return self._mention(at, last, run, "person")
        if self.words is None or self.is_headline:
            return None
        if has_body and lows <= self.words.topics:
            return self._mention(at, last, run, "body")
        return self._by_words(at, last, run, self.words)

    def _by_words(self, at: int, last: int, run: Run, words: Words) -> Mention | None:
        """Make the mention of a name that nothing but its words and their place tell of."""
        first, is_titled = self.tokens[at], self._is_titled(at, run)
        is_person = first.low in known_forenames() or is_titled or self._is_initial(at, run)
        if at == last and not is_person:
            is_common = first.low in self.small or self._has_common_ending(first.low, words)
            if is_common:
                return None
        opens = is_opening(self.tokens, at) and not (is_person and last > at)
        if opens and not self._is_shown(at, last):
            rest = at + 1
            while rest <= last and not self.tokens[rest].is_capital:
                rest += 1
            return self._by_words(rest, last, run, words) if rest <= last else None
        if is_person and (last > at or is_titled):
            return self._mention(at, last, run, "person", opens=opens)
        # The Low Pay Commission is none that deals with pay of another kind.
        is_owner = POSSESSIVE.search(first.text)
        is_body = (
            at == last < run.last and self.tokens[last + 1].low in words.bodies and not is_owner
        )
        return self._mention(at, last, run, "body" if is_body else "name", opens=opens)

    def _has_common_ending(self, low: str, words: Words) -> bool:
        return any(
            low.endswith(ending) and len(low) > len(ending) + 2 for ending in words.common_endings
        )

    def _is_shown(self, at: int, last: int) -> bool:
        """Tell whether the word that begins a sentence is shown to be a name by what follows."""
        token, words = self.tokens[at], self.words
        if words is None or token.low in words.bare:
            return False
        if last > at:
            is_common = token.low in self.small or token.low.endswith(shapes.UNNAMED_ENDINGS)
            return not is_common
        if POSSESSIVE.search(token.text):
            return not token.text.endswith(("'", "’"))
        if shapes.is_quoted(self.tokens, at):
            return True
        return at + 1 < len(self.tokens) and self._is_shown_by(at, words)

    def _is_shown_by(self, at: int, words: Words) -> bool:
        """Tell whether the one word is shown to be a name by the word behind it, or in itself."""
        token, behind = self.tokens[at], self.tokens[at + 1]
        if shapes.CAMEL.search(token.text):
            return True  # NorthLink
        # Eskom, which the state owns: a common noun would have an article.
        if behind.gap.startswith(",") and behind.low in RELATIVES:
            return not shapes.PLURAL.search(token.low) and not token.low.endswith(
                shapes.UNNAMED_ENDINGS
            )
        if shapes.PLURAL.search(token.low):
            return False
        if behind.is_capital and joins(token, behind):
            # Hartwell County: before a capital a common word is an adjective, if anything.
            is_common = token.low.endswith(shapes.ADJECTIVES) or behind.low in words.titles
            return not is_common and words.is_generic(behind.low)
        # English has an article before a common noun in the singular that does something.
        return behind.low in words.acting

    def _is_ours(self, at: int, last: int) -> bool:
        """Tell whether a name is of our side, in a sentence about what our side does."""
        lows = tuple(token.low for token in self.tokens[at : last + 1])
        own = {*lows} <= self.known.ours or not self.known.ours.isdisjoint(self.aliases.codes(lows))
        return own and self.has_ours

    def _mention(self, at: int, last: int, run: Run, kind: str, *, opens: bool = False) -> Mention:
        tokens = self.tokens[at : last + 1]
        whole = self.tokens[run.first].text + "".join(
            (" & " if "&" in token.gap else " ") + token.text
            for token in self.tokens[run.first + 1 : run.last + 1]
        )
        words = self.words
        is_place = at > 0 and words is not None and self.tokens[at - 1].low in words.before_places
        name = Name(
            tuple(
                POSSESSIVE.sub("", token.text)
                for token in tokens
                if token.is_capital or kind == "country"
            ),
            whole,
            kind,  # type: ignore[arg-type]
            opens,
            is_place,
        )
        first, final = self._with_body(at, last, run) if kind == "body" else (at, last)
        while opens and kind == "name" and final < run.last and self._goes_on(final):
            final += 1
        ends = self.tokens[final]
        end = ends.start + len(POSSESSIVE.sub("", ends.text))
        return Mention(name, self.tokens[first].start, end)

    def _goes_on(self, at: int) -> bool:
        """Tell whether a common word with a capital follows, as in Hartwell County."""
        behind = self.tokens[at + 1]
        return behind.is_capital and joins(self.tokens[at], behind) and self._is_plain(behind)

    def _with_body(self, at: int, last: int, run: Run) -> tuple[int, int]:
        """Widen a stretch of tokens by the word for the body, as in Ministry of Health."""
        if self.words is None:
            return at, last
        first = at - 1
        small = self.words.small - LISTING
        while first > run.first and self.tokens[first].low in small:
            first -= 1
        if first >= run.first and self.tokens[first].low in self.words.bodies:
            return first, last
        for behind in range(last + 1, run.last + 1):
            if not joins(self.tokens[behind - 1], self.tokens[behind]):
                break
            if self.tokens[behind].low in self.words.bodies:
                return at, behind  # Fisheries Policy Institute
            if not self._is_plain(self.tokens[behind]):
                break
        return at, last
