"""A member's money as words: what can be put to use now, what cannot and what would change that."""

from __future__ import annotations

from dataclasses import dataclass, replace

from app.domain.checkout.state import CheckoutState, Mode
from app.domain.errors import Refused
from app.domain.ids import ReceiptNo
from app.domain.loyalty.package import Package, PackageService
from app.domain.loyalty.purse import Purse
from app.domain.loyalty.voucher import Campaign, Voucher, VoucherKind
from app.domain.money import PPM
from app.domain.pricing import vouchers
from app.domain.pricing.covers import cover_of, uses_of
from app.domain.pricing.engine import price_shown
from app.domain.pricing.priced import Facts, NotApplied
from app.domain.rights import AssetKind
from app.words import percent, whole
from ui.checkout.member_front import PinDraft, RewardsPanel
from ui.checkout.viewmodel.frame import Frame
from ui.checkout.viewmodel.money import hints
from ui.checkout.viewmodel.money.parts import PinVM, RewardsVM, WalletVM
from ui.checkout.viewmodel.parts import KeyVM

AT_ONCE = 3  # keys of use beneath the lines
TRIALS = 6  # vouchers that are tried on the basket for them
MOST_LINES = 60  # of a basket on which vouchers are tried at every scan
MOST = 24  # vouchers in the panel
PIN_DIGITS = 6


@dataclass(frozen=True, slots=True)
class Trial:
    """A voucher tried on the basket: what it takes off, its key, and why it does not."""

    off_minor: int
    key: KeyVM
    note: NotApplied | None = None


def stored_whole(purse: Purse) -> int:
    """All stored value, released or not, that has not ended."""
    kinds = (AssetKind.PRINCIPAL, AssetKind.BONUS)
    return sum(
        one.left
        for one in purse.lots
        if one.asset.kind in kinds and not one.asset.expired(purse.today)
    )


def stored_of(purse: Purse, wallet_id: str) -> int:
    """The same of one wallet."""
    kinds = (AssetKind.PRINCIPAL, AssetKind.BONUS)
    return sum(
        one.left
        for one in purse.lots
        if one.asset.kind in kinds
        and one.asset.plan == wallet_id
        and not one.asset.expired(purse.today)
    )


def left_of(package: Package, f: Frame) -> str:
    """`11 left`, or that there is no limit."""
    counted = [
        lot.left
        for service, lot in zip(package.plan.services, package.lots, strict=False)
        if service.uses
    ]
    return (
        f.words("checkout.wallet.left", n=sum(counted))
        if counted
        else f.words("checkout.wallet.any")
    )


# --- one touch ------------------------------------------------------------------------------------


def uses(state: CheckoutState, trials: list[Trial], f: Frame) -> tuple[KeyVM, ...]:
    """What one touch puts to use: packages first, then vouchers that take something off now."""
    purse, waits = state.purse, _exchange(state, f)
    if purse is None or state.basket.member is None or state.tenders:
        return waits
    found = [*waits]
    found += [one for one in packages(state, purse, f, short=True) if not one.off]
    found += [one.key for one in trials if one.off_minor]
    return tuple(found[:AT_ONCE])


def _exchange(state: CheckoutState, f: Frame) -> tuple[KeyVM, ...]:
    """The goods that come back for these: a touch lets them stay with the customer."""
    credit = state.basket.credit
    if credit is None or state.tenders or state.mode not in (Mode.READY, Mode.SELLING):
        return ()
    no = ReceiptNo.parse(credit.receipt_no).short
    title = f.words("checkout.exchange.key", no=no, worth_minor=credit.total_minor)
    return (KeyVM("exchange", title, sub=f.words("checkout.exchange.drop")),)


