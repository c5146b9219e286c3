"""The member's PIN: asked for by the sale, by a plan or by a gift, whichever was refused for it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app.domain.checkout import events as ev
from app.domain.checkout.state import Mode
from ui.checkout.member_front import PinDraft, PlanPayPanel, RewardsPanel
from ui.checkout.presenter.counter import Counter

if TYPE_CHECKING:
    from ui.checkout.presenter.plans import Plans
    from ui.checkout.presenter.wallet import Rewards


class Pins:
    """Digits and the whole PIN, handed to whoever asked. It is kept nowhere."""

    def __init__(self, counter: Counter, plans: Plans, rewards: Rewards) -> None:
        self._c, self._plans, self._rewards = counter, plans, rewards

    def _put(self, draft: PinDraft | None) -> None:
        c, panel = self._c, self._c.front.panel
        if isinstance(panel, PlanPayPanel | RewardsPanel):
            c.show(panel=replace(panel, pin=draft), notice=None)
        else:
            c.show(pay=replace(c.front.pay, pin=draft), notice=None)

    @property
    def draft(self) -> PinDraft | None:
        """The one that stands on the screen."""
        panel = self._c.front.panel
        if isinstance(panel, PlanPayPanel | RewardsPanel):
            return panel.pin
        return self._c.front.pay.pin if self._c.mode is Mode.PAYING else None

    def digits(self, count: int) -> None:
        """How many digits stand there."""
        if self.draft is not None:
            self._put(PinDraft(count))

    def leave(self) -> None:
        """Without the PIN nothing is paid."""
        if self.draft is not None and not self.draft.busy:
            self._put(None)

    def submit(self, pin: str) -> None:
        """All digits are there and the member pressed the key."""
        c, draft = self._c, self.draft
        if draft is None or draft.busy:
            return
        panel = c.front.panel
        if isinstance(panel, PlanPayPanel):
            self._plans.sell(pin)
        elif isinstance(panel, RewardsPanel):
            self._rewards.confirm(pin)
        else:
            c.pin = pin
            self._put(replace(draft, busy=True))
            c.gesture(lambda: c.fire(ev.CompletePressed()))
