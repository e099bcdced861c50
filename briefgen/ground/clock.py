"""Tells today's date, or the date that SOURCE_DATE_EPOCH sets, so that a build can be repeated.

https://reproducible-builds.org/specs/source-date-epoch

A module of its own, because no other code may ask the clock: a brief has its own date, `as_of`.
"""

from __future__ import annotations

import os
from datetime import UTC, date, datetime

from briefgen.ground.errors import ConfigError

VARIABLE = "SOURCE_DATE_EPOCH"


def source_date() -> datetime | None:
    """Read the moment that SOURCE_DATE_EPOCH names, in UTC; None if it isn't set.

    Raises ConfigError if it isn't a number of seconds since 1970, or is beyond the year 9999.
    """
    said = os.environ.get(VARIABLE)
    if not said:
        return None
    try:
        return datetime.fromtimestamp(int(said), UTC)
    except (ValueError, OverflowError, OSError):
        message = f"{VARIABLE} is `{said[:40]}`, and has to be a number of seconds since 1970."
        raise ConfigError(message) from None


def today() -> date:
    """Tell the day of SOURCE_DATE_EPOCH, else today. Raises ConfigError as `source_date` does."""
    fixed = source_date()
    return fixed.date() if fixed else date.today()
