"""The right half while money changes hands: what is due, tenders, keypad, one filled key."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.checkout.panels.pane import BLANK, Digits, Pane, SecondTap, put_key, said_row
from ui.checkout.presenter import CheckoutPresenter
from ui.checkout.viewmodel.money.code import CodeVM
from ui.checkout.viewmodel.parts import KeyVM, PayVM, TakenVM
from ui.kit import (
    Box,
    Field,
    Key,
    Keymap,
    Line,
    Para,
    b,
    col,
    grid,
    ico,
    row,
    rule,
    s,
    scroll,
    theme,
    yuan,
)
from ui.kit.pieces.keypad import MONEY

QUICK = 4
UNDO = 144
ROW = 64  # of a tender that was taken
CROWD = 6  # ways to pay beyond which every line of height counts
TALL = {1: 88, 2: 88, 3: 88}  # of a way to pay, by how many rows of them there are; more: LOW
LOW, LOW_WIDE = 64, 80
TAKEN = 56  # of what was taken: the newest stands there, the others by scrolling
STEPS = 3  # of a payment by code: sent, the customer, the end
TALLEST = 176  # of a digit on a large screen: keys grow, they do not drift apart


class Hears(Protocol):
    """Who hears the hands: the sale, or a plan that is sold."""

    def typed(self, text: str) -> None:
        """The amount field's text."""
        ...

    def quick(self, given_minor: int) -> None:
        """Quick cash."""
        ...

    def choose(self, code: str) -> None:
        """By which tender."""
        ...

    def undo(self, number: int) -> None:
        """Give one tender back."""
        ...


class PayPane(Pane):
    """Tenders and keypad; tenders already taken stand under the keys and never push one."""

    def __init__(self, p: CheckoutPresenter, keymap: Keymap, taps: SecondTap) -> None:
        super().__init__(p, keymap, taps)
        say = self.say
        self.hears = self.room_of()
        self._said = Box(gap=4)
        self._sentences: tuple[tuple[str, str], ...] = ()
        self.back = self.key("back", kind="quiet", icon="back", h=44)
        self._summary = Line(h=44)
        self._due = Line(h=108)
        self._how = Line(h=28)
        self.tenders: dict[str, Key] = {}
        self._tender_box = Box()
        self._taken_title = Line(h=28)
        self._taken_rows = Box()
        self._taken: tuple[TakenVM, ...] = ()
        self.field = Field(
            "", hint=say("checkout.pay.field"), icon="cash", size="figure", mode="money", erase=True
        )
        self.quick = [Key(BLANK, form="centre", h=56) for _ in range(QUICK)]
        self._given: list[int] = [0] * QUICK
        self.keypad = Digits(self.field.feed, MONEY)
        self.confirm_key = self.key("confirm", kind="primary", size="title", h=76)
        self._assemble()

    def room_of(self) -> Hears:
        """Who hears the hands on this pane."""
        return self.p.paying

    def _assemble(self) -> None:
        for place, key in enumerate(self.quick):
            policy = key.sizePolicy()
            policy.setRetainSizeWhenHidden(True)
            key.setSizePolicy(policy)
            key.clicked.connect(lambda _=False, place=place: self._quick(place))
        self.field.changed.connect(self.hears.typed)
        for key in self.keypad.keys.values():
            key.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
            key.setMaximumHeight(TALLEST)
        taken = scroll(col(self._taken_rows, ...))
        taken.setMinimumHeight(TAKEN)
        ways = col(self._tender_box, 8, self._taken_title, (taken, 1))
        cash = col(self.field, grid(self.quick, QUICK), (self.keypad, 1), gap=8)
        self.add(row(self.back, (self._summary, 1)))
        for item in (
            self._due,
            rule(),
            self._said,
            self._how,
            4,
            (row((ways, 1), (cash, 1), gap=16), 1),
            12,
        ):
            self.add(item)
        self.add(self.confirm_key)
        self.taps.guard(self)

    def _quick(self, place: int) -> None:
        self.hears.quick(self._given[place])

    def home(self) -> QWidget:
        return self.field.edit

    def put(self, vm: PayVM) -> None:
        """Show it."""
        put_key(self.back, vm.back)
        self._summary.put((), [s(vm.summary)])
        self._due.put([b(vm.label, "figure")], yuan(vm.amount, "hero", sign=vm.sign))
        rounding = [s(vm.rounding[0]), b(vm.rounding[1])] if vm.rounding[0] else []
        self._how.put([s(vm.how, elide=True)], rounding)
        self._put_tenders(vm)
        self.field.set_hint(vm.field)
        self.field.set_text(vm.typed)
        self.field.set_enabled(not vm.busy)
        self._put_quick(vm)
        if vm.taken != self._taken:
            self._taken = vm.taken
            last = vm.taken[-1] if vm.taken else None
            newest = [self._row(one, vm.undo, one is last) for one in reversed(vm.taken)]
            self._taken_rows.fill(*newest)
            self._taken_rows.setFixedHeight(ROW * len(newest))
        crowded = len(self.tenders) > CROWD
        self._taken_title.setVisible(not crowded)
        self._taken_title.put([s(vm.taken_title)] if vm.taken_title else ())
        put_key(self.confirm_key, vm.confirm)

    def _put_tenders(self, vm: PayVM) -> None:
        """The same keys in the same places; another wallet or gift card makes them anew."""
        if list(self.tenders) != [one.code for one in vm.tenders]:
            rows = (len(vm.tenders) + 1) // 2
            tall = TALL.get(rows, LOW_WIDE if theme.current().wide else LOW)
            self.tenders = {}
            for one in vm.tenders:
                shown = self.key_of(one.action)
                if not shown and one.code == "cash":
                    shown = self.say("checkout.pay.digits")
                key = Key(one.title, shown, icon=one.icon, form="tender", h=tall, elide=True)
                key.clicked.connect(lambda _=False, code=one.code: self.hears.choose(code))
                self.tenders[one.code] = key
            self._tender_box.fill(grid(self.tenders.values(), 2))
            self.taps.guard(self._tender_box)
        for one in vm.tenders:
            self.tenders[one.code].change(
                title=one.title, sub=one.sub, off=one.off, chosen=one.chosen
            )
        if vm.said != self._sentences:
            self._sentences = vm.said
            self._said.fill(*[said_row(*one) for one in vm.said])

    def _put_quick(self, vm: PayVM) -> None:
        for place, key in enumerate(self.quick):
            offer = vm.quick[place] if place < len(vm.quick) else None
            key.setVisible(offer is not None or bool(self._given[place]))
            key.setEnabled(offer is not None)
            if offer is not None:
                self._given[place] = offer[0]
                key.change(title=offer[1], sub=offer[2])
            elif not vm.quick:
                key.update()
            else:
                self._given[place] = 0
                key.setVisible(False)

    def _row(self, one: TakenVM, undo: str, last: bool) -> QWidget:
        words = col(Line([b(one.title, elide=True)], [b(one.amount)], h=28), Line([s(one.note)]))
        by_key = self.key_of("remove_line") if last else ""
        key = Key(undo, by_key, icon="undo", h=48, w=UNDO)
        key.setAccessibleName(f"{undo} {one.title} {one.amount}")
        key.clicked.connect(lambda: self.hears.undo(one.number))
        self.taps.guard(key)
        return row((words, 1), key, gap=16, h=ROW, edges="b")


