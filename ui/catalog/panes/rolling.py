"""Tabs that may be more than fit: they roll under a finger, and the one chosen rolls into view."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QAbstractButton, QFrame, QScrollArea, QScroller
from shiboken6 import isValid

from ui.kit import Tabs, theme

GAP = 24


class RollingTabs(QScrollArea):
    """A row of tabs in the width there is; `tabs.picked` says which was chosen."""

    def __init__(self) -> None:
        super().__init__()
        self.tabs = Tabs([], h=44, gap=GAP)
        self.setWidget(self.tabs)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFixedHeight(44)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.viewport().setAutoFillBackground(False)
        self.tabs.setAutoFillBackground(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        QScroller.grabGesture(self.viewport(), QScroller.ScrollerGestureType.TouchGesture)

    def put(self, names: Sequence[str], on: int) -> None:
        """Show these words; the one at `on` is chosen."""
        self.tabs.put(names, on)
        measure = theme.current().metrics("body", "medium").horizontalAdvance
        # by hand: a layout does not count widgets that were never shown
        need = sum(round(measure(name)) + 3 for name in names) + GAP * max(0, len(names) - 1)
        self.tabs.setMinimumWidth(need)
        self.tabs.resize(max(need, self.viewport().width()), self.height())
        QTimer.singleShot(0, self, self._roll)

    def _roll(self) -> None:
        if isValid(self):
            found = [b for b in self.tabs.findChildren(QAbstractButton) if b.isVisibleTo(self)]
            if self.tabs.on < len(found):
                self.ensureWidgetVisible(found[self.tabs.on], 48, 0)
