"""A cluster of Dask in the process of a test, without a socket."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest


@contextmanager
def without_sockets() -> Iterator[None]:
    """Have Dask take this machine's address for known.

    Else it opens a socket to elsewhere to find it, which tests may not.
    """
    with pytest.MonkeyPatch.context() as patch:
        for module in ("distributed.utils", "distributed.comm.inproc"):
            patch.setattr(f"{module}.get_ip", lambda: "127.0.0.1")
        yield


@contextmanager
def in_process(workers: int) -> Iterator[str]:
    """Start a scheduler and workers with two threads; give its address. Skip without Dask."""
    distributed = pytest.importorskip("distributed")
    from briefgen.builds import afar

    # Without a port of its own, two clusters on one machine would ask for the same.
    with (
        without_sockets(),
        distributed.LocalCluster(
            n_workers=workers,
            threads_per_worker=2,
            processes=False,
            dashboard_address="127.0.0.1:0",
        ) as own,
    ):
        yield own.scheduler_address
    afar.end_sites()
