"""Paints gift cards: a field for the end of a code, the cards under it, and what is being done."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedLayout, QWidget

from app.words import Words
from ui.bridge.approval.pane import ApprovalPane
from ui.kit import Box, Field, Para, col
from ui.members.gifts.viewmodel import GiftsVM
from ui.members.pages.form import FormPane
from ui.members.pages.sheet import SheetPane


class GiftsPane(Box):
    """`typed` (text), `acted` (code). Forms and a second person's panel take the whole place."""

    typed = Signal(str)
    acted = Signal(str)

    def __init__(self, words: Words) -> None:
        self.field = Field(hint=words("giftcards.field"), icon="search", most=40, ime=False)
        self.sheet = SheetPane()
        self.form = FormPane(words)
        self.approval = ApprovalPane(words)
        self._said = Para("", "body", "positive")
        self._list = col(col(self.field, 8, self._said, pad=(0, 24)), (self.sheet, 1), bg="surface")
        holder = QWidget()  # before its pages: none may be a window of its own
        self._stack = QStackedLayout(holder)
        for page in (self._list, self.form, self.approval):
            self._stack.addWidget(page)
        super().__init__((holder, 1), bg="surface")
        self.field.changed.connect(self.typed)
        self.field.entered.connect(lambda _text: self._to_first())
        self.sheet.acted.connect(self.acted)

    def put(self, shown: GiftsVM) -> None:
        """Show this."""
        if shown.typed != self.field.text():
            self.field.set_text(shown.typed)
        self._said.put(shown.said)
        self._said.setVisible(bool(shown.said))
        self.sheet.put(shown.sheet)
        before = self._stack.currentWidget()
        page: QWidget = self._list
        if shown.form is not None:
            self.form.put(shown.form)
            page = self.form
        if shown.approval is not None:
            self.approval.put(shown.approval)
            page = self.approval
        self._stack.setCurrentWidget(page)
        if page is not before:
            self._focus(page)

    def take_focus(self) -> None:
        """To where one types."""
        self.field.select_all()

    def _focus(self, page: QWidget) -> None:
        if page is self.form:
            self.form.take_focus()
        elif page is self.approval:
            self.approval.take_focus()
        else:
            self.take_focus()

    def _to_first(self) -> None:
        """Enter in the field: to the first thing that may be done."""
        keys = list(self.sheet.keys.values())
        if keys:
            keys[0].setFocus()
