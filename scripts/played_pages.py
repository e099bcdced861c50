"""Read a page of the documentation as its reader would: type its files, run its commands.

The tests play each page and compare what is said with what the page shows. The script of pictures
plays it, too, and draws what is there at each picture. CONTRIBUTING.md has the conventions.
"""

from __future__ import annotations

import difflib
import re
import shutil
import textwrap
from collections.abc import Callable, Iterator
from pathlib import Path

from briefgen.ground.records import mutable, record

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
# What the reader has before a page begins: a folder named after the page, or after its folder.
AT_HAND = ROOT / "tests" / "pages"

FENCE = re.compile(
    r"^(?P<in>[ ]*)```(?P<info>[^`\n]*)\n(?P<text>.*?)^(?P=in)```$", re.DOTALL | re.MULTILINE
)
PICTURE = re.compile(r"^!\[(?P<text>[^\]]+)\]\((?P<info>[^)]+)\)$", re.MULTILINE)
# The name of a file in the comment on top of it: `# talks.yaml`, `/* tokens.css */`, `{# … #}`.
NAMED = re.compile(r"\A(?:#|/\*|\{#|<!--) ?([\w./-]+\.\w+)(?: ?(?:\*/|#\}|-->))?\n")
# A part of a brief: a key at the left margin, and all that is below it.
PART = re.compile(r"^(?P<key>[a-z_]+):.*\n(?:(?:[ \t#].*)?\n)*", re.MULTILINE)
# What differs from one run to the next: how long it took, and which port was free.
VARYING = re.compile(r"\d+\.\d+ s\b|(?<=127\.0\.0\.1:)\d+")
LEFT_OUT = "…"

Runs = Callable[[str, Path], tuple[int, str]]


@record
class Step:
    """A block or a picture of a page, with its line, its language and the file that it shows."""

    line: int
    language: str
    name: str
    text: str


@mutable
class Play:
    """A page on its way: where the reader stands, and what the last commands have said."""

    home: Path
    folder: Path
    run: Runs
    brief: str = ""
    said: str = ""
    codes: tuple[int, ...] = ()


def steps(page: Path) -> list[Step]:
    """List the blocks and pictures of a page in their order."""
    text = page.read_text("utf-8")
    found = [*FENCE.finditer(text), *PICTURE.finditer(FENCE.sub(_blank, text))]
    return [_step(each, text) for each in sorted(found, key=lambda each: each.start())]


def _blank(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", match[0])


def _step(match: re.Match[str], page: str) -> Step:
    line = page.count("\n", 0, match.start()) + 1
    if match.re is PICTURE:
        return Step(line, "picture", match["info"], match["text"])
    language, _, name = match["info"].partition(" ")
    text = textwrap.dedent(match["text"]) if match["in"] else match["text"]
    if not name and (named := NAMED.match(text)):
        name = named[1]
    if language == "toml" and not name:
        name = "briefgen.toml"
    return Step(line, language, name, text)


def begun(page: Path, folder: Path, run: Runs) -> Play:
    """Put into an empty folder what the reader of a page has, and stand in it."""
    own = AT_HAND / page.stem
    at_hand = own if own.is_dir() else AT_HAND / page.parent.name
    if at_hand.is_dir():
        shutil.copytree(at_hand, folder, dirs_exist_ok=True)
    briefs = sorted(folder.glob("*.yaml"))
    return Play(folder, folder, run, briefs[0].name if briefs else "")


def played(page: Path, folder: Path, run: Runs) -> Iterator[tuple[Step, Play]]:
    """Take one step after the other, and give each with what came of it."""
    play = begun(page, folder, run)
    for step in steps(page):
        if step.language == "sh":
            _run(step.text, play)
        elif step.language == "yaml" and not step.name:
            _type_part(step.text, play)
        elif step.language == "diff":
            _change(step, play)
        elif step.language in {"yaml", "toml", "css", "jinja", "html"} or step.name:
            _type_file(step, play)
        yield step, play


def _run(text: str, play: Play) -> None:
    play.said, play.codes = "", ()
    for line in commands(text):
        code, said = play.run(line, play.folder)
        play.said += said
        play.codes += (code,)
        words = line.split()
        if words[0] == "cd":
            play.folder = (play.folder / words[1]).resolve()
        if words[:2] == ["briefgen", "new"] and words[-1].endswith(".yaml"):
            play.brief = words[-1]


def commands(text: str) -> list[str]:
    """List the commands of a block; one may go on behind a backslash at the end of a line."""
    lines = re.sub(r"\\\n\s*", "", text).splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def _type_file(step: Step, play: Play) -> None:
    if step.language == "picture":
        return
    path = play.folder / step.name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(step.text, "utf-8")
    if step.language == "yaml" and re.search(r"^briefgen:", step.text, re.MULTILINE):
        play.brief = step.name


def _change(step: Step, play: Play) -> None:
    """Change a file as a block shows it: `-` goes out, `+` comes in, the others are there once."""
    path = play.folder / step.name
    lines = step.text.splitlines(keepends=True)
    old, new = ("".join(line[1:] for line in lines if line[0] != sign) for sign in "+-")
    before, after = path.read_text("utf-8").split(old)
    path.write_text(before + new + after, "utf-8")


def _type_part(text: str, play: Play) -> None:
    path = play.folder / play.brief
    typed = with_lines if text.startswith(" ") else with_parts
    path.write_text(typed(path.read_text("utf-8"), text), "utf-8")


def with_lines(brief: str, typed: str) -> str:
    """Put each typed line in the place of the one most like it, as who mends a slip does."""
    lines = brief.splitlines()
    for line in typed.splitlines():
        (old,) = difflib.get_close_matches(line, lines, n=1, cutoff=0.7)
        lines[lines.index(old)] = line
    return "\n".join(lines) + "\n"


def with_parts(brief: str, typed: str) -> str:
    """Put each part of a typed text in the place of the one of that name, or else at the end."""
    for part in PART.finditer(typed):
        old = next((each for each in PART.finditer(brief) if each["key"] == part["key"]), None)
        new = part[0].rstrip("\n") + "\n"
        if old is None:
            brief = f"{brief.rstrip()}\n\n{new}"
        else:
            # The comments and the empty lines above the next part belong to that.
            own = re.sub(r"(?:^(?:#.*)?\n)*\Z", "", old[0], flags=re.MULTILINE)
            brief = brief[: old.start()] + new + brief[old.start() + len(own) :]
    return brief


def shown(step: Step) -> list[str]:
    """Give the passages that a block shows of what was said; `…` alone leaves lines out."""
    text = "\n".join(line.rstrip() for line in VARYING.sub("N", step.text).splitlines())
    passages = re.split(rf"^\s*{LEFT_OUT}$", text, flags=re.MULTILINE)
    return [each.strip("\n") for each in passages if each.strip()]


def missing(step: Step, said: str) -> str:
    """Give the first passage of a block that wasn't said behind those before it, or nothing."""
    lines = [line.rstrip() for line in VARYING.sub("N", said).splitlines()]
    rest = "\n".join(["", *lines, ""])
    for passage in shown(step):
        _, found, rest = rest.partition(f"\n{passage}\n")
        if not found:
            return passage
        rest = f"\n{rest}"
    return ""
