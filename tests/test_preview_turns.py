"""Whose paper is made first, what a browser is told, and by what a half file is known."""

import asyncio
import json
import time
from contextlib import ExitStack

import pytest

from briefgen.preview.attention import Attention, Rank
from briefgen.preview.editor import editor_of
from briefgen.preview.events import Topic, now, stream, topics
from briefgen.preview.hub import Hub
from briefgen.preview.news import Followed
from briefgen.preview.printers import Printers
from briefgen.preview.snapshot import snapshot
from briefgen.preview.watch import Watched
from briefgen.settings.options import Options

# A file that lacks its end

TEXT = b"".join(b"line %d of the brief, which is long enough\n" % at for at in range(30))
LATIN = b"\x89PNG\r\n\0" + bytes(range(256)) * 9 + b"IEND\xaeB`\x82"


@pytest.mark.parametrize(
    ("before", "after", "is_cut"),
    [
        (TEXT, b"", True),
        (TEXT, None, True),
        (TEXT, TEXT[:400], True),
        (TEXT, TEXT[: TEXT.index(b"line 24")], True),
        (TEXT, TEXT.replace(b"line 3 ", b"a change "), False),
        (TEXT, TEXT.replace(b"line 29", b"a change at the end"), False),
        (TEXT, TEXT + b"one more line\n", False),
        (TEXT, TEXT[200:], False),
        (TEXT.rstrip(), TEXT.rstrip() + b", and more", False),
        (TEXT, b"\0" * len(TEXT), True),
        (LATIN, LATIN[:1000], True),
        (LATIN, LATIN.replace(b"\x10\x11", b"\x11\x10"), False),
        (b"", TEXT[:400], False),
        (None, TEXT[:400], False),
    ],
)
def test_a_half_file_is_known_by_its_end(tmp_path, before, after, is_cut):
    path = tmp_path / "file"

    def seen(data):
        path.unlink(missing_ok=True)
        if data is not None:
            path.write_bytes(data)
        return snapshot(Watched(frozenset({path})))

    assert seen(before).is_cut_in(seen(after)) == is_cut


# Turns


def test_a_brief_that_nobody_looks_at_has_the_last_rank(monkeypatch):
    clock = [100.0]
    monkeypatch.setattr("time.monotonic", lambda: clock[0])
    attention = Attention()
    with attention.given(to_paper=False):
        assert attention.rank is Rank.PAGE
        with attention.given(to_paper=True):
            assert attention.rank is Rank.PAPER
        clock[0] += 60
        assert attention.rank is Rank.PAGE
        assert not attention.is_gone_for(60)
    clock[0] += 60
    assert attention.rank is Rank.NOBODY
    assert attention.is_gone_for(59)


def printed_in_order(wanted, count=1):
    """The names in the order in which they get a printer; `wanted` says who looks at what."""

    async def run():
        printers, order = Printers(count), []

        async def work(name, attention):
            async with printers.turn(attention):
                order.append(name)
                await asyncio.sleep(0.01)

        with ExitStack() as looks:
            tasks = []
            for name, to_paper in wanted:
                attention = Attention()
                if to_paper is None:
                    attention._last = -100
                else:
                    looks.enter_context(attention.given(to_paper=to_paper))
                tasks.append(asyncio.create_task(work(name, attention)))
            await asyncio.sleep(0.2)
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
        return order

    return asyncio.run(run())


def test_paper_that_is_looked_at_is_made_first_and_what_nobody_sees_is_not():
    wanted = [("nobody", None), ("page", False), ("other page", False), ("paper", True)]
    assert printed_in_order(wanted, count=2) == ["page", "paper", "other page"]


def test_a_page_leaves_a_printer_for_the_paper_that_is_looked_at():
    assert printed_in_order([("one", False), ("two", False)], count=1) == []

    async def run():
        printers = Printers(2)
        one, two, paper = Attention(), Attention(), Attention()
        with one.given(to_paper=False), two.given(to_paper=False), paper.given(to_paper=True):
            async with printers.turn(one):
                with pytest.raises(TimeoutError):
                    await asyncio.wait_for(printers.turn(two).__aenter__(), 0.05)
                async with printers.turn(paper):
                    return True

    assert asyncio.run(run())