class CodePane(Pane):
    """A gateway is asked: how it stands in large letters, for how long, and the ways out."""

    def __init__(self, p: CheckoutPresenter, keymap: Keymap, taps: SecondTap) -> None:
        super().__init__(p, keymap, taps)
        self._title = Line(h=44)
        self._amount = Line(h=108)
        self._said = Line(h=64)
        self._then = Para("", "body", "text")
        self._why = Para("", "small", "muted")
        self.cancel = self.key("back", h=64, w=224)
        self.leave_key = self.primary()
        self._steps = [Line(h=40) for _ in range(STEPS)]
        says = col(self._said, 8, self._then, 4, self._why)
        keys = row(self.cancel, (self.leave_key, 1), gap=8)
        steps = col(*self._steps)
        for part in (self._title, self._amount, rule(), 16, steps, 8, rule(), 16, says, ..., keys):
            self.add(part)
        policy = self.leave_key.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.leave_key.setSizePolicy(policy)
        self.taps.guard(self)

    def put(self, vm: CodeVM) -> None:
        """Show it."""
        about = [s(vm.about)] if vm.about else []
        self._title.put([ico("scan", "accent", "figure"), b(vm.title, "title")], about)
        self._amount.put([b(vm.label, "figure")], yuan(vm.amount, "hero", sign=vm.sign))
        clock = [b(vm.clock, "figure", "muted")]
        self._said.put([ico(vm.icon, vm.role, "figure"), b(vm.said, "title", vm.role)], clock)
        self._then.put(vm.then)
        self._why.put(vm.why)
        for line, (icon, role, words) in zip(self._steps, vm.steps, strict=True):
            line.put([ico(icon, role), b(words, role="muted" if role == "muted" else "text")])
        put_key(self.cancel, vm.cancel)
        put_key(self.leave_key, vm.leave or KeyVM("confirm", BLANK, off=BLANK))
        self.leave_key.setVisible(vm.leave is not None)
