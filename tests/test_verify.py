"""Quotes against sources: cases from tests/verification, and what holds for any text.

A case is a source, and quotes with what has to be said of them: `verbatim`, `edited`, or `fault`
with the name of the fault. `drops`, `foldings` and `differs` are compared where a case has them.
"""

import unicodedata
from pathlib import Path

import pytest
import yaml
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from briefgen.evidence.folding import fold
from briefgen.evidence.nearest import nearest
from briefgen.evidence.verify import searchable, verify

FOLDER = Path(__file__).parent / "verification"
KEYS = {"verbatim", "edited", "quote", "fault", "prefix", "suffix", "drops", "foldings", "differs"}


def cases():
    for path in sorted(FOLDER.glob("*.yaml")):
        for at, case in enumerate(yaml.safe_load(path.read_text("utf-8")), 1):
            for quote in case["quotes"]:
                typed = next(quote[key] for key in ("verbatim", "edited", "quote") if key in quote)
                name = f"{path.stem}-{at}-{typed[:40]}"
                yield pytest.param(case["source"], typed, quote, id=name)


@pytest.mark.parametrize(("text", "typed", "expected"), [*cases()])
def test_a_quote_is_what_its_case_says(text, typed, expected):
    assert expected.keys() - {"text"} <= KEYS
    source = searchable(text)
    verdict = verify(typed, source, expected.get("prefix", ""), expected.get("suffix", ""))
    assert verdict.fault == expected.get("fault")
    if not verdict.fault:
        assert verdict.is_edited == ("edited" in expected)
    if "drops" in expected:
        assert [drop.word for drop in verdict.drops] == expected["drops"]
    if "foldings" in expected:
        assert list(verdict.foldings) == expected["foldings"]
    if "differs" in expected:
        found = nearest(typed, source)
        assert [[each.typed, each.read] for each in found.differences] == expected["differs"]


# What holds for any source: words of which some come often, with what clings to them.
WORDS = [
    "we",
    "will",
    "not",
    "go",
    "to",
    "Moscow",
    "winter",
    "ferries",
    "fares",
    "islands",
    "Council",
    "deal's",
    "won't",
    "well-known",
    "late",
    "U.S.",
    "1,000",
    "3.5",
    "crowns",
    "minister",
    "talks",
    "harbour",
    "Straße",
    "café",
    "naïve",
    "они",
    "не",
    "зимой",
    "εμείς",
    "peace",
    "islands'",
    "twenty",
    "agreed",
    "nobody",
    "boats",
    "between",
    "ministers'",
    "long",
    "and",
    "short",
    "never",
    "before",
    "midnight",
]
TOKENS = st.lists(
    st.tuples(st.sampled_from(WORDS), st.sampled_from(["", "", "", "", ",", ".", "?", ";", " —"])),
    min_size=12,
    max_size=60,
).map(lambda pairs: [word + sign for word, sign in pairs])
SPACES = st.sampled_from([" ", " ", "\n", "  ", "\u00a0", "\r\n", "\t", " \n\n ", "\f", "\u2009"])
OMISSIONS = ["…", " … ", " […] ", " ... ", "[…]", " . . . ", " [...] "]
TYPED = {
    "'": ["'", "’", "‘", "`", "′"],
    "—": ["—", "--", "–", "―", "---"],
    "…": ["…", "...", ". . .", "\u2026"],
    "-": ["-", "\u2010", "\u2011"],
}


def typed_otherwise(draw, words):
    """The words with spaces, quotation marks, dashes and Unicode form of another typist."""
    text = "".join(word + draw(SPACES) for word in words[:-1]) + words[-1]
    for sign, others in TYPED.items():
        text = text.replace(sign, draw(st.sampled_from(others)))
    return unicodedata.normalize(draw(st.sampled_from(["NFC", "NFD"])), text)


