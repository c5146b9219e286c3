"""What a member has, at the counter: the purse, vouchers, uses of packages, gift cards, and how
much of each may pay. What is shown here is checked once more inside the sale's transaction.
"""

from __future__ import annotations

from dataclasses import replace

from app.domain.catalog import ItemKind
from app.domain.checkout import events as ev
from app.domain.checkout.by_hand import line_of
from app.domain.checkout.counter import Result, reprice
from app.domain.checkout.state import CheckoutState, Desk, Mode
from app.domain.errors import Refused
from app.domain.loyalty.package import Package
from app.domain.loyalty.points.redeem import points_for, redeem
from app.domain.loyalty.purse import Purse
from app.domain.pricing import vouchers
from app.domain.pricing.basket import MAX_LINES, Basket, BasketLine
from app.domain.pricing.covers import cover_of, uses_of
from app.domain.pricing.vouchers import Moment
from app.domain.rights import member_holder
from app.domain.shop import business_date
from app.domain.tendering import Tender, TenderKind, most_stored, of_credit, of_packages


def purse_seen(state: CheckoutState, event: ev.PurseSeen, _: Desk) -> Result:
    """What the member has was read again: for their basket, or for the sale that was just made;
    another member's is let go without a word."""
    if is_of(event.purse, state.basket):
        return replace(state, purse=event.purse), ()
    last = state.last
    if last and last.member_id and event.purse.holder == member_holder(last.member_id):
        return replace(state, last=replace(last, purse=event.purse)), ()
    return state, ()


def is_of(purse: Purse | None, basket: Basket) -> bool:
    """Whether it is the purse of the basket's member."""
    member = basket.member
    return bool(purse and member and purse.holder == member_holder(member.member_id))


def without_theirs(basket: Basket) -> tuple[Basket, tuple[ev.Intent, ...]]:
    """The basket without the vouchers and covers of the member who leaves it, and what to say."""
    bearer = tuple(one for one in basket.vouchers if one.holder.startswith("v:"))
    covered = sum(one.cover is not None for one in basket.lines)
    gone = covered + len(basket.vouchers) - len(bearer)
    if not gone:
        return basket, ()
    lines = tuple(replace(one, cover=None) for one in basket.lines)
    said = ev.Say("member_things_void", (("n", gone),))
    return replace(basket, lines=lines, vouchers=bearer), (said,)


# --- vouchers -------------------------------------------------------------------------------------


def offer_voucher(state: CheckoutState, event: ev.VoucherOffered, desk: Desk) -> Result:
    """A voucher joins the basket; whether the goods are enough for it, the price says.

    Refused `voucher.twice`, `voucher.too_many`, `voucher.<reason>` as `vouchers.not_now`,
    `pay.voucher_after_money`.
    """
    _before_money(state)
    voucher, basket = event.voucher, state.basket
    if any(one.voucher_id == voucher.voucher_id for one in basket.vouchers):
        raise Refused("voucher.twice", name=voucher.campaign.name)
    if len(basket.vouchers) >= vouchers.MOST:
        raise Refused("voucher.too_many", most=vouchers.MOST)
    own = state.purse.vouchers if state.purse and basket.member else ()
    if basket.member and any(one.voucher_id == voucher.voucher_id for one in own):
        voucher = replace(voucher, holder=member_holder(basket.member.member_id))
    campaign = voucher.campaign.campaign_id
    same = sum(one.campaign.campaign_id == campaign for one in basket.vouchers)
    moment = Moment.of(desk.now_ms, desk.book)
    reason = vouchers.not_now(voucher, basket, moment, before=same)
    if reason is not None:
        facts = dict(reason.facts)
        raise Refused(f"voucher.{reason.reason}", **facts)
    return _repriced(state, replace(basket, vouchers=(*basket.vouchers, voucher)), desk)


def drop_voucher(state: CheckoutState, event: ev.VoucherDropped, desk: Desk) -> Result:
    """A voucher goes back into the hand. Refused `voucher.not_here`."""
    _before_money(state)
    rest = tuple(one for one in state.basket.vouchers if one.voucher_id != event.voucher_id)
    if len(rest) == len(state.basket.vouchers):
        raise Refused("voucher.not_here")
    return _repriced(state, replace(state.basket, vouchers=rest), desk)