def trials(state: CheckoutState, f: Frame) -> list[Trial]:
    """The member's vouchers that are not in the basket yet, each tried on it as it stands. None on
    a basket so long that trying would keep the next scan waiting."""
    if not state.basket.lines or len(state.basket.lines) > MOST_LINES or state.tenders:
        return []
    used = {one.voucher_id for one in state.basket.vouchers}
    theirs = state.purse.vouchers if state.purse and state.basket.member else ()
    others = [one for one in theirs if one.voucher_id not in used][:TRIALS]
    return [_try(one, state, f) for one in others]


# --- the member's panel ---------------------------------------------------------------------------


def wallet(state: CheckoutState, f: Frame) -> WalletVM:
    """Everything the member has, and what may be done with it."""
    words, member, purse = f.words, state.basket.member, state.purse
    name = member.name if member else ""
    tier = f.tier(member.tier_id) if member else ""
    about = "  ".join(x for x in (tier, member.phone_masked if member else "") if x and x != name)
    keys = [KeyVM("top_up", words("checkout.wallet.top_up"))]
    if f.book.program.rewards:
        keys.append(KeyVM("rewards", words("checkout.wallet.rewards")))
    keys += [
        KeyVM("member", words("checkout.wallet.other")),
        KeyVM("remove_line", words("checkout.wallet.detach")),
    ]
    theirs = purse.vouchers if purse else ()
    return WalletVM(
        title=name,
        about=about,
        rows=_rows(purse, f) if purse else ((words("checkout.wallet.reading"), "", ""),),
        hints=tuple((one.role, _said(one)) for one in hints.hints(purse, f)) if purse else (),
        vouchers_title=words("checkout.wallet.vouchers", n=len(theirs)),
        vouchers=tuple(_voucher(one, state, f) for one in theirs[:MOST]),
        no_vouchers=words("checkout.wallet.no_vouchers"),
        packages_title=words("checkout.wallet.packages", n=len(purse.packages) if purse else 0),
        packages=packages(state, purse, f) if purse else (),
        no_packages=words("checkout.wallet.no_packages"),
        keys=tuple(keys),
    )


def _said(one: hints.Hint) -> str:
    return f"{one.words}  {one.right}".rstrip()


def _rows(purse: Purse, f: Frame) -> tuple[tuple[str, str, str], ...]:
    """Balances by wallet, points, the tier: what there is and a word beside it."""
    words = f.words
    rows: list[tuple[str, str, str]] = []
    several, alone = len(f.book.program.wallets) > 1, words("checkout.who.stored")
    for one in f.book.program.wallets:
        own = purse.total(AssetKind.PRINCIPAL, one.wallet_id)
        bonus = purse.total(AssetKind.BONUS, one.wallet_id)
        later = stored_of(purse, one.wallet_id) - own - bonus
        if not own + bonus + later and one is not f.book.program.wallets[0]:
            continue
        note = words("checkout.wallet.parts", own_minor=own, bonus_minor=bonus) if bonus else ""
        if later:
            note = words("checkout.wallet.later", later_minor=later)
        rows.append((one.named(f.language) if several else alone, f.money(own + bonus), note))
    worth = _worth(purse.points, f)
    note = words("checkout.wallet.worth", worth_minor=worth) if worth else ""
    rows.append((words("checkout.who.points"), whole(purse.points), note))
    tier = f.tier(purse.tier.tier_id)
    if tier:
        note = words("checkout.wallet.growth", n=purse.growth) if purse.growth else ""
        if purse.tier.until:
            note = words("checkout.wallet.until", on=hints.day(purse.tier.until, f))
        rows.append((words("checkout.wallet.tier"), tier, note))
    return tuple(rows)


def _worth(points: int, f: Frame) -> int:
    terms = f.book.program.points.redeem
    return points * terms.minor // terms.points if terms.points and terms.minor else 0


# --- vouchers -------------------------------------------------------------------------------------


def _voucher(one: Voucher, state: CheckoutState, f: Frame) -> KeyVM:
    """A voucher as a key: tried on the basket as it stands, so that it says what it would do."""
    action = f"voucher:{one.voucher_id}"
    title = one.campaign.named(f.language)
    if any(v.voucher_id == one.voucher_id for v in state.basket.vouchers):
        return KeyVM(action, title, sub=f.words("checkout.wallet.used_here"), chosen=True)
    if state.tenders:
        return KeyVM(action, title, off=f.words("checkout.wallet.after_money"))
    return _try(one, state, f).key


