"""The left half as words: who is here, the lines with their reasons, and what is due."""

from __future__ import annotations

from app.domain.checkout.state import CheckoutState, LastSale, Mode
from app.domain.ids import ReceiptNo
from app.domain.loyalty.purse import Purse
from app.domain.member import MemberTerms
from app.domain.pricing.covers import said_of
from app.domain.pricing.priced import PriceAdjustment, PricedBasket, PricedLine
from app.domain.tendering import kind_of
from app.words import paper_columns, whole
from ui.checkout.front import Front
from ui.checkout.viewmodel.frame import Frame
from ui.checkout.viewmodel.money import hints, wallet
from ui.checkout.viewmodel.parts import DockVM, LeftVM, LineVM, NoticeVM, WhoVM

Cache = dict[int, tuple[PricedLine, str, bool, LineVM]]
BY_HAND = ("discount.line", "discount.basket")
STRIP_MOST = 56  # columns of what a member holds, beside each other on the strip
NAME_MOST = 12
AGREED_MS = 60_000


def left(state: CheckoutState, front: Front, f: Frame, cache: Cache) -> LeftVM:
    """The left half. `cache` keeps the words of lines that did not change."""
    done = state.last if state.mode is Mode.DONE else None
    priced = done.priced if done else state.priced
    member = front.done_member if done else state.basket.member
    current = 0 if done or state.mode is Mode.CLOSED else state.current
    words = f.words
    band = ("", "")
    if done:
        number = ReceiptNo.parse(done.receipt_no).short
        band = (
            words("checkout.done.at", at=f.clock(done.at_ms)),
            words("checkout.done.number", no=number),
        )
    empty = ("", "")
    if not priced.lines:
        key = "closed" if state.mode is Mode.CLOSED else "ready"
        empty = (words(f"checkout.empty.{key}"), words(f"checkout.empty.{key}.why"))
    tried = [] if done else wallet.trials(state, f)
    notes = [one.note for one in tried if one.note is not None]
    return LeftVM(
        who=_who(member, _purse(state, done), priced, f, after=done is not None),
        lines=lines(priced, current, f, cache),
        dock=_dock(state, priced, f, after=done is not None),
        band=band,
        empty=empty,
        notice=_notice(front, f),
        nudge=None if done else hints.nudge(state, priced, notes, f),
        uses=() if done else wallet.uses(state, tried, f),
    )


def _purse(state: CheckoutState, done: LastSale | None) -> Purse | None:
    """What the member had before the money, or has after it."""
    return done.purse if done else state.purse


def _notice(front: Front, f: Frame) -> NoticeVM | None:
    said = front.notice
    if said is None:
        return None
    facts = dict(said.facts)
    return NoticeVM(said.role, f.words(said.key, **facts))


def _who(
    member: MemberTerms | None, purse: Purse | None, priced: PricedBasket, f: Frame, *, after: bool
) -> WhoVM:
    """Who is here and what they hold; without any money of theirs, what membership does."""
    ask = f.words("checkout.who.ask")
    if member is None:
        return WhoVM(ask)
    hint = hints.birthday(purse, f) if purse else ""
    facts = _holds(purse, f) if purse else ()
    return WhoVM(
        ask,
        member.name,
        hints.tier_now(member, purse if after else None, f),
        member.phone_masked if member.phone_masked != member.name else "",
        hint,
        facts or (_member_price(priced, f),),
    )


def _member_price(priced: PricedBasket, f: Frame) -> tuple[str, str, str]:
    less = sum(
        step.amount_minor
        for line in priced.lines
        for step in line.adjustments
        if step.rule.startswith("tier.")
    )
    if less:
        return f.words("checkout.who.saved"), f.money(-less), ""
    key = "none" if priced.lines else "auto"
    return f.words("checkout.who.price"), f.words(f"checkout.who.{key}"), ""


def _holds(purse: Purse, f: Frame) -> tuple[tuple[str, str, str], ...]:
    """Balance and what of it may be spent here, points, vouchers, the first package."""
    words = f.words
    found: list[tuple[str, str, str]] = []
    stored = wallet.stored_whole(purse)
    if stored:
        here = purse.stored_minor()
        notes = []
        if here != stored:
            notes.append(words("checkout.who.here", here_minor=here))
        if purse.as_of_ms and purse.now_ms - purse.as_of_ms > AGREED_MS:
            notes.append(words("checkout.who.as_of", at=f.clock(purse.as_of_ms)))
        found.append((words("checkout.who.stored"), f.money(stored), " ".join(notes)))
    if purse.points or purse.frozen_points:
        found.append((words("checkout.who.points"), whole(purse.points), ""))
    if purse.vouchers:
        found.append((words("checkout.who.vouchers"), whole(len(purse.vouchers)), ""))
    for one in purse.packages[:1]:
        left = wallet.left_of(one, f)
        found.append((cut(one.plan.named(f.language), NAME_MOST), left, ""))
    while len(found) > 1 and sum(_columns(one) for one in found) > STRIP_MOST:
        found.pop()
    return tuple(found)


