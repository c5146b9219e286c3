"""The wizard's path: what -> where (`Finding`) -> how (`Form`) -> try and ask (`Steps`) -> keep ->
sheet.

Nothing is kept before the last key; leaving at any moment closes the trial, and what was set up
before works as it did. Qt-free.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Protocol

from app.domain.errors import Refused
from app.usecases.device import set_up
from app.usecases.device.learn import Draft, Step
from app.usecases.ports import DeviceChoice
from app.words import Words
from ui.bridge.session import Session
from ui.devices.wizard import pages, sheet
from ui.devices.wizard import viewmodel as vm
from ui.devices.wizard.finding import Finding
from ui.devices.wizard.forms import USUAL, Form, first_driver
from ui.devices.wizard.keys import KeyTap
from ui.devices.wizard.stage import Stage
from ui.devices.wizard.steps import Steps

BACK = {"find": "kind", "form": "find", "step": "form", "save": "form"}


class View(Protocol):
    """What the presenter asks of the pane."""

    def put(self, shown: vm.WizardVM) -> None:
        """Show this."""
        ...


class WizardPresenter:
    """One device on its way; `left` is called when the wizard closes, with the device's name."""

    def __init__(self, view: View, session: Session, left: Callable[[str], None]) -> None:
        self._session, self._left = session, left
        self.stage = Stage(session, lambda: view.put(pages.shown(self)))
        self.finding = Finding(self.stage)
        self.steps = Steps(self.stage)
        self.form: Form | None = None

    @property
    def words(self) -> Words:
        """The screen's language."""
        return self._session.words

    @property
    def page(self) -> str:
        """kind, find, form, step, save, saved; empty while it is closed."""
        return self.stage.page

    @property
    def step(self) -> Step | None:
        """The step that is tried."""
        return self.steps.step

    @property
    def keys(self) -> KeyTap:
        """What listens to a reader that types."""
        return self.steps.keys

    @property
    def fixed(self) -> str:
        """The device whose place is taken; empty for a new one."""
        return self.finding.fixed

    # --- beginning and leaving -----------------------------------------------------------------

    def start(self, name: str = "") -> None:
        """A new device, or (with a name) another in the place of one that is set up."""
        self.leave()
        self.form = None
        self.finding.start(name.partition("-")[0], name)
        self.stage.turn("find" if name else "kind")
        if name:
            self.finding.search()
        else:
            self.stage.show()

    def leave(self) -> None:
        """Close the trial; what was set up before works on."""
        self.stage.turn("")
        self.steps.drop()

    def back(self) -> bool:
        """Esc: one page back; from the first the wizard closes. Nothing was kept."""
        if not self.page:
            return False
        to = self.before
        if not to:
            self.close()
            return True
        self.steps.drop()
        self.stage.turn(to)
        if to == "find" and self.finding.finds is None:  # one left while it was still searching
            self.finding.search()
        else:
            self.stage.show()
        return True

    @property
    def before(self) -> str:
        """The page that Esc goes back to; empty where it closes the wizard."""
        return "" if self.page == "find" and self.fixed else BACK.get(self.page, "")

    def close(self) -> None:
        """Back to the list."""
        self.leave()
        self._left(self.fixed)

    # --- what a hand does ----------------------------------------------------------------------

    def pick(self, group: str, code: str) -> None:
        """One of several keys."""
        self.stage.error = None
        if group == "kind":
            self.finding.kind = "" if code == "everything" else code
            self.stage.turn("find")
            self.finding.search()
            return
        if group == "find":
            self.finding.picked = code
        elif group == "answer":
            self.steps.answer = code
        elif self.form is not None:
            self._pick_in_form(self.form, group, code)
        self.stage.show()

    def _pick_in_form(self, form: Form, group: str, code: str) -> None:
        if group == "way":
            form.pick_way(code)
        elif group == "driver":
            form.pick_driver(code)
        elif group == "as":
            self._open_form(code, form.choice)
        elif group.startswith("set."):
            form.typed[group.removeprefix("set.")] = code

    def typed(self, name: str, text: str) -> None:
        """Into a field; nothing is shown anew."""
        if name == "addresses":
            self.finding.addresses = text
        elif name == "figure":
            self.steps.typed_figure = text.strip()
        elif self.form is not None:
            self.form.typed[name] = text

    def more(self) -> None:
        """The rarer settings, too."""
        if self.form is not None:
            self.form.more = True
            self.stage.show()

    def next(self) -> None:
        """The filled key: what it does stands on it."""
        if self.stage.busy:
            return
        if self.page == "find":
            self._leave_find()
        elif self.page == "form":
            self._begin_trial()
        elif self.page == "step" and self.step is not None:
            self.steps.next(self.step)
        elif self.page == "save":
            self._save()
        elif self.page == "saved":
            self.print_sheet()

    def again(self) -> None:
        """Search, or the step, once more."""
        if self.page == "find":
            self.finding.search()
        elif self.page == "step" and self.step is not None and not self.stage.busy:
            self.steps.run(self.step)
        elif self.page == "save":
            self.steps.from_start()

    def skip(self) -> None:
        """Leave the step out; at the find: set it by hand."""
        if self.page == "find":
            self._open_form(self.finding.kind or "printer", None)
            self.stage.show()
        elif self.page == "step" and self.step is not None:
            self.steps.skip(self.step)
        elif self.page == "saved":
            self.close()

    def tick(self) -> None:
        """A moment has passed: a scanner without an end mark is done when it is quiet."""
        self.keys.tick(self._session.now_ms())

    # --- how it is reached ---------------------------------------------------------------------

    def _leave_find(self) -> None:
        find, kind = self.finding.meant, self.finding.kind
        if find is None:
            self.skip()
            return
        if not self.finding.free(find):
            self.stage.refuse(Refused("device.port_taken", other=find.taken))
            return
        fits = [one for one in find.proposals if not kind or one.kind == kind]
        choice = replace(find.choice, driver=fits[0].driver if fits else "")
        self._open_form(fits[0].kind if fits else "printer", choice)
        self.stage.show()

    def _open_form(self, kind: str, choice: DeviceChoice | None) -> None:
        infos = self._session.services.devices.drivers()
        self.stage.turn("form")
        driver = first_driver(kind, USUAL, infos)
        if choice is None:
            kept = self._session.services.devices.choice(self.fixed) if self.fixed else None
            if kept is not None and kept.way != "none":
                choice = replace(kept, driver=kept.driver or driver)
        elif not any(one.name == choice.driver and kind in one.kinds for one in infos):
            choice = replace(choice, driver=driver)
        self.form = Form(kind, infos, choice or DeviceChoice("fake", (), driver))
        if choice is None:
            self.form.pick_way(self.form.ways()[0])

    def _begin_trial(self) -> None:
        form = self.form
        assert form is not None
        try:
            name = self.fixed or set_up.free_name(self._session.services, form.kind)
            draft = Draft(name, form.made())
        except Refused as trouble:
            self.stage.refuse(trouble)
            return
        self.steps.begin(draft, frozenset(one.name for one in form.options()))

    # --- keeping -------------------------------------------------------------------------------

    def _save(self) -> None:
        s, operator, draft = self._session.services, self._session.on_duty, self.steps.draft
        trial = self.steps.take_trial()

        def keep() -> object:
            if trial is not None:
                trial.close()
            return set_up.save(s, operator, draft)

        def kept(choice: DeviceChoice) -> None:
            self.steps.draft = replace(draft, choice=choice)
            self.stage.turn("saved")
            sheet.keep(self._session, draft.name, self.rows())
            self.stage.show()

        self.stage.ask(keep, kept, lane="write")

    def rows(self) -> list[tuple[str, str]]:
        """The sheet's lines."""
        draft = self.steps.draft
        return vm.sheet_rows(draft, dict(draft.outcome), self.words)

    def print_sheet(self) -> None:
        """On the printer itself, or on the till's."""

        def printed(said: str) -> None:
            self.steps.note = said
            self.stage.show()

        self.stage.ask(sheet.printing(self._session, self.steps.draft, self.rows()), printed)
