"""The statement tab: a period read, saved as PDF or Excel, printed on the slip printer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

from app.domain.shop import business_date
from app.reports.statement import Statement
from app.usecases.loyalty import statement as statements
from ui.bridge.files import export_folder, write
from ui.bridge.ports import Trouble
from ui.bridge.session import Session
from ui.members.presenter.errand import ME
from ui.members.presenter.view import View
from ui.members.viewmodel import statement as words_of
from ui.members.viewmodel.dossier import Frame
from ui.members.viewmodel.statement import StatementVM


class Printing:
    """One statement at a time; an older period's answer is dropped."""

    def __init__(self, view: View, session: Session, frame: Callable[[], Frame]) -> None:
        self._view, self._session, self._frame = view, session, frame
        self._member_id, self._period, self._path = "", "quarter", ""
        self._folder: Path | None = None  # where the last one was saved
        self._found: Statement | None = None
        self._shown = StatementVM("quarter", loading=True)

    def open(self, member_id: str) -> None:
        """The tab comes to the front."""
        if member_id != self._member_id:
            self._path = ""
        self._member_id = member_id
        self.turn(self._period)

    def turn(self, period: str) -> None:
        """Another period."""
        self._period, self._found = period, None
        self._put(StatementVM(period, loading=True, path=self._path))
        session, member_id = self._session, self._member_id
        s, operator = session.services, session.on_duty
        shop = session.shop
        today = business_date(session.now_ms(), shop.zone, shop.cutoff_hour)
        first, last = words_of.span(period, date.fromisoformat(today))
        session.runner.run(
            lambda: statements.statement(s, operator, member_id, first, last),
            lambda found: self._read(period, found),
            self._failed,
            lane="report",
        )

    def put(self, found: Statement) -> None:
        """Show a statement that somebody else read (for pictures)."""
        self._read(self._period, found)

    def typed(self, path: str) -> None:
        """Where the next file goes."""
        self._path = path

    def save(self, form: str) -> None:
        """Write the file whole, and say where it lies."""
        found, lang = self._found, self._session.language
        if found is None:
            return
        path = self._target(form, found)
        make = statements.pdf if form == "pdf" else statements.xlsx
        self._put(replace(self._shown, off=self._session.words("member.working"), error=""))
        runner, s, operator = self._session.runner, self._session.services, self._session.on_duty

        def noted(_: object) -> None:  # the journal knows of the file before there is one
            runner.run(
                lambda: write(path, make(found, lang)),
                self._saved,
                self._failed,
                initiator=ME,
                lane="report",
            )

        runner.run(
            lambda: statements.note_export(s, operator, found, form),
            noted,
            self._failed,
            initiator=ME,
        )

    def slip(self) -> None:
        """On the receipt printer."""
        found = self._found
        if found is None:
            return
        s, operator = self._session.services, self._session.on_duty
        words = self._session.words
        self._session.runner.run(
            lambda: statements.print_statement(s, operator, found),
            lambda _job: self._put(replace(self._shown, said=words("member.sent"), error="")),
            self._failed,
            initiator=ME,
        )

    def _target(self, form: str, found: Statement) -> Path:
        """What was typed, else a name of its own in the usual folder."""
        if self._path.strip():
            typed = Path(self._path.strip()).expanduser()
            return typed.with_suffix(f".{form}")
        name = self._session.words(
            "member.statement_file", phone=found.member_phone[-4:], day=found.until_on
        )
        return (self._folder or export_folder(Path.home())) / f"{name}.{form}"

    def _read(self, period: str, found: Statement) -> None:
        if period != self._period or self._session.operator is None:
            return
        self._found = found
        shown = words_of.page(found, period, self._frame())
        self._path = self._path or str(self._target("pdf", found))
        self._put(replace(shown, path=self._path))

    def _saved(self, path: Path) -> None:
        self._folder = path.parent
        said = self._session.words("member.saved_to", path=str(path))
        self._put(replace(self._shown, said=said, off="", error=""))

    def _failed(self, trouble: Trouble) -> None:
        error = self._session.words.error(trouble)
        self._put(replace(self._shown, error=error, said="", off="", loading=False))

    def _put(self, shown: StatementVM) -> None:
        self._shown = shown
        self._view.put_statement(shown)
