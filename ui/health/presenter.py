"""Measures how the till is, verifies the journal and compares the tables when asked. No Qt here.

Verification runs on the report lane while the counter sells on; how far it is crosses as one plain
value that the screen looks at, so that no thread ever waits for another.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from app.domain.errors import Refused
from app.domain.money import PPM
from app.domain.permissions import Permission
from app.usecases.device.look import states
from app.usecases.device.spool import WaitingJob, again, waiting
from app.usecases.health.crashes import CrashNote, crashes
from app.usecases.health.diagnosis import bundle
from app.usecases.health.rebuild import Difference, check_projections
from app.usecases.health.report import HealthReport, health
from app.usecases.health.verify import LastVerified, Verdict, remember, verify_journal
from app.usecases.outcome import Changes
from app.usecases.printing.settle import answer
from app.usecases.proof.export_journal import Exported, export_journal
from app.usecases.proof.export_journal import note as note_export
from app.usecases.proof.slips import SlipCheck, check_slip
from app.usecases.sale.reprint import reprint
from ui.bridge.files import stick
from ui.bridge.ports import Trouble
from ui.bridge.session import Session
from ui.health import viewmodel as vm
from ui.health.viewmodel import HealthVM, WorkVM

ME = "health"


class View(Protocol):
    """What the presenter asks of the screen."""

    def put(self, shown: HealthVM) -> None:
        """Show this."""
        ...


@dataclass(frozen=True, slots=True)
class _Found:
    """What was measured in one go."""

    report: HealthReport
    jobs: tuple[WaitingJob, ...]
    crashes: tuple[CrashNote, ...]


class _Progress:
    """How far a verification is: written by its thread, read by the screen, one value at a time."""

    def __init__(self) -> None:
        self.share: tuple[int, int] = (0, 0)
        self.stopped = False

    def tell(self, done: int, total: int) -> bool:
        """Called on the report thread."""
        self.share = (done, total)
        return not self.stopped


class HealthPresenter:
    """One health screen."""

    def __init__(self, view: View, session: Session, *, folder: Path | None = None) -> None:
        """`folder`: where exports go; None finds a stick, else where exports usually go."""
        self._view, self._session, self._folder = view, session, folder
        self._found: _Found | None = None
        self._verdict: Verdict | None = None
        self._differences: tuple[Difference, ...] | None = None
        self._progress: _Progress | None = None
        self._checking = False
        self._doing = "verifying"
        self._said = self._error = ""
        self._failed_words = ""

    @property
    def working(self) -> bool:
        """Whether something long is under way."""
        return self._progress is not None or self._checking

    def load(self) -> None:
        """Measure everything that does not take long."""
        if self._found is None:
            self._view.put(HealthVM("loading"))
        s = self._session.services
        self._session.runner.run(
            lambda: _Found(health(s), waiting(s), crashes(s)),
            self._measured,
            self._failed,
            lane="report",
        )

    def changed(self, changes: Changes) -> None:
        """A print job moved while the page is in front."""
        if changes.prints and not self.working:
            self.load()

    def verify(self) -> None:
        """Check every document and its signature; can be stopped."""
        if self.working:
            return
        s, progress = self._session.services, _Progress()
        self._progress, self._said, self._error = progress, "", ""
        self._doing = "verifying"
        self._show()
        self._session.runner.run(
            lambda: verify_journal(s, known_key=s.signer.public_key, tell=progress.tell),
            self._verified,
            self._stopped,
            initiator=ME,
            lane="report",
        )

    def cancel(self) -> bool:
        """Stop the verification at its next piece. Says whether one was running."""
        if self._progress is None:
            return False
        self._progress.stopped = True
        return True

    def check(self) -> None:
        """Fold the journal again and compare every table (rebuild --check)."""
        if self.working:
            return
        s = self._session.services
        self._checking, self._said, self._error = True, "", ""
        self._show()
        self._session.runner.run(
            lambda: check_projections(s), self._checked, self._stopped, initiator=ME, lane="report"
        )

    def export(self) -> None:
        """The journal to a stick, with the program that verifies it without us; can be stopped."""
        if self.working:
            return
        s, progress = self._session.services, _Progress()
        to = self._folder or stick(Path.home())
        self._progress, self._said, self._error = progress, "", ""
        self._doing = "exporting"
        self._show()
        self._session.runner.run(
            lambda: export_journal(s, to, tell=progress.tell),
            self._exported,
            self._stopped,
            initiator=ME,
            lane="report",
        )

    def bundle(self) -> None:
        """How this till is, in one file for whoever helps from afar; nothing about anybody."""
        session, settings = self._session, self._session.settings
        if self.working or settings is None:
            return
        path = (self._folder or stick(Path.home())).joinpath(f"shuke-help-{session.shop.tid}.zip")
        s, now = session.services, session.now_ms()
        session.runner.run(
            lambda: bundle(settings, path, now, s),
            lambda _: self._told(session.words("health.bundled", path=str(path))),
            self._refused,
            initiator=ME,
            lane="report",
        )

    def _told(self, said: str) -> None:
        self._said, self._error = said, ""
        self._show()

    def slip(self, text: str) -> None:
        """A receipt or a Z was scanned: does the journal say the same?"""
        s = self._session.services
        self._session.runner.run(lambda: check_slip(s, text), self._compared, self._refused)

    def tick(self) -> None:
        """A moment has passed: the line moves."""
        if self.working:
            self._show()

    def answer(self, job_id: str, *, printed: bool) -> None:
        """A person looked whether an unsure job came out."""
        s = self._session.services
        self._session.runner.run(
            lambda: answer(s, job_id, printed=printed),
            lambda _: self._settled("health.noted" if printed else "health.noted_not"),
            self._refused,
            initiator=ME,
        )

    def again(self, job_id: str) -> None:
        """Send a job once more that never reached the printer."""
        s = self._session.services
        self._session.runner.run(
            lambda: again(s, job_id),
            lambda _: self._settled("health.sent_again"),
            self._refused,
            initiator=ME,
        )

    def copy(self, sale_id: str) -> None:
        """A copy of a receipt that a person said was not there."""
        s, operator = self._session.services, self._session.on_duty
        self._session.runner.run(
            lambda: reprint(s, operator, sale_id),
            lambda _: self._settled("health.copied"),
            self._refused,
            initiator=ME,
        )

    # --- what came back ----------------------------------------------------------------------

    def _measured(self, found: _Found) -> None:
        if self._session.operator is not None:
            self._found, self._failed_words = found, ""
            self._show()

    def _verified(self, verdict: Verdict) -> None:
        s = self._session.services
        self._progress, self._verdict = None, verdict
        words = self._session.words
        self._said = words("health.verify_done", docs=verdict.docs) if verdict.ok else ""
        self._session.runner.run(lambda: remember(s, verdict), self._remembered, self._refused)
        self._show()

    def _exported(self, made: Exported) -> None:
        s, session = self._session.services, self._session
        self._progress = None
        self._said = session.words("health.exported", docs=made.docs, path=str(made.folder))
        if session.operator is not None:
            operator = session.operator
            session.runner.run(
                lambda: note_export(s, operator, made), lambda _: None, self._refused, initiator=ME
            )
        self._show()

    def _compared(self, found: SlipCheck) -> None:
        place = f"{found.tid}.{found.epoch}.{found.seq}"
        told = self._session.words(f"proof.slip.{found.reason or 'ok'}", place=place)
        self._said, self._error = (told, "") if found.ok else ("", told)
        self._session.sound("ok" if found.ok else "error")
        self._show()

    def _remembered(self, _note: LastVerified) -> None:
        self.load()

    def _checked(self, found: tuple[Difference, ...]) -> None:
        self._checking, self._differences = False, found
        self._said = "" if found else self._session.words("health.check_done")
        self._show()

    def _stopped(self, trouble: Trouble) -> None:
        self._progress, self._checking = None, False
        if isinstance(trouble, Refused) and trouble.code == "work.cancelled":
            self._said = self._session.words("health.cancelled")
        else:
            self._error = self._session.words.error(trouble)
        self._show()

    def _settled(self, said: str) -> None:
        self._said, self._error = self._session.words(said), ""
        self.load()

    def _refused(self, trouble: Trouble) -> None:
        self._error = self._session.words.error(trouble)
        self._show()

    def _failed(self, trouble: Trouble) -> None:
        self._failed_words = self._session.words.error(trouble)
        self._show()

    # --- what is shown -----------------------------------------------------------------------

    def _work(self) -> WorkVM | None:
        words = self._session.words
        if self._checking:
            return WorkVM(words("health.checking"), None, words("health.sell_on"), stops=False)
        if self._progress is None:
            return None
        done, total = self._progress.share
        share = done * PPM // total if total else 0
        note = words("health.verified_so_far", done=done, total=total) if total else ""
        return WorkVM(words(f"health.{self._doing}"), share, note, stops=True)

    def _show(self) -> None:
        found, session = self._found, self._session
        if found is None:
            state = "error" if self._failed_words else "loading"
            self._view.put(HealthVM(state, error=self._failed_words))
            return
        words = session.words
        copies = session.may(Permission.REPRINT)
        jobs = tuple(vm.job(one, session.at(one.at_ms), words, copies=copies) for one in found.jobs)
        devices = tuple(vm.device(one, words) for one in states(session.services))
        checks = vm.checks(
            found.report,
            key_place=session.services.key_place,
            verdict=self._verdict,
            found=self._differences,
            at=session.at,
            words=words,
            today=session.at(session.now_ms()).date(),
        )
        shown = HealthVM(
            "shown",
            about=vm.about((*checks, *jobs, *devices), words),
            checks=checks,
            jobs=jobs,
            jobs_none="" if jobs else words("health.no_jobs"),
            devices=devices,
            crashes=tuple(vm.crash(one, session.at(one.at_ms), words) for one in found.crashes),
            work=self._work(),
        )
        error = self._error or self._failed_words
        self._view.put(replace(shown, said=self._said, error=error))
