"""Define the command that shows the documentation: help."""

from __future__ import annotations

import shutil
import sys
from textwrap import fill, wrap

import click

from briefgen.cli.completing import among
from briefgen.cli.group import HOMES, cli

# Longer lines are hard to read, however wide the window is.
WIDEST = 88
# No sentence is as long, so that none is cut.
SENTENCE = 1000
# Of the pages that have a word, this many are named.
MOST_PAGES = 5
HOW = "briefgen help TOPIC shows a page. With a WORD behind it, what it says of that word."
RULE_TOPICS = [
    ("any RULE", "Why the rule is there, with a bad and a good example."),
]


def _names() -> list[str]:
    from briefgen.ground.rules import RULES
    from briefgen.manual.topics import topics

    commands = sorted(name for names in HOMES.values() for name in names)
    return list(dict.fromkeys((*topics(), *commands, *(rule.name for rule in RULES))))


# So that `briefgen help command-line --output` asks about an option.
@cli.command("help", context_settings={"ignore_unknown_options": True})
@click.argument("topic", required=False, shell_complete=among(_names))
@click.argument("word", required=False)
def help_(topic: str | None, word: str | None) -> None:
    """Show the page of the documentation on TOPIC. Without TOPIC, list them all.

    TOPIC may also be a command or a rule. With WORD, only the part of the page that is about a
    field, an option, a setting or a heading of that name: `briefgen help format objectives`. If
    there is none, the sections in which the word stands.
    """
    if topic is None:
        _show(_listing())
        return
    name = topic.casefold()
    from briefgen.manual.topics import topics
    from briefgen.report.pages import markdown

    if name in topics():
        _show(_page(topics()[name].markdown(), word) + ("" if word else _beside(name)))
    elif command := cli.get_command(_context(), name):
        _show(_help_of(name, command))
    else:
        try:
            page = markdown(name)
        except KeyError:
            raise click.UsageError(f"There is no topic `{topic}`. {_elsewhere(name)}") from None
        _show(_page(page, word))


def _elsewhere(word: str) -> str:
    """Say which pages have a word that is no topic; if none has, which topic was meant."""
    from briefgen.ground.suggest import nearest
    from briefgen.manual.topics import speaking_of

    if pages := speaking_of(word)[:MOST_PAGES]:
        named = ", ".join(f"`{page}`" for page in pages)
        return f"It stands in {named}. Try `briefgen help {pages[0]} {word}`."
    meant = nearest(word, _names())
    return f"Did you mean `{meant}`?" if meant else "`briefgen help` lists them."


def _page(markdown: str, word: str | None) -> str:
    """Lay out a page, or the part of it that is about `word`, for this terminal."""
    from briefgen.ground.suggest import did_you_mean
    from briefgen.manual.layout import laid_out, parsed
    from briefgen.manual.parts import names, part

    blocks = parsed(markdown)
    if word is not None:
        known = names(blocks)
        blocks = part(blocks, word)
        if not blocks:
            hint = did_you_mean(word, known)
            raise click.UsageError(f"That page has nothing about `{word}`. {hint}")
    return laid_out(blocks, _width())


def _beside(name: str) -> str:
    """Say that there is a command of the name of a page, too; nothing where there is none."""
    is_command = any(name in names for names in HOMES.values())
    return f"\nThe command of that name: briefgen {name} --help\n" if is_command else ""


def _help_of(name: str, command: click.Command) -> str:
    with command.make_context(name, [], parent=_context(), resilient_parsing=True) as context:
        return f"{command.get_help(context)}\n"


def _listing() -> str:
    """List all topics, a line each."""
    from briefgen.manual.topics import KINDS, topics

    pages = {
        title: [(name, each.about) for name, each in topics().items() if each.kind == kind]
        for kind, title in KINDS.items()
    }
    commands = [(name, _in_short(name)) for name in cli.list_commands(_context())]
    parts = {**pages, "Commands": commands, "Rules": RULE_TOPICS}
    column = max(len(name) for entries in parts.values() for name, _ in entries) + 4
    told = ["\n".join(wrap(HOW, _width()))]
    for title, entries in parts.items():
        if entries:
            lines = [_entry(name, about, column) for name, about in entries]
            told.append("\n".join([click.style(title, bold=True), *lines]))
    return "\n\n".join(told) + "\n"


def _entry(name: str, about: str, column: int) -> str:
    return fill(
        about,
        _width(),
        initial_indent=f"  {name}".ljust(column),
        subsequent_indent=" " * column,
        break_on_hyphens=False,
    )


def _in_short(name: str) -> str:
    """Give the first sentence of a command's help."""
    command = cli.get_command(_context(), name)
    return command.get_short_help_str(limit=SENTENCE) if command else ""


def _context() -> click.Context:
    return click.get_current_context().find_root()


def _show(text: str) -> None:
    """Print a text; on a terminal through a pager, where it is longer than the screen."""
    lines = shutil.get_terminal_size().lines
    if sys.stdout.isatty() and text.count("\n") >= lines:
        click.echo_via_pager(text)
    else:
        click.echo(text, nl=False)


def _width() -> int:
    return min(shutil.get_terminal_size().columns, WIDEST)
