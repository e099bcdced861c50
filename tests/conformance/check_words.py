"""What is made in other languages and scripts, and what others copy out of PDFs: `make conformance`.

veraPDF accepts PDFs of which nobody can copy an Arabic word. So the words of each page are looked
for in what PDFium (Chromium) and Poppler (most programs on Linux) take out of its PDF.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from checkers import SIGHTS, axe, nu, verapdf

ROOT = Path(__file__).parent.parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from briefs_of_scripts import LANGUAGES, brief_in, brief_of_names  # noqa: E402
from extracted import by_pdfium, by_poppler, lost, text_of, words  # noqa: E402

from briefgen.kinds.finding import is_kind  # noqa: E402

SHIPPED = [
    path
    for path in sorted((ROOT / "briefs").glob("*.yaml"))
    if not is_kind(path.stem.partition(".")[0])
]
# The brief on Moscow and Sochi in other languages, whose captures are those of `briefs/`.
TYPED = sorted((ROOT / "tests" / "languages").glob("*.yaml"))
# English and French, side by side.
IN_TWO = ROOT / "briefs" / "ca-qp-note.yaml"
NAMES = [
    *(f"languages/{at.stem}" for at in TYPED),
    f"two/{IN_TWO.stem}",
    *(f"scripts/{language}" for language in [*LANGUAGES, "names"]),
    *(f"briefs/{at.stem}" for at in SHIPPED),
]
FILES = [f"{name}-{template}" for name in NAMES for template in ("packet", "card")]
OF_SCRIPTS = [name for name in FILES if not name.startswith("briefs/")]
# By turns, so that each sight is had of packets and of cards.
SEEN = [(name, *SIGHTS[at % 4 ^ at // 4 % 2]) for at, name in enumerate(OF_SCRIPTS)]
PROFILES = ("PDFA-2A", "PDFUA-1")
# The share of words that may be lost, such as one that is broken at the end of a line.
FEW = 0.01
# A line of this card has more of Arabic and Hebrew than of all else, so that PDFium turns it around,
# with a word of Bengali in it.
MORE = {"scripts/names-card": 1}


@pytest.fixture(scope="session")
def folder(tmp_path_factory):
    at = tmp_path_factory.mktemp("words")
    for language in LANGUAGES:
        (at / f"{language}.yaml").write_text(brief_in(language), "utf-8")
    (at / "names.yaml").write_text(brief_of_names(), "utf-8")
    build(at / "scripts", *at.glob("*.yaml"))
    build(at / "briefs", *SHIPPED)
    build(at / "two", IN_TWO)
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
    assert len(missing) <= max(FEW * len(words(text)), MORE.get(name, 0)), missing


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


@pytest.fixture(scope="session")
def said_by_nu(folder):
    return nu([folder / f"{name}.html" for name in OF_SCRIPTS])


@pytest.mark.parametrize("name", OF_SCRIPTS)
def test_the_nu_checker_has_nothing_to_say_of_any_script(name, folder, said_by_nu):
    assert said_by_nu[str(folder / f"{name}.html")] == []


@pytest.mark.parametrize(("name", "scheme", "width"), SEEN)
def test_axe_finds_nothing_in_any_script(name, scheme, width, folder, chromium):
    assert axe(chromium, folder / f"{name}.html", scheme, width) == []


def test_the_six_languages_and_both_of_a_note_are_among_the_files(folder):
    assert [at.stem for at in TYPED] == ["ar", "de", "fr", "he", "hi", "ja"]
    page = (folder / f"two/{IN_TWO.stem}-packet.html").read_text("utf-8")
    assert "Suggested response" in page
    assert "Réponse suggérée" in page
