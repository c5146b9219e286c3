"""Cases as a screen shows them: values and sentences, no Qt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo

from app.domain.shop import Shop
from app.usecases.sentinel.cases import STATES, Case, Evidence
from app.usecases.sentinel.telling import tell
from app.words import Words, amount, clock, clock_seconds, local

LEVEL_ROLES = {"high": "danger", "medium": "warning", "low": "muted"}


@dataclass(frozen=True, slots=True)
class RowVM:
    """One case in the list."""

    case_id: str
    level: str
    role: str
    title: str
    who: str
    when: str


@dataclass(frozen=True, slots=True)
class ListVM:
    """state: loading, rows, none, error."""

    state: str
    rows: tuple[RowVM, ...] = ()
    tabs: tuple[str, ...] = ()
    on: int = 0
    chosen: str = ""
    error: str = ""
    none: str = ""
    none_why: str = ""


@dataclass(frozen=True, slots=True)
class EvidenceVM:
    """One row of the journal. `sale_id` is what History opens, empty for none."""

    key: str
    at: str
    no: str
    what: str
    amount: str
    sale_id: str
    seq: int


@dataclass(frozen=True, slots=True)
class DetailVM:
    """The case at the right; `figures` are (label, value, role). `open` asks for a decision;
    `own` is why the one who looks may not dismiss it."""

    case_id: str
    title: str
    about: str
    figures: tuple[tuple[str, str, str], ...]
    why: str
    next: str
    rows: tuple[EvidenceVM, ...]
    open: bool
    own: str = ""
    closed: str = ""
    settle: SettleVM | None = None


@dataclass(frozen=True, slots=True)
class SettleVM:
    """A payment that no gateway has a word on: what is asked, and the two words for it."""

    hint: str
    gone: str
    here: str


@dataclass(frozen=True, slots=True)
class Teller:
    """What cases are told with: words, the shop's clock, and who looks."""

    words: Words
    shop: Shop
    zone: tzinfo
    me: str
    now_ms: int

    @property
    def today(self) -> str:
        """The day of now, as cases are dated."""
        return self._day(self.now_ms)

    def list_row(self, case: Case) -> RowVM:
        """A case in the list."""
        return RowVM(
            case.case_id,
            self.words(f"cases.level.{case.level}"),
            LEVEL_ROLES[case.level],
            tell(case, self.words, self.shop.cutoff_hour).what,
            self.who(case),
            self._day(case.at_ms) if self._day(case.at_ms) != self.today else self._clock(case),
        )

    def detail(self, case: Case, rows: tuple[Evidence, ...], waits: str = "") -> DetailVM:
        """A case opened. `waits`: a payment that is settled by a person's word."""
        words, told = self.words, tell(case, self.words, self.shop.cutoff_hour)
        about = (self.who(case), self._span(rows, case), words(f"cases.level.{case.level}"))
        mine = self.me in (case.who, case.subject.partition(":")[2])
        settle = self._settle(waits) if waits else None
        closed = ""
        if case.state != "open":
            closed = words(
                "cases.closed", name=case.closed_by, when=self._when(case.closed_ms), why=case.why
            )
        return DetailVM(
            *(case.case_id, told.what, "  ".join(about)),
            figures=self._figures(case, told.found, told.usual),
            why=told.why,
            next=words.sentences(told.next, settle.hint if settle else words("cases.only_hint")),
            rows=tuple(self._evidence(one) for one in rows),
            open=case.state == "open",
            own=words("cases.off.own") if mine else "",
            closed=closed,
            settle=settle,
        )

    def _settle(self, waits: str) -> SettleVM:
        names = (f"cases.settle.{waits}.{one}" for one in ("hint", "gone", "here"))
        return SettleVM(*(self.words(name) for name in names))

    def who(self, case: Case) -> str:
        """Whom it is about: the operator, and the member if it is one's."""
        words, named = self.words, []
        if case.who_name:
            named.append(case.who_name)
        if case.member_id:
            name = case.member_name or words("cases.member_gone")
            named.append(words("cases.member", name=name))
        return "  ".join(named) or words("cases.till")

    def _figures(self, case: Case, found: str, usual: str) -> tuple[tuple[str, str, str], ...]:
        words = self.words
        made = []
        if found:
            made.append((words("cases.figure.found"), found, LEVEL_ROLES[case.level]))
        if usual:
            made.append((words("cases.figure.usual"), usual, "text"))
        if case.amount_minor:
            minor = amount(case.amount_minor, self.shop.currency.digits)
            made.append((words("cases.figure.amount"), minor, "text"))
        made.append((words("cases.figure.rows"), str(len(case.rows)), "muted"))
        return tuple(made[:3])

    def _evidence(self, one: Evidence) -> EvidenceVM:
        what = self.words(f"cases.kind.{one.kind}")
        minor = amount(one.amount_minor, self.shop.currency.digits) if one.amount_minor else ""
        return EvidenceVM(
            key=f"{one.at[0]}.{one.at[1]}",
            at=f"{self._day(one.at_ms)} {clock_seconds(self._at(one.at_ms))}",
            no=f"{one.at[0]}-{one.at[1]:06d}",
            what=f"{what}  {one.no}" if one.no else what,
            amount=minor,
            sale_id=one.sale_id,
            seq=one.at[1],
        )

    def _span(self, rows: tuple[Evidence, ...], case: Case) -> str:
        if not rows:
            return self._when(case.at_ms)
        first, last = self._when(rows[0].at_ms), self._when(rows[-1].at_ms)
        if self._day(rows[0].at_ms) == self._day(rows[-1].at_ms):
            last = clock(self._at(rows[-1].at_ms))
        return first if first.endswith(last) else f"{first} – {last}"

    def _clock(self, case: Case) -> str:
        return clock(self._at(case.at_ms))

    def _when(self, at_ms: int) -> str:
        return f"{self._day(at_ms)} {clock(self._at(at_ms))}"

    def _day(self, at_ms: int) -> str:
        return self.words.month_day(self._at(at_ms).date())

    def _at(self, at_ms: int) -> datetime:
        return local(at_ms, self.zone)


def tabs(counts: Mapping[str, int], words: Words) -> tuple[str, ...]:
    """The states with how many there are."""
    return tuple(words(f"cases.state.{one}", n=counts.get(one, 0)) for one in STATES)
