"""The page of training: what it is, the way in, and in it the way out."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget
from shiboken6 import isValid

from app.domain.permissions import Permission
from ui.bridge.session import Session
from ui.kit import Key, Line, Para, b, col, ico, row, scroll, t


class TrainingPage(QWidget):
    """One key: into training, or back to the till."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        words = session.words
        self.title = words("training.title")
        self.setAccessibleName(self.title)
        inside = session.training
        text = "training.inside" if inside else "training.what"
        points = ("own_numbers", "drawer", "totals", "journal")
        lines = [
            row(Line([ico("check", "positive")], h=36, w=32), (_point(session, one), 1))
            for one in points
        ]
        self.key = Key(
            words("training.leave" if inside else "training.enter"),
            "Enter",
            kind="primary",
            icon="exchange" if inside else "training",
            size="title",
            h=72,
            w=400,
        )
        if not inside and not session.may(Permission.TRAINING):
            self.key.change(off=words("training.not_allowed"))
        self.key.clicked.connect(self._go)
        session.noticed.connect(self._told)
        note = words("training.leave_note" if inside else "training.enter_note")
        body = col(
            Line([ico("training", "training"), b(self.title, "figure")], h=72, gap=12),
            Para(words(text), "title"),
            24,
            *lines,
            24,
            row(self.key, ...),
            8,
            Para(note, "small", "muted"),
            ...,
            pad=(24, 48),
            bg="surface",
        )
        lay = QVBoxLayout(self)
        lay.setContentsMargins(0, 0, 0, 0)
        lay.addWidget(scroll(body))

    def activated(self) -> None:
        """The page comes to the front."""
        self.focus_home()

    def focus_home(self) -> None:
        """Enter is the key."""
        self.key.setFocus()

    def _told(self, _notice: object) -> None:
        """It was refused, and the bar says why: the key works again."""
        if isValid(self) and self._session.may(Permission.TRAINING):
            self.key.change(off="")

    def _go(self) -> None:
        words = self._session.words
        self.key.change(off=words("training.making"))
        self._session.train()


def _point(session: Session, name: str) -> Line:
    return Line([t(session.words(f"training.point.{name}"), elide=True)], h=36)
