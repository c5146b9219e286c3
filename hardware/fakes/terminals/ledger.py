"""What a practice gateway knows: trades by the shop's attempt id, and what is to go wrong next.

It keeps the money of both sides honest: `paid_minor` is what the customer is out of pocket, however
the shop was told, so that a test can ask what really happened.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType


class Bad(StrEnum):
    """What is wrong with an answer; the deed itself was done."""

    NONE = ""
    SILENT = "silent"  # no answer at all
    SIGNATURE = "signature"
    STALE = "stale"  # signed an hour ago
    AMOUNT = "amount"  # says another amount
    CURRENCY = "currency"
    OTHER = "other"  # an answer about another attempt
    GARBAGE = "garbage"
    ERROR = "error"  # its own error page


@dataclass(frozen=True, slots=True)
class Plan:
    """How the next payment goes.

    `asks`: how often it says "the customer is paying" before its end. `end`: paid, declined, or
    never (the customer puts the phone away). `arrives` False: the request is lost on its way.
    `bad`: what is wrong with the answer to the payment. `stubborn`: how often reversing fails.
    `late`: paid in the moment in which it is to be reversed, and that reversal fails once.
    `slow_ms`: how long the answer to the payment takes (over sockets only).
    """

    asks: int = 0
    end: str = "paid"
    code: str = ""
    arrives: bool = True
    bad: Bad = Bad.NONE
    stubborn: int = 0
    late: bool = False
    slow_ms: int = 0


# what a gateway can be told to do until it is mended: to payments, and to every other question
TROUBLES = MappingProxyType(
    {
        "userpaying": (Plan(asks=3), Bad.NONE),
        "declined": (Plan(end="declined"), Bad.NONE),
        "timeout": (Plan(bad=Bad.SILENT), Bad.SILENT),
        "late_success": (Plan(asks=99, late=True), Bad.NONE),
        "wrong_signature": (Plan(bad=Bad.SIGNATURE), Bad.SIGNATURE),
        "wrong_amount": (Plan(bad=Bad.AMOUNT), Bad.AMOUNT),
    }
)


@dataclass(slots=True)
class Trade:
    """One attempt as the gateway has it. `state`: paying, paid, declined, closed, refunded."""

    attempt_id: str
    number: str
    amount_minor: int
    currency: str
    plan: Plan
    state: str = "paying"
    asked: int = 0
    stubborn: int = 0
    refunds: dict[str, int] = field(default_factory=dict)

    @property
    def back_minor(self) -> int:
        return sum(self.refunds.values())


class Ledger:
    """Every trade; `plans` are used up one by one, then all goes as `usual` says. `bad` spoils the
    next answers that are not to a payment."""

    def __init__(self) -> None:
        self.trades: dict[str, Trade] = {}
        self.plans: deque[Plan] = deque()
        self.bad: deque[Bad] = deque()
        self.calls: list[tuple[str, str]] = []  # (what, attempt id), in order
        self.used_codes: set[str] = set()
        self.bad_signatures = 0  # requests that were not signed by the shop
        self.usual, self.usual_bad = Plan(), Bad.NONE

    def trouble(self, name: str) -> None:
        """One of `TROUBLES` from now on; an empty name ends it."""
        self.usual, self.usual_bad = TROUBLES[name] if name else (Plan(), Bad.NONE)

    def last(self, most: int) -> tuple[Trade, ...]:
        """The newest, oldest first."""
        return tuple(self.trades.values())[-most:]

    def paid_minor(self, attempt_id: str) -> int:
        """What the customer is out of pocket for this attempt."""
        trade = self.trades.get(attempt_id)
        if trade is None or trade.state != "paid":
            return 0
        return trade.amount_minor - trade.back_minor

    def begin(self, attempt_id: str, amount_minor: int, currency: str, code: str) -> Trade | None:
        """A payment arrives. None when it was lost on its way (its plan said so)."""
        plan = self.plans.popleft() if self.plans else self.usual
        if not plan.arrives:
            return None
        number = f"42000{len(self.trades) + 1:023d}"
        trade = Trade(attempt_id, number, amount_minor, currency, plan, stubborn=plan.stubborn)
        self.trades[attempt_id] = trade
        self.used_codes.add(code)
        if plan.asks == 0 and plan.end != "never":
            trade.state = plan.end
        return trade

    def look(self, attempt_id: str) -> Trade | None:
        """It is asked for: a customer who is paying comes nearer to the end."""
        trade = self.trades.get(attempt_id)
        if trade is not None and trade.state == "paying":
            trade.asked += 1
            if trade.plan.end != "never" and not trade.plan.late:
                trade.state = trade.plan.end if trade.asked >= trade.plan.asks else "paying"
        return trade

    def undo(self, attempt_id: str) -> str:
        """It is to be reversed: "done", "again" (not now), or "absent"."""
        trade = self.trades.get(attempt_id)
        if trade is None:
            return "absent"
        if trade.state == "paying" and trade.plan.late:
            trade.state = "paid"
            return "again"
        if trade.stubborn > 0:
            trade.stubborn -= 1
            return "again"
        if trade.state == "paid":
            trade.state = "refunded"
        elif trade.state == "paying":
            trade.state = "closed"
        return "done"

    def back(self, attempt_id: str, refund_id: str, amount_minor: int) -> str:
        """A part goes back: "done", "before" (this one went already), "refused"."""
        trade = self.trades.get(attempt_id)
        if trade is None or trade.state != "paid":
            return "refused"
        if refund_id in trade.refunds:
            return "before" if trade.refunds[refund_id] == amount_minor else "refused"
        if trade.back_minor + amount_minor > trade.amount_minor:
            return "refused"
        trade.refunds[refund_id] = amount_minor
        return "done"

    def next_bad(self) -> Bad:
        return self.bad.popleft() if self.bad else self.usual_bad
