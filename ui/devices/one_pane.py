"""One device's page: the live view or the log, and its few keys."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.words import Words
from ui.devices.one import OneVM
from ui.kit import (
    Choice,
    Column,
    EmptyState,
    Key,
    Line,
    Para,
    RecordTable,
    TableRow,
    b,
    col,
    row,
    rule,
    s,
    t,
)


class OnePane(QWidget):
    """Signals a key; `looked` is the view."""

    tried = Signal()
    swapped = Signal()
    simulated = Signal()
    stood_in = Signal()
    removed = Signal()
    looked = Signal(str)
    closed = Signal()

    def __init__(self, words: Words, back: str) -> None:
        super().__init__()
        self._words = words
        self._head = Line(h=56, gap=16)
        self._said = Para("", "body")
        self.views = Choice(
            (("live", words("devices.one.live")), ("log", words("devices.one.log"))),
            "live",
            columns=2,
        )
        self.table = RecordTable(
            (
                Column(words("devices.one.at"), 168),
                Column(words("devices.one.what"), 136),
                Column(words("devices.one.text"), 0),
                Column(words("devices.one.more"), 0),
            ),
            name=words("devices.one.live"),
        )
        self.back_key = Key(words("devices.back"), back, h=64, w=168)
        self.remove_key = Key(words("devices.one.remove"), h=64, w=200)
        self.stand_in_key = Key(words("devices.one.stand_in"), h=64, w=216)
        self.simulate_key = Key(words("devices.one.simulate"), h=64, w=216)
        self.swap_key = Key(words("devices.one.swap"), icon="exchange", h=64, w=168)
        self.test_key = Key(words("devices.do.test"), kind="primary", size="title", h=64, w=168)
        for key, signal in (
            (self.back_key, self.closed),
            (self.remove_key, self.removed),
            (self.stand_in_key, self.stood_in),
            (self.simulate_key, self.simulated),
            (self.swap_key, self.swapped),
            (self.test_key, self.tried),
        ):
            key.clicked.connect(signal)
        self.views.picked.connect(self.looked)
        keys = row(
            self.back_key,
            self.remove_key,
            self.stand_in_key,
            ...,
            self.simulate_key,
            self.swap_key,
            self.test_key,
            gap=8,
        )
        top = row((self._head, 1), col(self.views, w=336), gap=16, h=72)
        lay = QVBoxLayout(self)
        lay.setContentsMargins(0, 0, 0, 0)
        lay.addWidget(
            col(top, rule(), (self.table, 1), 8, self._said, 8, keys, pad=(24, 0, 24, 24))
        )

    def put(self, shown: OneVM) -> None:
        """Show a device."""
        self._head.put([b(shown.title, "title"), s(shown.about, elide=True)])
        self.views.set_chosen(shown.view)
        rows = [
            TableRow(
                one.key,
                (
                    [s(one.at)],
                    [b(one.what, role=one.role, elide=True)],
                    [t(one.text, role=one.role, elide=True)],
                    [s(one.more, elide=True)],
                ),
            )
            for one in shown.lines
        ]
        self.table.put(rows, EmptyState("history", shown.empty))
        self._said.put(shown.said, role=shown.role)
        for key, title in (
            (self.simulate_key, shown.simulate_words),
            (self.stand_in_key, shown.stand_in_words),
            (self.remove_key, shown.remove_words),
        ):
            key.setVisible(bool(title))
            if title:
                key.change(title=title)
                key.setAccessibleName(title)
