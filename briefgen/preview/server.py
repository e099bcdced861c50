"""What the browser is answered. Everything comes from memory; nothing is fetched from elsewhere.

A page is what `briefgen build` writes, with one script element before `</head>`.
"""

from __future__ import annotations

import asyncio
import ipaddress
import json
import socket
from collections.abc import Awaitable, Callable
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import (
    FileResponse,
    HTMLResponse,
    JSONResponse,
    Response,
    StreamingResponse,
)
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from briefgen.ground.errors import EngineError
from briefgen.ground.span import Span
from briefgen.preview.events import Topic, now, stream, topics
from briefgen.preview.hub import Hub
from briefgen.preview.pointed import words_at
from briefgen.preview.session import Session

STATIC = Path(__file__).parent / "static"
ASSETS = {
    "client.js": "text/javascript",
    "clicked.js": "text/javascript",
    "events.js": "text/javascript",
    "hub.js": "text/javascript",
    "morph.js": "text/javascript",
    "panel.js": "text/javascript",
    "paper.js": "text/javascript",
    "index.js": "text/javascript",
    "panel.css": "text/css",
    "index.css": "text/css",
}
FIRST_PAGE = 2.0
MOST_ASKED = 65_536
MOST_TEXTS = 64
HEADERS = {
    "Cache-Control": "no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": (
        # Nothing but the preview's own scripts runs, and none of them makes code of text.
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data:; font-src 'self' data:; connect-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
    ),
}
Answer = Callable[[Request], Awaitable[Response]]


def application(hub: Hub, *hosts: str) -> Starlette:
    """The application for a hub, reached under those hosts."""
    routes = [
        Route("/", _root),
        Route("/brief/{key:path}", _brief),
        Route("/-/{asset}", _asset),
        Route("/-/events", _events),
        Route("/-/news", _news),
        Route("/-/sheet/{name}.png", _sheet),
        Route("/-/pdf/{template}/{key:path}", _pdf),
        Route("/-/rule/{rule}", _rule),
        Route("/-/open", _open, methods=["POST"]),
        Route("/favicon.ico", _no_icon),
    ]
    # Assets come last: a route is taken in this order.
    routes.sort(key=lambda route: route.path == "/-/{asset}")
    application = Starlette(routes=routes, middleware=[Middleware(_OwnHost, *hosts)])
    application.state.hub = hub
    return application


class _OwnHost:
    """Answers only what was asked of this machine by a name of its own.

    A page of another site can have its name resolved to this machine (DNS rebinding); the browser
    then sends that name as Host. And it says of itself where a request comes from (Fetch Metadata).
    """

    def __init__(self, app: ASGIApp, *hosts: str) -> None:
        self.app = app
        self.hosts = {host.lower().strip("[]").rstrip(".") for host in hosts}
        self.is_open = bool(self.hosts & {"", "0.0.0.0", "::"})  # noqa: S104 - as the user asked

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            headers = {
                name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]
            }
            if not self.is_own(headers.get("host", "")):
                await Response("This preview is not for that host.\n", 421)(scope, receive, send)
                return
            if not self._is_same_site(headers, scope["method"]):
                await Response("Not from another site.\n", 403)(scope, receive, send)
                return
        await self.app(scope, receive, send)

    def is_own(self, host: str) -> bool:
        """Whether a Host header names this machine."""
        if "@" in host:
            return False
        try:
            name = (urlsplit(f"//{host}").hostname or "").rstrip(".")
        except ValueError:
            return False
        if name == "localhost" or name.endswith(".localhost") or (name and name in self.hosts):
            return True
        try:
            address = ipaddress.ip_address(name)
        except ValueError:
            machine = socket.gethostname().lower()
            return self.is_open and name in (machine, f"{machine}.local")
        return address.is_loopback or self.is_open

    def _is_same_site(self, headers: dict[str, str], method: str) -> bool:
        if method in ("GET", "HEAD"):
            # A link from elsewhere may lead here; nothing there may read it (no CORS, no frames).
            return True
        host = headers.get("host", "")
        origin = headers.get("origin", f"http://{host}")
        site = headers.get("sec-fetch-site", "same-origin")
        return site == "same-origin" and origin == f"http://{host}"


