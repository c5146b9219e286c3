"""Vouchers as steps of a price: which may count now, on which goods, and how much each takes off.

The order in which they were scanned changes nothing (R34): they go by kind, campaign and id, the
minimum is tested on what the goods cost after member prices (R31), and where some cannot go
together the customer gets the set that takes off most (R32). What does not count says what would
make it count (rules.md 3.14). Covered lines and prices set by hand are left alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from app.domain.loyalty.voucher import Campaign, Voucher, VoucherKind
from app.domain.money import allocate, divide, share_ppm
from app.domain.pricing.basket import Basket, BasketLine
from app.domain.pricing.priced import Book, Facts, NotApplied, PriceAdjustment
from app.domain.rights import member_holder
from app.domain.shop import business_date

MOST = 20  # in one basket
_ORDER = tuple(VoucherKind(one) for one in ("item", "service", "exchange", "percent", "amount"))
_ONE_PIECE = (VoucherKind.ITEM, VoucherKind.SERVICE, VoucherKind.EXCHANGE)


@dataclass(frozen=True, slots=True)
class Moment:
    """An instant as terms speak of it: the business date (R40) and the hour on the wall."""

    now_ms: int
    today: str
    weekday: int
    hour: int
    zone: str

    @classmethod
    def of(cls, now_ms: int, book: Book) -> Moment:
        """The instant in the shop."""
        today = business_date(now_ms, book.zone, book.cutoff_hour)
        weekday = date.fromisoformat(today).weekday()
        return cls(now_ms, today, weekday, _local(now_ms, book.zone).hour, book.zone)


@dataclass(slots=True)
class _Goods:
    """A line as vouchers see it; `left_minor` and `pieces` shrink as they are applied."""

    place: int
    line: BasketLine
    stood_minor: int
    left_minor: int
    pieces: int
    tiered: bool


@dataclass(slots=True)
class _Set:
    """Vouchers applied together: what each took off which lines, and why others did not."""

    off_minor: int = 0
    took: list[tuple[Voucher, int, int]] = field(default_factory=list)
    notes: dict[str, NotApplied] = field(default_factory=dict)


def says(voucher: Voucher) -> Facts:
    """Who a voucher is, as facts: `name_en` only where there is one."""
    named: Facts = (("voucher_id", voucher.voucher_id), ("name", voucher.campaign.name))
    english = voucher.campaign.name_en
    return (*named, ("name_en", english)) if english else named


def not_now(
    voucher: Voucher, basket: Basket, moment: Moment, *, before: int = 0
) -> NotApplied | None:
    """Why a voucher cannot count at this moment for this member, whatever the goods; None if it
    can. `before` of the same campaign come before it in this basket.

    Reasons: `other_member`, `not_yet` (from_on), `expired` (until_on), `weekday` (weekdays),
    `hours` (from_hour, until_hour), `per_day` (most).
    """
    terms = voucher.campaign
    member = member_holder(basket.member.member_id) if basket.member else ""
    if not voucher.holder.startswith("v:") and voucher.holder != member:
        return _note(voucher, "other_member")
    if voucher.from_ms > moment.now_ms:
        from_on = _local(voucher.from_ms, moment.zone).date().isoformat()
        return _note(voucher, "not_yet", ("from_on", from_on))
    if voucher.until_on and voucher.until_on < moment.today:
        return _note(voucher, "expired", ("until_on", voucher.until_on))
    if terms.weekdays and moment.weekday not in terms.weekdays:
        days = "".join(map(str, sorted(terms.weekdays)))
        return _note(voucher, "weekday", ("weekdays", days))
    if not _within(moment.hour, terms.from_hour, terms.until_hour):
        hours = (("from_hour", terms.from_hour), ("until_hour", terms.until_hour))
        return _note(voucher, "hours", *hours)
    if terms.per_day and voucher.used_today + before >= terms.per_day:
        return _note(voucher, "per_day", ("most", terms.per_day))
    return None


def apply(
    basket: Basket,
    stands: list[int],
    steps: list[list[PriceAdjustment]],
    moment: Moment,
    notes: list[NotApplied],
) -> None:
    """Take the basket's vouchers off what stands, in place."""
    able: list[Voucher] = []
    for voucher in sorted(basket.vouchers, key=_rank):
        same = sum(one.campaign.campaign_id == voucher.campaign.campaign_id for one in able)
        reason = not_now(voucher, basket, moment, before=same)
        if reason is None:
            able.append(voucher)
        else:
            notes.append(reason)
    if not able:
        return
    best, others = _best(able, basket, stands, steps)
    notes.extend(best.notes.values())
    notes.extend(others)
    for voucher, place, off in best.took:
        rule = f"voucher.{voucher.campaign.kind.value}"
        facts = (*says(voucher), *_terms(voucher.campaign))
        steps[place].append(PriceAdjustment(rule, voucher.campaign.campaign_id, -off, facts))
        stands[place] -= off


def used(steps: Sequence[PriceAdjustment]) -> dict[str, int]:
    """Voucher id to what it took off, over the steps of one or more lines."""
    found: dict[str, int] = {}
    for step in steps:
        if step.rule.startswith("voucher."):
            voucher_id = str(dict(step.facts)["voucher_id"])
            found[voucher_id] = found.get(voucher_id, 0) - step.amount_minor
    return found


