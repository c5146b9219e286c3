"""A second person is asked, or an item waits for its weight: the right half as words."""

from __future__ import annotations

from app.domain.checkout.state import ApprovalRequest, CheckoutState
from app.domain.errors import Refused
from app.domain.money import divide, times
from app.domain.permissions import Role
from app.domain.pricing.basket import Basket
from app.words import percent
from ui.checkout.front import ApprovalDraft, Front
from ui.checkout.typed import milli
from ui.checkout.viewmodel.frame import Frame
from ui.checkout.viewmodel.parts import ApprovalVM, KeyVM, WeighVM

PIN_DIGITS = 6


def approval(request: ApprovalRequest, state: CheckoutState, front: Front, f: Frame) -> ApprovalVM:
    """The approval panel: what exactly is asked, who may say yes, and the PIN."""
    words, draft = f.words, front.approval
    needs = "manager" if Role.MANAGER in request.roles else "owner"
    less = request.after_minor - request.before_minor
    amount = f.money(less, plus=True) if less else ""
    people = tuple(
        (one.operator_id, one.name, words(f"shell.role.{one.role.value}")) for one in draft.people
    )
    chosen = next((one.name for one in draft.people if one.operator_id == draft.chosen), "")
    return ApprovalVM(
        title=words(f"checkout.approve.title.{needs}"),
        asked=words("checkout.approve.asked", name=f.operator.name),
        what=words(f"checkout.approve.what.{request.action}", item=_item(request, state.basket, f)),
        amount=amount,
        facts=_facts(request, f),
        who_title=words("checkout.approve.who") if people else words("checkout.approve.nobody"),
        people=people,
        chosen=draft.chosen,
        card=words("checkout.approve.card"),
        rule=words("checkout.approve.rule"),
        pin_title=words("checkout.approve.pin", name=chosen) if chosen else "",
        digits=draft.digits,
        error=_error(draft, f),
        cancel=KeyVM("back", words("checkout.cancel")),
        confirm=KeyVM("confirm", words("checkout.approve.yes", amount=amount), _off(draft, f)),
        busy=draft.busy,
    )


def _item(request: ApprovalRequest, basket: Basket, f: Frame) -> str:
    line = basket.line(getattr(request.event, "line_no", 0))
    return f.named(line.item) if line else ""


def _off(draft: ApprovalDraft, f: Frame) -> str:
    if draft.busy:
        return f.words("checkout.approve.checking")
    missing = PIN_DIGITS - draft.digits
    return f.words("checkout.approve.missing", n=missing) if missing else ""


def _error(draft: ApprovalDraft, f: Frame) -> str:
    if draft.error is None:
        return ""
    key, facts = draft.error
    return f.words(key, **dict(facts))


def _facts(request: ApprovalRequest, f: Frame) -> tuple[tuple[str, str, str], ...]:
    words = f.words
    rows: list[tuple[str, str, str]] = []
    if request.before_minor != request.after_minor:
        label = "checkout.due" if request.action == "basket" else "checkout.approve.amount"
        rows.append((words(label), f.money(request.before_minor), f.money(request.after_minor)))
    if request.needed_ppm and request.limit_ppm:
        most = request.before_minor * request.limit_ppm // 1_000_000
        text = words(
            "checkout.approve.over",
            asked=percent(_asked(request)),
            role=f.role(),
            limit_ppm=request.limit_ppm,
            most_minor=most,
        )
        rows.append((words("checkout.approve.discount"), text, ""))
    elif request.needed_ppm:
        text = words("checkout.approve.none", asked=percent(_asked(request)))
        rows.append((words("checkout.approve.discount"), text, ""))
    else:
        text = words("checkout.approve.right", role=f.role())
        rows.append((words("checkout.approve.right_title"), text, ""))
    if request.reason:
        rows.append((words("checkout.reason"), f.reason(request.reason), ""))
    return tuple(rows)


def _asked(request: ApprovalRequest) -> int:
    """How much is taken off, to the tenth of a percent, as one reads it."""
    gone = request.before_minor - request.after_minor
    whole = divide(gone * 1000, max(1, request.before_minor)) * 1000
    return whole if whole > request.limit_ppm else divide(request.needed_ppm, 1000) * 1000


def weigh(state: CheckoutState, front: Front, f: Frame) -> WeighVM:
    """The live reading, whether it is still, and what it comes to."""
    words, draft, item = f.words, front.weigh, state.weighing
    assert item is not None
    price = state.weighing_price_minor
    grams, off = _grams(front, f)
    mark = _mark(front, f)
    before = draft.before if not draft.text.strip() else 0
    reading = _kg(max(grams, 0)) if grams is not None else "–"
    total = f.money(times(price, grams)) if grams is not None and grams > 0 else "–"
    confirm = KeyVM("confirm", words("checkout.weigh.plain"), off)
    if not off:
        add = words("checkout.weigh.add", total=total)
        confirm = KeyVM("confirm", add, sub=f"{reading} kg")
    return WeighVM(
        title=words("checkout.weigh.title"),
        name=f.named(item),
        price=words("checkout.weigh.price", price_minor=price),
        reading=reading,
        unit="kg",
        mark=mark,
        total=(words("checkout.weigh.total"), total),
        field=words("checkout.weigh.field"),
        typed=draft.text,
        cancel=KeyVM("back", words("checkout.weigh.leave")),
        confirm=confirm,
        hint=words("checkout.weigh.before", before=_kg(before)) if before else _next(front, f),
        whole=before > 0,
    )


def _next(front: Front, f: Frame) -> str:
    """What to do where the scale says why it has no weight."""
    draft, key = front.weigh, f"checkout.weigh.next.{front.weigh.reason}"
    if draft.reason in ("", "unstable") or draft.text.strip():
        return ""
    return f.words(key if key in f.words else "checkout.weigh.next.no_answer")


def _mark(front: Front, f: Frame) -> tuple[str, str, str]:
    """How the scale is, in words: keyed, none, still, moving, or why it says no weight."""
    draft, words = front.weigh, f.words
    if draft.text.strip():
        return "note", "muted", words("checkout.weigh.keyed")
    if draft.stable:
        return "check", "positive", words("checkout.weigh.stable")
    if draft.grams is not None or draft.reason == "unstable":
        return "refresh", "warning", words("checkout.weigh.moving")
    if not draft.reason:
        return "none", "warning", words("checkout.weigh.no_scale")
    says = f"checkout.weigh.says.{draft.reason}"
    return "alert", "warning", words(says if says in words else "checkout.weigh.says.no_answer")


def _kg(grams: int) -> str:
    return f"{grams // 1000}.{grams % 1000:03d}"


def _grams(front: Front, f: Frame) -> tuple[int | None, str]:
    """The weight that would be taken, and why it cannot be."""
    draft, words = front.weigh, f.words
    if draft.text.strip():
        try:
            grams = milli(draft.text)
        except Refused as refusal:
            return None, words(f"refused.{refusal.code}", **refusal.facts)
        return grams, "" if grams > 0 else words("checkout.weigh.zero")
    if draft.grams is None:
        moving = draft.reason == "unstable"
        return None, words("checkout.weigh.wait" if moving else "checkout.weigh.key_it")
    if draft.grams <= 0:
        return draft.grams, words("checkout.weigh.put_on")
    return draft.grams, "" if draft.stable else words("checkout.weigh.wait")
