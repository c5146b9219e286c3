"""The same week, every day of it closed at the real window by key presses alone.

What is sold, stolen and broken is the week's, through the use cases; each evening the program is
started on the folder and somebody counts, says why, signs and makes the Z with a keyboard.
"""

from dataclasses import dataclass

from PySide6.QtCore import Qt

from app.clock import ManualClock
from app.domain.shift import ZReport
from app.settings import Settings
from app.usecases.shift.z import z_reports
from tests.simulation.keys import Keyboard, until
from tests.simulation.people_at_work import pieces
from tests.simulation.week import ALONE, TYPO, WHY, Day, Week
from tests.usecases.shop import PINS, Shop

K = Qt.Key
DAYS_TAB = 2


@dataclass(frozen=True, slots=True)
class Pressed:
    """The keys that a closing took, PINs and words among them."""

    day: str
    who: str
    keys: int


def count(at: Keyboard, drawer: int) -> None:
    """What lies in the drawer, by denomination, row by row; Enter behind the last one submits."""
    left = dict(pieces(drawer))
    rows = at.shift.piles.rows
    for row in rows:
        assert row.field.edit.hasFocus(), f"Enter leads past {row.value_minor}"
        n = left.pop(row.value_minor, 0)
        at.type(str(n) if n else "")
        at.enter()
    assert not left, f"no row for {left}"
    until(lambda: at.shift.presenter.counting.step == "told", "the count is answered")


def say_why(at: Keyboard, reason: str) -> None:
    """Words for what nothing explains."""
    at.tab_to(at.shift.difference.reason.edit, back=True)
    at.type(reason)


def change_over(at: Keyboard, name: str) -> None:
    """F12, and the supervisor's PIN: who unlocks is who works."""
    at.key(K.Key_F12)
    at.log_in(name, PINS[name])
    assert at.program.session.on_duty.name == name
    at.go("shift")


def close_day(at: Keyboard) -> None:
    """The page of days is the last of the tabs; Enter goes into it, and Enter closes the day."""
    at.tab_to(at.shift.tabs, back=True)
    assert at.shift.tabs.on == 0
    at.enter()
    assert at.shift.tabs.on == DAYS_TAB
    at.enter()


class KeyboardWeek(Week):
    """`pressed` is what each closing cost; `shown` what the page said when it was over."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.pressed: list[Pressed] = []

    def _count_and_close(self, day: Day) -> ZReport:
        who = self.thief if day.name in ALONE else self.shop.manager
        manager, drawer = self.shop.manager.name, self.till.drawer_minor
        self.shop.close()
        at = Keyboard(self.settings, self.shop.clock)
        try:
            at.log_in(who.name, PINS[who.name])
            at.go("shift")
            at.enter()
            if day.name == "Mon":
                count(at, drawer + TYPO)
                at.enter()  # it differs, and Enter counts again
            count(at, drawer)
            if day.short_minor:
                say_why(at, WHY)
            if who.name == manager:
                at.key(K.Key_F9)
            else:
                at.enter()
                at.second_person(manager, PINS[manager])
                change_over(at, manager)
                close_day(at)
            at.saw_z()
        finally:
            at.close()
            self.shop.open()
        self.pressed.append(Pressed(day.name, who.name, at.presses))
        return z_reports(self.shop.s, 1)[0]

    def _close_other(self, settings: Settings, clock: ManualClock, drawer: int) -> ZReport:
        at = Keyboard(settings, clock)
        try:
            at.log_in("赵敏", PINS["赵敏"])
            at.go("shift")
            at.enter()
            count(at, drawer)
            at.key(K.Key_F9)
            at.saw_z()
        finally:
            at.close()
        self.pressed.append(Pressed("Sun, till 04", "赵敏", at.presses))
        other = Shop(settings, clock.now_ms())
        try:
            return z_reports(other.s, 1)[0]
        finally:
            other.close()
