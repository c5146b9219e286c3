"""Takes a file in: found, read, looked at row by row, written, taken back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from app.domain.catalog import Department
from app.domain.errors import Unavailable
from app.usecases.catalog import importing, list_items
from app.usecases.catalog.csv_rows import ImportRow
from app.usecases.catalog.importing import ImportBatch, ImportOptions, ImportPreview, Undone
from app.usecases.outcome import Changes
from ui.bridge import files
from ui.bridge.files import FoundFile
from ui.bridge.ports import Trouble
from ui.bridge.session import Session
from ui.catalog.presenter.editor import ME
from ui.catalog.presenter.export import Export
from ui.catalog.viewmodel import transfer as vm
from ui.catalog.viewmodel.transfer import (
    DoneVM,
    PreviewRowVM,
    PreviewVM,
    StartVM,
    TransferVM,
)

PAGE = 200
Start = tuple[tuple[FoundFile, ...], ImportBatch | None, tuple[Department, ...]]


class View(Protocol):
    """What this presenter asks of the page."""

    def put_transfer(self, shown: TransferVM) -> None:
        """Show the import or the export."""
        ...


class TransferPresenter:
    """One import at a time. A file that is being read can be given up: its answer is dropped."""

    def __init__(self, view: View, session: Session, home: Callable[[], Path] = Path.home) -> None:
        self._view, self._session, self._home = view, session, home
        self._state = "start"
        self._files: tuple[FoundFile, ...] | None = None
        self._departments: tuple[Department, ...] = ()
        self._last: ImportBatch | None = None
        self._path, self._path_error = "", ""
        self._data: bytes | None = None
        self.export = Export(session, self._show, self._tell)
        self._sure = False
        self._said, self._role = "", "muted"
        self._plan: ImportPreview | None = None
        self._rows: tuple[ImportRow, ...] = ()
        self._filter = vm.ALL
        self._made: tuple[PreviewRowVM, ...] = ()  # rows already put into words
        self._options = ImportOptions()
        self._batch: ImportBatch | None = None
        self._serial = 0  # of what is being read; an answer to an older question is dropped
        self._fill = 0

    # --- the start ---------------------------------------------------------------------------

    def load(self) -> None:
        """Look for files and for the last import; a preview that is open stays."""
        if not self._session.loaded or self._state != "start":
            return
        s, home = self._session.services, self._home()

        def look() -> Start:
            found = files.list_files(files.usual_folders(home))
            return found, importing.last(s), list_items.departments(s)

        self._session.runner.run(
            look, self._looked, self._start_failed, initiator=ME, lane="report"
        )
        self._show()

    def changed(self, changes: Changes) -> None:
        """Something was written elsewhere; a preview finds out when it is applied."""
        if changes.catalog:
            self.load()

    def _looked(self, found: Start) -> None:
        self._files, self._last, self._departments = found
        self._fill += self.export.propose(self._home())
        self._show()

    def _start_failed(self, trouble: Trouble) -> None:
        self._files = self._files or ()
        self._tell(self._session.words.error(trouble), "danger")

    def typed_path(self, text: str) -> None:
        """A path by hand: of a file, or of a folder to look into."""
        self._path, self._path_error = text, ""
        self._show()

    def open_typed(self) -> None:
        """Enter in the path's field."""
        text = self._path.strip().strip("\"'")
        if not text:
            self._path_error = self._session.words("catalog.path_empty")
            self._show()
            return
        path = Path(text).expanduser()

        def look() -> tuple[FoundFile, ...] | None:
            if path.is_dir():
                return files.list_files((path,))
            return None

        def looked(found: tuple[FoundFile, ...] | None) -> None:
            if found is None:
                self.read(str(path))
                return
            self._files = found
            if not found:
                self._path_error = self._session.words("catalog.folder_empty")
            self._show()

        self._session.runner.run(look, looked, self._start_failed, initiator=ME, lane="report")

    # --- reading a file ----------------------------------------------------------------------

    def read(self, path: str, data: bytes | None = None) -> None:
        """Read a file (or what is known to be in it) and say what it would do. Writes nothing."""
        self._path, self._data, self._options = path, data, ImportOptions()
        self._preview()

    def _preview(self) -> None:
        s, options = self._session.services, self._options
        source = Path(self._path) if self._data is None else self._data
        self._serial += 1
        serial = self._serial
        self._state, self._said, self._path_error = "busy", "", ""
        self._show()
        self._session.runner.run(
            lambda: importing.preview(s, source, options),
            lambda plan: self._previewed(plan, serial),
            lambda trouble: self._read_refused(trouble, serial),
            initiator=ME,
            lane="report",
        )

    def _previewed(self, plan: ImportPreview, serial: int) -> None:
        if serial != self._serial:
            return
        self._plan, self._state = plan, "preview"
        self._filter = vm.ALL
        self._filtered()

    def _read_refused(self, trouble: Trouble, serial: int) -> None:
        if serial != self._serial:
            return
        self._session.sound("error")
        self._state, self._plan = "start", None
        words = self._session.words
        if isinstance(trouble, Unavailable) and trouble.what == "file":
            self._path_error = words("catalog.path_missing")
        else:
            self._path_error = words.error(trouble)
        self._fill += 1
        self._show()

    def filter(self, code: str) -> None:
        """Only the rows that do this."""
        self._filter = code
        self._filtered()

    def _filtered(self) -> None:
        plan = self._plan
        self._rows = tuple(r for r in plan.rows if vm.fits(r, self._filter)) if plan else ()
        self._made = ()
        self._make()
        self._show()

    def more(self) -> None:
        """The end of the list came near."""
        if self._state == "preview" and len(self._made) < len(self._rows):
            self._make()
            self._show(more=True)

    def _make(self) -> None:
        """Put one more page of rows into words."""
        words, now, at = self._session.words, self._session.now_ms(), len(self._made)
        plan = self._plan
        known = (*self._departments, *(plan.new_departments if plan else ()))
        fresh = self._rows[at : at + PAGE]
        self._made += tuple(vm.row(one, known, now, words) for one in fresh)

    def open_pick(self) -> None:
        """Choose the department of rows that name none."""
        if self._state == "preview":
            self._state = "pick"
            self._show()

    def picked(self, department_id: str) -> None:
        """Rows without a department go there."""
        options = self._options
        self._options = ImportOptions(department_id, "", options.new_departments)
        self._preview()

    def set_new_departments(self, on: bool) -> None:
        """Whether departments that the shop lacks are made."""
        options = self._options
        self._options = ImportOptions(options.department_id, options.tax_class, on)
        self._preview()

    def back(self) -> bool:
        """Esc: a list of choices closes, a file being read is given up, a preview is left."""
        if self._state == "pick":
            self._state = "preview"
            self._show()
            return True
        if self._state in ("preview", "done") or (self._state == "busy" and self._plan is None):
            self._leave()
            return True
        return self._state != "start"

    def cancel(self) -> None:
        """The key beside the progress line: the file is given up, nothing was written."""
        if self._state == "busy" and self._batch is None:
            self._leave()

    def _leave(self) -> None:
        self._serial += 1
        self._state, self._plan, self._batch, self._rows = "start", None, None, ()
        self._sure, self._said = False, ""
        self._fill += 1
        self.load()

    # --- writing -----------------------------------------------------------------------------

    def apply(self) -> None:
        """Write the good rows, all in one go."""
        plan = self._plan
        if plan is None or self._state != "preview" or not plan.new + plan.changed:
            return
        s, operator = self._session.services, self._session.on_duty
        self._serial += 1
        self._state, self._said = "writing", ""
        self._show()
        self._session.runner.run(
            lambda: importing.apply(s, operator, plan),
            self._applied,
            self._apply_refused,
            initiator=ME,
        )

    def _applied(self, batch: ImportBatch) -> None:
        self._state, self._batch, self._last, self._plan = "done", batch, batch, None
        self._session.sound("ok")
        self._show()

    def _apply_refused(self, trouble: Trouble) -> None:
        self._session.sound("error")
        self._state = "preview"
        self._tell(self._session.words.error(trouble), "danger")

    def undo(self) -> None:
        """Take the last import back; asked twice: the first press says what the second does."""
        batch = self._last
        if batch is None or batch.undone or self._state not in ("start", "done"):
            return
        if not self._sure:
            self._sure = True
            self._show()
            return
        s, operator = self._session.services, self._session.on_duty
        self._sure, was = False, self._state
        self._state = "undoing"
        self._show()
        self._session.runner.run(
            lambda: importing.undo(s, operator, batch.batch_id),
            self._undone,
            lambda trouble: self._undo_refused(trouble, was),
            initiator=ME,
        )

    def _undone(self, found: Undone) -> None:
        said = vm.undone(found, self._session.words)
        self._state = "start"
        self._leave()
        self._tell(said, "positive")

    def _undo_refused(self, trouble: Trouble, was: str) -> None:
        self._session.sound("error")
        self._state = was
        self._tell(self._session.words.error(trouble), "danger")

    # --- what is shown -----------------------------------------------------------------------

    def _tell(self, words: str, role: str) -> None:
        self._said, self._role = words, role
        self._show()

    def _show(self, *, more: bool = False) -> None:
        words = self._session.words
        state = self._state
        if state == "start":
            shown = TransferVM("start", start=self._start_vm())
        elif state == "busy":
            name = Path(self._path).name
            shown = TransferVM("busy", busy=words("catalog.reading", name=name))
        elif state in ("writing", "undoing"):
            note = words("catalog.writing_note")
            busy = words(f"catalog.{state}")
            shown = TransferVM("busy", busy=busy, busy_note=note, can_cancel=False)
        elif state == "done":
            shown = TransferVM("done", done=self._done_vm())
        else:
            shown = TransferVM(state, preview=self._preview_vm(more=more))
        self._view.put_transfer(shown)

    def _start_vm(self) -> StartVM:
        session, words = self._session, self._session.words
        found = tuple(vm.file(f, session.at(f.changed_ms), words) for f in self._files or ())
        batch = self._last
        said_last = (
            vm.last(batch, session.at(batch.at_ms), words, sure=self._sure) if batch else None
        )
        return StartVM(
            found,
            self._files is None,
            self._path,
            self._path_error,
            said_last,
            self.export.path,
            self.export.error,
            words("catalog.saving") if self.export.busy else "",
            self._said,
            self._role,
            self._fill,
        )

    def _preview_vm(self, *, more: bool) -> PreviewVM:
        plan, words = self._plan, self._session.words
        assert plan is not None
        title, off = vm.apply_words(plan, words)
        lang = words.lang
        chosen = self._options.department_id or (
            self._departments[0].department_id if self._departments else ""
        )
        named = {d.department_id: d.named(lang) for d in self._departments}
        made = words("catalog.comma").join(d.name for d in plan.new_departments[:6])
        return PreviewVM(
            Path(self._path).name,
            vm.about(plan, words),
            vm.counts(plan, self._filter, words),
            vm.columns(plan, words),
            self._made,
            more,
            words(f"catalog.import.none.{self._filter}"),
            named.get(chosen, words("catalog.no_department")),
            self._options.new_departments,
            words("catalog.will_make", names=made) if made else "",
            title,
            off,
            self._said,
            tuple(named.items()),
            chosen,
        )

    def _done_vm(self) -> DoneVM:
        assert self._batch is not None
        words = self._session.words
        title, about = vm.done(self._batch, words)
        undo = words("catalog.undo_sure" if self._sure else "catalog.undo")
        return DoneVM(title, about, undo, "", self._said)
