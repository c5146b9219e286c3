"""Says what each row of a catalogue file would do, and what is wrong with it. Pure.

A column that the file does not have, and a cell that is empty, leave what stands there: a price
list changes prices and nothing else. A row is taken whole or not at all.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from app.domain.catalog import SHELF, Department, Item, ItemKind, Price, TaxProfile, price_on
from app.domain.codes import stored_barcode, stored_plu
from app.domain.codes.gtin import LENGTHS, check_digit, normal
from app.domain.errors import Fact, Refused
from app.domain.ids import ItemId
from app.domain.member import clean_line, clean_name
from app.domain.money import Currency, parse_amount
from app.usecases.catalog.csv_file import Record

NEW, CHANGED, SAME, FAILED = "new", "changed", "same", "failed"
KINDS = {
    **dict.fromkeys(("", "piece", "件", "计件", "普通", "普通商品", "标准"), ItemKind.PIECE),
    **dict.fromkeys(("weighed", "weight", "称重", "散称", "计重", "生鲜"), ItemKind.WEIGHED),
    **dict.fromkeys(("service", "服务", "服务项目"), ItemKind.SERVICE),
}
WEIGHT_UNITS = ("kg", "千克", "公斤")
NO = ("0", "no", "n", "false", "否", "停用", "下架", "停售")


@dataclass(frozen=True, slots=True)
class RowNote:
    """What is wrong (or odd) in a row: the word `import.<code>`, the column, and facts."""

    column: str
    code: str
    facts: tuple[tuple[str, Fact], ...] = ()


@dataclass(frozen=True, slots=True)
class ImportRow:
    """One row of the file (`row_no` as a spreadsheet counts, the header is 1).

    `verdict`: new, changed, same, failed. `item` is what would be written (without an id when it
    is new), None when failed; `before` what stands there now.
    """

    row_no: int
    name: str
    barcode: str
    verdict: str
    item: Item | None = None
    before: Item | None = None
    errors: tuple[RowNote, ...] = ()
    warnings: tuple[RowNote, ...] = ()


@dataclass(frozen=True, slots=True)
class Shelf:
    """What stands in the shop already, as far as an import must know."""

    by_id: Mapping[str, Item]
    by_code: Mapping[str, Item]
    by_plu: Mapping[str, Item]
    by_name: Mapping[tuple[str, str], Item]
    departments: Mapping[str, Department]
    tax: TaxProfile
    currency: Currency
    now_ms: int
    department_id: str
    tax_class: str


class RowReader:
    """Reads one file's rows against a shelf; remembers what the file said already."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._seen: dict[str, int] = {}

    def read(self, record: Record) -> ImportRow:
        """The row's verdict."""
        notes = Notes()
        codes = self._barcodes(record, notes)
        plu = stored_plu(record.cells.get("plu", ""))
        before = self._before(record, codes, plu)
        item = self._item(record, codes, plu, before, notes)
        self._once(record, notes, codes, plu, before)
        given = record.cells.get("name", "") or (before.name if before else "")
        shown = (given[:60], codes[0] if codes else "")
        warnings = tuple(notes.warnings)
        if notes.errors or item is None:
            errors = tuple(notes.errors)
            return ImportRow(record.row_no, *shown, FAILED, None, before, errors, warnings)
        verdict = NEW if before is None else SAME if before == item else CHANGED
        return ImportRow(record.row_no, *shown, verdict, item, before, (), warnings)

    def _before(self, record: Record, codes: tuple[str, ...], plu: str) -> Item | None:
        """The item that the row means: by its id, a barcode, its PLU, else name and spec."""
        shelf, cells = self._shelf, record.cells
        if found := shelf.by_id.get(cells.get("item", "")):
            return found
        for code in codes:
            if found := shelf.by_code.get(code):
                return found
        if codes:
            return None
        if plu:
            return shelf.by_plu.get(plu)
        return shelf.by_name.get((cells.get("name", ""), cells.get("spec", "")))

    def _once(
        self,
        record: Record,
        notes: Notes,
        codes: tuple[str, ...],
        plu: str,
        before: Item | None,
    ) -> None:
        """A code stands in a file once, and belongs to one item."""
        keys = [("barcode", code) for code in codes] + ([("plu", plu)] if plu else [])
        if before is not None:
            keys.append(("item", before.item_id))
        for column, key in keys:
            first = self._seen.setdefault(f"{column}:{key}", record.row_no)
            if first != record.row_no:
                notes.error(column, "duplicate", code=key[:40], row=first)
                return
        own = before.item_id if before else ""
        for code in codes:
            other = self._shelf.by_code.get(code)
            if other is not None and other.item_id != own:
                notes.error("barcode", "barcode_taken", code=code, name=other.name[:60])
        other = self._shelf.by_plu.get(plu) if plu else None
        if other is not None and other.item_id != own:
            notes.error("plu", "plu_taken", code=plu, name=other.name[:60])

    def _item(
        self,
        record: Record,
        codes: tuple[str, ...],
        plu: str,
        before: Item | None,
        notes: Notes,
    ) -> Item | None:
        cells, shelf = record.cells, self._shelf
        stands = before or Item(
            ItemId(""), "", shelf.department_id, shelf.tax_class, (), ItemKind.PIECE, ""
        )
        kind, unit = self._kind(cells, stands, notes)
        return replace(
            stands,
            name=self._name(cells, stands, notes),
            name_en=clean_line(cells.get("name_en", ""))[:200] or stands.name_en,
            spec=clean_line(cells.get("spec", ""))[:60] or stands.spec,
            unit=unit,
            kind=kind,
            barcodes=tuple(dict.fromkeys((*stands.barcodes, *codes))),
            plu=plu or stands.plu,
            department_id=self._department(cells, stands, notes),
            tax_class=self._tax(cells, stands, notes),
            prices=self._prices(cells, stands, notes),
            cost_minor=self._cost(cells, stands, notes),
            active=_active(cells, stands),
        )

    def _barcodes(self, record: Record, notes: Notes) -> tuple[str, ...]:
        """The row's codes in their stored form; several are parted by `;`, `|` or a space."""
        codes = []
        for part in re.split(r"[;；|\s]+", record.cells.get("barcode", "")):
            text = part.strip("='\"")
            if not text:
                continue
            if re.fullmatch(r"\d+(\.\d+)?[eE]\+?\d+", text):
                notes.error("barcode", "barcode_rounded", code=text[:40])
            elif text.isascii() and text.isdecimal() and len(text) in LENGTHS and not normal(text):
                right = check_digit(text[:-1])
                notes.error("barcode", "check_digit", code=text, right=right)
            elif text.isdecimal() and (len(text) in (9, 10, 11) or len(text) > 14):
                notes.error("barcode", "barcode_length", code=text[:40], digits=len(text))
            elif not text.isascii() or not text.isprintable() or len(text) > 40:
                notes.error("barcode", "barcode_unreadable", code=text[:40])
            else:
                codes.append(stored_barcode(text))
        return tuple(dict.fromkeys(codes))

    def _name(self, cells: dict[str, str], stands: Item, notes: Notes) -> str:
        try:
            return clean_name(cells.get("name", "") or stands.name)
        except Refused as wrong:
            notes.error("name", wrong.code.replace(".", "_"))
            return ""

    def _kind(self, cells: dict[str, str], stands: Item, notes: Notes) -> tuple[ItemKind, str]:
        unit = clean_line(cells.get("unit", ""))[:10] or stands.unit
        said = cells.get("kind", "").casefold()
        kind = KINDS.get(said)
        if kind is None:
            notes.error("kind", "kind_unknown", text=said[:20])
            kind = ItemKind.PIECE
        if not said:
            heavy = unit.casefold() in WEIGHT_UNITS
            kind = stands.kind if stands.name else ItemKind.WEIGHED if heavy else kind
        return kind, unit or ("kg" if kind is ItemKind.WEIGHED else "个")

    def _department(self, cells: dict[str, str], stands: Item, notes: Notes) -> str:
        said = cells.get("department", "")
        if not said:
            return stands.department_id
        found = self._shelf.departments.get(said.casefold())
        if found is None:
            notes.error("department", "department_unknown", name=said[:40])
            return ""
        return found.department_id

    def _tax(self, cells: dict[str, str], stands: Item, notes: Notes) -> str:
        said = cells.get("tax", "").casefold()
        if not said:
            return stands.tax_class
        rate = said.removesuffix("%")
        for one in self._shelf.tax.classes:
            if said in (one.tax_class, one.name.casefold(), one.name_en.casefold()):
                return one.tax_class
            if rate.isdecimal() and rate.isascii() and int(rate) * 10_000 == one.rate_ppm:
                return one.tax_class
        notes.error("tax", "tax_unknown", text=said[:20])
        return ""

    def _prices(self, cells: dict[str, str], stands: Item, notes: Notes) -> tuple[Price, ...]:
        """The shelf price from now on; prices of other lists, and announced ones, stay."""
        asked = self._amount(cells, "price", notes)
        now = self._shelf.now_ms
        if asked is None:
            if not any(one.list_id == SHELF for one in stands.prices):
                notes.warning("price", "price_missing")
            return stands.prices
        if asked == 0:
            notes.warning("price", "price_zero")
        if price_on(stands.prices, SHELF, now) == asked:
            return stands.prices
        kept = [one for one in stands.prices if one.list_id != SHELF or one.from_ms > now]
        return tuple(sorted((Price(SHELF, asked), *kept), key=lambda p: (p.list_id, p.from_ms)))

    def _cost(self, cells: dict[str, str], stands: Item, notes: Notes) -> int | None:
        cost = self._amount(cells, "cost", notes)
        return stands.cost_minor if cost is None else cost

    def _amount(self, cells: dict[str, str], column: str, notes: Notes) -> int | None:
        """An amount in minor units; None for an empty cell or one that is wrong."""
        text = re.sub(r"[¥￥$€£元\s]", "", cells.get(column, ""))
        if not text:
            return None
        try:
            amount = parse_amount(text, self._shelf.currency)
        except Refused as wrong:
            notes.error(column, f"{column}_{wrong.code.removeprefix('amount.')}", text=text[:20])
            return None
        if amount < 0:
            notes.error(column, f"{column}_negative", text=text[:20])
            return None
        return amount


class Notes:
    """What is found while one row is read."""

    def __init__(self) -> None:
        self.errors: list[RowNote] = []
        self.warnings: list[RowNote] = []

    def error(self, column: str, code_: str, /, **facts: Fact) -> None:
        self.errors.append(RowNote(column, code_, tuple(facts.items())))

    def warning(self, column: str, code_: str, /, **facts: Fact) -> None:
        self.warnings.append(RowNote(column, code_, tuple(facts.items())))


def _active(cells: dict[str, str], stands: Item) -> bool:
    said = cells.get("active", "").casefold()
    return said not in NO if said else stands.active
