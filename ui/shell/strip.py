"""The status strip: which shop and till, who, since when; what the devices say; day and clock."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QStackedWidget

from ui.bridge.session import Notice, Session
from ui.kit import Box, Key, Line, Run, b, chip, ico, s, tokens
from ui.kit.runs import listed

TICK_MS = 1000
LOOK_MS = 30_000  # how often one asks whether the clock was set
STAYS_MS = 12_000
WORRIES = {"warning": "warning", "down": "danger"}


class StatusStrip(Box):
    """40 px at the top of every screen. It asks the session for words; `render()` shows anew."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._line = Line(h=tokens.HEIGHT["status"] - 1, gap=16)
        super().__init__((self._line, 1), across=True, pad=(0, 16), edges="b", bg="canvas", h=40)
        self.setObjectName("status")
        self._states: tuple[Any, ...] = session.device_feed.latest
        self._tick = QTimer(self, interval=TICK_MS)
        self._tick.timeout.connect(self.render_now)
        self._clock_off = 0
        self._z_doubt = False
        self._look = QTimer(self, interval=LOOK_MS)
        self._look.timeout.connect(self.look_at_clock)
        session.device_feed.states.connect(self.put_states)
        session.changed.connect(self.render_now)

    def showEvent(self, event: QShowEvent) -> None:
        self._tick.start()
        self._look.start()
        self.render_now()
        super().showEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        self._tick.stop()
        self._look.stop()
        super().hideEvent(event)

    def put_states(self, states: tuple[Any, ...]) -> None:
        """Every device's state, whenever one changed."""
        before = {one.name: one.state for one in self._states}
        self._states = states
        self.render_now()
        if self._session.operator is not None:
            lost = [s for s in states if s.state == "down" != before.get(s.name, "down")]
            for one in lost[:1]:
                self._session.notice(what_to_do(one, self._session.words))

    def look_at_clock(self) -> None:
        """Ask whether somebody set the clock, and whether a Z's slip is in doubt; once said aloud,
        it stays on the strip."""
        session = self._session
        if session.operator is None or not session.loaded:
            return
        from app.usecases.device.spool import z_in_doubt
        from app.usecases.shift.clock_off import clock_off

        s = session.services
        session.runner.run(
            lambda: (clock_off(s), z_in_doubt(s)),
            self._looked,
            lambda _: None,
            initiator="strip",
            lane="read",
        )

    def _looked(self, found: tuple[int, bool]) -> None:
        off_ms, doubt = found
        if doubt and not self._z_doubt:
            self._session.notice(self._session.words("shell.z_doubt_why"))
        self._z_doubt = doubt
        if off_ms and off_ms != self._clock_off:
            self._session.notice(self._session.words("shell.clock_off_why"))
        self._clock_off = off_ms
        self.render_now()

    def render_now(self) -> None:
        """Put the line together again; nothing is painted when nothing changed."""
        self._line.put(self._left(), self._right())

    def _left(self) -> list[Run | int]:
        session, words = self._session, self._session.words
        shop = session.shop
        left: list[Run | int] = [b(shop.shop_name, elide=True)]
        if shop.branch:
            left.append(s(shop.branch))
        left.append(s(shop.till_name or words("shell.till", no=shop.till_no.lstrip("0"))))
        if session.operator is not None:
            left.append(s(session.operator.name))
            left.append(s(self._duty()))
        return left

    def _duty(self) -> str:
        session, words = self._session, self._session.words
        operator = session.on_duty
        if session.shift is None:
            return words(f"shell.role.{operator.role.value}")
        return words("shell.shift_since", clock=session.clock(session.shift.opened_ms))

    def _right(self) -> list[Run | int]:
        session, words = self._session, self._session.words
        right: list[Run | int] = []
        if session.training:
            right.append(chip(words("training.strip"), "training", "surface", "alert"))
        elif session.demo:
            right.append(chip(words("shell.demo"), "training", "training_soft"))
        right += device_runs(self._states, words)
        if self._clock_off:
            right.append(chip(words("shell.clock_off"), "warning", "warning_soft", "alert"))
        if self._z_doubt:
            right.append(chip(words("shell.z_doubt"), "warning", "warning_soft", "alert"))
        now = session.at(session.now_ms())
        return [*right, s(words.day(now.date())), b(f"{now.hour:02d}:{now.minute:02d}")]


