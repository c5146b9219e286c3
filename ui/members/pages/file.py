"""A member's page: the head, the tab in front, and over it what is being done."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedLayout, QWidget

from app.words import Words
from ui.bridge.approval.pane import ApprovalPane
from ui.bridge.approval.shown import ApprovalVM
from ui.kit import Box
from ui.members.pages.form import FormPane
from ui.members.pages.head import HeadPane
from ui.members.pages.sheet import SheetPane
from ui.members.pages.tables import HistoryPane, StatementPane
from ui.members.viewmodel.history import HistoryVM
from ui.members.viewmodel.parts import FormVM, HeadVM, SheetVM
from ui.members.viewmodel.statement import StatementVM


class FilePane(Box):
    """One member. A form and a second person's panel stand in the place of the tab."""

    def __init__(self, words: Words) -> None:
        self.head = HeadPane(words)
        self.sheet = SheetPane()
        self.history = HistoryPane(words)
        self.statement = StatementPane(words)
        self.form = FormPane(words)
        self.approval = ApprovalPane(words)
        holder = QWidget()  # before its pages: none may be a window of its own
        self._stack = QStackedLayout(holder)
        for page in (
            self.sheet,
            self.history,
            self.statement,
            self.form,
            self.approval,
        ):
            self._stack.addWidget(page)
        super().__init__(self.head, (holder, 1), bg="surface")
        self._tab: QWidget = self.sheet
        self._form_open = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def put_head(self, shown: HeadVM, tab: str) -> None:
        """Whose page it is, and which tab is in front."""
        self.head.put(shown)
        self.head.stand(tab)
        pages: dict[str, QWidget] = {"history": self.history, "statement": self.statement}
        self._tab = pages.get(tab, self.sheet)
        self._bring()

    def put_sheet(self, shown: SheetVM) -> None:
        """A tab of sections."""
        self.sheet.put(shown)

    def put_history(self, shown: HistoryVM) -> None:
        """What happened."""
        self.history.put(shown)

    def put_statement(self, shown: StatementVM) -> None:
        """The statement."""
        self.statement.put(shown)

    def put_form(self, shown: FormVM | None) -> None:
        """Something being done, or None when it is over."""
        opened = shown is not None and not self._form_open
        self._form_open = shown is not None
        if shown is not None:
            self.form.put(shown)
        self._bring()
        if opened:
            self.form.take_focus()
        elif shown is None:
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter with the focus on nothing in the form: its key says Enter, so it answers."""
        if self._stack.currentWidget() is self.form and self.focusWidget() in (None, self):
            self.form.keyPressEvent(event)
            return
        super().keyPressEvent(event)

    def put_approval(self, shown: ApprovalVM | None) -> None:
        """A second person is asked, or None when that is over."""
        if shown is None:
            self._bring()
            return
        fresh = self._stack.currentWidget() is not self.approval
        self.approval.put(shown)
        self._stack.setCurrentWidget(self.approval)
        self.head.calm(True)
        if fresh:
            self.approval.take_focus()

    def _bring(self) -> None:
        """Show the form if there is one, else the tab."""
        self._stack.setCurrentWidget(self.form if self._form_open else self._tab)
        self.head.calm(self._form_open)
