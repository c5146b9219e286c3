"""Reads a catalogue file: which encoding, which column is what, and what is wrong with each row.

Pure: bytes in, rows out. Shops' files come from spreadsheets, so headers are Chinese or English,
bytes are UTF-8 with or without a mark or GB18030, and prices may carry a currency sign.
"""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.catalog import Item
from app.domain.errors import Fact


@dataclass(frozen=True, slots=True)
class RowNote:
    """What is wrong (or odd) in a row: the word `import.<code>`, the column, and facts."""

    column: str
    code: str
    facts: tuple[tuple[str, Fact], ...] = ()


@dataclass(frozen=True, slots=True)
class ImportRow:
    """One row of the file (`row_no` as a spreadsheet counts, the header is 1).

    `verdict`: new, changed, same, failed. `item` is what would be written, None when failed;
    `before` what stands there now.
    """

    row_no: int
    name: str
    barcode: str
    verdict: str
    item: Item | None = None
    before: Item | None = None
    errors: tuple[RowNote, ...] = ()
    warnings: tuple[RowNote, ...] = ()
