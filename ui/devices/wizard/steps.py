"""The wizard's steps: a device is tried, a person answers, and each answer is learnt. Qt-free.

Nothing is kept here. Every step can be repeated and left out; dropping the trial wakes whatever
slept for it.
"""

from __future__ import annotations

from dataclasses import replace

from app.usecases.device import learn
from app.usecases.device.learn import Draft, Step
from app.usecases.device.try_out import write_down_kick
from app.usecases.device.workshop import Trial, TrialSaid
from app.usecases.ports import DeviceChoice
from ui.devices.wizard import viewmodel as vm
from ui.devices.wizard.keys import KeyTap
from ui.devices.wizard.stage import ME, Stage

KICKS = ("drawer", "drawer5", "kick")


class Steps:
    """`said` is what the trial brought, `answer` what is picked, `note` what was learnt."""

    def __init__(self, stage: Stage) -> None:
        self._stage, self._session = stage, stage.session
        self.draft = Draft("", DeviceChoice("none"))
        self.step: Step | None = None
        self.said = TrialSaid("")
        self.answer = self.typed_figure = self.note = ""
        self._settable: frozenset[str] = frozenset()
        self._trial: Trial | None = None
        self.keys = KeyTap(stage.session, self._typed_whole)

    # --- the trial -----------------------------------------------------------------------------

    def begin(self, draft: Draft, settable: frozenset[str]) -> None:
        """Try a draft; `settable` are the settings that its driver knows."""
        self.draft, self._settable = draft, settable
        if draft.choice.way == "wedge":
            self.go_on()
            return
        s, operator = self._session.services, self._session.on_duty
        self._stage.ask(lambda: learn.begin(s, operator, draft), self._began, late=self._close)

    def _began(self, trial: Trial) -> None:
        self._trial = trial
        self.go_on()

    def drop(self) -> None:
        """Give the trial up; what was set up before works on."""
        self.keys.stop()
        self.step = None
        trial = self.take_trial()
        if trial is not None:
            self._close(trial)

    def take_trial(self) -> Trial | None:
        """For who closes it."""
        trial, self._trial = self._trial, None
        return trial

    def _close(self, trial: Trial) -> None:
        self._session.runner.run(trial.close, initiator=ME, lane="report")

    def _fresh_trial(self) -> None:
        """The draft's settings changed: try those."""
        old, draft = self.take_trial(), self.draft
        s, operator = self._session.services, self._session.on_duty

        def again() -> Trial:
            if old is not None:
                old.close()
            return learn.begin(s, operator, draft)

        def began(trial: Trial) -> None:
            self._trial = trial
            self._stage.show()

        self._stage.ask(again, began, late=self._close)

    # --- from step to step ---------------------------------------------------------------------

    def go_on(self) -> None:
        """To the first step that was neither done nor left out."""
        ahead = [one for one in learn.steps(self.draft) if not self.draft.gave(one.name)]
        self.said, self.answer, self.typed_figure, self.note = TrialSaid(""), "", "", ""
        self._stage.turn("step" if ahead else "save")
        self.step = ahead[0] if ahead else None
        if self.step is not None and (self.step.first or self.step.does == "keys"):
            self.run(self.step)
        else:
            self._stage.show()

    def from_start(self) -> None:
        """All of them once more."""
        self.draft = replace(self.draft, outcome=())
        self.go_on()

    def skip(self, step: Step) -> None:
        """Leave it out."""
        self.keys.stop()
        self.draft = learn.skip(self.draft, step.name)
        self.go_on()

    def next(self, step: Step) -> None:
        """The filled key: the answer is taken in, or the step is done."""
        if step.answers:
            if self.answer:
                self._settle(step, self.answer)
            return
        done = self.draft.gave(step.name)
        if done or (step.first and self.said.state in ("ok", "unsure")):
            if not done:
                self.draft = learn.settle(self.draft, step.name, "", self.said)
            self.go_on()
        elif step.types and not self.typed_figure.strip("0").isdecimal():
            self.said = TrialSaid("failed")
            self.note = self._session.words(f"wizard.type.{step.types}.first")
            self._stage.show()
        else:
            self.run(step)

    def run(self, step: Step) -> None:
        """Its part of the trial; a drawer's opening that no sale explains is written down (R41)."""
        self.said = TrialSaid("")
        if step.does == "keys":
            self.keys.start(self._session.now_ms())
            self._stage.show()
        elif step.name in KICKS:
            s, operator = self._session.services, self._session.on_duty
            self._stage.ask(
                lambda: write_down_kick(s, operator), lambda _: self._try(step), lane="write"
            )
        else:
            self._try(step)

    def _try(self, step: Step) -> None:
        trial, draft, figure = self._trial, self.draft, self.typed_figure
        if trial is not None:
            self._stage.ask(
                lambda: learn.try_step(trial, draft, step, figure),
                lambda said: self._tried(step, said),
            )

    # --- what came of it -----------------------------------------------------------------------

    def _tried(self, step: Step, said: TrialSaid) -> None:
        if step.name == "tap_again" and step.does != "keys" and said.state != "failed":
            taps = (*self.draft.taps, str(said.fact("uid")))
            said = self._session.services.devices.workshop().learn_card(taps)
        self.said = said
        connected = step.name == "look" and said.state == "ok"  # nothing to ask: on
        failed = said.state == "failed" and step.name != "cover"
        if failed or (step.first and not connected):
            self._stage.show()
            return
        self._settle(step, self.typed_figure)

    def _settle(self, step: Step, answer: str) -> None:
        """Take the answer in; what mends a weight is tried again at once."""
        self.draft = learn.settle(self.draft, step.name, answer, self.said)
        gave = self.draft.gave(step.name)
        if step.name == "weigh" and gave in ("unit", "divisor", "wrong"):
            self._weighed_wrong(step, gave)
            return
        self.note = vm.notes(self.said, self._session.words)
        if step.first or not self.note:
            self.go_on()
            return
        self._stage.show()

    def _weighed_wrong(self, step: Step, gave: str) -> None:
        """Unit or point are set right and the weight is asked for again: by a fresh trial."""
        grams = str(self.said.fact("grams", 0))
        mends = gave if gave in self._settable else "wrong"
        if mends == "wrong":
            self.said = TrialSaid("failed", "weight_wrong")
        self.note = self._session.words(f"wizard.weighed.{mends}", got=grams)
        kept = tuple(one for one in self.draft.outcome if one[0] != step.name)
        self.draft = replace(self.draft, outcome=kept)
        if mends == "wrong":
            self._stage.show()
        else:
            self._fresh_trial()

    def _typed_whole(self, strokes: list[tuple[str, int]]) -> None:
        """A scanner or a card reader that types has typed."""
        step = self.step
        if step is not None and step.does == "keys":
            s = self._session.services
            self._tried(step, learn.heard(s, self.draft, step, strokes))
