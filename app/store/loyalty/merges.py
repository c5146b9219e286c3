"""Who was merged into whom: every read by member goes over all their ids, so unmerging is exact."""

from __future__ import annotations

from app.domain.document import Document
from app.domain.rights import member_holder
from app.store import journal
from app.store.engine import Tx


def stays(tx: Tx, member_id: str) -> str:
    """The id of the one who stayed: the member's own, or of whom they were merged into."""
    seen = {member_id}
    while row := tx.one("SELECT keep_id FROM member_alias WHERE gone_id = ?", (member_id,)):
        if row[0] in seen:
            break
        member_id = row[0]
        seen.add(member_id)
    return member_id


def ids(tx: Tx, member_id: str) -> tuple[str, ...]:
    """The member's id (the one who stayed) first, then those who were merged into them."""
    if not _anybody(tx):
        return (member_id,)
    found = [stays(tx, member_id)]
    for one in found:  # grows while it is walked: a merged one may have taken others in
        rows = tx.all("SELECT gone_id FROM member_alias WHERE keep_id = ? ORDER BY 1", (one,))
        found += [gone for (gone,) in rows if gone not in found]
    return tuple(found)


def _anybody(tx: Tx) -> bool:
    """Whether anybody was merged at all; a writer remembers it from one sale to the next."""
    known: bool | None = tx.memo.get("merged")
    if known is None:
        known = tx.memo["merged"] = tx.one("SELECT 1 FROM member_alias LIMIT 1") is not None
    return known


def holders(tx: Tx, member_id: str) -> tuple[str, ...]:
    """`m:<id>` of each of `ids`."""
    return tuple(member_holder(one) for one in ids(tx, member_id))


def document(tx: Tx, gone_id: str) -> Document | None:
    """The member.merge document by which somebody went; None when they are not merged."""
    row = tx.one("SELECT epoch, seq FROM member_alias WHERE gone_id = ?", (gone_id,))
    return journal.document(tx, *row) if row else None
