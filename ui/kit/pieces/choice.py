"""One of several: views on a hairline (`Tabs`), keys of which one is chosen, a switch."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QHBoxLayout, QSizePolicy, QWidget

from ui.kit import theme
from ui.kit.pieces.key import Key
from ui.kit.runs import Run, cap_of, draw_runs, run_width, runs_width, s, t


class _Tab(QAbstractButton):
    """One word on the hairline; the one chosen stands on a 2 px accent line."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.title = title
        self.on = False
        self.setAccessibleName(title)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)

    def _run(self) -> Run:
        on = self.on or self.underMouse()
        return Run(
            self.title,
            role="accent" if self.on else "text" if on else "muted",
            weight="medium" if self.on else "regular",
        )

    def sizeHint(self) -> QSize:
        return QSize(round(run_width(Run(self.title, weight="medium"))) + 2, 44)

    def paintEvent(self, event: QPaintEvent) -> None:
        p, look = QPainter(self), theme.current()
        run = self._run()
        draw_runs(p, run, 0, round((self.height() - 2 + cap_of(run)) / 2))
        if run_width(run) > self.width() + 1:
            theme.report_cut(self, self.title, need=run_width(run), room=self.width())
        if self.on:
            p.fillRect(0, self.height() - 2, self.width(), 2, look.ink("accent"))
        if self.hasFocus():
            p.setPen(QPen(look.ink("focus"), 2))
            p.drawRoundedRect(QRectF(self.rect()).adjusted(1, 5, -1, -5), 4, 4)


class Tabs(QWidget):
    """Words on a hairline. `picked` says which place was chosen; arrow keys move along."""

    picked = Signal(int)

    def __init__(self, names: Sequence[str], on: int = 0, *, h: int = 44, gap: int = 24) -> None:
        super().__init__()
        self._lay = QHBoxLayout(self)
        self._lay.setContentsMargins(0, 0, 0, 1)
        self._lay.setSpacing(gap)
        self._tabs: list[_Tab] = []
        self._on = on
        self.setFixedHeight(h)
        self.put(names, on)

    def put(self, names: Sequence[str], on: int = 0) -> None:
        """Show other words; the same words only move the line."""
        if [tab.title for tab in self._tabs] != list(names):
            while (item := self._lay.takeAt(0)) is not None:
                if (old := item.widget()) is not None:
                    old.hide()
                    old.deleteLater()
            self._tabs = [_Tab(name) for name in names]
            for place, tab in enumerate(self._tabs):
                tab.clicked.connect(lambda _=False, place=place: self._pick(place))
                self._lay.addWidget(tab)
            self._lay.addStretch(1)
        self.set_on(on)

    @property
    def on(self) -> int:
        """The place chosen."""
        return self._on

    def set_on(self, on: int) -> None:
        """Stand on another place; `picked` is not emitted."""
        self._on = on
        for place, tab in enumerate(self._tabs):
            tab.on = place == on
            tab.update()

    def _pick(self, place: int) -> None:
        self.set_on(place)
        self.picked.emit(place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        if step and 0 <= self._on + step < len(self._tabs):
            self._pick(self._on + step)
            self._tabs[self._on].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        p = QPainter(self)
        p.fillRect(0, self.height() - 1, self.width(), 1, theme.current().ink("line"))


class Choice(QWidget):
    """Keys of which one is chosen. Options are (code, title) or (code, title, second line)."""

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
    ) -> None:
        super().__init__()
        lay = QGridLayout(self)
        lay.setContentsMargins(0, 0, 0, 0)
        lay.setSpacing(8)
        self.keys: dict[str, Key] = {}
        for place, (code, title, *sub) in enumerate(options):
            key = Key(title, sub=sub[0] if sub else "", form=form, h=h, size=size)
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
