"""The news of all that one browser shows, in one stream: it keeps six connections to a server.

A topic is `shelf`, the index of the folder, or `brief/KEY`.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AbstractContextManager, nullcontext, suppress
from dataclasses import dataclass
from typing import Any

from briefgen.preview.hub import Hub
from briefgen.preview.news import Followed
from briefgen.preview.session import Session

# Seconds between two signs of life, and between two looks whether a brief is there by now.
ALIVE, AGAIN = 15.0, 1.0
MOST = 1000


@dataclass(frozen=True, slots=True)
class Topic:
    """What a browser follows, the serial of the state that it knows, and whether it shows paper."""

    name: str
    seen: int = -1
    to_paper: bool = False

    def source(self, hub: Hub) -> Followed | None:
        """What is followed; None where there is none."""
        kind, _, key = self.name.partition("/")
        if kind == "shelf":
            return hub.shelf
        return hub.session(key) if kind == "brief" else None


def topics(asked: Sequence[str], papers: Sequence[str]) -> list[Topic]:
    """The topics that are asked for as NAME@SERIAL; `papers` are the names of those on paper."""
    found = {}
    for each in asked[:MOST]:
        name, _, seen = each.rpartition("@")
        with suppress(ValueError):
            found[name] = Topic(name, int(seen), name in papers)
    return list(found.values())


async def stream(hub: Hub, followed: Sequence[Topic]) -> AsyncIterator[str]:
    """The states that aren't known, and all news, as server-sent events (HTML, section 9.2)."""
    yield "retry: 500\n\n"
    ready: asyncio.Queue[str] = asyncio.Queue(1)
    tasks = [asyncio.create_task(_follow(hub, topic, ready.put)) for topic in followed]
    try:
        while not hub.is_closing:
            try:
                async with asyncio.timeout(ALIVE):
                    event = await ready.get()
            except TimeoutError:
                event = "event: alive\ndata:\n\n"
            yield event
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def now(hub: Hub, followed: Sequence[Topic]) -> list[dict[str, Any]]:
    """The states that aren't known, at this moment: for browsers that ask again and again."""
    found = []
    for topic in followed:
        source = topic.source(hub)
        with _listening(hub, source, topic):
            if source is None or source.serial != topic.seen:
                found.append(_news(hub, topic, source))
    return found


async def _follow(hub: Hub, topic: Topic, tell: Callable[[str], Awaitable[None]]) -> None:
    """Tell a topic's news, whatever takes its place."""
    seen = topic.seen
    while not hub.is_closing:
        source = topic.source(hub)
        if source is None:
            await tell(_event(_news(hub, topic, None)))
            await asyncio.sleep(AGAIN)
            continue
        with _listening(hub, source, topic):
            while not hub.is_closing and topic.source(hub) is source:
                if await source.news(seen, ALIVE):
                    told = _news(hub, topic, source)
                    seen = told["state"]["serial"]
                    await tell(_event(told))
    await tell(": the end\n\n")


def _listening(hub: Hub, source: Followed | None, topic: Topic) -> AbstractContextManager[None]:
    if isinstance(source, Session):
        return hub.listening(source, to_paper=topic.to_paper)
    return nullcontext()


def _news(hub: Hub, topic: Topic, source: Followed | None) -> dict[str, Any]:
    """A topic's state as it is sent; that of what isn't there is null."""
    state = source.state() if source else None
    if state and isinstance(source, Session):
        state = _with_addresses(state, hub)
    return {"of": topic.name, "state": state}


def _event(told: dict[str, Any]) -> str:
    return f"event: state\ndata: {json.dumps(told)}\n\n"


def _with_addresses(state: dict[str, Any], hub: Hub) -> dict[str, Any]:
    """A state in which each place has the address that opens it, if there is one."""
    for found in state["found"]:
        places = [found["place"], *(each["place"] for each in found["related"])]
        for place in filter(None, places):
            file = hub.absolute(place["file"])
            place["address"] = hub.editor.address(file, place["line"], place["column"])
    return state
