"""What a count came to: the figures, the likeliest causes, and the next step."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.words import Words
from ui.kit import (
    Action,
    Box,
    EmptyState,
    Field,
    Key,
    Line,
    Para,
    b,
    chip,
    col,
    ico,
    key_for,
    record,
    row,
    rule,
    s,
    scroll,
    section,
    t,
    yuan,
)
from ui.shift.count_words import CauseVM, CountVM, GapVM
from ui.shift.panes import wrapped

WHY = 500  # px that the evidence has on the smallest screen


def figures(gap: GapVM, words: Words) -> Box:
    """Expected, counted, and the difference in the largest type."""
    return row(
        (
            col(
                Line([s(words("shift.count.due"))], h=28), Line(yuan(gap.expected, "figure"), h=48)
            ),
            1,
        ),
        (
            col(
                Line([s(words("shift.count.counted"))], h=28),
                Line(yuan(gap.counted, "figure"), h=48),
            ),
            1,
        ),
        (
            col(
                Line((), [t(gap.word, role=gap.role)], h=28),
                Line((), yuan(gap.difference, "amount", gap.role), h=48),
            ),
            1,
        ),
        gap=16,
    )


class CauseRow(Box):
    """One candidate: its place, what may have been, the evidence, and what one can do."""

    pressed = Signal(int)

    def __init__(self, place: int, shown: CauseVM) -> None:
        title = Line([b(shown.title, elide=True)], [chip(shown.fits)], h=32)
        said = col(title, wrapped(shown.why, WHY), 8)
        self.key = Key(shown.act_title, form="centre", h=52, w=150) if shown.act else None
        space: QWidget = self.key or Line(h=52, w=150)
        super().__init__(
            Line([t(str(place + 1), "title", "muted")], h=32, w=28),
            (said, 1),
            col(space, ...),
            across=True,
            gap=12,
            pad=(8, 0),
            edges="b",
        )
        if self.key is not None:
            self.key.clicked.connect(lambda: self.pressed.emit(place))


class DifferencePane(Box):
    """`acted` (place of a cause), `reasoned` (words)."""

    acted = Signal(int)
    reasoned = Signal(str)

    def __init__(self, words: Words) -> None:
        self._words = words
        self._body = Box(pad=(24, 16, 24, 8))
        self._shown: tuple[object, ...] = ()
        self.causes: list[CauseRow] = []
        hint = words("shift.count.reason_hint")
        self.reason = Field(words("shift.count.reason"), hint=hint, most=200, reserve=False)
        self._error = Para("", "body", "danger")
        self._differs = False
        self.again_key = Key(words("shift.count.again"), form="centre", h=64, w=150)
        self.hand_key = Key(words("shift.count.hand"), form="centre", h=64, w=170)
        self.close_key = Key(
            words("shift.sign"), key_for(Action.CONFIRM), kind="primary", size="title", h=64
        )
        self.day_key = Key(words("shift.count.sign_day_plain"), key_for(Action.PAY), h=64)
        self.day_key.hide()
        keys = col(
            row(self.again_key, self.hand_key, (self.close_key, 1), gap=8), self.day_key, gap=8
        )
        foot = col(self.reason, 8, self._error, 8, keys, pad=(24, 8, 24, 24), bg="canvas")
        super().__init__((scroll(self._body), 1), foot, bg="canvas")
        self.reason.changed.connect(self.reasoned)

    def put(self, shown: CountVM) -> None:
        """Show the count's result."""
        self._error.put(shown.error, "danger")
        self._error.setVisible(bool(shown.error))
        self.reason.setVisible(shown.wants_reason)
        self.reason.set_text(shown.reason)
        key = "shift.count.reason" if shown.causes else "shift.count.reason_alone"
        self.reason.set_label(self._words(key))
        busy = self._words("shift.closing") if shown.busy else ""
        self._differs = shown.wants_reason
        enter = key_for(Action.CONFIRM)
        self.again_key.change(key=enter if self._differs else "")
        self.close_key.change(title=shown.close_title, key="" if self._differs else enter)
        self.close_key.set_off(busy)
        self.day_key.setVisible(bool(shown.day_title))
        self.day_key.change(title=shown.day_title or None, off=busy)
        self.hand_key.set_off(busy)
        self.again_key.set_off(busy)
        now = (shown.gaps, shown.causes, shown.verdict)
        if now == self._shown:
            return
        self._shown = now
        items = self._figures(shown) if shown.gaps else self._verdict(shown)
        self._body.fill(*items, *self._causes(shown), ...)

    def _figures(self, shown: CountVM) -> list[QWidget | int]:
        cash, *others = shown.gaps
        items: list[QWidget | int] = [figures(cash, self._words), 8]
        items += [
            record(
                [
                    (0, t(self._words("shift.count.slips_of", tender=one.label))),
                    (110, s(one.expected), "r"),
                    (110, s(one.counted), "r"),
                    (150, [s(one.word), b(one.difference, role=one.role)], "r"),
                ]
            )
            for one in others
        ]
        return [*items, 8] if others else items

    def _verdict(self, shown: CountVM) -> list[QWidget | int]:
        icon = "check" if shown.verdict_role == "positive" else "alert"
        head = Line([ico(icon, shown.verdict_role, "figure"), b(shown.verdict, "figure")], h=64)
        return [head, Para(shown.verdict_why, "body", "muted"), 16]

    def _causes(self, shown: CountVM) -> list[QWidget | int]:
        words = self._words
        self.causes = [CauseRow(place, one) for place, one in enumerate(shown.causes)]
        for one in self.causes:
            one.pressed.connect(self.acted)
        if self.causes:
            hint = words("shift.count.causes_why")
            return [section(words("shift.count.causes"), *self.causes, hint=hint)]
        if not shown.gaps:
            return []
        if not shown.wants_reason:
            return [24, EmptyState("check", words("shift.count.all_there"), role="positive", w=400)]
        return [rule(), 8, Para(words("shift.count.no_cause"), "body", "muted")]

    def take_focus(self) -> None:
        """Enter signs what agrees. What does not is counted again: the Enter of the last row,
        pressed once more, must not sign a wrong count."""
        (self.again_key if self._differs else self.close_key).setFocus()


