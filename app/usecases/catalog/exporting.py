"""Writes the catalogue as a file that a spreadsheet opens and `importing` reads back unchanged."""

from __future__ import annotations

import csv
from io import StringIO

from app.domain.catalog import SHELF, Item, ItemKind, price_on
from app.domain.money import plain
from app.store import catalog
from app.store import shop as shops
from app.usecases.catalog.csv_file import HEADERS, quoted
from app.usecases.catalog.list_items import every_item
from app.usecases.services import Services

KINDS = {
    ItemKind.PIECE: ("计件", "piece"),
    ItemKind.WEIGHED: ("称重", "weighed"),
    ItemKind.SERVICE: ("服务", "service"),
}


def export_csv(s: Services, language: str = "zh_CN", *, active: bool | None = True) -> bytes:
    """UTF-8 with a mark (spreadsheets need it), headers in `language`. Report thread."""
    place = 1 if language == "en" else 0
    text = StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([names[min(place, len(names) - 1)] for names in HEADERS.values()])
    now = s.clock.now_ms()
    with s.db.report() as tx:
        digits = shops.load(tx).currency.digits
        departments = {one.department_id: one for one in catalog.departments(tx)}
        for item in every_item(tx, active=active):
            department = departments.get(item.department_id)
            name = department.named(language) if department else ""
            price = price_on(item.prices, SHELF, now)
            cells = _cells(item, place, name, price, digits=digits)
            writer.writerow([cells[field] for field in HEADERS])
    return text.getvalue().encode("utf-8-sig")


def _cells(
    item: Item, place: int, department: str, price_minor: int | None, *, digits: int
) -> dict[str, str]:
    return {
        "item": item.item_id,
        "barcode": ";".join(item.barcodes),
        "name": quoted(item.name),
        "name_en": quoted(item.name_en),
        "spec": quoted(item.spec),
        "unit": quoted(item.unit),
        "cost": "" if item.cost_minor is None else plain(item.cost_minor, digits),
        "price": "" if price_minor is None else plain(price_minor, digits),
        "department": quoted(department),
        "tax": item.tax_class,
        "kind": KINDS[item.kind][place],
        "plu": item.plu,
        "active": (("是", "yes") if item.active else ("否", "no"))[place],
    }
