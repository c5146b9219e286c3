"""Panels of words: a question with reasons, every key of the till, the first minutes of a shop."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ui.checkout.panels.pane import Head, Pane, SecondTap, put_key
from ui.checkout.presenter import CheckoutPresenter
from ui.checkout.viewmodel.parts import AskVM, EmptyVM, HelpVM, LoadingVM
from ui.kit import (
    Box,
    EmptyState,
    Key,
    Keymap,
    Line,
    Loading,
    Para,
    b,
    col,
    grid,
    record,
    row,
    rule,
    s,
    t,
)


class AskPane(Pane):
    """Cancel everything, or open the drawer: nothing happens before the filled key."""

    def __init__(self, p: CheckoutPresenter, keymap: Keymap, taps: SecondTap) -> None:
        super().__init__(p, keymap, taps)
        self._holder = Box()
        self._words, self._why = Line(h=72), Para("", role="muted")
        self._reason_title, self._reason_box = Line(h=28), Box()
        self.reasons: dict[str, Key] = {}
        self._icon = ""
        self._title = Head(self, "info")
        self.confirm_key = self.primary()
        body = col(self._words, self._why, 24, self._reason_title, 4, self._reason_box, ...)
        for item in (self._holder, rule(), (body, 1), 12, self.confirm_key):
            self.add(item)
        self._holder.add(self._title)
        self.taps.guard(self)

    def put(self, vm: AskVM) -> None:
        """Show it."""
        if vm.icon != self._icon:
            self._icon = vm.icon
            self._title = Head(self, vm.icon)
            self._holder.fill(self._title)
            self.taps.guard(self._title)
        self._title.put(vm.title)
        self._words.put([b(vm.words, "figure", elide=True)])
        self._why.put(vm.why)
        self._reason_title.put([s(vm.reasons_title)])
        if list(self.reasons) != [one.action for one in vm.reasons]:
            self.reasons = {}
            for one in vm.reasons:
                key = Key(one.title, form="centre", h=56)
                key.clicked.connect(lambda _=False, code=one.action: self.p.goods.reason(code))
                self.reasons[one.action] = key
            self._reason_box.fill(grid(self.reasons.values(), 4))
            self.taps.guard(self._reason_box)
        for one in vm.reasons:
            put_key(self.reasons[one.action], one)
        put_key(self.confirm_key, vm.confirm)


class HelpPane(Pane):
    """Every key and what it does."""

    def __init__(self, p: CheckoutPresenter, keymap: Keymap, taps: SecondTap) -> None:
        super().__init__(p, keymap, taps)
        self._head = Head(self, "help")
        self._body = Box()
        self._shown: HelpVM | None = None
        self.add(self._head)
        self.add(12)
        self.add((self._body, 1))

    def put(self, vm: HelpVM) -> None:
        """Show it."""
        if vm == self._shown:
            return
        self._shown = vm
        self._head.put(vm.title)
        groups = [self._group(title, rows) for title, rows in vm.groups]
        half = (len(groups) + 1) // 2
        left, right = (
            col(*[x for group in part for x in (group, 20)], ...)
            for part in (groups[:half], groups[half:])
        )
        self._body.fill(row((left, 1), (right, 1), gap=32))

    def _group(self, title: str, rows: tuple[tuple[str, str], ...]) -> QWidget:
        lines = [
            record([(84, b(self.key_of(action))), (0, t(words, elide=True))], h=40)
            for action, words in rows
        ]
        return col(Line([b(title)], h=36), rule(), *lines)


class FirstPane(Pane):
    """A shop without items: what to do first."""

    def __init__(self, p: CheckoutPresenter, keymap: Keymap, taps: SecondTap) -> None:
        super().__init__(p, keymap, taps)
        self._holder = Box()
        self._shown: EmptyVM | None = None
        self.add((self._holder, 1))

    def put(self, vm: EmptyVM) -> None:
        """Show it."""
        if vm == self._shown:
            return
        self._shown = vm
        keys = []
        for place, (target, words, icon) in enumerate(vm.keys):
            kind = "raised" if place else "primary"
            by_key = "" if place else self.key_of("confirm")
            size = "body" if place else "title"
            key = Key(words, by_key, kind=kind, icon=icon, size=size, h=64)
            key.clicked.connect(lambda _=False, target=target: self._go(target))
            keys.append(key)
        self._holder.fill((EmptyState("box", vm.title, vm.why, keys), 1))
        self.taps.guard(self)

    def confirm(self) -> bool:
        """Enter does what the filled key does."""
        if self._shown is not None and not isinstance(self.focusWidget(), Key):
            self._go(self._shown.keys[0][0])
            return True
        return False

    def _go(self, target: str) -> None:
        if target == "department":
            self.p.goods.department()
        else:
            self.p.session.send("catalog", target)


class LoadingPane(Pane):
    """The book is being read."""

    def __init__(self, p: CheckoutPresenter, keymap: Keymap, taps: SecondTap) -> None:
        super().__init__(p, keymap, taps)
        self.add((Loading(self.say("checkout.loading")), 1))

    def put(self, vm: LoadingVM) -> None:
        """Nothing changes while one waits."""
