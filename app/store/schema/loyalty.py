"""What members have: lots and rights, the programme's terms, vouchers, packages, top-ups, returns.

All are projections. That no right and no lot falls below zero, and no lot rises above what it was
born with, is held by SQLite itself (ledger-and-sync.md 7): a bug elsewhere takes its transaction
back, it does not make money. A lot lies beside its holder's other lots in the primary key, because
that is how every counter reads them.
"""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, Table, Text, UniqueConstraint
from sqlalchemy import text as where

from app.store.schema.base import among, check, flag, metadata, text, whole

lot = Table(
    "lot",
    metadata,
    text("holder", key=True),
    text("lot_id", key=True),
    text("asset"),
    text("until_on"),
    whole("left"),
    whole("born"),
    whole("born_ms"),
    whole("from_ms"),
    text("group_id"),
    text("source"),
    whole("value_minor"),
    check("left", "left >= 0 and left <= born"),
    check("value", "value_minor >= 0"),
    Index(
        "ix_lot_until_on",
        "until_on",
        sqlite_where=where("left > 0 AND until_on <> ''"),
    ),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

rights = Table(
    "rights",
    metadata,
    text("holder", key=True),
    text("asset", key=True),
    whole("r"),
    check("r", "r >= 0"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

asset_move = Table(
    "asset_move",
    metadata,
    text("holder", key=True),
    whole("epoch", key=True),
    whole("seq", key=True),
    text("asset", key=True),
    whole("amount"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

member_day = Table(
    "member_day",
    metadata,
    text("member_id", key=True),
    text("bd", key=True),
    whole("visits"),
    whole("spend_minor"),
    whole("growth"),
    whole("topup_minor"),
    whole("stored_minor"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

member_tier = Table(
    "member_tier",
    metadata,
    text("member_id", key=True),
    text("tier_id"),
    text("since"),
    text("until"),
    text("why"),
    text("grace_until"),
    text("next_on"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

tier_given = Table(
    "tier_given",
    metadata,
    text("member_id", key=True),
    whole("epoch", key=True),
    whole("seq", key=True),
    whole("n", key=True),
    text("tier_id"),
    text("from_on"),
    text("until"),
    flag("locked"),
    text("topup_id"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

program_term = Table(
    "program_term",
    metadata,
    text("noun", key=True),
    text("term_id", key=True),
    whole("position"),
    text("data"),
    flag("removed"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

program_head = Table(
    "program_head",
    metadata,
    whole("one", key=True),
    whole("epoch"),
    whole("seq"),
    check("one", "one = 1"),
    sqlite_strict=True,
)

voucher = Table(
    "voucher",
    metadata,
    text("voucher_id", key=True),
    text("code"),
    text("campaign_id"),
    text("holder"),
    text("until_on"),
    whole("from_ms"),
    whole("issued_ms"),
    text("why"),
    flag("live"),
    whole("used_ms"),
    text("used_on"),
    text("used_sale"),
    UniqueConstraint("code"),
    Index("ix_voucher_holder", "holder"),
    Index("ix_voucher_campaign_id", "campaign_id", "issued_ms"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

gift_card = Table(
    "gift_card",
    metadata,
    text("card_id", key=True),
    text("code_hash"),
    text("last4"),
    whole("face_minor"),
    text("state"),
    text("until_on"),
    text("topup_id"),
    whole("issued_ms"),
    among("state", "active", "blocked", "replaced"),
    UniqueConstraint("code_hash"),
    Index("ix_gift_card_topup_id", "topup_id"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

package = Table(
    "package",
    metadata,
    text("package_id", key=True),
    text("holder"),
    text("plan"),
    text("lots"),
    whole("paid_minor"),
    whole("bought_ms"),
    text("from_on"),
    text("until_on"),
    text("paused_on"),
    whole("paused_days"),
    text("topup_id"),
    Index("ix_package_holder", "holder"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

package_use = Table(
    "package_use",
    metadata,
    text("sale_id", key=True),
    whole("n", key=True),
    text("package_id"),
    text("bd"),
    whole("uses"),
    check("uses", "uses >= 0"),
    Index("ix_package_use_package_id", "package_id", "bd"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

topup = Table(
    "topup",
    metadata,
    text("topup_id", key=True),
    whole("epoch"),
    whole("seq"),
    whole("counter"),
    text("no"),
    text("member_id"),
    text("plan_id"),
    text("plan_kind"),
    text("plan_name"),
    text("shift_id"),
    text("operator_id"),
    text("bd"),
    whole("at_ms"),
    whole("paid_minor"),
    whole("refunded_minor"),
    UniqueConstraint("epoch", "counter"),
    Index("ix_topup_member_id", "member_id"),
    Index("ix_topup_shift_id", "shift_id"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

refund = Table(
    "refund",
    metadata,
    text("refund_id", key=True),
    whole("epoch"),
    whole("seq"),
    whole("counter"),
    text("no"),
    text("sale_id"),
    text("member_id"),
    text("shift_id"),
    text("operator_id"),
    text("bd"),
    whole("at_ms"),
    whole("total_minor"),
    whole("paid_out_minor"),
    whole("rounding_minor"),
    text("how"),
    text("reason"),
    among("how", "return", "exchange", "void", "blind"),
    UniqueConstraint("epoch", "counter"),
    Index("ix_refund_sale_id", "sale_id"),
    Index("ix_refund_shift_id", "shift_id"),
    Index("ix_refund_member_id", "member_id", sqlite_where=where("member_id <> ''")),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

refund_line = Table(
    "refund_line",
    metadata,
    Column("refund_id", Text, ForeignKey("refund.refund_id"), primary_key=True, nullable=False),
    whole("n", key=True),
    text("item_id"),
    text("department_id"),
    text("tax_class"),
    whole("rate_ppm"),
    whole("qty_milli"),
    whole("amount_minor"),
    whole("net_minor"),
    whole("tax_minor"),
    Column("cost_minor", Integer, nullable=True),
    whole("points"),
    whole("growth"),
    text("stock"),
    check("qty", "qty_milli > 0"),
    among("stock", "restock", "write_off"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

till_money = Table(
    "till_money",
    metadata,
    whole("epoch", key=True),
    whole("seq", key=True),
    whole("n", key=True),
    text("shift_id"),
    text("kind"),
    whole("amount_minor"),
    Index("ix_till_money_shift_id", "shift_id"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

reward_taken = Table(
    "reward_taken",
    metadata,
    text("redeem_id", key=True),
    text("reward_id"),
    text("member_id"),
    whole("points"),
    whole("at_ms"),
    Index("ix_reward_taken_reward_id", "reward_id", "member_id"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

PROJECTIONS = (
    *(lot, rights, asset_move, member_day, member_tier, tier_given),
    *(program_term, program_head, voucher, gift_card, package, package_use),
    *(topup, refund, refund_line, till_money, reward_taken),
)
