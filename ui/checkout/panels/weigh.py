"""An item waits for its weight: the scale's reading as large as the due, or a weight by hand."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ui.checkout.panels.pane import FIGURES, Digits, Pane, SecondTap, put_key
from ui.checkout.presenter import CheckoutPresenter
from ui.checkout.viewmodel.parts import WeighVM
from ui.kit import Field, Keymap, Line, Para, b, col, ico, row, rule, s


class WeighPane(Pane):
    """The live reading, whether it is still, and what it comes to."""

    def __init__(self, p: CheckoutPresenter, keymap: Keymap, taps: SecondTap) -> None:
        super().__init__(p, keymap, taps)
        self._title = Line(h=44)
        self._name = Line(h=40)
        self._reading = Line(h=120)
        self._mark = Line(h=44)
        self._hint = Para("", "small", "muted")
        self.whole = self.key("quantity", h=56)
        self.whole.change(title=self.say("checkout.weigh.whole"))
        self._total = Line(h=56)
        say = self.say
        self.field = Field(
            say("checkout.weigh.field"), icon="scale", size="figure", mode="number", reserve=False
        )
        self.keypad = Digits(self.field.feed, FIGURES)
        self.cancel = self.key("back", h=64, w=176)
        self.confirm_key = self.primary()
        left = col(
            self._name,
            self._reading,
            rule(),
            self._mark,
            rule(),
            self._total,
            rule(),
            8,
            self._hint,
            8,
            self.whole,
            ...,
        )
        right = col(self.field, 8, self.keypad, ...)
        for item in (
            self._title,
            8,
            (row((left, 1), (right, 1), gap=24), 1),
            12,
            row(self.cancel, (self.confirm_key, 1), gap=8),
        ):
            self.add(item)
        self.field.changed.connect(self.p.weighing.typed)
        self.taps.guard(self)

    def home(self) -> QWidget:
        return self.field.edit

    def put(self, vm: WeighVM) -> None:
        """Show it."""
        self._title.put([ico("scale", "accent", "figure"), b(vm.title, "title")], [s(vm.price)])
        self._name.put([b(vm.name, "title", elide=True)])
        self._reading.put((), [b(vm.reading, "hero"), 8, b(vm.unit, "title", "muted")])
        icon, role, words = vm.mark
        self._mark.put([ico(icon, role), b(words, role="text" if role == "muted" else role)])
        self._total.put([s(vm.total[0])], [b(vm.total[1], "figure")])
        self.field.set_text(vm.typed)
        self._hint.setVisible(bool(vm.hint))
        self._hint.put(vm.hint)
        self.whole.setVisible(vm.whole)
        put_key(self.cancel, vm.cancel)
        put_key(self.confirm_key, vm.confirm)
