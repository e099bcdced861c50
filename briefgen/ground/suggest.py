"""Guesses which existing name somebody meant by one that doesn't exist.

Used for everything with a name that can be misspelt: fields, people, rules, files and commands.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from functools import cache
from unicodedata import normalize

from briefgen.ground.regexes import regex

# For each name of a field or value, other words that writers type for it in English, German and
# French. They are too different to be found by spelling. A word that is listed at two names stands
# for the first of them that is known at that place.
WORDS = {
    "accessed": "read_on retrieved consulted seen gelesen abgerufen consulté lu",
    "actions": "next_steps follow_up follow_ups todo to_do action_items action_log tasks maßnahmen",
    "after": "nach danach nachher après",
    "against": "cons con disadvantages nachteile contre gegen",
    "agenda": "items topics tagesordnung themen ordre_du_jour",
    "alt": "alt_text alternative_text alternativtext",
    "also_called": "aka alias aliases known_as label",
    "answer": "reply response antwort réponse text a",
    "by": "deadline due due_date frist bis échéance",
    "closed_on": "done_on completed_on closed completed",
    "cost": "costs price money kosten coût",
    "decision": "recommendation recommendations decisions entscheidung empfehlung décision",
    "done": "closed complete completed finished erledigt terminé",
    "dropped": "cancelled canceled abandoned withdrawn",
    "due": "deadline by due_date until frist bis échéance",
    "for": "pros pro advantages vorteile pour für",
    "options": "alternatives choices optionen",
    "otherwise": "if_not consequence consequences sonst sinon",
    "pace": "speed wpm words_per_minute tempo",
    "recommended": "preferred favoured empfohlen recommandé",
    "remarks": "speech speeches statement script reden rede discours allocution",
    "risk": "risks risiko risque",
    "said_on": "date when spoken_on datum gesagt_am",
    "annexes": "appendices appendix attachments attachment annex enclosures exhibits tabs anlagen",
    "asked": "requested pending awaiting sent angefragt",
    "cleared": "agreed approved signed_off yes ok freigegeben",
    "clearances": "clearance sign_off approvals coordination freigaben mitzeichnung",
    "considered": "considered_by previously_considered seen_by approval_route",
    "copy": "cc copies copied_to copy_to copy_list distribution info kopie copie",
    "embargo": "embargoed_until embargo_until not_before sperrfrist",
    "from": "originator sender submitted_by von de",
    "handling": "marking classification protective_marking security confidentiality einstufung",
    "number": "reference ref reference_number file_number aktenzeichen référence",
    "objects": "against objected disagrees refused",
    "office": "department unit desk team directorate division name",
    "on": "date when cleared_on datum",
    "received": "date_received received_on eingang",
    "tab": "appendix",
    "take assurance": "assurance assure for_assurance",
    "through": "via thru über par",
    "to": "addressee addressed_to recipient recipients an à",
    "as_of": "date updated status_date valid_on stand datum",
    "ask": "question on topic frage q",
    "assessed": "judged estimated inferred eingeschätzt estimé",
    "attribution": "terms ground_rules zuschreibung",
    "avoid": "never vermeiden éviter",
    "background": "context history hintergrund contexte arrière-plan",
    "before": "vor vorher avant",
    "bottom_line": "bluf summary key_message gist kernaussage zusammenfassung résumé message_clé",
    "briefgen": "version format",
    "caption": "bildunterschrift legende légende",
    "closed": "private nicht_öffentlich fermé",
    "date": "day when datum tag jour",
    "deep background": "on_deep_background",
    "declared": "stated public official erklärt déclaré",
    "described_as": "description beschreibung",
    "end": "finish until till to ende fin",
    "figures": "images pictures charts maps bilder",
    "file": "image path src picture datei fichier",
    "if asked": "reactive on_request if_ask asked",
    "if raised": "if_raise if_asked reactive if_pressed",
    "kind": "type art genre",
    "language": "lang locale sprache langue",
    "if_pressed": "follow_up follow_ups supplementary supplementaries pressed followup nachfrage",
    "last_met": "met_on last_seen last_meeting",
    "likely": "likelihood probability",
    "lead": "leader led_by federführung leitung zuständig",
    "lines": "messages statements botschaften",
    "make": "say raise push",
    "minutes": "duration length dauer durée",
    "name": "full_name nom",
    "note": "information noting comment remark bio biography notiz anmerkung remarque",
    "objective": "goal aim target outcome ziel but objectif",
    "off record": "off_the_record",
    "on background": "on_the_background",
    "on record": "on_the_record",
    "objectives": "goals aims outcomes ziele buts objectifs",
    "open": "pending in_progress ongoing public offen öffentlich ouvert",
    "owner": "responsible who author desk drafter prepared_by verfasser auteur referat bearbeiter",
    "parties": "countries sides delegations seiten länder",
    "party": "country side delegation seite land pays",
    "people": "persons participants participant who personen leute personnes teilnehmer",
    "place": "where location city venue ort lieu",
    "points": "talking_points key_points arguments punkte sprechpunkte",
    "positions": "stances views standpunkte haltungen",
    "press": "media presse medien presse",
    "principal": "reader for destinataire empfänger",
    "programme": "schedule itinerary meetings meeting events programm termine",
    "procedural": "formal for_noting routine formell formel",
    "published": "date publication_date released datum erschienen veröffentlicht publié",
    "publisher": "newspaper outlet verlag herausgeber éditeur",
    "question": "frage q",
    "questions": "faq q_and_a fragen",
    "quotes": "quotations statements zitate citations",
    "redirect": "refer_to referred_to refer pass_to pass_on",
    "respond": "answer reply response",
    "review_by": "expires valid_until review_date",
    "role": "title job position function office post amt rolle funktion fonction poste",
    "say": "pronunciation pronounced aussprache answer reply response text antwort a",
    "sha256": "hash checksum digest sha prüfsumme",
    "source": "from quelle",
    "sources": "references citations bibliography quellen",
    "speaker": "by who sprecher orateur intervenant redner",
    "start": "begin begins time from anfang beginn uhrzeit début heure zeit hour",
    "state": "status stand statut",
    "text": "marking classification action script body content words said wording quote "
    "wortlaut texte",
    "they_say": "trigger",
    "title": "heading headline subject titel titre name",
    "url": "link href website address",
    "use": "when usage",
    "why": "reason because rationale grund raison pourquoi",
    "with": "attendees participants people guests mit avec teilnehmer gäste",
    "zone": "timezone tz time_zone zeitzone fuseau",
}
# Of these words those that mean something else often enough to be only suggested. A comment may be
# meant for nobody's eyes, an author isn't the office, and a brief may count its own versions.
ONLY_SUGGESTED = set(
    """
    comment remark bemerkung anmerkung remarque author drafter prepared_by verfasser auteur referat
    bearbeiter version format for from when day date datum tag jour reader public official private
    text name title label raise by who action script status closed
    """.split()  # noqa: SIM905 - it reads as a list
)
# The likeness from which a name is suggested, from 0 to 1. Below it, suggestions had nothing to do
# with the name that was typed.
CLOSE_ENOUGH = 0.72
# The likeness by slips from which a known name may have been meant. If two known names have it,
# `sure` finds none. _by_slips gives it for one or two slips, and if one name begins with the other.
FEW_SLIPS = 0.8
# What tells one of several names from the others: report-2018, annex-b, part-ii.
NUMBERS = regex(r"\d+|(?<![^\W_\d])(?:[^\W_\d]|[ivx]{2,4})(?![^\W_\d])")
# A hint lists up to this many names. If there are more, it lists the nearest, and counts the rest.
MOST_LISTED = 8
NEAREST = 5


def nearest(name: str, known: Iterable[str], aliases: Mapping[str, str] | None = None) -> str:
    """Find the known name that was most likely meant; an empty text if none is near.

    `aliases` maps other words for it to the known name: the name of a person to the person's id.
    """
    names = {_folded(word): word for word in known}
    for alias, word in (aliases or {}).items():
        names.setdefault(_folded(alias), word)
    folded = _folded(name)
    if folded in names:
        return names[folded]
    if meant := next((word for word in _synonyms().get(folded, ()) if word in names), ""):
        return names[meant]
    scored = [(_likeness(folded, word), word) for word in names]
    # The same words in another order, minutes-april for april-minutes. That is as near as a name
    # that begins with the other.
    scored += [(0.9, _folded(word)) for word in names.values() if _parts(word) == _parts(name)]
    best, word = max(scored, default=(0.0, ""))
    return names[word] if best >= CLOSE_ENOUGH else ""


def sure(name: str, known: Iterable[str]) -> str:
    """Find the only field, rule or setting that can have been meant; empty if none, or several can.

    A program may put this name in the place of the one that was typed without asking the writer.
    """
    from rapidfuzz.distance import OSA

    known = list(known)
    found = nearest(name, known)
    folded = _folded(name)
    exact = [word for word in known if _folded(word) == folded]
    near = exact or [word for word in known if _is_near(name, folded, word)]
    # Of `style` and `styles`, one slip away is nearer than two.
    one = [word for word in near if OSA.distance(folded, _folded(word)) == 1]
    near = one if len(one) == 1 and not exact else near
    return found if near == [found] and (exact or name.casefold() not in ONLY_SUGGESTED) else ""


def sure_value(name: str, known: Iterable[str]) -> str:
    """Find the only value of a list that can have been meant, as `sure` does for fields.

    Values that begin alike are several terms: `background` may be deep background.
    """
    return _only(name, [(word, word) for word in known], words=True)


def sure_id(name: str, known: Iterable[str], names: Iterable[tuple[str, str]] = ()) -> str:
    """Find the only id that can have been meant; empty if none is near, or several are.

    `names` are other words for the ids, each with its id. Writers choose ids, and may have left
    one out: an id that differs in a number (`report-2018`), in a letter that stands alone, or in
    one of three letters is another one. A name that two have means neither.
    """
    pairs = [(word, word) for word in known]
    return _only(name, pairs) or _only(name, [*pairs, *names])


def _only(name: str, pairs: Collection[tuple[str, str]], *, words: bool = False) -> str:
    """Find what the only word near a name stands for; an equal one is nearer than all others."""
    folded = _folded(name)
    exact = {meant for word, meant in pairs if _folded(word) == folded}
    near = exact or {
        meant
        for word, meant in pairs
        if _is_slip(name, word, chosen=not words)
        or (words and is_another_word_for(name, word) and name.casefold() not in ONLY_SUGGESTED)
    }
    return near.pop() if len(near) == 1 and folded else ""


def _is_slip(name: str, word: str, *, chosen: bool) -> bool:
    """Tell whether a name is a word with a slip of the keyboard in it, and not another word.

    Where a part is missing, another may be meant: on background, or deep background. Of words that
    writers have `chosen`, there may be another of four letters: Lind is not Lund.
    """
    from rapidfuzz.distance import OSA

    typed, known = _folded(name), _folded(word)
    if _numbers(name) != _numbers(word) or set(_parts(name)) < set(_parts(word)):
        return False
    if _parts(name) == _parts(word):
        return True
    # In a term the short words decide: `no record` isn't `on record`, nor `of record` `off record`.
    if not chosen and _short(name) != _short(word):
        return False
    is_short = len(known) <= (4 if chosen else 3)
    is_other = len(typed) == len(known) and is_short and sorted(typed) != sorted(known)
    if is_other or len(known) < (4 if chosen else 3):
        return False
    return bool(OSA.distance(typed, known) <= (1 if len(known) < 10 else 2))


def _short(term: str) -> list[str]:
    """List the short words of a term of several words; none of a single word."""
    parts = _parts(term)
    return [part for part in parts if len(part) <= 4] if len(parts) > 1 else []


def _numbers(name: str) -> list[str]:
    """List the parts of a name that count, sorted: digits, single letters, Roman numerals."""
    return sorted(NUMBERS.findall(name.casefold()))


def _is_near(name: str, folded: str, word: str) -> bool:
    """Tell whether a known word may have been meant by a name; `folded` is the name folded."""
    return (
        is_another_word_for(name, word)
        or _parts(name) == _parts(word)
        or _by_slips(folded, _folded(word)) >= FEW_SLIPS
    )


def did_you_mean(name: str, known: Iterable[str], aliases: Mapping[str, str] | None = None) -> str:
    """Write the hint with the nearest name; if none is near, with a list of the known names."""
    known = list(known)
    if found := nearest(name, known, aliases):
        return f"Did you mean `{found}`?"
    if not known:
        return ""
    return f"{'There is only ' if len(known) == 1 else 'One of '}{listed(known, name)}."


def listed(known: Collection[str], name: str) -> str:
    """List the known names for a sentence; if they are many, those most like `name`."""
    if len(known) <= MOST_LISTED:
        return ", ".join(f"`{word}`" for word in known)
    folded = _folded(name)
    near = sorted(known, key=lambda word: -_likeness(folded, _folded(word)))[:NEAREST]
    return f"{', '.join(f'`{word}`' for word in near)} and {len(known) - NEAREST} more"


def is_another_word_for(name: str, known: str) -> bool:
    """Tell whether `WORDS` lists a name as another word for a known one: `themen` for agenda."""
    return _folded(known) in _synonyms().get(_folded(name), ())


@cache
def _synonyms() -> Mapping[str, list[str]]:
    """Turn `WORDS` around: list for each word the names that it may stand for, all folded."""
    found: dict[str, list[str]] = defaultdict(list)
    for meant, words in WORDS.items():
        for word in words.split():
            found[_folded(word)].append(_folded(meant))
    return found


def _folded(name: str) -> str:
    """Fold a name for comparing: only its letters and digits, without case and accents."""
    return "".join(char for char in normalize("NFKD", name.casefold()) if char.isalnum())


def _parts(name: str) -> list[str]:
    """Split a name into its words, sorted, so that april-minutes equals minutes-april."""
    return sorted(re.split(r"[\W_]+", name.casefold()))


def _likeness(typed: str, word: str) -> float:
    """Measure how alike two names are, from 0 to 1: by slips of the keyboard, or by beginnings."""
    from rapidfuzz.distance import JaroWinkler

    if _begins(typed, word):
        return _by_slips(typed, word)
    # Jaro-Winkler favours names that begin alike, and is high even for unrelated short ones: it is
    # lowered, so that a real slip wins.
    return max(_by_slips(typed, word), JaroWinkler.similarity(typed, word) - 0.1)


def _begins(typed: str, word: str) -> bool:
    """Tell whether one of two names begins with the other, by three letters at least."""
    is_long = min(len(typed), len(word)) >= 3
    return is_long and (word.startswith(typed) or typed.startswith(word))


def _by_slips(typed: str, word: str) -> float:
    """Measure how alike two names are by slips of the keyboard, from 0 to 1.

    If one name begins with the other, they count as alike, and more so the fewer letters are
    missing.
    """
    from rapidfuzz.distance import OSA

    if _begins(typed, word):
        return 0.9 - abs(len(word) - len(typed)) / 100
    # OSA counts two letters that were swapped as one slip, Levenshtein as two.
    slips, longest = OSA.distance(typed, word), max(len(typed), len(word), 1)
    # In a short name, two slips make it any other short name.
    allowed = 1 if longest <= 4 else 2 if len(word) <= 8 else 3
    return 1 - slips / longest if slips > allowed else 0.95 - slips / 20
