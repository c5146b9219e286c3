"""How much there is of what is sold, what moved it, and what it cost to buy when.

Projections. An item has a level from its first receipt or count on: sales and returns move a level
that is there and know nothing of the others, so that stock costs a shop without stock nothing.
Levels may be negative: a wrong stock never blocks a sale.
"""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, Table

from app.store.schema.base import among, metadata, text, whole

stock_level = Table(
    "stock_level",
    metadata,
    text("item_id", key=True),
    whole("qty_milli"),
    whole("counted_ms"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

stock_move = Table(
    "stock_move",
    metadata,
    whole("epoch", key=True),
    whole("seq", key=True),
    whole("n", key=True),
    text("item_id"),
    text("bd"),
    whole("at_ms"),
    text("kind"),
    whole("qty_milli"),
    Column("cost_minor", Integer, nullable=True),
    text("reason"),
    text("operator_id"),
    among("kind", "receive", "adjust", "count", "transfer", "write_off"),
    Index("ix_stock_move_item_id", "item_id"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

price_change = Table(
    "price_change",
    metadata,
    text("item_id", key=True),
    whole("epoch", key=True),
    whole("seq", key=True),
    text("list_id", key=True),
    Column("was_minor", Integer, nullable=True),
    Column("now_minor", Integer, nullable=True),
    text("operator_id"),
    whole("at_ms"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

PROJECTIONS = (stock_level, stock_move, price_change)
