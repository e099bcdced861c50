"""Settings of Sphinx, which makes a site of these pages: `make docs`.

The pages are plain Markdown, as GitHub shows it and as the wheel ships it. What a site needs
besides is made here, from what stands in them.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
# Pages that are kept at the top of the repository, where people look for them there.
AT_TOP = {"changes": "CHANGELOG.md", "contributing": "CONTRIBUTING.md", "security": "SECURITY.md"}
# Pages whose lists are tables of contents, besides those called `index` in a folder.
LISTS = {"index", "reference/rules"}
LINK = re.compile(r"(?<=\]\()(?!https?:|mailto:|#)([^)#\s]+)(?=[)#])")
# The first link of an entry of a list, or of a row.
ENTRY = re.compile(r"^(?:-|\|) [^\n]*?\]\((?!https?:)([^)#\s]+)\.md[)#]", re.MULTILINE)
# What axe-core misses in the theme: names of the two landmarks beside a page (`landmark-unique`),
# a way to scroll code and tables by keys (`scrollable-region-focusable`), and a heading on the page
# of the search (`page-has-heading-one`).
LEFT_OUT = {
    '<aside class="sidebar-drawer': '<aside aria-label="All pages" class="sidebar-drawer',
    '<aside class="toc-drawer': '<aside aria-label="On this page" class="toc-drawer',
    '<div class="highlight"><pre>': '<div class="highlight"><pre tabindex="0">',
    '<div class="table-wrapper': '<div tabindex="0" class="table-wrapper',
    '<div id="search-results">': '<h1>Search</h1><div id="search-results">',
}

project = "briefgen"
author = "the authors of briefgen"
release = re.search(r'__version__ = "(.+)"', (ROOT / "briefgen/__init__.py").read_text("utf-8"))[1]
language = "en-GB"
extensions = ["myst_parser"]
exclude_patterns = ["_static"]
nitpicky = True
# The bad examples of rules are meant to be wrong.
suppress_warnings = ["misc.highlighting_failure"]
# Quotation marks and apostrophes become typographic, but not hyphens dashes.
smartquotes_action = "q"

myst_heading_anchors = 6
# `[^id]` is a footnote of a brief, which the pages write about, and never one of theirs.
myst_disable_syntax = ["footnote_ref"]

html_theme = "furo"
html_title = "briefgen"
html_static_path = ["_static"]
html_css_files = ["site.css"]
html_copy_source = False
html_show_sourcelink = False
html_show_copyright = False
html_show_sphinx = False
html_last_updated_fmt = None
html_use_index = False
html_domain_indices = False
html_theme_options = {
    "navigation_with_keys": False,
    # Blocks of code stand out from the white of the page.
    "light_css_variables": {"color-code-background": "#f3f5f8"},
}
pygments_style = "a11y-high-contrast-light"
pygments_dark_style = "a11y-high-contrast-dark"


def as_on_the_site(_app: Sphinx, name: str, content: list[str]) -> None:
    """Put a page from the top in place, lead links to it there, and add a table of contents.

    `content` holds the text of the page `name`, and takes what is to be read in its place.
    """
    at, text = HERE / f"{name}.md", content[0]
    if name in AT_TOP:
        at = ROOT / AT_TOP[name]
        text = at.read_text("utf-8")
    text = LINK.sub(lambda found: _target(at, found[1]), text)
    content[0] = text + (_contents(text) if name in LISTS or name.endswith("/index") else "")


def _target(page: Path, link: str) -> str:
    """Give a link of a page as it is on the site; most are as they were typed."""
    there = (page.parent / link).resolve()
    for name, path in AT_TOP.items():
        if there == ROOT / path:
            return f"/{name}.md"
    is_moved = page.parent == ROOT and there.is_relative_to(HERE)
    return f"/{there.relative_to(HERE).as_posix()}" if is_moved else link


def _contents(text: str) -> str:
    """Make a table of contents of the pages that a page lists, for the navigation of the site."""
    listed = "\n".join(dict.fromkeys(ENTRY.findall(text)))
    return f"\n\n```{{toctree}}\n:hidden:\n\n{listed}\n```\n"


def mended(app: Sphinx, error: Exception | None) -> None:
    """Add to each page what the theme leaves out."""
    for path in Path(app.outdir).rglob("*.html") if error is None else ():
        page = path.read_text("utf-8")
        for left, whole in LEFT_OUT.items():
            page = page.replace(left, whole)
        path.write_text(page, "utf-8")


def setup(app: Sphinx) -> dict[str, bool]:
    """Register what is done before a page is read, and at the end."""
    app.connect("source-read", as_on_the_site)
    app.connect("build-finished", mended)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
