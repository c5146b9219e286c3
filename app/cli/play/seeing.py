"""What is to be seen in a story: each word of the third column, read off the counter."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict

from app.cli.play import day_gestures, member_seeing, return_gestures
from app.cli.play.counter import Counter
from app.cli.play.story import Seen
from app.domain.checkout.state import CheckoutState
from app.domain.tendering import cash_due
from app.usecases.health.verify import verify_journal
from app.usecases.sale.draft import parked
from app.usecases.shift.report import x_report
from app.words import Words, amount, quantity

MODES = {
    "closed": "没开班",
    "ready": "空",
    "selling": "有货",
    "weighing": "等重量",
    "halted": "停下",
    "approving": "等批准",
    "paying": "收款中",
    "done": "已收款",
}
PAPER = {"confirmed": "已打", "unsure": "不确定", "failed": "失败"}
Look = Callable[[Counter, str, Words], str]


def seen(counter: Counter, what: Seen, words: Words) -> str:
    """What there is, in the form that the story writes it; equal to `what.value` when all is well.

    A word that is looked for inside something longer gives the wanted value back when it is there.
    """
    return LOOKS[what.word](counter, what.value, words)


def _state(c: Counter) -> CheckoutState | None:
    return c.state


def _due(c: Counter, _: str, __: Words) -> str:
    state = _state(c)
    if state is None:
        return "-"
    return amount(state.last.due_minor if state.last else state.priced.due_minor)


def _left(c: Counter, _: str, __: Words) -> str:
    state = _state(c)
    return amount(state.due_minor) if state else "-"


def _cash(c: Counter, _: str, __: Words) -> str:
    state = _state(c)
    if state is None:
        return "-"
    return amount(cash_due(state.payable_minor, state.tenders, c.desk().book.rounding))


def _change(c: Counter, _: str, __: Words) -> str:
    return amount(c.last_sale.change_minor) if c.last_sale else "-"


def _rounding(c: Counter, _: str, __: Words) -> str:
    return amount(c.last_sale.rounding_minor) if c.last_sale else "-"


def _lines(c: Counter, _: str, __: Words) -> str:
    state = _state(c)
    return str(len(state.basket.lines)) if state else "-"


def _line(c: Counter, wanted: str, __: Words) -> str:
    """`2 红富士苹果 0.756 7.48`: every word of it stands on that line of the counter."""
    state = _state(c)
    number, _, rest = wanted.partition(" ")
    lines = state.priced.lines if state else ()
    if not number.isdecimal() or not 0 < int(number) <= len(lines):
        return "-"
    one = lines[int(number) - 1]
    shown = [
        *(one.line.item.name, one.line.item.spec, quantity(one.line.qty_milli)),
        *(amount(one.base_minor), amount(one.total_minor)),
        *(amount(step.amount_minor) for step in one.adjustments),
    ]
    text = " ".join(part for part in shown if part)
    return wanted if all(word in text.split() for word in rest.split()) else f"{number} {text}"


def _pieces(c: Counter, _: str, __: Words) -> str:
    state = _state(c)
    return quantity(state.priced.pieces_milli) if state else "-"


def _saved(c: Counter, _: str, __: Words) -> str:
    state = _state(c)
    priced = (state.last.priced if state.last else state.priced) if state else None
    return amount(priced.saved_minor) if priced else "-"


def _member(c: Counter, wanted: str, __: Words) -> str:
    state = _state(c)
    held = state.basket.member if state else None
    if held is None:
        return wanted if wanted in ("none", "无") else "-"
    return held.name


def _counter(c: Counter, wanted: str, __: Words) -> str:
    state = _state(c)
    mode = state.mode.value if state and c.operator else "closed"
    return wanted if wanted in (mode, MODES.get(mode, mode)) else mode


def _stopped(c: Counter, _: str, __: Words) -> str:
    state = _state(c)
    return state.halt.reason if state and state.halt else "-"


def _asks(c: Counter, wanted: str, words: Words) -> str:
    state = _state(c)
    roles = [role.value for role in state.request.roles] if state and state.request else []
    return wanted if roles and wanted in ("", *roles) else " ".join(roles) or "-"


def _refused(c: Counter, wanted: str, __: Words) -> str:
    code = c.trouble.code if c.trouble else "-"
    return wanted if code != "-" and wanted in ("", code) else code


def _says(c: Counter, wanted: str, words: Words) -> str:
    text = words.error(c.trouble) if c.trouble else " ".join(c.said)
    return wanted if wanted and wanted in text else text or "-"


def _on_paper(c: Counter, wanted: str, _: Words) -> str:
    text = " ".join(c.last_paper().split())
    return wanted if " ".join(wanted.split()) in text else text[:400] or "-"


def _printed(c: Counter, wanted: str, __: Words) -> str:
    c.hear()
    state = c.print_states.get(c.job, "-")
    return wanted if wanted in (state, PAPER.get(state, state)) else state


def _drawer(c: Counter, _: str, __: Words) -> str:
    return str(c.kicks)


def _parked(c: Counter, _: str, __: Words) -> str:
    return str(len(parked(c.s)))


def _sales(c: Counter, _: str, __: Words) -> str:
    return str(x_report(c.s, c.open_shift().shift_id).totals.sales)


def _x(c: Counter, wanted: str, __: Words) -> str:
    """`cash_expected 224.24`, `no_sales 1`, or a tender: `cash 3 120.00`."""
    totals = x_report(c.s, c.open_shift().shift_id).totals
    name, _, rest = wanted.partition(" ")
    for kind, count, sum_minor in totals.by_tender:
        if kind == name:
            return f"{name} {count} {amount(sum_minor)}"
    known = asdict(totals)
    if f"{name}_minor" in known:
        return f"{name} {amount(known[f'{name}_minor'])}"
    return f"{name} {known.get(name, '-')}"


def _journal(c: Counter, wanted: str, _: Words) -> str:
    verdict = verify_journal(c.s)
    if verdict.ok:
        return wanted if wanted in ("ok", "完好") else "ok"
    return f"{verdict.reason} {verdict.first_bad}"


def _tries(c: Counter, _: str, __: Words) -> str:
    return str(c.facts().get("left", "-"))


LOOKS: dict[str, Look] = {
    "due": _due,
    "left": _left,
    "cash due": _cash,
    "change": _change,
    "rounding": _rounding,
    "lines": _lines,
    "line": _line,
    "pieces": _pieces,
    "saved": _saved,
    "member": _member,
    "counter": _counter,
    "stopped": _stopped,
    "asks": _asks,
    "refused": _refused,
    "says": _says,
    "receipt": _on_paper,
    "paper": _on_paper,
    "printed": _printed,
    "drawer": _drawer,
    "parked": _parked,
    "sales": _sales,
    "x": _x,
    "journal": _journal,
    "tries": _tries,
    "balance": member_seeing.balance,
    "points": member_seeing.points,
    "vouchers": member_seeing.vouchers,
    "uses": member_seeing.uses,
    "earned": member_seeing.earned,
    "returned": member_seeing.returned,
    "back to": member_seeing.back_to,
    **return_gestures.LOOKS,
    **day_gestures.LOOKS,
}
