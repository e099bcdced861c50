"""Read and write the file of a baseline: the findings that a repository has had for long.

It stands in the repository, where it is read as a difference and merged. So each finding has a line
of its own, sorted, and nothing in it changes that isn't about a finding. A file that is damaged is
refused: what it no longer says would be told as new, or what it wrongly says not at all.
"""

from __future__ import annotations

import json
import os
from collections import defaultdict
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from briefgen.builds.baseline.finding import Known
from briefgen.ground.errors import ConfigError
from briefgen.ground.files import bytes_of
from briefgen.ground.pack import Artefact, pack

FORMAT = "briefgen baseline 1"
# The bytes at the start of a file in which it says what it is, also below the marks of a merge.
START = 400
# Of each brief, by its path from the folder of the baseline: its findings, and how often each is
# there.
Findings = dict[str, dict[Known, int]]
# Bytes. A finding has some 200 of them: this is a baseline of 80,000.
MOST = 16 * 1024 * 1024
# The keys of a finding in the file; those that are empty, and a count of one, are left out.
TEXTS = ("brief", "rule", "words", "message", "file")


def read(file: Path) -> Findings:
    """Read a baseline.

    Raises ConfigError where it isn't there, is damaged, or is of another version.
    """
    try:
        data = bytes_of(file, MOST + 1)
        if len(data) > MOST:
            raise ConfigError(f"The baseline {file} has more than {MOST // 1048576} MB.")
        value = json.loads(data.decode("utf-8"))
    except FileNotFoundError:
        raise ConfigError(f"There is no baseline {file}. {_way_out(file, 'it')}") from None
    except OSError as error:
        raise ConfigError(f"Can't read {file}: {error.strerror or error}.") from error
    except (ValueError, RecursionError) as error:
        at = f" from line {error.lineno}" if isinstance(error, json.JSONDecodeError) else ""
        raise ConfigError(f"The baseline {file} is damaged{at}. {_way_out(file)}") from error
    if not isinstance(value, dict) or not isinstance(value.get("findings"), list):
        raise ConfigError(f"{file} is no baseline of briefgen's. Name another file.")
    if value.get("format") != FORMAT:
        message = f"The baseline {file} is of another version of briefgen. {_way_out(file)}"
        raise ConfigError(message)
    findings: Findings = defaultdict(dict)
    for number, each in enumerate(value["findings"], start=1):
        try:
            brief, known, count = _finding(each)
        except (TypeError, ValueError, KeyError):
            message = f"The baseline {file} is damaged: its finding {number} is none."
            raise ConfigError(f"{message} {_way_out(file)}") from None
        if known in findings[brief]:
            message = f"The baseline {file} is damaged: its finding {number} is there twice."
            raise ConfigError(f"{message} {_way_out(file)}")
        findings[brief][known] = count
    return dict(findings)


def read_to_replace(file: Path) -> Findings:
    """Read a baseline that is to be written anew; give nothing where it is missing or damaged.

    Raises ConfigError where the file is something else, such as a brief.
    """
    try:
        data = bytes_of(file, START)
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise ConfigError(f"Can't read {file}: {error.strerror or error}.") from error
    if data.strip() and FORMAT.rpartition(" ")[0].encode() not in data:
        raise ConfigError(f"{file} is no baseline of briefgen's. Name another file.")
    with suppress(ConfigError):
        return read(file)
    return {}


def write(file: Path, findings: Mapping[str, Mapping[Known, int]]) -> None:
    """Write a baseline, as a whole or not at all. Raises FilesError where that fails."""
    lines = sorted(
        _line(brief, known, count)
        for brief, each in findings.items()
        for known, count in each.items()
    )
    listed = ",\n".join(lines)
    text = f'{{\n"format": "{FORMAT}",\n"findings": [\n{listed}\n]\n}}\n'
    pack([Artefact(file.name, text.encode())], file.parent)


def brief_of(path: Path, file: Path) -> str:
    """Give the path of a brief as a baseline has it: from the folder of the baseline's file."""
    try:
        real = os.path.relpath(os.path.realpath(path), os.path.realpath(file.parent))
    except ValueError:  # on Windows there is no relative path to another drive
        real = os.path.realpath(path)
    return Path(real).as_posix()


def _line(brief: str, known: Known, count: int) -> str:
    texts = (brief, known.rule, known.words, known.message, known.file)
    value: dict[str, Any] = {key: text for key, text in zip(TEXTS, texts, strict=True) if text}
    if count > 1:
        value["count"] = count
    line = json.dumps(value, ensure_ascii=False)
    # File names on Linux may hold bytes that are no UTF-8, as lone surrogates (PEP 383).
    return line if line.isprintable() else json.dumps(value, ensure_ascii=True)


def _finding(value: Any) -> tuple[str, Known, int]:
    """Read one finding. Raises TypeError, ValueError or KeyError where it has another form."""
    if not isinstance(value, dict) or {*value} - {*TEXTS, "count"}:
        raise TypeError
    brief, rule, message = value["brief"], value["rule"], value["message"]
    texts = (brief, rule, message, value.get("words", ""), value.get("file", ""))
    count = value.get("count", 1)
    if not all(isinstance(text, str) for text in texts) or type(count) is not int:
        raise TypeError
    if not (brief and rule and count > 0):
        raise ValueError
    return brief, Known(*texts[1:]), count


def _way_out(file: Path, what: str = "it anew") -> str:
    return f"Write {what}: briefgen check --baseline {file} --write-baseline"
