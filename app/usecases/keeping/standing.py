"""Whether the file is all that this till has written, and what is held until somebody decides.

Cash sales always go on. What members have here may be more than they have left, if documents are
missing: it is not spent until the file is whole again, or the owner takes it upon themselves.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from app.domain.document import Kind
from app.domain.errors import Refused
from app.domain.permissions import Operator, Permission, require
from app.domain.shop import Shop
from app.store import shop as shops
from app.store.engine import Tx
from app.usecases.keeping import marks
from app.usecases.keeping.places import places
from app.usecases.outcome import Outcome
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
    from app.usecases.shop.settings import change

    require(operator, Permission.RESTORE)
    require(operator, Permission.MEMBER_ADJUST)
    if s.standing.behind is not None:
        raise Refused("keeping.still_behind")
    with s.db.read() as tx:
        shop = shops.load(tx)
    extra = {name: value for name, value in shop.extra.items() if name != HELD}
    return change(s, operator, extra=extra)


def _held(tx: Tx, s: Services) -> bool:
    return s.standing.behind is not None or HELD in shops.load(tx).extra
