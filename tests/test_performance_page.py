"""The figures of the benchmarks, and the page that they are written to; times are invented."""

import importlib
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
BENCHMARKS = ROOT / "tests" / "benchmarks"
sys.path.insert(0, str(BENCHMARKS))

from figures import Cost, Figures, Point, load, save  # noqa: E402
from measuring import in_turns, rounds  # noqa: E402
from performance_page import HEAD, MADE, PICTURES, filled, line_of  # noqa: E402
from typst_source import typst_source  # noqa: E402

PAGE = (ROOT / "docs" / "explanation" / "performance.md").read_text("utf-8")
AROUND = {"processor": "Abacus", "cores": "2"}
PAIRS = [(Cost(1.0, 2.0, 50), Cost(2.0, 2.0, 100)), (Cost(3.0, 3.0, 60), Cost(4.0, 4.0, 100))]
NUMBER = r"[\d,]+(?:\.\d+)?"
CELLS = {
    "ratio": rf"\*\*{NUMBER}\*\*",
    "from, to": rf"{NUMBER}, {NUMBER}",
    "of the processors": rf"(?:{NUMBER})?",
    "ours, theirs": rf"{NUMBER} (s|MB), {NUMBER} \1",
    "times": r"\d+",
    "asked": rf"(?:at (?:least|most) {NUMBER})?",
}
SECONDS = rf"(?:{NUMBER} s(?: \({NUMBER}\))?(?:, reckoned)?)?"


def invented():
    found = Figures(AROUND, "2026-03-02")
    found.compare("Every core", "forty briefs", "the engine", PAIRS, target=0.6)
    found.compare("Every core", "memory", "the engine", PAIRS, "largest", 0.5)
    found.add_point(Point("pages", "briefgen", 5, 1.5, 0.7))
    found.add_point(Point("briefs", "briefgen", 1_000, 71, None, reckoned=True))
    return found


def tables(text):
    """The tables of a text, each a list of rows, each a list of cells."""
    for lines in re.findall(r"(?:^\|.*\n)+", text, re.MULTILINE):
        head, _, *rows = [re.split(r"\s*\|\s*", line)[1:-1] for line in lines.splitlines()]
        yield head, rows


def test_a_ratio_is_the_median_of_those_of_the_rounds_with_the_least_and_the_most():
    figure = invented().measured["Every core: forty briefs: the engine"]
    assert (figure.ratio.least, figure.ratio.median, figure.ratio.most) == (0.5, 0.625, 0.75)
    assert (figure.processors, figure.rounds, figure.own, figure.other) == (0.875, 2, 2, 3)


def test_a_line_says_what_is_asked_only_where_it_is_missed():
    fast, small = map(line_of, invented().measured.values())
    assert fast == (
        "Every core: forty briefs, against the engine: 0.62 (from 0.50 to 0.75), processors 0.88 "
        "[asked at most 0.6]"
    )
    assert small.endswith(
        "memory, against the engine: 0.55 (from 0.50 to 0.60) [asked at most 0.5]"
    )


def test_at_least_is_met_from_above():
    found = Figures(AROUND, "2026-03-02")
    asked = [found.compare("a", "b", "c", PAIRS, target=at, at_least=True) for at in (0.6, 0.7)]
    assert [each.is_met for each in asked] == [True, False]


def test_runs_take_turns_and_the_first_round_is_not_counted():
    done = []

    def run(name):
        return lambda at: done.append(f"{name}{at}") or Cost(at)

    found = in_turns({"a": run("a"), "b": run("b")}, 2)
    assert done == ["a0", "b0", "a1", "b1", "a2", "b2"]
    assert found == [{"a": Cost(1), "b": Cost(1)}, {"a": Cost(2), "b": Cost(2)}]


def test_rounds_are_those_asked_for(monkeypatch):
    monkeypatch.setenv("ROUNDS", "3")
    assert rounds(7, 5) == 3
    monkeypatch.setenv("ROUNDS", "")
    assert rounds(7) == 7


def test_what_was_measured_is_kept_until_it_is_measured_again(tmp_path):
    at = tmp_path / "kept" / "figures.json"
    save(at, invented())
    later = load(at, AROUND, "2026-03-03")
    assert later.measured == invented().measured
    assert later.points == invented().points
    later.compare("Every core", "forty briefs", "the engine", PAIRS[:1])
    assert [each.day for each in later.measured.values()] == ["2026-03-03", "2026-03-02"]


def test_what_was_measured_elsewhere_is_forgotten(tmp_path):
    at = tmp_path / "figures.json"
    save(at, invented())
    assert not load(at, {**AROUND, "cores": "4"}, "2026-03-03").measured


def test_only_the_tables_of_the_page_are_replaced():
    made = filled(PAGE, invented())
    assert MADE.sub(r"\1\3", made) == MADE.sub(r"\1\3", PAGE)
    assert "| processor | Abacus |" in made
    assert "| forty briefs | the engine | **0.62** | 0.50, 0.75 | 0.88 |" in made
    assert "| pages | briefgen |\n| --- | --- |\n| 5 | 1.50 s (0.70) |" in made
    assert "| 1,000 | 71.0 s, reckoned |" in made


