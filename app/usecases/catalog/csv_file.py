"""From the bytes of a shop's file to named cells: encoding, separator, and which column is what.

Pure. Files come out of spreadsheets and old tills, so the bytes are a workbook, or text in UTF-8
with or without a mark, UTF-16 or GB18030, headers are Chinese or English, and the separator is
whatever the country has.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import StringIO

from app.domain.errors import Refused
from app.usecases.catalog import workbook

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
    "plu": ("秤码", "plu", "plu码", "称重码", "plucode"),
    "active": ("在售", "active", "状态"),
}


@dataclass(frozen=True, slots=True)
class Form:
    """What a file may say: each field's headers, which fields one of which it must have, the code
    that says so, and how large it may be."""

    headers: Mapping[str, tuple[str, ...]]
    needed: tuple[str, ...]
    missing: str
    most_rows: int = MAX_ROWS
    most_bytes: int = MAX_BYTES


CATALOG = Form(HEADERS, ("name", "item"), "import.no_name_column")


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


def read(data: bytes, form: Form = CATALOG) -> Sheet:
    """The file's rows; blank ones are left out. `encoding` of a workbook is `excel`.

    Refused: `import.empty`, `import.not_text`, `import.spreadsheet` (a workbook that cannot be
    opened), `import.no_name_column` (or what the form says), `import.too_large`.
    """
    if len(data) > form.most_bytes:
        raise Refused("import.too_large", most=form.most_rows)
    if workbook.is_workbook(data):
        encoding, rows = "excel", _filled(workbook.rows(data))
    else:
        encoding, text = _decode(data)
        rows = _filled(_rows(text))
    header = next(rows, None)
    if header is None:
        raise Refused("import.empty")
    columns = _columns(header[1], form.headers)
    if not any(field in form.needed for _, field in columns):
        raise Refused(form.missing, header=", ".join(header[1])[:80])
    places = [(place, field) for place, (_, field) in enumerate(columns) if field]
    records = []
    for row_no, cells in rows:
        records.append(
            Record(row_no, {f: bare(cells[p].strip()) for p, f in places if p < len(cells)})
        )
        if len(records) > form.most_rows:
            raise Refused("import.too_large", most=form.most_rows)
    if not records:
        raise Refused("import.empty")
    return Sheet(encoding, columns, tuple(records))


def _filled(rows: Iterator[tuple[int, list[str]]]) -> Iterator[tuple[int, list[str]]]:
    """Rows that say anything; the first of them is the header."""
    return ((number, cells) for number, cells in rows if any(cell.strip() for cell in cells))


def quoted(text: str) -> str:
    """A text for a spreadsheet that must not take it for a formula: `'=A1`."""
    return f"'{text}" if text.lstrip("'").startswith(FORMULA) else text


def bare(text: str) -> str:
    """What `quoted` was given."""
    return text[1:] if text.startswith("'") and text.lstrip("'").startswith(FORMULA) else text


def _decode(data: bytes) -> tuple[str, str]:
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
    """(row as a spreadsheet counts it, cells)."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    separator = max(",;\t", key=first.count)
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator)
    try:
        yield from enumerate(reader, 1)
    except csv.Error as error:
        raise Refused("import.not_text") from error


def _columns(
    header: list[str], headers: Mapping[str, tuple[str, ...]]
) -> tuple[tuple[str, str], ...]:
    """Which field each column is; the first column of a field counts, a second is left out."""
    fields = {name: field for field, names in headers.items() for name in names}
    taken: set[str] = set()
    columns = []
    for title in header:
        plain = re.sub(r"[（(].*?[)）]|[\s_*\-]", "", title).casefold()
        field = fields.get(title.strip().casefold()) or fields.get(plain, "")
        if field in taken:
            field = ""
        taken.add(field)
        columns.append((title.strip(), field))
    return tuple(columns)