# --- packages -------------------------------------------------------------------------------------


def use_package(state: CheckoutState, event: ev.PackageUsed, desk: Desk) -> Result:
    """One use: it covers a piece that stands there uncovered, else it adds one.

    Refused `package.member_needed`, `package.weighed`, `package.*` as `covers.cover_of`,
    `basket.full`, `pay.package_after_money`.
    """
    _before_money(state, "package")
    package, item = event.package, event.item
    purse = state.purse if is_of(state.purse, state.basket) else None
    if purse is None or all(one.package_id != package.package_id for one in purse.packages):
        raise Refused("package.member_needed", name=package.plan.name)
    if item.kind is ItemKind.WEIGHED:
        raise Refused("package.weighed", name=item.name)
    basket, line = _piece_for(state.basket, event)
    basket = _with_cover(basket, line, package, desk)
    return _repriced(state, basket, desk, current=line.line_no)


def drop_cover(state: CheckoutState, event: ev.CoverDropped, desk: Desk) -> Result:
    """The line is paid like any other after all. Refused `package.not_here`."""
    _before_money(state, "package")
    line = line_of(state, event.line_no)
    if line.cover is None:
        raise Refused("package.not_here")
    basket = state.basket.with_line(replace(line, cover=None))
    return _repriced(state, basket, desk, current=line.line_no)


def _piece_for(basket: Basket, event: ev.PackageUsed) -> tuple[Basket, BasketLine]:
    """The basket with the line that the use covers: its quantity is one more than its uses so far.

    An uncovered piece first, taken out of its line; then the package's own line counts up.
    """
    mine = _covered_line(basket, event)
    bare = next((one for one in basket.lines if _is_bare(one, event)), None)
    if bare is not None and mine is None and bare.qty_milli == 1000:
        return basket, bare
    if bare is not None:
        rest = replace(bare, qty_milli=bare.qty_milli - 1000)
        if rest.qty_milli:
            basket = basket.with_line(rest)
        else:
            lines = tuple(one for one in basket.lines if one.line_no != bare.line_no)
            basket = replace(basket, lines=lines)
    if mine is not None:
        more = replace(mine, qty_milli=mine.qty_milli + 1000)
        return basket.with_line(more), more
    if len(basket.lines) >= MAX_LINES:
        raise Refused("basket.full", most=MAX_LINES)
    new = BasketLine(basket.next_line_no, event.item, 1000, event.unit_price_minor)
    lines = (*basket.lines, new)
    return replace(basket, lines=lines, next_line_no=basket.next_line_no + 1), new


def _covered_line(basket: Basket, event: ev.PackageUsed) -> BasketLine | None:
    for one in basket.lines:
        held = one.cover is not None and one.cover.package_id == event.package.package_id
        if held and one.item.item_id == event.item.item_id:
            return one
    return None


def _is_bare(line: BasketLine, event: ev.PackageUsed) -> bool:
    untouched = not (line.cover or line.override or line.discount)
    whole = line.qty_milli % 1000 == 0 and line.label_total_minor is None
    return untouched and whole and line.item.item_id == event.item.item_id


def _with_cover(basket: Basket, line: BasketLine, package: Package, desk: Desk) -> Basket:
    before = uses_of(basket, package.package_id, besides=line.line_no)
    today = business_date(desk.now_ms, desk.book.zone, desk.book.cutoff_hour)
    cover = cover_of(
        package,
        line.item.item_id,
        line.qty_milli // 1000,
        before=before,
        today=today,
        now_ms=desk.now_ms,
    )
    return basket.with_line(replace(line, cover=cover))


# --- gift cards -----------------------------------------------------------------------------------


