"""The journal and what it sums up to: documents, the head, sales, postings, balances by day.

`journal` is the truth; it is sealed by triggers (triggers.py). `head` is where the chain stands.
All others here are projections: refolded and compared by `rebuild`.
"""

from __future__ import annotations

from sqlalchemy import (
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    Table,
    Text,
    UniqueConstraint,
)
from sqlalchemy import text as where

from app.store.schema.base import among, check, flag, metadata, text, whole


def _bytes(name: str, size: int) -> Column[bytes]:
    return Column(name, LargeBinary, check(name, f"length({name}) = {size}"), nullable=False)


journal = Table(
    "journal",
    metadata,
    whole("epoch", key=True),
    whole("seq", key=True),
    _bytes("hash", 32),
    _bytes("prev", 32),
    _bytes("sig", 64),
    text("kind"),
    text("bd"),
    Column("bytes", LargeBinary, nullable=False),
    check("epoch", "epoch > 0"),
    check("seq", "seq > 0"),
    sqlite_strict=True,
)

head = Table(
    "head",
    metadata,
    whole("one", key=True),
    text("tid"),
    whole("epoch"),
    whole("seq"),
    _bytes("hash", 32),
    whole("eff_ms"),
    whole("dev_ms"),
    whole("receipts"),
    check("one", "one = 1"),
    check("receipts", "receipts >= 0"),
    sqlite_strict=True,
)

epoch = Table(
    "epoch",
    metadata,
    whole("epoch", key=True),
    text("tid"),
    _bytes("public_key", 32),
    whole("at_ms"),
    sqlite_strict=True,
)

sale = Table(
    "sale",
    metadata,
    text("sale_id", key=True),
    whole("epoch"),
    whole("seq"),
    whole("counter"),
    text("receipt_no"),
    text("shift_id"),
    text("operator_id"),
    text("bd"),
    whole("at_ms"),
    text("currency"),
    text("member_id"),
    text("tier_id"),
    whole("base_minor"),
    whole("total_minor"),
    whole("due_minor"),
    whole("paid_minor"),
    whole("rounding_minor"),
    whole("change_minor"),
    whole("tax_minor"),
    whole("pieces_milli"),
    whole("voided_lines"),
    whole("overrides"),
    UniqueConstraint("epoch", "counter"),
    check("counter", "counter > 0"),
    check("paid", "paid_minor = due_minor + rounding_minor"),
    Index("ix_sale_shift_id", "shift_id"),
    Index("ix_sale_member_id", "member_id", sqlite_where=where("member_id <> ''")),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

sale_line = Table(
    "sale_line",
    metadata,
    Column("sale_id", Text, ForeignKey("sale.sale_id"), primary_key=True, nullable=False),
    whole("n", key=True),
    text("item_id"),
    text("name"),
    text("department_id"),
    text("tax_class"),
    whole("rate_ppm"),
    whole("qty_milli"),
    whole("price_minor"),
    whole("base_minor"),
    whole("total_minor"),
    whole("net_minor"),
    whole("tax_minor"),
    Column("cost_minor", Integer, nullable=True),
    check("qty", "qty_milli > 0"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

sale_tender = Table(
    "sale_tender",
    metadata,
    Column("sale_id", Text, ForeignKey("sale.sale_id"), primary_key=True, nullable=False),
    whole("n", key=True),
    text("kind"),
    whole("amount_minor"),
    whole("given_minor"),
    whole("change_minor"),
    whole("rounding_minor"),
    text("reference"),
    check("given", "given_minor = amount_minor + change_minor"),
    check("change", "change_minor >= 0"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

sale_line_by = Table(
    "sale_line_by",
    metadata,
    text("sale_id", key=True),
    whole("n", key=True),
    text("operator_id"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

posting = Table(
    "posting",
    metadata,
    whole("epoch", key=True),
    whole("seq", key=True),
    whole("n", key=True),
    text("account"),
    text("unit"),
    whole("amount"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

account_day = Table(
    "account_day",
    metadata,
    text("bd", key=True),
    text("account", key=True),
    text("unit", key=True),
    whole("amount"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

approval = Table(
    "approval",
    metadata,
    text("approval_id", key=True),
    text("action"),
    text("binding"),
    text("approver_id"),
    text("asked_by"),
    text("sale_id"),
    text("shift_id"),
    whole("at_ms"),
    Index("ix_approval_shift_id", "shift_id"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

shift = Table(
    "shift",
    metadata,
    text("shift_id", key=True),
    text("operator_id"),
    text("bd"),
    whole("opened_ms"),
    whole("closed_ms"),
    whole("float_minor"),
    whole("epoch"),
    whole("first_seq"),
    whole("last_seq"),
    whole("counted_minor"),
    whole("expected_minor"),
    flag("counted"),
    whole("z_no"),
    text("handed_to"),
    Index("ix_shift_operator_id", "operator_id", "opened_ms"),
    Index("ix_shift_bd", "bd"),
    sqlite_strict=True,
)

cash_movement = Table(
    "cash_movement",
    metadata,
    whole("epoch", key=True),
    whole("seq", key=True),
    text("shift_id"),
    text("operator_id"),
    whole("amount_minor"),
    text("reason"),
    whole("at_ms"),
    Index("ix_cash_movement_shift_id", "shift_id"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

till_event = Table(
    "till_event",
    metadata,
    whole("epoch", key=True),
    whole("seq", key=True),
    text("kind"),
    text("shift_id"),
    text("operator_id"),
    text("sale_id"),
    text("reason"),
    whole("amount_minor"),
    whole("lines"),
    whole("at_ms"),
    among(
        *("kind", "basket.cancel", "drawer.open", "reprint", "login", "clock.jump", "fault"),
        *("training", "anchor.seen"),
    ),
    Index("ix_till_event_shift_id", "shift_id", "kind"),
    Index("ix_till_event_sale_id", "sale_id"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

PROJECTIONS = (
    *(epoch, sale, sale_line, sale_tender, sale_line_by, posting, account_day),
    *(approval, shift, cash_movement, till_event),
)
