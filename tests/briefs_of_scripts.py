"""Briefs of the sentences that are in `tests/extraction/`: in each language, and of names in all."""

from __future__ import annotations

import json
from pathlib import Path

TEXTS = Path(__file__).parent / "extraction"
LANGUAGES = sorted(path.stem for path in TEXTS.glob("*.txt"))


def lines_of(language):
    """The sentences in a language."""
    return (TEXTS / f"{language}.txt").read_text("utf-8").splitlines()


def brief_in(language):
    """A brief in a language that has its sentences in all parts of a packet."""
    lines = lines_of(language)
    said = [lines[at % len(lines)] for at in range(12)]
    names = [line.strip("։。.।").replace("、", " ")[:24].strip() for line in said[:3]]
    emphasised = " ".join(
        f"**{word}**" if at % 4 == 1 else word for at, word in enumerate(said[1].split())
    )
    item = {
        "title": names[0],
        "objective": said[1],
        "points": [
            said[2],
            {"text": said[3], "why": said[4]},
            {"kind": "respond", "they_say": said[0], "text": said[1]},
            {"kind": "avoid", "text": said[2], "why": said[3]},
        ],
        "positions": {"us": said[0], "them": {"text": said[1], "basis": "assessed"}},
        "background": f"{emphasised}\n\n- {said[2]}\n- {said[0]} ([Marlow](https://marlow.example))\n\n"
        f"| {names[0]} | {names[1]} |\n|---|---|\n| {said[1]} | 1250 |\n| {said[2]} | 47 |\n",
    }
    brief = {
        "briefgen": 1,
        "title": names[0],
        "language": language,
        "as_of": "2026-03-02",
        "principal": "a",
        "parties": {"us": {"name": names[1], "ours": True}, "them": names[2]},
        "people": {
            "a": {"name": names[1], "role": said[0], "party": "us"},
            "b": {"name": "Anna Berg", "role": said[1], "party": "them", "native_name": names[2], "native_language": language},
        },
        "bottom_line": said[0],
        "objectives": [said[1], said[2]],
        "programme": [
            {"date": "2026-03-04", "start": "10:00", "minutes": 30, "title": names[0], "place": names[1], "with": ["b"], "note": said[3]}
        ],
        "agenda": [item, {**item, "title": names[2]}],
    }  # fmt: skip
    return json.dumps(brief, ensure_ascii=False, indent=1)


def brief_of_names():
    """A brief in English that names people, places and sayings in all these languages."""
    people = {
        f"p-{language.lower()}": {
            "name": f"Guest {at}",
            "role": "Envoy",
            "party": "them",
            "native_name": " ".join(lines_of(language)[0].split()[:2])[:16].strip("։。.।、,"),
            "native_language": language,
        }
        for at, language in enumerate(LANGUAGES, 1)
    }
    quotes = [
        {
            "text": "We are ready.",
            "speaker": f"p-{language.lower()}",
            "source": "talks",
            "translated_from": {"text": lines_of(language)[-1], "language": language},
        }
        for language in LANGUAGES
    ]
    names = [each["native_name"] for each in people.values()]
    brief = {
        "briefgen": 1,
        "title": "A dinner of envoys",
        "as_of": "2026-03-02",
        "principal": "minister",
        "parties": {"us": {"name": "Arden", "ours": True}, "them": "Envoys"},
        "people": {
            "minister": {"name": "Anna Berg", "role": "Minister", "party": "us"},
            **people,
        },
        "bottom_line": f"Greet {', '.join(f'**{name}** ({at}:30)' for at, name in enumerate(names, 1))}.",
        "agenda": [{"title": f"Toasts with {names[0]}", "objective": "All speak.", "quotes": quotes}],
        "sources": {"talks": {"title": "Talks of the envoys", "published": "2026-02-01"}},
    }  # fmt: skip
    return json.dumps(brief, ensure_ascii=False, indent=1)
