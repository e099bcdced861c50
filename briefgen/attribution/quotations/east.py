"""Find who says a quotation in Japanese, Chinese and Korean.

Without spaces (or, in Korean, with particles on every word) words can't be looked up one by one. So
patterns are matched beside the quotation, and a name is recognised by the office or the `-san` at
its end or start. Without one of them nobody is named.

The lists are in `lexicons/`, in files with `east = true`: `verbs`; `joins`, what stands
between a quotation and its verb; `subjects`, what stands behind a subject; `adverbs`, what may
stand between a subject and its verb; `roles`, `honorifics`, `groups`, `surnames` and `no_name`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from briefgen.attribution.quotations.languages import files
from briefgen.attribution.quotations.marks import QuotedSpan
from briefgen.attribution.quotations.patterns import either
from briefgen.attribution.quotations.referents import NOWHERE, Attribution, Referent
from briefgen.ground.records import record
from briefgen.ground.regexes import regex

# How many code points beside a quotation are searched for its speaker.
REACH = 90
STOPS = "。！？!?\n"
STOP = regex(r"[。！？!?.\n]")
# A name in Chinese characters, kana or Latin letters; its parts may be joined by a dot.
JAPANESE = regex(r"[\u3400-\u9fff々〆ヶァ-ヴー・＝A-Za-z.]{2,30}(?:さん)?\Z")
CHINESE = regex(r"[\u3400-\u9fff·•]{2,20}\Z")
HANGUL = r"[가-힣]"


@record
class East:
    """Hold the words of one language that tell who speaks, and the patterns made of them."""

    language: str
    roles: tuple[str, ...]
    honorifics: frozenset[str]
    groups: frozenset[str]
    no_name: frozenset[str]
    adverbs: tuple[str, ...]
    surnames: frozenset[str]
    verb: re.Pattern[str]
    ends_in_verb: re.Pattern[str]
    joins: re.Pattern[str]
    subject: re.Pattern[str]
    people: re.Pattern[str]


@lru_cache(maxsize=4)
def east(language: str) -> East:
    """Read the words of a language of East Asia."""
    lists = {name: str(words).split() for name, words in files()[language].items()}
    verbs, roles = either(lists["verbs"]), either(lists["roles"])
    subjects = either(lists.get("subjects", []))
    return East(
        language,
        tuple(sorted(lists["roles"], key=len, reverse=True)),
        frozenset(lists.get("honorifics", ())),
        frozenset(lists["groups"]),
        frozenset(lists["no_name"]),
        tuple(sorted(lists.get("adverbs", ()), key=len, reverse=True)),
        frozenset("".join(lists.get("surnames", ()))),
        regex(verbs),
        regex(rf"(?:{verbs})[：:，,、]?\s?\Z"),
        regex(rf"(?:{either(lists.get('joins', []))})[、,]?\s?"),
        regex(subjects),
        regex(
            rf"(?<![가-힣·])([{''.join(lists.get('surnames', ['가']))}]{HANGUL}{{0,2}}) "
            rf"(?:(?!한 |다른 |듯 |이 ){HANGUL}{{1,8}} )?"
            rf"({HANGUL}{{0,5}}?(?:{roles}))(?:{subjects})(?=[\s,])"
        ),
    )


def speakers_east(
    text: str, bounds: Sequence[tuple[int, int]], quotes: Sequence[QuotedSpan], language: str
) -> list[Attribution]:
    """Tell for each quotation who says it, in the same order."""
    words = east(language)
    reading = {"ja": _japanese, "zh": _chinese, "ko": _korean}[language]
    told: list[Attribution] = []
    known: dict[str, Referent] = {}
    for number, quote in enumerate(quotes):
        start, end = bounds[quote.paragraph]
        if number and quotes[number - 1].paragraph == quote.paragraph:
            start = quotes[number - 1].outer_end
        if number + 1 < len(quotes) and quotes[number + 1].paragraph == quote.paragraph:
            end = quotes[number + 1].outer_start
        before = text[max(start, quote.outer_start - REACH) : quote.outer_start]
        before = re.split(f"[{STOPS}]", before)[-1]
        after = text[quote.outer_end : min(end, quote.outer_end + REACH)]
        found = next((one for one in reading(before, after, words) if one), None)
        is_carried = number > 0 and start == quotes[number - 1].outer_end
        if found is None and is_carried and not STOP.search(text, start, quote.outer_start):
            told.append(replace(told[-1], how="carried on") if told[-1].who else told[-1])
        else:
            told.append(_attribution(found, known, missing=quote.missing))
    return told


def _attribution(
    found: Referent | None, known: dict[str, Referent], *, missing: bool
) -> Attribution:
    """Make the answer for one quotation; a surname becomes the full name that was found above."""
    if found is None:
        return Attribution(None, NOWHERE)
    fuller = [
        name
        for name, other in known.items()
        if name != found.who and name.startswith(found.who) and found.role in ("", other.role)
    ]
    if len(fuller) == 1:
        found = known[fuller[0]]
    elif len(found.who) < 2:
        found = replace(found, who=f"{found.who} {found.role}", role="")
    else:
        known.setdefault(found.who, found)
    how = f"beside the words; {found.why}" if found.why else "beside the words"
    return Attribution(found, how, certain=not found.why and not missing)


def _japanese(before: str, after: str, words: East) -> Iterator[Referent | None]:
    """Yield the speaker in 「…」と山田氏は述べた, or 山田氏は「…」と述べた."""
    joined = words.joins.match(after)
    if not joined:
        return
    rest = re.split(f"[{STOPS}「『]", after[joined.end() :])[0]
    verb = words.verb.search(rest)
    if verb is None:
        return
    yield _subject(rest[: verb.start()], words)
    if not words.subject.search(rest[: verb.start()]):
        yield _subject(before, words)


def _subject(clause: str, words: East) -> Referent | None:
    """Find who stands before the last particle that marks a subject: a name with an office."""
    particles = reversed(list(words.subject.finditer(clause)))
    names = (JAPANESE.search(clause[: found.start()]) for found in particles)
    found = next(filter(None, names), None)
    if found is None:
        return None
    name = found[0]
    if name in words.groups:
        return Referent(name, is_group=True)
    role = next((one for one in words.roles if name.endswith(one)), "")
    bare = name.removesuffix(role).strip("・")
    if not role or bare in words.no_name or any(bare.endswith(one) for one in words.groups):
        return None
    # One character may be a surname or a part of a word. An office alone stands for its holder.
    if len(bare) < 2:
        return Referent(name) if not bare and role not in words.honorifics else None
    return Referent(bare, role="" if role in words.honorifics else role)


def _chinese(before: str, after: str, words: East) -> Iterator[Referent | None]:
    """Yield the speaker in 王毅表示：“…”, or “…”王毅说."""
    if verb := words.ends_in_verb.search(before):
        yield _placed(before[: verb.start()], words)
    rest = re.split("[，。；！？：“、]", after)[0]
    if verb := words.verb.search(rest):
        yield _placed(rest[: verb.start()], words)


def _placed(clause: str, words: East) -> Referent | None:
    """Find a name and the office before it at the end of a clause; None where neither is sure."""
    clause = re.split("[，。；！？：、”」]", clause)[-1].strip()
    # Up to two adverbs stand between a name and its verb. Longer ones are removed first.
    for adverb in words.adverbs * 2:
        clause = clause.removesuffix(adverb).strip()
    if clause in words.groups:
        return Referent(clause, is_group=True)
    if clause in words.no_name or not CHINESE.fullmatch(clause):
        return None
    at, role = max(
        ((clause.rfind(one) + len(one), one) for one in words.roles if one in clause),
        default=(0, ""),
        key=lambda each: (each[0], len(each[1])),
    )
    name = clause[at:]
    if role and not name:
        return Referent(clause)
    is_name = len(name) < 5 or "·" in name
    if role and is_name and len(name) > 1:
        return Referent(name, role=clause[:at])
    # Without an office, only a common surname shows that these characters are a name.
    return Referent(name) if name[0] in words.surnames and 1 < len(name) < 4 else None


def _korean(before: str, after: str, words: East) -> Iterator[Referent | None]:
    """Yield the speaker in 이민호 대표는 "…"라고 말했다, or "…"라고 이민호 대표는 말했다."""
    joined = words.joins.match(after)
    if not joined:
        return
    rest = re.split("[.!?\n]", after[joined.end() :])[0]
    for clause in (rest, re.split("[.!?\n]", before)[-1]):
        # No name ends in a syllable that is also a particle (을, 는, 의): such a match is a noun.
        found = next(reversed(list(words.people.finditer(clause))), None)
        if found and found[1] not in words.no_name and found[1][-1] not in "을를은는의에":
            why = "" if len(found[1]) > 2 else "a surname, or less"
            yield Referent(found[1], why=why, role=found[2])