def show_gift_card(state: CheckoutState, event: ev.GiftCardShown, desk: Desk) -> Result:
    """A gift card lies on the counter: its balance is seen, and it may pay.

    Refused `gift_card.blocked`, `gift_card.replaced`, `gift_card.used_up`, `gift_card.expired`.
    """
    card = event.card
    if card.state != "active":
        raise Refused(f"gift_card.{card.state}", card=card.masked)
    if card.until_on and card.until_on < business_date(
        desk.now_ms, desk.book.zone, desk.book.cutoff_hour
    ):
        raise Refused("gift_card.expired", card=card.masked, until_on=card.until_on)
    others = tuple(one for one in state.gift_cards if one.card_id != card.card_id)
    mode = Mode.READY if state.mode is Mode.DONE else state.mode
    after = replace(state, mode=mode, last=None, gift_cards=(*others, card))
    return after, (ev.Sound("added"),)


# --- how much may pay -----------------------------------------------------------------------------


def most_of(state: CheckoutState, kind: TenderKind, event: ev.TenderOffered, desk: Desk) -> int:
    """The most that an asset may pay now, in minor units.

    Refused `member.needed`, `purse.not_read`, `stored.unknown_wallet`, `stored.short`
    (available_minor), `points.*` as `redeem`, `gift_card.not_shown`, `gift_card.short`.
    """
    if kind.asset == "gift":
        return _gift(state, event)
    if state.basket.member is None:
        raise Refused("member.needed", tender=kind.code)
    purse = state.purse
    if purse is None:
        raise Refused("purse.not_read")
    if kind.asset == "points":
        return _points(state, purse, event, desk)
    return _stored(state, purse, event, desk)


def again(state: CheckoutState, kind: str, reference: str) -> int:
    """What goods that come back bring back into this wallet or onto this card."""
    credit, member = state.basket.credit, state.basket.member
    if credit is None:
        return 0
    theirs = kind == "gift" or bool(member and member.member_id == credit.member_id)
    return credit.back_in(kind, reference) if theirs else 0


def _stored(state: CheckoutState, purse: Purse, event: ev.TenderOffered, desk: Desk) -> int:
    program = desk.book.program
    wallet = program.wallet(event.reference)
    if wallet is None:
        raise Refused("stored.unknown_wallet")
    have = purse.stored_minor(wallet.wallet_id) + again(state, "stored", wallet.wallet_id)
    have -= _paid(state.tenders, "stored", wallet.wallet_id)
    if event.given_minor > have:
        raise Refused("stored.short", available_minor=max(0, have), need_minor=event.given_minor)
    made = of_packages(state.priced, len(state.tenders) + 1)
    tenders = (*state.tenders, *of_credit(state.basket.credit, state.priced), *made)
    return most_stored(state.priced, tenders, wallet, program.wallets)


def _points(state: CheckoutState, purse: Purse, event: ev.TenderOffered, desk: Desk) -> int:
    """Refused by the shop's terms, which say why; else what was asked for is possible."""
    if event.given_minor <= 0:
        return 0
    terms = desk.book.program.points.redeem
    before = [one for one in state.tenders if one.kind == "points"]
    used = sum(points_for(one.amount_minor, terms) for one in before)
    due, left = state.payable_minor, purse.points - used
    redeem(event.given_minor, due, left, terms, used=used)
    return event.given_minor


def _gift(state: CheckoutState, event: ev.TenderOffered) -> int:
    for card in state.gift_cards:
        if card.card_id == event.reference:
            have = card.available_minor + again(state, "gift", card.card_id)
            have -= _paid(state.tenders, "gift", card.card_id)
            if event.given_minor > have:
                raise Refused("gift_card.short", available_minor=max(0, have), card=card.masked)
            return have
    raise Refused("gift_card.not_shown")


def _paid(tenders: tuple[Tender, ...], kind: str, reference: str) -> int:
    found = (one for one in tenders if one.kind == kind and one.reference == reference)
    return sum(one.amount_minor for one in found)


def _before_money(state: CheckoutState, what: str = "voucher") -> None:
    if state.tenders:
        raise Refused(f"pay.{what}_after_money")


def _repriced(state: CheckoutState, basket: Basket, desk: Desk, *, current: int = 0) -> Result:
    """Priced anew; while paying, the counter stays there."""
    after, intents = reprice(state, basket, desk, current=current)
    if state.mode is Mode.PAYING:
        after = replace(after, mode=Mode.PAYING)
    return after, (ev.Sound("added"), *intents)
