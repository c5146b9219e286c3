"""Business dates as the rules see them, read from the journal a page at a time.

Everything comes from the documents: what a case names is what was signed. The few things that a
document does not say of itself (when a top-up had been sold, what goods cost) come from tables.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from app.domain.document import Body, Document, Kind
from app.domain.insight.sentinel import Day, Deed, Sold
from app.domain.insight.sentinel import facts as of
from app.domain.money import PPM
from app.domain.shop import Shop
from app.store.engine import Database
from app.store.queries import sentinel as rows

PAGE = 1_000
LATE_DAYS = 3  # a shift over midnight still writes into its own business date
KINDS = (
    *(Kind.SALE, Kind.REFUND, Kind.TOPUP, Kind.TOPUP_REFUND, Kind.BASKET_CANCEL, Kind.DRAWER_OPEN),
    *(Kind.REPRINT, Kind.CLOCK_JUMP, Kind.STOCK_WRITE_OFF, Kind.STOCK_ADJUST),
)
_Made = dict[str, tuple[list[Sold], list[Deed]]]
_BY_HAND = ("discount.line", "discount.basket")
_SPENDS = ("stored", "points")


@dataclass(slots=True)
class Reading:
    """What a journal is read with: where the shop stands, and who may take off how much."""

    db: Database
    shop: Shop
    limits: Mapping[str, int]
    blind_limit_minor: int
    zone: ZoneInfo = field(init=False)

    def __post_init__(self) -> None:
        self.zone = ZoneInfo(self.shop.zone)

    def days(self, since: str) -> Iterator[Day]:
        """Business dates from `since` on, oldest first. Between two pages the reader is free."""
        with self.db.report() as tx:
            place = rows.first_place(tx, since)
        made: _Made = {}
        while True:
            with self.db.report() as tx:
                page = rows.page(tx, place, KINDS, PAGE)
                facts = [(doc.business_date, one) for doc in page for one in self._facts(doc)]
                facts = self._told(tx, facts)
            for bd, one in facts:
                sales, deeds = made.setdefault(bd, ([], []))
                if isinstance(one, Sold):
                    sales.append(one)
                else:
                    deeds.append(one)
            if len(page) < PAGE:
                break
            place = (page[-1].epoch, page[-1].seq)
            over = (date.fromisoformat(max(made)) - timedelta(days=LATE_DAYS)).isoformat()
            yield from self._whole(made, since, over)
        yield from self._whole(made, since, "9999")

    def _whole(self, made: _Made, since: str, over: str) -> Iterator[Day]:
        """The days that nothing comes to any more; they leave `made`."""
        for bd in sorted(one for one in made if one < over):
            sales, deeds = made.pop(bd)
            if bd >= since:
                yield Day(bd, tuple(sales), tuple(deeds), self.limits, self.blind_limit_minor)

    def _facts(self, doc: Document) -> Iterator[Sold | Deed]:
        at_ms = doc.body.get("at_ms", doc.dev_ms)
        minute = self._minute(at_ms)
        if doc.kind is Kind.SALE:
            yield _sold(doc, at_ms, minute)
            return
        told = _deed(doc)
        if told is not None:
            place = (doc.epoch, doc.seq)
            yield Deed(place, at_ms, minute, told.pop("what"), doc.operator_id, **told)

    def _minute(self, at_ms: int) -> int:
        """The minute of the business day: 0 at its cut-off."""
        local = datetime.fromtimestamp(at_ms // 1000, UTC).astimezone(self.zone)
        return (local.hour * 60 + local.minute - self.shop.cutoff_hour * 60) % (24 * 60)

    @staticmethod
    def _told(tx: Any, facts: list[tuple[str, Sold | Deed]]) -> list[tuple[str, Sold | Deed]]:
        """With what the documents do not say themselves: when a top-up was, what goods cost."""
        deeds = [one for _, one in facts if isinstance(one, Deed)]
        sold = rows.topups(tx, [one.ref for one in deeds if one.what == of.TOPUP_REFUND])
        gone = [one for one in deeds if one.what == of.WRITE_OFF]
        cost = rows.costs(tx, [x.split("=")[0] for one in gone for x in one.ref.split("|")])
        return [(bd, _completed(one, sold, cost)) for bd, one in facts]


def _completed(
    one: Sold | Deed, sold: Mapping[str, tuple[int, str]], cost: Mapping[str, int]
) -> Sold | Deed:
    if isinstance(one, Sold):
        return one
    if one.what == of.TOPUP_REFUND and one.ref in sold:
        since_ms, by = sold[one.ref]
        return replace(one, since_ms=since_ms, by=by)
    if one.what == of.WRITE_OFF:
        pairs = [x.split("=") for x in one.ref.split("|")]
        minor = sum(cost.get(item, 0) * int(qty) // 1000 for item, qty in pairs)
        return replace(one, amount_minor=minor, ref="")
    return one


def _sold(doc: Document, at_ms: int, minute: int) -> Sold:
    body = doc.body
    by_hand = [a for line in body["lines"] for a in line["adj"] if a["rule"] in _BY_HAND]
    return Sold(
        *((doc.epoch, doc.seq), at_ms, minute, doc.operator_id, body["due"]),
        cash_minor=sum(t["amount"] for t in body["tenders"] if t["kind"] == "cash"),
        no=body["no"],
        sale_id=body["sale_id"],
        member_id=body["member_id"],
        scanned=body.get("member_scanned", False),
        late=body.get("member_late", False),
        spends=any(t["kind"] in _SPENDS for t in body["tenders"]),
        overrides=sum(a["rule"] == "price.override" for line in body["lines"] for a in line["adj"]),
        off_ppm=max((_share(line) for line in body["lines"]), default=0),
        off_minor=-sum(a["amount"] for a in by_hand),
        approved=bool(body.get("basket_approval"))
        or any(line.get("approvals") for line in body["lines"]),
        voids=tuple((one["at_ms"], one["amount"]) for one in body["voided"]),
        gift=tuple((t["ref"], t["amount"]) for t in body["tenders"] if t["kind"] == "gift"),
    )


def _share(line: Body) -> int:
    """How much of a line's price was taken off by hand, in ppm of what it stood at before."""
    stood = line["base"]
    off = 0
    for one in line["adj"]:
        if one["rule"] in _BY_HAND:
            off -= one["amount"]
        elif not off:
            stood += one["amount"]
    return int(off * PPM // stood) if stood > 0 else 0


def _deed(doc: Document) -> dict[str, Any] | None:
    """What a document says was done, as the parts of a `Deed`; None for what is no business of the
    rules."""
    body = doc.body
    if doc.kind is Kind.REFUND:
        return _refund(body)
    if doc.kind is Kind.TOPUP:
        card = body.get("gift_card")
        return {
            "what": of.GIFT_SOLD if card else of.TOPUP,
            "amount_minor": body["amount"],
            "member_id": body["member_id"],
            "no": body.get("no", ""),
            "ref": card["card_id"] if card else body["topup_id"],
        }
    if doc.kind is Kind.TOPUP_REFUND:
        return {
            "what": of.TOPUP_REFUND,
            "amount_minor": body["refund"],
            "member_id": body["member_id"],
            "ref": body.get("topup_id", ""),
        }
    if doc.kind in (Kind.STOCK_WRITE_OFF, Kind.STOCK_ADJUST):
        return _written_off(body)
    return _event(doc.kind, body)


def _refund(body: Body) -> dict[str, Any]:
    return {
        "what": body.get("how", of.RETURN),
        "amount_minor": body["total"],
        "cash_minor": body.get("paid_out", 0),
        "sale_id": body["sale_id"],
        "member_id": body.get("member_id", ""),
        "no": body.get("no", ""),
    }


def _written_off(body: Body) -> dict[str, Any] | None:
    """Goods that are gone; an adjustment downwards is that too. Items are valued later."""
    gone = [(one["item_id"], -one["qty"]) for one in body["items"] if one["qty"] < 0]
    if not gone:
        return None
    ref = "|".join(f"{item}={qty}" for item, qty in gone)
    return {"what": of.WRITE_OFF, "n": len(gone), "ref": ref}


def _event(kind: Kind, body: Body) -> dict[str, Any] | None:
    if kind is Kind.BASKET_CANCEL:
        voided = sum(one["amount"] for one in body.get("voided", ()))
        return {
            "what": of.CANCEL,
            "amount_minor": body.get("amount", 0) + voided,
            "n": len(body.get("lines", ())),
            "member_id": body.get("member_id", ""),
        }
    if kind is Kind.CLOCK_JUMP:
        return {"what": of.JUMP, "n": (body["to_ms"] - body["from_ms"]) // 60_000}
    if kind is Kind.REPRINT:
        return {"what": of.REPRINT, "sale_id": body["sale_id"], "no": body.get("no", "")}
    return {"what": of.NO_SALE}
