"""The output `columns`: a row of a table (CSV, RFC 4180), as a register takes it, a file a brief.

The kind of paper says which columns there are. A row of names stands above the brief's own.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from briefgen.outputs.output import Basis, Made, Output

if TYPE_CHECKING:
    from briefgen.outputs.leaving.carried import Carried

# Programs for tables run a cell that begins so as a formula. An apostrophe before it has them take
# it for a text (OWASP, CSV Injection).
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def carried(data: bytes) -> Iterable[Carried]:
    """Read out everything that the table carries."""
    import csv
    import io

    from briefgen.outputs.leaving.carried import Carried

    names, *rows = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    for row in rows:
        for name, text in zip(names, row, strict=False):
            yield Carried(f"in the column `{name}`", text)


def make(basis: Basis) -> Made:
    """Make the table: the names of the columns, and what the brief has in each."""
    import csv
    import io

    from briefgen.kinds.columns import cells_of  # it knows the model, and `--to` only the output

    cells = list(cells_of(basis.brief, basis.kind, is_first=True))
    if basis.second:
        cells += cells_of(basis.second[0], basis.kind, is_first=False)
    found = {cell.column.name: cell.text for cell in cells}
    names = [column.name for column in basis.kind.columns]
    table = io.StringIO(newline="")
    writer = csv.writer(table)
    writer.writerow(map(_as_text, names))
    writer.writerow([_as_text(found.get(name, "")) for name in names])
    # Excel takes a file without a byte order mark for one in the system's own encoding.
    return Made(table.getvalue().encode("utf-8-sig"))


def _as_text(cell: str) -> str:
    return f"'{cell}" if cell.startswith(FORMULA) else cell


OUTPUT = Output(
    name="columns",
    extension=".csv",
    media_type="text/csv",
    order=40,
    title="the columns",
    make=make,
    carried=carried,
    is_of_template=False,
)
