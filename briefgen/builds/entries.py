"""What a manifest holds of each brief, as it is written, and as pydantic reads it.

Apart from `manifest`, which keeps the file: a folder of outputs may come from anybody, and this is
the one list of what is believed of what stands in its manifest.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, InstanceOf, Strict, TypeAdapter

from briefgen.ground.folder import FileFault

FORMAT = "briefgen manifest 1"
# Bytes. No common file system takes a longer one (NAME_MAX in limits.h).
LONGEST_NAME = 255


def _name(value: str) -> str:
    """The name of a file in a folder. FileFault where it can't be one."""
    if Path(value).name != value or "\0" in value or value in ("", ".."):
        raise FileFault("A name in it leads out of the folder, or is none.")
    if len(value.encode(errors="surrogatepass")) > LONGEST_NAME:
        raise FileFault(f"The name `{value[:40]}…` in it is too long for a file.")
    return value


# Not `str`, by which pydantic refuses halves of characters: a name of a file on Linux is bytes, and
# Python reads those that are no UTF-8 as such halves (PEP 383).
Text = InstanceOf[str]
Name = Annotated[Text, AfterValidator(_name)]
# Of each input its SHA-256, by what it is and by name.
Digests = dict[Text, dict[Text, Text]]


@dataclass(frozen=True, slots=True)
class Output:
    """A file that was written, by its SHA-256 and its size in bytes."""

    kind: Text
    template: Text
    sha256: Text
    size: Annotated[int, Strict()]


@dataclass(frozen=True, slots=True)
class Entry:
    """One brief: what it was built from, how it was to look, with which versions, and as what."""

    inputs: Digests
    look: dict[Text, Text]
    versions: dict[Text, Text]
    outputs: dict[Name, Output]

    def rests_on_the_same(self, other: Entry) -> bool:
        """Tell whether the outputs of both are made from the same, by the same."""
        return (self.inputs, self.look, self.versions) == (other.inputs, other.look, other.versions)


@dataclass(frozen=True, slots=True)
class _Manifest:
    format: Literal["briefgen manifest 1"]
    briefs: dict[Name, Entry]


@cache
def _reader() -> TypeAdapter[_Manifest]:
    return TypeAdapter(_Manifest)


def entries_of(value: Any) -> dict[str, Entry]:
    """Read the entries of a manifest, in the order of the briefs' names.

    Raises ValueError where something in it isn't as it was written, and FileFault where a name in
    it is none of a file in its folder.
    """
    return dict(sorted(_reader().validate_python(value).briefs.items()))