def _best(
    able: list[Voucher],
    basket: Basket,
    stands: list[int],
    steps: list[list[PriceAdjustment]],
) -> tuple[_Set, list[NotApplied]]:
    """Those that go together, or one that stands alone: whichever takes off most; and why not the
    others."""
    alone = [one for one in able if not one.campaign.stackable]
    together = [one for one in able if one.campaign.stackable]
    groups = [*([together] if together else []), *([one] for one in alone)]
    tried = [_try(group, _goods(basket, stands, steps)) for group in groups]
    best = max(range(len(groups)), key=lambda i: (tried[i].off_minor, -i))
    against = groups[best][0].campaign.name
    others = []
    for i, group in enumerate(groups):
        if i != best:
            for voucher in group:
                own = tried[i].notes.get(voucher.voucher_id)
                others.append(own or _note(voucher, "not_stackable", ("other", against)))
    return tried[best], others


def _goods(basket: Basket, stands: list[int], steps: list[list[PriceAdjustment]]) -> list[_Goods]:
    found = []
    for i, line in enumerate(basket.lines):
        if line.cover is None and line.override is None and stands[i] > 0:
            pieces = 1 if line.item.kind == "weighed" else line.qty_milli // 1000
            tiered = any(step.rule.startswith("tier.") for step in steps[i])
            found.append(_Goods(i, line, stands[i], stands[i], pieces, tiered))
    return sorted(found, key=lambda one: (one.line.item.item_id, -one.stood_minor, one.place))


def _try(group: list[Voucher], goods: list[_Goods]) -> _Set:
    made = _Set()
    for voucher in group:
        taken = _take(voucher, goods)
        if isinstance(taken, NotApplied):
            made.notes[voucher.voucher_id] = taken
            continue
        for one, off in taken:
            one.left_minor -= off
            made.off_minor += off
            made.took.append((voucher, one.place, off))
    return made


def _take(voucher: Voucher, goods: list[_Goods]) -> list[tuple[_Goods, int]] | NotApplied:
    """What one voucher takes off which lines, or why it takes nothing."""
    terms = voucher.campaign
    named = [one for one in goods if _is_for(terms, one.line)]
    fitting = [one for one in named if terms.with_tier_price or not one.tiered]
    if not fitting:
        return _note(voucher, "tier_price" if named else "no_goods")
    if terms.kind in _ONE_PIECE:
        return _one_piece(voucher, fitting, goods)
    stood = sum(one.stood_minor for one in fitting)
    if stood < terms.minimum_minor:
        return _too_little(voucher, stood)
    left = sum(one.left_minor for one in fitting)
    wish = terms.amount_minor or share_ppm(left, terms.off_ppm)
    off = min(wish, left, terms.cap_minor or wish)
    if off <= 0:
        return _note(voucher, "nothing_left")
    parts = allocate(off, [one.left_minor for one in fitting])
    return [(one, part) for one, part in zip(fitting, parts, strict=True) if part]


def _one_piece(
    voucher: Voucher, fitting: list[_Goods], goods: list[_Goods]
) -> list[tuple[_Goods, int]] | NotApplied:
    """The dearest piece free, or for the voucher's price; the minimum is of the other goods."""
    terms = voucher.campaign
    having = [one for one in fitting if one.pieces > 0 and one.left_minor > 0]
    if not having:
        return _note(voucher, "no_goods")
    best = max(having, key=lambda one: divide(one.left_minor, one.pieces))
    piece = divide(best.left_minor, best.pieces)
    others = sum(one.stood_minor for one in goods) - divide(best.stood_minor, best.pieces)
    if others < terms.minimum_minor:
        return _too_little(voucher, others)
    off = piece - (terms.price_minor if terms.kind is VoucherKind.EXCHANGE else 0)
    off = min(off, terms.cap_minor or off)
    if off <= 0:
        return _note(voucher, "not_lower")
    best.pieces -= 1
    return [(best, off)]


def _is_for(terms: Campaign, line: BasketLine) -> bool:
    everything = not terms.items and not terms.departments
    item = line.item
    return everything or item.item_id in terms.items or item.department_id in terms.departments


def _too_little(voucher: Voucher, stood_minor: int) -> NotApplied:
    least = voucher.campaign.minimum_minor
    facts = (("minimum_minor", least), ("missing_minor", least - stood_minor))
    return _note(voucher, "minimum", *facts)


def _terms(terms: Campaign) -> Facts:
    if terms.kind is VoucherKind.PERCENT:
        return (("off_ppm", terms.off_ppm),)
    if terms.kind is VoucherKind.EXCHANGE:
        return (("price_minor", terms.price_minor),)
    return ()


def _rank(voucher: Voucher) -> tuple[int, str, str]:
    terms = voucher.campaign
    return _ORDER.index(terms.kind), terms.campaign_id, voucher.voucher_id


def _note(voucher: Voucher, reason: str, *facts: tuple[str, str | int]) -> NotApplied:
    return NotApplied(0, "voucher", reason, (*says(voucher), *facts))


def _within(hour: int, from_hour: int, until_hour: int) -> bool:
    """[from, until); over midnight when until comes first."""
    if from_hour <= until_hour:
        return from_hour <= hour < until_hour
    return hour >= from_hour or hour < until_hour


def _local(at_ms: int, zone: str) -> datetime:
    return datetime.fromtimestamp(at_ms // 1000, UTC).astimezone(ZoneInfo(zone))
