"""Open the files of annexes, count their pages, and name the copies that go with a packet.

A file of a stranger is copied beside the packet and opened by its reader. So only formats are taken
that run nothing when they are opened, and each file has to be what its name says.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import closing
from hashlib import sha256
from pathlib import Path, PurePath

from briefgen.evidence.reading.apart import read_apart
from briefgen.ground.bounds import Bounds
from briefgen.ground.copies import ANNEX, copy_name
from briefgen.ground.folder import FileFault, read_inside
from briefgen.ground.records import record
from briefgen.model import Annex
from briefgen.model.reading import slug

ZIP = b"PK\x03\x04"
# How a file of each ending starts; texts have no such sign.
STARTS: dict[str, bytes] = {
    ".pdf": b"%PDF-",
    ".docx": ZIP,
    ".xlsx": ZIP,
    ".pptx": ZIP,
    ".odt": ZIP,
    ".ods": ZIP,
    ".odp": ZIP,
    ".rtf": b"{\\rtf",
    ".png": b"\x89PNG\r\n\x1a\n",
    ".jpg": b"\xff\xd8\xff",
    ".jpeg": b"\xff\xd8\xff",
    ".txt": b"",
    ".csv": b"",
}
PICTURES = (".png", ".jpg", ".jpeg")
TEXTS = (".txt", ".csv")
# How far from its start a PDF may begin (ISO 32000-2, annex I.2, note on 7.5.2).
PDF_BEGINS = 1024
MOST_PAGES = 100_000
# The most characters of a tab in the name of a file.
LONGEST_TAB = 40
BOUNDS = Bounds(seconds=15, megabytes=1024)
SAVE_AS = "Save it as PDF."


class AnnexFault(FileFault):
    """Why the file of an annex can't be used, in a sentence, with a way out."""


@record
class AnnexFile:
    """The file of an annex: its pages, 0 where its format doesn't say, and its SHA-256."""

    pages: int
    sha256: str


def ending_of(name: str) -> str:
    """Give the ending of a file's name in small letters, with its point."""
    return PurePath(name).suffix.lower()


def way_to_search(folder: Path, name: str) -> str:
    """Say how to save a file so that names can be looked for in it; empty where they can.

    A scanned letter has no words, and a text in another encoding than UTF-8 has others.
    """
    ending = ending_of(name)
    if ending in PICTURES:
        return ""
    if ending == ".pdf":
        return "" if _has_words(folder, name) else "Save it with words that can be searched."
    if ending in TEXTS:
        return "" if _is_utf8(annex_bytes(folder, name)) else "Save it as UTF-8."
    return SAVE_AS


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _has_words(folder: Path, name: str) -> bool:
    """Tell whether each page of a PDF has words that a program can read."""
    from briefgen.evidence.formats.pdf import text_of_pages  # for the few briefs that need it

    try:
        text, starts = text_of_pages(annex_bytes(folder, name))
    except FileFault:
        return False
    return all(text[at:end].strip() for at, end in zip(starts, (*starts[1:], None), strict=True))


def annex_bytes(folder: Path, name: str) -> bytes:
    """Read the file of an annex below a folder. AnnexFault where it can't be used."""
    if ending_of(name) not in STARTS:
        known = ", ".join(ending[1:] for ending in STARTS if ending != ".jpeg")
        # The folder is asked first: a file that isn't there is the nearer fault.
        read_inside(folder, name, ANNEX, AnnexFault)
        raise AnnexFault(f"`{name}` can't be an annex.", f"{SAVE_AS} Annexes are {known}.")
    data = read_inside(folder, name, ANNEX, AnnexFault)
    if not _is_what_it_says(data, ending_of(name)):
        raise AnnexFault(f"`{name}` is no {ending_of(name)[1:].upper()} inside.", SAVE_AS)
    return data


def annex_file(folder: Path, name: str) -> AnnexFile:
    """Read the file of an annex and count its pages. AnnexFault where it can't be used."""
    data = annex_bytes(folder, name)
    pages = 1 if ending_of(name) in PICTURES else 0
    if ending_of(name) == ".pdf":
        try:
            pages = _pages_of_pdf(data)
        except FileFault as fault:
            raise AnnexFault(f"`{name}` {fault}", fault.hint) from None
    return AnnexFile(pages, sha256(data).hexdigest())


def _is_what_it_says(data: bytes, ending: str) -> bool:
    if ending == ".pdf":
        return STARTS[ending] in data[:PDF_BEGINS]
    if STARTS[ending]:
        return data.startswith(STARTS[ending])
    return b"\0" not in data


def _pages_of_pdf(data: bytes) -> int:
    # Loaded once here, and not in the child of each PDF.
    import pypdfium2

    def counted() -> int:
        try:
            with closing(pypdfium2.PdfDocument(data)) as document:
                return len(document)
        except pypdfium2.PdfiumError as error:
            codes = pypdfium2.raw.FPDF_ERR_PASSWORD, pypdfium2.raw.FPDF_ERR_SECURITY
            if getattr(error, "err_code", None) in codes:
                raise FileFault("is protected by a password.", "Save it without one.") from None
            raise FileFault("is damaged.", "Save it again.") from None

    pages = read_apart(counted, BOUNDS)
    if not 0 < pages <= MOST_PAGES:
        raise FileFault("has no page that could be printed.", "Save it again.")
    return pages


def tabs_of(annexes: Iterable[Annex]) -> tuple[str, ...]:
    """Give the tab of each annex: as typed, or else the next letter that nobody typed."""
    annexes = tuple(annexes)
    typed = {annex.tab.casefold() for annex in annexes if annex.tab}
    free = (letters for letters in map(_letters, range(len(annexes) * 2 + 1)))
    left = (letters for letters in free if letters.casefold() not in typed)
    return tuple(annex.tab or next(left) for annex in annexes)


def _letters(number: int) -> str:
    """Count in letters as the columns of a table do: A to Z, AA, AB."""
    number, last = divmod(number, 26)
    return (_letters(number - 1) if number else "") + chr(ord("A") + last)


def copies_of(annexes: Iterable[Annex], brief: str) -> tuple[str, ...]:
    """Name the copy of each annex beside the outputs: `talks-annex-a.pdf`; empty without a file.

    `brief` is the first part of the names of outputs.
    """
    annexes = tuple(annexes)
    names: list[str] = []
    for annex, tab in zip(annexes, tabs_of(annexes), strict=True):
        word, ending, number = slug(tab)[:LONGEST_TAB], ending_of(annex.file or ""), 1
        name = copy_name(brief, word, ending)
        while name in names:
            number += 1
            name = copy_name(brief, f"{word}-{number}", ending)
        names.append(name if annex.file else "")
    return tuple(names)
