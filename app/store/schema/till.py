"""What belongs to this machine's day: settings (a projection), drafts, and the print spool.

Drafts and print jobs are not facts: they may be lost with a power cut (agreements 16) or thrown
away, and no rebuild makes them again.
"""

from __future__ import annotations

from sqlalchemy import Index, Table

from app.store.schema.base import among, check, flag, metadata, text, whole

shop_setting = Table(
    "shop_setting",
    metadata,
    text("name", key=True),
    text("value"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

draft = Table(
    "draft",
    metadata,
    text("sale_id", key=True),
    text("operator_id"),
    text("shift_id"),
    flag("parked"),
    text("label"),
    whole("began_ms"),
    whole("saved_ms"),
    whole("lines"),
    whole("total_minor"),
    text("member_name"),
    text("data"),
    Index("ix_draft_parked", "parked", "saved_ms"),
    sqlite_strict=True,
)

print_job = Table(
    "print_job",
    metadata,
    text("job_id", key=True),
    text("device"),
    text("kind"),
    text("sale_id"),
    whole("copy_no"),
    text("slip"),
    text("state"),
    text("reason"),
    whole("attempts"),
    whole("created_ms"),
    whole("changed_ms"),
    among("state", "queued", "sending", "confirmed", "unsure", "failed"),
    check("attempts", "attempts >= 0"),
    Index("ix_print_job_state", "state", "created_ms"),
    Index("ix_print_job_sale_id", "sale_id"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

PROJECTIONS = (shop_setting,)
