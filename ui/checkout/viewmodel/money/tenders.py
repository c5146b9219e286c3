"""The ways to pay as keys: each with its key, and with why it cannot be used now."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from app.domain.checkout.state import CheckoutState, Desk
from app.domain.errors import Refused
from app.domain.loyalty.points.redeem import points_for, redeem, worth
from app.domain.loyalty.stored_value import Wallet
from app.domain.tendering import KINDS, TenderKind
from ui.checkout.front import PayDraft
from ui.checkout.offer import may_pay
from ui.checkout.viewmodel.frame import Frame
from ui.checkout.viewmodel.money import wallet
from ui.checkout.viewmodel.money.code import by_gateway
from ui.checkout.viewmodel.parts import KeyVM, TenderVM

ICONS = {
    "cash": "cash",
    "wechat": "scan",
    "alipay": "scan",
    "card": "card",
    "stored": "wallet",
    "points": "star",
    "voucher": "ticket",
    "gift": "gift",
}
ACTIONS = {"stored": "tender_2", "points": "tender_5", "voucher": "tender_6", "gift": "tender_8"}


def tender_keys(state: CheckoutState, draft: PayDraft, f: Frame) -> tuple[TenderVM, ...]:
    """All of them, in the order of the mock: outside money left, the member's money right."""
    due = state.due_minor
    plain = {kind.code: tender_key(kind, draft.kind, due, f) for kind in KINDS}
    own = {code: by_gateway(key, f.gateways, f) for code, key in plain.items()}
    if not _has_assets(state, f):
        return tuple(own.values())
    stored = _wallets(state, draft, f)
    keys = [own["cash"], stored[0], own["wechat"], own["alipay"]]
    keys += [_points(state, draft, f), _voucher(state, f), own["card"], *_gifts(state, draft, f)]
    return (*keys, *stored[1:])


def tender_key(kind: TenderKind, chosen: str, left: int, f: Frame) -> TenderVM:
    """Money from outside."""
    return TenderVM(
        code=kind.code,
        title=f.words(f"tender.{kind.code}"),
        icon=ICONS[kind.code],
        action=kind.key.replace("F", "tender_"),
        sub=f.words(f"checkout.pay.sub.{kind.code}"),
        off="" if left else f.words("checkout.pay.enough"),
        chosen=kind.code == chosen,
    )


def _has_assets(state: CheckoutState, f: Frame) -> bool:
    """A shop that sells no plans has no such keys, unless somebody brought something along."""
    program = f.book.program
    return bool(program.plans or program.campaigns or state.purse or state.gift_cards)


def _desk(f: Frame) -> Desk:
    return Desk(f.operator, f.book, f.now_ms)


# --- stored value ---------------------------------------------------------------------------------


def _wallets(state: CheckoutState, draft: PayDraft, f: Frame) -> list[TenderVM]:
    """A key for each wallet that holds something; the shop's first one in any case."""
    wallets = f.book.program.wallets
    purse = state.purse
    held = [one for one in wallets if purse and purse.stored_minor(one.wallet_id)]
    if not held:
        held = list(wallets[:1])
    keys = [
        _stored(one, state, draft, f, first=one is held[0], alone=len(held) == 1) for one in held
    ]
    return [replace(keys[0], title=f.words("tender.stored"))] if len(keys) == 1 else keys


def _stored(
    one: Wallet, state: CheckoutState, draft: PayDraft, f: Frame, *, first: bool, alone: bool
) -> TenderVM:
    words, purse = f.words, state.purse
    off, sub = "", ""
    here = purse.stored_minor(one.wallet_id) if purse else 0
    paid = sum(
        t.amount_minor for t in state.tenders if t.kind == "stored" and t.reference == one.wallet_id
    )
    if not state.due_minor:
        off = words("checkout.pay.enough")
    elif state.basket.member is None:
        off = words("checkout.pay.stored.guest")
    elif purse is None:
        off = words("checkout.wallet.reading")
    elif not here:
        off = words("checkout.pay.stored.empty")
    elif paid >= here:
        off = words("checkout.pay.stored.spent", here_minor=here)
    elif not may_pay(state, "stored", one.wallet_id, _desk(f)):
        off = words("checkout.pay.stored.unfit")
    else:
        sub = words("checkout.pay.stored.here", here_minor=here - paid)
        whole = wallet.stored_of(purse, one.wallet_id)
        if whole != here and alone:
            at = f.clock(purse.as_of_ms or purse.now_ms)
            sub = words(
                "checkout.pay.stored.apart", here_minor=here - paid, whole_minor=whole, at=at
            )
    chosen = draft.kind == "stored" and draft.reference == one.wallet_id
    code = f"stored:{one.wallet_id}"
    action = ACTIONS["stored"] if first else ""
    return TenderVM(code, one.named(f.language), ICONS["stored"], action, sub, off, chosen)


