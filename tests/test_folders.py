"""Folders of briefs, and several briefs at once: each has its turn, whatever is wrong with another."""

from __future__ import annotations

import errno
import io
import os
import re
from pathlib import Path

import pytest
from written import BAD, MINIMAL, put

from briefgen.builds import pipeline
from briefgen.builds.briefs import is_brief, look_through
from briefgen.ground import files
from briefgen.preview.shelf import briefs_in

IS_BRIEF = {
    "as `new` writes it": MINIMAL,
    "nothing else": "briefgen: 1",
    "not as its first key": "title: x\nbriefgen: 1\n",
    "malformed below": "briefgen: 1\ntitle: [\n",
    "without a version": "briefgen:\n",
    "behind a mark of a document": "# a note\n\n---  # another\nbriefgen: 1\n",
    "on the line of that mark": "%YAML 1.2\n--- {briefgen: 1}\n",
    "with a byte order mark": "\ufeffbriefgen: 1\n",
    "with line ends of Windows": "title: x\r\nbriefgen: 1\r\n",
    "in quotation marks": '"briefgen" : 1\n',
    "as JSON": '{\n  "briefgen":1\n}\n',
    "indented as a whole": "  title: x\n  briefgen: 1\n",
}
IS_NONE = {
    "empty": "",
    "another thing": "name: something else\n",
    "a comment": "# briefgen: 1\nname: x\n",
    "a key of something else": "tools:\n  briefgen: 1\n",
    "an entry of a list": "- briefgen: 1\n",
    "a longer key": "briefgen-version: 1\n",
    "a word of a text": "text: |\n  briefgen: 1\n",
    "no key": "briefgen\n",
}


@pytest.mark.parametrize("text", IS_BRIEF.values(), ids=IS_BRIEF)
def test_a_brief_says_so_on_top(text, tmp_path):
    (tmp_path / "one.yaml").write_bytes(text.encode())
    assert is_brief(tmp_path / "one.yaml")


@pytest.mark.parametrize("text", IS_NONE.values(), ids=IS_NONE)
def test_what_does_not_say_so_is_none(text, tmp_path):
    (tmp_path / "one.yaml").write_text(text)
    assert not is_brief(tmp_path / "one.yaml")


@pytest.mark.parametrize("encoding", ["utf-16", "cp1252"])
def test_one_in_another_encoding_is_a_brief_to_be_mended(encoding, tmp_path):
    (tmp_path / "one.yaml").write_bytes("briefgen: 1\ntitle: Zoë\n".encode(encoding))
    assert is_brief(tmp_path / "one.yaml")


@pytest.fixture
def office(tmp_path, monkeypatch):
    """A folder as an office has it, in which one stands: two briefs, and what is none."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path.parent / f"{tmp_path.name}-cache"))
    monkeypatch.chdir(tmp_path)
    put(tmp_path / "briefs" / "trade.yaml", MINIMAL)
    put(tmp_path / "briefs" / "north" / "fish.YML", MINIMAL)
    put(tmp_path / "briefs" / "contacts.yaml", "name: x\n")
    for skipped in ("build", ".old", "captures", "node_modules"):
        put(tmp_path / "briefs" / skipped / "copy.yaml", MINIMAL)
    return tmp_path


@pytest.fixture
def run(run, office):
    """Runs a command line in the office: exit code, and what is said."""
    return lambda *arguments: run(*arguments)[::2]


def test_the_briefs_of_a_folder_are_checked_and_the_rest_is_counted(run):
    code, said = run("check", "briefs")
    total = "2 briefs: no findings; 1 other YAML file passed over"
    assert (code, said.splitlines()) == (0, [total])
    lines = [line for line in run("check", "-v", "briefs")[1].splitlines() if " s" not in line]
    assert lines == [
        "no findings in briefs/trade.yaml",
        "no findings in briefs/north/fish.YML",
        total,
    ]
    assert run("check", "-q", "briefs") == (0, "")


def test_the_preview_lists_the_same(office):
    assert briefs_in(office / "briefs") == look_through(office / "briefs").briefs


def test_the_briefs_of_a_folder_are_built(run):
    code, said = run("build", "--to", "html", "briefs")
    assert code == 0
    assert said.endswith(
        "2 briefs: no findings; 2 built into build; 1 other YAML file passed over\n"
    )
    assert {path.name for path in Path("build").iterdir()} == {
        *("fish-card.html", "fish-packet.html", "trade-card.html", "trade-packet.html"),
        "manifest.json",
    }


def test_a_file_that_is_named_is_checked_whatever_it_says(run):
    code, said = run("check", "briefs/contacts.yaml")
    assert code == 1
    assert "missing-field" in said


def test_a_brief_that_is_named_twice_has_one_turn(run):
    code, said = run("check", "-v", "briefs", "briefs/trade.yaml", "briefs/../briefs/north")
    assert (code, said.count("trade.yaml"), said.count("fish.YML")) == (0, 1, 1)


@pytest.mark.parametrize("command", ["check", "build", "preview"])
def test_an_empty_name_is_not_the_folder_in_which_one_stands(command, run):
    code, said = run(command, "")
    assert code == 2
    assert "it is empty" in said


@pytest.mark.parametrize(
    ("command", "other"),
    [
        (("check", "-v"), "no findings in briefs/trade.yaml"),
        (("build", "-thtml"), "briefs/trade.yaml: 2 files"),
    ],
)
def test_links_in_a_circle_are_said(run, office, command, other):
    (office / "loop").symlink_to("loop")
    code, said = run(*command, "loop/x.yaml", "loop", "briefs/trade.yaml")
    assert code == 5
    assert said.count("Too many levels of symbolic links") == 2
    assert other in said


def test_a_folder_in_which_nothing_may_be_looked_at_keeps_no_other_from_its_turn(run, monkeypatch):
    """Its settings can't be looked for either, by what the system says of it."""
    is_file = Path.is_file

    def refused(path):
        if path.parent.name == "north":
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
        return is_file(path)

    monkeypatch.setattr("pathlib.Path.is_file", refused)
    code, said = run("check", "-v", "briefs/north/fish.YML", "briefs/trade.yaml")
    assert code == 5
    assert said.startswith("briefgen: Can't read briefs/north/fish.YML: Permission denied.\n")
    assert "no findings in briefs/trade.yaml" in said


