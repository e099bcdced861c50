"""What others copy out of PDFs, in every script, and veraPDF's word on them: `make conformance`.

veraPDF accepts PDFs of which nobody can copy an Arabic word. So the words of each page are looked
for in what PDFium (Chromium) and Poppler (most programs on Linux) take out of its PDF.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from checkers import verapdf

ROOT = Path(__file__).parent.parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from briefs_of_scripts import LANGUAGES, brief_in  # noqa: E402
from extracted import by_pdfium, by_poppler, lost, text_of, words  # noqa: E402

from briefgen.kinds.finding import is_kind  # noqa: E402

SHIPPED = [
    path
    for path in sorted((ROOT / "briefs").glob("*.yaml"))
    if not is_kind(path.stem.partition(".")[0])
]
# The brief on Moscow and Sochi in other languages, whose captures are those of `briefs/`.
TYPED = sorted((ROOT / "tests" / "languages").glob("*.yaml"))
NAMES = [
    *(f"languages/{at.stem}" for at in TYPED),
    *(f"scripts/{language}" for language in LANGUAGES),
    *(f"briefs/{at.stem}" for at in SHIPPED),
]
FILES = [f"{name}-{template}" for name in NAMES for template in ("packet", "card")]
OF_SCRIPTS = [name for name in FILES if not name.startswith("briefs/")]
PROFILES = ("PDFA-2A", "PDFUA-1")
# The share of words that may be lost, such as one that is broken at the end of a line.
FEW = 0.01


@pytest.fixture(scope="session")
def folder(tmp_path_factory):
    at = tmp_path_factory.mktemp("words")
    for language in LANGUAGES:
        (at / f"{language}.yaml").write_text(brief_in(language), "utf-8")
    build(at / "scripts", *at.glob("*.yaml"))
    build(at / "briefs", *SHIPPED)
    shutil.copytree(ROOT / "briefs" / "captures", at / "typed" / "captures")
    build(at / "languages", *(shutil.copy(path, at / "typed") for path in TYPED))
    return at


def build(folder, *briefs):
    command = [sys.executable, "-m", "briefgen", "build", "-q", "-o", folder, *briefs]
    subprocess.run(command, cwd=ROOT, check=True)


@pytest.mark.parametrize("extract", [by_pdfium, by_poppler])
@pytest.mark.parametrize("name", FILES)
def test_the_words_of_a_page_are_copied_out_of_its_pdf(name, extract, folder):
    text = text_of((folder / f"{name}.html").read_text("utf-8"))
    extracted = extract((folder / f"{name}.pdf").read_bytes())
    if extract is by_poppler and name.startswith("languages/ja"):
        # It reads columns line by line, across all of them: whole sentences can't be looked for.
        text, extracted = " ".join(text), " ".join(extracted)
    missing = lost(text, extracted)
    assert len(missing) <= FEW * len(words(text)), missing


@pytest.fixture(scope="session")
def verdicts(folder):
    pdfs = [folder / f"{name}.pdf" for name in OF_SCRIPTS]
    return verapdf([(profile, pdf) for profile in PROFILES for pdf in pdfs])


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize("name", OF_SCRIPTS)
def test_verapdf_agrees_in_every_script(name, profile, folder, verdicts):
    checks, faults = verdicts[profile, str(folder / f"{name}.pdf")]
    assert faults == []
    assert checks > 500


def test_words_that_are_lost_are_found_out(folder):
    pdf = (folder / "scripts/hi-packet.pdf").read_bytes()
    text = text_of((folder / "scripts/he-packet.html").read_text("utf-8"))
    assert len(lost(text, by_pdfium(pdf))) > 0.8 * len(words(text))
