"""Cases without Qt: the list by state, one case with its rows, a decision with its reason, and a
look that runs beside the counter."""

from __future__ import annotations

from typing import Protocol

from app.domain.errors import Refused
from app.domain.insight.sentinel import RULES
from app.domain.pricing.basket import Approval
from app.usecases.outcome import Changes
from app.usecases.sentinel import cases as of
from app.usecases.sentinel.cases import DISMISSED, OPEN, STATES, Case, Evidence
from app.usecases.sentinel.look import Look, Looked, find, open_cases
from app.usecases.tender import stuck
from app.usecases.tender.stuck import waits
from app.words import amount
from ui.bridge.approval.asking import Asking, needed
from ui.bridge.approval.shown import ApprovalVM, Asked
from ui.bridge.ports import Trouble
from ui.bridge.session import Session
from ui.cases import viewmodel as vm
from ui.cases.viewmodel import DetailVM, ListVM, Teller

ME = "cases"
_Found = tuple[tuple[Case, ...], dict[str, int]]


class View(Protocol):
    """What the presenter asks of the screen."""

    def put_list(self, shown: ListVM) -> None:
        """Show the list."""
        ...

    def put_case(self, shown: DetailVM | None) -> None:
        """Show a case, or that none is chosen."""
        ...

    def put_busy(self, said: str) -> None:
        """A look is under way; an empty text when it is over."""
        ...

    def say(self, said: str, role: str) -> None:
        """What came of a gesture; an empty text takes it away."""
        ...

    def decided(self) -> None:
        """The reason was taken: empty its field."""
        ...

    def put_approval(self, shown: ApprovalVM | None) -> None:
        """A second person is asked, or None when that is over."""
        ...


