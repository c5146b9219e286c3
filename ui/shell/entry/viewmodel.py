"""What the log-in and the lock show, as one frozen value with every text ready."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from app.words import Words
from ui.shell.entry import FIRST_WAIT_SECONDS, TRIES

Mode = Literal["login", "lock"]


@dataclass(frozen=True, slots=True)
class Person:
    """Someone who may log in."""

    operator_id: str
    name: str
    role: str
    language: str = "zh_CN"
    has_pin: bool = True


@dataclass(frozen=True, slots=True)
class Face:
    """What the log-in needs to be painted: read in a moment, before the till is loaded."""

    shop_name: str = ""
    branch: str = ""
    till_no: str = ""
    till_name: str = ""
    people: tuple[Person, ...] = ()


@dataclass(frozen=True, slots=True)
class EntryState:
    """Where one stands. `wrong_left` None: no wrong PIN yet; `wait_seconds` > 0: locked out.

    `waiting` is a PIN typed before the till was loaded: it is checked as soon as that is done.
    """

    mode: Mode
    face: Face
    chosen: str = ""
    typed: int = 0
    busy: bool = False
    loading: bool = False
    wrong_left: int | None = None
    wait_seconds: int = 0
    said: str = ""
    pins: tuple[tuple[str, str], ...] = ()
    on_shift: str = ""
    training: bool = False
    clocking: bool = False
    done: str = ""


@dataclass(frozen=True, slots=True)
class Tile:
    """One person's key."""

    operator_id: str
    name: str
    second: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class EntryVM:
    """The right half of the cover."""

    title: str
    hint: str
    tiles: tuple[Tile, ...]
    pin_label: str
    note: str
    note_role: str
    typing: bool
    busy: bool
    clock: str = ""


def vm(state: EntryState, words: Words) -> EntryVM:
    """The texts of a state."""
    chosen = next((p for p in state.face.people if p.operator_id == state.chosen), None)
    note, role = _note(state, words)
    return EntryVM(
        title=words("clock.title" if state.clocking else f"shell.entry.title.{state.mode}"),
        hint=_hint(state, words),
        tiles=tuple(_tile(person, state, words) for person in state.face.people),
        pin_label=words("shell.entry.pin_of", name=chosen.name) if chosen else "",
        note=note,
        note_role=role,
        typing=bool(chosen) and not state.busy and state.wait_seconds == 0,
        busy=state.busy,
        clock=_clock(state, words),
    )


def _hint(state: EntryState, words: Words) -> str:
    if state.training:
        return words("training.strip")
    return words("clock.hint" if state.clocking else f"shell.entry.hint.{state.mode}")


def _clock(state: EntryState, words: Words) -> str:
    """What the clock's key does; empty while there is nothing to clock with."""
    if state.loading or state.mode != "login" or state.training:
        return ""
    return words("clock.back" if state.clocking else "clock.key")


def _tile(person: Person, state: EntryState, words: Words) -> Tile:
    parts = [words(f"shell.role.{person.role}")]
    pin = dict(state.pins).get(person.operator_id)
    if pin:
        parts.append(words("shell.entry.demo_pin", pin=pin))
    elif person.operator_id == state.on_shift:
        parts.append(words("shell.entry.on_shift"))
    comma = words("shell.comma")
    return Tile(
        person.operator_id, person.name, comma.join(parts), person.operator_id == state.chosen
    )


def _note(state: EntryState, words: Words) -> tuple[str, str]:
    if state.wait_seconds > 0:
        return words("shell.entry.wait", n=state.wait_seconds), "danger"
    if state.said:
        return state.said, "danger"
    if state.done:
        return state.done, "positive"
    if state.wrong_left is not None:
        return words("shell.entry.wrong", n=state.wrong_left), "danger"
    if state.busy and state.loading:
        return words("shell.entry.loading"), "muted"
    if state.busy:
        return words("shell.entry.checking"), "muted"
    if not state.chosen:
        return words("shell.entry.choose"), "muted"
    return words("shell.entry.rule", tries=TRIES, n=FIRST_WAIT_SECONDS), "muted"
