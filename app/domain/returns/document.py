"""The refund's document: what came back, what went back, who said yes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.document import Body
from app.domain.returns.mirror import GoodsBack
from app.domain.returns.rights_back import Claw
from app.domain.rights import Move
from app.domain.sale import Sale


@dataclass(frozen=True, slots=True)
class Heading:
    """What a person adds to a return."""

    refund_id: str
    number: str
    shift_id: str
    at_ms: int
    reason: str
    approval_id: str = ""


def body(sale: Sale, back: GoodsBack, claw: Claw, moves: Sequence[Move], heading: Heading) -> Body:
    """The body of a `refund` document."""
    raise NotImplementedError
