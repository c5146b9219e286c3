"""One of several: keys of which one is chosen, and a switch."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QSizePolicy, QWidget

from ui.kit import theme
from ui.kit.pieces.key import Key
from ui.kit.runs import Run, cap_of, draw_runs, run_width, runs_width, s, t


class Choice(QWidget):
    """Keys of which one is chosen. Options are (code, title) or (code, title, second line). `elide`
    where a shop writes the titles itself: they may be longer than a key."""

    picked = Signal(str)

    def __init__(
        self,
        options: Sequence[tuple[str, ...]],
        chosen: str = "",
        *,
        columns: int = 4,
        form: str = "centre",
        h: int = 56,
        size: str = "body",
        elide: bool = False,
    ) -> None:
        super().__init__()
        lay = QGridLayout(self)
        lay.setContentsMargins(0, 0, 0, 0)
        lay.setSpacing(8)
        self.keys: dict[str, Key] = {}
        for place, (code, title, *sub) in enumerate(options):
            key = Key(title, sub=sub[0] if sub else "", form=form, h=h, size=size, elide=elide)
            key.clicked.connect(lambda _=False, code=code: self._pick(code))
            self.keys[code] = key
            lay.addWidget(key, place // columns, place % columns)
        for column in range(min(columns, len(options))):
            lay.setColumnStretch(column, 1)
        self._chosen = ""
        self.set_chosen(chosen)

    @property
    def chosen(self) -> str:
        """The code chosen, or an empty text."""
        return self._chosen

    def set_chosen(self, code: str) -> None:
        """Choose by code; `picked` is not emitted."""
        self._chosen = code
        for name, key in self.keys.items():
            key.set_chosen(name == code)

    def _pick(self, code: str) -> None:
        self.set_chosen(code)
        self.picked.emit(code)


class Switch(QAbstractButton):
    """Words at the left, at the right on or off as a word and as a place of the knob."""

    turned = Signal(bool)

    def __init__(self, title: str, on: bool = False, *, note: str = "", h: int = 56) -> None:
        super().__init__()
        self.title, self.note = title, note
        self.setCheckable(True)
        self.setChecked(on)
        self.setAccessibleName(title)
        self.setAccessibleDescription(note)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFixedHeight(h)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self.turned)

    def sizeHint(self) -> QSize:
        width = runs_width([t(self.title), s(self.note)], 8) + 160
        return QSize(round(width), self.height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        p, look = QPainter(self), theme.current()
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        w, h, on = self.width(), self.height(), self.isChecked()
        base = round((h + cap_of(t(self.title))) / 2)
        state = s(look.words("kit.on" if on else "kit.off"), "accent" if on else "muted", "medium")
        left: list[Run | int] = [t(self.title, role="text" if self.isEnabled() else "muted")]
        if self.note:
            left.append(s(self.note))
        room = w - 48 - 8 - run_width(state) - 8
        if runs_width(left) > room + 1:
            theme.report_cut(self, self.title, need=runs_width(left), room=room)
        draw_runs(p, left, 0, base)
        draw_runs(p, state, w - 56 - run_width(state), base)
        track = QRectF(w - 46, h / 2 - 12, 44, 24)
        p.setPen(QPen(look.ink("accent" if on else "edge"), 1))
        p.setBrush(look.ink("accent" if on else "sunk"))
        p.drawRoundedRect(track, 12, 12)
        p.setPen(Qt.PenStyle.NoPen)
        p.setBrush(look.ink("on_accent" if on else "edge"))
        x = track.right() - 21 if on else track.left() + 3
        p.drawEllipse(QRectF(x, track.top() + 3, 18, 18))
        if self.hasFocus():
            p.setPen(QPen(look.ink("focus"), 2))
            p.setBrush(Qt.BrushStyle.NoBrush)
            p.drawRoundedRect(QRectF(self.rect()).adjusted(1, 3, -1, -3), 8, 8)
