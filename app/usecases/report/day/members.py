"""What members did and what the shop owes them: stored value, points, vouchers, cards, plans.

In and out are read from the day's flows by kind of document, balances are the sum of all flows up
to the day's end: no table of today's is asked, so a past day says the same for ever.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from app.domain.rights import NEVER, Asset, AssetKind
from app.reports.report import Column, Figure, Figures, Row, Table, Term, Unit, share_ppm, term
from app.reports.report import total_of as summed_row
from app.store.queries.cube import CubeRow
from app.store.queries.reports import day_rows
from app.usecases.report.day.facts import DayFacts

SOON_DAYS = 30
MONEY, COUNT = Unit.MONEY, Unit.COUNT
_GIVEN = ("topup", "opening", "redeem", "voucher.issue")
_USED = ("sale", "refund")


@dataclass(frozen=True, slots=True)
class Flow:
    """Units of one kind of asset on a day: in by plans and gifts, used in sales (less what returns
    gave back), ended, the rest net, and what there was before and after."""

    before: int = 0
    given: int = 0
    used: int = 0
    ended: int = 0
    other: int = 0

    @property
    def after(self) -> int:
        """The balance as the day ended."""
        return self.before + self.given - self.used - self.ended + self.other


def flows(moved: Mapping[str, CubeRow], before: Mapping[str, int]) -> dict[AssetKind, Flow]:
    """The day's flows by kind of asset. `moved` is the cube's `asset`, `before` by asset."""
    sums: dict[AssetKind, list[int]] = {kind: [0] * 5 for kind in AssetKind}
    for text, n in before.items():
        sums[Asset.parse(text).kind][0] += n
    for key, one in moved.items():
        document, _, text = key.partition(":")
        kind = Asset.parse(text).kind
        found = sums[kind]
        if document in _USED and kind is AssetKind.POINTS:
            _points(found, document, one)
        elif document in _USED:
            found[2] -= one.total_minor
        elif document in _GIVEN:
            found[1] += one.base_minor
            found[4] -= one.refund_minor  # a redeemed reward takes points and gives vouchers
        elif document == "expire":
            found[3] -= one.total_minor
        else:
            found[4] += one.total_minor
    return {kind: Flow(*one) for kind, one in sums.items()}


def _points(found: list[int], document: str, one: CubeRow) -> None:
    """A sale earns points and spends them; a return takes back what was earned, and gives back."""
    sign = 1 if document == "sale" else -1
    came, went = (
        (one.base_minor, one.refund_minor) if sign > 0 else (one.refund_minor, one.base_minor)
    )
    found[1] += sign * came
    found[2] += sign * went


class MemberDay:
    """The members' sections of a day."""

    def __init__(self, f: DayFacts) -> None:
        tx = f.asked.tx
        self._f = f
        eve = (date.fromisoformat(f.bd) - timedelta(1)).isoformat()
        self.before = day_rows.balances(tx, eve)
        self.after = day_rows.balances(tx, f.bd)
        self.flows = flows(f.rows("asset"), self.before)
        currency = f.asked.shop.currency_code
        self.packages = tuple(day_rows.deferred(tx, on, currency) for on in (eve, f.bd))

    @property
    def expiring(self) -> int:
        """Points that end within the next days."""
        last = (date.fromisoformat(self._f.bd) + timedelta(SOON_DAYS)).isoformat()
        return sum(
            n
            for text, n in self.after.items()
            if (asset := Asset.parse(text)).kind is AssetKind.POINTS
            and asset.bucket != NEVER
            and self._f.bd < asset.bucket <= last
        )

    def stored(self) -> Table:
        """Stored value, gift cards and packages: before, in, used, other, balance."""
        columns = (
            Column("what"),
            Column("before", MONEY, minor=True),
            Column("in", MONEY),
            Column("used", MONEY),
            Column("other", MONEY, minor=True),
            Column("balance", MONEY),
        )
        rows = []
        for kind in (AssetKind.PRINCIPAL, AssetKind.BONUS, AssetKind.GIFT):
            flow = self.flows[kind]
            other = flow.other - flow.ended
            cells = (flow.before, flow.given, flow.used, other, flow.after)
            rows.append(Row((term(f"report.asset.{kind.value}"), *cells)))
        begun, left = self.packages
        used = self._f.rows("tender").get("package", CubeRow("")).total_minor
        rest = left - begun + used
        given, other = (rest, 0) if rest > 0 else (0, rest)
        rows.append(Row((term("report.asset.package"), begun, given, used, other, left)))
        rows = [one for one in rows if any(one.cells[1:])]
        return Table(
            *("stored", Term("report.part.stored"), columns, tuple(rows)),
            total=summed_row(rows, columns, Term("report.total")),
            note=Term("report.note.stored"),
        )

    def points(self) -> Figures:
        """Points in, used, ended, left, and those that end soon."""
        flow, debt = self.flows[AssetKind.POINTS], self.flows[AssetKind.DEBT].after
        note = term("report.note.debt", n=debt) if debt else ""
        values = (
            *(("points_in", flow.given), ("points_used", flow.used)),
            *(("points_ended", flow.ended), ("points_other", flow.other)),
        )
        found = [
            Figure(key, term(f"report.figure.{key}"), n, COUNT)
            for key, n in values
            if n or key in ("points_in", "points_used")
        ]
        found += [
            Figure("points_left", Term("report.figure.points_left"), flow.after, COUNT, note=note),
            Figure(
                *("points_ending", term("report.figure.points_ending", days=SOON_DAYS)),
                *(self.expiring, COUNT),
            ),
        ]
        return Figures("points", tuple(found), Term("report.part.points"))

    def vouchers(self) -> Figures:
        """Vouchers issued, used, ended, still out; uses of packages."""
        flow, uses = self.flows[AssetKind.VOUCHER], self.flows[AssetKind.PACKAGE]
        values = (
            *(("vouchers_in", flow.given), ("vouchers_used", flow.used)),
            *(("vouchers_ended", flow.ended), ("vouchers_left", flow.after)),
            *(("uses_in", uses.given), ("uses_used", uses.used), ("uses_left", uses.after)),
        )
        return Figures(
            "vouchers",
            tuple(Figure(key, term(f"report.figure.{key}"), n, COUNT) for key, n in values),
            Term("report.part.vouchers"),
        )

    def people(self) -> Figures:
        """New and active members, and their share of the day."""
        f = self._f
        who, people = f.rows("who"), f.rows("member")
        whole = f.total()
        member = who.get("member", CubeRow(""))
        return Figures(
            "members",
            (
                *(self._people(key, people) for key in ("new", "active")),
                Figure("member_receipts", Term("report.figure.member_receipts"), member.n, COUNT),
                Figure(
                    *("member_share", Term("report.figure.member_share")),
                    share_ppm(member.gross_minor, whole.gross_minor),
                    Unit.PERCENT,
                ),
            ),
            Term("report.part.members"),
        )

    def _people(self, key: str, people: Mapping[str, CubeRow]) -> Figure:
        then = self._f.rows("member", self._f.week).get(key)
        return Figure(
            *(f"members_{key}", term(f"report.figure.members_{key}")),
            *(people[key].n if key in people else 0, COUNT),
            then.n if then else None,
            good=1,
        )

    def plans(self) -> Table:
        """Plans that were sold, by name."""
        columns = (Column("plan"), Column("n", COUNT), Column("amount", MONEY))
        rows = [
            Row((name, n, minor))
            for name, n, minor in day_rows.plans_sold(self._f.asked.tx, self._f.bd, self._f.bd)
        ]
        return Table(
            *("plans", Term("report.part.plans"), columns, tuple(rows)),
            total=summed_row(rows, columns, Term("report.total")),
            empty=Term("report.no_plans"),
        )
