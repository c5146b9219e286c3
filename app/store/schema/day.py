"""What a day at the till leaves behind: counts, Zs, other tills' Zs, visitors, cases, and the cube.

All are projections. `z_report` also says how far the cube has been folded: by place in the journal
(`last_seq`) and by the counters of sales and refunds (`last_sale`, `last_refund`), because rows of
sales are found by those.

`day_cube` holds what closed documents add up to, by business date and by one dimension at a time
(app/store/projections/cube.py has the dimensions and what each column counts).
"""

from __future__ import annotations

from sqlalchemy import Index, Table

from app.store.schema.base import among, check, metadata, text, whole

z_report = Table(
    "z_report",
    metadata,
    whole("epoch", key=True),
    whole("z_no", key=True),
    whole("seq"),
    text("bd"),
    whole("at_ms"),
    text("operator_id"),
    whole("first_seq"),
    whole("last_seq"),
    whole("last_sale"),
    whole("last_refund"),
    whole("shifts"),
    whole("sales"),
    whole("sales_minor"),
    whole("refunds_minor"),
    whole("grand_minor"),
    whole("difference_minor"),
    check("z_no", "z_no > 0"),
    Index("ix_z_report_bd", "bd"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

shift_count = Table(
    "shift_count",
    metadata,
    whole("epoch", key=True),
    whole("seq", key=True),
    text("shift_id"),
    text("operator_id"),
    whole("at_ms"),
    whole("counted_minor"),
    whole("expected_minor"),
    whole("difference_minor"),
    Index("ix_shift_count_shift_id", "shift_id"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

z_seen = Table(
    "z_seen",
    metadata,
    text("tid", key=True),
    whole("epoch", key=True),
    whole("z_no", key=True),
    text("bd"),
    whole("at_ms"),
    text("data"),
    Index("ix_z_seen_bd", "bd"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

traffic = Table(
    "traffic",
    metadata,
    text("bd", key=True),
    whole("hour", key=True),
    whole("n"),
    check("hour", "hour between 0 and 23"),
    check("n", "n >= 0"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

case_file = Table(
    "case_file",
    metadata,
    text("case_id", key=True),
    whole("epoch"),
    whole("seq"),
    text("rule"),
    text("subject"),
    text("bd"),
    whole("at_ms"),
    text("level"),
    text("data"),
    text("state"),
    text("closed_by"),
    whole("closed_ms"),
    text("why"),
    among("state", "open", "dismissed", "confirmed"),
    Index("ix_case_file_state", "state", "at_ms"),
    Index("ix_case_file_bd", "bd"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

sale_discount = Table(
    "sale_discount",
    metadata,
    whole("epoch", key=True),
    whole("seq", key=True),
    whole("n", key=True),
    text("sale_id"),
    text("rule"),
    text("name"),
    whole("amount_minor"),
    text("operator_id"),
    text("bd"),
    text("shift_id"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

day_cube = Table(
    "day_cube",
    metadata,
    text("dim", key=True),
    text("bd", key=True),
    text("key", key=True),
    whole("n"),
    whole("qty_milli"),
    whole("base_minor"),
    whole("total_minor"),
    whole("net_minor"),
    whole("tax_minor"),
    whole("cost_minor"),
    whole("costed_minor"),
    whole("refunds"),
    whole("refund_minor"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

PROJECTIONS = (z_report, shift_count, z_seen, traffic, case_file, sale_discount, day_cube)