def _hub(request: Request) -> Hub:
    hub: Hub = request.app.state.hub
    return hub


async def _root(request: Request) -> Response:
    hub = _hub(request)
    if hub.shelf is None:
        return await _page(request, "")
    text = (STATIC / "index.html").read_text("utf-8")
    return HTMLResponse(text.replace("{folder}", escape(hub.shelf.folder.name)), headers=HEADERS)


async def _brief(request: Request) -> Response:
    return await _page(request, request.path_params["key"])


async def _page(request: Request, key: str) -> Response:
    """The page of the view asked for; while there is none, one that says why."""
    session = _hub(request).session(key)
    if session is None:
        return _missing("There is no such brief here.")
    await session.first(FIRST_PAGE)
    pages = session.good.pages
    asked = request.query_params.get("view", "")
    view = asked if asked in pages else next(iter(pages), "")
    if not view:
        return HTMLResponse(with_script(_waiting(session), key), headers=HEADERS)
    page, etag = pages[view], f'"{pages[view].digest}"'
    headers = {**HEADERS, "Cache-Control": "no-cache", "ETag": etag}
    if request.headers.get("if-none-match") == etag:
        return Response(status_code=304, headers=headers)
    return HTMLResponse(with_script(page.html, key, view, page.digest), headers=headers)


def with_script(html: str, key: str, view: str = "", digest: str = "") -> str:
    """A page with the preview's script in it, and otherwise as it was."""
    about = f'data-brief="{escape(key)}"'
    if digest:
        about += f' data-view="{escape(view)}" data-digest="{digest}"'
    script = f'<script type="module" src="/-/client.js" {about}></script>'
    head, end, rest = html.partition("</head>")
    return head + script + end + rest if end else script + html


def _waiting(session: Session) -> str:
    said = "This brief has faults." if session.result.failed else "Building…"
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        f"<title>{escape(session.name)}</title>\n</head>\n<body>\n"
        f"<main><h1>{escape(session.name)}</h1><p>{said}</p></main>\n</body>\n</html>\n"
    )


async def _events(request: Request) -> Response:
    told = stream(_hub(request), _followed(request))
    return StreamingResponse(told, media_type="text/event-stream", headers=HEADERS)


async def _news(request: Request) -> Response:
    return JSONResponse(await now(_hub(request), _followed(request)), headers=HEADERS)


def _followed(request: Request) -> list[Topic]:
    asked = request.query_params
    return topics(asked.getlist("of"), asked.getlist("paper"))


async def _asset(request: Request) -> Response:
    name = request.path_params["asset"]
    if name not in ASSETS:
        return _missing("There is nothing here.")
    headers = {**HEADERS, "Cache-Control": "no-cache"}
    return FileResponse(STATIC / name, media_type=ASSETS[name], headers=headers)


async def _sheet(request: Request) -> Response:
    """The picture of a sheet. Its name is the hash of what it shows, so it never changes."""
    picture = _hub(request).picture(request.path_params["name"])
    if picture is None:
        return _missing("This sheet is no longer there.")
    headers = {**HEADERS, "Cache-Control": "max-age=86400, immutable"}
    return FileResponse(picture, media_type="image/png", headers=headers)


async def _pdf(request: Request) -> Response:
    session = _hub(request).session(request.path_params["key"])
    template = request.path_params["template"]
    pdf = session.printed.pdfs.get(template) if session else None
    if session is None or pdf is None:
        return _missing("This PDF isn't made yet.")
    name = quote(f"{session.brief.stem}-{template}.pdf")
    headers = {**HEADERS, "Content-Disposition": f"inline; filename*=UTF-8''{name}"}
    return Response(pdf.data, media_type="application/pdf", headers=headers)


