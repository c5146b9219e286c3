"""One device looked at: what goes over its wire, its log, and what one can do with it. Qt-free."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from app.usecases.device import set_up
from app.usecases.device.log import log
from app.usecases.device.try_out import try_out, write_down_kick
from app.usecases.device.workshop import DeviceNote
from app.usecases.ports import DeviceState, DeviceTest, WireLine
from app.words import Words, clock_seconds
from ui.bridge.ports import Trouble
from ui.bridge.session import Session
from ui.devices.viewmodel import reason
from ui.devices.viewmodel import tested as tested_words
from ui.devices.wizard.viewmodel import label

ME = "devices"
SHOWN = 60
MARKS = {"out": "→", "in": "←"}


@dataclass(frozen=True, slots=True)
class LineVM:
    """A line of the live view or the log."""

    key: str
    at: str
    what: str
    text: str
    more: str
    role: str = "text"


@dataclass(frozen=True, slots=True)
class OneVM:
    """The page of a device. Empty words: no such key here."""

    title: str
    about: str
    view: str
    lines: tuple[LineVM, ...]
    empty: str
    said: str
    role: str
    simulate_words: str
    stand_in_words: str
    remove_words: str


class View(Protocol):
    """What the presenter asks of the pane."""

    def put_one(self, shown: OneVM) -> None:
        """Show this."""
        ...


class OnePresenter:
    """`gone` is called when the device is no more."""

    def __init__(self, view: View, session: Session, gone: Callable[[], None]) -> None:
        self._view, self._session, self._gone = view, session, gone
        self.name = ""
        self.view = "live"
        self._lines: tuple[WireLine, ...] = ()
        self._notes: tuple[DeviceNote, ...] = ()
        self._said, self._role = "", "muted"
        self._asked = False

    def open(self, name: str) -> None:
        """Look at this one."""
        self.name, self.view = name, "live"
        self._said, self._asked = "", False
        self._lines, self._notes = (), ()
        self.tick(always=True)
        self._load_log()

    def close(self) -> None:
        """Look away."""
        self.name = ""

    def tick(self, *, always: bool = False) -> None:
        """A moment has passed: what went over the wire since?"""
        if not self.name:
            return
        found = self._session.services.devices.wire_log(self.name)[-SHOWN:]
        if always or found != self._lines:
            self._lines = found
            self._show()

    def states_changed(self) -> None:
        """A device said something: its log may have a line more."""
        if self.name:
            self._load_log()

    def look(self, view: str) -> None:
        """live or log."""
        self.view = view
        self._show()

    def test(self) -> None:
        """Try it; the drawer's opening is written down first."""
        s, operator, name = self._session.services, self._session.on_duty, self.name
        runner, words = self._session.runner, self._session.words
        self._say(words("devices.testing"), "muted")

        def tested(found: DeviceTest) -> None:
            role = {"confirmed": "positive", "failed": "danger"}.get(found.state, "warning")
            self._say(tested_words(found, words), role)

        def run(_: object = None) -> None:
            runner.run(
                lambda: try_out(s, operator, name),
                tested,
                self._refused,
                initiator=ME,
                lane="report",
            )

        if name.startswith("drawer"):
            runner.run(lambda: write_down_kick(s, operator), run, self._refused, initiator=ME)
        else:
            run()

    def simulate(self) -> None:
        """The simulated one in its place, or the real one back: one press."""
        s, operator, name = self._session.services, self._session.on_duty, self.name
        self._do(lambda: set_up.simulate(s, operator, name), "devices.one.changed")

    def stand_in(self) -> None:
        """Take the first printer's jobs while that one cannot print, or no more."""
        s, operator, name = self._session.services, self._session.on_duty, self.name
        other = "" if s.devices.choice(name).stands_in_for else "printer"
        self._do(lambda: set_up.stand_in(s, operator, name, other), "devices.one.changed")

    def remove(self) -> None:
        """Asked once more; a usual place stays, unset."""
        if not self._asked:
            self._asked = True
            self._say(self._session.words("devices.one.sure"), "warning")
            return
        s, operator, name = self._session.services, self._session.on_duty, self.name

        def gone(_: object) -> None:
            self.close()
            self._gone()

        self._session.runner.run(
            lambda: set_up.remove(s, operator, name), gone, self._refused, initiator=ME
        )

    def _do(self, op: Callable[[], object], said: str) -> None:
        self._asked = False
        self._session.runner.run(
            op,
            lambda _: self._say(self._session.words(said), "positive"),
            self._refused,
            initiator=ME,
        )

    def _load_log(self) -> None:
        s, name = self._session.services, self.name

        def found(notes: tuple[DeviceNote, ...]) -> None:
            if name == self.name and notes != self._notes:
                self._notes = notes
                self._show()

        self._session.runner.run(
            lambda: log(s, name, SHOWN), found, self._refused, initiator=ME, lane="report"
        )

    def _refused(self, trouble: Trouble) -> None:
        self._say(self._session.words.error(trouble), "danger")

    def _say(self, said: str, role: str) -> None:
        self._said, self._role = said, role
        self._show()

    def _show(self) -> None:
        if not self.name:
            return
        session, words = self._session, self._session.words
        choice = session.services.devices.choice(self.name)
        state = next(
            (one for one in session.services.devices.states() if one.name == self.name), None
        )
        live = self.view == "live"
        at = session.at
        lines = wire(self._lines, at, words) if live else notes(self._notes, at, words)
        fake = choice.way == "fake"
        before = session.services.devices.workshop().before(self.name)
        simulate = "devices.one.real" if fake else "devices.one.simulate"
        takes = "devices.one.stand_in_no" if choice.stands_in_for else "devices.one.stand_in"
        prints = self.name.startswith("printer-") and choice.way != "none"
        self._view.put_one(
            OneVM(
                words.device(self.name),
                about(state, choice.way, choice.driver, words),
                self.view,
                lines,
                words("devices.one.no_lines" if live else "devices.one.no_log"),
                self._said,
                self._role,
                "" if fake and before is None else words(simulate),
                words(takes) if prints else "",
                words("devices.one.sure_key" if self._asked else "devices.one.remove"),
            )
        )


