"""The import of the engine is quicker with the versions that it was tried with, and nothing else."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest

from briefgen.ground import compiled
from briefgen.typeset import weasyprint_hyphens, weasyprint_import

ROOT = Path(__file__).parent.parent
# A packet of many words, a picture, a font that is no plain TrueType, and two languages.
PAGE = f"""<html lang=de><title>t</title><style>p {{ width: 3cm; hyphens: auto }}
@font-face {{ font-family: x; src: url(data:font/woff;base64,d09GRg==) }}</style>
<p>{"Donaudampfschifffahrtsgesellschaft und Verwaltungsvereinfachung. " * 9}
<p lang=en>{"Considerable inconveniences notwithstanding. " * 9}
<img alt=a style="image-rendering: pixelated" src="data:image/png;base64,
iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR42mNgAAAAAgABzLRrYQAAAABJRU5ErkJggg==">
"""
TYPESETS = """
import sys, json
from hashlib import sha256
from briefgen.typeset import load_engine, weasyprint_import
if sys.argv[1] == "plain":
    weasyprint_import.is_as_tried = lambda: False
load_engine(alone=sys.argv[1] == "alone")
loaded = [name for name in ("fontTools.ttLib", "pycparser") if name in sys.modules]
from briefgen.typeset import typeset
pdf = typeset(sys.stdin.read())
print(json.dumps([loaded, sha256(pdf.data).hexdigest(), pdf.pages, pdf.warnings]))
"""


def typeset_by(how, home, page=PAGE):
    """The slow modules that are imported with the engine, and what it makes of a page."""
    found = subprocess.run(
        [sys.executable, "-c", TYPESETS, how],
        input=page,
        env={**os.environ, "XDG_CACHE_HOME": str(home)},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    loaded, *made = json.loads(found.stdout)
    return loaded, made


@pytest.mark.parametrize("name", sorted(weasyprint_import.TRIED))
def test_each_library_has_the_version_that_the_import_was_tried_with(name):
    assert version(name) == weasyprint_import.TRIED[name], (
        f"{name} has another version: the import of the engine isn't trimmed any more. Go through "
        "the modules briefgen/typeset/weasyprint_*.py, run the tests and the benchmark of speed, "
        "and change TRIED in weasyprint_import.py."
    )
    assert f"\n{name}=={version(name)} " in (ROOT / "requirements/run.txt").read_text("utf-8")


def test_the_bytes_are_the_same_either_way(tmp_path):
    slow, plain = typeset_by("plain", tmp_path)
    kept_from, first = typeset_by("alone", tmp_path)
    quick, second = typeset_by("alone", tmp_path)
    shared, beside = typeset_by("beside others", tmp_path)
    assert (slow, kept_from, quick) == (["fontTools.ttLib", "pycparser"], ["pycparser"], [])
    assert shared == ["fontTools.ttLib"]
    assert plain == first == second == beside


def test_with_another_version_of_a_library_the_import_is_plain(monkeypatch):
    assert weasyprint_import.is_as_tried() == (sys.platform == "linux")
    for name in weasyprint_import.TRIED:
        with monkeypatch.context() as patch:
            patch.setitem(weasyprint_import.TRIED, name, "0.1")
            assert not weasyprint_import.is_as_tried()


@pytest.mark.parametrize("damage", [b"", b"{}", bytes(64)])
def test_damaged_tables_are_made_anew(damage, tmp_path):
    _, before = typeset_by("alone", tmp_path)
    (kept,) = (tmp_path / "briefgen-compiled").iterdir()
    whole = kept.read_bytes()
    kept.write_bytes(damage or whole[:-1])
    loaded, made = typeset_by("alone", tmp_path)
    assert (loaded, made) == (["pycparser"], before)
    assert kept.read_bytes() == whole


def test_without_a_cache_that_can_be_written_the_pages_are_made(tmp_path):
    (tmp_path / "file").touch()
    kept = typeset_by("alone", tmp_path / "file" / "cache")
    assert kept == typeset_by("alone", "/dev/null")
    assert kept[0] == ["pycparser"]


def test_a_font_that_needs_the_library_that_is_left_out_is_read(tmp_path):
    # A variable font: the engine has fontTools make an instance of it.
    font = next((ROOT / "styles" / "fonts").glob("*.ttf"))
    from fontTools.ttLib import TTFont

    packed = TTFont(font)
    packed.flavor = "woff"
    packed.save(tmp_path / "packed.woff")
    from base64 import b64encode

    data = b64encode((tmp_path / "packed.woff").read_bytes()).decode()
    page = (
        "<html lang=en><title>t</title><style>@font-face { font-family: x; "
        f"src: url(data:font/woff;base64,{data}) }} p {{ font-family: x }}</style><p>Sentences."
    )
    _, quick = typeset_by("alone", tmp_path, page)
    _, plain = typeset_by("plain", tmp_path, page)
    assert quick == plain
    assert quick != typeset_by("alone", tmp_path, page.replace("font-family: x }", "}"))[1]


def test_all_hyphenation_patterns_are_those_of_the_library():
    import pyphen

    class Listed(pyphen.HyphDict):
        __init__ = weasyprint_hyphens._listed

    def told(pattern):
        return pattern and (
            pattern[0],
            [(*[value], getattr(value, "data", 0)) for value in pattern[1]],
        )

    # Of the largest, the one with changes of letters, and one with another encoding.
    for language in ("en_US", "hu_HU", "be_BY", "nb_NO"):
        path = pyphen.LANGUAGES[language]
        whole, listed = pyphen.HyphDict(path), Listed(path)
        keys = whole.patterns.keys() | listed.patterns.keys()
        assert len(keys) > 1000
        assert all(told(whole.patterns.get(key)) == told(listed.patterns.get(key)) for key in keys)
        assert whole.maxlen == listed.maxlen


def test_nothing_is_taken_from_a_folder_that_others_can_write_to(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    compiled.keep("kind", b"key", b"data")
    folder = tmp_path / "briefgen-compiled"
    assert (folder.stat().st_mode & 0o777, compiled.kept("kind", b"key")) == (0o700, b"data")
    (file,) = folder.iterdir()
    for path, mode in ((folder, 0o720), (folder, 0o702), (file, 0o620), (file, 0o602)):
        path.chmod(mode)
        assert compiled.kept("kind", b"key") is None
        path.chmod(0o700)
    assert compiled.kept("kind", b"key") == b"data"
    monkeypatch.setattr(os, "geteuid", lambda: 4711)
    assert compiled.kept("kind", b"key") is None


def test_what_was_kept_for_another_key_or_through_a_link_is_not_taken(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    compiled.keep("kind", b"key", b"data")
    compiled.keep("kind", b"other", b"other data")
    mine, other = (
        tmp_path / "briefgen-compiled" / compiled._name("kind", key) for key in (b"key", b"other")
    )
    mine.write_bytes(other.read_bytes())
    assert compiled.kept("kind", b"key") is None
    mine.unlink()
    mine.symlink_to(other)
    assert compiled.kept("kind", b"key") is None
    assert compiled.kept("kind", b"other") == b"other data"


def test_the_folder_stays_small(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr(compiled, "MOST", 4)
    for at in range(9):
        compiled.keep("kind", bytes([at]), b"data")
    assert len(list((tmp_path / "briefgen-compiled").iterdir())) <= 4
    assert compiled.kept("kind", bytes([8])) == b"data"


def test_languages_are_hyphenated_that_have_hyphens():
    import pyphen

    weasyprint_hyphens.patterns_when_looked_up()
    tags = ("fr-CA", "de-CH", "pt-BR", "sr-Latn", "no", "no-NO", "th", "th-TH", "ar", "ja")
    assert [pyphen.language_fallback(tag) for tag in tags] == [
        "fr", "de_CH", "pt_BR", "sr_Latn", "nb", "nb", None, None, None, None,
    ]  # fmt: skip
