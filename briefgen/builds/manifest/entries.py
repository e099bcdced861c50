"""Define what a manifest says about each brief, and validate a manifest when it is read.

A folder of outputs may come from a stranger, and so may its manifest. This module is the one place
that says which content of a manifest is accepted; `manifest` reads and writes the file.

It uses `pydantic_core` alone. Importing pydantic's models would take longer than everything else
that `briefgen verify` does.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from pydantic_core import CoreSchema, SchemaValidator, core_schema

from briefgen.ground.folder import FileFault
from briefgen.ground.records import record

FORMAT = "briefgen manifest 1"
# Bytes. No common file system takes a longer one (NAME_MAX in limits.h).
LONGEST_NAME = 255
# The SHA-256 of each input: first by its role (`brief`, `files`, …), then by its name.
Digests = dict[str, dict[str, str]]


@record
class Output:
    """A file that a build wrote: its kind, its template, its SHA-256 and its size in bytes.

    `template` is empty for an output that is made once a brief, whatever its templates are.
    """

    kind: str
    template: str
    sha256: str
    size: int


@record
class Entry:
    """One built brief: the hashes of its inputs, its look, the versions used, and its outputs.

    `outputs` are by the names of their files.
    """

    inputs: Digests
    look: dict[str, str]
    versions: dict[str, str]
    outputs: dict[str, Output]

    def rests_on_the_same(self, other: Entry) -> bool:
        """Tell whether both entries have the same inputs, look and versions."""
        return (self.inputs, self.look, self.versions) == (other.inputs, other.look, other.versions)


@record
class Started:
    """What a build rests on, taken down when it begins.

    `name` is the brief's name in the manifest, and `file` its path, None for standard input.
    """

    name: str
    file: Path | None
    inputs: Digests
    look: dict[str, str]


def entries_of(value: Any) -> dict[str, Entry]:
    """Validate the parsed JSON of a manifest, and give its entries, sorted by the briefs' names.

    Raises ValueError where the JSON has another structure than briefgen writes, and FileFault
    where a name in it can't be that of a file directly in the folder.
    """
    return dict(sorted(_manifest_validator().validate_python(value)["briefs"].items()))


@cache
def _manifest_validator() -> SchemaValidator:
    # Not `str_schema`, which refuses lone surrogates. A file name on Linux is any bytes, and Python
    # decodes those that are no UTF-8 to lone surrogates (PEP 383).
    text = core_schema.is_instance_schema(str)
    name = core_schema.no_info_after_validator_function(_checked_name, text)
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


def _checked_name(value: str) -> str:
    """Check that a text can be the name of a file directly in a folder, and return it.

    Raises FileFault where it can't: a manifest must not lead `verify` to files elsewhere.
    """
    if Path(value).name != value or "\0" in value or value in ("", ".."):
        raise FileFault("A name in it leads out of the folder, or is none.")
    # The limit is one on bytes; `surrogatepass` because the name may hold lone surrogates.
    if len(value.encode(errors="surrogatepass")) > LONGEST_NAME:
        raise FileFault(f"The name `{value[:40]}…` in it is too long for a file.")
    return value
