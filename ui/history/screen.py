"""Sales that are over: the list, the paper of one, and what the paper does not say."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from app.usecases.outcome import Changes
from ui.bridge.approval.asking import Asking
from ui.bridge.approval.pane import ApprovalPane
from ui.bridge.approval.shown import ApprovalVM
from ui.bridge.posing import pose
from ui.bridge.session import Session
from ui.history.blind_pane import BlindPane
from ui.history.blind_words import BlindVM
from ui.history.panes import BlindDone, FactsPane, ListPane
from ui.history.presenter import HistoryPresenter
from ui.history.return_pane import ReturnPane
from ui.history.return_words import DoneVM, ReturnVM
from ui.history.slip_lines import lines_of, text_of
from ui.history.slip_picture import picture
from ui.history.viewmodel import DetailVM, ListVM
from ui.kit import (
    Action,
    ErrorPage,
    Keymap,
    Line,
    Loading,
    PaperPreview,
    b,
    col,
    row,
    rule,
    s,
)


class HistoryScreen(QWidget):
    """Fulfils the presenter's View."""

    icon = "history"

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        words = session.words
        self.title = words("history.title")
        self.setAccessibleName(self.title)
        self.list = ListPane(words)
        self.paper = PaperPreview()
        self.facts = FactsPane(words)
        self._slip: object = None
        self._head = Line(h=71, gap=16)
        side = row((col((self.paper, 1), w=440, bg="canvas", pad=(12, 8)), 0), (self.facts, 1))
        self._sale = col(row((self._head, 1), pad=(0, 24), bg="surface"), rule(), (side, 1))
        self.returning = ReturnPane(words)
        self.approval = ApprovalPane(words)
        self.blind = BlindPane(words)
        self.blind_done = BlindDone(words)
        self._none = QWidget()  # before the first sale the list says all there is to say
        holder = QWidget()
        self._stack = QStackedLayout(holder)  # pages without a parent would be windows for a moment
        pages = (self._sale, Loading(), self._none, self.returning, self.approval, self.blind)
        for page in (*pages, self.blind_done):
            self._stack.addWidget(page)
        self._errors = ErrorPage(self._stack)
        head = row((Line([b(self.title, "figure")], h=56), 1), pad=(8, 24), h=72)
        left = col(head, (self.list, 1), bg="surface", edges="r", w=456)
        lay = QVBoxLayout(self)
        lay.setContentsMargins(0, 0, 0, 0)
        lay.setSpacing(0)
        lay.addWidget(row(left, (holder, 1), bg="canvas"))
        self.presenter = HistoryPresenter(self, session)
        self._wire()

    def _wire(self) -> None:
        presenter = self.presenter
        self.list.typed.connect(presenter.typed)
        self.list.chosen.connect(presenter.open)
        self.list.near_end.connect(presenter.near_end)
        self.list.retried.connect(presenter.retry)
        self.facts.reprinted.connect(presenter.reprint)
        self.facts.reprint_key.clicked.connect(presenter.reprint)
        self.facts.answered.connect(lambda job, yes: presenter.answer(job, printed=yes))
        self._wire_return()
        self._session.change_feed.committed.connect(self._committed)
        Keymap().bind(
            self,
            {
                Action.REPRINT: presenter.reprint,
                Action.SEARCH: self.focus_home,
                Action.DISCOUNT: self._discount,
                Action.EXCHANGE: presenter.returning.exchange,
                Action.VOID: presenter.void,
                Action.NEW: presenter.without_receipt,
                Action.BACK: self._back,
            },
        )

    def _wire_return(self) -> None:
        returning, pane = self.presenter.returning, self.returning
        self.facts.return_key.clicked.connect(self.presenter.take_back)
        self.list.blind_key.clicked.connect(self.presenter.without_receipt)
        self._wire_blind()
        self.facts.void_key.clicked.connect(self.presenter.void)
        pane.touched.connect(returning.touch)
        pane.placed.connect(returning.touch_place)
        pane.stepped.connect(returning.step)
        pane.nudged.connect(returning.nudge)
        pane.reasoned.connect(returning.reason)
        pane.reason_stepped.connect(returning.next_reason)
        pane.confirmed.connect(returning.submit)
        pane.exchanged.connect(returning.exchange)
        pane.closed.connect(returning.leave)
        self.approval.chosen.connect(returning.asking.choose)
        self.approval.digits.connect(returning.asking.typed)
        self.approval.confirmed.connect(returning.asking.submit)
        self.approval.closed.connect(returning.asking.leave)

    def _wire_blind(self) -> None:
        blind, pane = self.presenter.blind, self.blind
        pane.typed.connect(blind.typed)
        pane.entered.connect(blind.entered)
        pane.offered.connect(blind.choose)
        pane.picked.connect(blind.pick)
        pane.stepped.connect(blind.step)
        pane.priced.connect(blind.price)
        pane.reasoned.connect(blind.reason)
        pane.reason_stepped.connect(blind.next_reason)
        pane.sent_to.connect(blind.goes_to)
        pane.turned.connect(blind.turn)
        pane.more.connect(blind.more)
        pane.less.connect(blind.less)
        pane.confirmed.connect(blind.submit)
        pane.closed.connect(blind.leave)
        self.blind_done.closed.connect(self._back)

    def _discount(self) -> None:
        """Goods come back; without a receipt, their price is keyed."""
        if self.presenter.blind.open_now:
            self.blind.price.select_all()
        else:
            self.presenter.take_back()

    def _back(self) -> None:
        """Esc: out of the panel that is open."""
        if not self.presenter.leave() and self._stack.currentWidget() is self.blind_done:
            self._stack.setCurrentWidget(self._sale)
            self.list.take_focus()

    # --- what the shell asks -----------------------------------------------------------------

    def activated(self) -> None:
        """The screen comes to the front."""
        self.presenter.load()
        self.presenter.sent(self._session.take_errand("history"))
        self.focus_home()

    def take_scan(self, text: str) -> bool:
        """A receipt's QR or number opens it."""
        return self.presenter.scanned(text)

    def focus_home(self) -> None:
        """After a gesture the focus returns to the search field; a panel keeps it."""
        if self.presenter.blind.open_now:
            self.blind.take_focus()
        elif not self.presenter.returning.open_on:
            self.list.take_focus()

    # --- what the presenter asks -------------------------------------------------------------

    def put_list(self, shown: ListVM, chosen: str) -> None:
        """The list, and which sale of it is open."""
        if isValid(self):
            self.list.put(shown, chosen)

    def put_detail(self, shown: DetailVM | None, error: str = "") -> None:
        """One sale, none, or why it cannot be shown."""
        if not isValid(self):
            return
        if error:
            kept = self._session.words("history.error_kept")
            self._errors.put(error, kept, self.presenter.retry)
        elif shown is None:
            self._stack.setCurrentWidget(self._none)
        else:
            self._head.put([b(shown.title, "figure"), s(shown.about, elide=True)])
            self.facts.put(shown)
            self._put_paper(shown)
            if not (self.presenter.returning.open_on or self._without_receipt):
                self._stack.setCurrentWidget(self._sale)

    def put_return(self, shown: ReturnVM | None) -> None:
        """Goods come back, or None when that is over."""
        if isValid(self):
            if shown is not None:
                self.returning.put(shown)
            self._stand_at(self.returning, shown, self.presenter.returning.asking)

    @property
    def _without_receipt(self) -> bool:
        return self.presenter.blind.open_now or self._stack.currentWidget() is self.blind_done

    def put_blind(self, shown: BlindVM | None) -> None:
        """Goods without a receipt, or None when that is over."""
        if isValid(self):
            if shown is not None:
                self.blind.put(shown)
            self._stand_at(self.blind, shown, self.presenter.blind.asking)

    def _stand_at(
        self, pane: ReturnPane | BlindPane, shown: ReturnVM | BlindVM | None, asking: Asking
    ) -> None:
        """That pane, its focus once; the sale again when it is over. Who is asked stands before."""
        if shown is None:
            self._stack.setCurrentWidget(self._sale)
            self.list.take_focus()
        elif not asking.open:
            fresh = self._stack.currentWidget() is not pane
            self._stack.setCurrentWidget(pane)
            if fresh:
                pane.take_focus()

    def clear_search(self) -> None:
        """Empty the search field."""
        if isValid(self):
            self.list.field.clear()

    def put_blind_done(self, shown: DoneVM) -> None:
        """What to hand over for goods without a receipt."""
        if isValid(self):
            self.blind_done.put(shown)
            self._stack.setCurrentWidget(self.blind_done)
            self.blind_done.setFocus()

    def put_approval(self, shown: ApprovalVM | None) -> None:
        """A second person is asked, or None when that is over."""
        if not isValid(self):
            return
        if shown is None:
            pane = self.blind if self.presenter.blind.open_now else self.returning
            self._stack.setCurrentWidget(pane)
            pane.take_focus()
            return
        fresh = self._stack.currentWidget() is not self.approval
        self.approval.put(shown)
        self._stack.setCurrentWidget(self.approval)
        if fresh:
            self.approval.take_focus()

    def _put_paper(self, shown: DetailVM) -> None:
        if shown.slip == self._slip:
            return
        self._slip = shown.slip
        lines = lines_of(shown.slip, shown.columns)
        self.paper.put_picture(picture(lines, shown.columns))
        self.paper.setAccessibleDescription(text_of(lines))

    def _committed(self, changes: Changes, initiator: str) -> None:
        if self.isVisible() and self._session.loaded:
            self.presenter.changed(changes)


def make(session: Session) -> QWidget:
    """The history screen."""
    return HistoryScreen(session)


def pictures(session: Session) -> list[tuple[str, Callable[[], QWidget]]]:
    """States worth a picture: each makes a screen of its own and brings it there (`pose`)."""

    def posed(*steps: Callable[[HistoryScreen], object]) -> QWidget:
        screen = HistoryScreen(session)
        return pose(screen, session, [partial(step, screen) for step in steps])

    def begin(screen: HistoryScreen) -> None:
        screen.presenter.take_back()

    def first_line(screen: HistoryScreen) -> None:
        screen.presenter.returning.touch_place(0)

    def why(screen: HistoryScreen) -> None:
        screen.presenter.returning.reason("faulty")

    return [
        ("history", posed),
        ("history-return", lambda: posed(begin)),
        ("history-return-line", lambda: posed(begin, first_line, why)),
        ("history-blind", lambda: posed(lambda screen: screen.presenter.without_receipt())),
    ]