def _try(one: Voucher, state: CheckoutState, f: Frame) -> Trial:
    """What it would take off the basket as it stands, and its key saying so, or why nothing."""
    action, title = f"voucher:{one.voucher_id}", one.campaign.named(f.language)
    with_it = replace(state.basket, vouchers=(*state.basket.vouchers, one))
    moment = vouchers.Moment.of(f.now_ms, f.book)
    same = sum(v.campaign.campaign_id == one.campaign.campaign_id for v in state.basket.vouchers)
    never = vouchers.not_now(one, with_it, moment, before=same)
    if never is not None:
        return Trial(0, KeyVM(action, title, off=_short(never.reason, never.facts, f)), never)
    if not state.basket.lines:
        return Trial(0, KeyVM(action, title, sub=terms(one, f)))
    priced = price_shown(with_it, f.book, f.now_ms)
    steps = [step for line in priced.lines for step in line.adjustments]
    off = vouchers.used(steps).get(one.voucher_id, 0)
    if off:
        sub = f.words("checkout.wallet.takes_off", off_minor=off)
        return Trial(off, KeyVM(action, title, sub=sub))
    for note in priced.not_applied:
        if dict(note.facts).get("voucher_id") == one.voucher_id:
            return Trial(0, KeyVM(action, title, off=_short(note.reason, note.facts, f)), note)
    return Trial(0, KeyVM(action, title, off=f.words("checkout.wallet.nothing")))


def _short(reason: str, facts: Facts, f: Frame) -> str:
    """Why not, without the voucher's name, which stands above it."""
    key = f"checkout.voucher.{reason}"
    if key not in f.words:
        return f.words("checkout.wallet.nothing")
    return f.words(key, **hints.spoken(facts, f))


def terms(one: Voucher, f: Frame) -> str:
    """What it is worth, from what sum on, until when: for a basket that is still empty."""
    parts = [worth(one.campaign, f)]
    if one.campaign.minimum_minor:
        parts.append(f.words("checkout.voucher.from", least_minor=one.campaign.minimum_minor))
    if one.until_on:
        parts.append(f.words("checkout.wallet.until", on=hints.day(one.until_on, f)))
    return f.words("checkout.wallet.dot").join(parts)


def worth(campaign: Campaign, f: Frame) -> str:
    """`10.00 off`, `15% off`, `one free` ..."""
    key = f"checkout.voucher.worth.{campaign.kind.value}"
    if campaign.kind is VoucherKind.AMOUNT:
        return f.words(key, off_minor=campaign.amount_minor)
    if campaign.kind is VoucherKind.PERCENT:
        return f.words(key, off=percent(min(PPM, campaign.off_ppm)))
    if campaign.kind is VoucherKind.EXCHANGE:
        return f.words(key, price_minor=campaign.price_minor)
    return f.words(key)


# --- packages -------------------------------------------------------------------------------------


def packages(
    state: CheckoutState, purse: Purse, f: Frame, *, short: bool = False
) -> tuple[KeyVM, ...]:
    """A key for every service of every package: one touch is one use. `short` leaves away what
    a small key has no room for."""
    return tuple(
        _service(package, service, state, f, short=short)
        for package in purse.packages
        for service in package.plan.services
    )


