"""The wizard's screen, as calm as wizard.png: steps at the left, one question at the right.

By keyboard all the way: digits choose, Enter goes on, Esc goes back, Tab moves.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from app.words import Words
from ui.kit import Box, Field, Key, Line, Para, b, col, ico, record, row, rule, s, t, theme
from ui.kit.pieces.box import Item
from ui.shell.first_start.answers import Page
from ui.shell.first_start.presenter import Create, FirstStartPresenter
from ui.shell.first_start.viewmodel import FieldVM, FirstStartVM, Step

LEFT, BODY = 400, 640


class FirstStartScreen(Box):
    """Covers the window until the shop is open."""

    def __init__(
        self,
        words: Words,
        create: Create,
        quit_: Callable[[], None],
        speak: Callable[[Words], None],
    ) -> None:
        super().__init__(across=True, bg="canvas")
        self.setObjectName("first-start")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._shown: tuple[Page, str, str] | None = None
        self._view: FirstStartVM | None = None
        self._fields: dict[str, Field] = {}
        self._options: list[Key] = []
        self._forward = Key(words("shell.next"))
        self._failure = Para()

        def speak_too(said: Words) -> None:
            theme.current().words = said
            speak(said)

        self.presenter = FirstStartPresenter(self, words, create, quit_, speak_too)

    def put(self, view: FirstStartVM) -> None:
        """Show a page: another page is built anew, the same one only changes its states."""
        self._view = view
        kind = (view.page, view.language, ",".join(one.name for one in view.fields))
        if kind != self._shown:
            self._shown = kind
            self._build(view)
        for option, key in zip(view.options, self._options, strict=True):
            key.set_chosen(option.code == view.chosen)
        for field in view.fields:
            self._fields[field.name].set_error(field.error)
        self._failure.put(view.failure, "danger")
        self._forward.change(title=view.next, off="")
        self._forward.setEnabled(not view.busy)
        wrong = next((one.name for one in view.fields if one.error), "")
        if wrong:
            self._fields[wrong].select_all()

    # --- building ----------------------------------------------------------------------------

    def _build(self, view: FirstStartVM) -> None:
        self._fields, self._options = {}, []
        self.fill(self._steps(view), (self._page(view), 1))
        first: QWidget = next(iter(self._fields.values()), None) or self
        first.setFocus()
        QTimer.singleShot(0, first, first.setFocus)  # once the page is on screen

    def _steps(self, view: FirstStartVM) -> Box:
        lines = [_step_line(number, step) for number, step in enumerate(view.steps, 1)]
        back = Key(view.back, "Esc", h=56)
        back.setObjectName("back")
        back.clicked.connect(self.presenter_back)
        head = Line([b(view.heading, "title")], [s(view.progress)], h=44)
        return col(
            head,
            *lines,
            16,
            Para(view.note, "small", "muted"),
            ...,
            back,
            pad=(24, 24),
            bg="surface",
            edges="r",
            w=LEFT,
        )

    def _page(self, view: FirstStartVM) -> Box:
        self._forward = Key(view.next, "Enter", kind="primary", size="title", h=64, w=240)
        self._forward.setObjectName("next")
        self._forward.clicked.connect(self.presenter_next)
        self._failure = Para("", "body", "danger")
        items: list[Item] = [
            Line([b(view.title, "figure")], h=56),
            Para(view.about, role="muted"),
            24,
        ]
        if view.options:
            items += [self._choice(view), 24]
        items += [self._field(one) for one in view.fields]
        if view.facts:
            items += [rule()]
            items += [
                record([(120, t(name, role="muted")), (0, b(value, elide=True))], h=48)
                for name, value in view.facts
            ]
        body = col(*items)
        body.setMaximumWidth(BODY)
        foot = row((self._failure, 1), self._forward, gap=16)
        return col(row((body, 99), ...), ..., foot, pad=(24, 48))

    def _choice(self, view: FirstStartVM) -> Box:
        for number, option in enumerate(view.options, 1):
            key = Key(option.title, str(number), sub=option.second, h=64, size="body")
            key.setObjectName(f"option-{option.code}")
            key.clicked.connect(lambda _=False, code=option.code: self.presenter.choose(code))
            self._options.append(key)
        return col(*self._options, gap=8)

    def _field(self, one: FieldVM) -> Field:
        field = Field(
            one.label,
            hint=one.hint,
            value=one.value,
            mode="secret" if one.secret else "text",
            most=6 if one.secret else 80,
        )
        field.setObjectName(f"field-{one.name}")
        field.changed.connect(lambda text, name=one.name: self.presenter.typed(name, text))
        field.entered.connect(lambda _text, name=one.name: self._entered(name))
        self._fields[one.name] = field
        return field

    # --- gestures ----------------------------------------------------------------------------

    def _entered(self, name: str) -> None:
        """Enter in a field: to the next one, from the last one to the next page."""
        names = list(self._fields)
        place = names.index(name)
        if place + 1 < len(names):
            self._fields[names[place + 1]].select_all()
        else:
            QTimer.singleShot(0, self.presenter.next)  # after this Enter is nobody else's any more

    def presenter_next(self) -> None:
        """The filled key."""
        self.presenter.next()

    def presenter_back(self) -> None:
        """The key at the foot of the steps."""
        self.presenter.back()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, text, view = event.key(), event.text(), self._view
        codes = [one.code for one in view.options] if view else []
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not any(field.edit.hasFocus() for field in self._fields.values()):
                self.presenter.next()  # a field has taken its Enter itself already
        elif key == Qt.Key.Key_Escape:
            self.presenter.back()
        elif text.isdigit() and 0 < int(text) <= len(codes):
            self.presenter.choose(codes[int(text) - 1])
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and view and codes:
            by = 1 if key == Qt.Key.Key_Down else -1
            self.presenter.choose(codes[(codes.index(view.chosen) + by) % len(codes)])
        else:
            super().keyPressEvent(event)


def _step_line(number: int, step: Step) -> Box:
    role = {"done": "text", "here": "accent", "later": "muted"}[step.state]
    mark = ico("check", "positive") if step.state == "done" else b(str(number), role=role)
    name = b(step.name, role=role) if step.state == "here" else t(step.name, role=role)
    return record([(28, mark), (0, name), (148, s(step.answer), "r")], h=56, gap=12)
