"""Runs the server: it takes a port, tells its address, and ends with all child processes."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import logging
import os
import signal
import sys
import threading
import webbrowser
from collections.abc import Callable, Iterator
from dataclasses import field
from functools import partial
from pathlib import Path

import uvicorn

from briefgen.builds.second_name import brief_of
from briefgen.ground.files import read
from briefgen.ground.records import record
from briefgen.preview.editor import Editor
from briefgen.preview.hub import Hub
from briefgen.preview.listen import Listening, listen
from briefgen.preview.server import application
from briefgen.preview.session import Session
from briefgen.settings.options import Options

PORT = 8000
# Seconds after which a process that has nothing left to do ends, whatever it still waits for; and
# so many after it was told to end.
LAST, LONGEST = 3.0, 8.0
# The signals that end it. Windows has no hang-up.
ENDING = ("SIGINT", "SIGTERM", "SIGHUP")


@record
class Serving:
    """Where the server listens, and what it does besides."""

    host: str = "127.0.0.1"
    port: int = PORT
    opens: bool = False
    editor: Editor = field(default_factory=Editor)
    say: Callable[[str], None] = lambda _: None


class _Server(uvicorn.Server):
    """A server that leaves signals alone.

    uvicorn catches them and raises them again when it has ended. Ctrl-C would then be an error,
    though it is the way to end a preview.
    """

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


def serve(
    path: Path,
    options: Options,
    settings: Serving,
    ready: Callable[[str], None],
    built: Callable[[Session], None],
) -> None:
    """Serve a brief or a folder until the process is interrupted. `ready` is told the address.

    FilesError where there is no such file or folder, ConfigError where the host can't be used. A
    brief that is there but malformed is served with its faults.
    """
    path = brief_of(path)
    if not path.is_dir():
        read(path)
    # A build is a thread that computes, and keeps the interpreter for 5 ms at a time (the default):
    # a page that is ready is to be sent sooner than that.
    sys.setswitchinterval(0.001)
    # A collection stops everything, for longer the more briefs are in memory. `Printers.collect`
    # does it when nobody waits for a page.
    gc.disable()

    def is_news(record: logging.LogRecord) -> bool:
        # At the end some answers are cut short, and uvicorn writes a traceback for each.
        return not (record.exc_info and isinstance(record.exc_info[1], asyncio.CancelledError))

    logging.getLogger("uvicorn.error").addFilter(is_news)
    listening = listen(settings.host, settings.port)
    with contextlib.closing(listening.socket):
        for said in listening.said:
            settings.say(said)
        made = partial(Hub, path, options, settings.editor, built)
        asyncio.run(_serve(made, settings, listening, ready))


async def _serve(
    made: Callable[[], Hub],
    settings: Serving,
    listening: Listening,
    ready: Callable[[str], None],
) -> None:
    hub = made()
    server = _Server(
        uvicorn.Config(
            application(hub, settings.host, listening.at),
            log_config=None,
            access_log=False,
            lifespan="off",
            timeout_graceful_shutdown=2,
        )
    )

    def end(*_: object) -> None:
        # A second Ctrl-C doesn't put the end off.
        if not hub.is_closing:
            _leave_within(LONGEST)
        hub.is_closing = True
        server.should_exit = True

    _on_signals(end)
    hub.start()
    ready(listening.address)
    if listening.own != listening.address:
        settings.say(f"On this machine it is also at {listening.own}")
    if settings.opens:
        asyncio.get_running_loop().run_in_executor(None, _open, listening.own, settings.say)
    try:
        closing = asyncio.create_task(_close_with(hub, server))
        await server.serve(sockets=[listening.socket])
        await closing
    finally:
        await hub.close()
        _leave_within(LAST)


def _leave_within(seconds: float) -> None:
    """End the process by force after some seconds, if it still waits for a build in a thread.

    Nothing can stop a thread, and Python waits for all of them before it ends.
    """
    last = threading.Timer(seconds, os._exit, [0])
    last.daemon = True
    last.start()


def may_open_browser() -> bool:
    """Tell whether to open a browser: there is a terminal, and a screen for a window."""
    return sys.stdout.isatty() and _has_screen()


def _has_screen() -> bool:
    """Tell whether a browser can open a window, or $BROWSER says how to open one."""
    names = ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER")
    return sys.platform in ("darwin", "win32") or any(map(os.environ.get, names))


def _open(address: str, say: Callable[[str], None]) -> None:
    """Open the browser, and tell the user if none opens."""
    opened = False
    # Without a screen `webbrowser` takes one for the terminal (lynx, w3m), on top of what is there.
    if _has_screen():
        with contextlib.suppress(OSError, webbrowser.Error):
            opened = webbrowser.open(address)
    if not opened:
        say(f"No browser could be opened. Open {address} in yours.")


async def _close_with(hub: Hub, server: uvicorn.Server) -> None:
    """End the sessions as soon as the server is told to end.

    uvicorn waits until every answer is complete, and a stream of news is so only when its sessions
    have ended. It has no hook for this moment, so its flag is looked at.
    """
    while not server.should_exit:
        await asyncio.sleep(0.05)
    await hub.close()


def _on_signals(end: Callable[..., None]) -> None:
    loop = asyncio.get_running_loop()
    for number in (getattr(signal, name) for name in ENDING if hasattr(signal, name)):
        try:
            loop.add_signal_handler(number, end)
        except (NotImplementedError, RuntimeError, ValueError):  # Windows, or not the main thread
            with contextlib.suppress(ValueError):
                signal.signal(number, end)
