"""The people's place: who works here, rights, attendance, commissions, training; by tab.

Everybody has it, for their own hours and commissions; the other tabs come with the rights.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from app.domain.permissions import Permission
from ui.bridge.posing import pose
from ui.bridge.session import Session
from ui.kit import Tabs, row
from ui.people import staff
from ui.people.hours.page import HoursPage
from ui.people.log.page import LogPage
from ui.people.pay.page import PayPage
from ui.people.rights.page import RightsPage
from ui.people.training import TrainingPage

PAGES: tuple[tuple[str, Permission | None, Callable[[Session], QWidget]], ...] = (
    ("staff", Permission.STAFF_EDIT, staff.make),
    ("rights", Permission.STAFF_EDIT, RightsPage),
    ("hours", None, HoursPage),
    ("pay", None, PayPage),
    ("log", None, LogPage),
    ("training", Permission.TRAINING, TrainingPage),
)


class PeoplePlace(QWidget):
    """Tabs over pages; a page is made when it is first gone to."""

    icon = "people"

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        words = session.words
        self.title = words("people.title")
        self.setAccessibleName(self.title)
        self._seen = tuple(
            (name, make) for name, may, make in PAGES if may is None or session.may(may)
        )
        self.tabs = Tabs([words(f"people.tab.{name}") for name, _ in self._seen], h=48)
        self._made: dict[str, QWidget] = {}
        self._stack = QStackedLayout()
        holder = QWidget()
        holder.setLayout(self._stack)
        lay = QVBoxLayout(self)
        lay.setContentsMargins(0, 0, 0, 0)
        lay.setSpacing(0)
        lay.addWidget(row((self.tabs, 1), h=56, pad=(24, 8, 24, 0), bg="surface"))
        lay.addWidget(holder, 1)
        self.tabs.picked.connect(self._picked)

    @property
    def names(self) -> tuple[str, ...]:
        """The pages this person has."""
        return tuple(name for name, _ in self._seen)

    @property
    def page(self) -> Any:
        """The page in front."""
        name, make = self._seen[self.tabs.on]
        made = self._made.get(name)
        if made is None:
            made = self._made[name] = make(self._session)
            self._stack.addWidget(made)
        self._stack.setCurrentWidget(made)
        return made

    def show_page(self, name: str) -> Any:
        """Go to a page by its name."""
        if name in self.names:
            self._call("leave")
            self.tabs.set_on(self.names.index(name))
            self.page.activated()
        return self.page

    def _picked(self, place: int) -> None:
        self.show_page(self.names[place])

    # --- what the shell asks -----------------------------------------------------------------

    def activated(self) -> None:
        """The place comes to the front, with the page somebody was sent to."""
        errand = self._session.take_errand("people")
        if errand:
            self.show_page(errand)
        else:
            self.page.activated()

    def take_scan(self, text: str) -> bool:
        """A staff card shows whose it is, where people are listed."""
        take = getattr(self.page, "take_scan", None)
        return bool(take(text)) if callable(take) else False

    def focus_home(self) -> None:
        """The page knows where."""
        self.page.focus_home()

    def leave(self) -> None:
        """Another place is shown now."""
        self._call("leave")

    def _call(self, name: str) -> None:
        for made in self._made.values():
            method = getattr(made, name, None)
            if callable(method):
                method()


def pictures(session: Session) -> list[tuple[str, Callable[[], QWidget]]]:
    """States worth a picture: the people's own, then a page each."""

    def posed(name: str, *steps: Callable[[Any], object]) -> QWidget:
        place = PeoplePlace(session)
        before = [partial(place.show_page, name)]
        return pose(place, session, [*before, *(partial(_on_page, place, one) for one in steps)])

    return [
        *staff.pictures(session),
        (
            "people-rights",
            lambda: posed("rights", lambda page: page.presenter.toggle("drawer.open")),
        ),
        ("people-hours", lambda: posed("hours", _last_day)),
        ("people-pay", lambda: posed("pay")),
        ("people-pay-rule", lambda: posed("pay", lambda page: page.presenter.new())),
        ("people-log", lambda: posed("log")),
        ("people-training", lambda: posed("training")),
    ]


def _on_page(place: PeoplePlace, step: Callable[[Any], object]) -> None:
    step(place.page)


def _last_day(page: HoursPage) -> None:
    page.days.step(1)


def make(session: Session) -> QWidget:
    """The people's place."""
    return PeoplePlace(session)
