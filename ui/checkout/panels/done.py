"""After the commit: the change in the largest type, and how receipt, drawer and journal stand."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ui.checkout.panels.pane import Pane, SecondTap
from ui.checkout.presenter import CheckoutPresenter
from ui.checkout.viewmodel.parts import DoneVM, StateVM
from ui.kit import Box, Key, Keymap, Line, b, ico, row, rule, s, state_row, yuan


class DonePane(Pane):
    """Nothing here has to be answered: the next scan begins the next sale."""

    def __init__(self, p: CheckoutPresenter, keymap: Keymap, taps: SecondTap) -> None:
        super().__init__(p, keymap, taps)
        self._lay.setContentsMargins(24, 16, 24, 16)
        self._change = Line(h=200)
        self._how = Line(h=32)
        self._states = Box()
        self._shown: tuple[StateVM, ...] = ()
        self._next = Line(h=56)
        for item in (self._change, self._how, 24, rule(), self._states, ..., self._next):
            self.add(item)

    def put(self, vm: DoneVM) -> None:
        """Show it."""
        figure = yuan(vm.amount, "change", sign=vm.sign)
        self._change.put([b(vm.label, "figure")], figure)
        self._how.put([s(vm.how, elide=True)])
        if vm.states != self._shown:
            self._shown = vm.states
            self._states.fill(*[self._row(one) for one in vm.states])
        left = [ico("scan", "accent", "figure"), b(vm.next_words, "title")]
        self._next.put(left, [s(vm.next_note)])

    def _row(self, one: StateVM) -> QWidget:
        keys = [self._key(key.action, key.title) for key in one.keys]
        tail = row(*keys, gap=8) if keys else None
        return state_row(one.icon, one.words, one.role, one.then, tail)

    def _key(self, action: str, title: str) -> Key:
        if action == "printed":
            key = Key(title, h=48, w=124)
            key.clicked.connect(self.p.paying.printed)
        elif action == "keep_change":
            key = Key(title, icon="wallet", h=48, w=208)
            key.clicked.connect(self.p.plans.keep_change)
        else:
            key = self.key(action, h=48, w=124)
            key.change(title=title)
        self.taps.guard(key)
        return key
