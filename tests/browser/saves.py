"""A brief to save, and the ways in which editors save it."""

import time
from pathlib import Path

BRIEF = """\
briefgen: 1
title: Budget talks
as_of: 2026-03-02
principal: minister
people:
  minister: {name: Anna Berg, role: Minister of Education}
  state: {name: Jonas Falk, role: State Secretary for Finance}
bottom_line: Finance wants to move the school repairs to next year.
programme:
  - {date: 2026-03-04, start: 10:00, minutes: 30, title: Meeting at Finance, with: state}
agenda:
  - title: School repairs
    objective: Repairs begin this year, at whatever pace Finance can pay for.
    points:
      - The roofs will not last another winter.
      - We can start with the forty worst, and spread the rest.
"""
ROOFS = "The roofs will not last another winter."


def edited(text, old, new):
    assert text.count(old) == 1, old
    return text.replace(old, new)


def save(path: Path, old, new):
    """A save in place, as most editors make it."""
    path.write_text(edited(path.read_text("utf-8"), old, new), "utf-8")


def in_place(path, text):
    path.write_text(text, "utf-8")


def by_rename(path, text):
    """As vim with backupcopy=no, JetBrains and most others do."""
    new = path.with_name(".brief.yaml.swp~")
    new.write_text(text, "utf-8")
    new.replace(path)


def with_backup(path, text):
    """As vim and emacs do: the old file is moved away, then a new one written."""
    path.replace(path.with_name("brief.yaml~"))
    path.write_text(text, "utf-8")


def delete_and_return(path, text):
    path.unlink()
    time.sleep(0.5)
    path.write_text(text, "utf-8")


def slowly(path, text):
    with path.open("w", encoding="utf-8") as file:
        for start in range(0, len(text), 100):
            file.write(text[start : start + 100])
            file.flush()
            time.sleep(0.002)


SAVES = (in_place, by_rename, with_backup, delete_and_return, slowly)