async def _rule(request: Request) -> Response:
    from briefgen.markdown.markup import html
    from briefgen.report.pages import markdown

    rule = request.path_params["rule"]
    try:
        text = markdown(rule)
    except KeyError:
        return _missing("There is no such rule.")
    body = (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<title>{escape(rule)}</title><link rel="stylesheet" href="/-/index.css"></head>'
        f'<body><main class="rule">{html(text)}</main></body></html>'
    )
    return HTMLResponse(body, headers=HEADERS)


async def _open(request: Request) -> Response:
    """Open a place in the editor: of what was read in the page, or one named by a finding.

    Answers with the address to follow, where the browser has to open it.
    """
    hub = _hub(request)
    asked = await _asked(request)
    session = hub.session(str(asked.get("brief", "")))
    # In a thread: of a long brief it takes a moment to know where everything was typed.
    look_up = _span_on_paper if "sheet" in asked else _span
    span = await asyncio.to_thread(look_up, session, asked) if session else None
    if span is None:
        return JSONResponse({"said": _no_line(session)}, 404, headers=HEADERS)
    file = hub.absolute(span.file)
    place = {"place": str(span), "address": hub.editor.address(file, span.line, span.column)}
    if hub.editor.command:
        said = await asyncio.to_thread(hub.editor.fault_in_opening, file, span.line, span.column)
        if said:
            return JSONResponse({**place, "said": said}, 500, headers=HEADERS)
        return JSONResponse({**place, "said": f"Opened {span}."}, headers=HEADERS)
    said = f"Your browser was asked to open {span}. Nothing opens? `--editor` names another editor."
    return JSONResponse({**place, "said": said}, headers=HEADERS)


def _no_line(session: Session | None) -> str:
    if session and not session.brief.is_file():
        return f"There is no file {session.name} any more."
    return "There is no line for this."


async def _asked(request: Request) -> dict[str, Any]:
    try:
        data = b""
        async for part in request.stream():
            data += part
            if len(data) > MOST_ASKED:
                return {}
        asked = json.loads(data)
    except (ValueError, RecursionError):
        return {}
    return asked if isinstance(asked, dict) else {}


def _span(session: Session, asked: dict[str, Any]) -> Span | None:
    ids = asked.get("ids")
    if isinstance(ids, list):
        origins = session.origins
        read, around = _texts(asked.get("read")), _texts(asked.get("around"))
        found = origins.find(_texts(ids), read, around) if origins else None
        return session.now(found) if found else None
    file, line, column = (asked.get(name) for name in ("file", "line", "column"))
    if not isinstance(file, str) or not isinstance(line, int) or not isinstance(column, int):
        return None
    if line < 1 or column < 1:
        return None
    return Span(file, line, column, line, column + 1) if session.knows(file) else None


def _span_on_paper(session: Session, asked: dict[str, Any]) -> Span | None:
    """The place of what stands at a point of a sheet, whose PDF has the words."""
    sheet, origins = asked["sheet"], session.origins
    if not isinstance(sheet, dict) or origins is None:
        return None
    pdf = session.printed.pdfs.get(str(sheet.get("template")))
    number, x, y = (_number(sheet.get(name)) for name in ("number", "x", "y"))
    if pdf is None:
        return None
    try:
        found = origins.find_on_paper(*words_at(pdf.data, int(number), x, y))
    except EngineError:
        return None
    return session.now(found) if found else None


def _number(asked: object) -> float:
    """A number that is none too large; what isn't one is on no sheet."""
    return asked if isinstance(asked, (int, float)) and 0 <= asked < MOST_ASKED else -1.0


def _texts(asked: object) -> list[str]:
    """The texts of a list that came from a browser, no more of them than it would send."""
    found = asked if isinstance(asked, list) else []
    return [each for each in found if isinstance(each, str)][:MOST_TEXTS]


async def _no_icon(_request: Request) -> Response:
    return Response(status_code=204, headers=HEADERS)


def _missing(said: str) -> Response:
    return Response(f"{said}\n", 404, headers=HEADERS, media_type="text/plain")
