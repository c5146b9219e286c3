"""The names that things go by: typed aliases, and the receipt number's long and short form."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NewType

_LONG = re.compile(r"([^-]+)-([^-]+)-([0-9]+)-([0-9]{6,})")

SaleId = NewType("SaleId", str)
MemberId = NewType("MemberId", str)
ItemId = NewType("ItemId", str)
OperatorId = NewType("OperatorId", str)


@dataclass(frozen=True, slots=True)
class ReceiptNo:
    """A receipt's number (agreements 4): shop-till-epoch-counter, the counter gap-free per till.

    `str()` is the long form that the journal holds, `short` what a person reads: till-counter.
    """

    shop_no: str
    till_no: str
    epoch: int
    counter: int

    def __str__(self) -> str:
        return f"{self.shop_no}-{self.till_no}-{self.epoch}-{self.counter:06d}"

    @property
    def short(self) -> str:
        """Till and counter, `03-000318`."""
        return f"{self.till_no}-{self.counter:06d}"

    @classmethod
    def parse(cls, text: str) -> ReceiptNo:
        """The number that `str()` wrote; ValueError for anything else."""
        found = _LONG.fullmatch(text)
        if found is None:
            raise ValueError("no receipt number")
        shop_no, till_no, epoch, counter = found.groups()
        return cls(shop_no, till_no, int(epoch), int(counter))
