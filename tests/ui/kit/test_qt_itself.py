"""Guard against a PySide6 that eats references: 6.12 does on Python 3.11, and crashes at length."""

import sys

from PySide6.QtWidgets import QLineEdit


def test_pyside_does_not_eat_none(qtbot):
    line = QLineEdit()
    qtbot.addWidget(line)
    before = sys.getrefcount(None)
    for _ in range(500):
        line.setText("a")
    assert sys.getrefcount(None) - before > -100
