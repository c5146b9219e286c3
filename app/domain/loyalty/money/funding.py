"""Which money paid for which line: what a return needs to know to put everything back (A4, 3.7).

A tender becomes funds, one a lot that it took from; each line then says how much each fund paid of
it. Money that may not pay for everything is dealt first, the rest in proportion (3.8).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.domain.rights import Asset, Take

Paid = tuple[tuple[int, int], ...]  # (fund's place, minor units), what one line was paid with


@dataclass(frozen=True, slots=True)
class Fund:
    """One source of payment. `minor` settles the due (cash: without its rounding).

    `kind`: a tender's code, or `principal`, `bonus`, `points`, `gift`, `package`. `units` are what
    left the lot (points, uses; minor units for money), 0 without a lot.
    """

    tender_no: int
    kind: str
    minor: int
    units: int = 0
    lot_id: str = ""
    holder: str = ""
    asset: Asset | None = None


@dataclass(frozen=True, slots=True)
class Funded:
    """Funds, and by line in the sale's order what each paid: rows sum to the lines' costs (tax on
    top included), columns to the funds."""

    funds: tuple[Fund, ...] = ()
    paid: tuple[Paid, ...] = ()

    def part(self, place: int, kind: str) -> int:
        """What funds of a kind paid for the line in that place."""
        raise NotImplementedError

    def by_kind(self, place: int) -> tuple[tuple[str, int], ...]:
        """(kind, minor) of the line in that place, kinds summed: what an EarnLine asks for."""
        raise NotImplementedError


def funds_of(no: int, kind: str, minor: int, takes: Sequence[Take] = ()) -> tuple[Fund, ...]:
    """The funds of one tender: one a take; a tender without takes is a fund itself."""
    raise NotImplementedError


def deal(
    costs: Sequence[int], funds: Sequence[Fund], only: Mapping[int, frozenset[int]]
) -> tuple[Paid, ...]:
    """Who paid what: `only` names, by a fund's place, the lines' places it may pay for.

    Refused `stored.not_for_these` (left_minor) when a restricted fund finds no room.
    """
    raise NotImplementedError


def room(
    costs: Sequence[int], placed: Sequence[tuple[int, frozenset[int]]], lines: frozenset[int]
) -> int:
    """How much more money that may pay only for `lines` finds room beside restricted money that is
    placed already ((minor, lines' places))."""
    raise NotImplementedError


def body(funded: Funded) -> list[dict[str, str | int]]:
    """The funds as a document's `funds` holds them."""
    raise NotImplementedError


def read(rows: Sequence[Mapping[str, Any]]) -> tuple[Fund, ...]:
    """The funds that `body` wrote."""
    raise NotImplementedError
