"""The same brief gives the same bytes, wherever and however it is built, and nothing of the machine.

One brief that rests on all that one can rest on is built in three surroundings, each of which
differs from the others in everything that must not matter.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pikepdf
import pytest

ROOT = Path(__file__).parent.parent
FONTS = ROOT / "styles" / "fonts"
CAPTURE = "“Every ministry can wait a year,” said Jonas Falk.\n"
BRIEF = (
    (ROOT / "briefs" / "minimal.yaml").read_text("utf-8")
    + f"""\
    figures:
      - {{file: pictures/roofs.png, alt: A roof, caption: The roof}}
      - {{file: pictures/plan.svg, alt: A plan, caption: The plan}}
    quotes: {{speaker: state, text: Every ministry can wait a year., source: report}}
sources:
  report:
    title: Repairs in doubt
    capture: captures/herald.txt
    sha256: {hashlib.sha256(CAPTURE.encode()).hexdigest()}
"""
)
PLAN = """\
<svg xmlns="http://www.w3.org/2000/svg" width="200" height="60">
<text x="5" y="20" font-family="Arial">In a font of the machine</text>
<text x="5" y="40" font-family="serif">or in any at all</text>
</svg>
"""
NOTE = """\
{% extends "base.html.j2" %}
{% block body %}<h1>{{ brief.title }} ({{ brief.file }})</h1>
<p>{% for item in brief.items %}{{ item.title }}{% endfor %}</p>{% endblock %}
"""
STYLE = """\
h1 { font-family: "Ours" }
p { font-family: Helvetica, "Noto Sans" }
"""
OUTPUTS = (
    "manifest.json",
    "talks-evidence.jsonld",
    "talks-note.html",
    "talks-note.pdf",
    "talks-packet.html",
    "talks-packet.pdf",
)


def written(at):
    """The folder of the brief, with all that it rests on."""
    for folder in ("captures", "pictures", "templates", "styles/fonts"):
        (at / folder).mkdir(parents=True)
    (at / "talks.yaml").write_text(BRIEF, "utf-8")
    (at / "captures" / "herald.txt").write_text(CAPTURE, "utf-8")
    shutil.copy(ROOT / "briefs" / "pictures" / "sill-depth.png", at / "pictures" / "roofs.png")
    (at / "pictures" / "plan.svg").write_text(PLAN)
    (at / "templates" / "note.html.j2").write_text(NOTE)
    (at / "styles" / "custom.css").write_text(STYLE)
    renamed("NotoSerif-Italic.ttf", "Ours", at / "styles" / "fonts" / "any-name.ttf")
    (at / "briefgen.toml").write_text('style = "modern"\ntemplate = ["packet", "note"]\n')
    return at


def renamed(file, family, at):
    """A shipped font, as one of another family."""
    from fontTools.ttLib import TTFont

    font = TTFont(FONTS / file, recalcTimestamp=False)
    for name in (1, 4, 16):
        font["name"].setName(family, name, 3, 1, 0x409)
    font["OS/2"].usWeightClass = 400
    font.save(at)


def decoys(at):
    """Fonts by the names that a brief asks for, with the letters of others."""
    at.mkdir()
    for family in ("Noto Sans", "Arial", "Ours", "Helvetica"):
        renamed("NotoSerif-Bold.ttf", family, at / f"{family}.ttf")
    return at


def fontconfig(at, *folders):
    listed = "".join(f"<dir>{folder}</dir>" for folder in folders)
    at.write_text(f"<fontconfig>{listed}<cachedir>{at.parent}/cache</cachedir></fontconfig>")
    return str(at)


def surroundings(tmp):
    """Of each build the folder, where it is started, and what is in its environment."""
    fonts = decoys(tmp / "decoys")
    home = {"HOME": str(tmp / "home-of-anna"), "XDG_CONFIG_HOME": str(tmp / "home-of-anna")}
    return [
        (
            tmp / "a",
            tmp / "a",
            {"TZ": "UTC", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "0"},
        ),
        (
            tmp / "a folder with a longer name" / "and one more é",
            tmp,
            {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONHASHSEED": "4711", **home}
            | {"FONTCONFIG_FILE": fontconfig(tmp / "decoys.conf", fonts), "USER": "anna-who-built"},
        ),
        (
            tmp / "third",
            Path("/"),
            {"TZ": "America/St_Johns", "LANG": "tr_TR.UTF-8", "PYTHONHASHSEED": "1"}
            | {"FONTCONFIG_FILE": fontconfig(tmp / "none.conf"), "SOURCE_DATE_EPOCH": "1000000000"},
        ),
    ]


def started(number, at, here, environment):
    """A build of the brief in a folder, by its way from where it is started, or by its whole path."""
    name = str(at / "talks.yaml") if number else "talks.yaml"
    asked = ["build", "-q", "--to", "html,pdf,evidence", "-o", os.path.relpath(at / "build", here)]
    return subprocess.Popen(
        [sys.executable, "-m", "briefgen", *asked, name],
        cwd=here,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
        umask=(0o022, 0o077, 0o002)[number],
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.fixture(scope="module")
def tmp(tmp_path_factory):
    return tmp_path_factory.mktemp("machine")


@pytest.fixture(scope="module")
def folders(tmp):
    """The folders of outputs of all builds."""
    asked = surroundings(tmp)
    for number, (at, _, _) in enumerate(asked):
        written(at)
        os.utime(at / "talks.yaml", (number * 10**8, number * 10**8))
    builds = [started(number, *each) for number, each in enumerate(asked)]
    said = [build.communicate()[1] for build in builds]
    assert [build.returncode for build in builds] == [0, 0, 0], said
    return [at / "build" for at, _, _ in asked]


def all_bytes(path):
    """The bytes of an output, with what is compressed in a PDF."""
    data = path.read_bytes()
    if path.suffix == ".pdf":
        with pikepdf.open(path) as document:
            data += b"".join(each.unparse(resolved=True) for each in document.objects)
            streams = [each for each in document.objects if isinstance(each, pikepdf.Stream)]
            data += b"".join(each.read_bytes() for each in streams)
        assert b" Tj" in data or b" TJ" in data, "the text that pages show"
    return data


@pytest.mark.parametrize("name", OUTPUTS)
def test_an_output_has_the_same_bytes_in_all_surroundings(name, folders):
    first, *others = [(folder / name).read_bytes() for folder in folders]
    assert first
    assert all(other == first for other in others)


def test_there_is_nothing_else(folders):
    for folder in folders:
        assert sorted(path.name for path in folder.iterdir()) == list(OUTPUTS)


@pytest.mark.parametrize("name", OUTPUTS)
def test_an_output_holds_no_place_or_name_of_the_machine(name, folders, tmp):
    names = [str(tmp), tmp.name, "and one more", "home-of-anna", "anna-who-built", str(ROOT)]
    names += [host for host in [socket.gethostname()] if len(host) > 5]
    found = [all_bytes(folder / name) for folder in folders]
    assert not [name for data in found for name in names if name.encode() in data]


def test_time_zones_are_those_of_the_package_and_not_of_the_machine(tmp_path):
    program = "import zoneinfo; print(zoneinfo.TZPATH, zoneinfo.ZoneInfo('Europe/Moscow'))"
    start = "from briefgen import cli\ntry: cli.main(['--version'])\nexcept SystemExit: pass\n"
    env = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONTZPATH": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", start + program], env=env, capture_output=True, text=True, check=True
    )
    assert re.search(r"tzdata.zoneinfo'.* Europe/Moscow", done.stdout)


def test_what_was_built_elsewhere_is_verified_here(folders):
    from briefgen.builds.manifest.verifying import verified

    found = [each for folder in folders for each in verified(folder)]
    assert len([each for each in found if each.holds]) == 3 * len(OUTPUTS)
    assert [each for each in found if each.holds is False] == []


def test_processes_that_typeset_one_page_or_all_give_the_same(folders):
    from briefgen import typeset
    from briefgen.typeset.workers import Workers

    own = folders[0].parent / "styles"
    names = ("talks-packet", "talks-note")
    pages = [(folders[0] / f"{name}.html").read_text("utf-8") for name in names]
    built = [(folders[0] / f"{name}.pdf").read_bytes() for name in names]
    with Workers(1) as workers:
        assert [pdf.data for pdf in workers.typeset_all(pages, (own,))] == built
    assert [typeset(page, (own,)).data for page in reversed(pages)] == built[::-1]
