"""Read the English words that tell who speaks: verbs of speech, titles, offices, pronouns.

The lists are in `lexicons/en.toml`, so that a word can be added without reading code. A verb that
is also a noun (report, claim, state) is listed only in the forms that are surely verbs.
"""

from __future__ import annotations

from briefgen.attribution.quotations.languages import ENGLISH, files

LISTS = files()[ENGLISH]


def _all(name: str) -> frozenset[str]:
    """Collect the words of one list."""
    return frozenset(LISTS[name].split())


# Finite forms (said, says); GERUNDS and INFINITIVES are forms of the same verbs.
SPOKE = _all("verbs")
GERUNDS = _all("gerunds")
INFINITIVES = _all("infinitives")
# Verbs of speech in two words: shot back, went on.
PHRASES = frozenset(
    (verb, rest)
    for verb, rest in (
        ("went", "on"), ("put", "it"), ("shot", "back"), ("hit", "back"), ("fired", "back"),
        ("wrote", "back"), ("pointed", "out"), ("cut", "in"), ("broke", "in"), ("called", "out"),
        ("wanted", "to"), ("wants", "to"),
    )
)  # fmt: skip
# Verbs by what stands around them: an outlet's (quoted her as saying), those with a hearer (told
# reporters), those that name a thing (a bill called “Dawn”). The comments in en.toml say more.
QUOTING = _all("quoting")
NOBODY = _all("nobody")
BEHIND = _all("behind")
HEARD = _all("heard")
NAMING = _all("naming")
TITLED = _all("titled")
TERMS = _all("terms")

# Pronouns by what they may mean: a man, a woman, an organisation (it), the speaker (i), anybody.
PRONOUNS = {
    "he": "m", "she": "f", "they": "", "it": "it", "i": "i", "we": "i",
}  # fmt: skip
# Words before a noun. NEW are those that show that somebody is mentioned for the first time;
# DROPPED aren't printed with the office.
POSSESSIVES = _all("possessives")
DETERMINERS = _all("determiners") | POSSESSIVES
NEW = _all("new")
DROPPED = _all("dropped") | POSSESSIVES

# Words by their place in a sentence: auxiliaries of the passive, what stands between a verb and its
# subject, what ends a clause, what may follow `X said` where no more is said.
PASSIVE = _all("passive")
ADVERBS = _all("adverbs")
PREPOSITIONS = _all("prepositions")
DAYS = _all("days")
BEFORE_DAYS = _all("before_days")
LEADING = _all("leading")
SOMEBODY = _all("somebody")
BREAKS = _all("breaks")
CONJUNCTIONS = _all("conjunctions")
RELATIVE = _all("relative")
TAIL = _all("tail")

# Titles that are no office, with the gender that each tells.
HONORIFICS = {
    "mr": "m", "mr.": "m", "mrs": "f", "mrs.": "f", "ms": "f", "ms.": "f", "miss": "f", "dr": "",
    "dr.": "", "sir": "m", "dame": "f", "lord": "m", "lady": "f", "prof": "", "prof.": "",
    "mx": "", "m.": "m", "mme": "f", "herr": "m", "frau": "f", "monsieur": "m", "madame": "f",
}  # fmt: skip
SHORT_TITLES = _all("short_titles")
PARTICLES = _all("particles")
ARTICLES = _all("articles")
OF_HEADS = _all("of_heads")
# Offices of people, groups that can speak, and papers, whose authors speak.
PEOPLE = _all("people")
GROUPS = _all("groups")
PAPERS = _all("papers")
PLURAL_PAPERS = frozenset(word + "s" for word in PAPERS)


def _plural(word: str) -> str:
    """Form the plural of a word for people: spokeswomen, secretaries, coaches."""
    for end, plural in (("woman", "women"), ("man", "men"), ("person", "people")):
        if word.endswith(end):
            return word.removesuffix(end) + plural
    if word.endswith("y"):
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(("s", "ch")) else "s")


PLURALS = frozenset(map(_plural, PEOPLE)) | {"people", "authorities", "staff"}
# Everything that can be the head of a description.
ROLES = PEOPLE | PLURALS | GROUPS | PAPERS
VERBS_TOO = _all("verbs_too")
MODIFIERS = _all("modifiers")
GROUP_NAMES = GROUPS | _all("group_names")
# Words that are no part of a name, even with a capital.
NO_NAME = _all("no_name") | GERUNDS | SPOKE
# Words that surely start a sentence, behind a short form with a full stop.
STARTERS = _all("starters")

# Offices and words for people that tell a gender: chairman, mother.
MALE = _all("male")
FEMALE = _all("female")
GENDERED = dict.fromkeys(MALE, "m") | dict.fromkeys(FEMALE, "f")
