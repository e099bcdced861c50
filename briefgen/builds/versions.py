"""The versions of all that the bytes of an output depend on, beside the brief.

A manifest holds them: with the same versions the same brief gives the same bytes.
"""

from __future__ import annotations

import ctypes
import platform
import zlib
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from briefgen import __version__
from briefgen.ground.shipped import PACKAGE, folder

# Not all that are installed: a new version of the web server changes no output.
LIBRARIES = (
    "babel",
    "cssselect2",
    "fonttools",
    "jinja2",
    "markdown-it-py",
    "pikepdf",
    "pillow",
    "pydyf",
    "pypdfium2",
    "pyphen",
    "resiliparse",
    "tinycss2",
    "tinyhtml5",
    "tzdata",
    "weasyprint",
)
# Of each library of the system: its file on Linux, macOS and Windows, as WeasyPrint names them,
# and the function that says its version. Fontconfig's is a number: 10000 a major, 100 a minor one.
PANGO = ("libpango-1.0.so.0", "libpango-1.0.dylib", "libpango-1.0-0.dll")
HARFBUZZ = ("libharfbuzz.so.0", "libharfbuzz.0.dylib", "libharfbuzz-0.dll")
FONTCONFIG = ("libfontconfig.so.1", "libfontconfig.1.dylib", "libfontconfig-1.dll")
# Asked of the library that is loaded: of what the system installs Python has no list.
SYSTEM = {
    "pango": (PANGO, "pango_version_string"),
    "harfbuzz": (HARFBUZZ, "hb_version_string"),
    "fontconfig": (FONTCONFIG, "FcGetVersion"),
}


@cache
def versions() -> dict[str, str]:
    """Find the version of each part, by its name; a part that isn't installed is left out.

    `program` is a hash of briefgen's own files, the shipped templates, styles and fonts among them.
    """
    program = sha256()
    for name, path in sorted(_files_of_program()):
        program.update(f"{name}\0{sha256(path.read_bytes()).hexdigest()}\0".encode())
    found = {
        "briefgen": __version__,
        "program": program.hexdigest(),
        "python": platform.python_version(),
        # PDFs are deflated: another zlib may give other bytes of the same content.
        "zlib": zlib.ZLIB_RUNTIME_VERSION,
    }
    for name in LIBRARIES:
        with suppress(PackageNotFoundError):
            found[name] = version(name)
    for name, (files, function) in SYSTEM.items():
        if said := _said_by(files, function):
            found[name] = said
    return found


def _files_of_program() -> Iterator[tuple[str, Path]]:
    """List the files of briefgen, by names that are the same in a checkout and in a wheel."""
    for kind in ("*.py", "*.txt", "*.toml"):  # code, the words that it looks for, and the labels
        for path in PACKAGE.rglob(kind):
            yield path.relative_to(PACKAGE).as_posix(), path
    for root in ("templates", "styles"):
        for path in folder(root).rglob("*.*"):
            yield f"{root}/{path.relative_to(folder(root)).as_posix()}", path


def _said_by(files: tuple[str, ...], function: str) -> str:
    for file in files:
        with suppress(OSError, AttributeError):
            call = getattr(ctypes.CDLL(file), function)
            if function == "FcGetVersion":
                return str(call())
            call.restype = ctypes.c_char_p
            return str(call().decode())
    return ""
