"""Selling a plan as words: what one pays and gets, what the law wants said, the money, the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.checkout.state import CheckoutState
from app.domain.loyalty.plan import GrantKind, PlanKind
from app.domain.loyalty.purse import Purse
from app.domain.rights import AssetKind
from app.domain.tendering import KINDS, cash_left, still_due
from app.words import whole
from ui.checkout.member_front import Buyer, PlanDonePanel, PlanPayPanel, PlansPanel
from ui.checkout.offer import plan_offer
from ui.checkout.viewmodel.frame import Frame
from ui.checkout.viewmodel.money import hints
from ui.checkout.viewmodel.money.code import by_gateway
from ui.checkout.viewmodel.money.parts import PlanDoneVM, PlanPayVM, PlansVM, PlanVM
from ui.checkout.viewmodel.parts import KeyVM, StateVM
from ui.checkout.viewmodel.paying import (
    ICONS,
    confirm_key,
    quick_keys,
    scan_key,
    taken_rows,
    tender_key,
)

if TYPE_CHECKING:
    from app.domain.loyalty.slip import Given
    from app.usecases.loyalty.top_up import PlanOffer

MONEY = (GrantKind.PRINCIPAL, GrantKind.BONUS)
ASKS_IDENTITY = ("law.identity", "law.identity_named")


# --- which one ------------------------------------------------------------------------------------


def plans(panel: PlansPanel, state: CheckoutState, f: Frame) -> PlansVM:
    """The plans as large keys, an amount of one's own, and what there will be afterwards."""
    words = f.words
    chosen = panel.offer
    amount = amount_of(panel, f)
    purse = state.purse if panel.buyer.member_id else None
    empty = "checkout.plans.none" if panel.loaded else "checkout.wallet.reading"
    own = ""
    if panel.text.strip():
        own = _own_note(panel, f)
    asks = any(one.blocks and one.code in ASKS_IDENTITY for one in panel.notices)
    return PlansVM(
        title=words("checkout.plans.title"),
        about=_about(panel.buyer, f),
        plans=tuple(
            _plan(one, f, chosen=not panel.text.strip() and place == panel.at)
            for place, one in enumerate(panel.offers)
        ),
        empty=(words(empty), words("checkout.plans.none.why") if panel.loaded else ""),
        field=words("checkout.plans.own"),
        typed=panel.text,
        typed_note=own,
        identity=(words("checkout.plans.identity"), panel.identity) if asks else ("", ""),
        after_title=words("checkout.plans.after"),
        after=_after(chosen, amount, purse, f) if chosen else (),
        said=said(panel, f),
        confirm=_take(panel, amount, f),
    )


def amount_of(panel: PlansPanel, f: Frame) -> int:
    """What would be paid: the plan's price, or what was typed."""
    from app.domain.errors import Refused
    from ui.checkout.typed import money

    if panel.text.strip():
        try:
            return money(panel.text, f.book.currency)
        except Refused:
            return 0
    return panel.offer.pays_minor if panel.offer else 0


def said(panel: PlansPanel, f: Frame) -> tuple[tuple[str, str], ...]:
    """What the law says, as sentences for the cashier to say."""
    texts = dict(f.book.program.law.texts)
    found = []
    for one in panel.notices:
        sentence = texts.get(one.code) or f.words(one.code, **dict(one.facts))
        met = one.code in ASKS_IDENTITY and panel.identity.strip()
        found.append(("danger" if one.blocks and not met else "accent", sentence))
    return tuple(found)


def _about(buyer: Buyer, f: Frame) -> str:
    if not buyer.member_id:
        return f.words("checkout.plans.nobody")
    phone = "" if buyer.phone == buyer.name else buyer.phone
    return "  ".join(x for x in (buyer.name, f.tier(buyer.tier_id), phone) if x)


