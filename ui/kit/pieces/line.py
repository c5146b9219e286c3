"""Text that stands alone: `Line` (runs on one baseline) and `Para` (text that wraps)."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ui.kit import theme
from ui.kit.runs import (
    Run,
    RunsLike,
    cap_of,
    draw_runs,
    fit,
    listed,
    overhang,
    runs_width,
    stepped,
    words_of,
)

BETWEEN = 16  # least distance of the left runs from the right ones


class Line(QWidget):
    """Runs from the left and runs from the right, centred on the height of their digits.

    A figure too long for its size stands in a smaller one.

    With `elide` the first text of the left end gives way with `…`; else too long a line is a cut.
    """

    def __init__(
        self,
        left: RunsLike = (),
        right: RunsLike = (),
        *,
        h: int = 24,
        gap: int = 8,
        w: int = 0,
        least: str = "body",
        elide: bool = False,
    ) -> None:
        super().__init__()
        self._left: list[Run | int] = []
        self._right: list[Run | int] = []
        self._gap, self._least, self._elide = gap, least, elide
        self.setFixedHeight(h)
        if w:
            self.setFixedWidth(w)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.put(left, right)

    def put(self, left: RunsLike = (), right: RunsLike = ()) -> None:
        """Show other runs; nothing happens when they are the same."""
        new_left, new_right = listed(left), listed(right)
        if self._elide:
            new_left = _first_elides(new_left)
        if (new_left, new_right) == (self._left, self._right):
            return
        self._left, self._right = new_left, new_right
        self.setAccessibleName(self.text())
        self.updateGeometry()
        self.update()

    def text(self) -> str:
        """All its words, as read aloud."""
        return " ".join(x for x in (words_of(self._left), words_of(self._right)) if x)

    def _between(self) -> int:
        return BETWEEN if self._left and self._right else 0

    def sizeHint(self) -> QSize:
        width = runs_width(self._left, self._gap) + runs_width(self._right, self._gap)
        return QSize(int(width + self._between() + 2), self.height())

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        p = QPainter(self)
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        shown = self._stepped()
        cap = cap_of([*self._left, *shown], self._least)
        baseline = round((self.height() + cap) / 2)
        right, right_need = fit(shown, self.width(), self._gap)
        room = self.width() - right_need - (8 if self._between() else 0)
        left, left_need = fit(self._left, room, self._gap)
        if left_need > room + 9 or right_need > self.width() + 1:
            need = left_need + right_need
            theme.report_cut(self, self.text(), need=need, room=self.width())
        draw_runs(p, left, 0, baseline, gap=self._gap, line_cap=cap)
        x = self.width() + overhang(right) - right_need
        draw_runs(p, right, x, baseline, gap=self._gap, line_cap=cap)

    def _stepped(self) -> list[Run | int]:
        """The right runs as large as the left ones leave room for."""
        elides = any(isinstance(run, Run) and run.elide for run in self._left)
        taken = 0.0 if elides else runs_width(self._left, self._gap) + self._between()
        return stepped(self._right, self.width() - taken, self._gap)


def _first_elides(runs: list[Run | int]) -> list[Run | int]:
    for place, run in enumerate(runs):
        if isinstance(run, Run) and run.text:
            runs[place] = replace(run, elide=True)
            break
    return runs


class Para(QLabel):
    """Text that wraps, in one size and ink."""

    def __init__(
        self,
        text: str = "",
        size: str = "body",
        role: str = "text",
        *,
        weight: str = "regular",
        w: int = 0,
        centre: bool = False,
    ) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setFont(theme.current().font(size, weight))
        across = Qt.AlignmentFlag.AlignHCenter if centre else Qt.AlignmentFlag.AlignLeft
        self.setAlignment(across | Qt.AlignmentFlag.AlignVCenter)
        policy = self.sizePolicy()
        policy.setVerticalPolicy(QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        if w:
            self.setFixedWidth(w)
        self.put(text, role)

    def put(self, text: str, role: str = "") -> None:
        """Show another text, in another ink if given."""
        self.setText(text)
        if role and role != self.property("ink"):
            self.setProperty("ink", role)
            self.style().unpolish(self)
            self.style().polish(self)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        need = self.heightForWidth(self.width())
        if need > self.height() + 2:
            theme.report_cut(self, self.text(), need=need, room=self.height())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.updateGeometry()
