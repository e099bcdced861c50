"""Joins the pages of both languages of a brief to one: side by side, or one after the other.

Each template is filled once for each language, also a user's own, which knows nothing of this. Of
the second page only the body is taken; the ids in it get the language before them.
"""

from __future__ import annotations

import re
from html import escape

from briefgen.ground.regexes import regex
from briefgen.model.languages import prefix_of
from briefgen.view import View

# What stands between the tags of the body. A pattern is safe here, because templates escape the
# signs of HTML in texts.
BODY = regex(r"<body\b[^>]*>(.*)</body>", re.DOTALL)
# What stands for the tags of the main element in the second text.
MAIN = (("<main>", '<div class="text">'), ("<main ", "<div "), ("</main>", "</div>"))
# A tag that opens an element: words that look like its attributes are no ids.
TAG = regex(r"""<[a-zA-Z](?:[^<>"']|"[^"]*"|'[^']*')*>""")
# An id, or an attribute that leads to one.
ID = regex(
    r"""(?P<before>\s(?:(?P<id>id)|for|list|headers|aria-(?:labelledby|describedby|controls|owns))"""
    r"""\s*=\s*["']?|\shref\s*=\s*["']?\#)(?P<name>[^\s"'>]+)"""
)
# Notes and the numbers that lead to them are numbered through both texts: their ids differ already.
SHARED = ("note.", "cite.")
# The comments that packet.html.j2 leaves: what stands beside the same of the other language, and
# where the second text goes.
BESIDE = regex(r"<!--beside (?P<name>[^>]*?)-->(?P<html>.*?)<!--end-->", re.DOTALL)
SECOND = "<!--second-->"
# What stands between two tags; and the most letters of it in a short part, some ten lines.
WORDS = regex(r"(?<=>)[^<]+")
SHORT = 450
# Before the first of these that a page has, where the template says nothing.
ENDS = ("</main>", "</body>")
OPENING = regex(r"<body\b[^>]*>")
# The words at the foot of a page, as base.html.j2 has them in CSS.
RUNNING = regex(r"--running-(?P<name>as-of|page): (?P<value>[^\n]*);")
# The values between the words, in the order in which `paged.css` has them.
BETWEEN = {"as-of": ["var(--as-of)"], "page": ["counter(page)", "counter(pages)"]}
# A string of CSS, or a function.
TOKEN = regex(r'"(?:[^"\\]|\\.)*"|[\w-]+\((?:[^()]|\([^()]*\))*\)')


def joined(page: str, second: str, view: View) -> str:
    """Put the text of the page `second`, whose view is given, into the page in the first language.

    Where the template says what belongs together, and the kind of paper has both side by side, they
    are; else the second text follows the first.
    """
    found = BODY.search(second)
    if found is None:
        return page
    # A page has one main element (HTML, 4.4.14).
    text = found[1]
    for main, div in MAIN:
        text = text.replace(main, div)
    body = _with_prefixes(text, prefix_of(view.language))
    parts = {each["name"]: each["html"] for each in BESIDE.finditer(body)}
    if parts:
        page = BESIDE.sub(lambda each: _beside(each["html"], parts.get(each["name"]), view), page)
        return page.replace(SECOND, "", 1)
    page = _with_running_words(page, second)
    text = f'<div class="begins second"></div>\n{body.strip()}\n</div>\n'
    text = f'<div class="second-language"{_marked(view)}>\n{text}'
    if SECOND in page:
        return page.replace(SECOND, text, 1)
    end = next((each for each in ENDS if each in page), "")
    before, end, after = page.rpartition(end) if end else (page, "", "")
    return f"{before}{text}{end}{after}"


def _with_running_words(page: str, second: str) -> str:
    """Have the words at the foot of a page be in the language of what stands on the page.

    The typesetter takes them from named strings, which `paged.css` sets where a text begins. Where
    one of the languages has another order than the page's number and then that of all pages, the
    words of the first stay.
    """
    theirs = {each["name"]: each["value"] for each in RUNNING.finditer(second)}

    def both(found: re.Match[str]) -> str:
        name = found["name"]
        (ours, values), (other, same) = _pieces(found["value"]), _pieces(theirs.get(name, ""))
        if not (values == same == BETWEEN[name]):
            return found[0]
        said = "".join(
            f" --{which}-{name}-{at}: {words};"
            for which, texts in (("first", ours), ("second", other))
            for at, words in enumerate(texts)
        )
        return f"{found[0]}{said} --both-{name}: var(--in-two-{name});"

    page = RUNNING.sub(both, page)
    return OPENING.sub(r'\g<0><div class="begins first"></div>', page, count=1)


def _pieces(value: str) -> tuple[list[str], list[str]]:
    """Divide what CSS prints into the words, and the values between them, such as `counter(page)`.

    There is one text more than values; a text may be empty.
    """
    words, values = [""], list[str]()
    for each in TOKEN.findall(value):
        if each.startswith('"'):
            words[-1] = f"{words[-1]} {each}".strip()
        else:
            values.append(each)
            words.append("")
    return [each or '""' for each in words], values


def _with_prefixes(text: str, prefix: str) -> str:
    """Write the ids of the second text with a prefix; those of the first stay as they are."""
    tags = (found[0] for found in TAG.finditer(text))
    ids = {each["name"] for tag in tags for each in ID.finditer(tag) if each["id"]}

    def prefixed(found: re.Match[str]) -> str:
        name = found["name"]
        is_own = name in ids and not name.startswith(SHARED)
        return f"{found['before']}{prefix}{name}" if is_own else found[0]

    return TAG.sub(lambda tag: ID.sub(prefixed, tag[0]), text)


def _beside(first: str, second: str | None, view: View) -> str:
    """Write what both languages have of one part, side by side; what only one has, alone."""
    if not (second and second.strip() and first.strip()):
        return first
    # One that is short keeps together, so that neither language stands alone on the next page.
    letters = max(sum(map(len, WORDS.findall(text))) for text in (first, second))
    short = " short" if letters <= SHORT else ""
    return (
        f'<div class="beside{short}">\n<div class="text">{first}</div>\n'
        f'<div class="text"{_marked(view)}>{second}</div>\n</div>'
    )


def _marked(view: View) -> str:
    """Write the attributes of an element in the second language (WCAG 2.2, 3.1.2)."""
    return f' lang="{escape(view.language)}" dir="{view.direction}"'
