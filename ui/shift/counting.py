"""Counts a drawer, shows why it may differ, closes the shift or hands it over. Knows no Qt.

What is typed is kept here until it is submitted; the count is then a document, and only after that
anybody is told. A recount begins with the same numbers: one is put right, not all typed again.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Protocol

from app.domain.errors import Refused
from app.domain.insight.difference import At, Candidate
from app.domain.money import parse_amount
from app.domain.permissions import Operator, Permission
from app.domain.pricing.basket import Approval
from app.domain.shift import Counted, CountResult, Shift, ShiftReport, ZReport
from app.domain.shift.terms import denominations, terms_of
from app.usecases.shift.close import Closing, close
from app.usecases.shift.count import COUNTABLE, MOST, count
from app.usecases.shift.evidence import evidence
from app.usecases.shift.hand_over import hand_over, takers
from app.usecases.shift.z import z_close
from app.words import amount
from ui.bridge.approval.asking import Asking, needed
from ui.bridge.approval.shown import ApprovalVM, Asked
from ui.bridge.ports import Trouble
from ui.bridge.session import Session
from ui.shift import count_words as vm
from ui.shift.count_words import CauseVM, CountVM

ME = "shift"
MOST_DIGITS = 5


class View(Protocol):
    """What shows the flow."""

    def put_count(self, shown: CountVM | None) -> None:
        """The flow, or None when it is over."""
        ...

    def put_approval(self, shown: ApprovalVM | None) -> None:
        """A second person is asked, or None when that is over."""
        ...


@dataclass(frozen=True, slots=True)
class Over:
    """How the flow ended: the shift was closed (its report), the day with it (its Z), or the shift
    was handed to somebody."""

    report: ShiftReport | None = None
    z: ZReport | None = None
    next_shift: Shift | None = None
    to_name: str = ""


@dataclass(slots=True)
class _Typed:
    """What stands in the fields."""

    piles: dict[int, str] = field(default_factory=dict)
    slips: dict[str, str] = field(default_factory=dict)
    reason: str = ""


class CountPresenter:
    """One count at a time. `over` is told how it ended, `act` what to do about a cause; `next_z`
    says which number the day would be closed with, 0 while that is not known."""

    def __init__(
        self,
        view: View,
        session: Session,
        over: Callable[[Over], None],
        act: Callable[[str, str], None],
        *,
        next_z: Callable[[], int],
    ) -> None:
        self._view, self._session, self._over, self._act = view, session, over, act
        self._next_z = next_z
        self.asking = Asking(view, session)
        self._shift: Shift | None = None
        self._typed = _Typed()
        self._step = ""
        self._result: CountResult | None = None
        self._causes: tuple[CauseVM, ...] = ()
        self._takers: tuple[Operator, ...] = ()
        self._busy, self._error, self._only = False, "", 0
        self._kept_parked = False

    @property
    def open(self) -> bool:
        """Whether a count is under way."""
        return bool(self._step)

    @property
    def step(self) -> str:
        """Where one stands: typing, told, taking; empty without a count."""
        return self._step

    def begin(self, shift: Shift, *, keep_parked: bool) -> None:
        """Count this shift's drawer; its parked baskets were shown, and stay (`keep_parked`)."""
        if self._busy:
            return
        self._shift, self._kept_parked = shift, keep_parked
        self._typed, self._result, self._causes = _Typed(), None, ()
        self._step, self._error, self._only = "typing", "", 0
        self._show()

    def leave(self) -> bool:
        """Esc: out of the approval, out of who takes over, out of the count. Counts stay."""
        if self.asking.leave():
            return True
        if not self._step or self._busy:
            return False
        if self._step == "taking":
            self._step = "told"
            self._show()
            return True
        self._end()
        return True

    def typed(self, value_minor: int, text: str) -> None:
        """So many pieces of a note or coin."""
        self._typed.piles[value_minor] = text[:MOST_DIGITS]
        self._error = ""
        self._show()

    def typed_slips(self, kind: str, text: str) -> None:
        """The sum of another tender's slips; empty is not counted."""
        self._typed.slips[kind] = text
        self._error = ""
        self._show()

    def typed_reason(self, text: str) -> None:
        """Words for what nothing explains."""
        self._typed.reason = text

    def submit(self) -> None:
        """The count becomes a document, then is told about."""
        if self._step != "typing" or self._busy or self._shift is None:
            return
        try:
            counted = self._counted()
        except Refused as refusal:
            self._refused(refusal)
            return
        s, operator, shift_id = self._session.services, self._session.on_duty, self._shift.shift_id
        self._run(lambda: count(s, operator, str(shift_id), counted), self._told)

    def recount(self, value_minor: int = 0) -> None:
        """Type again; `value_minor` is the one denomination that is doubted."""
        if self._step == "told" and not self._busy:
            self._step, self._error, self._only = "typing", "", value_minor
            self._show()

    def recount_all(self) -> None:
        """All of it again; the numbers stand as they were typed."""
        self.recount()

    def skip(self) -> None:
        """Close without a count, for who may."""
        if self._step == "typing" and not self._busy and not self._skip_off():
            self._close(None)

    def close(self) -> None:
        """Sign: the shift is closed with the count that was told about."""
        if self._step == "told" and not self._busy:
            self._close(None)

    def close_day(self) -> None:
        """Sign both: the shift and the till's day are closed together, or neither is."""
        if self._step == "told" and not self._busy and self._session.may(Permission.Z_CLOSE):
            self._close(None, day=True)

    def ask_taker(self) -> None:
        """Who takes over?"""
        if self._step != "told" or self._busy or self._shift is None:
            return
        s, shift = self._session.services, self._shift
        self._session.runner.run(
            lambda: takers(s, shift), self._takers_found, self._refused, lane="read"
        )

    def hand_to(self, operator_id: str, approval: Approval | None = None) -> None:
        """The chosen one takes over with what was counted."""
        if self._step != "taking" or self._busy or self._shift is None:
            return
        s, operator, shift_id = self._session.services, self._session.on_duty, self._shift.shift_id
        keep, reason = self._kept_parked, self._typed.reason
        name = next((one.name for one in self._takers if one.operator_id == operator_id), "")

        def op() -> object:
            return hand_over(
                *(s, operator, str(shift_id), operator_id),
                keep_parked=keep,
                approval=approval,
                reason=reason,
            )

        def done(shift: Shift) -> None:
            self._end()
            self._over(Over(next_shift=shift, to_name=name))

        self._run(op, done, lambda word: self.hand_to(operator_id, word))

    def act(self, place: int) -> None:
        """What one can do about a cause."""
        if not 0 <= place < len(self._causes) or self._busy:
            return
        one = self._causes[place]
        if one.act == "recount":
            self.recount(int(one.target))
        elif one.act:
            self._act(one.act, one.target)

    # --- what came back ----------------------------------------------------------------------

    def _run(
        self,
        op: Callable[[], object],
        done: Callable[..., None],
        again: Callable[[Approval], None] | None = None,
    ) -> None:
        self._busy, self._error = True, ""
        self._show()

        def landed(value: object) -> None:
            self._busy = False
            done(value)

        def refused(trouble: Trouble) -> None:
            self._refused(trouble, again)

        self._session.runner.run(op, landed, refused, initiator=ME)

    def _close(self, approval: Approval | None, *, day: bool = False) -> None:
        if self._shift is None:
            return
        s, operator, shift_id = self._session.services, self._session.on_duty, self._shift.shift_id
        keep, reason = self._kept_parked, self._typed.reason

        def op() -> object:
            if day:
                how = Closing(keep, approval, reason)
                return z_close(s, operator, keep_parked=keep, closing=how)
            return close(
                *(s, operator, str(shift_id)), keep_parked=keep, approval=approval, reason=reason
            )

        def done(report: ShiftReport | ZReport) -> None:
            self._end()
            self._over(Over(z=report) if isinstance(report, ZReport) else Over(report))

        self._run(op, done, lambda word: self._close(word, day=day))

    def _told(self, result: CountResult) -> None:
        self._result, self._step, self._only = result, "told", 0
        self._causes = tuple(vm.cause(one, self._session, {}) for one in result.candidates)
        self._session.sound("ok" if result.agrees else "ask")
        self._show()
        if result.candidates:
            self._look_up(result.candidates)

    def _look_up(self, candidates: tuple[Candidate, ...]) -> None:
        """Which of the rows are receipts that one can look at."""
        s, rows = self._session.services, tuple({at for one in candidates for at in one.rows})

        def found(sale_of: dict[At, str]) -> None:
            if self._result is not None and self._result.candidates == candidates:
                self._causes = tuple(vm.cause(one, self._session, sale_of) for one in candidates)
                self._show()

        self._session.runner.run(
            lambda: {one.at: one.sale_id for one in evidence(s, rows)},
            found,
            self._refused,
            lane="report",
        )

    def _takers_found(self, people: tuple[Operator, ...]) -> None:
        if self._step == "told":
            self._takers, self._step = people, "taking"
            self._show()

    def _refused(self, trouble: Trouble, again: Callable[[Approval], None] | None = None) -> None:
        self._busy = False
        if needed(trouble) and again is not None and isinstance(trouble, Refused):
            self._show()
            self.asking.ask(self._asked(trouble), again)
            return
        self._session.sound("error")
        self._error = self._session.words.error(trouble)
        code = trouble.code if isinstance(trouble, Refused) else ""
        if code == "shift.count_old":
            self._step = "typing"
        self._kept_parked = self._kept_parked or code == "shift.parked"  # now they were said
        self._show()

    def _asked(self, trouble: Refused) -> Asked:
        """What the second person says yes to: the figures only where the first may see them."""
        words, result = self._session.words, self._result
        gap = vm.cash_of(result) if result is not None else None
        facts: tuple[tuple[str, str], ...] = ()
        figure = ""
        if gap is not None and result is not None:
            figure = amount(result.difference_minor, words.digits, plus=True)
            shown = vm.gap_of(gap, words)
            facts = (
                (words("shift.expected"), shown.expected),
                (words("shift.count.counted"), shown.counted),
            )
        return Asked(
            action=str(trouble.facts["action"]),
            permission=str(trouble.facts["permission"]),
            binding=str(trouble.facts["binding"]),
            what=words("shift.count.asked"),
            amount=figure,
            facts=facts,
            reason=self._typed.reason,
        )

    # --- what is shown -----------------------------------------------------------------------

    def _counted(self) -> Counted:
        """What was typed; Refused `count.number` and as `parse_amount`."""
        currency = self._session.shop.currency
        piles = []
        for value in denominations(currency.code):
            text = self._typed.piles.get(value, "").strip()
            if text and not text.isdigit():
                raise Refused("count.number")
            piles.append((value, int(text or 0)))
        slips = [
            (kind, parse_amount(text, currency))
            for kind in COUNTABLE
            if (text := self._typed.slips.get(kind, "").strip())
        ]
        return Counted(tuple(piles), tuple(slips))

    def _skip_off(self) -> str:
        words = self._session.words
        if terms_of(self._session.shop).must_count:
            return words("shift.count.must")
        return "" if self._session.may(Permission.X_REPORT) else words("shift.count.skip_off")

    def _day_title(self) -> str:
        """The key that closes the day as well, for who may."""
        words, number = self._session.words, self._next_z()
        if not self._session.may(Permission.Z_CLOSE):
            return ""
        if not number:
            return words("shift.count.sign_day_plain")
        return words("shift.count.sign_day", number=str(number))

    def _end(self) -> None:
        self._step, self._shift, self._result = "", None, None
        self._typed, self._causes, self._error = _Typed(), (), ""
        self._view.put_count(None)

    def _show(self) -> None:
        if not self._step or self._session.operator is None:
            return
        shown = CountVM(
            self._step,
            self._piles(),
            self._slips(),
            total=amount(self._sum(), self._session.words.digits),
            causes=self._causes,
            reason=self._typed.reason,
            takers=vm.takers(self._takers),
            skip_off=self._skip_off(),
            busy=self._busy,
            error=self._error,
            only_minor=self._only,
        )
        result = self._result
        self._view.put_count(self._with_result(shown, result) if result else shown)

    def _with_result(self, shown: CountVM, result: CountResult) -> CountVM:
        session, words = self._session, self._session.words
        title, why, role = vm.verdict(result, words)
        kept = terms_of(session.shop).float_minor
        gap = vm.cash_of(result)
        handed = ""
        if gap is not None and self._shift is not None:
            stays = max(0, min(self._shift.float_minor if kept < 0 else kept, gap.counted_minor))
            handed = words(
                "shift.count.kept", kept_minor=stays, rest_minor=gap.counted_minor - stays
            )
        return replace(
            shown,
            again=words("shift.count.times", n=result.counts) if result.counts > 1 else "",
            told_at=words("shift.count.told", at=session.clock(result.at_ms)),
            verdict=title,
            verdict_why=why,
            verdict_role=role,
            gaps=tuple(vm.gap_of(one, words) for one in result.gaps),
            kept="" if self._step == "typing" else handed,  # of another count than is being typed
            wants_reason=not result.agrees,
            close_title=vm.close_title(result, words),
            day_title=self._day_title(),
        )

    def _piles(self) -> tuple[vm.PileVM, ...]:
        words, currency = self._session.words, self._session.shop.currency
        found = []
        for value in denominations(currency.code):
            text = self._typed.piles.get(value, "")
            whole, rest = divmod(value, currency.unit_minor)
            label = amount(value, words.digits) if rest else str(whole)
            n = int(text) if text.isdigit() else 0
            wrong = bool(text) and (not text.isdigit() or n > MOST)
            found.append(vm.PileVM(value, label, text, amount(n * value, words.digits), wrong))
        return tuple(found)

    def _slips(self) -> tuple[vm.SlipsVM, ...]:
        words = self._session.words
        return tuple(
            vm.SlipsVM(kind, words(f"tender.{kind}"), self._typed.slips.get(kind, ""))
            for kind in COUNTABLE
        )

    def _sum(self) -> int:
        return sum(value * int(text) for value, text in self._typed.piles.items() if text.isdigit())
