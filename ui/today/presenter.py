"""Reads the day so far on the report lane, again after sales, never twice at once. No Qt here."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Protocol

from app.domain.shop import business_date
from app.usecases.outcome import Changes
from app.usecases.report.today import today
from ui.bridge.ports import Trouble
from ui.bridge.session import Session
from ui.today import viewmodel as vm
from ui.today.viewmodel import AlertVM, TodayVM

ME = "today"


class View(Protocol):
    """What the presenter asks of the screen."""

    def put(self, shown: TodayVM) -> None:
        """Show this."""
        ...


class TodayPresenter:
    """One Today. The counter's writes never wait for it: it reads on the report lane."""

    def __init__(self, view: View, session: Session) -> None:
        self._view, self._session = view, session
        self._shown = TodayVM("loading")
        self._reading = self._again = False

    def load(self) -> None:
        """Read the day; a wish while it is being read is one more reading after it."""
        if self._reading:
            self._again = True
            return
        self._reading, self._again = True, False
        if self._shown.state != "shown":
            self._put(TodayVM("loading"))
        session = self._session
        s, operator, words = session.services, session.on_duty, session.words
        name = session.shop.shop_name
        session.runner.run(
            lambda: vm.shown(today(s, operator), name, words),
            self._landed,
            self._failed,
            initiator=ME,
            lane="report",
        )

    def cares(self, changes: Changes) -> bool:
        """Whether a commit changes what stands here."""
        return bool(changes.sales or changes.shift or changes.members)

    def open(self, alert: AlertVM) -> None:
        """To the screen that has more."""
        if alert.place:
            self._session.send(alert.place, alert.errand)

    def sell(self) -> None:
        """To the counter."""
        self._session.go("checkout")

    def report(self) -> None:
        """Today's whole report."""
        self._session.send("reports", f"day:{self._bd()}")

    def yesterday(self) -> None:
        """Yesterday's whole report."""
        before = date.fromisoformat(self._bd()) - timedelta(1)
        self._session.send("reports", f"day:{before.isoformat()}")

    def month(self) -> None:
        """This month day by day."""
        self._session.send("reports", "month:sales.day")

    def owed(self) -> None:
        """What is owed to members, by age."""
        self._session.send("reports", "liabilities")

    def _bd(self) -> str:
        shop = self._session.shop
        return business_date(self._session.now_ms(), shop.zone, shop.cutoff_hour)

    def _landed(self, shown: TodayVM) -> None:
        self._reading = False
        if self._session.operator is None:
            return
        self._put(shown)
        if self._again:
            self.load()

    def _failed(self, trouble: Trouble) -> None:
        self._reading = False
        self._put(vm.failed(self._shown, self._session.words.error(trouble)))

    def _put(self, shown: TodayVM) -> None:
        self._shown = shown
        self._view.put(shown)
