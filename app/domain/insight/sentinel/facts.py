"""What the rules are told of a business date, and what they answer."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field

from app.domain.errors import Fact

At = tuple[int, int]  # epoch, seq: a row of the journal

# what a deed is
NO_SALE, CANCEL, REPRINT = "no_sale", "cancel", "reprint"
RETURN, EXCHANGE, VOID, BLIND = "return", "exchange", "void", "blind"
TOPUP, GIFT_SOLD, TOPUP_REFUND = "topup", "gift_sold", "topup_refund"
WRITE_OFF, JUMP = "write_off", "jump"
BACK = (RETURN, EXCHANGE, VOID, BLIND)


@dataclass(frozen=True, slots=True)
class Sold:
    """A sale. `minute` is that of the business day (0 at its cut-off); amounts in minor units.

    `scanned`: the member's card was there; `late`: the member came when the total had been asked
    for; `off_ppm`: the largest share that the operator took off by hand, `approved` by a second
    person or not; `voids`: (when, how much) of the lines taken out; `spends`: from the member's
    own money or points; `gift`: (card, how much) that gift cards paid.
    """

    at: At
    at_ms: int
    minute: int
    who: str
    due_minor: int
    cash_minor: int = 0
    no: str = ""
    sale_id: str = ""
    member_id: str = ""
    scanned: bool = False
    late: bool = False
    spends: bool = False
    overrides: int = 0
    off_ppm: int = 0
    off_minor: int = 0
    approved: bool = False
    voids: tuple[tuple[int, int], ...] = ()
    gift: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Deed:
    """What was done beside selling; `what` is one of the words above.

    `amount_minor` is what it was about, without a sign; `cash_minor` what left the drawer; `n` its
    lines (minutes, signed, of a clock that was set). `ref` is the top-up or card it is about,
    `since_ms` when that (or the sale) was, `by` whose it was.
    """

    at: At
    at_ms: int
    minute: int
    what: str
    who: str
    amount_minor: int = 0
    cash_minor: int = 0
    sale_id: str = ""
    member_id: str = ""
    no: str = ""
    ref: str = ""
    n: int = 0
    since_ms: int = 0
    by: str = ""


@dataclass(frozen=True, slots=True)
class Day:
    """One business date of a till, in the journal's order.

    `limits` is what each operator may take off alone, in ppm; `blind_limit_minor` the most that may
    go back without a receipt.
    """

    bd: str
    sales: tuple[Sold, ...] = ()
    deeds: tuple[Deed, ...] = ()
    limits: Mapping[str, int] = field(default_factory=dict)
    blind_limit_minor: int = 0


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that stands out. `subject` is `operator:<id>`, `member:<id>` or `till`; `who` the
    operator it happened under, if there is one.

    `rows` speak for it, oldest first. `facts` fill the words `cases.what.<rule>` and
    `cases.why.<rule>`. `key` is what makes it the same finding on a second look: its rows, or the
    day or period it sums up.
    """

    rule: str
    subject: str
    who: str
    bd: str
    at_ms: int
    level: str
    amount_minor: int
    rows: tuple[At, ...]
    facts: Mapping[str, Fact]
    key: str = ""

    @property
    def case_id(self) -> str:
        """The same for the same finding, whenever and by whomever it is looked for."""
        told = self.key or ",".join(f"{epoch}.{seq}" for epoch, seq in self.rows)
        text = f"{self.rule}|{self.subject}|{self.who}|{told}"
        return hashlib.sha256(text.encode()).hexdigest()[:24]
