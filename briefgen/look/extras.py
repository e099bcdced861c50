"""Finds the fonts that an extra of briefgen brings: `pip install 'briefgen[cjk]'`.

They are too large for every installation: 28 MB. A font is believed only if it is the one that
briefgen was tried with, so that pages are the same on every machine.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from functools import lru_cache
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path

from briefgen.ground.records import record


@record
class ExtraFont:
    """A font of an extra: the package that has it, its file, its weight, and the file's SHA-256."""

    extra: str
    package: str
    file: str
    family: str
    weight: str
    digest: str


FONTS = (
    ExtraFont(
        "cjk",
        "noto_cjk_sans_jp_regular",
        "NotoSansCJKjp-Regular.otf",
        "Noto Sans CJK JP",
        "400",
        "68a3fc98800b2a27b371f2fb79991daf3633bd89309d4ffaa6946fd587f375b5",
    ),
    ExtraFont(
        "cjk",
        "noto_cjk_sans_jp_bold",
        "NotoSansCJKjp-Bold.otf",
        "Noto Sans CJK JP",
        "700",
        "e53dcb0dcb2922e45d01aae1ebd2f382bb81d4229b18b6b883bd170678af1f76",
    ),
)
EXTRAS = frozenset(font.extra for font in FONTS)


def files_of_extras() -> list[Path]:
    """List the files of the fonts that are installed, whatever is in them."""
    return [path for font in FONTS if (path := _file(font))]


def installed_fonts() -> Iterator[tuple[ExtraFont, Path]]:
    """Yield the fonts that are installed and are what they should be, with their files."""
    for font in FONTS:
        path = _file(font)
        if path and _is_right(path, font.digest):
            yield font, path


def state_of(extra: str) -> str:
    """Tell how the fonts of an extra are: `installed`, `missing` or `other`, other than known."""
    wanted = [font for font in FONTS if font.extra == extra]
    if not all(map(_file, wanted)):
        return "missing"
    right = [font for font, _ in installed_fonts() if font.extra == extra]
    return "installed" if right == wanted else "other"


def way_to_install(extra: str) -> str:
    """Say what to run for the fonts of an extra, in a command of one line."""
    if state_of(extra) == "other":
        names = " ".join(font.package.replace("_", "-") for font in FONTS if font.extra == extra)
        return f"pip install --force-reinstall {names}"
    return f"pip install 'briefgen[{extra}]'"


def _file(font: ExtraFont) -> Path | None:
    """Find a font's file. The package isn't imported: nothing of it has to run."""
    with suppress(ImportError, ValueError):
        if (spec := find_spec(font.package)) and spec.origin:
            path = Path(spec.origin).parent / font.file
            return path if path.is_file() else None
    return None


def _is_right(path: Path, digest: str) -> bool:
    try:
        about = path.stat()
        return _digest(path, about.st_size, about.st_mtime_ns) == digest
    except OSError:
        return False


@lru_cache(maxsize=8)
def _digest(path: Path, _size: int, _changed: int) -> str:
    """Hash a file; size and time are parameters so that the cache notices a change."""
    return sha256(path.read_bytes()).hexdigest()
