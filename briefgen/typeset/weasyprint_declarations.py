"""Give WeasyPrint its declarations of C functions already parsed.

WeasyPrint declares the functions of Pango, HarfBuzz and Fontconfig in C, and has cffi parse that at
each import, which takes a fifth of it. cffi can write what it parsed as tables ("out-of-line"
mode), and read these in a thousandth of the time. They are made here of WeasyPrint's own text, when
it is first seen, and kept in the user's own cache. They are tables, not code; but wrong ones would
have C read the wrong memory, so they are kept where code is kept (`ground.compiled`).

With such tables the calls into C are quicker, too, because no Python of cffi is between them; that
makes up for making the tables, where they can't be kept.
"""

from __future__ import annotations

import ast
import io
import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from briefgen.ground.compiled import keep, kept

NAME = "weasyprint"


@contextmanager
def tables_for_declarations() -> Iterator[None]:
    """Have WeasyPrint, imported in the block, take tables that were kept or are made."""
    import _cffi_backend
    import cffi

    class FromTables(_cffi_backend.FFI):  # type: ignore[misc]
        """cffi's interface in C, which here takes declarations as its interface in Python does."""

        def __init__(self) -> None:  # that in C can be called once only, and needs the tables
            pass

        def cdef(self, text: str) -> None:
            """Declare the functions and types of a text."""
            super().__init__(NAME, **_tables_of(text, parser))

    parser = cffi.FFI
    cffi.FFI = FromTables
    try:
        yield
    finally:
        cffi.FFI = parser


def _tables_of(text: str, parser: type[Any]) -> dict[str, Any]:
    """Give cffi's tables for declarations: those that were kept, or else made and then kept."""
    import _cffi_backend

    key = f"{_cffi_backend.__version__}\0{text}".encode()
    data = kept("declarations", key)
    if data is None:
        data = json.dumps(_made(text, parser())).encode()
        keep("declarations", key, data)
    tables: dict[str, Any] = _with_bytes(json.loads(data))
    return tables


def _made(text: str, parser: Any) -> dict[str, Any]:
    """Have cffi parse declarations and write them as Python; give the tables in that, for JSON."""
    from cffi import recompiler

    written = io.StringIO()
    parser.cdef(text)
    recompiler.make_py_source(parser, NAME, written)
    (call,) = (node for node in ast.walk(ast.parse(written.getvalue())) if type(node) is ast.Call)
    return {each.arg or "": _as_text(ast.literal_eval(each.value)) for each in call.keywords}


def _as_text(value: Any) -> Any:
    """Give a table for JSON. It holds bytes, which become texts of as many signs, and numbers."""
    if isinstance(value, bytes):
        return value.decode("latin-1")
    return [_as_text(each) for each in value] if isinstance(value, tuple) else value


def _with_bytes(value: Any) -> Any:
    """Give a table as it was before `_as_text`."""
    if isinstance(value, dict):
        return {name: _with_bytes(each) for name, each in value.items()}
    if isinstance(value, str):
        return value.encode("latin-1")
    return tuple(map(_with_bytes, value)) if isinstance(value, list) else value
