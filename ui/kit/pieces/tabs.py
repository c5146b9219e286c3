"""Views on a hairline: words, one chosen. What does not fit is a step away, never cut."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from ui.kit import theme
from ui.kit.runs import Run, cap_of, draw_runs, ico, run_width

STEP = 44  # width of the two keys that walk along


class _Tab(QAbstractButton):
    """One word on the hairline; the one chosen stands on a 2 px accent line."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.title = title
        self.on = False
        self.setAccessibleName(title)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def _run(self) -> Run:
        on = self.on or self.underMouse()
        return Run(
            self.title,
            role="accent" if self.on else "text" if on else "muted",
            weight="medium" if self.on else "regular",
        )

    def sizeHint(self) -> QSize:
        return QSize(round(run_width(Run(self.title, weight="medium"))) + 2, 44)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows are for all of the tabs; a button would only hand the focus on."""
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            event.ignore()
        else:
            super().keyPressEvent(event)

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


class _Walk(QAbstractButton):
    """One step along the tabs, with an icon; grey at the end of the way."""

    def __init__(self, owner: QWidget, icon: str, name: str) -> None:
        super().__init__(owner)
        self._icon = icon
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()

    def sizeHint(self) -> QSize:
        return QSize(STEP, STEP)

    def paintEvent(self, event: QPaintEvent) -> None:
        p = QPainter(self)
        role = "accent" if self.isEnabled() else "edge"
        if self._icon == "prev":  # the mirror of "next"
            p.translate(self.width(), 0)
            p.scale(-1, 1)
        run = ico("next", role)
        draw_runs(p, run, (self.width() - run_width(run)) / 2, round((self.height() + 12) / 2))


class Tabs(QWidget):
    """Words on a hairline. `picked` says which place was chosen; arrow keys move along.

    When they are more than the width holds, whole words stay and two keys at the end walk along.
    """

    picked = Signal(int)

    def __init__(self, names: Sequence[str], on: int = 0, *, h: int = 44, gap: int = 24) -> None:
        super().__init__()
        self._gap, self._on, self._first = gap, on, 0
        self._tabs: list[_Tab] = []
        said = theme.current().words
        self._back = _Walk(self, "prev", said("kit.tabs.back"))
        self._next = _Walk(self, "next", said("kit.tabs.next"))
        self._back.clicked.connect(lambda: self._walk(-1))
        self._next.clicked.connect(lambda: self._walk(1))
        self.setFixedHeight(h)
        self.put(names, on)

    def put(self, names: Sequence[str], on: int = 0) -> None:
        """Show other words; the same words only move the line."""
        if [tab.title for tab in self._tabs] != list(names):
            for old in self._tabs:
                old.hide()
                old.deleteLater()
            self._tabs = [_Tab(name) for name in names]
            for place, tab in enumerate(self._tabs):
                tab.setParent(self)
                tab.clicked.connect(lambda _=False, place=place: self._pick(place))
            self._first = 0
        self.set_on(on)
        self.updateGeometry()

    @property
    def on(self) -> int:
        """The place chosen."""
        return self._on

    def set_on(self, on: int) -> None:
        """Stand on another place and bring it into view; `picked` is not emitted."""
        self._on = on
        for place, tab in enumerate(self._tabs):
            tab.on = place == on
            tab.update()
        self._place(on)

    def sizeHint(self) -> QSize:
        return QSize(self._need(), self.height())

    def minimumSizeHint(self) -> QSize:
        widest = max((tab.sizeHint().width() for tab in self._tabs), default=0)
        return QSize(min(self._need(), widest + 2 * STEP), self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._place(self._on)

    def _need(self) -> int:
        widths = [tab.sizeHint().width() for tab in self._tabs]
        return sum(widths) + self._gap * max(0, len(widths) - 1)

    def _fit(self, first: int, room: int) -> int:
        """How many whole words fit from a place on; one always does."""
        x = 0
        for place in range(first, len(self._tabs)):
            x += self._tabs[place].sizeHint().width()
            if x > room:
                return max(1, place - first)
            x += self._gap
        return len(self._tabs) - first

    def _place(self, into_view: int = -1) -> None:
        walks = self._need() > self.width()
        room = self.width() - (2 * STEP + self._gap if walks else 0)
        if not walks:
            self._first = 0
        elif 0 <= into_view < len(self._tabs):
            self._first = min(self._first, into_view)
            while into_view >= self._first + self._fit(self._first, room):
                self._first += 1
        count, x = self._fit(self._first, room), 0
        for place, tab in enumerate(self._tabs):
            seen = self._first <= place < self._first + count
            if seen:
                tab.setGeometry(x, 0, tab.sizeHint().width(), self.height() - 1)
                x += tab.width() + self._gap
            tab.setVisible(seen)
        for key, left in ((self._back, 2 * STEP), (self._next, STEP)):
            key.setGeometry(self.width() - left, 0, STEP, self.height() - 1)
            key.setVisible(walks)
        self._back.setEnabled(self._first > 0)
        self._next.setEnabled(self._first + count < len(self._tabs))

    def _walk(self, step: int) -> None:
        room = self.width() - 2 * STEP - self._gap
        if step > 0:
            self._first += self._fit(self._first, room)
        else:
            last = self._first
            self._first = max(0, last - 1)
            while self._first and self._first - 1 + self._fit(self._first - 1, room) >= last:
                self._first -= 1
        self._place()

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
