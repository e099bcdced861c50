"""What holds for all tests: no network, no word of complaint from the engine, one clock and locale.

In the test's own process only: a test that starts another has to see to it there.
"""

import logging
import os
import signal
import socket
import time
from pathlib import Path

import pytest
from clusters import in_process
from hypothesis import settings

# Few examples; EXAMPLES=100 tries more. They are always the same, so that a run says something of
# the change before it and not of chance; OTHERS=1 tries others each time, as `make fuzz` does.
EXAMPLES = os.environ.get("EXAMPLES")
settings.register_profile(
    "asked", max_examples=int(EXAMPLES or 50), derandomize="OTHERS" not in os.environ, deadline=None
)
settings.load_profile("asked")

ENGINE = ("weasyprint", "fontTools")
SETTINGS = (
    "BRIEFGEN_",
    "CI_",
    "GITHUB_",
    "NO_COLOR",
    "FORCE_COLOR",
    "SOURCE_DATE_EPOCH",
    "LC_",
    "LANGUAGE",
)


FONT = (Path(__file__).parent.parent / "styles" / "fonts" / "NotoSerif-Regular.ttf").as_uri()


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers():
    """One process more than there are processors, as some tests wait for others to act."""
    return len(os.sched_getaffinity(0)) + 1 if hasattr(os, "sched_getaffinity") else None


@pytest.fixture(scope="session")
def printed_page():
    """Makes a PDF of the style and the body of a page, with the same font on every machine."""
    from briefgen.typeset import load_engine

    font = (
        f"<style>@font-face {{ font-family: Printed; src: url({FONT}) }}"
        "@page { font-family: Printed } * { font-family: Printed !important }</style>"
    )
    return lambda style, body: (
        load_engine().HTML(string=f"<html lang=en>{style}{font}<body>{body}").write_pdf()
    )


@pytest.fixture(scope="session", autouse=True)
def _one_surrounding(tmp_path_factory):
    """The developer's settings, clock, language and terminal make no difference."""
    with pytest.MonkeyPatch.context() as patch:
        for name in list(os.environ):
            if name.startswith(SETTINGS):
                patch.delenv(name)
        # Where CI runs in the background, its shell has told it to ignore Ctrl-C.
        signal.signal(signal.SIGINT, signal.default_int_handler)
        for name, value in {"LANG": "C.UTF-8", "TZ": "UTC", "COLUMNS": "100"}.items():
            patch.setenv(name, value)
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        # Nothing is recalled of what another test has built.
        patch.setenv("BRIEFGEN_CACHE", os.devnull)
        if hasattr(time, "tzset"):
            time.tzset()
        yield
    if hasattr(time, "tzset"):
        time.tzset()


@pytest.fixture(scope="session", autouse=True)
def _no_network():
    """A connection to anything but a socket of this machine's file system is refused."""

    def guarded(method):
        def connect(self, address):
            if self.family != getattr(socket, "AF_UNIX", None):
                raise AssertionError(f"A test must not use the network: {address}")
            return method(self, address)

        return connect

    with pytest.MonkeyPatch.context() as patch:
        for name in ("connect", "connect_ex"):
            patch.setattr(socket.socket, name, guarded(getattr(socket.socket, name)))
        yield


@pytest.fixture(scope="session")
def _said_by_engine():
    said = []
    handler = logging.Handler(logging.WARNING)
    handler.emit = lambda record: said.append(f"{record.name}: {record.getMessage()}")
    loggers = [logging.getLogger(name) for name in ENGINE]
    for logger in loggers:
        logger.addHandler(handler)
    yield said
    for logger in loggers:
        logger.removeHandler(handler)


@pytest.fixture(autouse=True)
def engine_log(_said_by_engine):
    """What the engine and its font tools said from WARNING on; a test that leaves any of it fails.

    A test that wants them to speak takes this fixture, looks at the list, and clears it.
    """
    yield _said_by_engine
    left = _said_by_engine.copy()
    _said_by_engine.clear()
    if left:
        pytest.fail("The engine warned:\n" + "\n".join(left), pytrace=False)


@pytest.fixture
def run(capfdbinary):
    """Runs a command line: exit code, standard output as bytes, standard error."""
    from briefgen import cli

    def command(*arguments):
        with pytest.raises(SystemExit) as stop:
            cli.main([str(argument) for argument in arguments])
        out, err = capfdbinary.readouterr()
        return stop.value.code, out, err.decode()

    return command


@pytest.fixture(scope="session")
def cluster():
    """The address of a cluster's scheduler, for jobs that are done elsewhere."""
    with in_process(1) as address:
        yield address


@pytest.fixture
def no_hang():
    """What should end at once, and waits for ever, is a failure and not a test run without end."""

    def ended(*_):
        raise TimeoutError("It didn't end.")

    before = signal.signal(signal.SIGALRM, ended)
    signal.alarm(60)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


@pytest.fixture
def patient(monkeypatch):
    """Bounds wait long for the processor: other tests use it as well."""
    monkeypatch.setattr("briefgen.ground.bounds.PATIENCE", 100)


@pytest.fixture
def only(tmp_path, monkeypatch):
    """Have briefgen know English and one other language: its tag and its labels by key."""
    from io import BytesIO

    from babel.messages import Catalog
    from babel.messages.mofile import write_mo

    from briefgen.kinds import translated
    from briefgen.view import labels
    from briefgen.view.labels import catalogues

    caches = (
        translated.languages,
        translated.catalogues_for,
        translated.translations,
        catalogues.catalogue,
        labels._labels,
    )

    def told(language="", words=None):
        folder = tmp_path / "catalogues"
        folder.mkdir()
        if language:
            catalog, source = Catalog(language, fuzzy=False), catalogues.source()
            for key, text in (words or {}).items():
                typed = source[key]
                message = typed if isinstance(typed, str) else (typed["one"], typed["other"])
                catalog.add(message, text, context=key)
            out = BytesIO()
            write_mo(out, catalog)
            (folder / f"{language}.mo").write_bytes(out.getvalue())
        monkeypatch.setattr(translated, "FOLDER", folder)
        for each in caches:
            each.cache_clear()

    catalogues.source()
    yield told
    monkeypatch.undo()
    for each in caches:
        each.cache_clear()
