"""From the bytes of a shop's file to named cells: encoding, separator, and which column is what.

Pure. Files come out of spreadsheets and old tills, so the bytes are UTF-8 with or without a mark,
UTF-16 or GB18030, headers are Chinese or English, and the separator is whatever the country has.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO

from app.domain.errors import Refused

MAX_BYTES = 20_000_000
MAX_ROWS = 100_000
FORMULA = ("=", "+", "-", "@")  # what a spreadsheet calculates

# field: the headers that mean it, the first of each language is what an export writes
HEADERS: dict[str, tuple[str, ...]] = {
    "item": ("商品编号", "item_id"),
    "barcode": ("条码", "barcode", "条形码", "商品条码", "国际条码", "ean", "ean13", "upc", "gtin"),
    "name": ("名称", "name", "品名", "商品名称", "商品名", "商品", "product", "item"),
    "name_en": ("英文名", "name_en", "英文名称", "english", "englishname"),
    "spec": ("规格", "spec", "规格型号", "包装规格", "size"),
    "unit": ("单位", "unit", "计量单位", "uom"),
    "cost": ("进价", "cost", "成本", "成本价", "进货价", "采购价", "costprice"),
    "price": ("售价", "price", "零售价", "单价", "价格", "销售价", "retailprice", "sellingprice"),
    "department": ("分类", "department", "类别", "部门", "商品分类", "品类", "category", "dept"),
    "tax": ("税类", "tax", "税率", "税收分类", "taxclass", "taxrate", "vat"),
    "kind": ("类型", "kind", "计价方式", "商品类型", "type"),
    "plu": ("plu", "plu码", "秤码", "称重码", "plucode"),
    "active": ("在售", "active", "状态"),
}
_FIELD = {name: field for field, names in HEADERS.items() for name in names}


@dataclass(frozen=True, slots=True)
class Record:
    """One row: its number in the spreadsheet (the header is 1) and its cells by field."""

    row_no: int
    cells: dict[str, str]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A file as read. `columns` are (header in the file, field or "")."""

    encoding: str
    columns: tuple[tuple[str, str], ...]
    records: tuple[Record, ...]

    def has(self, field: str) -> bool:
        """Whether the file says anything about a field."""
        return any(found == field for _, found in self.columns)


def read(data: bytes) -> Sheet:
    """The file's rows; blank ones are left out.

    Refused: `import.empty`, `import.not_text`, `import.spreadsheet` (a workbook, not a text file),
    `import.no_name_column`, `import.too_large`.
    """
    if len(data) > MAX_BYTES:
        raise Refused("import.too_large", most=MAX_ROWS)
    encoding, text = _decode(data)
    if not text.strip():
        raise Refused("import.empty")
    rows = _rows(text)
    header = next(rows, (0, []))[1]
    columns = _columns(header)
    if not any(field in ("name", "item") for _, field in columns):
        raise Refused("import.no_name_column", header=", ".join(header)[:80])
    records = []
    for row_no, cells in rows:
        named = {
            field: bare(cell.strip())
            for (_, field), cell in zip(columns, cells, strict=False)
            if field
        }
        if any(cell.strip() for cell in cells):
            records.append(Record(row_no, named))
        if len(records) > MAX_ROWS:
            raise Refused("import.too_large", most=MAX_ROWS)
    if not records:
        raise Refused("import.empty")
    return Sheet(encoding, columns, tuple(records))


def quoted(text: str) -> str:
    """A text for a spreadsheet that must not take it for a formula: `'=A1`."""
    return f"'{text}" if text.lstrip("'").startswith(FORMULA) else text


def bare(text: str) -> str:
    """What `quoted` was given."""
    return text[1:] if text.startswith("'") and text.lstrip("'").startswith(FORMULA) else text


def _decode(data: bytes) -> tuple[str, str]:
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise Refused("import.spreadsheet")
    if data.startswith(b"\xef\xbb\xbf"):
        tries = ["utf-8-sig"]
    elif data.startswith((b"\xff\xfe", b"\xfe\xff")):
        tries = ["utf-16"]
    else:
        tries = ["utf-8", "gb18030"]
    for encoding in tries:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return encoding, text
    raise Refused("import.not_text")


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """(row as a spreadsheet counts it, cells); the first one that is not blank is the header."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    separator = max(",;\t", key=first.count)
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator)
    try:
        for number, cells in enumerate(reader, 1):
            if any(cell.strip() for cell in cells):
                yield number, cells
    except csv.Error as error:
        raise Refused("import.not_text") from error


def _columns(header: list[str]) -> tuple[tuple[str, str], ...]:
    """Which field each column is; the first column of a field counts, a second is left out."""
    taken: set[str] = set()
    columns = []
    for title in header:
        plain = re.sub(r"[（(].*?[)）]|[\s_*\-]", "", title).casefold()
        field = _FIELD.get(title.strip().casefold()) or _FIELD.get(plain, "")
        if field in taken:
            field = ""
        taken.add(field)
        columns.append((title.strip(), field))
    return tuple(columns)
