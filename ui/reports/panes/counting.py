"""Visitors of a day: a field an hour, kept with Enter; below it a door counter's file."""

from __future__ import annotations

from PySide6.QtCore import Signal

from app.words import Words
from ui.kit import Box, Field, Key, Line, Para, b, col, grid, ico, row, rule, s, scroll, t
from ui.reports.viewmodel.counting import TrafficVM

COLUMNS = 6
USUAL_FIRST = 8  # where the hand begins


class CountingPane(Box):
    """`entered(hour, text)`, `stepped(by)`, `typed(text)`, `looked(path)`, `taken`."""

    entered = Signal(int, str)
    stepped = Signal(int)
    typed = Signal(str)
    looked = Signal(str)
    taken = Signal()

    def __init__(self, words: Words) -> None:
        self._words = words
        self.earlier = Key("", icon="left", h=56, w=56)
        self.later = Key("", icon="next", h=56, w=56)
        for key, name in ((self.earlier, "earlier"), (self.later, "later")):
            key.setAccessibleName(words(f"reports.{name}"))
        self.day = Field(
            hint=words("reports.days_hint"), name=words("reports.days"), icon="calendar", w=216
        )
        self._total = Line(h=56)
        self.fields = {
            hour: Field(
                words("reports.traffic.hour", hour=str(hour)), mode="number", most=9, reserve=False
            )
            for hour in range(24)
        }
        self._said = Line(h=40)
        self.path = Field(
            words("reports.traffic.file"), hint=words("reports.traffic.path"), ime=False, most=400
        )
        self.look_key = Key(words("reports.traffic.look"), icon="eye", h=56, w=168)
        self.take_key = Key(words("reports.traffic.take"), icon="check", kind="primary", h=56)
        self._plan = Para("", role="muted")
        self._plan_row = row((self._plan, 1), col(self.take_key, w=216), gap=16)
        days = (self.earlier, self.day, self.later)
        body = col(
            row(*days, 16, (self._total, 1), gap=8, pad=(8, 0)),
            self._said,
            grid([self.fields[hour] for hour in range(24)], COLUMNS, gap=12),
            8,
            rule(),
            Para(words("reports.traffic.about"), "small", "muted"),
            8,
            row((self.path, 1), col(28, self.look_key, ...), gap=8),
            self._plan_row,
            ...,
            pad=(24, 0, 24, 16),
        )
        super().__init__((scroll(body), 1))
        self._wire()

    def _wire(self) -> None:
        self.earlier.clicked.connect(lambda: self.stepped.emit(-1))
        self.later.clicked.connect(lambda: self.stepped.emit(1))
        self.day.entered.connect(self.typed)
        self.day.changed.connect(lambda _text: self.day.set_error(""))
        for hour, field in self.fields.items():
            field.entered.connect(lambda text, hour=hour: self._entered(hour, text))
            field.edit.editingFinished.connect(lambda hour=hour: self._left(hour))
        self.path.entered.connect(self.looked)
        self.look_key.clicked.connect(lambda: self.looked.emit(self.path.text()))
        self.take_key.clicked.connect(self.taken)

    def take_focus(self) -> None:
        """The first usual hour that nobody told yet."""
        order = [*range(USUAL_FIRST, 24), *range(USUAL_FIRST)]
        hour = next((one for one in order if not self.fields[one].text()), USUAL_FIRST)
        self.fields[hour].edit.setFocus()

    def put(self, shown: TrafficVM) -> None:
        """Show this; a field that is being typed into keeps what stands in it."""
        self.later.setEnabled(not shown.later_off)
        self._total.put([b(shown.days, "title"), s(shown.total)])
        for hour, text in shown.hours:
            field = self.fields[hour]
            wrong = hour == shown.error_hour
            field.set_error(self._words("reports.traffic.wrong") if wrong else "")
            if not field.edit.hasFocus() and not wrong:
                field.set_text(text)
        self._put_said(shown)
        self._plan_row.setVisible(bool(shown.plan))
        self._plan.put(" ".join(shown.plan))
        self.look_key.setEnabled(not shown.busy)
        self.take_key.setEnabled(not shown.busy)

    def _put_said(self, shown: TrafficVM) -> None:
        if shown.error:
            self._said.put([ico("alert", "danger"), t(shown.error, role="danger", elide=True)])
        elif shown.said:
            self._said.put([ico("check", "positive"), t(shown.said, elide=True)])
        else:
            self._said.put([s(self._words("reports.traffic.how"), elide=True)])

    def _entered(self, hour: int, text: str) -> None:
        """Enter goes on to the next hour; leaving this one keeps it."""
        after = self.fields[(hour + 1) % 24]
        after.edit.setFocus()
        after.select_all()

    def _left(self, hour: int) -> None:
        self.entered.emit(hour, self.fields[hour].text())
