"""Refuses requests that came under a name that isn't this machine's, or from another site.

This is a module of its own because it keeps confidential briefs from the pages of other sites that
are open in the same browser.
"""

from __future__ import annotations

import ipaddress
import socket
from urllib.parse import urlsplit

from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send


class OwnHost:
    """Answers only requests under a name of this machine, and not those of other sites.

    A page of another site can have its name resolved to this machine (DNS rebinding); the browser
    then sends that name as Host. And it says of itself where a request comes from (Fetch Metadata).
    """

    def __init__(self, app: ASGIApp, *hosts: str) -> None:
        self.app = app
        self.hosts = {host.lower().strip("[]").rstrip(".") for host in hosts}
        self.is_open = bool(self.hosts & {"", "0.0.0.0", "::"})  # noqa: S104 - as the user asked

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or hand it on (ASGI)."""
        if scope["type"] == "http":
            headers = {
                name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]
            }
            if not self.is_own(headers.get("host", "")):
                # 421, Misdirected Request (RFC 9110, section 15.5.20).
                await Response("This preview is not for that host.\n", 421)(scope, receive, send)
                return
            if not _is_same_site(headers, scope["method"]):
                await Response("Not from another site.\n", 403)(scope, receive, send)
                return
        await self.app(scope, receive, send)

    def is_own(self, host: str) -> bool:
        """Tell whether a Host header names this machine.

        If the server listens on all addresses, any IP address counts: only names can be resolved to
        another machine by an attacker.
        """
        if "@" in host:  # `localhost@evil.example` is no host, and its host would be the latter
            return False
        try:
            name = (urlsplit(f"//{host}").hostname or "").rstrip(".")
        except ValueError:
            return False
        # Browsers resolve `localhost` and what ends in it without asking anybody (RFC 6761, 6.3).
        if name == "localhost" or name.endswith(".localhost") or (name and name in self.hosts):
            return True
        try:
            address = ipaddress.ip_address(name)
        except ValueError:
            machine = socket.gethostname().lower()
            return self.is_open and name in (machine, f"{machine}.local")
        return address.is_loopback or self.is_open


def _is_same_site(headers: dict[str, str], method: str) -> bool:
    if method in ("GET", "HEAD"):
        # A link from elsewhere may lead here; nothing there may read it (no CORS, no frames).
        return True
    host = headers.get("host", "")
    # What is no browser sends neither header.
    origin = headers.get("origin", f"http://{host}")
    site = headers.get("sec-fetch-site", "same-origin")
    return site == "same-origin" and origin == f"http://{host}"
