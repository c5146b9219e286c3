"""Who was merged into whom: every read by member goes over all their ids, so unmerging is exact."""

from __future__ import annotations

from app.domain.document import Document
from app.store.engine import Tx


def stays(tx: Tx, member_id: str) -> str:
    """The id of the one who stayed: the member's own, or of whom they were merged into."""
    raise NotImplementedError


def ids(tx: Tx, member_id: str) -> tuple[str, ...]:
    """The member's id (the one who stayed) first, then those who were merged into them."""
    raise NotImplementedError


def holders(tx: Tx, member_id: str) -> tuple[str, ...]:
    """`m:<id>` of each of `ids`."""
    raise NotImplementedError


def document(tx: Tx, gone_id: str) -> Document | None:
    """The member.merge document by which somebody went; None when they are not merged."""
    raise NotImplementedError
