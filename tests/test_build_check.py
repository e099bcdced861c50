"""`build --check` writes nothing, and says of each output whether a build would write the same."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from written import BAD, MINIMAL, VAGUE, put

HTML = ("-t", "html")


@pytest.fixture(params=["kept", "not kept"])
def office(request, tmp_path, monkeypatch, run):
    """A folder in which one stands, with a brief that is built, with a cache and without."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "own"))
    kept = os.devnull if request.param == "not kept" else str(tmp_path / "cache")
    monkeypatch.setenv("BRIEFGEN_CACHE", kept)
    at = tmp_path / "office"
    put(at / "a.yaml", MINIMAL)
    monkeypatch.chdir(at)
    assert run("build", "a.yaml", *HTML)[0] == 0
    return at


def state(folder):
    """All files of a folder, with their bytes and times."""
    return {
        path: (path.read_bytes(), path.stat().st_mtime_ns)
        for path in folder.rglob("*")
        if path.is_file()
    }


def differing(run, *more):
    """The exit code of a comparison, and what it says differs, by rule."""
    code, out, _ = run("build", ".", *HTML, "--check", "--output-format", "json", *more)
    briefs = json.loads(out)["briefs"]
    return code, [each["message"] for brief in briefs for each in brief["findings"]]


def test_what_is_as_it_would_be_built_is_said_to_be(office, run):
    before = state(office)
    code, out, err = run("build", "a.yaml", *HTML, "--check")
    assert (code, out) == (0, b"")
    assert err == "no findings in a.yaml\nall outputs are what a build gives\n"
    assert run("build", "a.yaml", *HTML, "--check", "-q") == (0, b"", "")
    assert differing(run) == (0, [])
    assert state(office) == before


def test_an_output_that_is_missing_is_named(office, run):
    Path("build/a-card.html").unlink()
    before = state(office)
    assert differing(run) == (6, ["build/a-card.html isn't there."])
    assert state(office) == before


def test_an_output_that_was_edited_is_named(office, run):
    with Path("build/a-card.html").open("a") as out:
        out.write(" ")
    assert differing(run) == (
        6,
        ["build/a-card.html isn't what the brief gives: the file was edited."],
    )


def test_an_edit_that_the_manifest_was_made_to_agree_with_is_found(office, run):
    from hashlib import sha256

    path, manifest = Path("build/a-card.html"), Path("build/manifest.json")
    before = path.read_bytes()
    path.write_bytes(before.replace(b"roofs", b"rooms"))
    put(
        manifest,
        manifest.read_text().replace(
            sha256(before).hexdigest(), sha256(path.read_bytes()).hexdigest()
        ),
    )
    assert run("verify", "build")[0] == 0
    code, said = differing(run)
    assert code == 6
    assert said[0].startswith("build/a-card.html isn't what the brief gives")


def test_a_brief_that_changed_is_the_reason(office, run):
    put(office / "a.yaml", MINIMAL.replace("forty worst", "fifty worst"))
    assert differing(run) == (
        6,
        [
            "build/a-packet.html isn't what the brief gives: brief changed.",
            "build/a-card.html isn't what the brief gives: brief changed.",
            "build/manifest.json doesn't list a.yaml as a build would: brief changed.",
        ],
    )


def test_a_change_that_no_output_shows_is_one_of_the_manifest(office, run):
    put(office / "a.yaml", MINIMAL + "# A comment.\n")
    assert differing(run) == (
        6,
        ["build/manifest.json doesn't list a.yaml as a build would: brief changed."],
    )


def test_other_options_and_settings_are_a_reason(office, run):
    code, said = differing(run, "--style", "modern")
    assert code == 6
    assert said[0].endswith("isn't what the brief gives: style was official.")
    put(office / "briefgen.toml", 'paper = "Letter"\n')
    code, said = differing(run)
    assert code == 6
    assert said[0].endswith("briefgen.toml is new, paper was A4.")