def what_to_do(state: Any, words: Any) -> str:
    """One sentence when a device goes away: why, that one can sell, what to do first."""
    reason = f"device.reason.{state.reason}"
    why = words(reason) if reason in words else words("devices.state.down")
    still, todo = f"devices.still_sell.{state.kind}", f"device.todo.{state.reason}"
    steps = words(todo if todo in words else "device.todo.other").split("\n")
    said = words("devices.trouble", device=words.device(state.name), reason=why)
    return str(words.sentences(said, words(still) if still in words else "", steps[0]))


def device_runs(states: Sequence[Any], words: Any) -> list[Run]:
    """The printer always, any other device only when something is wrong with it."""
    found: list[Run] = []
    for state in states:
        name = words.device(state.name)
        if state.state in WORRIES:
            role = WORRIES[state.state]
            found.append(chip(name, role, f"{role}_soft", "alert"))
        elif state.kind == "printer" and state.state == "ready":
            found.append(Run(name, "small", "muted", icon="device"))
    return found


class NoticeBar(Box):
    """A sentence in the strip's place (a bar never pushes keys). Esc or its key puts it away; one
    that is not sticky goes by itself, and with the next scan.
    """

    closed = Signal()
    asked = Signal()

    def __init__(self, session: Session) -> None:
        height = tokens.HEIGHT["status"]
        self._session = session
        self._line = Line(h=height - 1)
        self._more = Key(session.words("shell.crash.more"), kind="quiet", h=height - 1, w=96)
        self._close = Key(session.words("shell.understood"), "Esc", kind="quiet", h=height - 1)
        self.sticky = False
        super().__init__(
            (self._line, 1),
            self._more,
            self._close,
            across=True,
            gap=24,
            pad=(0, 16),
            edges="b",
            h=height,
        )
        self.setObjectName("notice")
        self._more.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._close.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._close.clicked.connect(self.closed)
        self._more.clicked.connect(self.asked)
        self._away = QTimer(self, singleShot=True, interval=STAYS_MS)
        self._away.timeout.connect(self.closed)

    def say(self, notice: Notice) -> None:
        """Show a sentence in the ink of its role."""
        icon = {"positive": "check", "accent": "info"}.get(notice.role, "alert")
        runs = listed([ico(icon, notice.role), b(notice.text, role=notice.role, elide=True)])
        self._line.put(runs)
        self._close.change(title=self._session.words("shell.understood"))
        self._more.change(title=self._session.words("shell.crash.more"))
        self._more.setVisible(notice.more)
        self.setAccessibleName(notice.text)
        self.ground(bg=f"{notice.role}_soft")
        self.sticky = notice.sticky
        if self.sticky:
            self._away.stop()
        else:
            self._away.start()


class TopStrip(QStackedWidget):
    """The 40 px at the top: the status, or for a while a sentence."""

    closed = Signal()
    more_asked = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.status, self.bar = StatusStrip(session), NoticeBar(session)
        self.addWidget(self.status)
        self.addWidget(self.bar)
        self.setFixedHeight(tokens.HEIGHT["status"])
        self.bar.closed.connect(self.put_away)
        self.bar.asked.connect(self.more_asked)

    def say(self, notice: Notice) -> None:
        """A sentence instead of the status."""
        self.bar.say(notice)
        self.setCurrentWidget(self.bar)

    @property
    def saying(self) -> bool:
        """Whether a sentence stands there."""
        return self.currentWidget() is self.bar

    def put_away(self) -> None:
        """It was read."""
        if self.saying:
            self.setCurrentWidget(self.status)
            self.closed.emit()

    def next_gesture(self) -> None:
        """Work goes on: what is not sticky is old."""
        if not self.bar.sticky:
            self.put_away()
