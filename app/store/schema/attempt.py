"""Attempts to be paid through a gateway: a projection of `pay.attempt`, `pay.result` and of sales.

`state` is the last one that was written down (app/domain/attempt/states.py); `booked_id` the sale
that an approved attempt pays for. A refund is an attempt too: `origin_id` is the one that it gives
part of back, `sale_id` the return.
"""

from __future__ import annotations

from sqlalchemy import Index, Table
from sqlalchemy import text as where

from app.store.schema.base import among, check, metadata, text, whole

OPEN = "state in ('written', 'reversing', 'giving_back', 'refunding')"

pay_attempt = Table(
    "pay_attempt",
    metadata,
    text("attempt_id", key=True),
    whole("epoch"),
    whole("seq"),
    text("kind"),
    text("sale_id"),
    text("shift_id"),
    text("operator_id"),
    text("origin_id"),
    whole("amount_minor"),
    whole("whole_minor"),
    text("currency"),
    text("bd"),
    whole("at_ms"),
    text("state"),
    whole("got_minor"),
    text("got_currency"),
    text("approval_no"),
    text("why"),
    whole("changed_ms"),
    text("booked_id"),
    among(
        *("state", "written", "reversing", "giving_back", "refunding", "approved", "declined"),
        *("reversed", "returned", "owed", "wrong"),
    ),
    check("amount", "amount_minor > 0"),
    Index("ix_pay_attempt_open", "at_ms", sqlite_where=where(OPEN)),
    Index("ix_pay_attempt_sale_id", "sale_id"),
    Index("ix_pay_attempt_origin_id", "origin_id", sqlite_where=where("origin_id <> ''")),
    Index("ix_pay_attempt_bd", "bd"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

PROJECTIONS = (pay_attempt,)
