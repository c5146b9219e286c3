"""Members: the list, the form of a new one, a member's page, members as a file, one at a time."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from app.usecases.outcome import Changes
from ui.bridge.approval.shown import ApprovalVM
from ui.bridge.session import Session
from ui.kit import Action, Key, Keymap, Line, b, col, key_for, row, s
from ui.members.gifts.page import GiftsPane
from ui.members.gifts.viewmodel import GiftsVM
from ui.members.pages.file import FilePane
from ui.members.pages.joining import EnrolPane
from ui.members.pages.listing import ListPane
from ui.members.pages.moving import MovingPane
from ui.members.presenter import ME, MembersPresenter
from ui.members.viewmodel.history import HistoryVM
from ui.members.viewmodel.listing import EnrolVM, ListVM
from ui.members.viewmodel.moving import MovingVM
from ui.members.viewmodel.parts import FormVM, HeadVM, SheetVM
from ui.members.viewmodel.statement import StatementVM

TITLES = {"enrol": "members.enrol", "files": "member.files", "gifts": "giftcards.title"}


class MembersScreen(QWidget):
    """Fulfils the presenters' View."""

    icon = "member"
    _told = Signal(int, int)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        words = session.words
        self.title = words("members.title")
        self.setAccessibleName(self.title)
        self.list = ListPane(words)
        self.enrol = EnrolPane(words)
        self.file = FilePane(words)
        self.moving = MovingPane(words)
        self.gifts = GiftsPane(words)
        self._about = Line(h=56, gap=16)
        self.files_key = Key(words("member.files_key"), icon="upload", h=56, w=200)
        self.gifts_key = Key(words("giftcards.title"), icon="card", h=56, w=176)
        self.enrol_key = Key(words("members.enrol"), key_for(Action.NEW), icon="plus", h=56, w=232)
        self.back_key = Key(words("members.back"), key_for(Action.BACK), icon="back", h=56, w=168)
        self._head = row(
            (self._about, 1),
            self.gifts_key,
            self.files_key,
            self.enrol_key,
            self.back_key,
            gap=8,
            h=72,
            pad=(8, 24),
        )
        holder = QWidget()  # before its pages: none may be a window of its own
        self._stack = QStackedLayout(holder)
        self._pages: dict[str, QWidget] = {
            "list": self.list,
            "enrol": self.enrol,
            "file": self.file,
            "files": self.moving,
            "gifts": self.gifts,
        }
        for page in self._pages.values():
            self._stack.addWidget(page)
        lay = QVBoxLayout(self)
        lay.setContentsMargins(0, 0, 0, 0)
        lay.setSpacing(0)
        lay.addWidget(col(self._head, (holder, 1), bg="surface"))
        self._count = ""
        self._file_off = ""
        self.presenter = MembersPresenter(self, session, self._told.emit)
        self._wire()
        self.go("list")

    def _wire(self) -> None:
        p = self.presenter
        self.list.typed.connect(p.typed)
        self.list.opened.connect(p.open)
        self.list.enrolled.connect(p.enrol)
        self.list.retried.connect(p.retry)
        self.files_key.clicked.connect(p.files)
        self.gifts_key.clicked.connect(self._gift_cards)
        self.enrol_key.clicked.connect(p.enrol)
        self.back_key.clicked.connect(p.back)
        self.enrol.phone_typed.connect(p.enrolling.phone)
        self.enrol.name_typed.connect(p.enrolling.name)
        self.enrol.known_opened.connect(p.enrolling.open_known)
        self.enrol.closed.connect(p.back)
        self.enrol.submitted.connect(
            lambda phone, name, yes: p.enrolling.submit(phone, name, marketing=yes)
        )
        self._wire_file()
        self._wire_moving()
        self._wire_gifts()
        self._told.connect(p.moving.told, Qt.ConnectionType.QueuedConnection)
        self._session.change_feed.committed.connect(self._committed)
        Keymap().bind(
            self,
            {
                Action.BACK: p.back,
                Action.NEW: p.enrol,
                Action.MEMBER: self._member_key,
                Action.QUANTITY: self._topup_key,
            },
        )

    def _wire_file(self) -> None:
        filing, file = self.presenter.filing, self.file
        file.head.used.connect(filing.use)
        file.head.topped_up.connect(filing.topup)
        file.head.revealed.connect(filing.reveal)
        file.head.closed.connect(self.presenter.back)
        file.head.turned.connect(filing.turn)
        file.sheet.acted.connect(filing.act)
        file.sheet.retried.connect(filing.load)
        file.history.opened.connect(self._opened)
        file.history.taken_back.connect(self._take_back)
        file.statement.turned.connect(filing.printing.turn)
        file.statement.path_typed.connect(filing.printing.typed)
        file.statement.saved.connect(filing.printing.save)
        file.statement.printed.connect(filing.printing.slip)
        file.form.changed.connect(filing.doing.put)
        file.form.confirmed.connect(filing.doing.submit)
        file.form.closed.connect(filing.doing.leave)
        file.approval.chosen.connect(filing.asking.choose)
        file.approval.digits.connect(filing.asking.typed)
        file.approval.confirmed.connect(filing.asking.submit)
        file.approval.closed.connect(filing.asking.leave)

    def _wire_moving(self) -> None:
        moving, pane = self.presenter.moving, self.moving
        pane.typed.connect(moving.typed)
        pane.looked.connect(moving.look)
        pane.filtered.connect(moving.filter)
        pane.applied.connect(moving.apply)
        pane.cancelled.connect(moving.cancel)
        pane.export_typed.connect(moving.export_typed)
        pane.export_full.connect(moving.export_full)
        pane.exported.connect(moving.export)
        pane.closed.connect(self.presenter.back)

    def _wire_gifts(self) -> None:
        gifts, pane = self.presenter.gifts, self.gifts
        pane.typed.connect(gifts.typed)
        pane.acted.connect(gifts.act)
        pane.form.changed.connect(gifts.doing.put)
        pane.form.confirmed.connect(gifts.doing.submit)
        pane.form.closed.connect(gifts.doing.leave)
        pane.approval.chosen.connect(gifts.asking.choose)
        pane.approval.digits.connect(gifts.asking.typed)
        pane.approval.confirmed.connect(gifts.asking.submit)
        pane.approval.closed.connect(gifts.asking.leave)

    # --- what the shell asks -----------------------------------------------------------------

    def activated(self) -> None:
        """The screen comes to the front."""
        self.presenter.load()
        errand = self._session.take_errand("members")
        if errand.startswith("member:"):
            self.presenter.open(errand.removeprefix("member:"))
        elif errand.startswith("gift:"):
            self.presenter.cards(errand.removeprefix("gift:"))
        self.focus_home()

    def take_scan(self, text: str) -> bool:
        """A member's card opens their page, or is for the form that is open."""
        return self.presenter.scanned(text)

    def focus_home(self) -> None:
        """After a gesture the focus returns to the search field."""
        if self.presenter.place == "list":
            self.list.take_focus()

    # --- what the presenters ask -------------------------------------------------------------

    def go(self, place: str) -> None:
        """Show a page."""
        if not isValid(self):
            return
        self._stack.setCurrentWidget(self._pages[place])
        self._head.setVisible(place != "file")
        self.enrol_key.setVisible(place == "list")
        self.files_key.setVisible(place == "list" and not self._file_off)
        self.gifts_key.setVisible(place == "list")
        self.back_key.setVisible(place in ("files", "gifts"))
        about = s(self._count) if place == "list" else s("")
        title = self._session.words(TITLES.get(place, "members.title"))
        self._about.put([b(title, "figure"), about])
        if place == "list":
            self.list.take_focus()
        elif place == "file":
            self.file.setFocus(Qt.FocusReason.OtherFocusReason)
        elif place == "files":
            self.moving.take_focus()
        elif place == "gifts":
            self.gifts.take_focus()

    def put_list(self, shown: ListVM) -> None:
        """The list behind the search field."""
        if not isValid(self):
            return
        if shown.about:
            self._count = shown.about
        here = self.presenter.place == "list"
        self._file_off = shown.file_off
        self.enrol_key.set_off(shown.enrol_off)
        self.enrol_key.setVisible(here and shown.state == "rows")
        self.files_key.setVisible(here and not shown.file_off)
        if here:
            self._about.put([b(self.title, "figure"), s(self._count)])
        self.list.put(shown)

    def put_enrol(self, shown: EnrolVM) -> None:
        """The form of a new member."""
        if isValid(self):
            self.enrol.put(shown)

    def begin_enrol(self, phone: str, name: str) -> None:
        """An empty form."""
        self.enrol.begin(phone, name)

    def put_head(self, shown: HeadVM, tab: str) -> None:
        """Whose page it is."""
        if isValid(self):
            self.file.put_head(shown, tab)

    def put_sheet(self, shown: SheetVM) -> None:
        """A tab of sections."""
        if isValid(self):
            self.file.put_sheet(shown)

    def put_history(self, shown: HistoryVM) -> None:
        """What happened."""
        if isValid(self):
            self.file.put_history(shown)

    def put_statement(self, shown: StatementVM) -> None:
        """The statement."""
        if isValid(self):
            self.file.put_statement(shown)

    def put_form(self, shown: FormVM | None) -> None:
        """Something being done."""
        if isValid(self):
            self.file.put_form(shown)

    def put_approval(self, shown: ApprovalVM | None) -> None:
        """A second person is asked."""
        if isValid(self):
            self.file.put_approval(shown)

    def put_gifts(self, shown: GiftsVM) -> None:
        """Gift cards."""
        if isValid(self):
            self.gifts.put(shown)

    def put_moving(self, shown: MovingVM) -> None:
        """Members as a file."""
        if isValid(self):
            self.moving.put(shown)

    # --- keys --------------------------------------------------------------------------------

    def _member_key(self) -> None:
        """On a member's page: into the sale. Elsewhere: search another one."""
        if self.presenter.place == "file":
            self.presenter.filing.use()
            return
        while self.presenter.back():
            pass
        self.list.take_focus()

    def _gift_cards(self) -> None:
        self.presenter.cards()

    def _topup_key(self) -> None:
        if self.presenter.place == "file":
            self.presenter.filing.topup()

    def _opened(self, key: str) -> None:
        """A sale of the history is opened among the receipts, a gift card's among the cards."""
        kind, _, ref = key.partition(":")
        if kind == "sale":
            self._session.send("history", f"sale:{ref}")
        elif kind == "gift":
            self.presenter.sold_card(ref)

    def _take_back(self, key: str) -> None:
        """Goods of a sale come back: to its panel among the receipts."""
        kind, _, ref = key.partition(":")
        if kind == "sale":
            self._session.send("history", f"return:{ref}")

    def _committed(self, changes: Changes, initiator: str) -> None:
        if initiator != ME and self.isVisible() and self._session.loaded:
            self.presenter.changed(changes)


def make(session: Session) -> QWidget:
    """The members' screen."""
    return MembersScreen(session)


def pictures(session: Session) -> list[tuple[str, Callable[[], QWidget]]]:
    """States worth a picture."""
    from ui.members import posing

    return posing.pictures(session)
