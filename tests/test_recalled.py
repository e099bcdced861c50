"""What was checked or built before is told and made as it was, and never where something changed."""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import sys
import time
from hashlib import sha256
from pathlib import Path

import pytest
from written import MINIMAL, ROOT, put

from briefgen import api
from briefgen.builds import making, pipeline
from briefgen.builds.manifest.rebuilding import rebuilt
from briefgen.builds.plan import plan
from briefgen.builds.run import run
from briefgen.builds.running import Running
from briefgen.builds.store import shelf
from briefgen.builds.store.shelf import Shelf
from briefgen.report.formats import ReportOptions, emitter
from briefgen.settings.options import Options

CASES = sorted(
    [*(ROOT / "tests" / "diagnostics").glob("*.yaml"), *(ROOT / "briefs").glob("*.yaml")]
)
HTML = Options(to=("html",), templates=("packet",))
MINUTES = "He said that we can wait."
QUOTE = (
    "    quotes: [{speaker: state, text: we can wait, source: minutes}]\n"
    "sources: {minutes: {title: Minutes, capture: minutes.txt, sha256: "
    f"{sha256(MINUTES.encode()).hexdigest()}}}}}\n"
)


@pytest.fixture
def office(tmp_path, monkeypatch):
    """A folder of its own in which one stands, with a brief, a capture, and an empty cache."""
    monkeypatch.setenv("BRIEFGEN_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "own"))
    at = tmp_path / "office"
    put(at / "a.yaml", MINIMAL + QUOTE)
    put(at / "minutes.txt", MINUTES)
    monkeypatch.chdir(at)
    return at


def reported(turns, done, **how):
    outcomes = list(run(turns, Running("here", **how)))
    texts = []
    for name in ("full", "json"):
        out = io.StringIO()
        emitter(name).report(outcomes, out, ReportOptions(done))
        texts.append(out.getvalue())
    return outcomes, texts


def of_a(does="build", options=HTML, **how):
    """What comes of the brief in the folder."""
    (outcome,) = run(plan([Path("a.yaml")], options, does).turns, Running("here", **how))
    return outcome


def recalled(**how):
    return of_a(**how).recalled


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_a_check_is_told_again_as_it_was_made(case, tmp_path, monkeypatch):
    monkeypatch.setenv("BRIEFGEN_CACHE", str(tmp_path / "cache"))
    monkeypatch.chdir(case.parent)
    turns = plan([Path(case.name)], Options(), "check").turns
    first, told = reported(turns, "checked")
    again, told_again = reported(turns, "checked")
    assert told_again == told
    assert [each.exit_code for each in again] == [each.exit_code for each in first]
    assert all(each.recalled or each.fault for each in again)


@pytest.mark.long
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_a_check_is_told_again_from_another_folder(case, tmp_path, monkeypatch):
    monkeypatch.setenv("BRIEFGEN_CACHE", str(tmp_path / "cache"))
    monkeypatch.chdir(case.parent)
    first, _ = reported(plan([Path(case.name)], Options(), "check").turns, "checked")
    monkeypatch.chdir(ROOT)
    from_elsewhere = plan([case.relative_to(ROOT)], Options(), "check").turns
    there, told_there = reported(from_elsewhere, "checked")
    # A hint that has the path of the brief in it is another one from there.
    found = [found for each in first for found in each.diagnostics]
    is_named = any(case.name in text for each in found for text in (each.message, each.hint))
    assert all(each.recalled or each.fault for each in there) != is_named
    monkeypatch.setenv("BRIEFGEN_CACHE", os.devnull)
    _, made_there = reported(from_elsewhere, "checked")
    assert told_there == made_there


@pytest.mark.parametrize("name", ["everything", "minimal", "moscow-sochi-2019"])
def test_a_build_is_told_again_with_the_same_files(name, tmp_path, monkeypatch):
    monkeypatch.setenv("BRIEFGEN_CACHE", str(tmp_path / "cache"))
    monkeypatch.chdir(ROOT)
    options = Options(to=("html", "evidence"), output=tmp_path / "out")
    turns = plan([Path("briefs", f"{name}.yaml")], options).turns
    _, (_, built) = reported(turns, "built")
    files = {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()}
    _, (said, again) = reported(turns, "built")
    assert said.count("nothing changed") == 1
    assert again == built.replace('"recalled": ""', '"recalled": "unchanged"').replace(
        '"unchanged": 0', '"unchanged": 1'
    )
    shutil.rmtree(tmp_path / "out")
    _, (said, restored) = reported(turns, "built")
    assert "taken from the cache" in said
    assert restored == built.replace('"recalled": ""', '"recalled": "restored"')
    assert {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()} == files


def replaced(path, old, new):
    path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")


CHANGES = {
    "the brief": lambda at: replaced(at / "a.yaml", "we can wait", "we can"),
    "a capture": lambda at: replaced(at / "minutes.txt", "He", "She"),
    "a capture that is gone": lambda at: (at / "minutes.txt").unlink(),
    "settings that are added": lambda at: put(at / "briefgen.toml", 'paper = "Letter"\n'),
    "settings above": lambda at: put(at.parent / "briefgen.toml", 'off = ["vague-objective"]\n'),
    "a template": lambda at: put(at / "templates" / "parts" / "cover.html.j2", "cover"),
    "a style": lambda at: put(at / "styles" / "custom.css", "h1 { color: #123 }\n"),
    "a font in capitals": lambda at: put(at / "styles" / "fonts" / "OWN.TTF", "no font"),
    "the time of no file": None,
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_brief_is_built_again_if_something_has_changed_that_it_rests_on(change, office):
    assert recalled() == ""
    assert recalled() == "unchanged"
    if CHANGES[change] is None:
        os.utime("a.yaml", (1, 1))
        assert recalled() == "unchanged"
        return
    CHANGES[change](office)
    assert recalled() == ""


def test_the_date_of_a_page_without_one_is_that_of_the_environment(office, monkeypatch):
    put(office / "templates" / "own.html.j2", "<html lang=en><title>a</title><p>{{ brief.title }}")
    options = Options(to=("pdf",), templates=("own",))
    of_a(options=options)
    undated = Path("build/a-own.pdf").read_bytes()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    assert recalled(options=options) == ""
    assert Path("build/a-own.pdf").read_bytes() != undated
    assert recalled(options=options) == "unchanged"
    of_a("check")
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    assert recalled(does="check") == "unchanged"


def test_a_style_is_built_upon_the_tokens_of_the_default_one(office):
    options = Options(to=("html",), templates=("packet",), style="own")
    put(office / "styles" / "own" / "tokens.css", ":root { --x: 1px }")
    tokens = put(office / "styles" / "official" / "tokens.css", ":root { --y: 1px }")
    of_a(options=options)
    put(tokens, ":root { --y: 2px }")
    assert recalled(options=options) == ""
    assert recalled(options=options) == "unchanged"


def test_a_template_that_comes_while_a_brief_is_built_is_noticed(office, monkeypatch):
    own = put(office / "templates" / "parts" / "none.html.j2").parent / "people.html.j2"
    rendered = pipeline.rendered

    def disturbed(*given):
        put(own, '<p id="section.people">Nobody.</p>')
        return rendered(*given)

    with monkeypatch.context() as patch:
        patch.setattr(making, "rendered", disturbed)
        assert not of_a().fault
    own.unlink()
    assert recalled() == ""


def test_what_a_template_includes_is_read_again(office):
    put(office / "briefgen.toml", 'templates = "."\n')
    put(office / "parts" / "cover.html.j2", '{% include "words.txt" %}')
    put(office / "words.txt", "Some words.")
    of_a()
    put(office / "words.txt", "Other words.")
    of_a()
    assert "Other words." in Path("build/a-packet.html").read_text("utf-8")


def test_a_message_with_the_path_of_a_font_is_told_with_the_path_from_here(office, monkeypatch):
    put(office / "briefgen.toml", "")
    put(office / "briefs" / "a.yaml", MINIMAL)
    put(office / "styles" / "fonts" / "own.ttf", "no font")
    (there,) = run(plan([Path("briefs/a.yaml")], HTML, "check").turns)
    monkeypatch.chdir("briefs")
    (here,) = run(plan([Path("a.yaml")], HTML, "check").turns)
    assert "`styles/fonts/own.ttf`" in there.diagnostics[-1].message
    assert "`../styles/fonts/own.ttf`" in here.diagnostics[-1].message


def test_a_capture_that_is_added_is_read(office):
    (office / "minutes.txt").rename(office / "kept.html")
    missing = of_a("check")
    assert [found.is_error for found in missing.diagnostics][:1] == [True]
    assert of_a("check").recalled == "unchanged"
    (office / "kept.html").rename(office / "minutes2.txt")
    nearer = of_a("check")  # another file may have been meant now
    assert nearer.recalled == ""
    assert any("minutes2.txt" in found.hint for found in nearer.diagnostics)
    (office / "minutes2.txt").rename(office / "minutes.txt")
    assert not [found for found in of_a("check").diagnostics if found.is_error]


def test_a_change_is_seen_that_leaves_size_and_time_of_the_content(office):
    of_a()
    long_ago = time.time() - 100
    os.utime("minutes.txt", (long_ago, long_ago))
    assert recalled() == "unchanged"
    (office / "minutes.txt").write_text("He said that we can wait!")
    os.utime("minutes.txt", (long_ago, long_ago))
    assert recalled() == ""


def test_other_options_are_another_outcome(office):
    of_a()
    assert recalled(options=Options(to=("html",), templates=("card",))) == ""
    assert recalled(options=Options(to=("html",), templates=("packet",), paper="Letter")) == ""
    assert recalled(options=Options(to=("html",), templates=("packet",), strict=True)) == ""
    assert recalled(options=HTML) == "restored"  # of the other paper


def test_another_program_builds_again(office, monkeypatch):
    of_a()
    versions = "briefgen.builds.store.recall.identity"
    monkeypatch.setattr(versions, lambda **_: "another")
    assert recalled() == ""


@pytest.mark.parametrize(
    "harm", ["changed", "deleted", "a folder", "no manifest", "another manifest"]
)
def test_outputs_that_somebody_touched_are_put_there_again(harm, office):
    of_a()
    files = {path.name: path.read_bytes() for path in Path("build").iterdir()}
    page, manifest = Path("build/a-packet.html"), Path("build/manifest.json")
    if harm == "changed":
        page.write_bytes(files[page.name].replace(b"e", b"a"))
    elif harm == "no manifest":
        manifest.unlink()
    elif harm == "another manifest":
        manifest.write_text(manifest.read_text().replace('"sha256": "', '"sha256": "0'))
    else:
        page.unlink()
    if harm == "a folder":
        page.mkdir()
        assert "there is a folder" in str(of_a().fault)
        return
    assert recalled() == "restored"
    assert {path.name: path.read_bytes() for path in Path("build").iterdir()} == files
    assert recalled() == "unchanged"


def test_forced_is_built_whatever_is_kept(office):
    of_a()
    assert recalled(anew=True) == ""


def test_the_api_recalls_and_a_rebuild_never_does(office, monkeypatch):
    api.build("a.yaml", to=["html"])
    monkeypatch.setattr("briefgen.builds.pipeline.checked", lambda *_: 1 / 0)
    assert [path.name for path in api.build("a.yaml", to=["html"])] == [
        "a-packet.html",
        "a-card.html",
    ]
    said = [each.said for each in rebuilt(Path("build")) if each.holds is False]
    assert any("division by zero" in each for each in said)


def kept_files():
    return sorted(path for path in Path("../cache").rglob("*") if path.is_file())


def harmed(path, harm):
    data = path.read_bytes()
    path.unlink()
    if harm == "truncated":
        path.write_bytes(data[: len(data) // 2])
    elif harm == "other bytes":
        path.write_bytes(data[:-9] + b"123456789")
    elif harm == "empty":
        path.write_bytes(b"")
    elif harm == "a folder":
        path.mkdir()
        put(path / "something")
    elif harm == "a link":
        elsewhere = put(Path("..", path.name)).resolve()
        elsewhere.write_bytes(data)
        path.symlink_to(elsewhere)
    elif harm == "another one's":
        (other,) = [each for each in path.parents[1].glob("*/*") if each != path][:1] or [None]
        path.write_bytes(other.read_bytes() if other else b"")


@pytest.mark.parametrize(
    "harm", ["truncated", "other bytes", "empty", "a folder", "a link", "another one's", "gone"]
)
def test_what_is_damaged_in_the_cache_is_not_there(harm, office):
    both = Options(to=("html",))
    of_a(options=both)
    files = {path.name: path.read_bytes() for path in Path("build").iterdir()}
    assert len(kept_files()) == 4
    for number in range(4):
        harmed(kept_files()[number], harm)
        shutil.rmtree("build")
        made = of_a(options=both)
        assert (made.fault, made.recalled) == (None, "")
        assert {path.name: path.read_bytes() for path in Path("build").iterdir()} == files
        shutil.rmtree("build")
        assert recalled(options=both) == "restored"


FORGED = {
    "a name elsewhere": lambda value: value["outputs"][0].update(name="../../evil.html"),
    "no findings": lambda value: value.pop("findings"),
    "numbers for words": lambda value: value.update(notes=[7]),
    "a finding of no rule": lambda value: value.update(findings=[{"rule": "no-such-rule"}]),
    "a hash that is a path": lambda value: value["outputs"][0].update(sha256="../" * 20),
    "a list": lambda value: value.update(tally=[]),
}


@pytest.mark.parametrize("forged", FORGED)
def test_a_kept_outcome_of_another_form_is_not_believed(forged, office):
    of_a()
    (path,) = Path("../cache").glob("*/outcomes/*/*")
    key = path.name
    kept = Shelf(Path("../cache"))
    value = kept.value("outcomes", key)
    FORGED[forged](value)
    assert kept.keep_value("outcomes", key, value)
    made = of_a()
    assert (made.fault, made.recalled, made.stops) == (None, "", False)
    assert not Path("../evil.html").exists()


def test_what_was_used_last_stays_when_the_cache_is_full(tmp_path, monkeypatch):
    kept = Shelf(tmp_path)
    monkeypatch.setattr(shelf, "MOST_BYTES", 4_000)
    keys = [f"{number:064x}"[::-1] for number in range(1, 6)]
    for age, key in enumerate(keys):
        kept.keep_value("outcomes", key, "x" * 1_000)
        (path,) = tmp_path.glob(f"*/outcomes/*/{key}")
        os.utime(path, (time.time() - 10_000 + age,) * 2)
    assert kept.value("outcomes", keys[0]) is not None
    left_over = put(path.parent / f".{keys[0]}.1.abc")
    os.utime(left_over, (1, 1))
    kept.sweep()
    there = [kept.value("outcomes", key) is not None for key in keys]
    assert there == [True, False, False, False, True]
    assert not left_over.exists()


PAGES = ("build", ".", "-t", "html", "-q", "--executor", "here")
BUILD = [sys.executable, "-m", "briefgen", *PAGES]


def test_two_builds_at_once_share_a_cache(office):
    for name in "bcdef":
        shutil.copy("a.yaml", f"{name}.yaml")
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    at_once = [
        subprocess.Popen([*BUILD, "-o", f"out{number}"], env=environment) for number in range(2)
    ]
    assert [each.wait(120) for each in at_once] == [0, 0]
    pages = [{path.name: path.read_bytes() for path in Path(f"out{n}").iterdir()} for n in range(2)]
    assert pages[0] == pages[1]
    assert len(pages[0]) == 13
    shutil.rmtree("out0")
    options = Options(to=("html",), output=Path("out0"))
    assert {each.recalled for each in run(plan([Path()], options).turns)} == {"restored"}


@pytest.mark.long
def test_builds_that_are_killed_leave_a_cache_that_is_right(office):
    for name in "bcdefgh":
        shutil.copy("a.yaml", f"{name}.yaml")
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    for tenths in range(4, 12):
        killed = subprocess.Popen(BUILD, env=environment)
        time.sleep(tenths / 10)
        killed.kill()
        killed.wait()
    list(run(plan([Path()], Options(to=("html",))).turns))
    files = {path.name: path.read_bytes() for path in Path("build").iterdir()}
    shutil.rmtree("build")
    list(run(plan([Path()], Options(to=("html",))).turns, Running(anew=True)))
    assert files == {path.name: path.read_bytes() for path in Path("build").iterdir()}


def test_the_cache_is_shown_and_cleared(office, run):
    other = put(office.parent / "cache" / "notes.txt", "not ours")
    run("build", "a.yaml", "-t", "html")
    said = run("cache")[1].decode()
    assert str(office.parent / "cache") in said
    assert "entries:  4" in said
    assert "4 entries deleted" in run("cache", "--clear")[1].decode()
    assert "entries:  0" in run("cache")[1].decode()
    assert other.exists()
    assert "nothing changed" not in run("build", "a.yaml", "-t", "html")[2]


def planned(run, *more):
    code, out, _ = run("build", "--plan", "-t", "html", "--template", "packet", *more)
    return code, out.decode().splitlines()


def test_a_plan_says_what_would_be_built_and_why(office, run):
    put(office / "styles" / "custom.css", "h1 { color: #123 }\n")
    assert planned(run) == (0, ["a.yaml: to be built: never built", "1 brief: 1 to be built"])
    assert not Path("build").exists()
    of_a()
    assert planned(run)[1] == ["a.yaml: nothing changed", "1 brief: 1 unchanged"]
    put(office / "styles" / "custom.css", "h1 { color: #456 }\n")
    replaced(office / "a.yaml", "we can wait", "that we can wait")
    assert planned(run)[1][0] == "a.yaml: to be built: brief changed, styles/custom.css changed"
    of_a()
    Path("build/a-packet.html").unlink()
    assert planned(run)[1][0] == (
        "a.yaml: to be taken from the cache: output a-packet.html is missing"
    )
    assert planned(run, "--force")[1][0] == "a.yaml: to be built: --force"
    code, out, _ = run("build", "--plan", "--output-format", "json", "a.yaml", "none.yaml")
    told = json.loads(out)
    assert (code, told["done"], told["counts"]["stop"]) == (5, "planned", 1)
    assert told["briefs"][0]["outputs"][0] == "build/a-packet.html"


def test_a_plan_counts_briefs_and_not_the_folders_without_one(office, run):
    put(office / "none" / "notes.yaml", "a: 1")
    code, out, _ = run("build", "--plan", "none")
    assert (code, out.decode().splitlines()[1:]) == (5, [])
    code, out, _ = run("build", "--plan", "none", "a.yaml", "--output-format", "json")
    assert (code, json.loads(out)["counts"]["build"]) == (5, 1)
    assert sum(json.loads(out)["counts"].values()) == 1


def test_a_plan_says_that_briefgen_was_updated(office, run):
    of_a()
    replaced(office / "build" / "manifest.json", '"program": "', '"program": "0')
    shutil.rmtree("../cache")
    assert planned(run)[1][0] == "a.yaml: to be built: briefgen was updated"


def test_the_call_that_nothing_changed_for_loads_little(office):
    old = time.time() - 100
    for path in (office, *office.iterdir()):
        os.utime(path, (old, old))
    command = [sys.executable, "-X", "importtime", "-m", "briefgen", "check", "a.yaml"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}

    def called():
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        lines = done.stderr.splitlines()
        loaded = {line.split("|")[-1].strip() for line in lines if line.startswith("import time:")}
        said = [line for line in lines if not line.startswith("import time:")]
        return done.returncode, said, loaded

    time.sleep(2.1)  # files that were changed just now are never believed by their times
    first, again = called(), called()
    assert again[:2] == first[:2]
    heavy = {"yaml", "pydantic", "pydantic_core", "jinja2", "weasyprint", "click", "pathlib"}
    assert "click" in first[2]
    assert not again[2] & heavy
    (office / "minutes.txt").write_text("He said that they can wait.")
    code, said, _ = called()
    assert code == 1
    assert any("quote" in line for line in said)