class TakerPane(Box):
    """Who takes over: a key for each who may."""

    chosen = Signal(str)

    def __init__(self, words: Words) -> None:
        self._words = words
        self._people = Box(gap=8)
        self._shown: tuple[tuple[str, str], ...] | None = None
        self.keys: dict[str, Key] = {}
        self._error = Para("", "body", "danger")
        self.back_key = Key(words("shift.back"), key_for(Action.BACK), h=64, w=200)
        body = col(
            Line([b(words("shift.hand.title"), "figure")], h=56),
            Para(words("shift.hand.why"), "body", "muted"),
            16,
            self._people,
            16,
            self._error,
            ...,
            pad=(16, 24),
        )
        super().__init__(
            (scroll(body), 1), row(self.back_key, ..., pad=(24, 8, 24, 24)), bg="canvas"
        )

    def put(self, shown: CountVM) -> None:
        """Show the people."""
        self._error.put(shown.error, "danger")
        if shown.takers != self._shown:
            self._shown, self.keys = shown.takers, {}
            for code, name in shown.takers:
                key = Key(name, icon="member", h=64, elide=True)
                key.clicked.connect(lambda _=False, code=code: self.chosen.emit(code))
                self.keys[code] = key
            self._people.fill(*self.keys.values())
            if not self.keys:
                self._people.add(Para(self._words("shift.hand.nobody"), "body", "muted"))
        for key in self.keys.values():
            key.set_off(self._words("shift.closing") if shown.busy else "")

    def take_focus(self) -> None:
        """The first one."""
        first = next(iter(self.keys.values()), self.back_key)
        first.setFocus()

    def step(self, by: int) -> None:
        """The focus goes to the person above or below."""
        keys = list(self.keys.values())
        places = [i for i, key in enumerate(keys) if key.hasFocus()]
        if places:
            keys[max(0, min(len(keys) - 1, places[0] + by))].setFocus()
