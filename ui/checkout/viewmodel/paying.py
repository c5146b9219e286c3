"""The right half while money changes hands, and after: tenders, the filled key, the change."""

from __future__ import annotations

from app.domain.checkout.state import CheckoutState, Desk, LastSale, Mode
from app.domain.ids import ReceiptNo
from app.domain.permissions import Permission
from app.domain.tendering import KINDS, Tender, cash_left, kind_of, quick_cash
from ui.checkout.front import Front
from ui.checkout.offer import Offer, offer
from ui.checkout.viewmodel.frame import Frame
from ui.checkout.viewmodel.money.hints import tier_now
from ui.checkout.viewmodel.money.tenders import ICONS, tender_key, tender_keys, tender_name
from ui.checkout.viewmodel.parts import DoneVM, KeyVM, PayVM, StateVM, TakenVM

__all__ = ["ICONS", "confirm_key", "done", "pay", "quick_keys", "taken_rows", "tender_key"]
GONE = ("down", "off")


def pay(state: CheckoutState, front: Front, f: Frame) -> PayVM:
    """The right half while paying."""
    words, draft = f.words, front.pay
    busy = state.mode is Mode.COMMITTING
    now = offer(state, draft, Desk(f.operator, f.book, f.now_ms))
    due, left = state.payable_minor, state.due_minor
    shown = cash_left(left, now.kind, f.book.rounding)
    taken = taken_rows(state.tenders, f)
    rounding = ("", "")
    if shown != left:
        rounding = (words("checkout.pay.rounding"), f.money(shown - left))
    cash = cash_left(left, KINDS[0], f.book.rounding)
    by_code = any(one.kind == draft.kind for one in f.gateways)
    confirm = confirm_key(now, f, ask=draft.ask, busy=busy, paid=left == 0 and _covered(state))
    if by_code and left and not busy:
        confirm = scan_key(now, f)
    return PayVM(
        back=KeyVM("back", words("checkout.pay.back"), _back_off(state, f)),
        summary=words("checkout.pay.summary", due_minor=due, taken_minor=due - left),
        label=words("checkout.pay.left" if state.tenders else "checkout.due"),
        amount=f.money(shown),
        sign=f.sign,
        rounding=rounding,
        tenders=tender_keys(state, draft, f),
        typed=draft.text,
        icon=ICONS[draft.kind],
        field=f.money(shown),
        quick=quick_keys(cash, f) if draft.kind == "cash" and not busy else (),
        taken=taken,
        taken_title=words("checkout.pay.taken") if taken else "",
        undo=words("checkout.pay.undo"),
        confirm=confirm,
        how=words("codepay.how" if by_code else f"checkout.pay.how.{draft.kind}"),
        busy=busy,
    )


def scan_key(now: Offer, f: Frame) -> KeyVM:
    """A gateway takes this money: nothing to press, a code to scan."""
    words, tender = f.words, f.words(f"tender.{now.kind.code}")
    if now.refused is not None:
        why = words(f"refused.{now.refused.code}", **now.refused.facts)
        return KeyVM("confirm", words("codepay.take.plain", tender=tender), why)
    ready = any(one.kind == now.kind.code and one.ready for one in f.gateways)
    title = words("codepay.take", tender=tender, given_minor=now.given_minor)
    return KeyVM("confirm", title, words("codepay.take.scan" if ready else "codepay.offline"))


def _covered(state: CheckoutState) -> bool:
    return bool(state.tenders or state.basket.credit)


def paid_of(last: LastSale) -> int:
    """What a person paid of it: goods that came back taken off."""
    return last.priced.payable_minor - _worth(last)


def _worth(last: LastSale) -> int:
    """What goods that came back paid of it."""
    return sum(one.amount_minor for one in last.tenders if one.kind == "exchange")


def given_of(last: LastSale) -> int:
    """Cash that goes into the customer's hand: change, or what is left of an exchange."""
    return last.change_minor + dict(last.back).get("cash", 0)


def _back_off(state: CheckoutState, f: Frame) -> str:
    return f.words("checkout.pay.undo_first") if state.tenders else ""


def quick_keys(cash: int, f: Frame) -> tuple[tuple[int, str, str], ...]:
    """What a customer is likely to hand over: (minor units, figures, a word under them)."""
    found = []
    for minor in quick_cash(cash, f.book.currency):
        whole = minor % f.book.currency.unit_minor == 0
        text = f.money(minor)
        if whole and minor != cash and f.book.currency.digits:
            text = text[: -1 - f.book.currency.digits]
        found.append((minor, text, f.words("checkout.pay.exact") if minor == cash else ""))
    return tuple(found)