class CasesPresenter:
    """One page of cases."""

    def __init__(self, view: View, session: Session) -> None:
        self._view, self._session = view, session
        self._state = OPEN
        self._cases: dict[str, Case] = {}
        self._counts: dict[str, int] = {}
        self._chosen = ""
        self._wanted = ""
        self._looking = False
        self._serial = 0
        self.asking = Asking(view, session)

    @property
    def about(self) -> str:
        """How many rules there are."""
        return self._session.words("cases.about", n=len(RULES))

    # --- the list ------------------------------------------------------------------------------

    def load(self) -> None:
        """Read the cases of the state in front."""
        if not self._session.loaded:
            return
        s, state = self._session.services, self._state
        self._serial += 1
        serial = self._serial

        def ask() -> _Found:
            return of.cases(s, state), of.counts(s)

        self._session.runner.run(
            ask,
            lambda found: self._listed(found, serial),
            self._failed,
            initiator=ME,
            lane="read",
        )

    def sent(self, errand: str) -> None:
        """`case:<id>`: that case, when the list is there."""
        verb, _, case_id = errand.partition(":")
        if verb == "case":
            self._state, self._wanted = OPEN, case_id
        if not self._session.loaded:
            return
        s = self._session.services
        self._session.runner.run(
            lambda: stuck.tell(s), lambda _: self.load(), lambda _: self.load(), initiator=ME
        )

    def show_state(self, place: int) -> None:
        """Open, confirmed, dismissed."""
        self._state, self._chosen = STATES[place], ""
        self._view.say("", "")
        self.load()

    def changed(self, changes: Changes) -> None:
        """Cases were opened or closed elsewhere."""
        if changes.cases:
            self.load()

    def _listed(self, found: _Found, serial: int) -> None:
        if serial != self._serial:
            return
        listed, self._counts = found
        self._cases = {one.case_id: one for one in listed}
        wanted, self._wanted = self._wanted, ""
        if wanted in self._cases:
            self._chosen = wanted
        elif self._chosen not in self._cases:
            self._chosen = next(iter(self._cases), "")
        self._put_list()
        self._read_case()

    def _put_list(self) -> None:
        words, teller = self._session.words, self._teller
        rows = tuple(teller.list_row(one) for one in self._cases.values())
        why = "open_why" if self._state == OPEN else "closed_why"
        self._view.put_list(
            ListVM(
                "rows" if rows else "none",
                rows,
                vm.tabs(self._counts, words),
                STATES.index(self._state),
                self._chosen,
                none=words(f"cases.none.{self._state}"),
                none_why=words(f"cases.none.{why}"),
            )
        )

    def _failed(self, trouble: Trouble) -> None:
        words = self._session.words
        self._view.put_list(
            ListVM(
                "error",
                tabs=vm.tabs(self._counts, words),
                on=STATES.index(self._state),
                error=words.error(trouble),
            )
        )
        self._view.put_case(None)

    # --- one case ------------------------------------------------------------------------------

    def choose(self, case_id: str) -> None:
        """A row of the list."""
        if case_id and case_id != self._chosen:
            self._chosen = case_id
            self._view.say("", "")
            self._read_case()

    def _read_case(self) -> None:
        s, case = self._session.services, self._cases.get(self._chosen)
        if case is None:
            self._view.put_case(None)
            return

        def ask() -> tuple[tuple[Evidence, ...], str]:
            return of.evidence(s, case.case_id), waits(s, case.case_id)

        def done(found: tuple[tuple[Evidence, ...], str]) -> None:
            if case.case_id == self._chosen:
                self._view.put_case(self._teller.detail(case, *found))

        self._session.runner.run(ask, done, self._session.refused, lane="read")

    def open_row(self, sale_id: str, seq: int) -> None:
        """A row of the evidence: its receipt in History; others are only named."""
        if sale_id:
            self._session.send("history", f"sale:{sale_id}")
        else:
            self._view.say(self._session.words("cases.evidence_no", seq=seq), "muted")

    # --- decisions -----------------------------------------------------------------------------

    def close(self, state: str, reason: str) -> None:
        """Dismissed or confirmed, with what it turned out to be."""
        s, operator, case_id = self._session.services, self._session.on_duty, self._chosen
        if not case_id:
            return
        self._session.runner.run(
            lambda: of.close(s, operator, case_id, state, reason),
            self._closed,
            self._refused,
            initiator=ME,
        )

    def dismiss(self, reason: str) -> None:
        """There is an honest reason."""
        self.close(DISMISSED, reason)

    def settle(self, here: bool, reason: str, approval: Approval | None = None) -> None:
        """A payment without a gateway's word: the money is there, or it is not."""
        s, operator, case = self._session.services, self._session.on_duty, self._chosen
        if not case:
            return
        self._session.runner.run(
            lambda: stuck.settle(s, operator, case, reason, here=here, approval=approval),
            lambda attempt: self._decided(f"cases.settled.{attempt.phase}"),
            lambda trouble: self._unsettled(trouble, reason),
            initiator=ME,
        )

    def _unsettled(self, trouble: Trouble, reason: str) -> None:
        """Refused, or a second person is to say it too."""
        case, words = self._cases.get(self._chosen), self._session.words
        if case is None or not isinstance(trouble, Refused) or not needed(trouble):
            self._refused(trouble)
            return
        minor = case.amount_minor
        asked = Asked(
            action=str(trouble.facts["action"]),
            permission=str(trouble.facts["permission"]),
            binding=str(trouble.facts["binding"]),
            what=words("cases.settle.ask"),
            amount=amount(minor, words.digits),
            facts=((words("cases.reason"), reason),),
            amount_minor=minor,
            reason=reason,
        )
        self.asking.ask(asked, lambda word: self.settle(True, reason, word))

    def _closed(self, _case: Case) -> None:
        self._decided("cases.done")

    def _decided(self, said: str) -> None:
        self._session.sound("ok")
        self._view.decided()
        self._view.say(self._session.words(said), "positive")
        self._chosen = ""
        self.load()

    def _refused(self, trouble: Trouble) -> None:
        self._session.sound("error")
        self._view.say(self._session.words.error(trouble), "danger")

    # --- a look --------------------------------------------------------------------------------

    def look(self) -> None:
        """Look now: read beside the counter, then open what is new."""
        if self._looking or not self._session.loaded:
            return
        s, operator, words = self._session.services, self._session.on_duty, self._session.words
        self._looking = True
        self._view.put_busy(words("cases.looking"))

        def found(look: Look) -> None:
            self._session.runner.run(
                lambda: open_cases(s, look, operator), self._looked, self._not_looked, initiator=ME
            )

        self._session.runner.run(
            lambda: find(s), found, self._not_looked, initiator=ME, lane="report"
        )

    def _looked(self, looked: Looked) -> None:
        self._over()
        said = self._session.words(
            "cases.looked", days=looked.days, sales=looked.sales, n=looked.opened
        )
        self._view.say(said, "positive")
        self.load()

    def _not_looked(self, trouble: Trouble) -> None:
        self._over()
        self._refused(trouble)

    def _over(self) -> None:
        self._looking = False
        self._view.put_busy("")

    @property
    def _teller(self) -> Teller:
        session = self._session
        zone = session.at(0).tzinfo
        assert zone is not None
        me = str(session.on_duty.operator_id)
        return Teller(session.words, session.shop, zone, me, session.now_ms())
