"""Opening balances: what a former system says a member had, a document each."""

from __future__ import annotations

from app.domain import posting, rights
from app.domain.document import Body, Kind
from app.domain.errors import Refused
from app.domain.ledger import OPENING
from app.domain.loyalty.points.lots import bucket
from app.domain.loyalty.stored_value import GENERAL
from app.domain.money import MAX_MINOR
from app.domain.rights import POINTS_UNIT, Asset, AssetKind, Lot, Move, member_holder
from app.store import shop as shops
from app.store.engine import Tx
from app.store.loyalty import program as programs
from app.usecases import commit
from app.usecases.loyalty.purse import now_of
from app.usecases.services import Services


class Openings:
    """Opening balances of one moment: the programme, the currency and the day are read once."""

    def __init__(self, tx: Tx, s: Services) -> None:
        self._s = s
        self._now_ms, self._today, _ = now_of(tx, s)
        self._unit = shops.load(tx).currency.code
        points_end = bucket(programs.load(tx).points.expiry, self._today)
        self._principal = Asset(self._unit, AssetKind.PRINCIPAL, GENERAL)
        self._bonus = Asset(self._unit, AssetKind.BONUS, GENERAL)
        self._points = Asset(POINTS_UNIT, AssetKind.POINTS, "-", points_end)

    def draft(
        self,
        member_id: str,
        *,
        source: str,
        principal_minor: int = 0,
        bonus_minor: int = 0,
        points: int = 0,
        growth: int = 0,
    ) -> commit.Draft | None:
        """The document to be, None when all are zero. Refused as `opening`."""
        sums = (principal_minor, bonus_minor, points, growth)
        if min(sums) < 0:
            raise Refused("opening.negative")
        if max(sums) > MAX_MINOR:
            raise Refused("amount.too_large", text=str(max(sums)))
        if not any(sums):
            return None
        moves = self._moves(member_id, source, sums)
        facts: Body = {
            "member_id": member_id,
            "source": source,
            "principal": principal_minor,
            "bonus": bonus_minor,
            "points": points,
            "growth": growth,
            "at_ms": self._now_ms,
            "moves": rights.body(moves),
        }
        if growth:
            facts["counts"] = [{"m": member_id, "on": self._today, "growth": growth}]
        postings = posting.of_moves(moves, unit=self._unit, counter=OPENING)
        return commit.Draft(Kind.OPENING, facts, postings)

    def _moves(self, member_id: str, source: str, sums: tuple[int, ...]) -> list[Move]:
        group, holder = self._s.clock.new_id(), member_holder(member_id)
        assets = (self._principal, self._bonus, self._points)
        return [
            rights.give(
                Lot(f"{group}.{n}", holder, asset, left, left, self._now_ms, 0, group, source)
            )
            for n, (asset, left) in enumerate(zip(assets, sums, strict=False), 1)
            if left
        ]


def opening(
    tx: Tx,
    s: Services,
    member_id: str,
    *,
    operator_id: str,
    source: str,
    principal_minor: int = 0,
    bonus_minor: int = 0,
    points: int = 0,
    growth: int = 0,
) -> None:
    """What a former system says the member had: a document of its own, in the caller's transaction.

    Refused `opening.negative`, `amount.too_large`. Nothing is written when all are zero.
    """
    draft = Openings(tx, s).draft(
        member_id,
        source=source,
        principal_minor=principal_minor,
        bonus_minor=bonus_minor,
        points=points,
        growth=growth,
    )
    if draft is not None:
        commit.seal_all(tx, s, [draft], operator_id=operator_id)
