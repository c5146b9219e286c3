"""What is sold: items, prices, barcodes, departments, tiers, taxes, quick keys, and their search.

All are projections of catalog.change documents. `item_no` is the item's place in this file: search
tokens, prices and barcodes point at it, because an id of 36 letters a row would weigh ten times
more. `item.words` holds the item's own words between spaces: the way back from an item to its rows
in `item_token`, and what a second typed word is looked for in.
"""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, Table, UniqueConstraint

from app.store.schema.base import among, check, flag, metadata, text, whole

department = Table(
    "department",
    metadata,
    text("department_id", key=True),
    text("name"),
    text("name_en"),
    text("tax_class"),
    whole("position"),
    flag("open_price"),
    sqlite_strict=True,
)

item = Table(
    "item",
    metadata,
    Column("item_no", Integer, primary_key=True, nullable=False),
    text("item_id"),
    text("name"),
    text("name_en"),
    text("spec"),
    text("unit"),
    text("kind"),
    text("department_id"),
    text("tax_class"),
    text("plu"),
    Column("cost_minor", Integer, nullable=True),
    flag("active"),
    Column("stock_hint_milli", Integer, nullable=True),
    text("words"),
    among("kind", "piece", "weighed", "service"),
    UniqueConstraint("item_id"),
    Index("ix_item_plu", "plu"),
    Index("ix_item_department_id", "department_id"),
    sqlite_strict=True,
)


def _item_no() -> Column[int]:
    return Column(
        "item_no",
        Integer,
        ForeignKey("item.item_no", ondelete="CASCADE"),
        primary_key=True,
        nullable=False,
    )


item_price = Table(
    "item_price",
    metadata,
    _item_no(),
    text("list_id", key=True),
    whole("from_ms", key=True),
    whole("until_ms", key=True),
    whole("price_minor"),
    whole("position"),
    check("price", "price_minor >= 0"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

barcode = Table(
    "barcode",
    metadata,
    text("code", key=True),
    _item_no(),
    whole("position"),
    Index("ix_barcode_item_no", "item_no"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

item_token = Table(
    "item_token",
    metadata,
    text("token", key=True),
    whole("item_no", key=True),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

quick_page = Table(
    "quick_page",
    metadata,
    text("page_id", key=True),
    text("name"),
    text("name_en"),
    whole("position"),
    sqlite_strict=True,
)

quick_key = Table(
    "quick_key",
    metadata,
    text("page_id", key=True),
    whole("position", key=True),
    text("item_id"),
    check("position", "position >= 0"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

tier = Table(
    "tier",
    metadata,
    text("tier_id", key=True),
    text("name"),
    text("name_en"),
    whole("level"),
    text("price_list"),
    text("discounts"),
    sqlite_strict=True,
)

tax_profile = Table(
    "tax_profile",
    metadata,
    text("code", key=True),
    flag("included"),
    text("source"),
    text("classes"),
    sqlite_strict=True,
)

PROJECTIONS = (
    *(department, item, item_price, barcode, item_token),
    *(quick_page, quick_key, tier, tax_profile),
)
