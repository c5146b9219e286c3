"""The keeping page: copies and the check-up on two tabs; before them a place, keys, a restore."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from app.usecases.outcome import Changes
from ui.bridge.posing import pose
from ui.bridge.session import Session
from ui.keeping.asking import KeysPane, PlacePane, RestorePane
from ui.keeping.panes import CopiesPane, DoctorPane, LeftPane
from ui.keeping.presenter import KeepingPresenter
from ui.keeping.restoring import ME
from ui.keeping.viewmodel import KeepingVM, WorkVM
from ui.kit import (
    Action,
    Busy,
    ErrorPage,
    Key,
    Keymap,
    Line,
    Loading,
    Tabs,
    b,
    col,
    ico,
    key_for,
    row,
    rule,
    s,
    scroll,
    t,
)

TICK_MS = 100
TABS = ("copies", "doctor")


class KeepingScreen(QWidget):
    """`put` shows a page; keys keep their places while figures change."""

    icon = "backup"

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        words = session.words
        self.title = words("keeping.title")
        self.setAccessibleName(self.title)
        self._about = Line(h=56, gap=16)
        self.back_up_key = Key(words("keeping.now"), icon="backup", kind="primary", h=56, w=184)
        self.drill_key = Key(words("keeping.drill"), icon="refresh", h=56, w=168)
        self.place_key = Key(words("keeping.choose"), icon="settings", h=56, w=176)
        self.keys_key = Key(words("keeping.keys"), icon="shield", h=56, w=176)
        self.again_key = Key(words("keeping.again"), icon="refresh", h=56, w=168)
        self.bundle_key = Key(words("keeping.bundle"), icon="box", h=56, w=160)
        self.tabs = Tabs([words(f"keeping.tab.{one}") for one in TABS])
        self.busy = Busy()
        self._busy_box = col(self.busy, pad=(24, 4, 24, 12))
        self._said = Line(h=48)
        self._said_box = row((self._said, 1), pad=(0, 24))
        self.left, self.copies, self.doctor = LeftPane(words), CopiesPane(words), DoctorPane()
        back = key_for(Action.BACK)
        self.place, self.keys = PlacePane(words, back), KeysPane(words, back)
        self.restore = RestorePane(words, back)
        self._holder = QWidget()  # before its pages: none may be a window of its own
        self._stack = QStackedLayout(self._holder)
        self._pages = self._made_pages()
        self._errors = ErrorPage(self._stack)
        self._state = ""
        self._timer = QTimer(self, interval=TICK_MS)
        self._build()
        self.presenter = KeepingPresenter(self, session)
        self._wire()

    def _made_pages(self) -> dict[str, QWidget]:
        side = scroll(col(self.left, pad=(24, 8, 16, 16)))
        main = row((side, 1), rule(upright=True), (col((self.copies, 1), pad=(8, 24)), 1))
        pages = {
            "loading": Loading(),
            "copies": main,
            "doctor": scroll(self.doctor),
            "place": row(self.place, ..., pad=(0, 24)),
            "keys": row(self.keys, ..., pad=(0, 24)),
            "restore": scroll(row(self.restore, ..., pad=(0, 24))),
        }
        for page in pages.values():
            self._stack.addWidget(page)
        return pages

    def _build(self) -> None:
        keys = (self.place_key, self.keys_key, self.drill_key, self.back_up_key)
        more = (self.bundle_key, self.again_key)
        head = row((self._about, 1), *more, *keys, gap=8, pad=(8, 24), h=72)
        self._tabs_box = row(self.tabs, ..., pad=(0, 24))
        lay = QVBoxLayout(self)
        lay.setContentsMargins(0, 0, 0, 0)
        lay.setSpacing(0)
        body = (self._holder, 1)
        parts = (head, rule(), self._tabs_box, self._busy_box, self._said_box, body)
        lay.addWidget(col(*parts, bg="surface"))
        self._busy_box.hide()
        self._said_box.hide()

    def _wire(self) -> None:
        presenter = self.presenter
        self.back_up_key.clicked.connect(presenter.back_up)
        self.drill_key.clicked.connect(presenter.drill_newest)
        self.place_key.clicked.connect(presenter.choose_place)
        self.keys_key.clicked.connect(presenter.ask_keys)
        self.again_key.clicked.connect(presenter.examine)
        self.bundle_key.clicked.connect(presenter.bundle)
        self.tabs.picked.connect(lambda place: presenter.show(TABS[place]))
        self.busy.cancelled.connect(presenter.back)
        self.left.decided.connect(presenter.decide)
        self.copies.opened.connect(presenter.open_copy)
        self.place.saved.connect(presenter.placing.save)
        self.keys.sealed.connect(presenter.sealing.seal)
        self.restore.typed.connect(presenter.restoring.typed)
        self.restore.confirmed.connect(presenter.restoring.confirm)
        self.restore.tried.connect(lambda: presenter.drill(self.copies.table.current))
        for pane in (self.place, self.keys, self.restore):
            pane.closed.connect(presenter.back)
        self._timer.timeout.connect(presenter.tick)
        self._session.change_feed.committed.connect(self._committed)
        Keymap().bind(self, {Action.BACK: presenter.back})

    # --- what the shell asks -----------------------------------------------------------------

    def activated(self) -> None:
        """The screen comes to the front: notes and copies are read now."""
        self.presenter.load()

    def take_scan(self, text: str) -> bool:
        """Nothing here wants a scan."""
        return False

    # --- what the presenter asks -------------------------------------------------------------

    def put(self, shown: KeepingVM) -> None:
        """Show this."""
        if not isValid(self):
            return
        self._about.put([b(self.title, "figure"), s(shown.about, elide=True)])
        if shown.state == "error":
            kept = self._session.words("keeping.error_kept")
            self._errors.put(shown.error, kept, self.presenter.load)
            return
        fresh, self._state = shown.state != self._state, shown.state
        self._put_panes(shown, fresh=fresh)
        asked = shown.state in TABS
        self._tabs_box.setVisible(asked)
        if asked:
            self.tabs.set_on(TABS.index(shown.state))
        self._put_keys(shown)
        self._put_work(shown.work)
        page = shown.state if shown.state != "restore" or shown.restore else "loading"
        changed = self._stack.currentWidget() is not self._pages[page]
        self._stack.setCurrentWidget(self._pages[page])
        if changed and self.isVisible():
            self._take_focus(page)
        said = shown.error or shown.said
        mark = ico("alert", "danger") if shown.error else ico("check", "positive")
        self._said_box.setVisible(bool(said) and shown.work is None)
        self._said.put([mark, t(said, elide=True)] if said else ())

    def _put_panes(self, shown: KeepingVM, *, fresh: bool) -> None:
        if shown.state == "loading":
            return
        self.left.put(shown)
        self.copies.put(shown.copies)
        self.doctor.put(shown.findings)
        if shown.state == "place" and shown.place is not None:
            self.place.put(shown.place, fresh=fresh)
        if shown.state == "keys" and shown.keys is not None:
            self.keys.put(shown.keys, fresh=fresh)
        if shown.state == "restore" and shown.restore is not None:
            self.restore.put(shown.restore, fresh=fresh)

    def _put_keys(self, shown: KeepingVM) -> None:
        """Which keys belong to this page, and why one is off."""
        on = shown.state
        for key, where in (
            (self.back_up_key, "copies"),
            (self.drill_key, "copies"),
            (self.place_key, "copies"),
            (self.keys_key, "copies"),
            (self.again_key, "doctor"),
            (self.bundle_key, "doctor"),
        ):
            key.setVisible(on == where)
        busy = self._session.words("keeping.busy") if shown.work is not None else ""
        none = "" if shown.copies else self._session.words("keeping.none")
        self.back_up_key.set_off(busy)
        self.drill_key.set_off(busy or none)
        self.keys_key.set_off(busy or shown.off)
        self.again_key.set_off(busy)
        self.bundle_key.set_off(busy)

    def _put_work(self, work: WorkVM | None) -> None:
        self._busy_box.setVisible(work is not None)
        if work is None:
            self._timer.stop()
            self.busy.stop()
            return
        self.busy.put(work.words, work.share_ppm, work.note)
        if not self._timer.isActive():
            self._timer.start()

    def _take_focus(self, page: str) -> None:
        if page == "place":
            self.place.field.setFocus()
        elif page == "keys":
            self.keys.first.setFocus()
        elif page == "restore":
            self.restore.take_focus()
        elif page == "copies":
            self.copies.table.stand_on(self.copies.table.current or self.copies.first)
            self.copies.table.setFocus()

    def _committed(self, changes: Changes, initiator: str) -> None:
        """The till's own hourly copy was made, or settings changed, while this page is in front."""
        mine = initiator == ME and not self.presenter.working
        if (mine or changes.settings) and self.isVisible() and self._session.loaded:
            self.presenter.load()


def make(session: Session) -> QWidget:
    """The keeping screen."""
    return KeepingScreen(session)


def pictures(session: Session) -> list[tuple[str, Callable[[], QWidget]]]:
    """States worth a picture: each makes a screen of its own and brings it there (`pose`)."""

    def posed(*steps: Callable[[KeepingScreen], object]) -> Callable[[], QWidget]:
        def picture() -> QWidget:
            screen = KeepingScreen(session)
            waiting = [lambda step=step: step(screen) for step in steps]
            return pose(screen, session, waiting)

        return picture

    return [
        ("keeping", posed(lambda one: one.presenter.back_up())),
        ("keeping-doctor", posed(lambda one: one.presenter.show("doctor"))),
        ("keeping-place", posed(lambda one: one.presenter.choose_place())),
        ("keeping-keys", posed(lambda one: one.presenter.ask_keys())),
        (
            "keeping-restore",
            posed(
                lambda one: one.presenter.back_up(),
                lambda one: one.presenter.open_copy(one.copies.first),
            ),
        ),
    ]
