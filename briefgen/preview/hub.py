"""Keeps the sessions: that of one brief, or of each brief in a folder that somebody looks at."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from briefgen.ground.files import from_here
from briefgen.ground.regexes import regex
from briefgen.preview.editor import Editor
from briefgen.preview.printers import Printers
from briefgen.preview.session import Session
from briefgen.preview.shelf import Shelf
from briefgen.settings.options import Options

# A brief of a folder that nobody has looked at for so many seconds is no longer built.
UNATTENDED = 60.0
# Of a picture. It comes from an address, and becomes a part of a path.
NAME = regex("[0-9a-f]{32}")


class Hub:
    """The sessions by key; the key of a single brief is empty. Made in the running loop.

    A brief of a folder gets a session when it is first asked for, and loses it when nobody has
    looked for `UNATTENDED` seconds.
    """

    def __init__(
        self,
        path: Path,
        options: Options,
        editor: Editor,
        built: Callable[[Session], None] = lambda _: None,
    ) -> None:
        self.editor = editor
        self.is_closing = False
        self.shelf = Shelf(path.absolute(), options) if path.is_dir() else None
        self._path = path
        self._here = Path.cwd()  # messages name files from here
        self._options = options
        self._built = built
        self._sessions: dict[str, Session] = {}
        self._printers = Printers()
        # Held here, because the loop itself keeps only weak references to tasks.
        self._ending: set[asyncio.Task[None]] = set()
        self._tidying: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin with the folder, or with the one brief."""
        if self.shelf:
            self.shelf.start()
            self._tidying = asyncio.create_task(self._keep_tidy())
        else:
            self.session("")

    async def close(self) -> None:
        """End all sessions and their child processes."""
        self.is_closing = True
        if self._tidying:
            self._tidying.cancel()
        ending = [session.stop() for session in self._sessions.values()]
        if self.shelf:
            ending.append(self.shelf.stop())
        await asyncio.gather(*ending, *self._ending)
        await self._printers.close()

    def session(self, key: str) -> Session | None:
        """Find the session of a key, or start it; None where there is no such brief."""
        found = self._brief(key)
        known = self._sessions.get(key)
        if known and found and known.brief != found[0]:
            self._drop(key)  # another file has taken the name of that one
        if key not in self._sessions and not self.is_closing:
            if found is None:
                return None
            self._printers.begin()
            brief, name = found
            self._sessions[key] = Session(brief, name, self._options, self._built, self._printers)
            self._sessions[key].start()
        return self._sessions.get(key)

    @contextmanager
    def listening(self, session: Session, *, to_paper: bool = False) -> Iterator[None]:
        """Count somebody as looking at a session until the block ends, so that it is kept.

        With `to_paper` they look at its paper, which is then typeset first.
        """
        with session.attention.given(to_paper=to_paper):
            self._printers.look_again()
            yield
        self._printers.look_again()

    async def picture(self, name: str) -> Path | None:
        """Find the file of a picture of any brief, drawn now if need be; None where there is none.

        EngineError where it can't be drawn.
        """
        if not NAME.fullmatch(name):
            return None
        for session in list(self._sessions.values()):
            if file := await session.picture(name):
                return file
        return None

    def annex(self, path: str) -> bytes | None:
        """Find the copy of an annex by its path beside the page of a brief that is looked at.

        Raises BriefError where its file has changed since the page was made.
        """
        folder, _, name = path.rpartition("/")
        near = (each for key, each in self._sessions.items() if key.rpartition("/")[0] == folder)
        return next(filter(None, (session.annex(name) for session in near)), None)

    def absolute(self, file: str) -> Path:
        """Make the absolute path of a file from the way in which messages name it."""
        at = self.shelf.folder if self.shelf else self._here
        return at / file

    def _brief(self, key: str) -> tuple[Path, str] | None:
        """Find the file of a key, and what messages call it; None where there is none."""
        if self.shelf is None:
            return (self._here / self._path, str(from_here(self._path))) if key == "" else None
        brief = self.shelf.brief(key)
        return (brief, brief.relative_to(self.shelf.folder).as_posix()) if brief else None

    async def _keep_tidy(self) -> None:
        while True:
            await asyncio.sleep(UNATTENDED / 4)
            for key, session in list(self._sessions.items()):
                if session.attention.is_gone_for(UNATTENDED):
                    self._drop(key)

    def _drop(self, key: str) -> None:
        session = self._sessions.pop(key)
        self._ending.add(ending := asyncio.create_task(session.stop()))
        ending.add_done_callback(self._ending.discard)
