"""The server's life: it takes a port, says where it is, and ends with all its children."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import os
import signal
import socket
import sys
import threading
import webbrowser
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import uvicorn

from briefgen.errors import ConfigError
from briefgen.files import read
from briefgen.preview.compiled import Asked
from briefgen.preview.editor import Editor
from briefgen.preview.hub import Hub
from briefgen.preview.server import application
from briefgen.preview.session import Session

PORT = 8000
# Seconds after which a process that has nothing left to do ends, come what may.
LAST = 3.0


@dataclass(frozen=True, slots=True)
class Settings:
    """Where the server listens, and what it does besides."""

    host: str = "127.0.0.1"
    port: int = PORT
    opens: bool = False
    editor: Editor = field(default_factory=Editor)


class _Server(uvicorn.Server):
    """A server whose signals are ours: it would raise them again when it has ended."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


def serve(
    path: Path,
    asked: Asked,
    settings: Settings,
    ready: Callable[[str], None],
    built: Callable[[Session], None],
) -> None:
    """Serve a brief or a folder until the process is interrupted. `ready` is told the address.

    FilesError where there is no such file or folder, ConfigError where the host can't be used. A
    brief that is there but malformed is served with its faults.
    """
    if not path.is_dir():
        read(path)
    # A page that is ready is to be sent at once, though the build goes on with the next.
    sys.setswitchinterval(0.001)
    gc.disable()  # sessions collect when they have nothing else to do
    listening = _socket(settings.host, settings.port)
    with contextlib.closing(listening):
        made = partial(Hub, path, asked, settings.editor, built)
        asyncio.run(_serve(made, settings, listening, ready))


async def _serve(
    made: Callable[[], Hub],
    settings: Settings,
    listening: socket.socket,
    ready: Callable[[str], None],
) -> None:
    hub = made()
    server = _Server(
        uvicorn.Config(
            application(hub, settings.host),
            log_config=None,
            access_log=False,
            lifespan="off",
            timeout_graceful_shutdown=2,
        )
    )

    def end(*_: object) -> None:
        hub.is_closing = True
        server.should_exit = True

    _on_signals(end)
    address = _address(settings.host, listening)
    hub.start()
    ready(address)
    if settings.opens:
        asyncio.get_running_loop().run_in_executor(None, webbrowser.open, address)
    try:
        closing = asyncio.create_task(_close_with(hub, server))
        await server.serve(sockets=[listening])
        await closing
    finally:
        await hub.close()
        _leave_within(LAST)


def _leave_within(seconds: float) -> None:
    """End the process, if by then it waits for a build that nothing can stop: nobody needs it."""
    last = threading.Timer(seconds, os._exit, [0])
    last.daemon = True
    last.start()


def may_open_browser() -> bool:
    """Whether somebody is there to look: a terminal, on a screen that can show a window."""
    has_screen = sys.platform in ("darwin", "win32") or any(
        os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY")
    )
    return sys.stdout.isatty() and has_screen


async def _close_with(hub: Hub, server: uvicorn.Server) -> None:
    """End the sessions as soon as the server is to end: it waits for those who listen to them."""
    while not server.should_exit:
        await asyncio.sleep(0.05)
    await hub.close()


def _on_signals(end: Callable[..., None]) -> None:
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        try:
            loop.add_signal_handler(number, end)
        except (NotImplementedError, RuntimeError, ValueError):  # Windows, or not the main thread
            with contextlib.suppress(ValueError):
                signal.signal(number, end)


def _socket(host: str, port: int) -> socket.socket:
    """A listening socket on the port; on a free one where that is taken."""
    try:
        (family, _, _, _, address), *_ = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )
    except (OSError, UnicodeError, OverflowError) as error:
        raise ConfigError(f"This machine can't be reached as `{host}`: {error}.") from error
    for wanted in (port, 0):
        made = socket.socket(family, socket.SOCK_STREAM)
        try:
            if os.name == "posix":  # elsewhere it would take a port that is in use
                made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            made.bind((address[0], wanted, *address[2:]))
            made.listen(128)
            return made
        except OSError as error:
            made.close()
            if wanted == 0:
                raise ConfigError(f"`{host}` can't be listened on: {error.strerror}.") from error
    raise AssertionError


def _address(host: str, listening: socket.socket) -> str:
    port = listening.getsockname()[1]
    shown = {"0.0.0.0": "127.0.0.1", "::": "[::1]", "": "127.0.0.1"}.get(host, host)  # noqa: S104
    shown = f"[{shown}]" if ":" in shown and not shown.startswith("[") else shown
    return f"http://{shown}:{port}/"
