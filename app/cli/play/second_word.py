"""A second person's word in a story: asked for when the till asks, given by name and PIN."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from app.cli.play import given
from app.cli.play.counter import Counter
from app.domain.checkout.state import ApprovalRequest
from app.domain.errors import Refused
from app.domain.permissions import Permission, Role
from app.domain.pricing.basket import Approval
from app.usecases.staff.approve import approve

T = TypeVar("T")


def with_word(c: Counter, who: str, deed: Callable[[Approval | None], T]) -> T:
    """Do it; where a second person is asked for and named (`name PIN`), with that one's word."""
    try:
        return deed(None)
    except Refused as refusal:
        if refusal.code != "approval.needed" or not who:
            raise
        return deed(_word(c, refusal, who))


def _word(c: Counter, refusal: Refused, who: str) -> Approval:
    request = ApprovalRequest(
        action=str(refusal.facts["action"]),
        permission=Permission(str(refusal.facts["permission"])),
        roles=tuple(Role),
        binding=str(refusal.facts["binding"]),
    )
    name, pin = given.split(who, 2)
    approver = given.person(c, name).operator_id
    shift_id, by = c.open_shift().shift_id, c.person().operator_id
    return approve(c.s, request, approver, pin, sale_id="", shift_id=shift_id, asked_by=by).value
