"""Members, their keys and search, and the operators.

A member's clear profile stands here and nowhere in the journal, which holds it sealed under the
key in `member_key`. That table is no projection: dropping a key is how a member is forgotten.
"""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, LargeBinary, Table, UniqueConstraint

from app.store.schema.base import among, check, flag, metadata, text, whole

member = Table(
    "member",
    metadata,
    Column("member_no", Integer, primary_key=True, nullable=False),
    text("member_id"),
    text("name"),
    text("phone"),
    text("tier_id"),
    flag("notices"),
    flag("marketing"),
    whole("enrolled_ms"),
    text("note"),
    flag("active"),
    text("words"),
    UniqueConstraint("member_id"),
    Index("ix_member_phone", "phone"),
    sqlite_strict=True,
)


def _member_no() -> Column[int]:
    return Column(
        "member_no",
        Integer,
        ForeignKey("member.member_no", ondelete="CASCADE"),
        primary_key=True,
        nullable=False,
    )


member_card = Table(
    "member_card",
    metadata,
    text("token", key=True),
    _member_no(),
    whole("position"),
    Index("ix_member_card_member_no", "member_no"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

member_token = Table(
    "member_token",
    metadata,
    text("token", key=True),
    whole("member_no", key=True),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

member_key = Table(
    "member_key",
    metadata,
    text("member_id", key=True),
    Column("key", LargeBinary, check("key", "length(key) = 32"), nullable=False),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

operator = Table(
    "operator",
    metadata,
    text("operator_id", key=True),
    text("name"),
    text("role"),
    text("language"),
    flag("active"),
    text("card_token"),
    text("pin_hash"),
    whole("position"),
    among("role", "cashier", "manager", "owner", "technician"),
    Index("ix_operator_card_token", "card_token"),
    sqlite_strict=True,
)

login_attempt = Table(
    "login_attempt",
    metadata,
    text("operator_id", key=True),
    whole("failures"),
    whole("locked_until_ms"),
    check("failures", "failures >= 0"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

PROJECTIONS = (member, member_card, member_token, operator)