def test_a_folder_without_a_brief_is_said(run, office):
    (office / "empty").mkdir()
    sentence = "There is no brief in empty: no YAML file has `briefgen:` on top."
    assert run("check", "empty") == (5, f"briefgen: {sentence}\n")
    put(office / "empty" / "x.yaml", "x: 1\n")
    assert "no YAML file of 1 has" in run("build", "empty")[1]


def test_what_is_missing_is_said_in_its_place_and_the_others_go_on(run, office):
    put(office / "bad.yaml", BAD)
    code, said = run("check", "-v", "none.yaml", "briefs/trade.yaml", "bad.yaml")
    assert code == 5
    lines = said.splitlines()
    assert lines[0] == "briefgen: There is no file none.yaml."
    assert lines[1] == "no findings in briefs/trade.yaml"
    assert "bad.yaml:5:12" in said
    assert lines[-1] == "3 briefs: 1 error; 1 with errors; 1 not checked"


def test_what_is_missing_keeps_no_other_from_being_built(run):
    code, said = run("build", "-t", "html", "briefs/none.yaml", "briefs/trade.yaml")
    assert code == 5
    assert said.startswith("briefgen: There is no file briefs/none.yaml.\n")
    assert said.endswith("2 briefs: no findings; 1 built into build; 1 not built\n")
    assert Path("build/trade-card.html").exists()


def test_the_settings_of_one_brief_keep_no_other_from_its_turn(run, office):
    put(office / "briefs" / "north" / "briefgen.toml", "stile = 'modern'\n")
    code, said = run("check", "-v", "briefs")
    assert code == 2
    assert "briefs/north/fish.YML was not checked." in said
    assert "no findings in briefs/trade.yaml" in said


def test_settings_that_several_briefs_have_are_told_once(run, office):
    put(office / "briefs" / "briefgen.toml", "stile = 'modern'\n")
    code, said = run("check", "briefs")
    assert code == 2
    assert said.count("error[unknown-setting]") == 1
    assert "briefs/north/fish.YML was not checked." in said
    assert "briefs/trade.yaml was not checked." in said


def test_what_is_not_in_utf8_is_said_and_the_others_go_on(run, office):
    (office / "briefs" / "latin.yaml").write_bytes(b"briefgen: 1\ntitle: caf\xe9\n")
    code, said = run("check", "briefs")
    assert code == 1
    assert "encoding" in said
    assert said.endswith("3 briefs: 1 error; 1 with errors; 1 other YAML file passed over\n")


def test_a_fault_of_briefgen_with_one_keeps_no_other_from_its_turn(run, monkeypatch):
    loaded = pipeline.loaded

    def failing(data, file, timings):
        return 1 / 0 if file.endswith("trade.yaml") else loaded(data, file, timings)

    monkeypatch.setattr("briefgen.builds.pipeline.loaded", failing)
    code, said = run("check", "-v", "-j", "1", "briefs")
    assert code == 70
    assert "briefs/trade.yaml was not checked. BRIEFGEN_TRACEBACK=1" in said
    assert "no findings in briefs/north/fish.YML" in said
    assert "Traceback" not in said


