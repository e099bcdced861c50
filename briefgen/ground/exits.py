"""The exit codes of the command line, with what each means. The help and the reference say these.

Errors have their codes in `errors`, signals those of the shell: 128 and their number.
"""

from __future__ import annotations

from briefgen.ground.records import record


@record
class Exit:
    """An exit code, its meaning in two or three words, and in a sentence."""

    code: int
    short: str
    meaning: str


EXITS = (
    Exit(0, "fine", "Nothing is wrong; there may be warnings."),
    Exit(
        1,
        "findings in the brief",
        "A brief has errors (with `--strict`: or warnings) and isn't built; the other briefs are. "
        "Or there are more warnings than `--max-warnings` allows.",
    ),
    Exit(
        2,
        "wrong use or settings",
        "An option, an argument, a variable or a file of settings is wrong.",
    ),
    Exit(
        3,
        "template",
        "A template or a style has a fault, or asks for something that isn't there.",
    ),
    Exit(
        4,
        "typesetting engine",
        "The typesetting engine is missing or refused a page, or a bound on time or memory was "
        "passed. `briefgen doctor` says what is missing.",
    ),
    Exit(
        5,
        "files",
        "A file can't be read or written; or standard output is closed, full, or a pipe without a "
        "reader.",
    ),
    Exit(
        6,
        "verify, build --check: something differs",
        "`verify` found that something isn't as it was built, or `build --check` that an output "
        "isn't what a build would write.",
    ),
    Exit(
        70,
        "a fault of briefgen",
        "briefgen itself made a mistake; `BRIEFGEN_TRACEBACK=1` shows where.",
    ),
    Exit(129, "ended by a hang-up", "The terminal was closed (SIGHUP)."),
    Exit(130, "interrupted", "Ctrl-C was pressed (SIGINT)."),
    Exit(143, "ended by SIGTERM", "Another program ended the run, such as a CI out of time."),
)