def taken_rows(tenders: tuple[Tender, ...], f: Frame) -> tuple[TakenVM, ...]:
    """The tenders taken so far."""
    return tuple(_taken(one, f) for one in tenders)


def _taken(one: Tender, f: Frame) -> TakenVM:
    words = f.words
    note = words("checkout.pay.given", given_minor=one.given_minor) if one.kind == "cash" else ""
    if kind_of(one.kind).by_hand:
        note = words("codepay.approved" if one.reference else "checkout.pay.by_hand")
    elif kind_of(one.kind).asset:
        whose = "card" if one.kind == "gift" else "member"  # a card is whoever holds it
        note = words(f"checkout.pay.from_{whose}")
    name = tender_name(one.kind, one.reference, f)
    return TakenVM(one.no, name, f.money(one.amount_minor), note)


def confirm_key(now: Offer, f: Frame, *, ask: bool, busy: bool, paid: bool) -> KeyVM:
    """The one filled key: it says what will happen."""
    words, kind = f.words, now.kind.code
    if busy:
        return KeyVM("confirm", words("checkout.pay.saving"), words("checkout.pay.saving.why"))
    if paid:
        return KeyVM("confirm", words("checkout.pay.finish"))
    side = "cash" if kind == "cash" else "member" if now.kind.asset else "hand"
    name = words(f"tender.{kind}")
    if now.refused is not None or now.tender is None:
        why = words(f"refused.{now.refused.code}", **now.refused.facts) if now.refused else name
        return KeyVM("confirm", words(f"checkout.pay.{side}.plain", tender=name), why)
    facts: dict[str, str | int] = {"tender": name, "given_minor": now.given_minor}
    if now.left_minor:
        title = words(f"checkout.pay.{side}.part", left_minor=now.left_minor, **facts)
    elif now.tender.change_minor:
        change = now.tender.change_minor
        key = "checkout.pay.cash.sure" if ask else "checkout.pay.cash.change"
        title = words(key, change_minor=change, **facts)
    else:
        title = words(f"checkout.pay.{side}.exact", **facts)
    return KeyVM("confirm", title)


# --- after the commit ------------------------------------------------------------------------


def done(last: LastSale, front: Front, f: Frame) -> DoneVM:
    """The change stays in the largest type until the next scan."""
    words = f.words
    parts = [
        words("checkout.done.tender", tender=words(f"tender.{one.kind}"), given=f.money(given))
        for one in last.tenders
        if (given := one.given_minor) and one.kind != "package"
    ]
    parts.append(words("checkout.done.due", due_minor=last.priced.payable_minor))
    if last.rounding_minor:
        parts.append(words("checkout.done.rounding", rounding_minor=last.rounding_minor))
    states = [_paper(last, front, f)]
    drawer = _drawer(front.drawer, f) if front.drawer else None
    if drawer is not None:
        states.append(drawer)
    states += _member(last, front, f)
    states += _exchanged(last, f)
    cash_back = dict(last.back).get("cash", 0)
    number = ReceiptNo.parse(last.receipt_no).short
    then = words("checkout.done.stored.then", no=number)
    states.append(StateVM("check", "positive", words("checkout.done.stored"), then))
    return DoneVM(
        label=words("checkout.exchange.give_back" if cash_back else "checkout.done.change"),
        amount=f.money(given_of(last) - front.kept_minor),
        sign=f.sign,
        how=words("checkout.done.comma").join(parts),
        states=tuple(states),
        next_words=words("checkout.done.next"),
        next_note=words("checkout.done.next.note"),
    )


def _goes_to(kind: str, f: Frame) -> str:
    """Where it goes, and for a phone or a card that a person must send it there."""
    by_hand = any(one.code == kind and one.by_hand for one in KINDS)
    return f.words(f"return.back.{kind}" if by_hand else f"return.to.{kind}")


def _exchanged(last: LastSale, f: Frame) -> list[StateVM]:
    """Goods that came back for these: their number, and what of their price went elsewhere."""
    if not last.refund_no:
        return []
    words = f.words
    went = [
        words("checkout.exchange.went", to=_goes_to(kind, f), went_minor=minor)
        for kind, minor in last.back
        if kind != "cash"
    ]
    title = words("checkout.exchange.done", no=last.refund_no.rpartition("-")[2])
    went = went or [words("checkout.exchange.done.then", worth_minor=_worth(last))]
    then = words("checkout.done.comma").join(went)
    return [StateVM("exchange", "positive", title, then)]