def _plan(one: PlanOffer, f: Frame, *, chosen: bool) -> PlanVM:
    words = f.words
    arrives = sum(g.n for g in one.gives if g.kind in MONEY)
    pays = words("checkout.plans.pays", pays_minor=one.pays_minor)
    if one.plan.open_amount:
        pays = words("checkout.plans.pays_from", pays_minor=one.pays_minor)
    gets = ""
    if arrives and one.plan.kind in (PlanKind.TOPUP, PlanKind.GIFT_CARD):
        gets = words("checkout.plans.gets", gets_minor=arrives)
    off = ""
    if not one.can:
        facts = hints.spoken(one.facts, f)
        key = f"refused.{one.why}"
        off = words(key, **facts) if key in words else words("checkout.plans.not_now")
    return PlanVM(
        one.plan.named(f.language),
        pays,
        gets,
        gives_words(one.gives, f) or words("checkout.plans.plain"),
        off,
        chosen,
    )


def gives_words(gives: tuple[Given, ...], f: Frame) -> str:
    """Everything beside what was paid, in one sentence."""
    found = [_gives(one, f) for one in gives if one.kind is not GrantKind.PRINCIPAL]
    return f.words("checkout.plans.and").join(found)


def _gives(one: Given, f: Frame) -> str:
    key = f"checkout.gives.{one.kind.value}"
    if one.kind in MONEY:
        text = f.words(key, gives_minor=one.n)
    else:
        text = f.words(key, n=one.n, name=one.name)
    if one.times > 1:
        text += f.words("checkout.gives.times", times=one.times)
    elif one.until_on:
        text += f.words("checkout.gives.until", on=hints.day(one.until_on, f))
    return text


def _after(
    chosen: PlanOffer, amount: int, purse: Purse | None, f: Frame
) -> tuple[tuple[str, str, str, str], ...]:
    """Balance, points and growth: now, what comes, then. A gift card's money is on the card, and
    what a plan leaves as it is need not be said, but for a top-up."""
    if purse is None:
        return ()
    topup, card = (chosen.plan.kind is one for one in (PlanKind.TOPUP, PlanKind.GIFT_CARD))
    rows = []
    extra = max(0, amount - chosen.pays_minor)
    for kind, asset in (
        (GrantKind.PRINCIPAL, AssetKind.PRINCIPAL),
        (GrantKind.BONUS, AssetKind.BONUS),
    ):
        more = sum(g.n for g in chosen.gives if g.kind is kind)
        more += extra if kind is GrantKind.PRINCIPAL and topup else 0
        now = sum(
            lot.left
            for lot in purse.lots
            if lot.asset.kind is asset and not lot.asset.expired(purse.today)
        )
        if not card and (more or (now and topup)):
            label = f.words(f"checkout.plans.{kind.value}")
            rows.append((label, f.money(now), f.money(more, plus=True), f.money(now + more)))
    counted = ((GrantKind.POINTS, purse.points), (GrantKind.GROWTH, purse.growth))
    for kind, now in counted:
        more = sum(g.n for g in chosen.gives if g.kind is kind)
        if more:
            label = f.words(f"checkout.plans.{kind.value}")
            rows.append((label, whole(now), f"+{whole(more)}", whole(now + more)))
    return tuple(rows)


def _own_note(panel: PlansPanel, f: Frame) -> str:
    if panel.own is None:
        return f.words("checkout.plans.own.none") if panel.asked else ""
    return f.words("checkout.plans.own.fits", name=panel.own.plan.named(f.language))


def blocked(panel: PlansPanel) -> bool:
    """Whether the law forbids it as it stands."""
    met = bool(panel.identity.strip())
    return any(one.blocks and not (met and one.code in ASKS_IDENTITY) for one in panel.notices)


def _take(panel: PlansPanel, amount: int, f: Frame) -> KeyVM:
    words, chosen = f.words, panel.offer
    if chosen is None or not amount:
        return KeyVM("confirm", words("checkout.plans.take_plain"), words("checkout.plans.choose"))
    title = words("checkout.plans.take", amount_minor=amount)
    if not chosen.can:
        return KeyVM("confirm", title, words("checkout.plans.not_now"))
    if blocked(panel):
        return KeyVM("confirm", title, words("checkout.plans.law"))
    return KeyVM("confirm", title)


