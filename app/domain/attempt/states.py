"""What an attempt is, what a gateway can say of it, and what can be asked of a gateway."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Phase(StrEnum):
    """Where an attempt stands.

    WRITTEN: in the journal, its answer is awaited. WAITING: the customer enters a password. ASKING:
    no word; it is asked. REVERSING: given up; asked until it is reversed or turns out approved.
    GIVING_BACK: approved, and must go back whole. REFUNDING: a part of a paid sale goes back.
    The others are ends. OWED: the money is here and belongs to the customer, a person must give it
    back. WRONG: the gateway speaks of another amount, currency or payment: a person must look.
    """

    WRITTEN = "written"
    WAITING = "waiting"
    ASKING = "asking"
    REVERSING = "reversing"
    GIVING_BACK = "giving_back"
    REFUNDING = "refunding"
    APPROVED = "approved"
    DECLINED = "declined"
    REVERSED = "reversed"
    RETURNED = "returned"
    OWED = "owed"
    WRONG = "wrong"


ENDS = frozenset(
    {
        *(Phase.APPROVED, Phase.DECLINED, Phase.REVERSED, Phase.RETURNED),
        *(Phase.OWED, Phase.WRONG),  # ended for the till, not for the owner
    }
)


class Said(StrEnum):
    """A gateway's word, as `hardware.api.terminal.PayState` has it."""

    APPROVED = "approved"
    DECLINED = "declined"
    WAITING = "waiting"
    UNKNOWN = "unknown"
    REVERSED = "reversed"


class Deed(StrEnum):
    """What is asked of a gateway."""

    PAY = "pay"
    ASK = "ask"
    REVERSE = "reverse"
    REFUND = "refund"


@dataclass(frozen=True, slots=True)
class Attempt:
    """One attempt. Times are of the steady clock of this run, in milliseconds.

    `kind` is the tender (`wechat`, `alipay`), `of` the attempt that a refund gives part of
    `whole_minor` back of. `sent_ms`: when it went out; `mute_ms`: since when nothing is known of it
    (-1: something is); `due_ms`: when `next` is to be done; `tries` counts reversals.
    `given_up`: the cashier waits no more, so an approval now comes too late. `held`: a basket still
    counts on it while it goes back: where it cannot go back it stays approved.
    """

    attempt_id: str
    kind: str
    amount_minor: int
    currency: str
    sale_id: str = ""
    of: str = ""
    whole_minor: int = 0
    phase: Phase = Phase.WRITTEN
    next: Deed | None = Deed.PAY
    due_ms: int = 0
    sent_ms: int = 0
    mute_ms: int = -1
    tries: int = 0
    given_up: bool = False
    held: bool = False
    approval_no: str = ""
    got_minor: int = 0
    got_currency: str = ""
    why: str = ""

    @property
    def over(self) -> bool:
        """Whether nothing more is to be asked."""
        return self.phase in ENDS


@dataclass(frozen=True, slots=True)
class Answer:
    """What a gateway answered to a deed."""

    deed: Deed
    said: Said
    amount_minor: int = 0
    currency: str = ""
    approval_no: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """What follows: `keep` says that it must be written down; `case` opens one for the owner:
    `late` (paid after it was given up), `owed`, `amount`, `used_id`."""

    attempt: Attempt
    keep: bool = False
    case: str = ""
