"""Take out of a page the links to files that lie beside it, such as the copies of annexes.

A PDF is sent on alone, and its readers refuse links to other files; such a link would lead nowhere.
"""

from __future__ import annotations

from typing import Any

from briefgen.ground.regexes import regex

# An address with a scheme, one without that names a server, or a place inside of the page.
ELSEWHERE = regex(r"\s*(?:[A-Za-z][A-Za-z0-9+.-]*:|//|#)")


def unlink_files(tree: Any) -> None:
    """Leave the words of each link to a file beside the page without the link."""
    for element in tree.iter("a"):
        if not ELSEWHERE.match(element.get("href", "#")):
            del element.attrib["href"]