def test_a_brief_with_errors_is_not_built_and_counted(run, office):
    put(office / "briefs" / "bad.yaml", BAD)
    code, said = run("build", "-t", "html", "briefs")
    assert code == 1
    assert said.splitlines()[-2:] == [
        "not built: briefs/bad.yaml",
        "3 briefs: 1 error; 2 built into build; 1 not built; 1 other YAML file passed over",
    ]


def test_two_briefs_that_would_be_written_to_the_same_files_are_both_refused(run, office):
    put(office / "briefs" / "north" / "trade.yaml", MINIMAL)
    code, said = run("build", "-t", "html", "briefs")
    assert code == 2
    assert said.count("would be written to the same files") == 2
    assert "briefs/north/trade.yaml and briefs/trade.yaml would" in said
    assert not Path("build/trade-card.html").exists()
    assert Path("build/fish-card.html").exists()
    assert run("check", "briefs")[0] == 0


def test_a_brief_from_standard_input_is_not_written_over_one_of_its_name(run, office, monkeypatch):
    put(office / "brief.yaml", MINIMAL)
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(MINIMAL.encode())))
    code, said = run("build", "-t", "html", "-", "brief.yaml")
    assert code == 2
    assert said.count("would be written to the same files") == 2


def test_they_are_built_where_each_has_a_folder_of_its_own(run, office):
    put(office / "briefs" / "north" / "trade.yaml", MINIMAL)
    put(office / "briefs" / "north" / "briefgen.toml", 'output = "out"\n')
    assert run("build", "-q", "-t", "html", "briefs")[0] == 0
    assert Path("briefs/north/out/trade-card.html").exists()


def test_standard_output_takes_the_file_of_one_brief(run):
    code, said = run("build", "briefs", "--template", "card", "-t", "html", "-o", "-")
    assert code == 2
    assert "name one brief" in said


def test_what_may_not_be_read_is_said_and_the_others_go_on(run, office, monkeypatch):
    """By what the system says of it: root, as whom tests may run, may read everything."""
    scandir, bytes_of = os.scandir, files.bytes_of

    def refused(path):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))

    def looked_into(path):
        return refused(path) if Path(path).name == "closed" else scandir(path)

    def opened(path, *most):
        return refused(path) if path.suffix == ".YML" else bytes_of(path, *most)

    put(office / "briefs" / "closed" / "x.yaml", MINIMAL)
    monkeypatch.setattr("os.scandir", looked_into)
    monkeypatch.setattr("briefgen.ground.files.bytes_of", opened)
    code, said = run("check", "-v", "-j", "1", "briefs")
    assert code == 5
    assert "Can't read briefs/north/fish.YML: Permission denied." in said
    assert "Can't read briefs/closed: Permission denied." in said
    assert "no findings in briefs/trade.yaml" in said


def test_a_link_that_leads_nowhere_is_said_and_a_lock_of_emacs_is_passed_over(run, office):
    (office / "briefs" / "gone.yaml").symlink_to("elsewhere.yaml")
    (office / "briefs" / "round.yaml").symlink_to("round.yaml")
    (office / "briefs" / ".#trade.yaml").symlink_to("ada@office.417")
    code, said = run("check", "briefs")
    assert code == 5
    assert said.count("briefgen: ") == 2
    assert "not checked: briefs/gone.yaml, briefs/round.yaml\n" in said


def test_a_file_that_may_not_be_read_counts_as_a_brief(office):
    """So that somebody says why it can't be, in place of passing it over."""
    (office / "here.yaml").mkdir()
    assert is_brief(office / "here.yaml")


def test_briefs_are_done_side_by_side_with_the_same_files_and_words(run, office):
    def done(executor):
        code, err = run("build", "briefs", "-o", executor, "--to", "html", "--executor", executor)
        said = re.sub(r"\d+\.\d\d s|.* done in .*\n", "", err.replace(executor, "OUT"))
        return code, said, {path.name: path.read_bytes() for path in Path(executor).iterdir()}

    assert done("processes") == done("here")


def test_briefs_come_in_the_order_of_their_names_whatever_the_disk_says(office):
    names = [f"{number * 7 % 20:02}.yaml" for number in range(20)]
    for name in names:
        put(office / "many" / name, MINIMAL)
    assert [path.name for path in look_through(office / "many").briefs] == sorted(names)
    assert [path.name for path in briefs_in(office / "many")] == sorted(names)


def test_of_a_folder_that_is_closed_it_is_not_said_that_it_holds_no_brief(run, monkeypatch):
    def closed(folder, onerror):
        onerror(PermissionError(errno.EACCES, "Permission denied", str(folder)))
        yield from ()

    monkeypatch.setattr("briefgen.builds.briefs.os.walk", closed)
    code, said = run("check", "briefs")
    assert code == 5
    assert "Can't read briefs: Permission denied." in said
    assert "There is no brief" not in said
