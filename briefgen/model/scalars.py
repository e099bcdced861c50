"""Define the kinds of single values: text, counts, dates, times, zones, ids, and more.

Each reads what was typed, not what YAML made of it, and a fault says in its hint how the value is
typed. All of them raise ValueFault.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, time
from functools import cache
from typing import Annotated, Any

from pydantic_core import CoreSchema, core_schema

from briefgen.ground.decode import composed
from briefgen.ground.regexes import regex
from briefgen.load.plain_scalars import DATE, INTEGER, Plain
from briefgen.model.entry import Entry, ValueFault, kind_of
from briefgen.model.languages import LANGUAGE, LANGUAGE_NAMES, LANGUAGES, MEANT_LANGUAGES

# Seconds are refused, since no agenda has them.
CLOCK = regex(r"([0-9]{1,2}):([0-9]{2})\Z")
MOMENT = regex(r"(?P<date>[0-9]{4}-[0-9]{2}-[0-9]{2})[T ](?P<clock>[0-9]{1,2}:[0-9]{2})(?::00)?\Z")
# Letters of any script: an id may be a word of the brief's own language.
ID = regex(r"[^\W_][\w-]*\Z")
URL = regex(r"https?://[^\s/]+(?:/\S*)?\Z")
# An address without https://, which people type because a browser adds it.
BARE_URL = regex(
    r"(?:www\.[^\s/@:]+\.[^\s/@:]+(?:/\S*)?"
    r"|(?:[a-z0-9-]+\.)+(?:(?:com|org|net|int|gov|edu|eu)(?:/\S*)?|[a-z]{2}/\S*))\Z",
    re.IGNORECASE,
)
# A link of Markdown: [the report](https://…).
MARKDOWN_LINK = regex(r"\[[^\]]*\]\(<?(?P<url>https?://[^\s()<>]+)>?\)\Z")
# The beginning of an address, right or misspelt.
SCHEME = regex(
    r"\A(?P<scheme>[a-z]{3,6})\s?(?::/{1,3}|//|:\\\\|;//)\s?(?=[\w.-]+\.)", re.IGNORECASE
)
# Capitals are allowed, because Get-FileHash of Windows prints them.
SHA256 = regex(r"[0-9a-fA-F]{64}\Z")
# A hash with the name of its kind before it, or the name of the file behind it.
WITH_NAME = regex(r"(?:sha-?256\s*[:=-]?\s*)?(?P<hash>[0-9a-f]{64})(?:\s+\*?\S+)?\Z", re.IGNORECASE)
# A time of day as people type it in other ways: 10.45, 10h45, 1045, 10 Uhr, 2 pm.
SAID_TIME = regex(
    r"(?:at |um |à )?(?P<h>\d{1,2})(?:(?:[.:;,：·]| ?(?:h|uhr|heures?) ?| )?(?P<m>\d{2})(?::00)?)?"
    r"(?P<unit> ?(?:h|hrs?|hours?|uhr|o['’]clock)\b)?(?: ?(?P<half>[ap])\.? ?m\.?)?[.,;]?\Z"
)
NOON = {"noon", "midday", "12 noon", "mittag", "midi", "полдень"}
# Quotation marks and brackets that people type around a value.
MARKS = " \t\u00a0\"'“”„‟‘’‚‛«»<>`"
# A length: `1h`, `1h30`, `1.5 hours`, `1½ h`, `1:30`, `90 min`, `90'`, `PT1H30M`.
LENGTH = regex(
    r"(?:about |ca\.? |~)?(?:(?:PT)?(?P<h>\d{1,2}(?:[.,]\d{1,2})?)(?P<half>½)? ?"
    r"(?:h|hr|hrs|hours?|std|stunden?|heures?)\.?"
    r"(?: ?(?:and )?(?P<m>\d{1,2})(?: ?m(?:in(?:ute)?s?)?)?)?"
    r"|(?P<m2>\d{1,4}) ?(?:m|mins?|minutes?|minuten|мин(?:ут[аы]?)?|хв(?:илин)?|'|’|′)\.?)\Z",
    re.IGNORECASE,
)
AS_TYPED = "year, month and day, as in 2019-05-13"
# Words that people type for true and false, in some languages.
YES = {"yes", "on", "y", "true", "ja", "oui", "sí", "si", "да"}
NO = {"no", "off", "n", "false", "nein", "non", "нет"}


class Kind:
    """How a kind of value is read, its JSON Schema, and what it `holds`: see `fields_of`."""

    def __init__(self, read: Callable[[Any], Any], *, holds: str = "text", **schema: Any) -> None:
        self.read = read
        self.schema = schema
        self.holds = holds

    def core(self, inner: Callable[[], CoreSchema]) -> CoreSchema:
        """Make a schema of the reading alone: what it returns is the value."""
        return core_schema.no_info_plain_validator_function(self.read)


class Many:
    """Marks a field that holds a list, but may be typed without one if there is a single entry."""

    def core(self, inner: Callable[[], CoreSchema]) -> CoreSchema:
        """Make the list's own schema, behind a step that puts a single entry into a list."""
        return core_schema.no_info_before_validator_function(_many, inner())


