"""A file that does not open: the copies that there are, and one of them in its place.

Nobody can log in without a file, so nobody is asked who they are: the old file is kept aside, the
new epoch says that it was restored, and members' money is held until the owner's word.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from app.usecases.keeping import shelf
from app.usecases.keeping.places import of_machine
from app.usecases.keeping.restore import Preview, preview
from app.usecases.keeping.shelf import Backup
from ui.bridge.ports import Trouble
from ui.bridge.session import Session
from ui.keeping import viewmodel as vm
from ui.keeping.asking import RestorePane
from ui.keeping.panes import CopiesPane
from ui.kit import Box, Key, Line, Para, b, col, ico, row

if TYPE_CHECKING:
    from ui.shell.opening.house import House

WIDE = 720
ME = "restore"


class RestoreCover(QWidget):
    """`backed` goes back to the sentence, `asked` ends this window for the restored till."""

    backed = Signal()
    asked = Signal()

    def __init__(self, session: Session, house: House) -> None:
        super().__init__()
        self._session, self._house = session, house
        self._copies: tuple[Backup, ...] = ()
        self._seen: Preview | None = None
        self._typed = self._error = ""
        words = session.words
        self.copies = CopiesPane(words)
        self.restore = RestorePane(words, "Esc")
        self.restore.try_key.hide()
        self._said = Para("", role="danger", w=WIDE)
        self.back_key = Key(words("keeping.back"), "Esc", h=64, w=176)
        holder = QWidget()  # before its pages: none may be a window of its own
        self._stack = QStackedLayout(holder)
        list_page = col((self.copies, 1), 8, self._said, 8, row(self.back_key, ...), w=WIDE)
        for page in (list_page, self.restore):
            self._stack.addWidget(page)
        title = Line(
            [ico("backup", "accent", "figure"), b(words("shell.fatal.restore"), "figure")], h=56
        )
        why = Para(words("shell.fatal.restore_why"), w=WIDE)
        body = Box(
            row(..., col(title, why, 8, (holder, 1), w=WIDE, pad=(24, 0)), ...), bg="surface"
        )
        lay = QVBoxLayout(self)
        lay.setContentsMargins(0, 0, 0, 0)
        lay.addWidget(body)
        self.setAccessibleName(words("shell.fatal.restore"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._wire()
        self._load()

    def _wire(self) -> None:
        self.back_key.clicked.connect(self.backed)
        self.copies.opened.connect(self.look)
        self.restore.closed.connect(self._to_list)
        self.restore.typed.connect(self._type)
        self.restore.confirmed.connect(self._confirm)

    # --- the list ----------------------------------------------------------------------------

    def _load(self) -> None:
        settings = self._session.settings
        assert settings is not None
        self._session.runner.run(
            lambda: shelf.listed(of_machine(settings)),
            self._listed,
            self._refused,
            initiator=ME,
            lane="keep",
        )

    def _listed(self, copies: tuple[Backup, ...]) -> None:
        self._copies = copies
        at, words = self._session.at, self._session.words
        self.copies.put(tuple(vm.copy(one, at, words) for one in copies))
        self._said.put(self._error)
        if copies:
            self.copies.table.stand_on(self.copies.first)
            self.copies.table.setFocus()
        else:
            self.back_key.setFocus()

    # --- one of them -------------------------------------------------------------------------

    def look(self, key: str) -> None:
        """What restoring this one would mean."""
        settings = self._session.settings
        chosen = next((one for one in self._copies if str(one.path) == key), None)
        if chosen is None or settings is None:
            return
        self._session.runner.run(
            lambda: preview(settings, chosen),
            self._looked,
            self._refused,
            initiator=ME,
            lane="keep",
        )

    def _looked(self, seen: Preview) -> None:
        self._seen, self._typed, self._error = seen, "", ""
        self._show(fresh=True)
        self._stack.setCurrentWidget(self.restore)
        self.restore.take_focus()

    def _show(self, *, fresh: bool = False, busy: bool = False) -> None:
        seen, words = self._seen, self._session.words
        if seen is None:
            return
        off = words("keeping.restore_off") if self._wrong(seen) else ""
        shown = vm.restoring(
            *(seen, self._session.at, words), error=self._error, off=off, busy=busy
        )
        self.restore.put(shown, fresh=fresh)

    def _type(self, text: str) -> None:
        self._typed = text.strip()
        self._show()

    def _wrong(self, seen: Preview) -> bool:
        return seen.lost > 0 and self._typed != str(seen.lost)

    def _confirm(self, receipt: str) -> None:
        seen = self._seen
        if seen is None or self._wrong(seen):
            return
        if seen.asks and not receipt.strip():
            self._error = self._session.words("refused.restore.ask")
            self._show()
            return
        self._show(busy=True)
        self._house.release()
        self._house.restore(seen, "", receipt.strip())
        self.asked.emit()

    def _to_list(self) -> None:
        self._seen = None
        self._stack.setCurrentIndex(0)
        self.copies.table.setFocus()

    def _refused(self, trouble: Trouble) -> None:
        self._error = self._session.words.error(trouble)
        self._said.put(self._error)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self._stack.currentWidget() is self.restore:
            self._to_list()
        else:
            self.backed.emit()
