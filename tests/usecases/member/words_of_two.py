"""A second person's word, as a screen asks for it."""

from app.domain.checkout.state import ApprovalRequest
from app.domain.permissions import Permission, Role
from app.domain.pricing.basket import Approval
from app.usecases.staff.approve import approve
from tests.usecases.shop import PINS, Shop


def word_of(shop: Shop, name: str, action: str, binding: str) -> Approval:
    """`name` says yes to exactly that."""
    request = ApprovalRequest(
        action=action,
        permission=Permission.MEMBER_MERGE,
        roles=(Role.MANAGER, Role.OWNER),
        binding=binding,
    )
    return approve(
        *(shop.s, request, shop.person(name).operator_id, PINS[name]),
        sale_id="",
        shift_id="",
        asked_by=shop.cashier.operator_id,
    ).value
