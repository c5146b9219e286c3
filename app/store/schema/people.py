"""Members, their keys and search, what they agreed to, and the operators.

A member's clear profile stands here and nowhere in the journal, which holds it sealed under the
key in `member_key`. That table is no projection: dropping a key is how a member is forgotten. Nor
is `photo`, whose pictures lie outside of the journal under their hash. `file` holds what nobody
looks for (app/store/member_file.py), and `groups` a list, as canonical JSON.
"""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, LargeBinary, Table, UniqueConstraint
from sqlalchemy import text as where

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
    flag("health_ok"),
    text("health"),
    text("birthday"),
    text("household_id"),
    text("advisor_id"),
    text("groups"),
    text("file"),
    UniqueConstraint("member_id"),
    Index("ix_member_phone", "phone"),
    Index("ix_member_birthday", "birthday", sqlite_where=where("birthday <> ''")),
    Index("ix_member_household_id", "household_id", sqlite_where=where("household_id <> ''")),
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
    text("kind"),
    text("state"),
    whole("until_ms"),
    text("label"),
    among("kind", "code", "stripe", "rfid", "phone"),
    among("state", "active", "lost", "blocked", "replaced"),
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

member_alias = Table(
    "member_alias",
    metadata,
    text("gone_id", key=True),
    text("keep_id"),
    whole("epoch"),
    whole("seq"),
    Index("ix_member_alias_keep_id", "keep_id"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

consent_log = Table(
    "consent_log",
    metadata,
    text("member_id", key=True),
    whole("epoch", key=True),
    whole("seq", key=True),
    text("what", key=True),
    flag("given"),
    text("how"),
    text("operator_id"),
    whole("at_ms"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

member_event = Table(
    "member_event",
    metadata,
    text("member_id", key=True),
    whole("epoch", key=True),
    whole("seq", key=True),
    whole("n", key=True),
    text("kind"),
    text("what"),
    text("why"),
    text("operator_id"),
    whole("at_ms"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

photo = Table(
    "photo",
    metadata,
    text("photo", key=True),
    Column("data", LargeBinary, nullable=False),
    sqlite_strict=True,
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

role = Table(
    "role",
    metadata,
    text("role", key=True),
    text("permissions"),
    whole("epoch"),
    whole("seq"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

attendance = Table(
    "attendance",
    metadata,
    whole("epoch", key=True),
    whole("seq", key=True),
    text("operator_id"),
    whole("at_ms"),
    text("kind"),
    text("bd"),
    among("kind", "in", "out"),
    Index("ix_attendance_operator_id", "operator_id", "at_ms"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

PROJECTIONS = (
    *(member, member_card, member_token, member_alias, consent_log, member_event),
    *(operator, role, attendance),
)
