"""What a manifest holds of each brief, as it is written, and as pydantic reads it.

Apart from `manifest`, which keeps the file: a folder of outputs may come from anybody, and this is
the one list of what is believed of what stands in its manifest.

It is read by pydantic's validator, without the models above that: their import takes longer than
`briefgen verify` takes for all the rest.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from pydantic_core import CoreSchema, SchemaValidator, core_schema

from briefgen.ground.folder import FileFault

FORMAT = "briefgen manifest 1"
# Bytes. No common file system takes a longer one (NAME_MAX in limits.h).
LONGEST_NAME = 255
# Of each input its SHA-256, by what it is and by name.
Digests = dict[str, dict[str, str]]


@dataclass(frozen=True, slots=True)
class Output:
    """A file that was written, by its SHA-256 and its size in bytes."""

    kind: str
    template: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Entry:
    """One brief: what it was built from, how it was to look, with which versions, and as what."""

    inputs: Digests
    look: dict[str, str]
    versions: dict[str, str]
    outputs: dict[str, Output]

    def rests_on_the_same(self, other: Entry) -> bool:
        """Tell whether the outputs of both are made from the same, by the same."""
        return (self.inputs, self.look, self.versions) == (other.inputs, other.look, other.versions)


def entries_of(value: Any) -> dict[str, Entry]:
    """Read the entries of a manifest, in the order of the briefs' names.

    Raises ValueError where something in it isn't as it was written, and FileFault where a name in
    it is none of a file in its folder.
    """
    return dict(sorted(_reader().validate_python(value)["briefs"].items()))


@cache
def _reader() -> SchemaValidator:
    # Not `str_schema`, which refuses halves of characters: a name of a file on Linux is bytes, and
    # Python reads those that are no UTF-8 as such halves (PEP 383).
    text = core_schema.is_instance_schema(str)
    name = core_schema.no_info_after_validator_function(_name, text)
    texts = core_schema.dict_schema(text, text)
    size = core_schema.int_schema(strict=True)
    output = _dataclass(Output, {"kind": text, "template": text, "sha256": text, "size": size})
    entry = _dataclass(
        Entry,
        {
            "inputs": core_schema.dict_schema(text, texts),
            "look": texts,
            "versions": texts,
            "outputs": core_schema.dict_schema(name, output),
        },
    )
    fields = {
        "format": core_schema.literal_schema([FORMAT]),
        "briefs": core_schema.dict_schema(name, entry),
    }
    return SchemaValidator(
        core_schema.typed_dict_schema(
            {key: core_schema.typed_dict_field(field) for key, field in fields.items()}
        )
    )


def _dataclass(kind: type, fields: Mapping[str, CoreSchema]) -> CoreSchema:
    listed = [core_schema.dataclass_field(name, schema) for name, schema in fields.items()]
    arguments = core_schema.dataclass_args_schema(kind.__name__, listed)
    return core_schema.dataclass_schema(kind, arguments, list(fields), slots=True, frozen=True)


def _name(value: str) -> str:
    """The name of a file in a folder. FileFault where it can't be one."""
    if Path(value).name != value or "\0" in value or value in ("", ".."):
        raise FileFault("A name in it leads out of the folder, or is none.")
    if len(value.encode(errors="surrogatepass")) > LONGEST_NAME:
        raise FileFault(f"The name `{value[:40]}…` in it is too long for a file.")
    return value
