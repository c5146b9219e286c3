"""The shop's programme: read, changed by documents, warnings and examples by the real engine."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from app.domain.codes.cards import without_card
from app.domain.document import Kind
from app.domain.loyalty.law.profile import LawProfile
from app.domain.loyalty.program import Program
from app.domain.permissions import Operator, Permission, require
from app.store.loyalty import program as programs
from app.usecases import commit
from app.usecases.loyalty.examples.by_noun import example, warnings
from app.usecases.loyalty.examples.shapes import Example, ExampleStep, Warning
from app.usecases.loyalty.shared.law_profiles import all_profiles
from app.usecases.loyalty.terms.checks import check
from app.usecases.loyalty.terms.known import known_in
from app.usecases.loyalty.terms.lawful import require_lawful
from app.usecases.loyalty.terms.leaning import require_free
from app.usecases.outcome import Changes, Outcome
from app.usecases.services import Services

__all__ = [
    "Example",
    "ExampleStep",
    "Warning",
    "example",
    "law_profiles",
    "load",
    "new_id",
    "save",
    "warnings",
]


def load(s: Services) -> Program:
    """The programme as it stands. Reader thread."""
    with s.db.read() as tx:
        return programs.load(tx)


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
    most), `program.unknown_ref` (field, ref), `program.in_use` (noun, id, by), `program.empty`,
    `program.dates`, `law.profile`, and for a plan in use what the law forbids (`law.*`).
    """
    require(operator, Permission.PROGRAM_EDIT)
    with s.db.write() as tx:
        before = programs.load(tx)
        check(noun, terms, known_in(tx, before, terms))
        require_free(tx, before, noun, removed)
        if noun == "plan":
            require_lawful(before, terms)
        if not terms and not removed:
            return Outcome(before)
        gone = {noun: removed} if removed else None
        body = programs.body({noun: terms} if terms else {}, gone, without_card(reason)[:100])
        commit.seal(tx, s, Kind.PROGRAM_CHANGE, body, operator_id=operator.operator_id)
        after = programs.load(tx)
    return Outcome(after, Changes(settings=True, catalog=True))


def new_id(s: Services, noun: str) -> str:
    """A fresh id for a new term."""
    return f"{noun[:4]}-{s.clock.new_id()[-12:]}"


def law_profiles() -> tuple[LawProfile, ...]:
    """All jurisdiction profiles that come with the program, `none` last."""
    return all_profiles()
