"""A second person's word: what is asked, what it changes, who says yes, and the PIN."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ui.checkout.panels.pane import SecondTap, put_key
from ui.checkout.panels.pin_pad import PadPane
from ui.checkout.presenter import CheckoutPresenter
from ui.checkout.viewmodel.parts import ApprovalVM
from ui.kit import (
    Box,
    Key,
    Keymap,
    Line,
    Para,
    Run,
    b,
    col,
    ico,
    record,
    row,
    rule,
    s,
    t,
)


class ApprovalPane(PadPane):
    """Bound to one action: it shows exactly that, and forgets the PIN with every answer."""

    def __init__(self, p: CheckoutPresenter, keymap: Keymap, taps: SecondTap) -> None:
        super().__init__(p, keymap, taps, p.asking, h=56)
        self._title, self._what = Line(h=44), Line(h=72, gap=0)
        self._facts = Box()
        self._fact_vms: tuple[tuple[str, str, str], ...] = ()
        self._who_title, self._people_box = Line(h=28), Box(gap=8)
        self.people: dict[str, Key] = {}
        self._card = Line(h=32)
        self._rule = Para("", "small", "muted")
        self._pin_title = Line(h=28)
        self._error = Para("", "small", "danger")
        self._error.setMinimumHeight(44)
        who = col(self._who_title, 8, self._people_box, 8, self._card, ..., self._rule)
        pin = col(row((self._pin_title, 1), self.dots, h=28), 8, self.pin, 4, self._error, ...)
        foot = row(self.cancel, (self.confirm_key, 1), gap=8)
        for item in (
            self._title,
            self._what,
            rule(),
            self._facts,
            12,
            (row((who, 1), (pin, 1), gap=24), 1),
            12,
            foot,
        ):
            self.add(item)
        self.wire()

    def put(self, vm: ApprovalVM) -> None:
        """Show it."""
        self._title.put([ico("shield", "accent", "figure"), b(vm.title, "title")], [s(vm.asked)])
        figure = [b(vm.amount, "amount")] if vm.amount else []
        self._what.put([b(vm.what, "title", elide=True)], figure)
        if vm.facts != self._fact_vms:
            self._fact_vms = vm.facts
            self._facts.fill(*[_fact(*one) for one in vm.facts])
        self._who_title.put([s(vm.who_title)])
        self._put_people(vm)
        self._card.put([ico("card"), s(vm.card, elide=True)])
        self._rule.put(vm.rule)
        self._pin_title.put([s(vm.pin_title, elide=True)] if vm.pin_title else ())
        self._error.put(vm.error)
        self.put_digits(vm.digits, vm.busy)
        put_key(self.cancel, vm.cancel)
        put_key(self.confirm_key, vm.confirm)

    def _put_people(self, vm: ApprovalVM) -> None:
        if list(self.people) != [code for code, _, _ in vm.people]:
            self.people = {}
            for code, name, role in vm.people:
                key = Key(name, sub=role, icon="member", h=56, elide=True)
                key.clicked.connect(lambda _=False, code=code: self.p.asking.choose(code))
                self.people[code] = key
            self._people_box.fill(*self.people.values())
            self.taps.guard(self._people_box)
        for code, key in self.people.items():
            key.set_chosen(code == vm.chosen)


def _fact(label: str, words: str, after: str) -> QWidget:
    runs: list[Run | int] = [t(words, elide=True)]
    if after:
        runs = [b(words, role="muted"), ico("next"), b(after, "title")]
    return record([(96, s(label)), (0, runs)], h=44)
