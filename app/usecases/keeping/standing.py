"""Whether the file is all that this till has written, and what is held until somebody decides.

Cash sales always go on. What members have here may be more than they have left, if documents are
missing: it is not spent until the file is whole again, or the owner takes it upon themselves.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from app.domain.document import Document, Kind
from app.domain.errors import Refused
from app.domain.permissions import Operator, Permission, require
from app.domain.shop import Shop
from app.store import journal
from app.store import shop as shops
from app.store.engine import Tx
from app.usecases.keeping import marks
from app.usecases.keeping.places import places
from app.usecases.outcome import Changes, Outcome
from app.usecases.services import Behind, Services

HELD = "spends_held"  # in the shop's `extra`: set by a restore that lacks documents
SPENDS = frozenset(
    {
        *(Kind.SALE, Kind.REDEEM, Kind.TRANSFER, Kind.TOPUP_REFUND),
        *(Kind.PACKAGE_CHANGE, Kind.GIFT_CARD_CHANGE),
    }
)


def look(s: Services) -> Behind | None:
    """Compare the file with its marks: at every start, before anything is written."""
    if s.machine is None:
        return None
    with s.db.read() as tx:
        s.standing.behind = marks.compare(tx, marks.read(places(s)))
    return s.standing.behind


def held(s: Services) -> bool:
    """Whether members' money is held. Reader thread."""
    with s.db.read() as tx:
        return _held(tx, s)


def require_free(tx: Tx, s: Services, kind: Kind, moves: Iterable[Mapping[str, Any]]) -> None:
    """Refused `member.spend_held` for a document that spends what a member has while it is held.
    What the shop takes back and what members get goes on."""
    if kind in SPENDS and any(one["n"] < 0 for one in moves) and _held(tx, s):
        raise Refused("member.spend_held")


def holding(shop: Shop) -> Shop:
    """The shop's settings with members' money held."""
    return replace(shop, extra={**shop.extra, HELD: "yes"})


def release(s: Services, operator: Operator) -> Outcome[Shop]:
    """The owner takes upon themselves what members may spend twice: spending goes on.

    Refused `permission.missing`, `keeping.still_behind`: first it must be decided what this file
    is. Writer thread.
    """
    from app.usecases.shop.settings import restate

    require(operator, Permission.RESTORE)
    require(operator, Permission.MEMBER_ADJUST)
    if s.standing.behind is not None:
        raise Refused("keeping.still_behind")
    with s.db.read() as tx:
        shop = shops.load(tx)
    extra = {name: value for name, value in shop.extra.items() if name != HELD}
    return restate(s, operator, extra)


def go_on(s: Services, operator: Operator) -> Outcome[Document]:
    """Nothing better than this file is to be had: it goes on as a new epoch, above the mark, and
    gives no number again. Members' money stays held until `release`.

    Refused `permission.missing`, `keeping.not_behind`. Writer thread.
    """
    require(operator, Permission.RESTORE)
    behind = s.standing.behind
    if behind is None:
        raise Refused("keeping.not_behind")
    from app.usecases import commit

    mark = marks.read(places(s))
    with s.db.write() as tx:
        head = journal.head(tx)
        stated = {
            "epoch": behind.mark_epoch + 1,
            "receipts": mark.receipts if mark else 0,
            "z_no": mark.z_no if mark else 0,
            "from_epoch": head.epoch if head else 0,
            "from_seq": head.seq if head else 0,
            "mark_epoch": behind.mark_epoch,
            "mark_seq": behind.mark_seq,
            "missing": max(behind.missing, 1),
            "unknown": behind.missing == 0,
        }
        doc = commit.open_epoch(
            *(tx, s, holding(shops.load(tx))),
            operator_id=operator.operator_id,
            reason="restore",
            restore=stated,
        )
        opened = journal.head(tx)
        assert opened is not None
        noted = marks.of_head(tx, opened)
    s.standing.behind = None
    marks.write(places(s), noted)
    return Outcome(doc, Changes(settings=True))


def _held(tx: Tx, s: Services) -> bool:
    return s.standing.behind is not None or HELD in shops.load(tx).extra
