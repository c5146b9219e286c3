"""The devices' page: looks at states as they come, tries a device, chooses the printer."""

from __future__ import annotations

from dataclasses import replace
from typing import Protocol

from app.domain.permissions import Permission
from app.domain.shop import Shop
from app.usecases.device.choose import choose_printer
from app.usecases.device.look import choice, states, weight
from app.usecases.device.try_out import kick_drawer, try_out
from app.usecases.ports import DeviceChoice, DeviceState, DeviceTest
from app.usecases.shop import settings
from ui.bridge.ports import Trouble
from ui.bridge.session import Session
from ui.devices import viewmodel as vm
from ui.devices.viewmodel import DevicesVM

ME = "devices"


class View(Protocol):
    """What the presenter asks of the screen."""

    def put(self, shown: DevicesVM) -> None:
        """Show this."""
        ...

    def show_wizard(self, name: str) -> None:
        """Begin the wizard."""
        ...


class DevicesPresenter:
    """One devices screen. States are asked for without waiting; tests wait on the report lane."""

    def __init__(self, view: View, session: Session) -> None:
        self._view, self._session = view, session
        self._states: tuple[DeviceState, ...] = ()
        self._notes: dict[str, str] = {}
        self._testing: set[str] = set()
        self._choosing = False
        self._kept = DeviceChoice("none")
        self._way, self._width = "none", "80"
        self._typed: dict[str, str] = {}
        self._saving = False
        self._error: Trouble | None = None

    def load(self) -> None:
        """Look at all devices now."""
        if self._session.loaded:
            self.told(states(self._session.services))

    def told(self, found: tuple[DeviceState, ...]) -> None:
        """The devices said how they are; the customer's second screen is one beside them."""
        found = (*found, *self._session.screens())
        before = {one.name: one.state for one in self._states}
        for one in found:
            if before.get(one.name, one.state) != one.state:
                self._notes.pop(one.name, None)
        self._states = found
        self._show()

    def tick(self) -> None:
        """A moment has passed: the scale may show another weight."""
        if not self._choosing and any(one.kind == "scale" for one in self._states):
            self._show()

    def scanned(self, text: str) -> bool:
        """A code was read while this page stands here: it shows that the scanner works."""
        if self._choosing:
            return False
        at = self._session.at(self._session.now_ms())
        for one in self._states:
            if one.kind == "scanner":
                self._notes[one.name] = vm.scanned(text, at, self._session.words)
        self._show()
        return True

    def act(self, name: str) -> None:
        """The key at the end of a row: test the device, or set the printer."""
        one = next((d for d in self._states if d.name == name), None)
        action = vm.action_of(one, busy=name in self._testing) if one else "none"
        if one is None or action == "none":
            return
        if action == "choose":
            self.choose()
            return
        if action == "set_up":
            self.set_up(name)
            return
        s, operator = self._session.services, self._session.on_duty
        self._testing.add(name)
        self._notes[name] = self._session.words("devices.testing")
        self._show()
        if one.kind == "drawer":
            self._session.runner.run(
                lambda: kick_drawer(s, operator),
                lambda _: self._tested(name, DeviceTest("confirmed")),
                lambda trouble: self._test_refused(name, trouble),
                initiator=ME,
            )
            return
        self._session.runner.run(
            lambda: try_out(s, operator, name),
            lambda found: self._tested(name, found),
            lambda trouble: self._test_refused(name, trouble),
            initiator=ME,
            lane="report",
        )

    def set_up(self, name: str = "") -> None:
        """The wizard: a new device, or another in this one's place."""
        self._choosing = False
        self._view.show_wizard(name)

    def choose(self) -> None:
        """Open the printer's settings as they are."""
        self._kept = choice(self._session.services)
        self._way, self._typed, self._error = self._kept.way, {}, None
        self._width = self._paper()
        self._choosing = True
        self._show()

    def back(self) -> bool:
        """Esc: the settings close unsaved. Says whether there was anything to close."""
        if not self._choosing or self._saving:
            return False
        self._choosing = False
        self._show()
        return True

    def pick_way(self, way: str) -> None:
        """Another way to reach the printer; what was typed for the others is kept meanwhile."""
        self._way, self._error = way, None
        self._show()

    def pick_width(self, width: str) -> None:
        """58 or 80 mm."""
        self._width = width
        self._show()

    def typed(self, name: str, text: str) -> None:
        """A field of the way looked at."""
        self._typed[f"{self._way}.{name}"] = text

    def save(self) -> None:
        """Keep what is chosen; the paper's width is the shop's setting and a document."""
        if not self._choosing or self._saving:
            return
        s, operator = self._session.services, self._session.on_duty
        shown = self._choose_vm()
        wanted = DeviceChoice(self._way, tuple((one.name, one.value) for one in shown.fields))
        self._saving, self._error = True, None
        self._show()
        self._session.runner.run(
            lambda: choose_printer(s, operator, wanted),
            lambda _: self._save_width(),
            self._save_refused,
            initiator=ME,
        )

    # --- what came back ----------------------------------------------------------------------

    def _save_width(self) -> None:
        columns = vm.WIDTHS[self._width]
        if columns == self._session.shop.paper_columns or not self._may_width():
            self._saved()
            return
        s, operator = self._session.services, self._session.on_duty
        self._session.runner.run(
            lambda: settings.change(s, operator, paper_columns=columns),
            self._saved_shop,
            self._save_refused,
            initiator=ME,
        )

    def _saved_shop(self, shop: Shop) -> None:
        self._session.put_shop(shop, self._session.zone)
        self._saved()

    def _saved(self) -> None:
        self._saving = self._choosing = False
        for one in self._states:
            if one.kind == "printer":
                self._notes[one.name] = self._session.words("devices.saved")
        self.load()

    def _save_refused(self, trouble: Trouble) -> None:
        self._saving, self._error = False, trouble
        self._show()

    def _tested(self, name: str, found: DeviceTest) -> None:
        self._testing.discard(name)
        kind = next((one.kind for one in self._states if one.name == name), "")
        key = f"devices.tested.{kind}"
        words = self._session.words
        if found.state == "confirmed" and key in words:
            self._notes[name] = words(key)
        else:
            self._notes[name] = vm.tested(found, words)
        self._show()

    def _test_refused(self, name: str, trouble: Trouble) -> None:
        self._testing.discard(name)
        self._notes[name] = self._session.words.error(trouble)
        self._show()

    # --- what is shown -----------------------------------------------------------------------

    def _may_width(self) -> bool:
        return self._session.may(Permission.SETTINGS_EDIT)

    def _paper(self) -> str:
        return "58" if self._session.shop.paper_columns < vm.WIDTHS["80"] else "80"

    def _choose_vm(self) -> vm.ChooseVM:
        return vm.choose(
            self._kept,
            self._way,
            self._typed,
            width=self._width,
            may_width=self._may_width(),
            words=self._session.words,
            busy=self._saving,
            error=self._error,
        )

    def _rows(self) -> tuple[vm.DeviceVM, ...]:
        session = self._session
        on_pan = weight(session.services) if session.loaded else None
        found = [
            vm.device(
                one,
                words=session.words,
                note=self._notes.get(one.name, ""),
                since=session.at(one.since_ms) if one.since_ms else None,
                weight=on_pan,
                busy=one.name in self._testing,
            )
            for one in self._states
        ]
        return vm.one_leads(found)

    def _show(self) -> None:
        words = self._session.words
        shown = DevicesVM(
            "list" if self._states else "empty",
            about=vm.about(self._states, words) if self._states else "",
            rows=self._rows(),
        )
        if self._choosing:
            shown = replace(shown, state="choose", choose=self._choose_vm())
        self._view.put(shown)
