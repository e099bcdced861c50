"""What a packet in another script costs, against the same one in English: `make bench`."""

from __future__ import annotations

import shutil

import pytest
from measuring import FLAGSHIP, ROOT, briefgen, paired, process, rounds

PART = "Other scripts"
ROUNDS = rounds(5, 3)
LANGUAGES = {"ar": "Arabic", "hi": "Hindi", "ja": "Japanese"}


@pytest.mark.quick
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_packet_in_another_script(language, tmp_path, figures):
    shutil.copytree(FLAGSHIP.parent / "captures", tmp_path / "captures")
    brief = shutil.copy(ROOT / "tests" / "languages" / f"{language}.yaml", tmp_path)
    pairs = paired(packet(brief, tmp_path), packet(FLAGSHIP, tmp_path), ROUNDS)
    what = f"packet of {FLAGSHIP.stem} in {LANGUAGES[language]} as PDF"
    figures.compare(what, "the same in English", pairs)


def packet(brief, folder):
    options = ("--template", "packet", "-t", "pdf", "--force", "-o", folder / "build")
    return process(briefgen("build", "-q", brief, *options))
