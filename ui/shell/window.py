"""The one window: a cover (log-in, lock, first start, a fatal sentence) or the till itself.

The till is status strip, rail and a stack of screens; each screen is made when it is
first gone to, and made anew when the language changes.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QStackedLayout, QStackedWidget, QWidget

from ui.bridge.session import Session
from ui.kit import Action, Box, Keymap, col, row, theme, tokens
from ui.shell.places import Place, home_of, seen_by
from ui.shell.rail import Rail
from ui.shell.strip import TopStrip

PLACE_KEYS = 10
SMALLEST = QSize(1024, 600)
HOME = "checkout"


class Window(QWidget):
    """`cover(widget)` puts something before the till, `uncover()` shows the till again.

    It stands in the program's frame (first_paint). `lock_asked` by key or rail.
    """

    lock_asked = Signal()
    customer_asked = Signal()
    details_asked = Signal()

    def __init__(self, session: Session, places: tuple[Place, ...] = ()) -> None:
        super().__init__()
        self.setObjectName("window")
        self.session, self.places = session, places
        self._screens: dict[str, QWidget] = {}
        self._seen: tuple[Place, ...] = ()
        self._here = ""
        self._over: QWidget | None = None  # help or More, in the screen's place
        self._made_for = ("", "")
        self._covering: QWidget | None = None
        self._front = QStackedLayout(self)
        self._front.setContentsMargins(0, 0, 0, 0)
        self._till: Box | None = None
        self._keymap = Keymap()
        self.setMinimumSize(SMALLEST)
        session.changed.connect(self._session_changed)
        session.wanted.connect(self.go)
        session.locked.connect(self.lock_asked.emit)

    # --- covers ------------------------------------------------------------------------------

    def cover(self, widget: QWidget) -> None:
        """Show `widget` before everything else; an older cover is deleted."""
        old, self._covering = self._covering, widget
        if old is not widget:
            self._front.addWidget(widget)
        self._front.setCurrentWidget(widget)
        self._drop(old if old is not widget else None)
        widget.setFocus()

    def uncover(self) -> None:
        """Show the till: what was in front is in front again, and has the focus."""
        till = self._till or self._build()
        self._front.setCurrentWidget(till)
        old, self._covering = self._covering, None
        self._drop(old)
        self._session_changed()
        self.go(self._here or HOME)

    @property
    def covered(self) -> QWidget | None:
        """What stands before the till, None when the till is in front."""
        return self._covering

    def _drop(self, widget: QWidget | None) -> None:
        if widget is not None:
            _call(widget, "leave")
            self._front.removeWidget(widget)
            widget.hide()
            widget.deleteLater()

    # --- the till ----------------------------------------------------------------------------

    def _build(self) -> Box:
        self.strip = TopStrip(self.session)
        self._rail = Rail(self.session)
        self._stack = QStackedWidget()
        self._stack.setObjectName("screens")
        self._rail.picked.connect(self.go)
        self._rail.lock_pressed.connect(self.lock_asked)
        self._rail.help_pressed.connect(self.help)
        self._rail.more_pressed.connect(self.more)
        self._rail.train_pressed.connect(self.session.train)
        self.strip.closed.connect(self.focus_home)
        self.strip.more_asked.connect(self.details_asked)
        self.session.noticed.connect(self.strip.say)
        theme.current().changed.connect(self._rail.fold)
        body = row(self._rail, (self._stack, 1))
        self._till = col(self.strip, (body, 1), bg="canvas")
        self._front.addWidget(self._till)
        self._bind()
        return self._till

    def _bind(self) -> None:
        assert self._till is not None
        handlers: dict[Action, Callable[[], object]] = {
            Action.LOCK: self.lock_asked.emit,
            Action.HELP: self.help,
            Action.CUSTOMER_SCREEN: self.customer_asked.emit,
        }
        for number in range(1, PLACE_KEYS + 1):
            handlers[Action(f"place_{number}")] = partial(self._go_number, number)
        self._keymap.bind(self._till, handlers)
        for number in range(1, PLACE_KEYS + 1):  # Ctrl beside Alt: hands know it from browsers
            keys = QShortcut(QKeySequence(f"Ctrl+{number % 10}"), self._till)
            keys.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            keys.activated.connect(partial(self._go_number, number))

    def _go_number(self, number: int) -> None:
        reach = self._rail.reach
        if reach.at(number):
            self.go(reach.at(number))
        elif number == PLACE_KEYS and reach.rest:
            self.more()

    def go(self, name: str) -> None:
        """Show a place this operator may see; their home when they may not."""
        if self._till is None or not self._seen:
            return
        place = next((one for one in self._seen if one.name == name), home_of(self._seen))
        leaving = self._screens.get(self._here)
        screen = self.place_screen(place)
        if leaving is not None and leaving is not screen:
            _call(leaving, "leave")
        self._here = place.name
        self._nothing_over()
        self._stack.setCurrentWidget(screen)
        self._rail.stand_at(place.name)
        self.window().setWindowTitle(f"{_title(screen)} · {self.session.shop.shop_name}")
        _call(screen, "activated")

    def may_go(self, name: str) -> bool:
        """Whether the operator's role has this place."""
        return any(place.name == name for place in self._seen)

    def place_screen(self, place: Place) -> QWidget:
        """The screen of a place, made when first asked for."""
        screen = self._screens.get(place.name)
        if screen is None:
            screen = self._screens[place.name] = place.make(self.session)
            screen.setObjectName(f"screen-{place.name}")
            self._stack.addWidget(screen)
        return screen

    def put_screen(self, place: Place, screen: QWidget) -> None:
        """Show this screen in a place (pictures pose one of their own)."""
        old = self._screens.pop(place.name, None)
        if old is not None:
            self._stack.removeWidget(old)
            old.hide()
            old.deleteLater()
        screen.setObjectName(f"screen-{place.name}")
        self._screens[place.name] = screen
        self._here = place.name
        self._stack.addWidget(screen)
        self._stack.setCurrentWidget(screen)
        self._rail.stand_at(place.name)

    def prepare(self, name: str = HOME) -> None:
        """Make a screen before it is asked for: the first scan must not wait for it.

        Who logs in first in the same language gets this very screen.
        """
        self._till = self._till or self._build()
        if self.session.operator is None and not self._screens:
            self._made_for = (self.session.language, "")
        for place in self.places:
            if place.name == name:
                self.place_screen(place)

    @property
    def here(self) -> str:
        """The name of the place in front."""
        return self._here

    @property
    def current(self) -> QWidget | None:
        """The screen in front, None while the till is covered."""
        return None if self._covering is not None else self._screens.get(self._here)

    def made(self, name: str) -> QWidget | None:
        """A screen by name, if it was made."""
        return self._screens.get(name)

    def help(self) -> None:
        """F1: the screen's own help, or the keys that work everywhere."""
        from ui.shell.help_page import HelpPage

        current = self.current
        if current is not None and callable(getattr(current, "show_help", None)):
            _call(current, "show_help")
        elif not isinstance(self._over, HelpPage):
            page = HelpPage(self.session.words, self._rail.reach)
            page.closed.connect(lambda: self.go(self._here))
            self._put_over(page)
            page.setFocus()

    def more(self) -> None:
        """Alt+0: the places that the rail has no room for; once more puts them away."""
        from ui.shell.rail.more import MorePage

        if isinstance(self._over, MorePage):
            self.go(self._here)
            return
        if not self._rail.reach.rest:
            return
        page = MorePage(self.session.words, self._rail.reach, self._here)
        page.picked.connect(self.go)
        page.closed.connect(lambda: self.go(self._here))
        self._put_over(page)
        self._rail.open_more()
        page.take_focus()

    def _put_over(self, page: QWidget) -> None:
        self._nothing_over()
        self._over = page
        self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)

    def _nothing_over(self) -> None:
        page, self._over = self._over, None
        if page is not None:
            self._stack.removeWidget(page)
            page.hide()
            page.deleteLater()

    def next_gesture(self) -> None:
        """Work goes on: an old sentence at the top goes."""
        if self._till is not None:
            self.strip.next_gesture()

    def focus_home(self) -> None:
        """After a gesture the focus returns to the scan field."""
        if self.current is not None:
            _call(self.current, "focus_home")

    def _session_changed(self) -> None:
        if self._till is None:
            return
        operator = self.session.operator
        language = self.session.language
        if operator is not None and self._made_for != (language, operator.operator_id):
            prepared = self._made_for == (language, "")
            self._made_for = (language, operator.operator_id)
            if not prepared:
                self.forget_screens()
        seen = seen_by(self.places, self.session.operator)
        self._seen = seen
        self._rail.put(seen, self._here)
        gone = operator is not None and bool(self._here) and not self.may_go(self._here)
        if gone and self._covering is None:
            self.go(HOME)  # rights were taken away while the screen stood in front

    def forget_screens(self) -> None:
        """Make every screen anew when it is next gone to: words, or the person, are others."""
        for screen in self._screens.values():
            _call(screen, "gone")
            self._stack.removeWidget(screen)
            screen.hide()
            screen.deleteLater()
        self._screens = {}
        if self._till is not None and self._covering is None and self._here:
            self.go(self._here)

    def end(self) -> None:
        """The program ends: every screen and cover is given up."""
        covering, self._covering, self._here = self._covering, self, ""
        self._drop(covering)
        self.forget_screens()

    # --- Qt ----------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        theme.current().set_wide(self.width() >= tokens.WIDE_FROM)
        super().resizeEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        handle = self.window().windowHandle()
        if handle is not None:
            handle.removeEventFilter(self)
            handle.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Esc puts the sentence at the top away before it means anything to a screen."""
        if event.type() not in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress):
            return False
        assert isinstance(event, QKeyEvent)
        saying = self._till is not None and self._covering is None and self.strip.saying
        if event.key() != Qt.Key.Key_Escape or not saying:
            return False
        event.accept()
        if event.type() == QEvent.Type.KeyPress:
            self.strip.put_away()
        return True


def _call(screen: QWidget, name: str) -> Any:
    """A screen's optional part of the Screen protocol."""
    method = getattr(screen, name, None)
    return method() if callable(method) else None


def _title(screen: QWidget) -> str:
    title = getattr(screen, "title", "")
    return str(title() if callable(title) else title)
