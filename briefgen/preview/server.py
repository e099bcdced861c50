"""Answers the browser, from memory; nothing is fetched from elsewhere.

A page is what `briefgen build` writes, with one script element before `</head>`.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from html import escape
from pathlib import Path, PurePosixPath
from urllib.parse import quote

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

from briefgen.ground.copies import is_copy
from briefgen.ground.errors import BriefError, EngineError
from briefgen.preview.events import Topic, now, stream, topics
from briefgen.preview.hosts import OwnHost
from briefgen.preview.hub import Hub
from briefgen.preview.opening import opened

STATIC = Path(__file__).parent / "static"
ASSETS = {
    "client.js": "text/javascript",
    "clicked.js": "text/javascript",
    "events.js": "text/javascript",
    "hub.js": "text/javascript",
    "morph.js": "text/javascript",
    "panel.js": "text/javascript",
    "passages.js": "text/javascript",
    "paper.js": "text/javascript",
    "index.js": "text/javascript",
    "panel.css": "text/css",
    "index.css": "text/css",
}
# The annexes that a browser opens by itself, by their endings; others it offers to save.
OPENED = {
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".txt": "text/plain",
    ".csv": "text/plain",
}
# Seconds that a browser is kept waiting for the first page. After that it gets one that says so,
# and is told when there is more.
FIRST_PAGE = 2.0
HEADERS = {
    # Briefs are confidential, and a browser's cache is a file.
    "Cache-Control": "no-store",
    # No page of another site can embed anything of this one, nor learn its address from a link.
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
    """Make the application for a hub that is reached under those hosts."""
    routes = [
        Route("/", _root),
        Route("/brief/{key:path}", _brief),
        Route("/-/events", _events),
        Route("/-/news", _news),
        Route("/-/sheet/{name}.png", _sheet),
        Route("/-/pdf/{template}/{key:path}", _pdf),
        Route("/-/rule/{rule}", _rule),
        Route("/-/passages/{number}/{key:path}", _passages),
        Route("/-/open", _open, methods=["POST"]),
        Route("/favicon.ico", _no_icon),
        # The last, because the first route that fits is taken.
        Route("/-/{asset}", _asset),
        # The page of a lone brief is at the root, and the copies of its annexes are beside it.
        Route("/{copy}", _annex),
    ]
    application = Starlette(routes=routes, middleware=[Middleware(OwnHost, *hosts)])
    application.state.hub = hub
    return application


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
    key = request.path_params["key"]
    # A brief may be called like a copy.
    is_annex = is_copy(key) and _hub(request).session(key) is None
    return await (_annex_at(request, key) if is_annex else _page(request, key))


async def _annex(request: Request) -> Response:
    return await _annex_at(request, request.path_params["copy"])


async def _annex_at(request: Request, path: str) -> Response:
    """Answer with the copy of an annex that a page links to."""
    data = None
    with suppress(BriefError):
        data = await asyncio.to_thread(_hub(request).annex, path)
    if data is None:
        return _missing("There is no such annex here.")
    kind = OPENED.get(PurePosixPath(path).suffix, "application/octet-stream")
    return Response(data, media_type=kind, headers=HEADERS)


async def _page(request: Request, key: str) -> Response:
    """Answer with the page of the requested view; while there is none, with one that says why."""
    session = _hub(request).session(key)
    if session is None:
        return _missing("There is no such brief here.")
    await session.first(FIRST_PAGE)
    pages = session.good.pages
    asked = request.query_params.get("view", "")
    view = asked if asked in pages else next(iter(pages), "")
    if not view:
        said = "This brief has faults." if session.result.failed else "Building…"
        body = f"<h1>{escape(session.name)}</h1><p>{said}</p>"
        return HTMLResponse(with_script(_plain_page(session.name, body), key), headers=HEADERS)
    # "no-cache" keeps a copy and asks each time whether it is still right: going back in the
    # browser then needs no page of megabytes.
    page, etag = pages[view], f'"{pages[view].digest}"'
    headers = {**HEADERS, "Cache-Control": "no-cache", "ETag": etag}
    if request.headers.get("if-none-match") == etag:
        return Response(status_code=304, headers=headers)
    return HTMLResponse(with_script(page.html, key, view, page.digest), headers=headers)


def with_script(html: str, key: str, view: str = "", digest: str = "") -> str:
    """Put the preview's script into a page, and leave all else as it was."""
    about = f'data-brief="{escape(key)}"'
    if digest:
        about += f' data-view="{escape(view)}" data-digest="{digest}"'
    script = f'<script type="module" src="/-/client.js" {about}></script>'
    head, end, rest = html.partition("</head>")
    return head + script + end + rest if end else script + html


def _plain_page(title: str, body: str) -> str:
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        f"<title>{escape(title)}</title>\n</head>\n<body>\n"
        f"<main>{body}</main>\n</body>\n</html>\n"
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
    # Only names in a list are served, so that none can lead out of the folder.
    if name not in ASSETS:
        return _missing("There is nothing here.")
    headers = {**HEADERS, "Cache-Control": "no-cache"}
    return FileResponse(STATIC / name, media_type=ASSETS[name], headers=headers)


async def _sheet(request: Request) -> Response:
    """Answer with the picture of a sheet."""
    data = None
    # Such as where the disk is full: then the paper has a gap. And a picture can be dropped for a
    # newer one between its drawing and its reading.
    with suppress(EngineError, FileNotFoundError):
        picture = await _hub(request).picture(request.path_params["name"])
        if picture:
            data = await asyncio.to_thread(picture.read_bytes)
    if data is None:
        return _missing("This sheet is no longer there.")
    # Its name is the hash of what it shows, so it never changes.
    headers = {**HEADERS, "Cache-Control": "max-age=86400, immutable"}
    return Response(data, media_type="image/png", headers=headers)


async def _pdf(request: Request) -> Response:
    session = _hub(request).session(request.path_params["key"])
    template = request.path_params["template"]
    pdf = session.printed.pdfs.get(template) if session else None
    if session is None or pdf is None:
        return _missing("This PDF isn't made yet.")
    name = quote(f"{session.brief.stem}-{template}.pdf")  # in any language (RFC 6266, RFC 8187)
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


async def _passages(request: Request) -> Response:
    """Answer with what the sentence before a note's number rests on."""
    session = _hub(request).session(request.path_params["key"])
    # In a thread: of a long brief it takes a moment to know where every number stands.
    number = request.path_params["number"]
    found = await asyncio.to_thread(session.passages, number) if session else None
    return JSONResponse(found, headers=HEADERS) if found else _missing("Nothing is known of this.")


async def _open(request: Request) -> Response:
    answer, status = await opened(_hub(request), request)
    return JSONResponse(answer, status, headers=HEADERS)


async def _no_icon(_request: Request) -> Response:
    return Response(status_code=204, headers=HEADERS)


def _missing(said: str) -> Response:
    return Response(f"{said}\n", 404, headers=HEADERS, media_type="text/plain")
