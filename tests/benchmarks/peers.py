"""The peers: the bare engine, Typst and Chromium, each as a whole process on the same brief."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from measuring import ROOT, briefgen, cost
from typst_source import typst_source

TYPST = """\
import sys, typst
typst.compile(
    sys.argv[1], output=sys.argv[2], font_paths=[sys.argv[3]], ignore_system_fonts=True,
    pdf_standards=["a-2a", "ua-1"],
)
"""
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
HEADLESS = ("--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer")


def page_of(brief: Path, folder: Path, template: str = "packet") -> Path:
    """Build the HTML of a brief, on which the peers work."""
    cost(briefgen("build", "-q", brief, "-t", "html", "--template", template, "-o", folder))
    return folder / f"{brief.stem}-{template}.html"


def naive(page: Path) -> list[str]:
    """Give the command of the bare engine. PDF/A-2a isn't all that briefgen's PDF is."""
    to = page.with_suffix(".naive.pdf")
    return [sys.executable, "-m", "weasyprint", "--pdf-variant", "pdf/a-2a", str(page), str(to)]


def typst(page: Path) -> list[str] | None:
    """Give the command of Typst on the same text, or None where it isn't installed."""
    if typst_version() is None:
        return None
    source = page.with_suffix(".typ")
    source.write_text(typst_source(page.read_text("utf-8")), "utf-8")
    fonts = ROOT / "styles" / "fonts"
    return [
        sys.executable,
        "-c",
        TYPST,
        str(source),
        str(page.with_suffix(".typst.pdf")),
        str(fonts),
    ]


def chromium(page: Path) -> list[str] | None:
    """Give the command of Chromium on the same page, or None where it isn't installed."""
    if (program := chromium_program()) is None:
        return None
    to = page.with_suffix(".chromium.pdf")
    return [program, *HEADLESS, f"--print-to-pdf={to}", page.as_uri()]


PEERS = {"WeasyPrint alone": naive, "Typst": typst, "Chromium": chromium}


def chromium_program() -> str | None:
    """Find the browser."""
    return next(filter(None, map(shutil.which, CHROMIUM)), None)


def typst_version() -> str | None:
    """Give the version of the package, or None."""
    try:
        return version("typst")
    except PackageNotFoundError:
        return None


def chromium_version() -> str | None:
    """Give the version of the browser, or None."""
    if (program := chromium_program()) is None:
        return None
    said = subprocess.run([program, "--version"], capture_output=True, text=True, check=False)
    found = re.search(r"\d[\d.]+", said.stdout)
    return found[0] if found else None
