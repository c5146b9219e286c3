"""Every pair of mode and event: where it leads from a prepared state, or that it is refused."""

import inspect
from dataclasses import replace

import pytest

from app.domain.checkout import events as ev
from app.domain.checkout.state import Mode
from app.domain.checkout.step import TABLE, closed
from app.domain.ids import SaleId
from app.domain.pricing.basket import Basket, Seller
from app.domain.pricing.covers import cover_of
from tests.domain.builders import CASHIER, ITEMS, MANAGER, NOW, basket, member, rows
from tests.domain.checkout.desk import Counter, found, last, word
from tests.domain.checkout.member_things import TODAY, credit, gift_card, package, purse, voucher

# closed, ready, selling, weighing, halted, approving, paying, committing, done: a cell is the next
# mode, `.` the refusal not_now.<mode>, `*` a refusal of its own, below
PAIRS = """
| event            | CL | RE | SE | WE | HA | AP | PA | CO | DO |
| ShiftOpened      | RE | .  | .  | .  | .  | .  | .  | .  | .  |
| ShiftClosed      | CL | CL | .  | .  | .  | .  | .  | .  | CL |
| ItemIdentified   | .  | SE | SE | .  | .  | .  | SE | .  | SE |
| WeightTaken      | .  | .  | .  | SE | .  | .  | .  | .  | .  |
| CodeUnknown      | .  | HA | HA | .  | .  | .  | *  | .  | HA |
| Acknowledged     | .  | .  | .  | .  | SE | .  | .  | .  | .  |
| QuantityKeyed    | .  | RE | SE | .  | .  | .  | .  | .  | DO |
| QuantitySet      | .  | .  | SE | .  | .  | .  | .  | .  | .  |
| LineRemoved      | .  | .  | RE | .  | .  | .  | .  | .  | .  |
| LinePicked       | .  | .  | SE | .  | .  | .  | .  | .  | .  |
| PriceSet         | .  | .  | AP | .  | .  | .  | .  | .  | .  |
| LineDiscounted   | .  | .  | SE | .  | .  | .  | .  | .  | .  |
| BasketDiscounted | .  | .  | SE | .  | .  | .  | .  | .  | .  |
| ServedBy         | .  | RE | SE | .  | .  | .  | .  | .  | RE |
| MemberAttached   | .  | RE | SE | .  | .  | .  | PA | .  | RE |
| MemberDetached   | .  | RE | SE | .  | .  | .  | .  | .  | .  |
| PurseSeen        | .  | RE | SE | WE | HA | AP | PA | CO | DO |
| VoucherOffered   | .  | RE | SE | .  | .  | .  | PA | .  | RE |
| VoucherDropped   | .  | RE | SE | .  | .  | .  | PA | .  | .  |
| PackageUsed      | .  | SE | SE | .  | .  | .  | PA | .  | .  |
| CoverDropped     | .  | .  | SE | .  | .  | .  | PA | .  | .  |
| GiftCardShown    | .  | RE | SE | .  | .  | .  | PA | .  | RE |
| ExchangeBegun    | .  | RE | SE | .  | .  | .  | .  | .  | RE |
| ExchangeDropped  | .  | *  | *  | .  | .  | .  | .  | .  | .  |
| Parked           | .  | .  | RE | .  | .  | .  | .  | .  | .  |
| Recalled         | .  | SE | .  | .  | .  | .  | .  | .  | SE |
| Cancelled        | .  | RE | RE | .  | .  | .  | .  | .  | .  |
| PayPressed       | .  | .  | PA | .  | .  | .  | .  | .  | .  |
| BackPressed      | .  | RE | SE | SE | SE | SE | SE | .  | RE |
| TenderOffered    | .  | .  | .  | .  | .  | .  | CO | .  | .  |
| TenderUndone     | .  | .  | .  | .  | .  | .  | *  | .  | .  |
| CompletePressed  | .  | .  | .  | .  | .  | .  | *  | .  | .  |
| CommitSucceeded  | .  | .  | .  | .  | .  | .  | .  | DO | .  |
| CommitFailed     | .  | .  | .  | .  | .  | .  | .  | PA | .  |
| NoSale           | .  | AP | AP | .  | .  | .  | .  | .  | AP |
| ApprovalGranted  | .  | .  | .  | .  | .  | SE | .  | .  | .  |
| ApprovalDenied   | .  | .  | .  | .  | .  | SE | .  | .  | .  |
"""
SHORT = {mode.value[:2].upper(): mode for mode in Mode}


def prepared(mode: Mode) -> Counter:
    """A counter in a mode, with one cola in its basket where there are goods."""
    counter = Counter()
    match mode:
        case Mode.CLOSED:
            counter.state = closed(counter.desk)
        case Mode.SELLING:
            counter.scan("cola")
        case Mode.WEIGHING:
            counter.scan("cola", "apple")
        case Mode.HALTED:
            counter.scan("cola").do(ev.CodeUnknown("123", "unknown"))
        case Mode.APPROVING:
            counter.scan("cola").do(ev.LineDiscounted(1, 200_000, 0, "damaged"))
        case Mode.PAYING:
            counter.scan("cola").do(ev.PayPressed())
        case Mode.COMMITTING:
            counter.scan("cola").do(ev.PayPressed(), ev.TenderOffered("cash", 300))
        case Mode.DONE:
            counter.scan("cola").do(ev.PayPressed(), ev.TenderOffered("cash", 300)).sale()
    assert counter.mode is mode
    return counter