def _service(
    package: Package, service: PackageService, state: CheckoutState, f: Frame, *, short: bool
) -> KeyVM:
    name = package.plan.named(f.language)
    own = service.name_en if f.language == "en" and service.name_en else service.name
    title = own or name if short else f.words("checkout.wallet.use", name=own or name)
    action = f"use:{package.package_id}:{service.item_id}"
    all_ = uses_of(state.basket, package.package_id)
    mine = sum(
        one.cover.uses
        for one in state.basket.lines
        if one.cover
        and one.cover.package_id == package.package_id
        and one.item.item_id == service.item_id
    )
    try:
        cover = cover_of(
            package,
            service.item_id,
            mine + 1,
            before=all_ - mine,
            today=state.purse.today if state.purse else "",
            now_ms=f.now_ms,
        )
    except Refused as refusal:
        return KeyVM(action, title, off=_no_use(refusal, f))
    left = f.words("checkout.wallet.any")
    if not cover.timed:
        left = f.words("checkout.wallet.left", n=cover.left_after + 1)
    parts = [name, left]
    if package.owner_name and not short:
        parts.append(f.words("checkout.wallet.of", name=package.owner_name))
    if package.until_on and not short:
        parts.append(f.words("checkout.wallet.until", on=hints.day(package.until_on, f)))
    return KeyVM(action, title, sub=f.words("checkout.wallet.dot").join(parts))


def _no_use(refusal: Refused, f: Frame) -> str:
    key = f"checkout.{refusal.code}"
    facts = hints.spoken(tuple(refusal.facts.items()), f)
    return f.words(key, **facts) if key in f.words else f.words(f"refused.{refusal.code}", **facts)


# --- gifts for points, and the PIN ----------------------------------------------------------------


def rewards(panel: RewardsPanel, state: CheckoutState, f: Frame) -> RewardsVM:
    """What the points buy, and what is missing for the rest."""
    words = f.words
    points = state.purse.points if state.purse else 0
    keys = []
    for place, one in enumerate(panel.offers):
        title = one.reward.named(f.language)
        off = ""
        if not one.can:
            facts = hints.spoken(one.facts, f)
            key = f"reward.{one.why}"
            if one.missing:
                off = words("checkout.rewards.missing", n=one.missing)
            elif key in words:
                off = words(key, **facts)
        sub = words("checkout.rewards.price", n=one.reward.points)
        if one.left >= 0 and one.can:
            sub = words("checkout.rewards.stock", price=sub, n=one.left)
        keys.append(KeyVM(str(place), title, off, sub, chosen=place == panel.at and not off))
    chosen = panel.offers[panel.at] if 0 <= panel.at < len(panel.offers) else None
    if panel.busy:
        confirm = KeyVM("confirm", words("checkout.rewards.do_plain"), words("checkout.saving"))
    elif chosen is None or not chosen.can:
        confirm = KeyVM(
            "confirm", words("checkout.rewards.do_plain"), words("checkout.rewards.choose")
        )
    else:
        name, cost = chosen.reward.named(f.language), chosen.reward.points
        confirm = KeyVM("confirm", words("checkout.rewards.do", name=name, n=cost))
    empty = words("checkout.rewards.none" if panel.loaded else "checkout.wallet.reading")
    return RewardsVM(
        words("checkout.rewards.title"),
        words("checkout.rewards.about", name=panel.buyer.name, n=points),
        tuple(keys),
        (empty, words("checkout.rewards.none.why") if panel.loaded else ""),
        confirm,
    )


def pin(draft: PinDraft, name: str, f: Frame) -> PinVM:
    """The member keys the PIN that protects what is theirs."""
    words = f.words
    off = ""
    if draft.busy:
        off = words("checkout.approve.checking")
    elif draft.digits < PIN_DIGITS:
        off = words("checkout.pin.missing", n=PIN_DIGITS - draft.digits)
    error = words(draft.error[0], **dict(draft.error[1])) if draft.error else ""
    return PinVM(
        title=words("checkout.pin.title"),
        about=words("checkout.pin.about", name=name),
        why=words("checkout.pin.why"),
        pin_title=words("checkout.pin.digits"),
        digits=draft.digits,
        error=error,
        cancel=KeyVM("back", words("checkout.cancel")),
        confirm=KeyVM("confirm", words("checkout.pin.do"), off),
        busy=draft.busy,
    )