# --- points, vouchers, gift cards -----------------------------------------------------------------


def _points(state: CheckoutState, draft: PayDraft, f: Frame) -> TenderVM:
    words, purse = f.words, state.purse
    off, sub = "", ""
    may = may_pay(state, "points", "", _desk(f))
    if not state.due_minor:
        off = words("checkout.pay.enough")
    elif state.basket.member is None:
        off = words("checkout.pay.points.guest")
    elif purse is None:
        off = words("checkout.wallet.reading")
    elif may:
        left = purse.points - _points_in(state, f)
        sub = words("checkout.pay.points.worth", n=left, worth_minor=may)
    else:
        off = _no_points(state, purse.points, f)
    chosen = draft.kind == "points"
    title = words("tender.points")
    return TenderVM("points", title, ICONS["points"], ACTIONS["points"], sub, off, chosen)


def _no_points(state: CheckoutState, points: int, f: Frame) -> str:
    """The shop's terms say why; who has enough points for the minimum has too few goods for it."""
    if any(one.kind == "points" for one in state.tenders):
        return f.words("checkout.pay.points.done")
    terms = f.book.program.points.redeem
    try:
        least = worth(terms.minimum, terms) if terms.points else 1
        redeem(max(1, least), state.payable_minor, points, terms)
    except Refused as refusal:
        if refusal.code == "points.short":
            return f.words("checkout.pay.points.minimum", minimum=terms.minimum)
        key = f"checkout.pay.{refusal.code}"
        if key in f.words:
            return f.words(key, **refusal.facts)
        return f.words(f"refused.{refusal.code}", **refusal.facts)
    return f.words("checkout.pay.points.none")


def _points_in(state: CheckoutState, f: Frame) -> int:
    """The points that pay already."""
    terms = f.book.program.points.redeem
    paid = [one.amount_minor for one in state.tenders if one.kind == "points"]
    return sum(points_for(one, terms) for one in paid)


def _voucher(state: CheckoutState, f: Frame) -> TenderVM:
    """One touch uses the voucher that takes most off; what is missing stands there otherwise."""
    words = f.words
    used = len(state.basket.vouchers)
    title = words("checkout.pay.voucher")
    best, off = best_voucher(state, f)
    sub = ""
    if state.tenders:
        off = words("checkout.wallet.after_money")
    elif best is not None:
        off, sub = "", words("checkout.pay.voucher.best", name=best.title, what=best.sub)
    elif used:
        off = words("checkout.pay.voucher.used", n=used)
    elif not state.purse or not state.purse.vouchers:
        off = words("checkout.pay.voucher.none")
    return TenderVM("voucher", title, ICONS["voucher"], ACTIONS["voucher"], sub, off)


def best_voucher(state: CheckoutState, f: Frame) -> tuple[KeyVM | None, str]:
    """The member's voucher that takes most off now; without one, why the first does not."""
    purse = state.purse
    if purse is None or state.tenders:
        return None, ""
    tried = wallet.trials(state, f)
    good = [one for one in tried if one.off_minor]
    if good:
        return max(good, key=lambda one: one.off_minor).key, ""
    near = [one for one in tried if one.note and one.note.reason == "minimum"]
    return None, (near or tried)[0].key.off if tried else ""


def _gifts(state: CheckoutState, draft: PayDraft, f: Frame) -> list[TenderVM]:
    """The gift cards that lie here; without one, how to bring one."""
    words, title = f.words, f.words("tender.gift")
    if not state.gift_cards:
        off = words("checkout.pay.gift.scan") if state.due_minor else words("checkout.pay.enough")
        return [TenderVM("gift", title, ICONS["gift"], ACTIONS["gift"], "", off)]
    found = []
    taken = Counter[str]()
    for one in state.tenders:
        taken[one.reference] += one.amount_minor if one.kind == "gift" else 0
    for place, card in enumerate(state.gift_cards):
        may = may_pay(state, "gift", card.card_id, _desk(f))
        here = card.available_minor - taken.get(card.card_id, 0)
        sub = words("checkout.pay.gift.here", card=card.masked, here_minor=here)
        off = "" if may else words("checkout.pay.enough")
        if not may and state.due_minor:
            off = words("checkout.pay.gift.spent", card=card.masked)
        chosen = draft.kind == "gift" and draft.reference == card.card_id
        action = "" if place else ACTIONS["gift"]
        found.append(
            TenderVM(f"gift:{card.card_id}", title, ICONS["gift"], action, sub, off, chosen)
        )
    return found


def tender_name(kind: str, reference: str, f: Frame) -> str:
    """What a tender is called: a wallet by its own name."""
    wallets = f.book.program.wallets
    found = f.book.program.wallet(reference) if kind == "stored" else None
    if found is not None and len(wallets) > 1:
        return found.named(f.language)
    return f.words(f"tender.{kind}")
