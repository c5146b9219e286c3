"""Members: the list, the form of a new one, a member's page and its form, one at a time."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from app.usecases.outcome import Changes
from ui.bridge.posing import pose
from ui.bridge.session import Session
from ui.kit import Action, Key, Keymap, Line, b, col, key_for, row, s
from ui.members.editing import EditPane
from ui.members.file_page import FilePane
from ui.members.joining import EnrolPane
from ui.members.listing import ListPane
from ui.members.presenter import ME, MembersPresenter
from ui.members.viewmodel import EditVM, EnrolVM, FileVM, ListVM


class MembersScreen(QWidget):
    """Fulfils the presenters' View."""

    icon = "member"

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        words = session.words
        self.title = words("members.title")
        self.setAccessibleName(self.title)
        self.list = ListPane(words)
        self.enrol = EnrolPane(words)
        self.file = FilePane(words)
        self.edit = EditPane(words)
        self._about = Line(h=56, gap=16)
        self.enrol_key = Key(words("members.enrol"), key_for(Action.NEW), icon="plus", h=56, w=232)
        self._head = row((self._about, 1), self.enrol_key, gap=8, h=72, pad=(8, 24))
        self._stack = QStackedLayout()
        self._pages: dict[str, QWidget] = {
            "list": self.list,
            "enrol": self.enrol,
            "file": self.file,
            "edit": self.edit,
        }
        for page in self._pages.values():
            self._stack.addWidget(page)
        holder = QWidget()
        holder.setLayout(self._stack)
        lay = QVBoxLayout(self)
        lay.setContentsMargins(0, 0, 0, 0)
        lay.setSpacing(0)
        lay.addWidget(col(self._head, (holder, 1), bg="surface"))
        self._count = ""
        self.presenter = MembersPresenter(self, session)
        self._wire()
        self.go("list")

    def _wire(self) -> None:
        presenter, enrolling, filing = (
            self.presenter,
            self.presenter.enrolling,
            self.presenter.filing,
        )
        self.list.typed.connect(presenter.typed)
        self.list.opened.connect(presenter.open)
        self.list.enrolled.connect(presenter.enrol)
        self.list.retried.connect(presenter.retry)
        self.enrol_key.clicked.connect(presenter.enrol)
        self.enrol.phone_typed.connect(enrolling.phone)
        self.enrol.name_typed.connect(enrolling.name)
        self.enrol.known_opened.connect(enrolling.open_known)
        self.enrol.submitted.connect(
            lambda phone, name, yes: enrolling.submit(phone, name, marketing=yes)
        )
        self.file.used.connect(filing.use)
        self.file.edited.connect(presenter.edit)
        self.file.revealed.connect(filing.reveal)
        self.edit.saved.connect(presenter.save)
        self.edit.card_dropped.connect(filing.drop_card)
        for pane in (self.enrol, self.file, self.edit):
            pane.closed.connect(presenter.back)
        self._session.change_feed.committed.connect(self._committed)
        Keymap().bind(
            self,
            {
                Action.BACK: presenter.back,
                Action.NEW: presenter.enrol,
                Action.MEMBER: self._member_key,
            },
        )

    # --- what the shell asks -----------------------------------------------------------------

    def activated(self) -> None:
        """The screen comes to the front."""
        self.presenter.load()
        self.focus_home()

    def take_scan(self, text: str) -> bool:
        """A member's card opens their page, or becomes the form's card."""
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
        title = {"enrol": "members.enrol", "edit": "members.edit"}.get(place, "members.title")
        about = s(self._count) if place == "list" else s("")
        self._about.put([b(self._session.words(title), "figure"), about])
        if place == "list":
            self.list.take_focus()
        elif place == "file":
            self.file.setFocus(Qt.FocusReason.OtherFocusReason)

    def put_list(self, shown: ListVM) -> None:
        """The list behind the search field."""
        if not isValid(self):
            return
        if shown.about:
            self._count = shown.about
        self.enrol_key.set_off(shown.enrol_off)
        self.enrol_key.setVisible(self.presenter.place == "list" and shown.state == "rows")
        if self.presenter.place == "list":
            self._about.put([b(self.title, "figure"), s(self._count)])
        self.list.put(shown)

    def put_enrol(self, shown: EnrolVM) -> None:
        """The form of a new member."""
        if isValid(self):
            self.enrol.put(shown)

    def begin_enrol(self, phone: str, name: str) -> None:
        """An empty form."""
        self.enrol.begin(phone, name)

    def put_file(self, shown: FileVM) -> None:
        """A member's page."""
        if isValid(self):
            self.file.put(shown)

    def put_edit(self, shown: EditVM, *, fresh: bool) -> None:
        """The form of a member's file."""
        if isValid(self):
            self.edit.put(shown, fresh=fresh)

    def _member_key(self) -> None:
        """On a member's page: into the sale. Elsewhere: search another one."""
        if self.presenter.place == "file":
            self.presenter.filing.use()
            return
        while self.presenter.back():
            pass
        self.list.take_focus()

    def _committed(self, changes: Changes, initiator: str) -> None:
        if initiator != ME and self.isVisible() and self._session.loaded:
            self.presenter.changed(changes)


def make(session: Session) -> QWidget:
    """The members' screen."""
    return MembersScreen(session)


def pictures(session: Session) -> list[tuple[str, Callable[[], QWidget]]]:
    """States worth a picture: each makes a screen of its own and brings it there (`pose`)."""

    def posed(*steps: Callable[[MembersScreen], object]) -> QWidget:
        screen = MembersScreen(session)
        return pose(screen, session, [partial(step, screen) for step in steps])

    def search(screen: MembersScreen) -> None:
        screen.list.field.set_text("13900001234")
        screen.presenter.typed("13900001234")

    return [
        ("members", posed),
        ("members-nobody", lambda: posed(search)),
        ("members-enrol", lambda: posed(lambda screen: screen.presenter.enrol())),
        ("member", lambda: posed(lambda screen: screen.list.open_current())),
        (
            "member-edit",
            lambda: posed(
                lambda screen: screen.list.open_current(), lambda screen: screen.presenter.edit()
            ),
        ),
    ]
