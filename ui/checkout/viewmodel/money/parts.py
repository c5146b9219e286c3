"""What the screen is told of a member's money: frozen, texts formatted."""

from __future__ import annotations

from dataclasses import dataclass

from ui.checkout.viewmodel.parts import DoneVM, KeyVM, PayVM

Rows = tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class WalletVM:
    """The member at the counter. `rows` are (label, value, note); `hints` sentences."""

    title: str
    about: str
    rows: Rows
    hints: tuple[tuple[str, str], ...]
    vouchers_title: str
    vouchers: tuple[KeyVM, ...]
    no_vouchers: str
    packages_title: str
    packages: tuple[KeyVM, ...]
    no_packages: str
    keys: tuple[KeyVM, ...]


@dataclass(frozen=True, slots=True)
class PlanVM:
    """One plan as a large key: what one pays, what one gets, in words."""

    title: str
    pays: str
    gets: str
    words: str
    off: str = ""
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class PlansVM:
    """The plans, an amount of one's own, and what there will be afterwards.

    `after` are (label, now, more, then); `said` (role, sentence) that the law wants to be said.
    """

    title: str
    about: str
    plans: tuple[PlanVM, ...]
    empty: tuple[str, str]
    field: str
    typed: str
    typed_note: str
    identity: tuple[str, str]
    after_title: str
    after: tuple[tuple[str, str, str, str], ...]
    said: tuple[tuple[str, str], ...]
    confirm: KeyVM
    busy: bool = False


@dataclass(frozen=True, slots=True)
class PlanPayVM(PayVM):
    """Money for a plan: the same hands as for goods."""


@dataclass(frozen=True, slots=True)
class PlanDoneVM(DoneVM):
    """What was sold: the same calm as after goods."""


@dataclass(frozen=True, slots=True)
class RewardsVM:
    """Gifts for points."""

    title: str
    about: str
    rewards: tuple[KeyVM, ...]
    empty: tuple[str, str]
    confirm: KeyVM


@dataclass(frozen=True, slots=True)
class PinVM:
    """The member's PIN."""

    title: str
    about: str
    why: str
    pin_title: str
    digits: int
    error: str
    cancel: KeyVM
    confirm: KeyVM
    busy: bool
