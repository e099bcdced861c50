"""Typesetting in processes of their own: in order, bounded, and the parent stays alive."""

from __future__ import annotations

import os
import re
import signal
import sys
from pathlib import Path

import pytest

from briefgen import EngineError
from briefgen.ground.bounds import Bounds
from briefgen.typeset.workers import Workers

PAGE = "<!DOCTYPE html><html lang=en><head><title>t</title></head><body><h1>{}</h1></body></html>"


def test_pages_come_back_in_the_order_given():
    pages = [PAGE.format(f"<p id=p{n}>x</p>") for n in range(5)]
    with Workers(2) as workers:
        found = workers.typeset_all(pages, ())
    assert [list(pdf.anchors) for pdf in found] == [[f"p{n}"] for n in range(5)]
    assert all(pdf.data.startswith(b"%PDF-") for pdf in found)


def test_what_the_engine_refuses_is_said_by_the_parent():
    page = PAGE.format('<img alt="" src="https://example.org/x.png">')
    with Workers(1) as workers, pytest.raises(EngineError, match="must not"):
        workers.typeset_all([page], ())


@pytest.mark.long
def test_a_page_that_takes_too_long_is_ended(patient):
    endless = PAGE.format("<div>" * 100 + "x " * 200_000)
    with (
        Workers(1, Bounds(seconds=1)) as workers,
        pytest.raises(EngineError, match="more than 1 s"),
    ):
        workers.typeset_all([endless], ())


@pytest.mark.long
def test_a_page_that_takes_too_much_memory_is_ended():
    wide = PAGE.format(f"<table><tr><td colspan=99999999>{'x' * 1000}</td></tr></table>")
    with Workers(1, Bounds(seconds=20, megabytes=700)) as workers, pytest.raises(EngineError):
        workers.typeset_all([wide], ())


def test_a_worker_that_is_killed_is_an_error_in_a_sentence():
    with Workers(1) as workers:
        os.kill(workers._children[0].pid, signal.SIGKILL)
        with pytest.raises(EngineError, match="ended without a result"):
            workers.typeset_all([PAGE.format("x")], ())


@pytest.mark.skipif(sys.platform != "linux", reason="asks /proc for the memory")
def test_what_a_page_took_is_free_for_the_next():
    page = PAGE.format("<p>Ships wait at the pier until the tide lets them in.</p>" * 600)
    with Workers(1) as workers:
        status = Path(f"/proc/{workers._children[0].pid}/status")

        def megabytes():
            return int(re.search(r"VmRSS:\s+(\d+) kB", status.read_text())[1]) / 1024

        workers.typeset_all([page], ())
        first = megabytes()
        workers.typeset_all([page] * 5, ())
        assert megabytes() - first < 0.2 * first


def test_no_process_is_left_behind():
    with Workers(2) as workers:
        children = workers._children
    assert all(child._process.poll() is not None for child in children)
