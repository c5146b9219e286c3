"""The first sheet of a workbook as rows of text: xlsx, xls, ods, whatever a shop has.

A number is written as the spreadsheet shows it: fifteen digits, no tail of binary fractions; a
longer one has lost digits already and comes with an exponent, which readers refuse.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from io import BytesIO

from app.domain.errors import Refused

MAGIC = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # zip (xlsx, ods), OLE (xls)
MAX_UNPACKED = 1_000_000_000  # what a workbook may grow to: a bomb is no catalogue
Value = str | int | float | bool | date | datetime | time | timedelta


def is_workbook(data: bytes) -> bool:
    """Whether the bytes are a workbook's and no text."""
    return data.startswith(MAGIC)


def rows(data: bytes) -> Iterator[tuple[int, list[str]]]:
    """(row as the spreadsheet counts it, cells as text) of the first sheet that has any.

    Refused `import.spreadsheet` when it cannot be opened (damaged, or locked by a password).
    """
    from python_calamine import CalamineError, CalamineWorkbook

    _require_small(data)
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(data))
        for name in book.sheet_names:
            sheet = book.get_sheet_by_name(name)
            if sheet.start is None:
                continue
            first = sheet.start[0] + 1
            for number, cells in enumerate(sheet.iter_rows(), first):
                yield number, [_text(cell) for cell in cells]
            return
    except (CalamineError, OSError, ValueError, KeyError) as error:
        raise Refused("import.spreadsheet") from error


def _require_small(data: bytes) -> None:
    """Refused `import.spreadsheet` for what unpacks to far more than it is."""
    if not data.startswith(MAGIC[0]):
        return
    from zipfile import BadZipFile, ZipFile

    try:
        with ZipFile(BytesIO(data)) as packed:
            if sum(one.file_size for one in packed.infolist()) > MAX_UNPACKED:
                raise Refused("import.spreadsheet")
    except (BadZipFile, OSError, ValueError) as error:
        raise Refused("import.spreadsheet") from error


def _text(cell: Value) -> str:
    """A cell as its person sees it; a date as `2026-09-12`."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float):
        return format(cell, ".15g")
    if isinstance(cell, datetime):
        cell = cell.date()
    return cell.isoformat() if isinstance(cell, date) else str(cell)
