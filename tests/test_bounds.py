"""A bound counts what the processor works, and ends what waits for ever all the same."""

from __future__ import annotations

import time
from contextlib import suppress

import pytest

from briefgen.bounds import Bounds, EndedError, PassedBoundsError, bounded, within


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


def test_work_on_a_busy_machine_is_not_ended():
    with within(1, "Reading"):
        time.sleep(1.3)  # as where others have the processor
        spin(0.3)


def test_a_wait_without_end_is_ended(monkeypatch):
    monkeypatch.setattr("briefgen.bounds.PATIENCE", 2)
    with pytest.raises(PassedBoundsError, match="more than 2 s"), within(1, "Reading"):
        time.sleep(20)


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


def test_a_child_on_a_busy_machine_is_not_ended():
    assert bounded(lambda: time.sleep(1.3) or "done", Bounds(seconds=1)) == "done"


def test_a_child_that_waits_without_end_is_ended(monkeypatch):
    monkeypatch.setattr("briefgen.bounds.PATIENCE", 2)
    with pytest.raises(EndedError, match="more than 2 s"):
        bounded(lambda: time.sleep(20), Bounds(seconds=1))


def test_children_count_for_the_block_that_they_work_for():
    def several():
        for _ in range(5):
            bounded(lambda: spin(0.4), Bounds())

    with pytest.raises(PassedBoundsError, match="more than 1 s"), within(1, "Checking"):
        several()


def test_a_child_has_no_more_than_its_block_has_left():
    used = used_by_children()
    with pytest.raises(PassedBoundsError, match="more than 1 s"), within(1, "Checking"):
        bounded(lambda: spin(20), Bounds())
    assert used_by_children() - used < 1.8


def test_work_within_a_bound_leaves_no_clock_behind():
    with within(1, "Reading"):
        spin(0.1)
    spin(1.2)