def cut_of(draw, words, least=1):
    first = draw(st.integers(0, len(words) - least))
    return first, draw(st.integers(first + least, len(words)))


def stands_in(words, tokens):
    return any(tokens[at : at + len(words)] == words for at in range(len(tokens)))


@settings(deadline=None)
@given(st.data(), TOKENS)
def test_words_as_they_stand_are_true_in_any_typography(data, tokens):
    first, end = cut_of(data.draw, tokens)
    quote = typed_otherwise(data.draw, tokens[first:end])
    source = typed_otherwise(data.draw, tokens)
    verdict = verify(quote, searchable(source))
    assert verdict.fault in (None, "ambiguous")
    if quote.strip(" —–-―"):
        assert not verdict.is_edited


@settings(deadline=None)
@given(st.data(), TOKENS)
def test_a_match_leads_to_the_words_in_the_source(data, tokens):
    first, end = cut_of(data.draw, tokens)
    source = typed_otherwise(data.draw, tokens)
    quote = " ".join(tokens[first:end])
    verdict = verify(quote, searchable(source))
    found = source[verdict.match.start : verdict.match.end]
    assert fold(found).text.strip("'.,-— ") == fold(quote).text.strip("'.,-— ")
    assert source.startswith(verdict.context[1], verdict.match.end)
    assert source[: verdict.match.start].endswith(verdict.context[0])


@settings(deadline=None)
@given(st.data(), TOKENS, st.sampled_from(OMISSIONS))
def test_an_omission_between_words_is_true(data, tokens, mark):
    first, end = cut_of(data.draw, tokens, 3)
    out = data.draw(st.integers(first + 1, end - 2))
    back = data.draw(st.integers(out + 1, end - 1))
    quote = " ".join(tokens[first:out]) + mark + " ".join(tokens[back:end])
    verdict = verify(quote, searchable(typed_otherwise(data.draw, tokens)))
    assert verdict.fault in (None, "ambiguous")
    assert verdict.is_edited


@settings(deadline=None)
@given(st.data(), TOKENS)
def test_an_insertion_for_a_few_words_or_none_is_true(data, tokens):
    tokens = [token.strip(".?;") or token for token in tokens]
    first, end = cut_of(data.draw, tokens, 3)
    out = data.draw(st.integers(first + 1, end - 1))
    back = min(end - 1, out + data.draw(st.integers(0, 3)))
    quote = f"{' '.join(tokens[first:out])} [they] {' '.join(tokens[back:end])}"
    verdict = verify(quote, searchable(" ".join(tokens)))
    assert verdict.fault in (None, "ambiguous")


@settings(deadline=None)
@given(st.data(), TOKENS)
def test_a_capital_changed_in_brackets_is_true_and_without_them_is_not(data, tokens):
    first, end = cut_of(data.draw, tokens)
    word = tokens[first]
    other = word[0].swapcase()
    assume(word[0].isalpha() and word[1:2].isalpha())
    source = searchable(" ".join(tokens))
    rest = " ".join([word[1:], *tokens[first + 1 : end]])
    assert verify(f"[{other}]{rest}", source).fault in (None, "ambiguous")
    assert verify(other + rest, source).fault == "capital"


CHANGES = ["substitute", "drop", "add", "swap", "letter", "plural", "sign"]


def altered(draw, words, change):
    at = draw(st.integers(0, len(words) - 1))
    before, word, after = words[:at], words[at], words[at + 1 :]
    place = draw(st.integers(0, len(word) - 1))
    other = draw(st.sampled_from(WORDS))
    changed = {
        "substitute": [other],
        "drop": [],
        "add": [other, word],
        "swap": [*after[:1], word],
        "letter": [f"{word[:place]}x{word[place + 1 :]}"],
        "plural": [f"{word}s"],
        "sign": [f"{word};"],
    }[change]
    return [*before, *changed, *(after[1:] if change == "swap" else after)]


