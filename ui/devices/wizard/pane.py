"""The wizard as it looks: the path at the left, one question at the right, its answers as keys."""

from __future__ import annotations

import segno
from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.words import Words
from ui.devices.wizard.viewmodel import FieldVM, GroupVM, StepVM, WizardVM
from ui.kit import (
    Box,
    BusyLine,
    Choice,
    Field,
    Key,
    Line,
    Para,
    b,
    col,
    ico,
    row,
    rule,
    s,
    scroll,
    t,
)

LIST = 312
ASIDE = 264
DOT = 6


class TestCode(QWidget):
    """The code that a scanner reads from the screen: black on white in every look."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._rows = tuple(segno.make_qr(text, error="m").matrix)
        side = (len(self._rows) + 8) * DOT
        self.setFixedSize(QSize(side, side))
        self.setAccessibleName(text)

    def paintEvent(self, event: QPaintEvent) -> None:
        p = QPainter(self)
        p.fillRect(self.rect(), QColor("white"))
        for y, line in enumerate(self._rows):
            for x, dark in enumerate(line):
                if dark:
                    p.fillRect((x + 4) * DOT, (y + 4) * DOT, DOT, DOT, QColor("black"))


class WizardPane(QWidget):
    """`picked` (group, code), `typed` (name, text), and a signal a key."""

    picked = Signal(str, str)
    typed = Signal(str, str)
    forth = Signal()
    skipped = Signal()
    repeated = Signal()
    closed = Signal()
    gone_back = Signal()
    widened = Signal()

    def __init__(self, words: Words, back: str) -> None:
        super().__init__()
        self._words = words
        self.shown: WizardVM | None = None
        self.fields: dict[str, Field] = {}
        self.choices: list[Choice] = []
        self._built: tuple[object, ...] = ()
        self._head = Line(h=56)
        self._path = Box()
        self._hint = Para(words("wizard.leave_hint"), "small", "muted")
        self.back_key = Key(words("wizard.back"), back, h=56)
        self.leave_key = Key(words("wizard.leave"), h=56)
        self._escape = back
        self._question = Para("", "figure", weight="medium")
        self._about = Para("", "body", "muted")
        self._busy = BusyLine()
        self._body = Box(gap=16)
        self._aside = Box(gap=4)
        self._said = Para("", "body")
        self.again_key = Key(words("wizard.again"), icon="refresh", h=64, w=232)
        self.skip_key = Key(words("wizard.skip"), h=64, w=232)
        self.next_key = Key(
            words("wizard.next"), "Enter", kind="primary", size="title", h=64, w=248
        )
        self._wire()
        left = col(
            *(self._head, self._path, 12, self._hint, ..., self.back_key, 8, self.leave_key),
            pad=(24, 8, 24, 24),
            w=LIST,
        )
        middle = row((scroll(self._body), 1), self._aside, gap=24)
        keys = row(self.again_key, self.skip_key, ..., self.next_key, gap=8)
        right = col(
            self._question,
            4,
            self._about,
            self._busy,
            12,
            (middle, 1),
            8,
            self._said,
            8,
            keys,
            pad=(24, 20, 24, 24),
        )
        lay = QVBoxLayout(self)
        lay.setContentsMargins(0, 0, 0, 0)
        lay.addWidget(row(left, rule(), (right, 1)))

    def _wire(self) -> None:
        self.back_key.clicked.connect(self.gone_back)
        self.leave_key.clicked.connect(self.closed)
        self.next_key.clicked.connect(self.forth)
        self.skip_key.clicked.connect(self.skipped)
        self.again_key.clicked.connect(self.repeated)

    def put(self, shown: WizardVM) -> None:
        """Show a page; what is typed into stays while only its words change."""
        self.shown = shown
        self._head.put([b(shown.title, "title", elide=True)], [s(shown.place)])
        self._path.fill(*[_step(one) for one in shown.steps])
        self._hint.setVisible(shown.page != "saved")  # by then it is kept
        self._question.put(shown.question)
        self._about.put(shown.about)
        (self._busy.start if shown.busy else self._busy.stop)()
        shape = (
            shown.page,
            shown.question,
            tuple((one.name, one.options) for one in shown.groups),
            tuple((one.name, one.label) for one in shown.fields),
            shown.more_words,
            shown.code,
            shown.rows,
        )
        if shape != self._built:
            self._built = shape
            self._build(shown)
        for choice, group in zip(self.choices, shown.groups, strict=True):
            choice.set_chosen(group.chosen)
            self._follow(choice)
        for field in shown.fields:
            self._put_field(self.fields[field.name], field)
        self._put_aside(shown)
        self._said.put(shown.said, role=shown.role)
        self._put_keys(shown)
        if shown.onward:
            self.next_key.setFocus()

    def _put_field(self, field: Field, shown: FieldVM) -> None:
        """Another driver has another usual address; a wrong one takes the focus."""
        if field.text() != shown.value:
            field.set_text(shown.value)
        if shown.error and shown.error != field.error:
            field.edit.setFocus()
        field.set_error(shown.error)

    def _put_aside(self, shown: WizardVM) -> None:
        lines = shown.aside
        small = shown.page == "find"
        self._aside.setVisible(bool(lines))
        self._aside.setFixedWidth(ASIDE)
        self._aside.fill(
            *[
                Para(text, "body" if n == 1 and not small else "small", "text" if n else "muted")
                for n, text in enumerate(lines)
            ],
            ...,
        )

    def _put_keys(self, shown: WizardVM) -> None:
        self.back_key.setVisible(shown.back)
        done = shown.page == "saved"  # its own key leaves
        self.leave_key.setVisible(not done)
        self.leave_key.change(key="" if shown.back else self._escape)
        self.skip_key.change(key=self._escape if done else "")
        for key, title in (
            (self.again_key, shown.again_words),
            (self.skip_key, shown.skip_words),
            (self.next_key, shown.next_words),
        ):
            key.setVisible(bool(title))
            if title:
                key.change(title=title)
                key.setAccessibleName(title)
        alone = bool(shown.next_words) and not (self.choices or self.fields)
        if alone and shown.next_off:
            self.setFocus()  # a key that sleeps gives it to the rail: Enter there would leave
        self.next_key.change(off=shown.next_off)
        if alone and not shown.next_off:
            self.next_key.setFocus()

    def _build(self, shown: WizardVM) -> None:
        self.fields, self.choices = {}, []
        items: list[QWidget | int] = []
        rare: list[QWidget | int] = []
        for group in shown.groups:
            (rare if group.name.startswith("set.") else items).append(self._group(group))
        items += self._fields(shown)
        items += rare
        if shown.rows:
            lines = [
                row((Line([s(label)], [t(value, elide=True)], h=40), 1), edges="b", h=40)
                for label, value in shown.rows
            ]
            items.append(row((col(*lines), 3), (Box(), 1)))
        if shown.code:
            items += [row(TestCode(shown.code), ...), Line([s(shown.code)], h=28)]
        if shown.more_words:
            more = Key(shown.more_words, icon="down", h=56, w=248)
            more.clicked.connect(self.widened)
            items.append(row(more, ...))
        self._body.fill(*items, ...)
        self._body.setMinimumHeight(self._body.minimumSizeHint().height())  # else it is squeezed
        self._focus()

    def _fields(self, shown: WizardVM) -> list[QWidget | int]:
        """Two in a row; one alone has more room."""
        for one in shown.fields:
            field = Field(one.label, hint=one.hint, value=one.value, ime=False)
            field.changed.connect(lambda text, name=one.name: self.typed.emit(name, text))
            field.entered.connect(lambda _text: self._entered())
            self.fields[one.name] = field
        made = list(self.fields.values())
        if len(made) == 1:
            return [row((made[0], 3), (Box(), 1))]
        pairs = [made[at : at + 2] for at in range(0, len(made), 2)]
        return [
            row(*[(one, 1) for one in pair], *([(Box(), 1)] * (2 - len(pair))), gap=16)
            for pair in pairs
        ]

    def _group(self, group: GroupVM) -> QWidget:
        height = 88 if group.figure else 72 if any(sub for _, _, sub in group.options) else 56
        choice = Choice(
            group.options,
            group.chosen,
            columns=group.columns,
            h=height,
            size="title" if group.figure else "body",
            form="centre" if group.figure or not any(o[2] for o in group.options) else "row",
            elide=True,
        )
        choice.picked.connect(lambda code, name=group.name: self.picked.emit(name, code))
        for key in choice.keys.values():
            key.installEventFilter(self)
        self.choices.append(choice)
        if not group.title:
            return choice
        return col(Line([s(group.title)], h=28), choice)

    def _focus(self) -> None:
        """Where the hand goes on: the first answer, else the first field, else the next key."""
        if self.choices and self.choices[0].keys:
            keys = self.choices[0].keys
            keys.get(self.choices[0].chosen, next(iter(keys.values()))).setFocus()
        elif self.fields:
            next(iter(self.fields.values())).setFocus()
        else:
            self.next_key.setFocus()

    def _follow(self, choice: Choice) -> None:
        """The focus goes to the answer given: left on its neighbour, Enter would give that one."""
        chosen = choice.keys.get(choice.chosen)
        if chosen is not None and any(key.hasFocus() for key in choice.keys.values()):
            chosen.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter on the answer that is given already is the filled key, as the filled key says."""
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            and isinstance(watched, Key)
            and watched.chosen
        ):
            self.keyPressEvent(event)
            return True
        return super().eventFilter(watched, event)

    def _entered(self) -> None:
        if self.shown is not None and self.shown.page == "find":
            self.repeated.emit()
        else:
            self.forth.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A figure picks the answer of that number; Enter is the filled key."""
        shown = self.shown
        if shown is not None and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if shown.next_words and not shown.next_off:
                self.forth.emit()
            return
        text = event.text()
        if shown is not None and text.isdecimal():
            for group in shown.groups:
                if text in [code for code, _, _ in group.options]:
                    self.picked.emit(group.name, text)
                    return
        super().keyPressEvent(event)


def _step(one: StepVM) -> Box:
    mark = {"done": [ico("check", "positive")], "now": [b(one.number, role="accent")]}
    role = {"now": "accent", "done": "text"}.get(one.state, "muted")
    left = mark.get(one.state, [s(one.number)])
    return row(
        Line(left, h=44, w=28),
        (Line([b(one.title, role=role, elide=True)], [s(one.note, elide=True)], h=44), 1),
        gap=4,
        edges="b",
    )
