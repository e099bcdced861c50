"""Today's date, or the one that SOURCE_DATE_EPOCH sets, so that two builds can be the same.

https://reproducible-builds.org/specs/source-date-epoch

Apart, because nothing else may ask the clock: a brief has its own date, `as_of`.
"""

from __future__ import annotations

import os
from datetime import UTC, date, datetime

from briefgen.ground.errors import ConfigError

VARIABLE = "SOURCE_DATE_EPOCH"


def source_date() -> datetime | None:
    """Read the moment that SOURCE_DATE_EPOCH names; None where it isn't set.

    ConfigError where it is no number of seconds since 1970, or one beyond the calendar.
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
    """Tell the day of SOURCE_DATE_EPOCH, else today. ConfigError as of `source_date`."""
    fixed = source_date()
    return fixed.date() if fixed else date.today()
