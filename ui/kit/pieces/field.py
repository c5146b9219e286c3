"""`Field`: whatever is typed into. Its border is 3:1, with the focus it is the 2 px ring."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from ui.kit import theme
from ui.kit.pieces.box import Box
from ui.kit.pieces.key import Key
from ui.kit.pieces.line import Line, Para
from ui.kit.runs import RunsLike, ico, runs_width, s

HALF = str.maketrans("０１２３４５６７８９．。，－−", "0123456789..,--")
ALLOWED = {"money": "0123456789.-,", "number": "0123456789.-", "digits": "0123456789"}
MODES = ("text", "money", "number", "digits", "secret")


class _Edit(QLineEdit):
    """The line itself: tells its frame when the focus comes and goes, keeps figures half-width."""

    focused = Signal(bool)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focused.emit(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.focused.emit(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        escape = event.key() == Qt.Key.Key_Escape
        super().keyPressEvent(event)
        if escape:
            event.ignore()  # Esc closes the panel, never only the selection


class Field(QWidget):
    """Label above, the field, its help below; an error replaces the help and clears nothing.

    mode: `text`, `money` and `number` (right-aligned figures), `digits`, `secret` (dots).
    `erase` puts a key at the right end that takes the last figure away (where no keypad has one).
    `name` is for a screen reader where neither label nor hint say what it is.
    `changed` is each edit by hand or by `feed`, `entered` is Enter. With `ime=False` no input
    method stands between the keyboard (or a scanner) and the text.
    """

    changed = Signal(str)
    entered = Signal(str)
    focused = Signal(bool)

    def __init__(
        self,
        label: str = "",
        *,
        hint: str = "",
        name: str = "",
        value: str = "",
        icon: str = "",
        right: RunsLike = (),
        help: str = "",
        size: str = "body",
        mode: str = "text",
        ime: bool = True,
        most: int = 200,
        reserve: bool | None = None,
        erase: bool = False,
        h: int = 56,
        w: int = 0,
    ) -> None:
        super().__init__()
        if mode not in MODES:
            raise ValueError(f"no such mode: {mode}")
        self.mode, self._size, self._icon_name, self._help = mode, size, icon, help
        self._error = ""
        self._reserve = bool(label) if reserve is None else reserve
        self.edit = _Edit(value)
        self._icon = Line([ico(icon)] if icon else (), h=24, w=22)
        if not icon:  # (shown without a parent it would be a window of its own for a moment)
            self._icon.hide()
        self._right = Line((), right, h=24)
        self._erase = Key("", icon="erase", form="centre", kind="quiet", h=h - 8, w=48)
        self._erase.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        if not erase:
            self._erase.hide()
        self._erase.clicked.connect(lambda: self.feed("erase"))
        self._label = Line(h=28)
        self._below = Para("", "small")
        self._below.setMinimumHeight(24)
        self._frame = Box(
            self._icon,
            (self.edit, 1),
            self._right,
            self._erase,
            across=True,
            gap=12,
            pad=(16, 0, 4 if erase else 16, 0),
            outline="edge",
            bg="raised",
            h=h,
        )
        self._assemble(label, hint, w)
        self.edit.setAccessibleName(name or label or hint)
        self._prepare_edit(ime, most)
        self.set_right(right)
        self._show_below()

    def _assemble(self, label: str, hint: str, w: int) -> None:
        lay = QVBoxLayout(self)
        lay.setContentsMargins(0, 0, 0, 0)
        lay.setSpacing(0)
        for part in (self._label, self._frame, self._below):
            lay.addWidget(part)
        self._label.setVisible(bool(label))
        self.set_label(label)
        self.edit.setPlaceholderText(hint)
        self.setFocusProxy(self.edit)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        if w:
            self.setFixedWidth(w)

    def _prepare_edit(self, ime: bool, most: int) -> None:
        right = self.mode in ("money", "number")
        self.edit.setAlignment(Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft)
        self.edit.setMaxLength(most)
        self.edit.setFrame(False)
        if self.mode == "secret":
            self.edit.setEchoMode(QLineEdit.EchoMode.Password)
        plain = not ime or self.mode != "text"
        self.edit.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, not plain)
        self.edit.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.edit.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._set_font()
        self.edit.textEdited.connect(self._edited)
        self.edit.returnPressed.connect(lambda: self.entered.emit(self.text()))
        self.edit.focused.connect(self._on_focus)

    def _set_font(self) -> None:
        weight = "medium" if self.edit.text() and self.mode != "text" else "regular"
        self.edit.setFont(theme.current().font(self._size, weight))

    def text(self) -> str:
        """What stands in the field."""
        return self.edit.text()

    def set_text(self, text: str) -> None:
        """Put a text in; `changed` is not emitted."""
        if text != self.edit.text():
            self.edit.setText(text)
            self._set_font()

    def clear(self) -> None:
        """Empty it and take its error away; `changed` is not emitted."""
        self.set_text("")
        self.set_error("")

    def feed(self, key: str) -> None:
        """A key of the keypad: a digit, `00`, `.`, `erase` or `C`. `changed` is emitted once."""
        if key == "C":
            self.edit.clear()
            self._edited("")
        elif key == "erase":
            self.edit.backspace()  # this and `insert` say `textEdited` by themselves
        else:
            self.edit.insert(key)

    def set_label(self, label: str) -> None:
        """The words above."""
        self._label.put(s(label) if label else ())

    def set_hint(self, hint: str) -> None:
        """The words inside while it is empty."""
        self.edit.setPlaceholderText(hint)

    def set_right(self, runs: RunsLike) -> None:
        """The runs at its right end: its keyboard key, a limit."""
        self._right.put((), runs)
        width = int(runs_width(runs, 8)) + 2
        self._right.setVisible(width > 2)
        self._right.setFixedWidth(max(1, width))

    def set_help(self, text: str) -> None:
        """The words below while there is no error."""
        self._help = text
        self._show_below()

    def set_error(self, text: str) -> None:
        """What to type instead; empty when all is well."""
        if text != self._error:
            self._error = text
            self.edit.setAccessibleDescription(text)
            self._show_below()
            self._show_frame()

    @property
    def error(self) -> str:
        """The error shown, or an empty text."""
        return self._error

    def set_enabled(self, on: bool) -> None:
        """A field that cannot be typed into now is sunk; its words stay readable."""
        self.edit.setEnabled(on)
        self._show_frame()

    def select_all(self) -> None:
        """Take the focus with all of the text selected: the next digit replaces it."""
        self.edit.setFocus()
        self.edit.selectAll()

    def _show_below(self) -> None:
        self._below.put(self._error or self._help, "danger" if self._error else "muted")
        self._below.setVisible(bool(self._error or self._help) or self._reserve)

    def _show_frame(self) -> None:
        focus, on = self.edit.hasFocus(), self.edit.isEnabled()
        outline = "danger" if self._error else "accent" if focus else "edge" if on else "line"
        self._frame.ground(bg="raised" if on else "sunk", outline=outline)
        if self._icon_name:
            self._icon.put([ico(self._icon_name, "accent" if focus else "muted")])

    def _on_focus(self, got: bool) -> None:
        self._show_frame()
        self.focused.emit(got)

    def _edited(self, text: str) -> None:
        if self.mode in ALLOWED:
            kept = "".join(c for c in text.translate(HALF) if c in ALLOWED[self.mode])
            if kept != text:
                place = self.edit.cursorPosition() - (len(text) - len(kept))
                self.edit.setText(kept)
                self.edit.setCursorPosition(max(0, place))
        self._set_font()
        self.changed.emit(self.edit.text())