def test_no_printer_is_renewed_once_they_have_ended(monkeypatch, caplog):
    monkeypatch.setattr("briefgen.preview.printers.RESTS", 0.05)

    async def run():
        printers, paper = Printers(1), Attention()
        with paper.given(to_paper=True):
            async with printers.turn(paper):
                pass
        await printers.close()
        # A build that is still running holds the end up, until after the printer would be renewed.
        asyncio.get_running_loop().run_in_executor(None, time.sleep, 0.3)

    asyncio.run(run())
    assert caplog.text == ""


# What a browser is told


def test_topics_are_names_with_the_state_that_is_known():
    asked = topics(["brief/a@b@12", "shelf@-1", "nonsense", "brief/c@x"], ["brief/a@b"])
    assert asked == [Topic("brief/a@b", 12, to_paper=True), Topic("shelf", -1)]


def told(folder, ask):
    async def run():
        hub = Hub(folder, Options(), editor_of("x://", {}))
        hub.start()
        try:
            return await ask(hub)
        finally:
            await hub.close()

    return asyncio.run(run())


@pytest.fixture
def folder(tmp_path):
    for name in ("one", "two"):
        (tmp_path / f"{name}.yaml").write_text(f"briefgen: 1\ntitle: {name}\n", "utf-8")
    return tmp_path


def test_one_stream_tells_of_all_that_is_followed(folder):
    async def ask(hub):
        names = {"shelf", "brief/one", "brief/two", "brief/none"}
        heard, events = {}, stream(hub, [Topic(name) for name in names])
        async for event in events:
            if "data: {" in event:
                news = json.loads(event.split("data: ")[1])
                heard[news["of"]] = news["state"]
            if heard.keys() == names and (heard["brief/one"] or {}).get("found"):
                break
        await events.aclose()
        return heard

    heard = told(folder, ask)
    assert heard["brief/none"] is None
    assert heard["brief/one"]["failed"]
    assert heard["shelf"]["folder"] == folder.name


def test_a_state_that_is_known_is_not_told_again(folder):
    async def ask(hub):
        await hub.session("one").first(20)
        (first,) = await now(hub, [Topic("brief/one")])
        known = Topic("brief/one", hub.session("one").serial)
        return first, await now(hub, [known])

    first, again = told(folder, ask)
    assert first["state"]["title"]
    assert again == []


def test_a_session_that_is_dropped_comes_back_with_greater_numbers(folder):
    async def ask(hub):
        before = hub.session("one").serial
        hub._drop("one")
        return before, hub.session("one").serial

    before, after = told(folder, ask)
    assert after > before


# The end


class Told(Followed):
    def state(self):
        return {}


@pytest.mark.parametrize("turns", range(5))
def test_who_follows_ends_when_told_to_though_there_is_news_at_that_moment(turns):
    async def ask():
        told = Told()

        async def follow():
            while True:
                await told.news(told.serial, 10)

        following = asyncio.create_task(follow())
        await asyncio.sleep(0.01)
        told._tell()
        for _ in range(turns):
            await asyncio.sleep(0)
        following.cancel()
        await asyncio.wait([following], timeout=1)
        return following.cancelled()

    assert asyncio.run(ask())


def test_a_stream_ends_before_the_builds_do(tmp_path):
    (tmp_path / "a.yaml").write_text("briefgen: 1\n", "utf-8")

    async def slow_to_end():
        try:
            await asyncio.sleep(60)
        finally:
            await asyncio.sleep(3)

    async def read_all(told):
        return [event async for event in told]

    async def ask():
        hub = Hub(tmp_path, Options(), editor_of("x://", {}))
        hub.start()
        hub.session("a")._tasks.append(asyncio.create_task(slow_to_end()))
        reading = asyncio.create_task(read_all(stream(hub, [Topic("brief/a")])))
        await asyncio.sleep(0.5)
        closing = asyncio.create_task(hub.close())
        ended, _ = await asyncio.wait([reading], timeout=2)
        is_closed = closing.done()
        await closing
        return bool(ended), is_closed

    assert asyncio.run(ask()) == (True, False)
