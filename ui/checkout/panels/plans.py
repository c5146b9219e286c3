"""Top-ups and all else that is sold to members: plans as large keys, then the money."""

from __future__ import annotations

from typing import Any

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.checkout.panels.pane import Head, Pane, SecondTap, put_key, said_row
from ui.checkout.panels.pay import Hears, PayPane
from ui.checkout.presenter import CheckoutPresenter
from ui.checkout.viewmodel.money.parts import PlansVM, PlanVM
from ui.kit import (
    Box,
    EmptyState,
    Field,
    Key,
    Keymap,
    Line,
    b,
    col,
    row,
    rule,
    s,
    scroll,
    t,
    theme,
)
from ui.kit.runs import draw_runs, fit, run_width

PLAN = 104
SIDE = 288


class PlanKey(Key):
    """What one pays, what one gets, and the rest in words; why it cannot be had when it cannot."""

    def __init__(self, plan: PlanVM) -> None:
        super().__init__(plan.title, form="tender", h=PLAN)
        self.plan = plan
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def put(self, plan: PlanVM) -> None:
        """Show it."""
        if plan != self.plan:
            self.plan = plan
            self.update()
        self.change(title=plan.title, sub=plan.words, off=plan.off, chosen=plan.chosen)
        more = " ".join(x for x in (plan.pays, plan.gets, plan.off or plan.words) if x)
        self.setAccessibleDescription(more)

    def paintEvent(self, event: QPaintEvent) -> None:
        p = QPainter(self)
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground, border, title, second = self.roles()
        self._paint_ground(p, ground, border)
        self._paint_words(p, title, second)

    def _paint_words(self, p: QPainter, title: str, second: str) -> None:
        """Name small above, the two figures large, the rest in words below."""
        w, plan = self.width(), self.plan
        name, _ = fit(s(plan.title, second, elide=True), w - 32)
        draw_runs(p, name, 16, 26)
        pays = b(plan.pays, "title", title)
        draw_runs(p, pays, 16, 56)
        gets = b(plan.gets, "title", "accent" if not plan.off else second)
        if plan.gets:
            x = max(16 + round(run_width(pays)) + 24, round(w * 0.45))
            room = w - 16 - x
            if run_width(gets) > room + 1:
                theme.report_cut(self, plan.gets, need=run_width(gets), room=room)
            draw_runs(p, gets, x, 56)
        words, _ = fit(s(plan.off or plan.words, second, elide=True), w - 32)
        draw_runs(p, words, 16, 84)


class PlansPane(Pane):
    """Plans at the left; at the right what there will be afterwards, and what the law wants said.

    Digits keyed anywhere are an amount of one's own.
    """

    def __init__(self, p: CheckoutPresenter, keymap: Keymap, taps: SecondTap) -> None:
        super().__init__(p, keymap, taps)
        say, room = self.say, self.p.plans
        self._head = Head(self, "wallet")
        self._box = Box(gap=8)
        self.plans: list[PlanKey] = []
        self._scroll = scroll(col(self._box, ...))
        self._none, self._empty = Box(), ("", "")
        self.field = Field(
            "",
            hint=say("checkout.plans.own"),
            icon="wallet",
            size="title",
            mode="money",
            erase=True,
        )
        self._own = Line(h=28)
        self._after_title, self._after, self._rule = Line(h=36), Box(), rule()
        self._said = Box(gap=8)
        self.identity = Field(say("checkout.plans.identity"), icon="shield", most=20)
        self._shown: tuple[Any, ...] = ()
        self.confirm_key = self.key("confirm", kind="primary", size="title", h=76)
        left = col((self._scroll, 1), (self._none, 1), 8, self.field, self._own)
        side = col(
            self._after_title,
            self._rule,
            self._after,
            16,
            self.identity,
            self._said,
            ...,
            w=SIDE,
        )
        sides = col((scroll(side), 1), w=SIDE + 8)
        for item in (self._head, 8, (row((left, 1), sides, gap=16), 1), 8, self.confirm_key):
            self.add(item)
        self.field.changed.connect(room.typed)
        self.identity.changed.connect(room.identified)
        self.taps.guard(self)

    def home(self) -> QWidget:
        return self.field.edit

    def put(self, vm: PlansVM) -> None:
        """Show it."""
        self._head.put(vm.title, vm.about)
        self._put_plans(vm)
        self.field.set_text(vm.typed)
        self._own.put([s(vm.typed_note, elide=True)] if vm.typed_note else ())
        self.identity.setVisible(bool(vm.identity[0]))
        self.identity.set_text(vm.identity[1])
        shown = (vm.after_title, vm.after, vm.said)
        if shown != self._shown:
            self._shown = shown
            self._put_after(vm)
        put_key(self.confirm_key, vm.confirm)

    def _put_plans(self, vm: PlansVM) -> None:
        if len(vm.plans) != len(self.plans):
            self.plans = [self._plan(place, one) for place, one in enumerate(vm.plans)]
            self._box.fill(*self.plans)
            self.taps.guard(self._box)
        for key, plan in zip(self.plans, vm.plans, strict=True):
            key.put(plan)
            if plan.chosen:
                self._scroll.ensureWidgetVisible(key, 0, 8)
        self._scroll.setVisible(bool(vm.plans))
        self._none.setVisible(not vm.plans)
        if not vm.plans and vm.empty != self._empty:
            self._empty = vm.empty
            self._none.fill((EmptyState("wallet", *vm.empty, []), 1))

    def _plan(self, place: int, plan: PlanVM) -> PlanKey:
        key = PlanKey(plan)
        key.clicked.connect(lambda: self.p.plans.touch(place))
        return key

    def _put_after(self, vm: PlansVM) -> None:
        has = bool(vm.after)
        self._rule.setVisible(has)
        self._after_title.put([b(vm.after_title)] if has else ())
        self._after.fill(*[_after(*one) for one in vm.after])
        self._said.fill(*[said_row(*one) for one in vm.said])


def _after(label: str, now: str, more: str, then: str) -> QWidget:
    """What there is now and what comes, small; what there will be, to be read."""
    right = [s(now), s(more, "positive"), b(then)]
    return row((Line([t(label, elide=True)], right, h=44, gap=12), 1), edges="b")


class PlanPayPane(PayPane):
    """Money for a plan: the same keys, another room to hear them."""

    def room_of(self) -> Hears:
        return self.p.plans
