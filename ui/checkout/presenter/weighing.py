"""An item waits for its weight: from the scale when the pan is still, or keyed by hand."""

from __future__ import annotations

from dataclasses import replace

from app.domain.checkout import events as ev
from app.domain.checkout.state import Mode
from app.domain.errors import Refused
from ui.checkout.presenter.counter import Counter
from ui.checkout.typed import milli


class Weighing:
    """The weigh panel's gestures."""

    def __init__(self, counter: Counter) -> None:
        self._c = counter

    def poll(self) -> None:
        """The scale's newest word; the screen asks a few times a second while an item waits."""
        c = self._c
        if c.mode is not Mode.WEIGHING:
            return
        read = c.till.weight()
        grams, stable = (read.grams, read.stable) if read else (None, False)
        if (grams, stable) != (c.front.weigh.grams, c.front.weigh.stable):
            c.show(weigh=replace(c.front.weigh, grams=grams, stable=stable))

    def typed(self, text: str) -> None:
        """A weight by hand, in kilograms."""
        self._c.show(weigh=replace(self._c.front.weigh, text=text))

    def take(self) -> None:
        """The weight that stands there: a keyed one rules, the scale's only when it is still."""
        c, draft = self._c, self._c.front.weigh
        try:
            if draft.text.strip():
                event = ev.WeightTaken(milli(draft.text), "keyed")
            elif draft.grams is None:
                raise Refused("weight.none")
            elif not draft.stable:
                raise Refused("weight.moving")
            else:
                event = ev.WeightTaken(draft.grams, "scale")
        except Refused as refusal:
            c.refuse(refusal)
            return
        c.gesture(lambda: c.fire(event))
