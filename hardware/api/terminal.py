"""A payment terminal, and what it can say of an attempt to pay.

A terminal is told an attempt's id before anything else, and every question is about that id: the
same attempt sent twice is one payment. Nothing here decides what follows from an answer; whoever
uses a terminal asks again after UNKNOWN, and finishes nothing on silence.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


class PayState(StrEnum):
    """UNKNOWN is not a failure: ask again by the same attempt id before anything else.

    DECLINED promises that no money was taken and none will be. WAITING: the customer must do
    something (a password). REVERSED: what was taken, if anything, went back, and nothing can be
    taken under this id any more.
    """

    APPROVED = "approved"
    DECLINED = "declined"
    WAITING = "waiting"
    UNKNOWN = "unknown"
    REVERSED = "reversed"


class Why(StrEnum):
    """Why it is so, by name; whoever shows it knows the words.

    NOT_SENT: nothing of it left the till. NO_ANSWER, JUNK, BAD_SIGNATURE, CLOCK (the answer's time
    is not now), NOT_FOUND (no such attempt there, yet), BUSY (it says itself "later") leave it
    open. The others are a gateway's word.
    """

    NOT_SENT = "not_sent"
    NO_ANSWER = "no_answer"
    JUNK = "junk"
    BAD_SIGNATURE = "bad_signature"
    CLOCK = "clock"
    NOT_FOUND = "not_found"
    BUSY = "busy"
    CODE = "code"  # the customer's code is wrong, used, or too old
    NO_MONEY = "no_money"
    CLOSED = "closed"  # closed, revoked, refused by the customer
    LIMIT = "limit"
    USED_ID = "used_id"  # this attempt id was used for something else
    CURRENCY = "currency"
    SETUP = "setup"  # merchant, key or contract: a technician's affair
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class PayRequest:
    """`amount_minor` in the currency's minor units; `code` is what the customer's phone shows.

    `attempt_id`: 6 to 32 letters and digits, used once ever (WeChat's and Alipay's out_trade_no).
    """

    attempt_id: str
    amount_minor: int
    currency: str
    code: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class RefundRequest:
    """Give `amount_minor` of an attempt's `whole_minor` back; the same `refund_id` goes once."""

    attempt_id: str
    refund_id: str
    amount_minor: int
    whole_minor: int
    currency: str


@dataclass(frozen=True, slots=True)
class PayAnswer:
    """`amount_minor` and `currency` are what the terminal says, not what was asked for; zero and
    empty where it says nothing. `detail` is the gateway's own code, fit for a log."""

    state: PayState
    attempt_id: str
    amount_minor: int = 0
    currency: str = ""
    approval_no: str = ""
    why: Why | None = None
    detail: str = ""
    masked_card: str = ""


class Terminal(Protocol):
    """Never raises for the world's faults: those are answers too. Waits seconds."""

    @property
    def needs_code(self) -> bool:
        """Whether `pay` wants the code on the customer's phone."""

    def pay(self, asked: PayRequest) -> PayAnswer: ...

    def ask(self, attempt_id: str) -> PayAnswer:
        """What became of an attempt. REVERSED also when all of it was refunded."""

    def reverse(self, attempt_id: str) -> PayAnswer:
        """Undo the whole attempt, paid or not: REVERSED, UNKNOWN, or DECLINED (it stays paid)."""

    def refund(self, asked: RefundRequest) -> PayAnswer:
        """Give a part back: REVERSED (it went), WAITING (it will), UNKNOWN, DECLINED (it stays).

        Asking again with the same `refund_id` is safe and is how UNKNOWN is settled.
        """