CARD = package("cola")


def with_things(counter: Counter) -> Counter:
    """A member with a voucher in the basket, and a package that pays for the cola, if any."""
    state = counter.state
    held = replace(state.basket, member=member(""), vouchers=(voucher(),))
    if held.lines:
        cover = cover_of(CARD, "cola", 1, today=TODAY, now_ms=NOW)
        held = held.with_line(replace(held.lines[0], cover=cover))
    counter.state = replace(state, basket=held, purse=purse(packages=[CARD]))
    return counter


def event_of(name: str, counter: Counter) -> object:
    """An event of that type that makes sense for the prepared counter."""
    binding = counter.state.request.binding if counter.state.request else "none"
    return {
        "ShiftOpened": ev.ShiftOpened(SaleId("s9")),
        "ShiftClosed": ev.ShiftClosed(),
        "ItemIdentified": found("pen"),
        "WeightTaken": ev.WeightTaken(354, "scale"),
        "CodeUnknown": ev.CodeUnknown("999", "unknown"),
        "Acknowledged": ev.Acknowledged(),
        "QuantityKeyed": ev.QuantityKeyed(3000),
        "QuantitySet": ev.QuantitySet(1, 2000),
        "LineRemoved": ev.LineRemoved(1),
        "LinePicked": ev.LinePicked(1),
        "PriceSet": ev.PriceSet(1, 290, "damaged"),
        "LineDiscounted": ev.LineDiscounted(1, 50_000, 0, "damaged"),
        "BasketDiscounted": ev.BasketDiscounted(50_000, 0, "damaged"),
        "ServedBy": ev.ServedBy(Seller(MANAGER.operator_id, MANAGER.name)),
        "MemberAttached": ev.MemberAttached(member("gold")),
        "MemberDetached": ev.MemberDetached(),
        "PurseSeen": ev.PurseSeen(purse()),
        "VoucherOffered": ev.VoucherOffered(voucher(voucher_id="v2", holder="v:v2")),
        "VoucherDropped": ev.VoucherDropped("v1"),
        "PackageUsed": ev.PackageUsed(CARD, ITEMS["cola"], 300),
        "CoverDropped": ev.CoverDropped(1),
        "GiftCardShown": ev.GiftCardShown(gift_card()),
        "Parked": ev.Parked(SaleId("s9")),
        "Recalled": ev.Recalled(basket("2 milk")),
        "Cancelled": ev.Cancelled(SaleId("s9"), "left"),
        "PayPressed": ev.PayPressed(),
        "BackPressed": ev.BackPressed(),
        "TenderOffered": ev.TenderOffered("cash", 1000),
        "TenderUndone": ev.TenderUndone(1),
        "ExchangeBegun": ev.ExchangeBegun(credit()),
        "ExchangeDropped": ev.ExchangeDropped(),
        "CompletePressed": ev.CompletePressed(),
        "CommitSucceeded": ev.CommitSucceeded(last(counter.state), SaleId("s9")),
        "CommitFailed": ev.CommitFailed(),
        "NoSale": ev.NoSale("change"),
        "ApprovalGranted": ev.ApprovalGranted(word(binding)),
        "ApprovalDenied": ev.ApprovalDenied(),
    }[name]


OWN = {"CodeUnknown": "pay.unknown_code", "TenderUndone": "tender.gone"}
OWN |= {"CompletePressed": "pay.not_yet", "ExchangeDropped": "exchange.none"}
CELLS = [
    (row[0], SHORT[head], cell)
    for row in rows(PAIRS)[1:]
    for head, cell in zip(rows(PAIRS)[0][1:], row[1:], strict=True)
]


@pytest.mark.parametrize(("name", "mode", "cell"), CELLS)
def test_each_pair(name, mode, cell):
    counter = prepared(mode)
    if name in ("VoucherDropped", "PackageUsed", "CoverDropped"):
        counter = with_things(counter)
    event = event_of(name, counter)
    if cell == ".":
        assert counter.refused(event) == f"not_now.{mode.value}"
    elif cell == "*":
        assert counter.refused(event) == OWN[name]
    else:
        assert counter.do(event).mode is SHORT[cell]


def test_the_table_here_and_the_table_there_are_one():
    listed = {(mode, getattr(ev, name)) for name, mode, cell in CELLS if cell != "."}
    assert listed == set(TABLE)
    intents = set(ev.Intent.__args__)
    events = {
        kind
        for _, kind in inspect.getmembers(ev, inspect.isclass)
        if kind.__module__ == ev.__name__ and kind not in intents
    }
    assert events == {getattr(ev, row[0]) for row in rows(PAIRS)[1:]}
    assert len(CELLS) == len(events) * len(Mode)


def test_what_is_no_event_at_all_is_refused():
    assert Counter().refused("scan") == "not_now.ready"


def test_a_day_begins_closed():
    counter = prepared(Mode.CLOSED)
    assert counter.state.basket == Basket(SaleId(""), CASHIER.operator_id, NOW)
    counter.sits(MANAGER).do(ev.ShiftOpened(SaleId("s7")))
    assert counter.state.basket == Basket(SaleId("s7"), MANAGER.operator_id, NOW)
