"""Opens in the editor what was clicked in a browser: on a page, on a sheet, or in a finding.

A request is data from outside: if anything in it isn't as it should be, nothing is opened.
"""

from __future__ import annotations

import asyncio
import json
from typing import Any

from starlette.requests import Request

from briefgen.ground.errors import EngineError
from briefgen.ground.span import Span
from briefgen.preview.hub import Hub
from briefgen.preview.pointed import words_at
from briefgen.preview.session import Session

# The most bytes of a request, and texts in a list of it; the preview's own script sends less.
MOST_ASKED = 65_536
MOST_TEXTS = 64


async def opened(hub: Hub, request: Request) -> tuple[dict[str, str], int]:
    """Open the place in a request; give an answer with a message, and the HTTP status.

    If the browser has to open the editor, the answer has the URL in `address`.
    """
    asked = await _asked(request)
    session = hub.session(str(asked.get("brief", "")))
    # In a thread: of a long brief it takes a moment to know where everything was typed.
    look_up = _span_on_paper if "sheet" in asked else _span
    span = await asyncio.to_thread(look_up, session, asked) if session else None
    if span is None:
        if session and not session.brief.is_file():
            return {"said": f"There is no file {session.name} any more."}, 404
        return {"said": "There is no line for this."}, 404
    file = hub.absolute(span.file)
    place = {"place": str(span), "address": hub.editor.address(file, span.line, span.column)}
    if hub.editor.command:
        said = await asyncio.to_thread(hub.editor.fault_in_opening, file, span.line, span.column)
        return (
            ({**place, "said": said}, 500) if said else ({**place, "said": f"Opened {span}."}, 200)
        )
    said = f"Your browser was asked to open {span}. Nothing opens? `--editor` names another editor."
    return {**place, "said": said}, 200


async def _asked(request: Request) -> dict[str, Any]:
    """Read the request's JSON object; an empty one if it is too long or isn't one."""
    try:
        data = b""
        # Piece by piece: `request.json()` reads all of it, however much that is.
        async for part in request.stream():
            data += part
            if len(data) > MOST_ASKED:
                return {}
        asked = json.loads(data)
    except (ValueError, RecursionError):
        return {}
    return asked if isinstance(asked, dict) else {}


def _span(session: Session, asked: dict[str, Any]) -> Span | None:
    """Find the place of clicked words of a page, or take the place that a finding names."""
    ids = asked.get("ids")
    if isinstance(ids, list):
        search = session.inverse_search
        read, around = _texts(asked.get("read")), _texts(asked.get("around"))
        found = search.find(_texts(ids), read, around) if search else None
        return session.now(found) if found else None
    file, line, column = (asked.get(name) for name in ("file", "line", "column"))
    if not isinstance(file, str) or not isinstance(line, int) or not isinstance(column, int):
        return None
    if line < 1 or column < 1:
        return None
    return Span(file, line, column, line, column + 1) if session.knows(file) else None


def _span_on_paper(session: Session, asked: dict[str, Any]) -> Span | None:
    """Find the place of the words at a point on paper, which are read from the PDF."""
    sheet, search = asked["sheet"], session.inverse_search
    if not isinstance(sheet, dict) or search is None:
        return None
    pdf = session.printed.pdfs.get(str(sheet.get("template")))
    number, x, y = (_number(sheet.get(name)) for name in ("number", "x", "y"))
    if pdf is None:
        return None
    try:
        found = search.find_on_paper(*words_at(pdf.data, int(number), x, y))
    except EngineError:
        return None
    return session.now(found) if found else None


def _number(asked: object) -> float:
    """Read a number that isn't too large; anything else becomes a number that is on no page."""
    return asked if isinstance(asked, (int, float)) and 0 <= asked < MOST_ASKED else -1.0


def _texts(asked: object) -> list[str]:
    """Read the texts of a list, no more of them than the preview's script would send."""
    found = asked if isinstance(asked, list) else []
    return [each for each in found if isinstance(each, str)][:MOST_TEXTS]
