"""The date, where a brief doesn't say one: that of SOURCE_DATE_EPOCH, where it is set.

https://reproducible-builds.org/specs/source-date-epoch
"""

from __future__ import annotations

import os
from datetime import UTC, date, datetime

from briefgen.ground.errors import ConfigError

VARIABLE = "SOURCE_DATE_EPOCH"


def source_date() -> datetime | None:
    """The moment that SOURCE_DATE_EPOCH names, None where it isn't set.

    ConfigError where it is not a number of seconds since 1970 on the calendar.
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
    """The day of SOURCE_DATE_EPOCH, else today. ConfigError as of `source_date`."""
    fixed = source_date()
    return fixed.date() if fixed else date.today()
