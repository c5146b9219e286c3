"""Copies, tries, restores and the check-up: what a gesture asks for, what came of it. No Qt here.

Long work runs on the lane `keep`, beside the counter; how far it is crosses as one plain value that
the screen looks at.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from app.domain.errors import Refused
from app.domain.money import PPM
from app.domain.permissions import Permission
from app.usecases.health.diagnosis import bundle
from app.usecases.health.doctor import Finding, examine
from app.usecases.keeping import places, record, shelf, standing
from app.usecases.keeping.alerts import Alert, alerts
from app.usecases.keeping.backup import Step, back_up
from app.usecases.keeping.drill import Drill
from app.usecases.keeping.shelf import Backup
from app.usecases.services import Behind
from ui.bridge.ports import Trouble
from ui.bridge.session import Session
from ui.keeping import viewmodel as vm
from ui.keeping.placing import Placing
from ui.keeping.restoring import ME, Restoring
from ui.keeping.sealing import Sealing
from ui.keeping.viewmodel import DecideVM, KeepingVM, WorkVM


class View(Protocol):
    """What the presenter asks of the screen."""

    def put(self, shown: KeepingVM) -> None:
        """Show this."""
        ...


@dataclass(frozen=True, slots=True)
class _Found:
    """What was read in one go."""

    places: places.Places
    known: record.Record
    copies: tuple[Backup, ...]
    alerts: tuple[Alert, ...]
    behind: Behind | None
    held: bool


class Progress:
    """How far the work is: written by its thread, read by the screen, one value at a time."""

    def __init__(self, phase: str) -> None:
        self.step = Step(phase)
        self.stopped = False

    def tell(self, step: Step) -> bool:
        """Called on the thread that works."""
        self.step = step
        return not self.stopped

    def count(self, done: int, total: int) -> bool:
        """The same for work that counts documents."""
        return self.tell(Step(self.step.phase, done, total))


class KeepingPresenter:
    """One keeping screen."""

    def __init__(self, view: View, session: Session) -> None:
        self._view, self._session = view, session
        self._found: _Found | None = None
        self._findings: tuple[Finding, ...] = ()
        self._state = "copies"
        self._progress: Progress | None = None
        self._said = self._error = self._failed_words = ""
        self.restoring = Restoring(session, self._show, self._start)
        self.placing = Placing(session, self._show, self._settled)
        self.sealing = Sealing(session, self._show, self._settled)

    @property
    def working(self) -> bool:
        """Whether something long is under way."""
        return self._progress is not None

    @property
    def state(self) -> str:
        """Which page stands there."""
        return self._state

    def load(self) -> None:
        """Read notes, copies and alerts again."""
        if self._found is None:
            self._view.put(KeepingVM("loading"))
        self._session.runner.run(
            self._read, self._loaded, self._failed, initiator=ME, lane="report"
        )

    def show(self, state: str) -> None:
        """Another page: copies, doctor."""
        self._state = state
        self._said = self._error = ""
        if state == "doctor":
            self.examine()
        self._show()

    def back(self) -> bool:
        """Esc: stops what is under way, else back to the copies. Says whether there was any."""
        if self._progress is not None:
            self._progress.stopped = True
            return True
        if self._state in ("copies", "doctor"):
            return False
        self._state, self._error = "copies", ""
        self._show()
        return True

    def tick(self) -> None:
        """A moment has passed: the line moves."""
        if self.working:
            self._show()

    # --- copies ------------------------------------------------------------------------------

    def back_up(self) -> None:
        """A copy now."""
        s = self._session.services
        self._start("copy", lambda going: back_up(s, tell=going.tell), self._backed_up)

    def drill_newest(self) -> None:
        """Try a restore of the copy that goes furthest."""
        self.drill("")

    def drill(self, key: str) -> None:
        """Try a restore of one copy, of the furthest without one."""
        found, keeper = self._found, self._session.keeper
        copies = found.copies if found else ()
        chosen = next((one for one in copies if not key or str(one.path) == key), None)
        if keeper is None or chosen is None:
            return
        self._start("drill", lambda going: keeper.drill(chosen, going.count), self._drilled)

    def open_copy(self, key: str) -> None:
        """What restoring this one would mean."""
        copies = self._found.copies if self._found else ()
        chosen = next((one for one in copies if str(one.path) == key), None)
        if chosen is None or self._off() or self.working:
            return
        self._state, self._said, self._error = "restore", "", ""
        self.restoring.look(chosen)

    # --- places and keys ---------------------------------------------------------------------

    def choose_place(self) -> None:
        """Ask where copies are to go."""
        self._state, self._said, self._error = "place", "", ""
        self.placing.ask(self._chosen)

    def ask_keys(self) -> None:
        """Ask for a folder and a passphrase."""
        if self._off():
            return
        self._state, self._said, self._error = "keys", "", ""
        self.sealing.ask(self._chosen)

    @property
    def _chosen(self) -> str:
        """Where copies go."""
        return self._found.places.chosen if self._found else ""

    # --- what only the owner decides ----------------------------------------------------------

    def decide(self, code: str) -> None:
        """`go_on` with a file behind its mark, or `release` what members have."""
        s, operator, words = self._session.services, self._session.on_duty, self._session.words

        def gone_on(doc: Any) -> None:
            self._done(words("keeping.gone_on", epoch=doc.epoch))

        def released(_shop: Any) -> None:
            self._done(words("keeping.released"))

        if code == "go_on":
            self._session.runner.run(
                lambda: standing.go_on(s, operator), gone_on, self._refused, initiator=ME
            )
        else:
            self._session.runner.run(
                lambda: standing.release(s, operator), released, self._refused, initiator=ME
            )

    # --- the check-up -------------------------------------------------------------------------

    def examine(self) -> None:
        """Look the till over."""
        settings, now_ms = places.machine(self._session.services), self._session.now_ms()
        self._start("doctor", lambda _going: examine(settings, now_ms), self._examined)

    def bundle(self) -> None:
        """Write the diagnosis bundle beside the person's other papers."""
        s, now_ms = self._session.services, self._session.now_ms()
        settings = places.machine(s)
        path = Path.home() / f"shuke-diagnosis-{self._session.shop.tid}.zip"
        said = self._session.words("keeping.bundled", path=str(path))
        self._start(
            "doctor",
            lambda _going: bundle(settings, path, now_ms, s),
            lambda _names: self._done(said),
        )

    # --- how work is done ---------------------------------------------------------------------

    def _start(
        self, phase: str, work: Callable[[Progress], Any], then: Callable[[Any], None]
    ) -> None:
        """One long work at a time, on its own lane."""
        if self.working:
            return
        going = Progress(phase)
        self._progress, self._said, self._error = going, "", ""
        self._show()

        def done(value: Any) -> None:
            self._progress = None
            then(value)

        self._session.runner.run(
            lambda: work(going), done, self._stopped, initiator=ME, lane="keep"
        )

    def _read(self) -> _Found:
        s = self._session.services
        found = places.places(s)
        return _Found(
            found,
            record.load(found),
            shelf.listed(found),
            alerts(s),
            s.standing.behind,
            standing.held(s),
        )

    # --- what came back -----------------------------------------------------------------------

    def _loaded(self, found: _Found) -> None:
        if self._session.operator is not None:
            self._found, self._failed_words = found, ""
            self._show()

    def _backed_up(self, made: Backup) -> None:
        self._done(self._session.words("keeping.done", n=made.docs))

    def _drilled(self, done: Drill) -> None:
        words = self._session.words
        if done.ok:
            self._done(words("keeping.drill_done", n=done.docs))
        else:
            self._error = words("keeping.drill_bad", n=done.differences)
            self.load()

    def _examined(self, findings: tuple[Finding, ...]) -> None:
        self._findings = findings
        self._show()

    def _settled(self, said: str) -> None:
        self._state = "copies"
        self._done(said)

    def _done(self, said: str) -> None:
        self._said, self._error = said, ""
        self.load()

    def _stopped(self, trouble: Trouble) -> None:
        self._progress = None
        if isinstance(trouble, Refused) and trouble.code == "work.cancelled":
            self._said = self._session.words("keeping.cancelled")
        else:
            self._error = self._session.words.error(trouble)
        self.load()

    def _refused(self, trouble: Trouble) -> None:
        self._error = self._session.words.error(trouble)
        self._show()

    def _failed(self, trouble: Trouble) -> None:
        self._failed_words = self._session.words.error(trouble)
        self._show()

    # --- what is shown ------------------------------------------------------------------------

    def _off(self) -> str:
        may = self._session.may(Permission.RESTORE)
        return "" if may else self._session.words("keeping.no_right")

    def _work(self) -> WorkVM | None:
        if self._progress is None:
            return None
        step, words = self._progress.step, self._session.words
        share = step.done * PPM // step.total if step.total else None
        stops = step.phase != "doctor"
        return WorkVM(words(f"keeping.step.{step.phase}"), share, stops=stops)

    def _decide(self, found: _Found) -> DecideVM | None:
        words, off = self._session.words, self._off()
        if found.behind is not None:
            title, why = words("keeping.behind_title"), words("keeping.behind_why")
            return DecideVM("go_on", title, why, words("keeping.go_on"), off)
        if found.held:
            may = self._session.may(Permission.MEMBER_ADJUST)
            off = off or ("" if may else words("keeping.no_right"))
            title, why = words("keeping.held_title"), words("keeping.held_why")
            return DecideVM("release", title, why, words("keeping.release"), off)
        return None

    def _show(self) -> None:
        found, session, words = self._found, self._session, self._session.words
        if found is None:
            state = "error" if self._failed_words else "loading"
            self._view.put(KeepingVM(state, error=self._failed_words))
            return
        sealed = session.services.db.key is not None
        self._view.put(
            KeepingVM(
                self._state,
                about=vm.about(found.alerts, words),
                alerts=tuple(vm.alert(one, words) for one in found.alerts),
                decide=self._decide(found),
                facts=vm.facts(
                    *(found.places, found.known, found.copies),
                    sealed=sealed,
                    at=session.at,
                    words=words,
                ),
                copies=tuple(vm.copy(one, session.at, words) for one in found.copies),
                findings=tuple(vm.finding(one, words) for one in self._findings),
                place=self.placing.shown,
                keys=self.sealing.shown,
                restore=self.restoring.shown(),
                work=self._work(),
                off=self._off(),
                said=self._said,
                error=self._error or self._failed_words,
            )
        )
