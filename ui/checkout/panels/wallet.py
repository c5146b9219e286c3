"""What the member has: balances, vouchers and packages to touch, and gifts for points."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from ui.checkout.panels.pane import Head, Pane, SecondTap, put_key
from ui.checkout.presenter import CheckoutPresenter
from ui.checkout.viewmodel.money.parts import RewardsVM, WalletVM
from ui.checkout.viewmodel.parts import KeyVM
from ui.kit import (
    Box,
    EmptyState,
    Key,
    Keymap,
    Line,
    b,
    col,
    grid,
    ico,
    row,
    rule,
    s,
    scroll,
)

TILES = 3  # balances beside each other
TOUCH = 72  # of a voucher: its name, and two lines of what it does or why it cannot
HINT_ICONS = {"warning": "alert", "accent": "up", "muted": "clock"}


class Touches(Box):
    """A grid of keys that come and go; the same keys only change their words."""

    def __init__(self, pane: Pane, icon: str, touched: Callable[[str], object]) -> None:
        super().__init__()
        self._pane, self._icon, self._touched = pane, icon, touched
        self.keys: dict[str, Key] = {}

    def put(self, keys: tuple[KeyVM, ...]) -> None:
        """Show these."""
        if list(self.keys) != [one.action for one in keys]:
            self.keys = {one.action: self._key(one) for one in keys}
            self.fill(grid(self.keys.values(), 2))
            self._pane.taps.guard(self)
        for one in keys:
            put_key(self.keys[one.action], one)

    def _key(self, one: KeyVM) -> Key:
        key = Key(one.title, form="tender", icon=self._icon, h=TOUCH, elide=True)
        key.clicked.connect(lambda _=False, action=one.action: self._touched(action))
        return key


class WalletPane(Pane):
    """The member at the counter. A touch uses a voucher or a package; a scan goes on selling."""

    def __init__(self, p: CheckoutPresenter, keymap: Keymap, taps: SecondTap) -> None:
        super().__init__(p, keymap, taps)
        self._head = Head(self, "member")
        self._facts, self._hints = Box(), Box()
        self._rows: object = None
        self._voucher_title, self._package_title = Line(h=36), Line(h=36)
        self._no_vouchers, self._no_packages = Line(h=36), Line(h=36)
        self.vouchers = Touches(self, "ticket", self.p.wallet.touch)
        self.packages = Touches(self, "check", self.p.wallet.touch)
        self._foot = Box(across=True, gap=8)
        self.keys: dict[str, Key] = {}
        body = col(
            self._facts,
            self._hints,
            12,
            self._voucher_title,
            rule(),
            8,
            self.vouchers,
            self._no_vouchers,
            12,
            self._package_title,
            rule(),
            8,
            self.packages,
            self._no_packages,
            ...,
        )
        for item in (self._head, 4, (scroll(body), 1), 12, self._foot):
            self.add(item)
        self.taps.guard(self)

    def home(self) -> QWidget:
        return self

    def put(self, vm: WalletVM) -> None:
        """Show it."""
        self._head.put(vm.title, vm.about)
        if (vm.rows, vm.hints) != self._rows:
            self._rows = (vm.rows, vm.hints)
            self._facts.fill(grid([_tile(*one) for one in vm.rows], TILES))
            self._hints.fill(*[_hint(*one) for one in vm.hints])
        self._voucher_title.put([b(vm.vouchers_title)])
        self._package_title.put([b(vm.packages_title)])
        self.vouchers.put(vm.vouchers)
        self.packages.put(vm.packages)
        self.vouchers.setVisible(bool(vm.vouchers))
        self.packages.setVisible(bool(vm.packages))
        self._no_vouchers.setVisible(not vm.vouchers)
        self._no_packages.setVisible(not vm.packages)
        self._no_vouchers.put([s(vm.no_vouchers, elide=True)])
        self._no_packages.put([s(vm.no_packages, elide=True)])
        self._put_foot(vm.keys)

    def _put_foot(self, keys: tuple[KeyVM, ...]) -> None:
        if list(self.keys) != [one.action for one in keys]:
            self.keys = {}
            for one in keys:
                kind = "primary" if one.action == "top_up" else "raised"
                self.keys[one.action] = self.key(one.action, kind=kind, form="centre", h=64)
            self._foot.fill(*[(key, 1) for key in self.keys.values()])
            self.taps.guard(self._foot)
        for one in keys:
            put_key(self.keys[one.action], one)


def _tile(label: str, value: str, note: str) -> QWidget:
    """A balance: what, how much, and what is to be said beside it."""
    return col(
        Line([s(label, elide=True)], h=24),
        Line([b(value, "title", elide=True)], h=32),
        Line([s(note, elide=True)] if note else (), h=24),
        pad=(8, 12),
        bg="surface",
        outline="line",
    )


def _hint(role: str, words: str) -> QWidget:
    icon = HINT_ICONS.get(role, "info")
    return row((Line([ico(icon, role), s(words, role, elide=True)], h=32), 1), h=32)


class RewardsPane(Pane):
    """Gifts for points: touched first, taken with the filled key."""

    def __init__(self, p: CheckoutPresenter, keymap: Keymap, taps: SecondTap) -> None:
        super().__init__(p, keymap, taps)
        self._head = Head(self, "gift")
        self.rewards = Touches(self, "gift", lambda action: self.p.rewards.choose(int(action)))
        self._none = Box()
        self._empty: tuple[str, str] = ("", "")
        self.confirm_key = self.primary()
        body = scroll(col(self.rewards, ...))
        self._body = body
        for item in (self._head, 12, (body, 1), (self._none, 1), 12, self.confirm_key):
            self.add(item)
        self.taps.guard(self)

    def home(self) -> QWidget:
        return self

    def put(self, vm: RewardsVM) -> None:
        """Show it."""
        self._head.put(vm.title, vm.about)
        self.rewards.put(vm.rewards)
        self._body.setVisible(bool(vm.rewards))
        self._none.setVisible(not vm.rewards)
        if not vm.rewards and vm.empty != self._empty:
            self._empty = vm.empty
            self._none.fill((EmptyState("gift", *vm.empty, []), 1))
        put_key(self.confirm_key, vm.confirm)