@settings(deadline=None)
@given(st.data(), TOKENS, st.sampled_from(CHANGES))
def test_any_change_of_the_words_is_found(data, tokens, change):
    first, end = cut_of(data.draw, tokens, 3)
    words = altered(data.draw, tokens[first:end], change)
    quote = " ".join(words)
    as_tokens = quote.split()
    all_of_it = " ".join(tokens).split()
    plain = [*as_tokens[:-1], as_tokens[-1].rstrip(",.?;'")]
    ends = [*(token.rstrip(",.?;'") for token in all_of_it)]
    size = len(plain)
    assume(as_tokens[0] not in "—" and as_tokens[-1] not in "—")
    assume(
        not any(
            [*all_of_it[at : at + size - 1], ends[at + size - 1]] == plain
            for at in range(len(all_of_it) - size + 1)
        )
    )
    verdict = verify(quote, searchable(" ".join(tokens)))
    assert verdict.fault is not None


SIGNS = "ab1é \t\n\xa0-–—.…'\"“”«»!?;:,\xad\u200b\u0301ﬁ中[]()SsiIcC"
ANY = st.text(alphabet=st.one_of(st.sampled_from(SIGNS), st.characters(codec="utf-8")))


@settings(deadline=None)
@given(ANY, ANY, ANY)
def test_nothing_raises_and_a_text_is_in_itself(quote, text, prefix):
    source = searchable(f"{text} {quote} {text}")
    verdict = verify(quote, source, prefix)
    nearest(quote, source)
    if verdict.match:
        assert 0 <= verdict.match.start < verdict.match.end <= len(source.folded.original)


# Texts and quotes that cost more than their length where a search looks back too often.
HARD_TEXTS = [
    *" a('-—–.…\n\u0301\u200b\xad[中",
    *("word ", "a b ", "a-a-", "- ", "a-\n", ". ", "' ", "“ ‘", "\n\n“a ", "\xad\n", "[x] ", "1,"),
    *("« ", "中\n", "a–a ", "\u1100\u1161", "\u0301\u0323", "a. ", "l'", "the plan is not so. "),
]
HARD_QUOTES = [
    *("word", "a", "a a", "(((", "''a''", "a […] a", "a [sic] a", "[a] a", "a [x] a", "1,1"),
    *(
        "a" * 9000,
        "word " * 1900,
        "a … " * 40 + "b",
        "a [x] " * 39 + "b",
        "\u0301" * 9000,
        "[" * 9000,
    ),
    *("[a" * 40, "." * 9000, "'" * 4000 + "x" + "'" * 4000 + "y", "x y " * 25_000, "a … " * 1000),
]


@pytest.mark.parametrize("unit", HARD_TEXTS)
def test_no_text_and_no_quote_costs_more_than_its_length(unit):
    # Work that grows with the square of the length takes minutes here.
    source = searchable(unit * (50_000 // len(unit)))
    for quote in HARD_QUOTES:
        verify(quote, source)
        nearest(quote, source)


@pytest.mark.parametrize("quote", ["word " * 2001, "one … two " * 41])
def test_a_quote_beyond_all_measure_is_not_looked_for(quote):
    verdict = verify(quote, searchable(quote))
    assert verdict.fault == "missing"
    assert verdict.is_too_long
    assert nearest(quote, searchable(quote)) is None


def test_of_many_places_not_all_are_told():
    verdict = verify("word", searchable("word and " * 10_000))
    assert verdict.fault == "ambiguous"
    assert len(verdict.others) == 20


def test_of_words_too_common_to_be_placed_nothing_is_said_but_that():
    quote = "one … " * 39 + "one two"
    text = "one and " * 20_000
    assert verify(quote, searchable(f"{text} two one")).fault == "missing"
    assert verify(quote.replace("one two", "two"), searchable(text + "one two")).fault is None
    assert verify("one [sic] one", searchable(text * 20)).fault == "ambiguous"