@pytest.mark.parametrize("page", [PAGE, filled(PAGE, invented())], ids=["as it is", "invented"])
def test_what_is_made_has_the_form_that_the_writer_gives(page):
    made = {found[2]: found[0] for found in MADE.finditer(page)}
    assert set(made) == {"machine", "ratios", *PICTURES}
    for curve in PICTURES:
        assert f"](../pictures/{curve}.svg)" in made[curve]
        ((_, rows),) = tables(made[curve])
        for size, *cells in rows:
            assert re.fullmatch(NUMBER, size)
            assert all(re.fullmatch(SECONDS, cell) for cell in cells), cells
    found = list(tables(made["ratios"]))
    assert found
    for head, rows in found:
        assert tuple(head) == HEAD
        for cells in rows:
            for name, cell in zip(head[2:], cells[2:], strict=True):
                assert re.fullmatch(CELLS[name], cell), cell
    ((_, machine),) = tables(made["machine"])
    assert {"measured", "processor", "cores"} <= {cells[0] for cells in machine}


@pytest.mark.parametrize("path", sorted(BENCHMARKS.glob("bench_*.py")), ids=lambda path: path.stem)
def test_each_benchmark_can_be_loaded_and_has_a_heading(path):
    if path.stem == "bench_dask":
        pytest.importorskip("distributed")
    assert importlib.import_module(path.stem).PART


@pytest.mark.parametrize("curve", PICTURES)
def test_a_picture_is_text_says_its_title_and_has_no_date(curve):
    picture = (ROOT / "docs" / "pictures" / f"{curve}.svg").read_text("utf-8")
    assert f"<dc:title>{PICTURES[curve][0]}</dc:title>" in picture
    assert "<text" in picture
    assert "<dc:date>" not in picture


def test_the_same_points_are_drawn_alike(tmp_path):
    pytest.importorskip("matplotlib")
    from plots import draw

    points = list(invented().points.values())
    for name in ("a", "b"):
        draw(tmp_path / f"{name}.svg", ("Growth", "pages"), points)
    assert (tmp_path / "a.svg").read_bytes() == (tmp_path / "b.svg").read_bytes()


HTML = """<html lang="en-GB"><head><title>Talks "A"</title></head><body>
<nav class="skip"><a href="#one">To the first item</a></nav>
<h1>Talks</h1><nav class="contents"><a href="#one">One</a></nav>
<article id="one"><h2>One</h2><p>Ask for <strong>#5 *now*</strong>,<a href="#two">1</a> [or] go.</p></article>
<table><thead><tr><th>A</th></tr></thead><tbody><tr id="two"><td colspan="2">B</td></tr></tbody></table>
<ul><li>First</li><li id="x">Second</li></ul><img alt="A map">
</body></html>"""


def test_a_source_of_typst_says_what_the_page_says():
    source = typst_source(HTML)
    assert '#set document(title: "Talks \\"A\\"")' in source
    assert '#heading(level: 2)[#"One";]' in source
    assert "#outline(depth: 2)" in source
    assert (
        '#"Ask for ";#strong[#"#5 *now*";];#",";#link(label("two"))[#"1";];#" [or] go.";' in source
    )
    assert "#table(columns: (1fr,1fr,)" in source
    assert 'table.header(table.cell()[#"A";],)' in source
    assert 'table.cell(colspan: 2)[#metadata(none)#label("two")#"B";]' in source
    assert '#list([#"First";],[#metadata(none)#label("x")#"Second";])' in source
    assert '#"A map";' in source
    assert "To the first item" not in source


def test_typst_makes_an_accessible_archive_of_it(tmp_path):
    typst = pytest.importorskip("typst")
    (tmp_path / "page.typ").write_text(typst_source(HTML), "utf-8")
    fonts = [ROOT / "styles" / "fonts"]
    made = typst.compile(
        tmp_path / "page.typ",
        font_paths=fonts,
        ignore_system_fonts=True,
        pdf_standards=["a-2a", "ua-1"],
    )
    assert made.startswith(b"%PDF")


def test_a_run_of_the_tests_writes_no_page(tmp_path):
    """pytest loads the benchmarks' conftest where it looks through `tests`, and finds none of them."""
    page = ROOT / "docs" / "explanation" / "performance.md"
    before = page.read_bytes()
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests", "-k"]
    one = "test_only_the_tables_of_the_page_are_replaced"
    ignored = [f"--ignore={each}" for each in Path(ROOT / "tests").glob("test_*.py")]
    ignored.remove(f"--ignore={Path(__file__)}")
    run = subprocess.run(
        [*command, one, *ignored], cwd=ROOT, check=False, capture_output=True, text=True
    )
    assert run.returncode == 0, run.stdout
    assert page.read_bytes() == before
