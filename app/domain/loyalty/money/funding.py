"""Which money paid for which line: what a return needs to know to put everything back (A4, 3.7).

A tender becomes funds, one a lot that it took from; each line then says how much each fund paid of
it. Money that may not pay for everything is dealt first, the rest in proportion (3.8).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.domain.errors import Refused
from app.domain.money import allocate
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
        return sum(minor for fund, minor in self.paid[place] if self.funds[fund].kind == kind)

    def by_kind(self, place: int) -> tuple[tuple[str, int], ...]:
        """(kind, minor) of the line in that place, kinds summed: what an EarnLine asks for."""
        sums: dict[str, int] = {}
        for fund, minor in self.paid[place]:
            kind = self.funds[fund].kind
            sums[kind] = sums.get(kind, 0) + minor
        return tuple(sums.items())


def funds_of(no: int, kind: str, minor: int, takes: Sequence[Take] = ()) -> tuple[Fund, ...]:
    """The funds of one tender: one a take; a tender without takes is a fund itself.

    ValueError when money's takes are not the tender's amount.
    """
    if not takes:
        return (Fund(no, kind, minor),)
    units = [take.n for take in takes]
    shares = allocate(minor, units) if kind == "points" else units
    if sum(shares) != minor:
        raise ValueError("a tender pays what its takes make")
    return tuple(
        Fund(no, t.lot.asset.kind.value, share, t.n, t.lot.lot_id, t.lot.holder, t.lot.asset)
        for t, share in zip(takes, shares, strict=True)
    )


def deal(
    costs: Sequence[int], funds: Sequence[Fund], only: Mapping[int, frozenset[int]]
) -> tuple[Paid, ...]:
    """Who paid what: `only` names, by a fund's place, the lines' places it may pay for.

    Refused `stored.not_for_these` (left_minor) when a restricted fund finds no room. ValueError
    when the funds are not what the lines cost.
    """
    if sum(costs) != sum(fund.minor for fund in funds):
        raise ValueError("funds pay exactly what the lines cost")
    table = _Table(costs)
    for place in sorted(only, key=lambda f: (funds[f].kind != "package", len(only[f]), f)):
        rest = table.place(place, funds[place].minor, only[place])
        if rest:
            raise Refused("stored.not_for_these", left_minor=rest)
    rows: list[list[tuple[int, int]]] = [[] for _ in costs]
    for (place, line), minor in table.dealt.items():
        rows[line].append((place, minor))
    for place, fund in enumerate(funds):
        shares = [] if place in only else allocate(fund.minor, table.left)
        for line, minor in enumerate(shares):
            if minor:
                rows[line].append((place, minor))
                table.left[line] -= minor
    return tuple(tuple(sorted(row)) for row in rows)


def room(
    costs: Sequence[int], placed: Sequence[tuple[int, frozenset[int]]], lines: frozenset[int]
) -> int:
    """How much more money that may pay only for `lines` finds room beside restricted money that is
    placed already ((minor, lines' places))."""
    table = _Table(costs)
    for place, (minor, where) in enumerate(sorted(placed, key=lambda one: len(one[1]))):
        table.place(place, minor, where)
    everything = sum(costs)
    return everything - table.place(len(placed), everything, lines)


class _Table:
    """Lines with what is left to pay of each, and restricted money that is dealt out over them."""

    def __init__(self, costs: Sequence[int]) -> None:
        self.left = list(costs)
        self.dealt: dict[tuple[int, int], int] = {}
        self._lines: dict[int, frozenset[int]] = {}

    def place(self, fund: int, minor: int, lines: frozenset[int]) -> int:
        """Deal a fund out in proportion; what does not fit pushes other restricted money aside.
        What is left without a line."""
        self._lines[fund] = lines
        places = sorted(lines)
        fits = min(minor, sum(self.left[i] for i in places))
        for i, share in zip(places, allocate(fits, [self.left[i] for i in places]), strict=True):
            self._add(fund, i, share)
            self.left[i] -= share
        rest = minor - fits
        while rest:
            way = self._way(fund)
            if not way:
                return rest
            rest -= self._push(way, rest)
        return 0

    def _way(self, fund: int) -> list[tuple[int, int]]:
        """From a fund to a line with room: (fund, line it comes to pay) steps; empty: none."""
        came: dict[int, tuple[int, int] | None] = {fund: None}  # fund -> (who pushes it, from line)
        queue = [fund]
        for one in queue:
            for line in sorted(self._lines[one]):
                if self.left[line]:
                    return self._back(came, one, line)
                for (other, there), minor in self.dealt.items():
                    if there == line and minor and other not in came:
                        came[other] = (one, line)
                        queue.append(other)
        return []

    @staticmethod
    def _back(
        came: dict[int, tuple[int, int] | None], fund: int, line: int
    ) -> list[tuple[int, int]]:
        way = [(fund, line)]
        step = came[fund]
        while step:
            way.append(step)
            step = came[step[0]]
        return way

    def _push(self, way: list[tuple[int, int]], most: int) -> int:
        """Move as much as the way bears: each fund to its new line, out of the one it leaves."""
        leaves = [(way[i][0], way[i + 1][1]) for i in range(len(way) - 1)]
        minor = min([most, self.left[way[0][1]], *(self.dealt[one] for one in leaves)])
        self.left[way[0][1]] -= minor
        for fund, line in way:
            self._add(fund, line, minor)
        for fund, line in leaves:
            self._add(fund, line, -minor)
        return minor

    def _add(self, fund: int, line: int, minor: int) -> None:
        now = self.dealt.get((fund, line), 0) + minor
        if now:
            self.dealt[fund, line] = now
        else:
            self.dealt.pop((fund, line), None)


def body(funded: Funded) -> list[dict[str, str | int]]:
    """The funds as a document's `funds` holds them."""
    written = []
    for one in funded.funds:
        row: dict[str, str | int] = {"t": one.tender_no, "k": one.kind, "n": one.minor}
        if one.asset is not None:
            row |= {"lot": one.lot_id, "h": one.holder, "a": str(one.asset)}
            if one.units != one.minor:
                row["u"] = one.units
        written.append(row)
    return written


def read(rows: Sequence[Mapping[str, Any]]) -> tuple[Fund, ...]:
    """The funds that `body` wrote."""
    return tuple(
        Fund(
            row["t"],
            row["k"],
            row["n"],
            row.get("u", row["n"]),
            row["lot"],
            row["h"],
            Asset.parse(row["a"]),
        )
        if "a" in row
        else Fund(row["t"], row["k"], row["n"])
        for row in rows
    )