def as_typed(value: Any) -> str:
    """Read a text as it was typed, quoted or not, without white space around it.

    Raises ValueFault where it is empty or no text.
    """
    if not isinstance(value, str):
        raise ValueFault("wrong-type", f"This has to be a text, not {kind_of(value)}.")
    if not value.strip():
        raise ValueFault(
            "missing-field", "This text is empty.", "Type the text, or delete the field."
        )
    return composed(str(value).strip())


def _minutes_meant(value: Any) -> str:
    """Read the minutes that were meant by `1h30`, `90 min` or `60.`; empty where none are."""
    bare = value.strip(MARKS.replace("'", "").replace("’", "")) if isinstance(value, str) else ""
    found = LENGTH.match(bare)
    if re.fullmatch(r"\d{1,4}\s*[.,;]?", bare):
        return bare.strip(" .,;")
    if not found:
        return ""
    hours, half = float((found["h"] or "0").replace(",", ".")), 30 if found["half"] else 0
    minutes = round(hours * 60) + half + int(found["m"] or found["m2"] or 0)
    return str(minutes)


def _minutes(value: Any) -> int:
    """Read a length of 1 to 1440 minutes."""
    # No length here has ten digits, and Python refuses to convert more than 4,300 (CVE-2020-10735).
    is_typed = isinstance(value, Plain) and INTEGER.match(value) and len(value) < 10
    if not is_typed and (not isinstance(value, int) or isinstance(value, bool)):
        meant = _minutes_meant(value)
        message = f"This has to be a whole number, not {kind_of(value)}."
        hint = f"Type the number alone: {meant}" if meant else "Type how many minutes, in digits."
        raise ValueFault("wrong-type", message, hint, meant)
    minutes = int(value)
    if not 0 < minutes <= 1440:
        raise ValueFault("wrong-type", f"{minutes} minutes is not a length within a day.")
    return minutes


def _flag(value: Any) -> bool:
    """Read `true` or `false`; `yes` and the like are refused, with a hint."""
    if isinstance(value, bool):
        return value
    if isinstance(value, Plain) and value.lower() in ("true", "false"):
        return value.lower() == "true"
    # YAML 1.1 reads `yes` as true, YAML 1.2 as a text. So a brief has to say which it means.
    typed = str(value).strip(MARKS).lower()
    meant = "true" if typed in YES else "false" if typed in NO else ""
    hint = f"Type {meant or 'true or false'}."
    message = f"This has to be true or false, not {kind_of(value)}."
    raise ValueFault("wrong-type", message, hint, meant)


