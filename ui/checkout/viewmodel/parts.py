"""What the screen is told: frozen, texts formatted, nothing left to work out while painting."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class KeyVM:
    """A key: what it says, what it is called by (`action`), why it cannot be used now (`off`)."""

    action: str
    title: str
    off: str = ""
    sub: str = ""
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class LineVM:
    """One line of the basket; `reasons` are (words, amount)."""

    no: str
    name: str
    qty: str
    unit: str
    price: str
    amount: str
    reasons: tuple[tuple[str, str], ...] = ()
    current: bool = False
    english: str = ""


@dataclass(frozen=True, slots=True)
class WhoVM:
    """The member strip; without a name `ask` is the quiet key's text. Facts are (label, value,
    note): what may be spent here stands apart from the balance."""

    ask: str
    name: str = ""
    tier: str = ""
    phone: str = ""
    hint: str = ""
    facts: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class DockVM:
    """The foot: the figure, and the line above it; `credit` is what goods that come back pay."""

    label: str
    amount: str
    sign: str
    count: str = ""
    saved: str = ""
    voided: str = ""
    right: str = ""
    credit: str = ""


@dataclass(frozen=True, slots=True)
class NoticeVM:
    """One sentence over the dock."""

    role: str
    text: str


@dataclass(frozen=True, slots=True)
class NudgeVM:
    """What is missing for the next offer, and how near it is (millionths)."""

    words: str
    share_ppm: int = 0
    right: str = ""


@dataclass(frozen=True, slots=True)
class LeftVM:
    """The left half. `band` is (words, number) of the sale just made, `empty` what an empty list
    says. `uses` are the member's packages and vouchers that one touch puts to use."""

    who: WhoVM
    lines: tuple[LineVM, ...]
    dock: DockVM
    band: tuple[str, str] = ("", "")
    empty: tuple[str, str] = ("", "")
    notice: NoticeVM | None = None
    nudge: NudgeVM | None = None
    uses: tuple[KeyVM, ...] = ()


@dataclass(frozen=True, slots=True)
class QuickVM:
    """A quick key."""

    item_id: str
    title: str
    spec: str
    amount: str
    stock: str
    warn: bool


@dataclass(frozen=True, slots=True)
class FoundVM:
    """One row of a list one chooses from: name, what tells it apart, an amount."""

    key: str
    title: str
    note: str
    amount: str
    chip: str = ""


@dataclass(frozen=True, slots=True)
class ListVM:
    """Rows, the one Enter takes, and what stands there when there are none."""

    rows: tuple[FoundVM, ...]
    at: int
    title: str
    empty: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class HaltVM:
    """The bar of an unknown code."""

    words: str
    note: str
    keys: tuple[KeyVM, ...]


@dataclass(frozen=True, slots=True)
class ShelfVM:
    """Tabs and quick keys: the same object as long as nothing of it changed."""

    tabs: tuple[str, ...]
    page: int
    keys: tuple[QuickVM | None, ...]


@dataclass(frozen=True, slots=True)
class SellVM:
    """The right half while selling. `found` takes the place of the quick keys, `halt` that of the
    field and the tabs."""

    hint: str
    typed: str
    ahead: str
    shelf: ShelfVM
    functions: tuple[KeyVM, ...]
    pay: KeyVM
    found: ListVM | None = None
    halt: HaltVM | None = None
    check: CheckVM | None = None


@dataclass(frozen=True, slots=True)
class CheckVM:
    """The price of one thing, in place of the quick keys."""

    title: str
    about: str
    name: str = ""
    spec: str = ""
    amount: str = ""
    sign: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    add: KeyVM | None = None


@dataclass(frozen=True, slots=True)
class TenderVM:
    """A way to pay. `code` may name a wallet (`stored:<id>`) or a card; `action` its key's."""

    code: str
    title: str
    icon: str
    action: str
    sub: str
    off: str = ""
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class TakenVM:
    """A tender already taken."""

    number: int
    title: str
    amount: str
    note: str


