"""The shop's membership programme: from rows to one frozen value, kept until it changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from app.domain.document import Body
from app.domain.loyalty.program import Program
from app.domain.loyalty.voucher import Campaign
from app.store.engine import Tx


def load(tx: Tx) -> Program:
    """The programme as it stands; the defaults before the first program.change. Cheap to ask."""
    raise NotImplementedError


def body(
    set_: Mapping[str, Sequence[Any]],
    removed: Mapping[str, Sequence[str]] | None = None,
    reason: str = "",
) -> Body:
    """The body of program.change: terms by noun (program.NOUNS), ids that go, by noun.

    A term replaces the one of its id and keeps its place, a new one comes last; `set_` of all
    terms of a noun, in order, also orders them. What is removed is kept for what still leans on it.
    """
    raise NotImplementedError


def campaigns(tx: Tx) -> dict[str, Campaign]:
    """Every campaign that ever was, by id: a voucher outlives its campaign."""
    raise NotImplementedError
