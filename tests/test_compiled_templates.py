"""Templates of briefgen are compiled once for all runs; those of others each time."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefgen import TemplateError, api
from briefgen.builds import pipeline
from briefgen.look import Look
from briefgen.render import environment
from briefgen.render.page import render

BRIEF = Path(__file__).parent.parent / "briefs" / "minimal.yaml"


@pytest.fixture(scope="module")
def view():
    return pipeline.viewed(api.check(api.load(BRIEF)))


@pytest.fixture
def compiled(monkeypatch, tmp_path):
    """The names of the templates that are compiled, as if each `render` were in a new process."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    names, compile_ = [], environment.Environment.compile

    def heard(self, source, name, *rest):
        names.append(name)
        return compile_(self, source, name, *rest)

    monkeypatch.setattr(environment.Environment, "compile", heard)
    monkeypatch.setattr(environment, "_environment", environment._environment.__wrapped__)
    return names


def kept(tmp_path):
    return [*(tmp_path / "cache" / "briefgen-compiled").glob("templates-*")]


def test_a_second_run_compiles_nothing_and_makes_the_same_page(view, compiled, tmp_path):
    first = render(view)
    assert "packet.html.j2" in compiled
    compiled.clear()
    assert render(view) == first
    assert compiled == []
    render(view, "card")  # which has parts that the packet hasn't
    assert compiled[0] == "card.html.j2"
    assert all(name.startswith("parts/card-") for name in compiled[1:])
    compiled.clear()
    render(view), render(view, "card")
    assert compiled == []
    assert len(kept(tmp_path)) == 1


@pytest.mark.parametrize("damage", [lambda data: data[:-1], lambda data: data[:40] + bytes(9)])
def test_damaged_templates_are_compiled_anew(damage, view, compiled, tmp_path):
    first = render(view)
    (path,) = kept(tmp_path)
    path.write_bytes(damage(path.read_bytes()))
    compiled.clear()
    assert render(view) == first
    assert "packet.html.j2" in compiled


def test_a_changed_template_is_compiled_anew(view, compiled, monkeypatch):
    render(view)
    compiled.clear()
    source_of = environment.FileSystemLoader.get_source

    def changed(self, among, name):
        source, *rest = source_of(self, among, name)
        return (source + "{# changed #}" if name == "packet.html.j2" else source), *rest

    monkeypatch.setattr(environment.FileSystemLoader, "get_source", changed)
    render(view)
    assert compiled == ["packet.html.j2"]


def test_a_users_template_is_neither_kept_nor_taken(view, compiled, tmp_path):
    own = tmp_path / "templates"
    (own / "parts").mkdir(parents=True)
    (own / "parts" / "people.html.j2").write_text('<p id="section.people">Nobody else.</p>')
    render(view)
    (path,) = kept(tmp_path)
    assert "Nobody else." in render(view, look=Look(templates=(own,)))
    assert "Nobody else." not in render(view)
    assert b"Nobody else." not in path.read_bytes()


def test_a_fault_in_a_template_is_still_told_with_its_line(view, compiled, tmp_path):
    own = tmp_path / "templates"
    own.mkdir()
    (own / "note.html.j2").write_text("<p>\n{{ brief.nothing }}</p>")
    for _ in range(2):
        with pytest.raises(TemplateError) as caught:
            render(view, "note", Look(templates=(own,)))
        assert caught.value.diagnostics[0].span.line == 2


def test_without_a_cache_pages_are_made(view, compiled, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", "/dev/null")
    assert render(view) == render(view)
