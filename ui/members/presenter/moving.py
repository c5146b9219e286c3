"""Members in and out as a file: found, looked at row by row, written with how far it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from app.domain.permissions import Permission
from app.usecases.member.sheets import exporting, importing
from app.usecases.member.sheets.importing import MemberImportDone, MemberImportPreview
from ui.bridge import files
from ui.bridge.files import FoundFile
from ui.bridge.ports import Trouble
from ui.bridge.session import Session
from ui.members.presenter.errand import ME
from ui.members.presenter.view import View
from ui.members.viewmodel import moving as vm
from ui.members.viewmodel import text
from ui.members.viewmodel.moving import FileVM, MovingVM

ENDINGS = (".xlsx", ".xls", ".csv", ".txt")


class Moving:
    """One import at a time. `tell` may be called from any thread: the screen hops to its own."""

    def __init__(
        self,
        view: View,
        session: Session,
        tell: Callable[[int, int], None],
        home: Callable[[], Path] = Path.home,
    ) -> None:
        self._view, self._session, self._tell, self._home = view, session, tell, home
        self._plan: MemberImportPreview | None = None
        self._shown = MovingVM()
        self._serial = 0

    def open(self) -> None:
        """The page comes to the front: which files lie about."""
        words, session = self._session.words, self._session
        may_in = session.may(Permission.MEMBER_EDIT)
        may_out = session.may(Permission.MEMBER_EXPORT)
        home = self._home()
        self._plan = None
        self._put(
            MovingVM(
                looking=True,
                import_off="" if may_in else words("members.edit_off"),
                export_off="" if may_out else words("member.off.member.export"),
                export_path=str(
                    files.free(files.export_folder(home) / words("member.export_file"))
                ),
            )
        )
        session.runner.run(
            lambda: files.list_files(files.usual_folders(home), ENDINGS),
            self._listed,
            self._failed,
            lane="report",
        )

    def typed(self, path: str) -> None:
        """A path is being typed."""
        self._put(replace(self._shown, path=path, error=""))

    def look(self, path: str = "") -> None:
        """Read a file and say row by row what would happen; nothing is written."""
        chosen = (path or self._shown.path).strip()
        if not chosen or self._shown.import_off:
            return
        self._serial += 1
        serial, s = self._serial, self._session.services
        words = self._session.words("member.import_reading")
        self._put(replace(self._shown, state="busy", busy_words=words, done_ppm=0, path=chosen))
        self._session.runner.run(
            lambda: importing.preview(s, Path(chosen).expanduser()),
            lambda plan: self._previewed(serial, plan),
            self._failed,
            lane="report",
        )

    def cancel(self) -> bool:
        """Give up reading, or leave a preview. Says whether there was something to leave."""
        if self._shown.state == "start" or not self._shown.can_cancel:
            return False
        self._serial += 1
        self.open()
        return True

    def filter(self, which: str) -> None:
        """All rows, or those with errors."""
        plan = self._plan
        if plan is not None:
            rows = vm.lines(plan, which == "wrong", self._session.words)
            self._put(replace(self._shown, filter=which, lines=rows))

    def apply(self) -> None:
        """Write the good rows."""
        plan, s, operator = self._plan, self._session.services, self._session.on_duty
        if plan is None or self._shown.off or self._shown.state != "preview":
            return
        words = self._session.words("member.import_writing")
        self._put(replace(self._shown, state="busy", busy_words=words, can_cancel=False))
        self._session.runner.run(
            lambda: importing.apply(s, operator, plan, tell=self._tell),
            self._applied,
            self._failed,
            initiator=ME,
        )

    def told(self, done: int, of: int) -> None:
        """So many rows are written; on the GUI thread."""
        if self._shown.state == "busy":
            self._put(replace(self._shown, done_ppm=done * 1_000_000 // max(1, of)))

    def export_typed(self, path: str) -> None:
        """Where the file goes; another one is asked about anew."""
        asked = self._shown.export_over
        self._shown = replace(self._shown, export_path=path, export_over=False)
        if asked:
            self._put(replace(self._shown, said=""))

    def export_full(self, on: bool) -> None:
        """Whole phone numbers, too: journalled."""
        self._put(replace(self._shown, export_full=on))

    def export(self) -> None:
        """Write everybody to a file; over one that is there only when asked a second time."""
        if self._shown.export_off:
            return
        path = Path(self._shown.export_path.strip()).expanduser()
        if path.is_file() and not self._shown.export_over:
            there = self._session.words("member.export_there", name=path.name)
            self._put(replace(self._shown, said=there, export_over=True))
            return
        form = "csv" if path.suffix.lower() == ".csv" else "xlsx"
        s, operator, lang = self._session.services, self._session.on_duty, self._session.language
        full = self._shown.export_full
        why = self._session.words("member.export_why")
        working = self._session.words("member.working")
        self._put(replace(self._shown, said=working, error="", export_over=False))
        self._session.runner.run(
            lambda: exporting.export(
                s, operator, form=form, language=lang, full_phone=full, why=why
            ),
            lambda data: self._write(path, data),
            self._failed,
            initiator=ME,
        )

    # --- what came back ----------------------------------------------------------------------

    def _write(self, path: Path, data: bytes) -> None:
        words = self._session.words
        self._session.runner.run(
            lambda: files.write(path, data),
            lambda at: self._put(replace(self._shown, said=words("member.saved_to", path=str(at)))),
            self._failed,
            lane="report",
        )

    def _listed(self, found: tuple[FoundFile, ...]) -> None:
        session = self._session
        today = session.at(session.now_ms()).date()
        rows = tuple(
            FileVM(
                str(one.path),
                one.path.name,
                str(one.path.parent),
                f"{max(1, one.size // 1024):,} KB",
                text.when(session.at(one.changed_ms), today, session.words),
            )
            for one in found
        )
        if self._shown.state == "start":
            self._put(replace(self._shown, files=rows, looking=False))

    def _previewed(self, serial: int, plan: MemberImportPreview) -> None:
        if serial == self._serial:
            self.put(plan)

    def put(self, plan: MemberImportPreview) -> None:
        """Show a plan."""
        words = self._session.words
        self._plan = plan
        wrong = sum(1 for one in plan.rows if one.errors)
        good = len(plan.rows) - wrong
        self._put(
            replace(
                self._shown,
                state="preview",
                title=words("member.import_title", n=len(plan.rows)),
                about=Path(self._shown.path).name,
                filter="all",
                wrong=wrong,
                lines=vm.lines(plan, False, words),
                totals=vm.totals(plan, words),
                confirm=words("member.import_do", n=good),
                off="" if good else words("member.import_nothing"),
                can_cancel=True,
            )
        )

    def _applied(self, done: MemberImportDone) -> None:
        words = self._session.words
        self._plan = None
        self._put(
            replace(
                self._shown,
                state="done",
                title=words("member.import_done", n=done.members),
                about=vm.done(done, words),
                can_cancel=True,
            )
        )

    def _failed(self, trouble: Trouble) -> None:
        error = self._session.words.error(trouble)
        state = "preview" if self._plan is not None else "start"
        self._put(
            replace(self._shown, state=state, error=error, said="", looking=False, can_cancel=True)
        )

    def _put(self, shown: Any) -> None:
        self._shown = shown
        self._view.put_moving(shown)
