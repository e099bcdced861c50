"""A real browser on a real server: `briefgen preview` in a process of its own, saves on a disk.

The test's own process opens no connection: the browser does.
"""

import os
import queue
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from contextlib import ExitStack, contextmanager

import pytest
from saves import BRIEF
from tab import noting_editor, opened

COMMAND = (sys.executable, "-m", "briefgen", "preview")
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--disable-background-networking",
    "--disable-component-update",
]


@pytest.fixture(scope="module")
def browser():
    """The browser, once for the module: its loop must not run under other tests. Where there is none, they are left out, but not in CI."""
    program = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    if program is None:
        said = "there is no Chromium on this machine: `make test` says how to get it"
        if os.environ.get("BRIEFGEN_TEST_BROWSER") == "required":
            pytest.fail(said)
        pytest.skip(said)
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=20_000)
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield running
        running.close()


@pytest.fixture
def context(browser):
    """A window of its own, of which every request is kept: none may leave this machine."""
    made = browser.new_context()
    made.set_default_timeout(30_000)
    asked = []
    made.on("request", lambda request: asked.append(request.url))
    yield made
    made.close()
    outside = [
        url for url in asked if not re.match(r"http://127\.0\.0\.1:|data:|blob:|vscode:", url)
    ]
    assert not outside, outside


class Preview:
    """A running preview: its address, what it says, and its process."""

    def __init__(self, folder, *arguments, environment=None):
        self.folder = folder
        self.arguments = arguments
        self.environment = environment or {}
        self.start()

    def start(self, port=0):
        self.said = queue.Queue()
        self.process = subprocess.Popen(
            [*COMMAND, "--no-open", "--port", str(port), *self.arguments],
            cwd=self.folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env={**os.environ, **self.environment, "PYTHONUNBUFFERED": "1"},
        )
        self.reader = threading.Thread(target=self._read, args=[self.process.stdout], daemon=True)
        self.reader.start()
        self.before = []  # all that was said until now
        self.url = self.hear(r"Preview at (\S+)")[1]
        self.port = int(re.search(r":(\d+)/", self.url)[1])

    def _read(self, stream):
        with stream:
            for line in stream:
                self.said.put(line)

    def hear(self, pattern, seconds=30):
        """The next thing said that matches."""
        deadline = time.monotonic() + seconds
        while True:
            line = self.said.get(timeout=max(0.1, deadline - time.monotonic()))
            self.before.append(line.strip())
            if found := re.search(pattern, line):
                return found

    def builds(self, seconds):
        """How many builds were told of within that time."""
        time.sleep(seconds)
        told = [self.said.get() for _ in range(self.said.qsize())]
        return sum("built" in line for line in told)

    def end(self, how=signal.SIGINT):
        if self.process.poll() is None:
            self.process.send_signal(how)
        code = self.process.wait(timeout=15)
        self.reader.join(5)
        said = [*self.before, *(self.said.get() for _ in range(self.said.qsize()))]
        assert not [line for line in said if "Traceback" in line], said
        return code


@contextmanager
def _running(*arguments, **settings):
    preview = Preview(*arguments, **settings)
    yield preview
    preview.end()


@pytest.fixture(scope="session")
def preview_of():
    """Starts a preview of a folder, which ends with its block."""
    return _running


@pytest.fixture
def editor(tmp_path):
    """A program that writes down what it is called with, and the file in which it does."""
    return noting_editor(tmp_path)


@pytest.fixture
def previewed():
    """Starts previews, and ends them when the test has."""
    with ExitStack() as running:
        yield lambda *arguments, **settings: running.enter_context(_running(*arguments, **settings))


@pytest.fixture
def brief(tmp_path):
    """A brief in a folder of its own."""
    path = tmp_path / "office" / "brief.yaml"
    path.parent.mkdir()
    path.write_text(BRIEF, "utf-8")
    return path


@pytest.fixture
def preview(brief, previewed):
    """The preview of that brief, with its first build done."""
    running = previewed(brief.parent, brief.name)
    running.hear("built in")
    return running


@pytest.fixture
def page(context, preview):
    """A tab with the preview in it."""
    return opened(context, preview)