# --- the money ------------------------------------------------------------------------------------


def plan_pay(panel: PlanPayPanel, state: CheckoutState, f: Frame) -> PlanPayVM:
    """Money for a plan, with the same keys and the same keypad as for goods."""
    words, due = f.words, panel.amount_minor
    left = still_due(due, panel.tenders)
    now = plan_offer(panel, f.book)
    shown = cash_left(left, now.kind, f.book.rounding)
    rounding = ("", "")
    if shown != left:
        rounding = (words("checkout.pay.rounding"), f.money(shown - left))
    plain = (tender_key(kind, panel.kind, left, f) for kind in KINDS)
    kinds = [by_gateway(key, f.gateways, f) for key in plain]
    by_code = any(one.kind == panel.kind for one in f.gateways)
    confirm = confirm_key(now, f, ask=panel.ask, busy=panel.busy, paid=left == 0)
    if by_code and left and not panel.busy:
        confirm = scan_key(now, f)
    cash = cash_left(left, KINDS[0], f.book.rounding)
    chosen = panel.plans.offer
    name = chosen.plan.named(f.language) if chosen else ""
    taken = taken_rows(panel.tenders, f)
    return PlanPayVM(
        back=KeyVM(
            "back",
            words("checkout.plans.back"),
            words("checkout.pay.undo_first") if panel.tenders else "",
        ),
        summary="  ".join(x for x in (panel.plans.buyer.name, name) if x),
        label=words("checkout.pay.left" if panel.tenders else "checkout.plans.due"),
        amount=f.money(shown),
        sign=f.sign,
        rounding=rounding,
        tenders=tuple(kinds),
        typed=panel.text,
        icon=ICONS.get(panel.kind, "cash"),
        field=f.money(shown),
        quick=quick_keys(cash, f) if panel.kind == "cash" and not panel.busy else (),
        taken=taken,
        taken_title=words("checkout.pay.taken") if taken else "",
        undo=words("checkout.pay.undo"),
        confirm=confirm,
        how=words("codepay.how" if by_code else f"checkout.pay.how.{panel.kind}"),
        busy=panel.busy,
        said=said(panel.plans, f),
    )


# --- the end --------------------------------------------------------------------------------------


def plan_done(panel: PlanDonePanel, state: CheckoutState, f: Frame) -> PlanDoneVM:
    """What was sold, what there is now, and what paper carries."""
    words, sold = f.words, panel.sold
    states = [
        StateVM(
            "check",
            "positive",
            words("checkout.plans.sold", name=panel.name or sold.plan_name),
            gives_words(sold.given, f),
        )
    ]
    if sold.purse is not None:
        stored = sold.purse.stored_minor()
        then = words("checkout.plans.points_now", n=sold.purse.points)
        states.append(
            StateVM(
                "wallet", "positive", words("checkout.plans.balance", balance_minor=stored), then
            )
        )
    if sold.print_job:
        paper = words("checkout.plans.paper")
        states.append(StateVM("printer", "text", paper, words("checkout.plans.no", no=sold.no)))
    else:
        states.append(
            StateVM(
                "printer",
                "muted",
                words("checkout.plans.no_paper"),
                words("checkout.plans.no", no=sold.no),
            )
        )
    if sold.codes_on_paper:
        states.append(
            StateVM(
                "qr",
                "warning",
                words("checkout.plans.codes", n=sold.codes_on_paper),
                words("checkout.plans.codes.then"),
            )
        )
    parts = [
        words(
            "checkout.done.tender", tender=words(f"tender.{t.kind}"), given=f.money(t.given_minor)
        )
        for t in sold.tenders
    ]
    parts.append(words("checkout.plans.paid", paid_minor=sold.paid_minor))
    return PlanDoneVM(
        label=words("checkout.done.change"),
        amount=f.money(sold.change_minor),
        sign=f.sign,
        how=words("checkout.done.comma").join(parts),
        states=tuple(states),
        next_words=words("checkout.plans.next"),
        next_note=words("checkout.plans.next.note"),
    )
