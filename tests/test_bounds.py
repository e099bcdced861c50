"""A bound counts what the processor works, and ends what waits for ever all the same."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest

from briefgen.ground.bounds import Bounds, EndedError, PassedBoundsError, within
from briefgen.ground.children import bounded


def spin(seconds):
    """Keep the processor busy for that long."""
    end = time.process_time() + seconds
    while time.process_time() < end:
        pass


pytestmark = pytest.mark.usefixtures("no_hang", "patient")


def used_by_children():
    """The seconds of the processor that children have used which have ended."""
    resource = pytest.importorskip("resource")
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def test_work_that_passes_its_bound_is_ended():
    with pytest.raises(PassedBoundsError, match="Reading took more than 1 s"), within(1, "Reading"):
        spin(20)


@pytest.mark.long
def test_work_on_a_busy_machine_is_not_ended():
    with within(1, "Reading"):
        time.sleep(1.3)  # as where others have the processor
        spin(0.3)


@pytest.mark.long
def test_a_wait_without_end_is_ended(monkeypatch):
    monkeypatch.setattr("briefgen.ground.bounds.PATIENCE", 2)
    with pytest.raises(PassedBoundsError, match="more than 2 s"), within(1, "Reading"):
        time.sleep(20)


@pytest.mark.long
def test_an_error_that_somebody_catches_comes_again():
    def catches():
        with suppress(PassedBoundsError):
            spin(20)
        spin(20)

    with pytest.raises(PassedBoundsError), within(1, "Reading"):
        catches()


def test_a_child_that_passes_its_bound_is_ended():
    used = used_by_children()
    with pytest.raises(EndedError, match="more than 1 s"):
        bounded(lambda: spin(20), Bounds(seconds=1))
    assert used_by_children() - used < 1.8


@pytest.mark.long
def test_a_child_on_a_busy_machine_is_not_ended():
    assert bounded(lambda: time.sleep(1.3) or "done", Bounds(seconds=1)) == "done"


@pytest.mark.long
def test_a_child_that_waits_without_end_is_ended(monkeypatch):
    monkeypatch.setattr("briefgen.ground.bounds.PATIENCE", 2)
    with pytest.raises(EndedError, match="more than 2 s"):
        bounded(lambda: time.sleep(20), Bounds(seconds=1))


@pytest.mark.long
def test_children_count_for_the_block_that_they_work_for():
    def several():
        for _ in range(5):
            bounded(lambda: spin(0.4), Bounds())

    with pytest.raises(PassedBoundsError, match="more than 1 s"), within(1, "Checking"):
        several()


@pytest.mark.long
def test_a_child_has_no_more_than_its_block_has_left():
    used = used_by_children()
    with pytest.raises(PassedBoundsError, match="more than 1 s"), within(1, "Checking"):
        bounded(lambda: spin(20), Bounds())
    assert used_by_children() - used < 1.8


@pytest.mark.long
def test_work_within_a_bound_leaves_no_clock_behind():
    with within(1, "Reading"):
        spin(0.1)
    spin(1.2)


def in_a_thread(work):
    """What the work returned in a thread of its own, or the error that ended it."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(work).result()


def test_work_in_a_thread_that_passes_its_bound_is_ended():
    def work():
        with within(1, "Reading"):
            spin(20)

    before = time.process_time()
    with pytest.raises(PassedBoundsError, match="Reading took more than 1 s") as found:
        in_a_thread(work)
    assert time.process_time() - before < 5
    assert found.value.diagnostics[0].rule == "bounds"


@pytest.mark.long
def test_a_busy_machine_ends_no_honest_work_in_a_thread():
    def work():
        with within(1, "Reading"):
            time.sleep(1.3)
            spin(0.2)
        return "done"

    assert in_a_thread(work) == "done"


@pytest.mark.long
def test_an_error_that_somebody_catches_in_a_thread_comes_again():
    def work():
        with within(1, "Reading"):
            with suppress(PassedBoundsError):
                spin(20)
            spin(20)

    with pytest.raises(PassedBoundsError):
        in_a_thread(work)


@pytest.mark.long
def test_a_wait_without_end_is_ended_in_a_thread(monkeypatch):
    monkeypatch.setattr("briefgen.ground.bounds.PATIENCE", 2)

    def work():
        with within(1, "Reading"):
            for _ in range(200):
                time.sleep(0.1)

    with pytest.raises(PassedBoundsError, match="more than 2 s"):
        in_a_thread(work)


@pytest.mark.long
def test_children_count_for_the_block_of_their_thread_alone():
    def works():
        with within(2, "Checking"):
            bounded(lambda: spin(1), Bounds())
        return "done"

    with ThreadPoolExecutor(3) as pool:
        assert list(pool.map(lambda _: works(), range(3))) == ["done"] * 3

    def works_too_long():
        with within(1, "Checking"):
            for _ in range(5):
                bounded(lambda: spin(0.4), Bounds())

    with pytest.raises(PassedBoundsError, match="more than 1 s"):
        in_a_thread(works_too_long)


@pytest.mark.long
def test_work_in_a_thread_leaves_no_watchdog_behind():
    def work():
        with within(1, "Reading"):
            pass
        spin(1.3)
        return "done"

    assert in_a_thread(work) == "done"
    assert not [thread for thread in threading.enumerate() if thread.name == "bounds"]
