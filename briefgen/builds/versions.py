"""Find the versions of everything beside the brief that the bytes of an output depend on.

A manifest records them: with the same versions, the same brief gives the same bytes.
"""

from __future__ import annotations

import ctypes
import platform
import zlib
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from hashlib import sha256
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from briefgen.ground.shipped import PACKAGE, folder

# The libraries that take part in making outputs. Others, such as the preview's web server, are left
# out: a new version of theirs changes no output, and would only alarm `briefgen verify`.
LIBRARIES = (
    "babel",
    "charset-normalizer",
    "cssselect2",
    "fonttools",
    "jinja2",
    "lxml",
    "markdown-it-py",
    "pikepdf",
    "pillow",
    "pydyf",
    "pypdfium2",
    "pyphen",
    "rapidfuzz",
    "resiliparse",
    "striprtf",
    "tinycss2",
    "tinyhtml5",
    "tzdata",
    "weasyprint",
)
# The file of each system library on Linux, macOS and Windows, as WeasyPrint names them.
PANGO = ("libpango-1.0.so.0", "libpango-1.0.dylib", "libpango-1.0-0.dll")
HARFBUZZ = ("libharfbuzz.so.0", "libharfbuzz.0.dylib", "libharfbuzz-0.dll")
FONTCONFIG = ("libfontconfig.so.1", "libfontconfig.1.dylib", "libfontconfig-1.dll")
# The files of each library, and its function that returns the version: a text, or for Fontconfig a
# number (2.14.1 is 21401). `importlib.metadata` knows only Python packages.
ZLIB = "libz.so"
SYSTEM = {
    "pango": (PANGO, "pango_version_string"),
    "harfbuzz": (HARFBUZZ, "hb_version_string"),
    "fontconfig": (FONTCONFIG, "FcGetVersion"),
}


@cache
def versions() -> dict[str, str]:
    """Find the version of each part by its name; a part that isn't installed is left out.

    `program` is a hash of briefgen's own files, with the shipped templates, styles and fonts: in a
    checkout, files change without a new version.
    """
    program = sha256()
    for name, path in sorted(_program_files()):
        program.update(f"{name}\0{sha256(path.read_bytes()).hexdigest()}\0".encode())
    found = {
        # By its name: the package hands out the stages, one of which asks here for versions.
        "briefgen": import_module("briefgen").__version__,
        "program": program.hexdigest(),
        "python": platform.python_version(),
        # PDFs are compressed: another zlib may compress the same content to other bytes.
        "zlib": zlib.ZLIB_RUNTIME_VERSION,
    }
    for name in LIBRARIES:
        with suppress(PackageNotFoundError):
            found[name] = version(name)
    for name, (files, function) in SYSTEM.items():
        if number := _library_version(files, function):
            found[name] = number
    return found


def libraries_in_use() -> list[str] | None:
    """List the files of the system libraries that `versions` has loaded.

    None where one of them wasn't, or where the system doesn't say: then an update couldn't be seen.
    """
    try:
        maps = Path("/proc/self/maps").read_text("utf-8", errors="surrogateescape")
    except OSError:
        return None
    paths = {line.split(maxsplit=5)[5] for line in maps.splitlines() if line.count(" ") > 5}
    stems = {name: files[0].partition(".so")[0] for name, (files, _) in SYSTEM.items()}
    found = {
        name: path
        for name, stem in stems.items()
        for path in sorted(paths)
        if Path(path).name.startswith(f"{stem}.so")
    }
    # Python's own build may have zlib inside.
    others = [path for path in paths if Path(path).name.startswith(ZLIB)]
    return sorted({*found.values(), *others}) if len(found) == len(SYSTEM) else None


def _program_files() -> Iterator[tuple[str, Path]]:
    """List the files of briefgen, with names that are the same in a checkout and in a wheel."""
    for kind in ("*.py", "*.txt", "*.toml", "*.mo"):  # code, the words that it looks for, labels
        for path in PACKAGE.rglob(kind):
            yield path.relative_to(PACKAGE).as_posix(), path
    for root in ("templates", "styles"):
        for path in folder(root).rglob("*.*"):
            yield f"{root}/{path.relative_to(folder(root)).as_posix()}", path


def _library_version(files: tuple[str, ...], function: str) -> str:
    """Ask a system library for its version; empty where the library can't be loaded."""
    for file in files:
        with suppress(OSError, AttributeError):
            call = getattr(ctypes.CDLL(file), function)
            if function == "FcGetVersion":
                return str(call())
            call.restype = ctypes.c_char_p
            return str(call().decode())
    return ""
