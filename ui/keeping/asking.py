"""What the keeping page asks: where copies go, a passphrase, whether a restore is meant."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.words import Words
from ui.keeping.viewmodel import KeysVM, PlaceVM, RestoreVM
from ui.kit import Box, Field, Key, Line, Para, b, row, s, section
from ui.kit.pieces.box import Item

WIDE = 720


class PlacePane(Box):
    """`saved` (folder), `closed`."""

    saved = Signal(str)
    closed = Signal()

    def __init__(self, words: Words, back: str) -> None:
        self._words = words
        self.field = Field(
            words("keeping.place_field"), hint=words("keeping.place_hint"), ime=False, w=WIDE
        )
        self._found = Box(gap=8)
        self.back_key = Key(words("keeping.back"), back, h=64, w=200)
        self.drop_key = Key(words("keeping.place_drop"), h=64, w=240)
        self.save_key = Key(words("keeping.place_save"), kind="primary", h=64, size="title")
        super().__init__(
            Line(b(words("keeping.place_title"), "title"), h=48),
            Para(words("keeping.place_why"), w=WIDE),
            16,
            section(words("keeping.place_found"), 8, self._found),
            16,
            self.field,
            ...,
            row(self.back_key, self.drop_key, (self.save_key, 1), gap=8),
            w=WIDE,
            pad=(0, 16, 0, 24),
        )
        self._shown: tuple[str, ...] | None = None
        self._fresh = True
        self.field.entered.connect(self.saved)
        self.save_key.clicked.connect(lambda: self.saved.emit(self.field.text))
        self.drop_key.clicked.connect(lambda: self.saved.emit(""))
        self.back_key.clicked.connect(self.closed)

    def put(self, shown: PlaceVM, *, fresh: bool) -> None:
        """Show where copies could go; `fresh` when the pane has just been opened."""
        if fresh:
            self.field.set_text(shown.value)
            self.field.select_all()
        self.drop_key.setVisible(shown.chosen)
        self.field.set_error(shown.error)
        if shown.found == self._shown:
            return
        self._shown = shown.found
        keys: list[QWidget] = []
        for folder in shown.found:
            key = Key(folder, icon="backup", h=56)
            key.clicked.connect(lambda _=False, folder=folder: self.field.set_text(folder))
            keys.append(key)
        none = Line(s(self._words("keeping.place_none"), elide=True), h=40)
        self._found.fill(*(keys or [none]))


class KeysPane(Box):
    """`sealed` (folder, passphrase, again), `closed`."""

    sealed = Signal(str, str, str)
    closed = Signal()

    def __init__(self, words: Words, back: str) -> None:
        self._words = words
        self.folder = Field(words("keeping.keys_folder"), ime=False, w=WIDE)
        self.first = Field(words("keeping.keys_pass"), mode="secret", ime=False, w=WIDE)
        self.second = Field(words("keeping.keys_again"), mode="secret", ime=False, w=WIDE)
        self.back_key = Key(words("keeping.back"), back, h=64, w=200)
        self.save_key = Key(words("keeping.keys_save"), kind="primary", h=64, size="title")
        super().__init__(
            Line(b(words("keeping.keys_title"), "title"), h=48),
            Para(words("keeping.keys_why"), w=WIDE),
            16,
            self.folder,
            self.first,
            self.second,
            ...,
            row(self.back_key, (self.save_key, 1), gap=8),
            w=WIDE,
            pad=(0, 16, 0, 24),
        )
        self.folder.entered.connect(lambda _text: self.first.setFocus())
        self.first.entered.connect(lambda _text: self.second.setFocus())
        self.second.entered.connect(lambda _text: self._seal())
        self.save_key.clicked.connect(self._seal)
        self.back_key.clicked.connect(self.closed)

    def put(self, shown: KeysVM, *, fresh: bool) -> None:
        """Show the question; what was typed stays when it was refused."""
        if fresh:
            self.folder.set_text(shown.folder)
            self.first.clear()
            self.second.clear()
            self.first.setFocus()
        self.second.set_error(shown.error)
        self.save_key.set_off(self._words("keeping.busy") if shown.busy else "")

    def _seal(self) -> None:
        self.sealed.emit(self.folder.text, self.first.text, self.second.text)


class RestorePane(Box):
    """`confirmed` (receipt), `typed` (the number that will be missing), `tried`, `closed`."""

    confirmed = Signal(str)
    typed = Signal(str)
    tried = Signal()
    closed = Signal()

    def __init__(self, words: Words, back: str) -> None:
        super().__init__(w=WIDE, pad=(0, 16, 0, 24))
        self._words = words
        self._said = Box()
        self._shown: RestoreVM | None = None
        named = words("keeping.restore_title")
        self.number = Field(" ", name=named, mode="digits", most=7, w=WIDE)
        self.receipt = Field(
            words("keeping.restore_receipt"),
            hint=words("keeping.restore_receipt_hint"),
            ime=False,
            w=WIDE,
        )
        self._error = Para("", role="danger", w=WIDE)
        self.back_key = Key(words("keeping.back"), back, h=64, w=176)
        self.try_key = Key(words("keeping.restore_drill"), h=64, w=216)
        self.do_key = Key(words("keeping.restore_do"), kind="danger", h=64)
        self.fill(
            self._said,
            16,
            self.number,
            self.receipt,
            self._error,
            ...,
            row(self.back_key, self.try_key, (self.do_key, 1), gap=8),
        )
        self.number.changed.connect(self.typed)
        self.number.entered.connect(lambda _text: self._confirm())
        self.receipt.entered.connect(lambda _text: self._confirm())
        self.do_key.clicked.connect(self._confirm)
        self.try_key.clicked.connect(self.tried)
        self.back_key.clicked.connect(self.closed)

    def put(self, shown: RestoreVM, *, fresh: bool) -> None:
        """Show what it would mean; the keys stay under the finger."""
        words = self._words
        if fresh:
            self.number.clear()
            self.receipt.clear()
        if self._shown is None or _facts(self._shown) != _facts(shown):
            self._said.fill(*self._lines(shown))
        self._shown = shown
        self.number.set_label(words("keeping.restore_type", n=shown.type_n))
        self.number.setVisible(shown.type_n > 0)
        self.receipt.setVisible(shown.asks)
        self._error.put(shown.error)
        self._error.setVisible(bool(shown.error))
        off = words("keeping.busy") if shown.busy else shown.off
        self.do_key.set_off(off)
        self.try_key.set_off(words("keeping.busy") if shown.busy else "")

    def take_focus(self) -> None:
        """What is to be typed, else the key that only looks."""
        shown = self._shown
        if shown is not None and shown.type_n:
            self.number.setFocus()
        elif shown is not None and shown.asks:
            self.receipt.setFocus()
        else:
            self.try_key.setFocus()

    def _lines(self, shown: RestoreVM) -> list[Item]:
        role = "danger" if shown.type_n else "text"
        items: list[Item] = [
            Line(b(shown.title, "title"), h=48),
            Para(shown.about, w=WIDE),
            12,
            Para(shown.head, role=role, weight="medium", w=WIDE),
        ]
        items += [Line(s(line, "text", elide=True), h=28, w=WIDE) for line in shown.lines]
        for note in shown.notes:
            items += [8, Para(note, "small", "muted", w=WIDE)]
        return items

    def _confirm(self) -> None:
        self.confirmed.emit(self.receipt.text)


def _facts(shown: RestoreVM) -> tuple[object, ...]:
    return (shown.title, shown.about, shown.head, shown.lines, shown.notes)