def _columns(fact: tuple[str, str, str]) -> int:
    return sum(paper_columns(text) + 1 for text in fact) + 2


def cut(name: str, most: int) -> str:
    """A name that leaves room for others."""
    return name if paper_columns(name) <= most else f"{name[: most // 2]}…"


def lines(priced: PricedBasket, current: int, f: Frame, cache: Cache) -> tuple[LineVM, ...]:
    """Every line; a line that is as it was keeps its words."""
    found, seen = [], {}
    for place, one in enumerate(priced.lines, 1):
        number, here = str(place), one.line.line_no == current
        old = cache.get(one.line.line_no)
        if old is None or (old[1], old[2]) != (number, here) or old[0] != one:
            old = (one, number, here, _line(one, number, here, f))
        seen[one.line.line_no] = old
        found.append(old[3])
    cache.clear()
    cache.update(seen)
    return tuple(found)


def _line(one: PricedLine, number: str, here: bool, f: Frame) -> LineVM:
    line = one.line
    reasons = [(reason(step, f), f.money(step.amount_minor)) for step in one.adjustments]
    if line.cover is not None:  # the customer pays nothing for it now
        key, facts = said_of(line.cover, f.language)
        reasons = [(f.words(key, **facts), f.money(-one.base_minor))]
    if line.weighed == "keyed":
        reasons.append((f.words("checkout.line.keyed_weight"), ""))
    if line.label_total_minor is not None:
        reasons.append((f.words("checkout.line.label"), ""))
    if line.seller is not None:
        reasons.append((f.words("checkout.line.served", name=line.seller.name), ""))
    return LineVM(
        no=number,
        name=f.named(line.item),
        qty=f.qty(line.item, line.qty_milli),
        unit=f.unit(line.item),
        price=f.money(line.unit_price_minor),
        amount=f.money(one.base_minor),
        reasons=tuple(reasons),
        current=here,
        english=line.item.name_en,
    )


def reason(step: PriceAdjustment, f: Frame) -> str:
    """Why an amount was taken off: the rule, and what a person said."""
    facts = dict(step.facts)
    if step.rule in BY_HAND:
        kind = "rate" if "off_ppm" in facts else "amount"
        key = f"checkout.adjust.{step.rule}.{kind}"
        return f.words(key, reason=f.reason(step.reason), **facts)
    if step.rule == "price.override":
        return f.words("checkout.adjust.price", reason=f.reason(step.reason), **facts)
    if step.rule.startswith(("voucher.", "package.")):
        return f.words(f"adjust.{step.rule}", **hints.spoken(step.facts, f))
    return f.words(f"checkout.adjust.{step.rule}", tier=f.tier(step.reason), **facts)


def saved(priced: PricedBasket) -> int:
    """What was taken off; what a package pays for was paid before and is no saving."""
    return sum(one.base_minor - one.total_minor for one in priced.lines if one.line.cover is None)


def _credit(state: CheckoutState, *, after: bool) -> tuple[int, int]:
    """What goods that come back pay, and what of them goes back beyond that."""
    if not after:
        return state.credit_minor, state.left_over_minor if state.basket.lines else 0
    tenders = state.last.tenders if state.last else ()
    return sum(one.amount_minor for one in tenders if one.kind == "exchange"), 0


def _dock(state: CheckoutState, priced: PricedBasket, f: Frame, *, after: bool) -> DockVM:
    words = f.words
    pieces, voided = priced.pieces_milli // 1000, len(state.basket.voided)
    less = saved(priced)
    points = 0 if after else hints.earned(state, priced, f)
    assets = any(kind_of(one.kind).asset for one in state.tenders)  # of these not all may earn
    right = words(f"checkout.dock.{'points_most' if assets else 'points'}", n=points)
    right = right if points else ""
    if not priced.tax_included and priced.tax_minor:
        right = words("checkout.dock.tax_added", tax_minor=priced.tax_minor)
    elif state.next_qty_milli and not after:
        right = words("checkout.dock.ahead", n=state.next_qty_milli // 1000)
    credit, give_back = _credit(state, after=after)
    return DockVM(
        label=words("checkout.exchange.give_back" if give_back else "checkout.due"),
        amount=f.money(give_back or priced.payable_minor - credit),
        credit=words("checkout.exchange.pays", credit_minor=credit) if credit else "",
        sign=f.sign,
        count=words("checkout.dock.pieces", n=pieces) if priced.lines else "",
        saved=words("checkout.dock.saved", saved_minor=less) if less > 0 else "",
        voided=words("checkout.dock.voided", n=voided) if voided and not after else "",
        right=right,
    )