def test_a_brief_that_was_never_built_is_named(office, run):
    put(office / "b.yaml", MINIMAL)
    assert differing(run) == (
        6,
        [
            "build/b-packet.html isn't there.",
            "build/b-card.html isn't there.",
            "build/manifest.json doesn't list b.yaml as a build would: it was never built there.",
        ],
    )
    code, _, err = run("build", ".", *HTML, "--check")
    assert code == 6
    assert err.endswith("2 briefs: 3 errors; 1 with other outputs\n")


@pytest.mark.parametrize("text", ["", "{", "{}", None])
def test_without_a_manifest_a_build_would_write_one(text, office, run):
    if text is None:
        Path("build/manifest.json").unlink()
    else:
        put(Path("build/manifest.json"), text)
    code, said = differing(run)
    if text == "{}":  # JSON of another program, which a build leaves alone
        assert (code, len(said)) == (5, 1)
        assert "is not briefgen's" in said[0]
        return
    assert code == 6
    assert said == [
        "build/manifest.json doesn't list a.yaml as a build would: it was never built there."
    ]


def test_a_brief_that_would_not_be_built_ends_as_its_build(office, run):
    put(office / "a.yaml", BAD)
    before = state(office)
    code, _, err = run("build", "a.yaml", *HTML, "--check")
    assert code == run("build", "a.yaml", *HTML)[0] == 1
    assert "error[unknown-person]" in err
    put(office / "a.yaml", VAGUE)
    assert run("build", "a.yaml", *HTML, "--check", "--strict")[0] == 1
    assert run("build", "a.yaml", *HTML, "--check")[0] == 6
    assert run("build", "none.yaml", *HTML, "--check")[0] == 5
    put(office / "a.yaml", BAD)
    assert {path: each[0] for path, each in state(office).items()} == {
        path: each[0] for path, each in before.items()
    }


@pytest.mark.skipif(os.name != "posix", reason="links need rights elsewhere")
def test_a_link_that_leads_out_is_not_followed(office, run):
    secret = put(office.parent / "secret.html", Path("build/a-card.html").read_text("utf-8"))
    Path("build/a-card.html").unlink()
    Path("build/a-card.html").symlink_to(secret)
    code, said = differing(run)
    assert code == 6
    assert said[0].startswith("build/a-card.html can't be compared")


def test_it_compares_what_was_asked_for(office, run):
    Path("build/a-card.html").unlink()
    assert differing(run, "--template", "packet") == (0, [])
    assert differing(run, "-o", "elsewhere")[0] == 6
    assert not Path("elsewhere").exists()


def test_what_cannot_be_done_together_is_said(office, run):
    code, _, err = run("build", "a.yaml", "--check", "-o", "-")
    assert code == 2
    assert "--check compares files" in err
    assert run("build", "a.yaml", "--check", "--plan")[0] == 2


def test_an_unchanged_call_compares_again(office, run, monkeypatch):
    from briefgen.builds.store import calls, marks

    monkeypatch.setattr(marks, "SETTLED", 0)
    call = ("build", "a.yaml", *HTML, "--check")
    for _ in range(2):
        assert calls.told_again(call) is None
        run(*call)
    Path("build/a-card.html").unlink()
    assert calls.told_again(call) is None
    assert run(*call)[0] == 6


def test_warnings_are_told_and_counted_as_in_a_build(office, run):
    put(office / "a.yaml", VAGUE)
    assert run("build", "a.yaml", *HTML)[0] == 0
    code, _, err = run("build", "a.yaml", *HTML, "--check", "--max-warnings", "0")
    assert code == 1
    assert "warning[vague-objective]" in err
    assert err.endswith("1 warning, 0 allowed by --max-warnings\n")


@pytest.mark.long
def test_a_pdf_is_compared_byte_for_byte(office, run):
    call = ("build", "a.yaml", "-t", "pdf", "--template", "card")
    assert run(*call)[0] == 0
    assert run(*call, "--check")[0] == 0
    with Path("build/a-card.pdf").open("ab") as out:
        out.write(b"\n")
    assert run(*call, "--check")[0] == 6
