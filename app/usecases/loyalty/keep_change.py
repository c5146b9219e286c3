"""Change that stays in the wallet (存零): money that was counted out is paid in again at once."""

from __future__ import annotations

from app.domain.errors import Refused
from app.domain.loyalty.plan import Plan
from app.domain.permissions import Operator
from app.domain.tendering import Tender
from app.store import sales
from app.store.loyalty import program as programs
from app.usecases.loyalty.selling.shapes import PlanSale, PlanSold
from app.usecases.loyalty.top_up import sell
from app.usecases.outcome import Outcome
from app.usecases.services import Services

NAME, NAME_EN = "存零", "Change kept"


def keep_change(
    s: Services, operator: Operator, shift_id: str, sale_id: str, minor: int
) -> Outcome[PlanSold]:
    """So much of a sale's change into the member's wallet; once a sale; its slip says
    the new balance, for the receipt was printed before.

    Refused: `change.off`, `change.no_member`, `change.too_much` (most_minor), and as `sell_plan`.
    """
    with s.db.read() as tx:
        made = sales.document(tx, sale_id)
        allowed = programs.load(tx).stored.keep_change
    if not allowed:
        raise Refused("change.off")
    if made is None or not made.body["member_id"]:
        raise Refused("change.no_member")
    most = sum(one["change"] for one in made.body["tenders"])
    if not 0 < minor <= most:
        raise Refused("change.too_much", most_minor=most)
    plan = Plan("", NAME, minor, name_en=NAME_EN)
    tender = Tender(1, "cash", minor, minor)
    member_id = made.body["member_id"]
    request = PlanSale(f"{sale_id}.change", member_id, plan.plan_id, minor, (tender,))
    return sell(s, operator, shift_id, request, plan=plan)
