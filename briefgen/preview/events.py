"""Sends a browser the news of everything that its tabs show, in one stream.

One stream, because over HTTP/1.1 a browser keeps only six connections to a server: with a stream
for each tab, the seventh tab would load for ever. A topic is `shelf`, the index of the folder, or
`brief/KEY`.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AbstractContextManager, nullcontext, suppress
from typing import Any

from briefgen.ground.records import record
from briefgen.preview.hub import Hub
from briefgen.preview.news import Followed
from briefgen.preview.session import Session

# Seconds between two signs of life: a browser doesn't say when a connection has gone silent, so the
# worker reckons with one of these (hub.js).
ALIVE = 15.0
# Seconds between two looks whether a brief is there by now.
AGAIN = 1.0
# A browser may ask for anything; of more topics than that none is followed.
MOST = 1000


@record
class Topic:
    """What a browser follows, the number of the state that it has, and whether it shows paper."""

    name: str
    seen: int = -1
    to_paper: bool = False

    def source(self, hub: Hub) -> Followed | None:
        """Find what is followed; None where there is no such thing."""
        kind, _, key = self.name.partition("/")
        if kind == "shelf":
            return hub.shelf
        return hub.session(key) if kind == "brief" else None


def topics(asked: Sequence[str], papers: Sequence[str]) -> list[Topic]:
    """Read the topics that are asked for as NAME@SERIAL; `papers` names those on paper."""
    found = {}
    for each in asked[:MOST]:
        name, _, seen = each.rpartition("@")
        with suppress(ValueError):
            found[name] = Topic(name, int(seen), name in papers)
    return list(found.values())


async def stream(hub: Hub, followed: Sequence[Topic]) -> AsyncIterator[str]:
    """Send the states that the browser doesn't have yet, and then each new one.

    They are sent as server-sent events (HTML Standard, section 9.2).
    """
    # Milliseconds until the browser connects again; by default it waits some seconds.
    yield "retry: 500\n\n"
    # It holds one event, so that states don't pile up for a slow browser.
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
    """List the states that the browser doesn't have yet, for one that can't use the stream."""
    found = []
    for topic in followed:
        source = topic.source(hub)
        with _listening(hub, source, topic):
            if source is None or source.serial != topic.seen:
                found.append(_news(hub, topic, source))
    return found


async def _follow(hub: Hub, topic: Topic, tell: Callable[[str], Awaitable[None]]) -> None:
    """Send a topic's news until the stream ends, also if the brief is deleted and comes back."""
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
    # A comment, so that the stream wakes and sees that it is over.
    await tell(": the end\n\n")


def _listening(hub: Hub, source: Followed | None, topic: Topic) -> AbstractContextManager[None]:
    if isinstance(source, Session):
        return hub.listening(source, to_paper=topic.to_paper)
    return nullcontext()


def _news(hub: Hub, topic: Topic, source: Followed | None) -> dict[str, Any]:
    """Write a topic's state as it is sent; null if there is no such brief."""
    state = source.state() if source else None
    if state and isinstance(source, Session):
        _add_addresses(state, hub)
    return {"of": topic.name, "state": state}


def _event(told: dict[str, Any]) -> str:
    return f"event: state\ndata: {json.dumps(told)}\n\n"


def _add_addresses(state: dict[str, Any], hub: Hub) -> None:
    """Give each place in a state the address that opens it, if there is one."""
    for found in state["found"]:
        places = [found["place"], *(each["place"] for each in found["related"])]
        for place in filter(None, places):
            file = hub.absolute(place["file"])
            place["address"] = hub.editor.address(file, place["line"], place["column"])
