"""A statement's cells in a language: the same words and figures on a page and in a sheet."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

from app.domain.loyalty.slip import Balance
from app.domain.rights import AssetKind
from app.reports.statement import Statement, StatementRow
from app.words import Words, amount, clock, local, whole

MONEY = (AssetKind.PRINCIPAL, AssetKind.BONUS, AssetKind.GIFT)
COLUMNS = ("when", "what", "no", "stored", "stored_after", "points", "points_after")


class Said:
    """What stands where, as text."""

    def __init__(self, made: Statement, language: str) -> None:
        self.made = made
        self.words = Words(language, made.digits)
        self._zone = ZoneInfo(made.zone)

    @property
    def title(self) -> str:
        """What this paper is."""
        return self.words("statement.title")

    @property
    def headings(self) -> list[str]:
        """Of the columns."""
        return [self.words(f"statement.column.{one}") for one in COLUMNS]

    @property
    def about(self) -> list[str]:
        """Whose it is, of which days, made when."""
        made, words = self.made, self.words
        first, last = (
            words.full_day(date.fromisoformat(one)) for one in (made.from_on, made.until_on)
        )
        now = local(made.made_ms, self._zone)
        when = f"{words.full_day(now.date())} {clock(now)}"
        parts = (made.member_name, made.member_phone, made.tier_named(words.lang))
        who = " · ".join(x for x in dict.fromkeys(parts) if x)  # unnamed: the name is the phone
        return [
            words("statement.member", who=who),
            words("statement.period", first=first, last=last),
            words("statement.made", when=when, currency=made.currency),
        ]

    def when(self, row: StatementRow) -> str:
        """`2026-09-12 14:32`."""
        moment = local(row.at_ms, self._zone)
        return f"{moment.date().isoformat()} {clock(moment)}"

    def what(self, row: StatementRow) -> str:
        """The kind, and what else came or went with it."""
        key = f"statement.{row.kind}"
        facts = row.facts_in(self.words.lang)
        said = self.words(key, **facts) if key in self.words else row.kind
        more = [
            self.words(f"statement.with.{name}", n=abs(count))
            for name in ("vouchers", "uses")
            if isinstance(count := facts.get(name, 0), int) and count
        ]
        return " · ".join([said.strip(), *more])

    def money(self, minor: int, *, plus: bool = False) -> str:
        """An amount; nothing for no change."""
        return amount(minor, self.made.digits, plus=plus) if minor or not plus else ""

    def points(self, n: int, *, plus: bool = False) -> str:
        """A count of points."""
        if plus and not n:
            return ""
        return f"+{whole(n)}" if plus and n > 0 else whole(n)

    def balance(self, one: Balance) -> tuple[str, str, str]:
        """Name, how much, and what of it ends next."""
        many = self.money if one.kind in MONEY else self.points
        name = self.words(f"statement.kind.{one.kind.value}")
        if named := one.named(self.words.lang):
            name = f"{name} · {named}"
        ends = ""
        if one.ends_first and one.ends_on:
            ends = self.words("statement.ends", much=many(one.ends_first), on=one.ends_on)
        return name, many(one.n), ends
