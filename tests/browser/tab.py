"""What tests do with a tab, what they read in it, and an editor for it to call."""

import stat
import time


def opened(context, preview, view=""):
    """A tab with a preview in it."""
    tab = context.new_page()
    tab.goto(preview.url + view)
    tab.get_by_role("button", name="Page", exact=True).wait_for()
    return tab


def text_of(tab):
    return tab.locator("main")


def press(tab, name):
    tab.get_by_role("button", name=name, exact=True).click()


def complaints(tab):
    """What axe has to say of all that can be seen, by the names of its rules."""
    from axe_playwright_python.sync_playwright import Axe

    # Not among those that axe looks at unasked: a control is called by what is read on it.
    asked = {"rules": {"label-content-name-mismatch": {"enabled": True}}}
    return [found["id"] for found in Axe().run(tab, options=asked).response["violations"]]


def noting_editor(folder):
    """A program that writes down what it is called with, and the file in which it does."""
    program, said = folder / "editor", folder / "said"
    program.write_text(f'#!/bin/sh\necho "$@" >>"{said}"\n', "utf-8")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    return program, said


def heard(said):
    """What such a program was called with, as soon as it was."""
    deadline = time.monotonic() + 10
    while not (said.exists() and said.stat().st_size) and time.monotonic() < deadline:
        time.sleep(0.02)
    return said.read_text("utf-8").strip()
