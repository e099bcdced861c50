"""Load the engine, set the environment that it runs in, and turn its log into errors.

WeasyPrint is imported inside functions, and only when something is typeset: importing it takes
longer than all other stages of a short brief together.
"""

from __future__ import annotations

import io
import logging
import os
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, redirect_stdout
from typing import Any

from briefgen.ground.errors import EngineError
from briefgen.ground.regexes import regex
from briefgen.typeset.weasyprint_import import quick_import
from briefgen.typeset.weasyprint_private import NO_ALT

INSTALL = (
    "Debian and Ubuntu: apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 · "
    "Fedora: dnf install pango · macOS: brew install pango · "
    "Windows: install MSYS2, then pacman -S mingw-w64-ucrt-x86_64-pango"
)
# A data URL. The engine's messages quote whole pictures, which may have megabytes.
DATA = regex(r"(data:[\w/+.;-]{0,60},?)[^\s\"')]*")


def load_engine(*, alone: bool = False) -> Any:
    """Load WeasyPrint with its libraries, and give the module.

    `alone` is for a process that does nothing but typesetting, where loading can be quicker. Raises
    EngineError, with what to install, where something is missing.
    """
    try:
        # While it is imported, WeasyPrint warns where fonts are missing, and prints where Pango is.
        # Both are reported better by briefgen.
        with warnings.catch_warnings(), redirect_stdout(io.StringIO()), quick_import(alone=alone):
            warnings.simplefilter("ignore")
            import weasyprint
            from PIL import ImageFile

            # Importing WeasyPrint has Pillow accept truncated pictures, in the whole process. The
            # checks refuse them, and must do so whether or not the engine was loaded before.
            ImageFile.LOAD_TRUNCATED_IMAGES = False
    except OSError as error:
        message = f"The typesetting engine needs Pango, which isn't installed. {INSTALL}"
        raise EngineError(message) from error
    except ImportError as error:
        message = f"The typesetting engine can't be loaded: {error}. Run: pip install briefgen"
        raise EngineError(message) from error
    return weasyprint


@contextmanager
def environment(values: Mapping[str, str]) -> Iterator[None]:
    """Set environment variables while the block runs, and restore them after it."""
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


class _Kept(logging.Handler):
    """A log handler that keeps the records, in the order in which they came."""

    def __init__(self, level: int) -> None:
        super().__init__(level)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)


@contextmanager
def log_kept() -> Iterator[list[logging.LogRecord]]:
    """Collect what WeasyPrint and fontTools log, from WARNING on, instead of printing it.

    Raises EngineError where the block, in which the engine runs, raises anything.
    """
    handler = _Kept(logging.WARNING)
    records = handler.records
    loggers = [logging.getLogger("weasyprint"), logging.getLogger("fontTools")]
    before = [(logger, logger.propagate) for logger in loggers]
    for logger in loggers:
        logger.addHandler(handler)
        logger.propagate = False
    try:
        yield records
    except EngineError:  # ours, which says already what is wrong
        raise
    except RecursionError as error:
        raise EngineError("The page is nested too deep to be typeset.") from error
    except Exception as error:
        # The engine has bugs that certain styles reach. The user can't mend the engine, but can
        # change the page.
        message = f"The engine fails on this page ({type(error).__name__}: {error})."
        raise EngineError(f"{message} Is there a style of your own that it can't set?") from error
    except BaseException as error:
        # WeasyPrint's FatalURLFetchingError derives from BaseException, so that its own code
        # doesn't swallow it. It is compared by name, because importing it may have failed.
        if type(error).__name__ != "FatalURLFetchingError":
            raise
        raise EngineError(str(error.__cause__ or error)) from error
    finally:
        for logger, propagate in before:
            logger.removeHandler(handler)
            logger.propagate = propagate


def refuse_errors(log: list[logging.LogRecord]) -> None:
    """Raise EngineError where the engine logged an error.

    The engine only logs what it can't set (a picture, a rule of a style), leaves it out and goes
    on. Without this function a packet would go out with a part of it missing.
    """
    errors = [record.getMessage() for record in log if record.levelno >= logging.ERROR]
    if any(NO_ALT in error for error in errors):
        hint = "Give each figure an `alt`, or build the HTML alone: --to html."
        raise EngineError(f"A picture without a text that says what it shows is in no PDF. {hint}")
    if errors:
        said = DATA.sub(r"\1…", " ".join(dict.fromkeys(errors)))
        raise EngineError(f"The page can't be typeset whole: {said}")
