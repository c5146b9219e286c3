"""The people of the shop in words: who works here, what each may do, how each logs in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from app.domain.permissions import DiscountLimits, Operator, Permission, Role
from app.usecases.staff.roles import Matrix
from app.words import LANGUAGES, Words, percent

PIN_DIGITS = 6


@dataclass(frozen=True, slots=True)
class PersonVM:
    """A row: name, role, a word when one must be said."""

    operator_id: str
    name: str
    role: str
    note: str = ""
    active: bool = True


@dataclass(frozen=True, slots=True)
class RightVM:
    """One thing a role may or may not do."""

    words: str
    may: bool


@dataclass(frozen=True, slots=True)
class FormVM:
    """A person's page. `serial` grows when the name's field is filled anew.

    `roles` and `languages` are (code, title, second line). `card` says what is so, `card_key` what
    the key does; `waiting` while a card is to be scanned.
    """

    serial: int
    new: bool
    title: str
    role_word: str
    name: str
    name_error: str
    roles: tuple[tuple[str, str, str], ...]
    role: str
    languages: tuple[tuple[str, str], ...]
    language: str
    rights_title: str
    rights: tuple[RightVM, ...]
    pin: str
    card: str
    card_key: str
    has_card: bool
    card_error: str
    waiting: bool
    active: bool
    leave: str
    leave_note: str
    dirty: bool
    save: str
    save_off: str
    said: str = ""
    said_role: str = "muted"
    waits: bool = False


@dataclass(frozen=True, slots=True)
class PinVM:
    """A PIN is chosen: twice the same. `serial` grows when the pad is to be emptied."""

    serial: int
    title: str
    steps: tuple[tuple[str, bool], ...]
    asks: str
    rule: str
    error: str = ""
    busy: bool = False


@dataclass(frozen=True, slots=True)
class PeopleVM:
    """The page. `state`: loading, rows, error. `panel`: none, form, pin."""

    state: str
    about: str = ""
    rows: tuple[PersonVM, ...] = ()
    chosen: str = ""
    panel: str = "none"
    form: FormVM | None = None
    pin: PinVM | None = None
    error: str = ""


@dataclass(frozen=True, slots=True)
class Typed:
    """A person's page while it is being changed."""

    name: str = ""
    role: Role = Role.CASHIER
    language: str = "zh_CN"


@dataclass(frozen=True, slots=True)
class FormState:
    """What the presenter knows about the page of one person (None: a new one)."""

    person: Operator | None
    typed: Typed
    errors: Mapping[str, str] = field(default_factory=dict)
    busy: bool = False
    waiting: bool = False
    sure: bool = False
    me: bool = False
    said: str = ""
    said_role: str = "muted"
    serial: int = 0
    waits_until: str = ""


def rows(people: Sequence[Operator], words: Words) -> tuple[PersonVM, ...]:
    """Who works here, those who left at the end."""
    ranked = sorted(people, key=lambda one: not one.active)
    return tuple(
        PersonVM(
            one.operator_id,
            one.name,
            words(f"people.role.{one.role.value}"),
            "" if one.active else words("people.left"),
            one.active,
        )
        for one in ranked
    )


def about(people: Sequence[Operator], words: Words) -> str:
    """`5 位`, with those who left `5 位，另有 1 位已离职`."""
    here = sum(1 for one in people if one.active)
    gone = len(people) - here
    said = words("people.count", n=here)
    return said + words("people.gone", n=gone) if gone else said


def rights(
    role: Role, limits: DiscountLimits, words: Words, allowed: frozenset[Permission]
) -> tuple[RightVM, ...]:
    """The permission matrix in words: what the role may do, then what it may not."""
    ranked = sorted(Permission, key=lambda one: one not in allowed)
    return tuple(
        RightVM(_right(one, role, limits, words, may=one in allowed), one in allowed)
        for one in ranked
    )


def _right(one: Permission, role: Role, limits: DiscountLimits, words: Words, *, may: bool) -> str:
    if one is Permission.DISCOUNT and may:
        return words("people.may.discount_to", most=percent(limits.of(role)))
    return words(f"people.may.{one.value}")


def form(state: FormState, limits: DiscountLimits, words: Words, matrix: Matrix) -> FormVM:
    """The page of one person, or of a new one."""
    person, typed = state.person, state.typed
    new = person is None
    before = Typed(person.name, person.role, person.language) if person else Typed()
    dirty = typed != before
    card = bool(person and person.card_token)
    return FormVM(
        serial=state.serial,
        new=new,
        title=person.name if person else words("people.new"),
        role_word=words(f"people.role.{person.role.value}") if person else "",
        name=typed.name,
        name_error=state.errors.get("name", ""),
        roles=tuple(
            (one.value, words(f"people.role.{one.value}"), words(f"people.role.{one.value}.note"))
            for one in Role
        ),
        role=typed.role.value,
        languages=tuple((code, words(f"people.language.{code}")) for code in LANGUAGES),
        language=typed.language,
        rights_title=words("people.rights", role=words(f"people.role.{typed.role.value}")),
        rights=rights(typed.role, limits, words, matrix[typed.role]),
        pin=_pin(state, words),
        waits=bool(state.waits_until),
        card=_card(state, words, has=card),
        card_key=words("people.card_other" if card else "people.card_scan"),
        has_card=card,
        card_error=state.errors.get("card", ""),
        waiting=state.waiting,
        active=person.active if person else True,
        leave=_leave(state, words),
        leave_note=_leave_note(state, words),
        dirty=dirty or new,
        save=words("people.next_pin" if new else "people.save"),
        save_off=_save_off(state, words, dirty=dirty),
        said=state.said,
        said_role=state.said_role,
    )


def _pin(state: FormState, words: Words) -> str:
    if state.waits_until:
        return words("people.waits", at=state.waits_until)
    return words("people.pin_new" if state.person is None else "people.pin_set")


def _card(state: FormState, words: Words, *, has: bool) -> str:
    if state.waiting:
        return words("people.card_waiting")
    if has and state.person is not None:
        return words("people.card_has", tail=state.person.card_token[-4:])
    return words("people.card_none")


def _leave(state: FormState, words: Words) -> str:
    if state.person is not None and not state.person.active:
        return words("people.come_back")
    return words("people.leave_sure" if state.sure else "people.leave")


def _leave_note(state: FormState, words: Words) -> str:
    if state.person is None:
        return ""
    if not state.person.active:
        return words("people.come_back_note")
    return words("people.leave_me" if state.me else "people.leave_note")


def _save_off(state: FormState, words: Words, *, dirty: bool) -> str:
    if state.busy:
        return words("people.saving")
    if state.person is None:
        return "" if state.typed.name.strip() else words("people.name_first")
    return "" if dirty else words("people.nothing_new")


def pin(
    name: str,
    *,
    again: bool,
    new: bool,
    serial: int,
    words: Words,
    error: str = "",
    busy: bool = False,
) -> PinVM:
    """The pad, first or second time."""
    steps = []
    if new:
        steps.append((words("people.step.who"), False))
    steps += [(words("people.step.pin"), not again), (words("people.step.again"), again)]
    return PinVM(
        serial,
        words("people.pin_of", name=name),
        tuple(steps),
        words("people.pin_again" if again else "people.pin_first"),
        words("people.pin_rule"),
        words("people.saving") if busy else error,
        busy,
    )