@dataclass(frozen=True, slots=True)
class PayVM:
    """The right half while paying. `said` are (role, sentence) to say before the money."""

    back: KeyVM
    summary: str
    label: str
    amount: str
    sign: str
    rounding: tuple[str, str]
    tenders: tuple[TenderVM, ...]
    typed: str
    icon: str
    field: str
    quick: tuple[tuple[int, str, str], ...]
    taken: tuple[TakenVM, ...]
    taken_title: str
    undo: str
    confirm: KeyVM
    how: str
    busy: bool = False
    said: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class StateVM:
    """One line of the change panel: mark, words, what then, and the keys on it."""

    icon: str
    role: str
    words: str
    then: str
    keys: tuple[KeyVM, ...] = ()


@dataclass(frozen=True, slots=True)
class DoneVM:
    """The change, until the next scan."""

    label: str
    amount: str
    sign: str
    how: str
    states: tuple[StateVM, ...]
    next_words: str
    next_note: str


@dataclass(frozen=True, slots=True)
class ApprovalVM:
    """A second person is asked. `facts` are (label, before, after) or (label, words, "")."""

    title: str
    asked: str
    what: str
    amount: str
    facts: tuple[tuple[str, str, str], ...]
    who_title: str
    people: tuple[tuple[str, str, str], ...]
    chosen: str
    card: str
    rule: str
    pin_title: str
    digits: int
    error: str
    cancel: KeyVM
    confirm: KeyVM
    busy: bool


@dataclass(frozen=True, slots=True)
class WeighVM:
    """An item waits for its weight. `hint`: what lay there already, or what to do.

    `whole`: a key sells what lay there too.
    """

    title: str
    name: str
    price: str
    reading: str
    unit: str
    mark: tuple[str, str, str]
    total: tuple[str, str]
    field: str
    typed: str
    cancel: KeyVM
    confirm: KeyVM
    hint: str = ""
    whole: bool = False


@dataclass(frozen=True, slots=True)
class OpenVM:
    """No shift is open: its float, right here."""

    title: str
    why: str
    field: str
    typed: str
    confirm: KeyVM


@dataclass(frozen=True, slots=True)
class EmptyVM:
    """Nothing to sell yet: what is so, why that is fine, what next as (errand, words, icon)."""

    title: str
    why: str
    keys: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class LoadingVM:
    """The shop's book is being read."""

    words: str


@dataclass(frozen=True, slots=True)
class MemberVM:
    """Finding a member."""

    title: str
    hint: str
    typed: str
    found: ListVM
    new: KeyVM
    detach: KeyVM | None
    confirm: KeyVM
    busy: bool


@dataclass(frozen=True, slots=True)
class EnrolVM:
    """Taking a member in. `errors` are (field, words)."""

    title: str
    labels: tuple[tuple[str, str], ...]
    phone: str
    name: str
    card: str
    got: bool
    marketing: tuple[str, str]
    agreed: bool
    rule: str
    errors: tuple[tuple[str, str], ...]
    confirm: KeyVM


@dataclass(frozen=True, slots=True)
class QuantityVM:
    """A quantity."""

    title: str
    about: str
    field: str
    typed: str
    unit: str
    warning: str
    confirm: KeyVM
    whole: bool


@dataclass(frozen=True, slots=True)
class DiscountVM:
    """What is taken off."""

    title: str
    limit: str
    targets: tuple[KeyVM, ...]
    kinds: tuple[KeyVM, ...]
    field: str
    typed: str
    reasons_title: str
    reasons: tuple[KeyVM, ...]
    facts: tuple[tuple[str, str, str], ...]
    confirm: KeyVM


@dataclass(frozen=True, slots=True)
class AskVM:
    """A question with reasons and one answer: cancel the sale, open the drawer."""

    title: str
    icon: str
    words: str
    why: str
    reasons_title: str
    reasons: tuple[KeyVM, ...]
    confirm: KeyVM


@dataclass(frozen=True, slots=True)
class ParkedVM:
    """The baskets that wait."""

    title: str
    about: str
    found: ListVM
    confirm: KeyVM


@dataclass(frozen=True, slots=True)
class DepartmentVM:
    """An amount under a department's name."""

    title: str
    about: str
    departments: tuple[KeyVM, ...]
    field: str
    typed: str
    confirm: KeyVM


@dataclass(frozen=True, slots=True)
class HelpVM:
    """Every key: (heading, ((action, words), ...))."""

    title: str
    groups: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