def about(state: DeviceState | None, way: str, driver: str, words: Words) -> str:
    """`Network, Receipt printer (ESC/POS), no answer`."""
    parts = [label("device.way", way, words)]
    if driver:
        parts.append(label("device.driver", driver, words))
    if state is not None and state.reason:
        parts.append(reason(state.reason, words))
    elif state is not None:
        parts.append(words(f"devices.state.{state.state}"))
    return words("wizard.dot").join(parts)


def wire(
    lines: Sequence[WireLine], at: Callable[[int], datetime], words: Words
) -> tuple[LineVM, ...]:
    """The newest first; cards are masked where the lines are made."""
    found = []
    for number, one in enumerate(lines):
        text = reason(one.reason, words) if one.reason else one.text
        if not text and not one.hex:
            text = words(f"devices.one.wire.{one.what}")
        mark = MARKS.get(one.what, "·")
        role = "danger" if one.what == "fault" else "text"
        more = one.hex if one.size <= 64 else f"{one.hex} … {one.size}"
        key = f"{number}"
        found.append(LineVM(key, clock_seconds(at(one.at_ms)), mark, text, more, role))
    return tuple(reversed(found))


def notes(
    found: Sequence[DeviceNote], at: Callable[[int], datetime], words: Words
) -> tuple[LineVM, ...]:
    """States and jobs, newest first."""
    lines = []
    for number, one in enumerate(found):
        key = f"devices.log.{one.what}"
        what = words(key) if key in words else one.what
        job = f"devices.log.job.{one.job}"
        text = "" if not one.job else words(job) if job in words else words("devices.log.job")
        why = reason(one.reason, words) if one.reason else ""
        role = {"lost": "danger", "failed": "danger", "unsure": "warning"}.get(one.what, "text")
        moment = words.moment(at(one.at_ms))
        lines.append(LineVM(str(number), moment, what, text or why, why if text else "", role))
    return tuple(lines)
