"""When there is nothing to sell with: one plain sentence, what was kept, what to do next."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from app.domain.errors import Unavailable
from app.words import Words
from ui.bridge.ports import Trouble
from ui.kit import Box, Key, Line, Para, b, col, ico, row, s
from ui.kit.pieces.box import Item

WIDTH = 720
COPY_HELPS = ("database.corrupt", "database.not_ours", "database.key", "database.missing")


class FatalScreen(Box):
    """Covers the window: a folder in use or read-only, a file that is corrupt, newer or without its
    key, a full disk. `retried` by its first key or Enter, `left` by Esc; `restoring` is offered
    where a copy would help.
    """

    retried = Signal()
    left = Signal()
    restoring = Signal()

    def __init__(self, words: Words, trouble: Trouble, folder: str, *, crash: str = "") -> None:
        sentence = words.error(trouble)
        again = Key(words("kit.retry"), "Enter", icon="refresh", kind="primary", h=64, size="title")
        again.setObjectName("retry")
        quit_ = Key(words("shell.first.quit"), "Esc", h=64)
        quit_.setObjectName("quit")
        rows: list[Item] = [
            Line([ico("alert", "danger", "figure"), b(words("shell.fatal.title"), "figure")], h=56),
            8,
            Para(sentence, "title", w=WIDTH),
            16,
            Line([s(words("shell.fatal.folder")), s(folder, "text", elide=True)], h=28, w=WIDTH),
        ]
        if crash:
            rows.append(Line([s(words("shell.fatal.crash")), s(crash, "text")], h=28, w=WIDTH))
        restore = Key(words("shell.fatal.restore"), icon="backup", h=64)
        restore.setObjectName("restore")
        helps = isinstance(trouble, Unavailable) and trouble.code in COPY_HELPS
        keys = [again, restore, quit_] if helps else [again, quit_]
        rows += [32, row(*[(key, 1) for key in keys], gap=8, w=WIDTH)]
        super().__init__(..., row(..., col(*rows, w=WIDTH), ...), ..., ..., bg="surface")
        again.clicked.connect(self.retried)
        quit_.clicked.connect(self.left)
        restore.clicked.connect(self.restoring)
        if not helps:
            restore.deleteLater()
        self.setObjectName("fatal")
        self.setAccessibleName(words("shell.fatal.title"))
        self.setAccessibleDescription(sentence)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.retried.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
