"""A person's keyboard at the real window, and nothing else: every key is a key press, and counted.

The window is the program's own, offscreen, on a real folder; it is told the time by the week's
clock. Nothing here reaches into a presenter: what stands in front is only looked at.
"""

from collections.abc import Callable
from itertools import groupby
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QElapsedTimer, QEvent, QEventLoop, Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from app.settings import Settings
from app.usecases.ports import Clock
from app.words import Words
from ui.kit import theme
from ui.main import TillHouse
from ui.shell.entry.login import EntryScreen
from ui.shell.hand import NO_MODIFIER, PERSON_MS, commit, press
from ui.shell.opening.first_paint import Frame
from ui.shell.opening.house import look_at
from ui.shell.places import places
from ui.shell.program import Program

K, ALT, SHIFT = Qt.Key, Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ShiftModifier
LONGEST_MS = 20_000
LOOK_MS = 4
MOST_AHEAD_MS = 3500
MOST_TABS = 40


def until(true: Callable[[], object], what: str) -> None:
    """Let the window live until something is true; AssertionError with what never was."""
    if true():
        return
    loop, since = QEventLoop(), QElapsedTimer()
    look = QTimer(interval=LOOK_MS)
    look.timeout.connect(lambda: loop.quit() if true() or since.elapsed() > LONGEST_MS else None)
    since.start()
    look.start()
    loop.exec()
    look.stop()
    assert true(), f"never: {what}"


class Keyboard:
    """The program on a till's folder, from its start to its end, and the keys pressed at it."""

    def __init__(self, settings: Settings, clock: Clock) -> None:
        app = QApplication.instance() or QApplication(["shuke-till"])
        assert isinstance(app, QApplication)
        words = Words("zh_CN")
        theme.use(app, "light", words)
        house = TillHouse(settings, clock)
        self.presses, self._ready = 0, []
        self._since = QElapsedTimer()
        self.frame = Frame()
        self.frame.resize(1366, 768)
        self.program = Program(
            self.frame, house, settings, words=words, time=clock, places=places()
        )
        self.program.milestone.connect(self._ready.append)
        self.crashes: list[str] = []
        self.program.runner.crashed.connect(lambda crash: self.crashes.append(crash.detail))
        self.frame.show()
        self.frame.activateWindow()
        self.program.begin(app, look_at(house))
        until(lambda: app.focusWindow() is self.frame.windowHandle(), "the window has the keys")
        until(lambda: "ready" in self._ready, "the till is open")
        self.idle()

    @property
    def window(self):
        return self.program.window

    @property
    def entry(self) -> EntryScreen | None:
        """The log-in or the lock, if one stands in front."""
        covered = self.window.covered
        return covered if isinstance(covered, EntryScreen) else None

    @property
    def shift(self):
        """The shift's screen, to look at."""
        assert self.window.here == "shift", self.window.here
        return self.window.current

    def idle(self) -> None:
        """Nothing is under way."""
        until(lambda: self.program.runner.under_way == 0, "everything under way is done")
        assert not self.crashes, self.crashes[0]

    # --- keys -----------------------------------------------------------------------------------

    def key(self, key: str | Qt.Key, modifiers=NO_MODIFIER) -> None:
        """One key, at a person's pace; never so far ahead of the machine's own clock that the
        scanner's filter would set its clock anew."""
        if not self.presses:
            self._since.start()
        ahead_ms = self.presses * PERSON_MS - MOST_AHEAD_MS
        until(lambda: self._since.elapsed() >= ahead_ms, "time passes")
        press(self.frame.windowHandle(), key, modifiers)
        self.presses += 1
        self.idle()

    def type(self, text: str) -> None:
        """Letters and figures; what no keyboard has is committed by an input method, as a whole."""
        for plain, chars in groupby(text, str.isascii):
            part = "".join(chars)
            if plain:
                for char in part:
                    self.key(char)
            else:
                commit(part)
                self.presses += len(part)
        self.idle()

    def enter(self) -> None:
        """Enter."""
        self.key(K.Key_Return)

    def log_in(self, name: str, pin: str) -> None:
        """Arrow keys to a person, and their PIN."""
        entry = self.entry
        assert entry is not None, "nobody is asked who they are"
        state = entry.presenter.state
        names = [one.name for one in state.face.people]
        here = next(
            (n for n, p in enumerate(state.face.people) if p.operator_id == state.chosen), -1
        )
        for _ in range((names.index(name) - here) % len(names)):
            self.key(K.Key_Right)
        self.type(pin)
        until(lambda: self.window.covered is None, f"{name} is let in")
        self.idle()

    def tab_to(self, there: QWidget, *, back: bool = False) -> None:
        """Tab, or Shift and Tab, until the focus is there, or in there."""
        for _ in range(MOST_TABS):
            focus = QApplication.focusWidget()
            if focus is there or (focus is not None and there.isAncestorOf(focus)):
                return
            self.key(K.Key_Backtab if back else K.Key_Tab, SHIFT if back else NO_MODIFIER)
        raise AssertionError(f"Tab does not lead to {there}")

    def second_person(self, name: str, pin: str) -> None:
        """The panel that asks: its person, a PIN, Enter."""
        pane = self.shift.approval
        assert pane.isVisible(), "no second person is asked"
        asking = self.shift.presenter.counting.asking
        key = next(key for key in pane.people.values() if key.title == name)
        if key is not pane.people[asking.chosen]:
            self.tab_to(key)
            self.key(K.Key_Space)
            self.tab_to(pane.pin)
        self.type(pin)
        self.enter()
        until(lambda: not asking.open, f"{name} says yes")
        self.idle()

    def saw_z(self) -> None:
        """The page says that the day is closed."""
        until(lambda: self.shift.presenter.days.shown.open_key, "the day is closed")
        self.idle()

    def go(self, place: str) -> None:
        """A place by its number on the rail."""
        number = [one.name for one in self.window._seen].index(place) + 1
        self.key(str(number % 10), ALT)
        assert self.window.here == place
        self.idle()

    def picture(self, path: Path) -> None:
        """What stands there."""
        self.frame.grab().save(str(path))

    def close(self) -> None:
        """The program ends."""
        self.program.close()
        self.frame.close()
        self.frame.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
