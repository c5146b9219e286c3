"""Where the counter waits for a person: an unknown code, a second person's word."""

from __future__ import annotations

from dataclasses import replace

from app.domain.checkout import events as ev
from app.domain.checkout.state import ApprovalRequest, CheckoutState, Desk, Halt, Mode
from app.domain.errors import Refused
from app.domain.permissions import MATRIX, Permission, Role

Result = tuple[CheckoutState, tuple[ev.Intent, ...]]


def halt(state: CheckoutState, event: ev.CodeUnknown, _: Desk) -> Result:
    """Scanning stops until a person answers, or goods leave unpaid (hardware.md 6.1)."""
    after = replace(state, mode=Mode.HALTED, halt=Halt(event.code, event.reason), last=None)
    return after, (ev.Sound("error"),)


def _rest(state: CheckoutState) -> Mode:
    return Mode.SELLING if state.basket.lines else Mode.READY


def acknowledge(state: CheckoutState, _: ev.Acknowledged, __: Desk) -> Result:
    """Answered; scanning goes on."""
    return replace(state, mode=_rest(state), halt=None), ()


def leave(state: CheckoutState, _: ev.BackPressed | ev.ApprovalDenied, __: Desk) -> Result:
    """Out of a question without an answer; the basket stays as it was."""
    after = replace(state, mode=_rest(state), halt=None, weighing=None, request=None, last=None)
    return after, ()


def over_limit(before_minor: int, after_minor: int, desk: Desk) -> int:
    """The discount in ppm when it is over the operator's limit, else 0.

    One minor unit is forgiven: largest remainder may round a line by that much.
    """
    gone = before_minor - after_minor
    limit = desk.book.limits.of(desk.operator.role)
    if gone <= 0 or (gone - 1) * 1_000_000 <= limit * before_minor:
        return 0
    return -(-gone * 1_000_000 // before_minor)


def ask(
    state: CheckoutState,
    desk: Desk,
    event: object,
    *,
    action: str,
    permission: Permission,
    binding: str,
    needed_ppm: int,
    before_minor: int,
    after_minor: int,
) -> Result:
    """Ask a second person; Refused `discount.over_limit` when nobody's limit would cover it."""
    limits = desk.book.limits
    roles = tuple(
        role
        for role in (Role.MANAGER, Role.OWNER)
        if permission in MATRIX[role]
        and (
            needed_ppm == 0
            or (before_minor - after_minor - 1) * 1_000_000 <= limits.of(role) * before_minor
        )
    )
    if not roles:
        raise Refused("discount.over_limit", needed_ppm=needed_ppm)
    request = ApprovalRequest(
        action=action,
        permission=permission,
        roles=roles,
        binding=binding,
        needed_ppm=needed_ppm,
        limit_ppm=limits.of(desk.operator.role),
        before_minor=before_minor,
        after_minor=after_minor,
        reason=getattr(event, "reason", ""),
        event=event,
    )
    return replace(state, mode=Mode.APPROVING, request=request, last=None), ()


def granted(state: CheckoutState, event: ev.ApprovalGranted, desk: Desk) -> Result:
    """Do what was asked for, with the approval on it; Refused when it is for something else."""
    from app.domain.checkout import selling  # selling asks through this module

    request = state.request
    if request is None or event.approval.binding != request.binding:
        raise Refused("approval.other_action")
    calm = replace(state, mode=_rest(state), request=None)
    asked = request.event
    if isinstance(asked, ev.PriceSet):
        return selling.set_price(calm, asked, desk, event.approval)
    if isinstance(asked, ev.LineDiscounted):
        return selling.discount_line(calm, asked, desk, event.approval)
    if isinstance(asked, ev.BasketDiscounted):
        return selling.discount_basket(calm, asked, desk, event.approval)
    if isinstance(asked, ev.NoSale):
        return selling.no_sale(calm, asked, desk, event.approval)
    raise Refused("approval.other_action")
