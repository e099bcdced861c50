"""All outputs, before veraPDF, the Nu checker and axe-core: `make conformance`.

The briefs of no kind are seen in every look, the example of each kind in one, the looks by turns.
The checkers start slowly, so each is asked once for all files. For each there is a file that it
has to refuse: a checker that finds nothing may not have looked.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from checkers import SIGHTS, axe, nu, verapdf

ROOT = Path(__file__).parent.parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from long_briefs import of_an_office  # noqa: E402

from briefgen.kinds.finding import is_kind, kind_named, kind_names  # noqa: E402
from briefgen.typeset.dividing import is_big  # noqa: E402

# Without the texts in a second language, `NAME.fr-CA.yaml`, which are no briefs of their own.
SHIPPED = sorted(path for path in (ROOT / "briefs").glob("*.yaml") if "." not in path.stem)
BRIEFS = [brief for brief in SHIPPED if not is_kind(brief.stem)]
LOOKS = [(style, paper) for style in ("official", "modern") for paper in ("A4", "Letter")]
NAMES = [f"{brief.stem}-{template}" for brief in BRIEFS for template in ("packet", "card")]
IN_LOOKS = [f"{style}-{paper}/{name}" for style, paper in LOOKS for name in NAMES]
# The example of each kind, and how it is built; with what its kind doesn't make by itself.
MORE = {"press-pack": ["release"]}
EXAMPLES = [
    (brief, LOOKS[index % len(LOOKS)], [*kind_named(brief.stem).outputs, *MORE.get(brief.stem, [])])
    for index, brief in enumerate(brief for brief in SHIPPED if is_kind(brief.stem))
]
LARGE = ["packet", "card", "lectern"]
OF_KINDS = [
    *(f"kinds/{brief.stem}-{name}" for brief, _, templates in EXAMPLES for name in templates),
    *(f"large/everything-{name}" for name in LARGE),
]
FILES = [*IN_LOOKS, *OF_KINDS]
# On a screen, paper makes no difference.
PAGES = [*(name for name in IN_LOOKS if "-A4/" in name), *OF_KINDS]
SEEN = [
    *((name, *sight) for name in PAGES if name in IN_LOOKS for sight in SIGHTS),
    *((name, *sight) for name in OF_KINDS for sight in (SIGHTS[0], SIGHTS[-1])),
]
ATTACHED = "attached/minimal-packet"
# So long that it is typeset in sections.
LONG = "long/brief-0000-packet"
PDFS = [
    *((profile, name) for name in FILES for profile in ("PDFA-2A", "PDFUA-1")),
    *((profile, ATTACHED) for profile in ("PDFA-3A", "PDFUA-1")),
    *((profile, LONG) for profile in ("PDFA-2A", "PDFUA-1")),
]


@pytest.fixture(scope="session")
def folder(tmp_path_factory):
    """A folder with all that is built."""
    at = tmp_path_factory.mktemp("outputs")
    for style, paper in LOOKS:
        build(BRIEFS, at / f"{style}-{paper}", "--style", style, "--paper", paper)
    for brief, (style, paper), templates in EXAMPLES:
        look = ("--style", style, "--paper", paper, "--template", ",".join(templates))
        build([brief], at / "kinds", *look)
    everything = ROOT / "briefs" / "everything.yaml"
    build([everything], at / "large", "--size", "large", "--template", ",".join(LARGE))
    build([ROOT / "briefs" / "minimal.yaml"], at / "attached", "--attach", "source")
    build([of_an_office(at, 60)], at / "long")
    return at


def build(briefs, folder, *options):
    command = [sys.executable, "-m", "briefgen", "build", "-q", "-o", folder, *options, *briefs]
    subprocess.run(command, cwd=ROOT, check=True)


def test_the_long_packet_was_typeset_in_sections(folder):
    assert len(pypdfium2.PdfDocument(folder / f"{LONG}.pdf")) > 60
    assert is_big((folder / f"{LONG}.html").read_text("utf-8"))


@pytest.fixture(scope="session")
def verdicts(folder):
    return verapdf([(profile, folder / f"{name}.pdf") for profile, name in PDFS])


@pytest.mark.parametrize(("profile", "name"), PDFS)
def test_verapdf_agrees(profile, name, folder, verdicts):
    checks, faults = verdicts[profile, str(folder / f"{name}.pdf")]
    assert faults == []
    assert checks > 1000


def _without_structure(pdf):
    del pdf.Root.StructTreeRoot


def _without_claims(pdf):
    del pdf.Root.Metadata


def _without_alternatives(pdf):
    for entry in pdf.objects:
        if isinstance(entry, pikepdf.Dictionary) and entry.get("/S") == "/Figure":
            del entry.Alt


def _without_scope(pdf):
    for entry in pdf.objects:
        if isinstance(entry, pikepdf.Dictionary) and entry.get("/S") == "/TH":
            del entry.A


@pytest.mark.parametrize(
    ("change", "refused_as"),
    [
        (_without_structure, {"PDFA-2A", "PDFUA-1"}),
        (_without_claims, {"PDFA-2A", "PDFUA-1"}),
        (_without_alternatives, {"PDFUA-1"}),
        (_without_scope, {"PDFUA-1"}),
    ],
)
def test_verapdf_refuses_a_file_that_is_broken(change, refused_as, folder, tmp_path):
    broken = tmp_path / "broken.pdf"
    with pikepdf.open(folder / "official-A4/everything-packet.pdf") as pdf:
        change(pdf)
        pdf.save(broken)
    found = verapdf([("PDFA-2A", broken), ("PDFUA-1", broken)])
    assert {profile for (profile, _), (_, faults) in found.items() if faults} == refused_as


@pytest.fixture(scope="session")
def said_by_nu(folder):
    return nu([folder / f"{name}.html" for name in PAGES])


@pytest.mark.parametrize("name", PAGES)
def test_the_nu_checker_has_nothing_to_say(name, folder, said_by_nu):
    assert said_by_nu[str(folder / f"{name}.html")] == []


def test_each_template_and_each_kind_is_among_the_files():
    made = {template for *_, templates in EXAMPLES for template in templates}
    shipped = {path.name.partition(".")[0] for path in (ROOT / "templates").glob("*.html.j2")}
    assert {*made, *LARGE} == shipped - {"base"}
    assert {brief.stem for brief, *_ in EXAMPLES} == {*kind_names()} - {"visit"}


@pytest.mark.parametrize(("name", "scheme", "width"), SEEN)
def test_axe_finds_nothing(name, scheme, width, folder, chromium):
    assert axe(chromium, folder / f"{name}.html", scheme, width) == []


def test_nu_and_axe_refuse_a_page_that_is_broken(folder, chromium, tmp_path):
    page = (folder / "official-A4/everything-packet.html").read_text("utf-8")
    broken = tmp_path / "broken.html"
    page = page.replace(' alt="', ' data-alt="').replace("#50565f", "#c5c5c5")
    broken.write_text(re.sub(r"<main[^>]*>", r"\g<0><p><div></div></p>", page), "utf-8")
    assert any("end tag" in said for said in nu([broken])[str(broken)])
    found = " ".join(axe(chromium, broken, "light", 1280))
    assert "image-alt" in found
    assert "color-contrast" in found
