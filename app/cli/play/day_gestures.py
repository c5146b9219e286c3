"""What a person does in a story at the end of a shift and of a day, and what is to be seen then."""

from __future__ import annotations

from collections.abc import Callable

from app.cli.play import given
from app.cli.play.counter import Counter
from app.cli.play.second_word import with_word
from app.domain.checkout import events as ev
from app.domain.errors import Refused
from app.domain.pricing.basket import Approval
from app.domain.shift import Counted, ZReport
from app.domain.shift.terms import denominations
from app.usecases.drawer.cash_movement import drop, pay_in, pay_out
from app.usecases.shift.close import close
from app.usecases.shift.count import count, last_count
from app.usecases.shift.hand_over import hand_over
from app.usecases.shift.other_tills import see_z
from app.usecases.shift.z import z_close, z_reports
from app.words import Words, amount

KEEP = ("keep", "留下挂单")
TENDERS = {"微信": "wechat", "支付宝": "alipay", "银行卡": "card"}


def end(c: Counter, text: str) -> None:
    """Close the shift; `keep` leaves parked baskets to the next one, `name PIN` is the second word
    for a difference above the limit."""
    kept = text in KEEP
    shift_id = str(c.open_shift().shift_id)

    def go(word: Approval | None) -> None:
        c.done(close(c.s, c.person(), shift_id, keep_parked=kept, approval=word))

    with_word(c, "" if kept else text, go)
    c.handle(ev.ShiftClosed())


def count_drawer(c: Counter, text: str) -> None:
    """`219.80`, or `219.80 微信 12.00`: notes and coins, then slips of other tenders."""
    cash, *others = text.split()
    slips = [
        (TENDERS.get(kind, kind), given.amount(c, sum_))
        for kind, sum_ in zip(others[::2], others[1::2], strict=True)
    ]
    piles = _piles(c, given.amount(c, cash))
    counted = Counted(piles, tuple(slips))
    c.done(count(c.s, c.person(), str(c.open_shift().shift_id), counted))


def hand_to(c: Counter, text: str) -> None:
    """Another operator goes on with what was counted; nobody stands there until they log in."""
    shift_id, taker = str(c.open_shift().shift_id), given.person(c, text)
    c.done(hand_over(c.s, c.person(), shift_id, taker.operator_id))
    c.handle(ev.ShiftClosed())
    c.shift = None
    c.leave()


def move(way: str) -> Callable[[Counter, str], None]:
    """`amount reason`, and `name PIN` of the second person where one is needed."""

    def do(c: Counter, text: str) -> None:
        sum_, _, rest = text.partition(" ")
        reason, _, word = rest.partition(" ")
        if way == "drop":
            reason, word = "", rest
        minor, shift_id = given.amount(c, sum_), str(c.open_shift().shift_id)

        def go(approval: Approval | None) -> None:
            if way == "drop":
                c.done(drop(c.s, c.person(), shift_id, minor, approval=approval))
            else:
                act = pay_in if way == "in" else pay_out
                c.done(act(c.s, c.person(), shift_id, minor, reason, approval=approval))

        with_word(c, word, go)

    return do


def close_day(c: Counter, text: str) -> None:
    """The Z; `keep` leaves parked baskets for tomorrow."""
    c.done(z_close(c.s, c.person(), keep_parked=text in KEEP))


def scan_z(c: Counter, text: str) -> None:
    """Another till's Z slip, its code whole."""
    c.done(see_z(c.s, c.person(), text))


def _piles(c: Counter, minor: int) -> tuple[tuple[int, int], ...]:
    """A sum as the fewest notes and coins; Refused `count.number` when it cannot lie there."""
    currency = c.desk().book.currency.code
    found = []
    for value in denominations(currency):
        found.append((value, minor // value))
        minor %= value
    if minor:
        raise Refused("count.number")
    return tuple(found)


def difference(c: Counter, _: str, __: Words) -> str:
    """What the last count differs by, as a manager would see it."""
    manager = given.person(c, "王建国")
    found = last_count(c.s, manager, str(c.open_shift().shift_id))
    return amount(found.difference_minor) if found else "-"


def cause(c: Counter, wanted: str, _: Words) -> str:
    """One of the two likeliest causes, by its code."""
    manager = given.person(c, "王建国")
    found = last_count(c.s, manager, str(c.open_shift().shift_id))
    codes = [one.code for one in found.candidates[:2]] if found else []
    return wanted if wanted in codes else " ".join(codes) or "-"


def z(c: Counter, wanted: str, __: Words) -> str:
    """`number 2`, `sales 31.80`, `difference -20.00`, `grand 2003.31`, or a counter: `no_sales 1`,
    of the last Z."""
    name = wanted.partition(" ")[0]
    last = z_reports(c.s, 1)
    return f"{name} {_of_z(last[0], name)}" if last else "-"


def _of_z(report: ZReport, name: str) -> str:
    totals = report.totals
    money = {
        "sales": totals.shift.sales_minor,
        "returns": totals.returns_minor,
        "expected": totals.expected_minor,
        "counted": totals.counted_minor,
        "difference": totals.difference_minor,
        "bank": totals.to_bank_minor,
        "grand": report.grand_minor - report.before_minor,
    }
    if name in money:
        return amount(money[name])
    if name == "number":
        return str(report.z_no)
    return str(totals.counter(name))


GESTURES: dict[str, Callable[[Counter, str], None]] = {
    "close shift": end,
    "count": count_drawer,
    "hand over": hand_to,
    "pay in": move("in"),
    "pay out": move("out"),
    "to the safe": move("drop"),
    "close day": close_day,
    "scan z": scan_z,
}
LOOKS: dict[str, Callable[[Counter, str, Words], str]] = {
    "difference": difference,
    "cause": cause,
    "z": z,
}
