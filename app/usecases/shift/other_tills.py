"""Reconciles several tills of a shop without a network: their Z slips are scanned in, each a
document, and the shop's day sheet adds the drawers up."""

from __future__ import annotations

import json
from dataclasses import dataclass

from app.domain.document import Kind
from app.domain.errors import Refused
from app.domain.permissions import Operator, Permission, require
from app.domain.shift import ZProof, ZReport, read_proof
from app.domain.shift import z_document as documents
from app.domain.shop import PRACTISED
from app.store import shop as shops
from app.store.engine import Tx
from app.store.queries import z_rows
from app.usecases import commit
from app.usecases.outcome import Changes, Outcome
from app.usecases.services import Services

IN_DRAWER = ("expected_minor", "counted_minor")


@dataclass(frozen=True, slots=True)
class TillDay:
    """One Z of one till on the shop's day sheet; `own` for this till's. Minor units."""

    tid: str
    epoch: int
    z_no: int
    business_date: str
    sales_minor: int
    refunds_minor: int
    expected_minor: int
    counted_minor: int
    difference_minor: int
    to_bank_minor: int
    grand_minor: int
    own: bool = False

    @property
    def till_no(self) -> str:
        """The till's number in its shop."""
        return self.tid.rpartition("-")[2]


@dataclass(frozen=True, slots=True)
class ShopDay:
    """The day's drawers of a shop, by till; `missing` are tills seen before that have no Z yet."""

    business_date: str
    tills: tuple[TillDay, ...]
    missing: tuple[str, ...] = ()

    def total(self, name: str) -> int:
        """The sum of one figure over all tills, by the name of its field. What lies in a drawer is
        that of each till's last Z: its float would be there twice."""
        found = self.tills
        if name in IN_DRAWER:
            found = tuple({one.tid: one for one in sorted(found, key=_order)}.values())
        return sum(int(getattr(one, name)) for one in found)


def _order(one: TillDay) -> tuple[int, int]:
    return one.epoch, one.z_no


def see_z(s: Services, operator: Operator, text: str) -> Outcome[TillDay]:
    """Take in what another till's Z slip says (its QR). A second scan changes nothing.

    Refused: `permission.missing`, `z.unreadable`, `z.own`, `z.other_shop` (tid), `z.training`
    (tid: what was practised is in no total), `z.conflict` (number): another slip with this number
    was seen, so one of the two is not what it says.
    """
    require(operator, Permission.Z_CLOSE)
    proof = read_proof(text)
    with s.db.write() as tx:
        shop = shops.load(tx)
        if proof.tid == shop.tid:
            raise Refused("z.own")
        shop_no, _, till_no = proof.tid.rpartition("-")
        if shop_no != shop.shop_no:
            raise Refused("z.other_shop", tid=proof.tid[:40])
        if till_no.startswith(PRACTISED):
            raise Refused("z.training", tid=proof.tid[:40])
        known = z_rows.seen(tx, proof.tid, proof.epoch, proof.z_no)
        if known is not None:
            stood = json.loads(known)
            if (stood["hash8"], stood["signature"]) != (proof.hash8, proof.signature):
                raise Refused("z.conflict", number=str(proof.z_no))
            return Outcome(_of_proof(proof))
        commit.seal(
            *(tx, s, Kind.Z_SEEN),
            {
                "tid": proof.tid,
                "epoch": proof.epoch,
                "z_no": proof.z_no,
                "bd": proof.business_date,
                "at_ms": s.clock.now_ms(),
                "data": {
                    "seq": proof.seq,
                    "grand": proof.grand_minor,
                    "hash8": proof.hash8,
                    "signature": proof.signature,
                    **dict(proof.sums),
                },
            },
            operator_id=operator.operator_id,
        )
    return Outcome(_of_proof(proof), Changes(shift=True))


def day_of_shop(s: Services, business_date: str) -> ShopDay:
    """The day's Zs of all tills, own and seen. Report thread."""
    with s.db.report() as tx:
        own = [_of_report(documents.read(doc)) for doc in z_rows.on(tx, business_date)]
        others = _seen_on(tx, business_date)
        there = {one.tid for one in others}
        missing = [tid for tid in z_rows.tills_seen(tx, business_date) if tid not in there]
    tills = sorted([*own, *others], key=lambda one: (one.tid, one.epoch, one.z_no))
    return ShopDay(business_date, tuple(tills), tuple(missing))


def _seen_on(tx: Tx, business_date: str) -> list[TillDay]:
    return [
        _till_day(tid, epoch, z_no, business_date, json.loads(data))
        for tid, epoch, z_no, data in z_rows.seen_on(tx, business_date)
    ]


def _of_proof(proof: ZProof) -> TillDay:
    data = {"grand": proof.grand_minor, **dict(proof.sums)}
    return _till_day(proof.tid, proof.epoch, proof.z_no, proof.business_date, data)


def _till_day(tid: str, epoch: int, z_no: int, bd: str, data: dict[str, int]) -> TillDay:
    return TillDay(
        *(tid, epoch, z_no, bd),
        sales_minor=data.get("sales", 0),
        refunds_minor=data.get("refunds", 0),
        expected_minor=data.get("expected", 0),
        counted_minor=data.get("counted", 0),
        difference_minor=data.get("difference", 0),
        to_bank_minor=data.get("bank", 0),
        grand_minor=data.get("grand", 0),
    )


def _of_report(report: ZReport) -> TillDay:
    totals = report.totals
    return TillDay(
        *(report.tid, report.epoch, report.z_no, report.business_date),
        sales_minor=totals.shift.sales_minor,
        refunds_minor=totals.returns_minor,
        expected_minor=totals.expected_minor,
        counted_minor=totals.counted_minor,
        difference_minor=totals.difference_minor,
        to_bank_minor=totals.to_bank_minor,
        grand_minor=report.grand_minor,
        own=True,
    )