def _date(value: Any) -> date:
    """Read a date as YYYY-MM-DD; other ways of typing one make a hint."""
    if isinstance(value, date):
        return value
    if not isinstance(value, str):
        message = f"This has to be a date, not {kind_of(value)}."
        raise ValueFault("bad-date", message, f"Type {AS_TYPED}")
    if DATE.match(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            message = f"There is no day {value} in the calendar."
            raise ValueFault("bad-date", message, "Check the month and the day.") from None
    from briefgen.model.typed_dates import certain_date, meant_dates

    value = value.strip(MARKS)
    meant = meant_dates(value)
    hint = f"Type {meant[0] if meant else AS_TYPED}"
    if len(meant) == 2:  # the month can be the first number or the second
        hint = f"Type the year first: is it {meant[0]}, or {meant[1]}?"
    raise ValueFault("bad-date", f"`{value}` is not a date.", hint, certain_date(value))


def _clock(value: Any) -> time:
    """Read a time of day from 0:00 to 23:59; other ways of typing one make a hint."""
    if isinstance(value, time):
        return value
    if not isinstance(value, str) or not (found := CLOCK.match(value)):
        length, meant = _length_meant(str(value)), _clock_meant(str(value))
        hint = f"Type {length or meant or 'it as 09:30 and 14:00 are'}."
        meant = meant if _is_certain(str(value)) else ""
        raise ValueFault("bad-time", f"{kind_of(value)} is not a time of day.", hint, meant)
    hour, minute = int(found[1]), int(found[2])
    if hour > 23 or minute > 59:
        raise ValueFault(
            "bad-time", f"There is no time {value} on the clock.", "The last one is 23:59."
        )
    return time(hour, minute)


def span_meant(value: str) -> tuple[str, str] | None:
    """Read the start and the end that were meant by `10:00-10:45`, on one day; None without."""
    first, _, last = re.sub(r"\s*(?:[-–—]|to|bis)\s*", "-", value, count=1).partition("-")
    start, end = _clock_meant(first.strip()), _clock_meant(last.strip())
    if not start or not end or not re.match(r"\d{1,2}[.:h]\d\d", first) or end <= start:
        return None
    return start, end


def _length_meant(value: str) -> str:
    """Write the start and length that were meant by `10:00-10:45`; empty where none are."""
    if not (times := span_meant(value)):
        return ""
    # The times are written out by `_clock_meant`, so that their digits stand at fixed places.
    start, end = (int(each[:2]) * 60 + int(each[3:]) for each in times)
    return f"{times[0]}, and `minutes: {end - start}` below it"


def _clock_meant(value: str) -> str:
    """Write the time that was meant by `10.45`, `10h45`, `1045` or `2 pm`; empty without one."""
    value = value.strip(MARKS).casefold()
    found = SAID_TIME.match(value)
    if not found:
        return "12:00" if value in NOON else ""
    hour, minute, half = int(found["h"]), int(found["m"] or 0), found["half"]
    if half == "a" and hour > 12:
        return ""
    hour = hour % 12 + 12 * (half == "p") if half else hour
    return f"{hour:02}:{minute:02}" if hour < 24 and minute < 60 else ""


def _is_certain(value: str) -> bool:
    """Tell whether a time in another form can be read in one way only.

    A lone `7` may be in the evening, and people differ on which of 12 am and 12 pm is noon.
    """
    found = SAID_TIME.match(value.strip(MARKS).casefold())
    if not found:
        return True
    is_twelve = found["h"] == "12" and not int(found["m"] or 0) and bool(found["half"])
    return bool(found["m"] or found["unit"] or found["half"]) and not is_twelve


@cache
def zone_names() -> frozenset[str]:
    """List the time zones of the IANA database, in no order."""
    from zoneinfo import available_timezones

    return frozenset(available_timezones())


def _moment(value: Any) -> datetime:
    """Read a day and a time on it, as 2026-03-02T06:00 or with a space between them."""
    if isinstance(value, datetime):
        return value
    typed = value.strip() if isinstance(value, str) else str(value)
    found = MOMENT.match(typed)
    if found:
        return datetime.combine(_date(found["date"]), _clock(found["clock"]))
    hint = f"Type the time behind it: {typed}T06:00" if DATE.match(typed) else ""
    hint = hint or "Type the day and the time, as in 2026-03-02T06:00"
    raise ValueFault("bad-time", f"{kind_of(value)} is not a day with a time.", hint)


def _count(value: Any) -> int:
    """Read a number of things, from 1 to 9999."""
    is_typed = isinstance(value, Plain) and INTEGER.match(value)
    if is_typed or (isinstance(value, int) and not isinstance(value, bool)):
        # Python refuses to read a number of thousands of digits.
        number = 0 if is_typed and len(value) > 5 else int(value)
        if 0 < number < 10_000:
            return number
        message = f"This has to be from 1 to 9999, not {kind_of(value)}."
        raise ValueFault("wrong-type", message)
    hint = "Type it in digits."
    raise ValueFault("wrong-type", f"This has to be a whole number, not {kind_of(value)}.", hint)


def _zone(value: Any) -> str:
    """Read the name of a time zone of the IANA database."""
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    name = as_typed(value)
    try:
        ZoneInfo(name)
    # A name of a folder in the database raises OSError, a path out of it ValueError.
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ValueFault("bad-zone", f"`{name}` is not a time zone.", "") from None
    return name


def _id(value: Any) -> str:
    """Read an id: letters of any script, digits, hyphens and underscores."""
    name = as_typed(value)
    if not ID.match(name):
        suggestion = re.sub(r"[\W_]+", "-", name).strip("-").lower()
        hint = f"Type `{suggestion}`." if suggestion else ""
        raise ValueFault("bad-id", f"`{name}` can't be an id.", hint)
    return name


def _url(value: Any) -> str:
    """Read a web address with http:// or https://."""
    url = as_typed(value)
    if not URL.match(url):
        link = MARKDOWN_LINK.match(url)
        bare = link["url"] if link else SCHEME.sub(_scheme_meant, url.strip(MARKS))
        meant = bare if URL.match(bare) else f"https://{bare}" if BARE_URL.match(bare) else ""
        hint = f"Type {meant}" if meant else "It starts with https:// or http://"
        raise ValueFault("bad-link", f"`{url}` is not a web address.", hint, meant)
    return url


def _scheme_meant(found: re.Match[str]) -> str:
    """Write the beginning of an address that was misspelt: `https:/`, `htps://`, `https//`."""
    from rapidfuzz.distance import OSA

    scheme = found["scheme"].casefold()
    near = [each for each in ("http", "https") if OSA.distance(scheme, each) <= 1]
    near = [scheme] if scheme in near else near
    return f"{near[0]}://" if len(near) == 1 else found[0]


def _language(value: Any) -> str:
    """Read a language tag of BCP 47; codes of countries are refused, with a hint."""
    tag = as_typed(value)
    hint = "Type en, en-GB, fr, ru or another tag of BCP 47."
    found = LANGUAGE.match(tag)
    if not found:
        bare = tag.strip(MARKS).rstrip(".,;").replace("_", "-")
        if re.fullmatch(r"[A-Za-z]{2}-[A-Za-z]{2}", bare):
            bare = f"{bare[:2].lower()}-{bare[3:].upper()}"
        code = LANGUAGE_NAMES.get(bare.casefold(), bare if LANGUAGE.match(bare) else "")
        hint = f"Type `{code}`." if code else hint
        raise ValueFault("unknown-value", f"`{tag}` is not a language tag.", hint, code)
    language = found["language"].lower()
    if meant := MEANT_LANGUAGES.get(language):
        # A code of a country doesn't say which of its languages is meant.
        certain = meant if tag == language and (len(tag) == 3 or tag == "iw") else ""
        hint = f"Did you mean `{meant}`?"
        raise ValueFault("unknown-value", f"`{tag}` is not a language.", hint, certain)
    if len(language) == 2 and language not in LANGUAGES:
        raise ValueFault("unknown-value", f"There is no language `{tag}`.", hint)
    if str(found["region"]).lower() == "uk":
        meant = f"{language}-GB"
        certain, hint = meant if language == "en" else "", f"Did you mean `{meant}`?"
        raise ValueFault(
            "unknown-value", "There is no region `UK` in language tags.", hint, certain
        )
    return tag


def _sha256(value: Any) -> str:
    """Read a SHA-256 in hexadecimal digits, and give it in small letters."""
    digest = as_typed(value)
    if not SHA256.match(digest):
        found = WITH_NAME.match(digest.strip(MARKS))
        meant = found["hash"] if found else ""
        hint = f"Type it alone: {meant}" if meant else ""
        raise ValueFault(
            "wrong-type", "A SHA-256 is 64 digits and letters from a to f.", hint, meant
        )
    return digest.lower()


def _many(value: Any) -> Any:
    """Put a lone entry into a list, and make an empty list of nothing."""
    if value is None:
        return []
    if isinstance(value, (str, dict, Entry)):
        return [value]
    if not isinstance(value, (list, tuple)):
        raise ValueFault("wrong-type", f"This has to be a list, not {kind_of(value)}.")
    return value


# What is a number for YAML is a text as it was typed: `tab: 1`. An editor must not object to it.
TEXT: dict[str, Any] = {"type": ["string", "number"], "minLength": 1}
Text = Annotated[str, Kind(as_typed, **TEXT)]
Markdown = Annotated[str, Kind(as_typed, **TEXT, holds="markdown")]
Minutes = Annotated[int, Kind(_minutes, type="integer", minimum=1, maximum=1440)]
Flag = Annotated[bool, Kind(_flag, type="boolean")]
Date = Annotated[date, Kind(_date, type="string", format="date")]
Moment = Annotated[
    datetime,
    Kind(_moment, type="string", pattern="^[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{1,2}:[0-9]{2}$"),
]
Count = Annotated[int, Kind(_count, type="integer", minimum=1, maximum=9999)]
# Who it is: the id of a person of the brief, or a name that is printed as it was typed.
Who = Annotated[str, Kind(as_typed, **TEXT, holds="who")]
Clock = Annotated[time, Kind(_clock, type="string", pattern="^[0-2]?[0-9]:[0-5][0-9]$")]
Zone = Annotated[str, Kind(_zone, type="string", examples=["Europe/Moscow"])]
Id = Annotated[str, Kind(_id, type="string", minLength=1, holds="id")]
Url = Annotated[str, Kind(_url, type="string", format="uri", pattern="^https?://")]
Language = Annotated[str, Kind(_language, type="string", examples=["en-GB", "ru"])]
Sha256 = Annotated[str, Kind(_sha256, type="string", pattern="^[0-9a-fA-F]{64}$")]
Ids = Annotated[tuple[Id, ...], Many()]
Texts = Annotated[tuple[Text, ...], Many()]
