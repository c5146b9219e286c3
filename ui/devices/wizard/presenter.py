"""The wizard's path: what -> where -> how -> try and ask, step by step -> keep -> sheet.

Nothing is kept before the last key. Every step can be repeated and left out; leaving at any moment
closes the trial, and what was set up before works as it did. Qt-free.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Protocol

from app.domain.errors import Refused
from app.usecases.device import learn, set_up
from app.usecases.device.learn import Draft, Step
from app.usecases.device.try_out import write_down_kick
from app.usecases.device.workshop import Find, Finds, Trial, TrialSaid
from app.usecases.ports import DeviceChoice
from app.words import Words
from ui.bridge.ports import Trouble
from ui.bridge.session import Session
from ui.devices.wizard import pages, sheet
from ui.devices.wizard import viewmodel as vm
from ui.devices.wizard.forms import USUAL, Form, first_driver
from ui.devices.wizard.keys import KeyTap

ME = "devices"
KICKS = ("drawer", "drawer5", "kick")


class View(Protocol):
    """What the presenter asks of the pane."""

    def put(self, shown: vm.WizardVM) -> None:
        """Show this."""
        ...


class WizardPresenter:
    """One device on its way; `left` is called when the wizard closes, with the device's name."""

    def __init__(self, view: View, session: Session, left: Callable[[str], None]) -> None:
        self._view, self._session, self._left = view, session, left
        self.page = ""
        self.kind = self._fixed = ""
        self.addresses = ""
        self.finds: Finds | None = None
        self.picked = ""
        self.form: Form | None = None
        self.draft = Draft("", DeviceChoice("none"))
        self.step: Step | None = None
        self.said = TrialSaid("")
        self.answer = self.typed_figure = ""
        self.busy = False
        self.error: Trouble | None = None
        self.note = ""
        self._trial: Trial | None = None
        self._turn = 0
        self.keys = KeyTap(session, self._typed_whole)

    @property
    def words(self) -> Words:
        """The screen's language."""
        return self._session.words

    # --- beginning and leaving -----------------------------------------------------------------

    def start(self, name: str = "") -> None:
        """A new device, or (with a name) another in the place of one that is set up."""
        self.leave()
        self.page, self._fixed = "kind", name
        self.kind = name.partition("-")[0]
        self.finds, self.picked, self.addresses = None, "", ""
        self.error, self.note = None, ""
        if name:
            self.page = "find"
            self.search()
            return
        self._show()

    def leave(self) -> None:
        """Close the trial; what was set up before works on."""
        self._turn += 1
        self.keys.stop()
        trial, self._trial = self._trial, None
        if trial is not None:
            self._session.runner.run(trial.close, initiator=ME, lane="report")
        self.page, self.busy, self.step = "", False, None

    def back(self) -> bool:
        """Esc: one page back; from the first the wizard closes. Nothing was kept."""
        if not self.page:
            return False
        to = {"find": "kind", "form": "find", "step": "form"}.get(self.page, "")
        if self.page == "find" and self._fixed:
            to = ""
        if not to:
            self.close()
            return True
        if self.page == "step":
            self._drop_trial()
        self.page, self.error = to, None
        self._show()
        return True

    def close(self) -> None:
        """Back to the list."""
        self.leave()
        self._left(self._fixed)

    def _drop_trial(self) -> None:
        self._turn += 1
        self.keys.stop()
        trial, self._trial = self._trial, None
        self.busy, self.step = False, None
        if trial is not None:
            self._session.runner.run(trial.close, initiator=ME, lane="report")

    # --- what a hand does ----------------------------------------------------------------------

    def pick(self, group: str, code: str) -> None:
        """One of several keys."""
        self.error = None
        if group == "kind":
            self.kind = "" if code == "everything" else code
            self.page = "find"
            self.search()
            return
        if group == "find":
            self.picked = code
        elif group == "answer":
            self.answer = code
        elif self.form is not None:
            self._pick_in_form(self.form, group, code)
        self._show()

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
            self.addresses = text
        elif name == "figure":
            self.typed_figure = text.strip()
        elif self.form is not None:
            self.form.typed[name] = text

    def more(self) -> None:
        """The rarer settings, too."""
        if self.form is not None:
            self.form.more = True
            self._show()

    def next(self) -> None:
        """The filled key: what it does stands on it."""
        if self.busy:
            return
        if self.page == "find":
            self._leave_find()
        elif self.page == "form":
            self._begin_trial()
        elif self.page == "step" and self.step is not None:
            self._next_in_step(self.step)
        elif self.page == "save":
            self._save()
        elif self.page == "saved":
            self.print_sheet()

    def again(self) -> None:
        """Search, or the step, once more."""
        if self.page == "find":
            self.search()
        elif self.page == "step" and self.step is not None and not self.busy:
            self._run(self.step)
        elif self.page == "save":
            self.draft = replace(self.draft, outcome=())
            self._go_on()

    def skip(self) -> None:
        """Leave the step out; at the find: set it by hand."""
        if self.page == "find":
            self._open_form(self.kind or "printer", None)
            self._show()
        elif self.page == "step" and self.step is not None:
            self.keys.stop()
            self.draft = learn.skip(self.draft, self.step.name)
            self._go_on()
        elif self.page == "saved":
            self.close()

    def tick(self) -> None:
        """A moment has passed: a scanner without an end mark is done when it is quiet."""
        self.keys.tick(self._session.now_ms())

    # --- where it is ---------------------------------------------------------------------------

    def search(self) -> None:
        """Look everywhere, and at the addresses that were typed."""
        s, operator = self._session.services, self._session.on_duty
        addresses = self.addresses
        self.busy, self.error = True, None
        self._show()
        turn = self._turn

        def found(finds: Finds) -> None:
            if turn == self._turn:
                self.busy, self.finds = False, finds
                self._show()

        self._session.runner.run(
            lambda: set_up.find(s, operator, (), addresses),
            found,
            self._refused,
            initiator=ME,
            lane="report",
        )

    def fitting(self) -> tuple[Find, ...]:
        """What was found that could be of the kind that is wanted."""
        found = self.finds.finds if self.finds else ()
        fit = [
            one for one in found if not self.kind or any(p.kind == self.kind for p in one.proposals)
        ]
        return tuple(fit)

    def _leave_find(self) -> None:
        shown = self.fitting()
        if not self.picked.isdecimal() or int(self.picked) > len(shown):
            self.skip()
            return
        find = shown[int(self.picked) - 1]
        if find.taken and find.taken != self._fixed:
            self.error = Refused("device.port_taken", other=find.taken)
            self._show()
            return
        fits = [one for one in find.proposals if not self.kind or one.kind == self.kind]
        choice = replace(find.choice, driver=fits[0].driver if fits else "")
        self._open_form(fits[0].kind if fits else "printer", choice)
        self._show()

    # --- how it is reached ---------------------------------------------------------------------

    def _open_form(self, kind: str, choice: DeviceChoice | None) -> None:
        infos = self._session.services.devices.drivers()
        self.page, self.error = "form", None
        driver = first_driver(kind, USUAL, infos)
        if choice is None:
            kept = self._session.services.devices.choice(self._fixed) if self._fixed else None
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
        s, operator = self._session.services, self._session.on_duty
        try:
            name = self._fixed or set_up.free_name(s, form.kind)
            draft = Draft(name, form.made())
        except Refused as trouble:
            self._refused(trouble)
            return
        self.draft, self.busy, self.error = draft, True, None
        self._show()
        if draft.choice.way == "wedge":
            self._go_on()
            return
        turn = self._turn

        def began(trial: Trial) -> None:
            if turn != self._turn:
                self._session.runner.run(trial.close, initiator=ME, lane="report")
                return
            self._trial = trial
            self._go_on()

        self._session.runner.run(
            lambda: learn.begin(s, operator, draft),
            began,
            self._refused,
            initiator=ME,
            lane="report",
        )

    # --- trying and asking ---------------------------------------------------------------------

    def _go_on(self) -> None:
        """To the first step that was neither done nor left out."""
        ahead = [one for one in learn.steps(self.draft) if not self.draft.gave(one.name)]
        self.said, self.answer, self.typed_figure = TrialSaid(""), "", ""
        self.note, self.error = "", None
        if not ahead:
            self.page, self.step, self.busy = "save", None, False
            self._show()
            return
        self.page, self.step = "step", ahead[0]
        self.busy = False
        if self.step.does == "keys":
            self._show()
            self.keys.start(self._session.now_ms())
        elif self.step.first:
            self._run(self.step)
        else:
            self._show()

    def _run(self, step: Step) -> None:
        if step.does == "keys":
            self.said = TrialSaid("")
            self._show()
            self.keys.start(self._session.now_ms())
            return
        self.busy, self.said, self.error = True, TrialSaid(""), None
        self._show()
        if step.name in KICKS:  # an opening that no sale explains is written down (R41)
            s, operator = self._session.services, self._session.on_duty
            self._session.runner.run(
                lambda: write_down_kick(s, operator),
                lambda _: self._run_trial(step),
                self._refused,
                initiator=ME,
            )
            return
        self._run_trial(step)

    def _run_trial(self, step: Step) -> None:
        trial, draft, figure = self._trial, self.draft, self.typed_figure
        if trial is None:
            return
        turn = self._turn

        def done(said: TrialSaid) -> None:
            if turn == self._turn and self.step is step:
                self._tried(step, said)

        self._session.runner.run(
            lambda: learn.try_step(trial, draft, step, figure),
            done,
            self._refused,
            initiator=ME,
            lane="report",
        )

    def _tried(self, step: Step, said: TrialSaid) -> None:
        self.busy, self.said = False, said
        if step.name == "tap_again" and said.state != "failed":
            self._learn_card((*self.draft.taps, str(said.fact("uid"))))
            return
        connected = step.name == "look" and said.state == "ok"  # nothing to ask: on
        failed = said.state == "failed" and step.name != "cover"
        if failed or (step.first and not connected):
            self._show()
            return
        self._settle(step, self.typed_figure)

    def _settle(self, step: Step, answer: str) -> None:
        """Take the answer in; what mends a weight is tried again at once."""
        self.draft = learn.settle(self.draft, step.name, answer, self.said)
        gave = self.draft.gave(step.name)
        if step.name == "weigh" and gave in ("unit", "divisor", "wrong"):
            self._weighed_wrong(step, gave)
            return
        self.note = vm.notes(self.said, self.words)
        if step.first or not self.note:
            self._go_on()
            return
        self._show()

    def _weighed_wrong(self, step: Step, gave: str) -> None:
        """Unit or point are set right and the weight is asked for again: by a fresh trial."""
        grams = str(self.said.fact("grams", 0))
        known = {one.name for one in (self.form.options() if self.form else ())}
        mends = gave if gave in known else "wrong"
        if mends == "wrong":
            self.said = TrialSaid("failed", "weight_wrong")
        self.note = self.words(f"wizard.weighed.{mends}", got=grams)
        self.draft = replace(
            self.draft, outcome=tuple(one for one in self.draft.outcome if one[0] != step.name)
        )
        if mends != "wrong":
            self._fresh_trial()
        self._show()

    def _fresh_trial(self) -> None:
        """The draft's settings changed: try those."""
        old, draft = self._trial, self.draft
        s, operator = self._session.services, self._session.on_duty

        def again() -> Trial:
            if old is not None:
                old.close()
            return learn.begin(s, operator, draft)

        def began(trial: Trial) -> None:
            self._trial, self.busy = trial, False
            self._show()

        self.busy = True
        self._session.runner.run(again, began, self._refused, initiator=ME, lane="report")

    def _next_in_step(self, step: Step) -> None:
        if step.answers:
            if self.answer:
                self._settle(step, self.answer)
            return
        done = self.draft.gave(step.name)
        if done or (step.first and self.said.state in ("ok", "unsure")):
            if not done:
                self.draft = learn.settle(self.draft, step.name, "", self.said)
            self._go_on()
            return
        self._run(step)

    def _typed_whole(self, strokes: list[tuple[str, int]]) -> None:
        """A scanner or a card reader that types has typed."""
        step = self.step
        if step is None or step.does != "keys":
            return
        s = self._session.services
        text = "".join(char for char, _ in strokes if char.isprintable())
        if step.name == "tap":
            self._tried(step, TrialSaid("ok", "", (("uid", text),)))
        elif step.name == "tap_again":
            self._learn_card((*self.draft.taps, text))
        else:
            self._tried(step, s.devices.workshop().learn_keys(strokes))

    def _learn_card(self, taps: tuple[str, ...]) -> None:
        self.said = self._session.services.devices.workshop().learn_card(taps)
        if self.said.state == "failed" or self.step is None:
            self._show()
            return
        self._settle(self.step, "")

    # --- keeping -------------------------------------------------------------------------------

    def _save(self) -> None:
        s, operator, draft = self._session.services, self._session.on_duty, self.draft
        trial, self._trial = self._trial, None
        self.busy, self.error = True, None
        self._show()

        def keep() -> object:
            if trial is not None:
                trial.close()
            return set_up.save(s, operator, draft)

        def kept(choice: DeviceChoice) -> None:
            self.draft = replace(self.draft, choice=choice)
            self.page, self.busy = "saved", False
            sheet.keep(self._session, draft.name, self.rows())
            self._show()

        self._session.runner.run(keep, kept, self._refused, initiator=ME)

    def rows(self) -> list[tuple[str, str]]:
        """The sheet's lines."""
        return vm.sheet_rows(self.draft, dict(self.draft.outcome), self.words)

    def print_sheet(self) -> None:
        """On the printer itself, or on the till's."""
        self.busy = True
        self._show()
        sheet.print_on(self._session, self.draft, self.rows(), self._printed, self._refused)

    def _printed(self, said: str) -> None:
        self.busy, self.note = False, said
        self._show()

    def _refused(self, trouble: Trouble) -> None:
        self.busy, self.error = False, trouble
        self._show()

    def _show(self) -> None:
        if self.page:
            self._view.put(pages.shown(self))

    @property
    def fixed(self) -> str:
        """The device whose place is taken; empty for a new one."""
        return self._fixed
