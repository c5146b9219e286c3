"""An item waits for its weight: from the scale when the pan is still, or keyed by hand."""

from __future__ import annotations

from dataclasses import replace

from app.domain.checkout import events as ev
from app.domain.checkout.pan import Pan
from app.domain.checkout.state import CheckoutState, Mode
from app.domain.errors import Refused
from app.usecases.ports import Weight
from ui.checkout.presenter.counter import Counter
from ui.checkout.typed import milli


class Weighing:
    """The weigh panel's gestures, and what lay on the pan before."""

    def __init__(self, counter: Counter) -> None:
        self._c = counter
        self._pan = Pan()
        self._whose = ""
        counter.after_step.append(self._stepped)

    @property
    def watching(self) -> bool:
        """Whether the pan must be looked at though no item waits: sold goods may lie on it."""
        return self._pan.before > 0

    def poll(self) -> None:
        """The scale's newest word; the screen asks a few times a second while an item waits."""
        c = self._c
        if self._whose != c.operator.operator_id:
            self._whose, self._pan = c.operator.operator_id, Pan()
        read = c.till.weight()
        self._look(read)
        if c.mode is not Mode.WEIGHING:
            return
        grams = None if read is None or read.grams is None else self._pan.item(read.grams)
        c.show(
            weigh=replace(
                c.front.weigh,
                grams=grams,
                stable=read is not None and read.stable,
                before=self._pan.before,
                reason=read.reason if read is not None else "",
            )
        )

    def _look(self, read: Weight | None) -> None:
        if read is None:
            self._pan = Pan()
        elif read.grams is not None:
            self._pan = self._pan.seen(read.grams, still=read.stable)
        elif read.reason == "under_zero":
            self._pan = Pan()

    def _stepped(self, before: CheckoutState) -> None:
        """A weighed line or a whole basket was given up: what lies there is nobody's yet."""
        after, sold = self._c.state, self._c.mode in (Mode.COMMITTING, Mode.DONE)
        if sold or before.mode in (Mode.COMMITTING, Mode.DONE):
            return
        if _weighed(after) < _weighed(before):
            self._pan = Pan()

    def whole(self) -> None:
        """All that lies there is this item: nothing of it was sold."""
        self._pan = Pan()
        self.poll()

    def typed(self, text: str) -> None:
        """A weight by hand, in kilograms."""
        self._c.show(weigh=replace(self._c.front.weigh, text=text))

    def take(self) -> None:
        """The weight that stands there: a keyed one rules, the scale's only when it is still."""
        c, draft = self._c, self._c.front.weigh
        lies = 0
        try:
            if draft.text.strip():
                event = ev.WeightTaken(milli(draft.text), "keyed")
            elif draft.grams is None:
                raise Refused("weight.none")
            elif not draft.stable:
                raise Refused("weight.moving")
            else:
                event = ev.WeightTaken(draft.grams, "scale")
                lies = draft.grams + draft.before
        except Refused as refusal:
            c.refuse(refusal)
            return

        def sold() -> None:
            if lies:
                self._pan = self._pan.confirmed(lies)
                c.show()  # the screen learns that the pan must still be looked at

        c.gesture(lambda: c.fire(event, sold))


def _weighed(state: CheckoutState) -> int:
    return sum(1 for line in state.basket.lines if line.weighed == "scale")
