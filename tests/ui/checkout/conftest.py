"""A shown counter for the tests with widgets: real keys, real clicks, the plain till behind it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
import shiboken6
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from app.words import Words
from tests.ui.checkout.counter_kit import Bench, bench
from ui.checkout.screen import CheckoutScreen
from ui.kit import theme


@dataclass
class Hands:
    """A cashier: counts every scan, key and touch."""

    b: Bench
    screen: CheckoutScreen
    gestures: int = 0

    @property
    def pane(self) -> Any:
        return self.screen.pane

    @property
    def vm(self) -> Any:
        assert self.screen.shown is not None
        return self.screen.shown

    def _one(self) -> None:
        self.gestures += 1
        self.b.clock.pass_ms(1000)

    def scan(self, *codes: str) -> None:
        for code in codes:
            self._one()
            assert self.screen.take_scan(code)

    def key(self, key: Qt.Key, modifier: Any = Qt.KeyboardModifier.NoModifier) -> None:
        """A key where the focus is, as the keyboard sends it."""
        self._one()
        target = self.screen.window().focusWidget() or self.screen
        QTest.keyClick(target, key, modifier)

    def type(self, text: str) -> None:
        """Text where the focus is; each character is a gesture."""
        for letter in text:
            self._one()
            target = self.screen.window().focusWidget() or self.screen
            QTest.keyClicks(target, letter)

    def touch(self, widget: QWidget) -> None:
        self._one()
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=QPoint(20, 20))

    @property
    def focus(self) -> QWidget | None:
        return self.screen.window().focusWidget()


@pytest.fixture
def counter(qtbot, qapp):
    """counter(language, look, size, **till): hands at a shown counter."""
    made = []

    def show(language="zh_CN", look="light", size=(1294, 728), **facts) -> Hands:
        QCursor.setPos(-100, -100)
        used = theme.use(qapp, look, Words(language))
        used.set_wide(size[0] >= 1600)
        used.cuts.clear()
        b = bench(language=language, **facts)
        b.p.days.stop()
        screen = CheckoutScreen(b.session, b.till)
        screen.setObjectName("checkout")
        b.p = screen.presenter
        screen.setFixedSize(*size)
        with qtbot.waitExposed(screen):
            screen.show()
        screen.activateWindow()
        screen.activated()
        made.append(screen)
        return Hands(b, screen)

    yield show
    for screen in made:
        screen.presenter.days.stop()
        screen.close()
        shiboken6.delete(screen)
    theme.use(qapp, "light", Words("zh_CN")).set_wide(False)
