"""The shop's programme: read, changed by documents, warnings and examples by the real engine."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from app.domain.loyalty.program import Program
from app.domain.loyalty.slip import Facts
from app.domain.permissions import Operator
from app.usecases.outcome import Outcome
from app.usecases.services import Services


@dataclass(frozen=True, slots=True)
class Warning:  # noqa: A001 - what it is called on the screen
    """What the owner should know before saving: the word `program.warning.<code>`; never a bar."""

    code: str
    facts: Facts = ()


@dataclass(frozen=True, slots=True)
class ExampleStep:
    """One line of a worked example: the word `program.example.<code>` with its facts."""

    code: str
    facts: Facts = ()


@dataclass(frozen=True, slots=True)
class Example:
    """A worked example by the real engine, from top to bottom; the last step is the answer."""

    steps: tuple[ExampleStep, ...]


@dataclass(frozen=True, slots=True)
class LawProfile:
    """A jurisdiction profile as the owner may choose it. Texts are (key, sentence)."""

    code: str
    name: str
    name_en: str
    sources: tuple[str, ...] = ()
    disclaimer: str = ""
    disclaimer_en: str = ""
    texts: tuple[tuple[str, str], ...] = ()


def load(s: Services) -> Program:
    """The programme as it stands. Reader thread."""
    raise NotImplementedError


def save(
    s: Services,
    operator: Operator,
    noun: str,
    terms: Sequence[Any],
    *,
    removed: tuple[str, ...] = (),
    reason: str = "",
) -> Outcome[Program]:
    """Replace these terms of a noun (program.NOUNS; a single one stands alone in `terms`).

    Terms with an id that is new are added at the end. Refused: `permission.missing`,
    `program.noun`, `program.id`, `program.twice`, `program.name`, `program.range` (field, least,
    most), `program.unknown_ref` (field, ref), `program.in_use` (noun, id, by), `program.empty`.
    """
    raise NotImplementedError


def new_id(s: Services, noun: str) -> str:
    """A fresh id for a new term."""
    raise NotImplementedError


def warnings(s: Services, noun: str, term: Any) -> tuple[Warning, ...]:
    """What the owner should know of a term that is not saved yet. Reader thread."""
    raise NotImplementedError


def example(s: Services, noun: str, term: Any) -> Example:
    """A worked example of a term that is not saved yet, by the engine. Reader thread."""
    raise NotImplementedError


def law_profiles() -> tuple[LawProfile, ...]:
    """All jurisdiction profiles that come with the program, `none` last."""
    raise NotImplementedError