def _member(last: LastSale, front: Front, f: Frame) -> list[StateVM]:
    """What the member has now, and the change that may stay with them (存零)."""
    member, words, purse = front.done_member, f.words, last.purse
    if member is None:
        return []
    title, then = (
        words("checkout.done.member"),
        words("checkout.done.member.then", name=member.name),
    )
    parts = _uses_left(last, f)
    if purse is not None and purse.tier.tier_id not in ("", member.tier_id):
        now = tier_now(member, purse, f)
        parts.insert(0, words("checkout.done.tier", tier=now))
    if purse is not None:
        parts += (
            [words("checkout.done.points", n=last.points, now=purse.points)] if last.points else []
        )
        if stored := purse.stored_minor():
            parts.append(words("checkout.done.balance", balance_minor=stored))
        parts += [words("checkout.done.vouchers", n=len(purse.vouchers))] if purse.vouchers else []
    if parts or purse is not None:
        then = words("checkout.wallet.dot").join(parts) or then
        title = words("checkout.done.member.of", name=member.name)
    keys: tuple[KeyVM, ...] = ()
    if front.kept_minor:
        then = words("checkout.done.kept", kept_minor=front.kept_minor)
    elif _may_keep(last, f):
        change = last.change_minor
        keys = (KeyVM("keep_change", words("checkout.done.keep", change_minor=change)),)
    return [StateVM("member" if keys else "check", "positive", title, then, keys)]


def _uses_left(last: LastSale, f: Frame) -> list[str]:
    """How often each package that was used may be used again."""
    covers = [one.line.cover for one in last.priced.lines if one.line.cover]
    left = {one.lot_id: one for one in covers if not one.timed}
    say, language = f.words, f.language
    return [
        say("checkout.done.uses", name=one.named(language), n=one.left_after)
        for one in left.values()
    ]


def _may_keep(last: LastSale, f: Frame) -> bool:
    """Whether change may go into the wallet: the shop offers it, and this person may take money."""
    offered = f.book.program.stored.keep_change and f.book.program.plans
    return bool(last.change_minor and offered and f.operator.may(Permission.MEMBER_MONEY))


def _paper(last: LastSale, front: Front, f: Frame) -> StateVM:
    """How the receipt stands; a failure is a line here with its key, never a toast."""
    words, job = f.words, front.job
    again = KeyVM("reprint", words("checkout.key.reprint"))
    if not last.print_job and job is None:
        key = "checkout.done.paper.none"
        return StateVM("printer", "muted", words(key), words(f"{key}.then"), (again,))
    state = job.state if job else "queued"
    if state == "confirmed" and job is not None:
        key = "checkout.done.paper.copy" if job.copy_no else "checkout.done.paper.confirmed"
        at = f.clock(job.at_ms) if job.at_ms else f.clock(last.at_ms)
        then = words("checkout.done.paper.confirmed.then", at=at)
        if stand_in := stand_in_of(job.device):
            return StateVM(
                "check", "warning", words("printing.elsewhere", n=stand_in), then, (again,)
            )
        return StateVM("check", "positive", words(key), then, (again,))
    if state == "unsure":
        key = "checkout.done.paper.unsure"
        yes = KeyVM("printed", words("checkout.done.paper.yes"))
        if stand_in := stand_in_of(job.device if job else ""):
            then = words("printing.look_at", n=stand_in)
            return StateVM("help", "warning", words(key), then, (yes, again))
        if job is not None and job.says_no_more:  # no question after each sale
            said, then = words("printing.handed_over"), words("printing.handed_over.then")
            return StateVM("printer", "text", said, then, (again,))
        return StateVM("help", "warning", words(key), words(f"{key}.then"), (yes, again))
    if state == "failed" and job is not None:
        key = "checkout.done.paper.failed"
        why = f"device.reason.{job.reason}"
        said = words(f"{key}.then")
        if why in words:
            said = words(f"{key}.why", why=words(why))
        return StateVM("alert", "danger", words(key), said, (again,))
    key = "checkout.done.paper.queued"
    return StateVM("printer", "text", words(key), words(f"{key}.then"), (again,))


def stand_in_of(device: str) -> str:
    """The number of a printer that stood in ("2" of printer-2); empty for the usual one."""
    kind, _, number = device.partition("-")
    return number if kind == "printer" else ""


def _drawer(kick: str, f: Frame) -> StateVM | None:
    """What to do about the drawer; nothing where the till has none.

    Only a learnt sensor says that it opened, and that stays true when it was shut again.
    """
    drawer = next((one for one in f.devices if one.kind == "drawer"), None)
    if drawer is not None and drawer.state == "off" and drawer.reason == "not_set":
        return None
    if kick == "failed" or (drawer is not None and drawer.state in GONE):
        key = "checkout.done.drawer.shut"
        return StateVM("drawer", "danger", f.words(key), f.words(f"{key}.then"))
    key = "checkout.done.drawer.opened" if kick == "opened" else "checkout.done.drawer"
    return StateVM("drawer", "warning", f.words(key), f.words(f"{key}.then"))
