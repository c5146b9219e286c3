"""The devices' page: a row a device, what to do under one that is down, the printer's settings."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from ui.bridge.posing import pose
from ui.bridge.session import Session
from ui.devices.choosing import ChoosePane
from ui.devices.one import OnePresenter, OneVM
from ui.devices.one_pane import OnePane
from ui.devices.presenter import DevicesPresenter
from ui.devices.rows import DeviceRow
from ui.devices.viewmodel import DevicesVM
from ui.devices.wizard.pane import WizardPane
from ui.devices.wizard.poses import POSES
from ui.devices.wizard.presenter import WizardPresenter
from ui.kit import Action, Box, EmptyState, Key, Keymap, Line, b, col, key_for, row, rule, s, scroll

TICK_MS = 300


class DevicesScreen(QWidget):
    """Rows keep their widgets while the devices stay the same: a weight that changes repaints one
    line, and the key under a finger does not go away.
    """

    icon = "device"

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        words = session.words
        self.title = words("devices.title")
        self.setAccessibleName(self.title)
        self.presenter = DevicesPresenter(self, session)
        self.rows: dict[str, DeviceRow] = {}
        self._about = Line(h=56, gap=16)
        self.find_key = Key(words("devices.find"), icon="search", h=56, w=216)
        self.choose_key = Key(words("devices.choose"), icon="settings", h=56, w=208)
        self.test_key = Key(words("devices.test_all"), h=56, w=144)
        self._list = Box()
        self.choosing = ChoosePane(words, key_for(Action.BACK))
        self.wizard_pane = WizardPane(words, key_for(Action.BACK))
        self.wizard = WizardPresenter(self.wizard_pane, session, self._wizard_left)
        self.one_pane = OnePane(words, key_for(Action.BACK))
        self.one = OnePresenter(self, session, self._one_left)
        self._front = "list"
        why = words("devices.none_why")
        self._empty = EmptyState("device", words("devices.none"), why)
        holder = QWidget()  # before its pages: none may be a window of its own
        self._stack = QStackedLayout(holder)
        panes = (scroll(self._list), self.choosing, self._empty, self.wizard_pane, self.one_pane)
        for pane in panes:
            self._stack.addWidget(pane)
        head = ((self._about, 1), self.find_key, self.choose_key, self.test_key)
        self._head = col(row(*head, gap=8, pad=(8, 24), h=72), rule())
        lay = QVBoxLayout(self)
        lay.setContentsMargins(0, 0, 0, 0)
        lay.setSpacing(0)
        lay.addWidget(col(self._head, (holder, 1), bg="surface"))
        self._timer = QTimer(self, interval=TICK_MS)
        self._wire()

    def _wire(self) -> None:
        presenter = self.presenter
        self._timer.timeout.connect(self._tick)
        self.find_key.clicked.connect(lambda: self.show_wizard(""))
        self.choose_key.clicked.connect(presenter.choose)
        self.test_key.clicked.connect(self._test_all)
        self.choosing.closed.connect(presenter.back)
        self.choosing.saved.connect(presenter.save)
        self.choosing.way_picked.connect(presenter.pick_way)
        self.choosing.width_picked.connect(presenter.pick_width)
        self.choosing.typed.connect(presenter.typed)
        self._session.device_feed.states.connect(self._told)
        self._wire_wizard()
        self._wire_one()
        Keymap().bind(self, {Action.BACK: self._back})

    def _wire_wizard(self) -> None:
        pane, wizard = self.wizard_pane, self.wizard
        pane.picked.connect(wizard.pick)
        pane.typed.connect(wizard.typed)
        pane.forth.connect(wizard.next)
        pane.skipped.connect(wizard.skip)
        pane.repeated.connect(wizard.again)
        pane.widened.connect(wizard.more)
        pane.gone_back.connect(wizard.back)
        pane.closed.connect(wizard.close)

    def _wire_one(self) -> None:
        pane, one = self.one_pane, self.one
        pane.looked.connect(one.look)
        pane.simulated.connect(one.simulate)
        pane.stood_in.connect(one.stand_in)
        pane.removed.connect(one.remove)
        pane.swapped.connect(lambda: self.show_wizard(one.name))
        pane.tried.connect(one.test)
        pane.closed.connect(self._one_left)

    def _tick(self) -> None:
        if self._front == "wizard":
            self.wizard.tick()
        elif self._front == "one":
            self.one.tick()
        else:
            self.presenter.tick()

    def _back(self) -> bool:
        """Esc: the wizard goes a page back, a device's page closes, settings close unsaved."""
        if self._front == "wizard":
            return self.wizard.back()
        if self._front == "one":
            self._one_left()
            return True
        return self.presenter.back()

    # --- what the shell asks -----------------------------------------------------------------

    def activated(self) -> None:
        """The screen comes to the front, and the keyboard with it."""
        self.presenter.load()
        if not self.find_key.isHidden():
            self.find_key.setFocus()

    def take_scan(self, text: str) -> bool:
        """A scan shows that the scanner works; nothing is sold here."""
        return self.presenter.scanned(text)

    # --- what the presenter asks -------------------------------------------------------------

    def put(self, shown: DevicesVM) -> None:
        """Show this."""
        if not isValid(self):
            return
        if self._front != "list":
            return
        came_back = self._head.isHidden()
        self._head.show()
        self._about.put([b(self.title, "figure"), s(shown.about, elide=True)])
        choosing = shown.state == "choose"
        self.choose_key.setVisible(not choosing)
        self.find_key.setVisible(not choosing)
        self.test_key.setVisible(shown.state == "list")
        if came_back and not choosing:
            self.find_key.setFocus()  # the key that was pressed is gone: else the rail has it
        if choosing and shown.choose is not None:
            fresh = self._stack.currentWidget() is not self.choosing
            self._stack.setCurrentWidget(self.choosing)
            self.choosing.put(shown.choose, fresh=fresh)
            return
        self._stack.setCurrentIndex(0 if shown.rows else 2)
        if [one.name for one in shown.rows] != list(self.rows):
            self._build(shown)
        for one in shown.rows:
            self.rows[one.name].put(one)

    def _build(self, shown: DevicesVM) -> None:
        self.rows = {}
        for one in shown.rows:
            made = DeviceRow(self._session.words)
            made.acted.connect(lambda name=one.name: self.presenter.act(name))
            made.chose.connect(self.presenter.choose)
            made.searched.connect(lambda name=one.name: self.show_wizard(name))
            made.opened.connect(lambda name=one.name: self.open_one(name))
            self.rows[one.name] = made
        self._list.fill(*self.rows.values(), ...)

    def _test_all(self) -> None:
        for name, made in self.rows.items():
            if made.shown is not None and made.shown.action == "test":
                self.presenter.act(name)

    def _told(self, states: object) -> None:
        if self.isVisible() and isinstance(states, tuple):
            self.presenter.told(states)
            if self._front == "one":
                self.one.states_changed()

    # --- the wizard, and one device ----------------------------------------------------------

    def show_wizard(self, name: str) -> None:
        """Begin it: for a new device, or in the place of this one."""
        self.one.close()
        self._front = "wizard"
        self._head.hide()
        self._stack.setCurrentWidget(self.wizard_pane)
        self.wizard.start(name)

    def _wizard_left(self, name: str) -> None:
        self._to_list()

    def open_one(self, name: str) -> None:
        """Everything about this device."""
        self._front = "one"
        self._head.hide()
        self._stack.setCurrentWidget(self.one_pane)
        self.one.open(name)
        self.one_pane.test_key.setFocus()

    def put_one(self, shown: OneVM) -> None:
        """Show a device's page."""
        if isValid(self) and self._front == "one":
            self.one_pane.put(shown)

    def _one_left(self) -> None:
        self.one.close()
        self._to_list()

    def _to_list(self) -> None:
        self._front = "list"
        self.presenter.load()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        self._timer.stop()
        if self._front == "wizard":  # what was set up before works on
            self.wizard.leave()
            self._front = "list"
        super().hideEvent(event)


def make(session: Session) -> QWidget:
    """The devices' screen."""
    return DevicesScreen(session)


def pictures(session: Session) -> list[tuple[str, Callable[[], QWidget]]]:
    """States worth a picture: each makes a screen of its own and brings it there (`pose`)."""

    def choosing() -> QWidget:
        screen = DevicesScreen(session)
        return pose(screen, session, [screen.presenter.choose])

    def wizard() -> QWidget:
        screen = DevicesScreen(session)
        return pose(screen, session, [lambda: screen.show_wizard("")])

    def posed(steps: Callable[[DevicesScreen], list[Callable[[], object]]]) -> QWidget:
        screen = DevicesScreen(session)
        return pose(screen, session, steps(screen))

    return [
        ("devices", lambda: pose(make(session), session)),
        ("devices-printer", choosing),
        ("devices-wizard", wizard),
        *((f"devices-wizard-{name}", partial(posed, steps)) for name, steps in POSES),
    ]
