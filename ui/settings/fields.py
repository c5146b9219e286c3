"""One setting as a row shows it, whatever it is a setting of."""

from __future__ import annotations

from dataclasses import dataclass

from app.words import Words


@dataclass(frozen=True, slots=True)
class FieldVM:
    """One setting. `kind`: text, digits, number, choice, switch, fact, key (a key to press), act.

    `help` is its sentence, `example` what the value does. Options are (code, title). An act is a
    key to press with `hint` on it; `value` is what came of it.
    """

    name: str
    kind: str
    label: str
    help: str
    value: str
    example: str = ""
    error: str = ""
    hint: str = ""
    unit: str = ""
    options: tuple[tuple[str, str], ...] = ()


def fact(name: str, value: str, words: Words) -> FieldVM:
    """What cannot be set here."""
    return FieldVM(
        name, "fact", words(f"settings.f.{name}"), words(f"settings.f.{name}.help"), value
    )
