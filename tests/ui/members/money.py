"""A member with everything: the demo's programme, top-ups, vouchers, packages, points, a family."""

from dataclasses import dataclass

from app.cli import demo_program
from app.domain.rights import AssetKind
from app.domain.shift import Shift
from app.domain.tendering import Tender
from app.usecases.loyalty import adjust, program, top_up, vouchers
from app.usecases.loyalty.top_up import PlanSale
from app.usecases.member.enrol import enrol
from tests.usecases.shop import Shop


@dataclass
class Rich:
    """`member_id` has it all, `other_id` nothing."""

    shop: Shop
    shift: Shift
    member_id: str
    other_id: str

    def sell(self, plan_id: str, amount: int = 0) -> str:
        plan = program.load(self.shop.s).plan(plan_id)
        due = amount or plan.price_minor
        sold = top_up.sell_plan(
            self.shop.s,
            self.shop.cashier,
            self.shift.shift_id,
            PlanSale(
                self.shop.clock.new_id(),
                self.member_id,
                plan_id,
                due,
                (Tender(1, "cash", due, due),),
                identity="1234",
            ),
        )
        self.shop.clock.pass_ms(60_000)
        return sold.value.topup_id


def furnish(shop: Shop) -> None:
    """The demo's programme, unless the demo brought it."""
    if not program.load(shop.s).plans:
        demo_program.furnish(shop.s, shop.owner)


def make(shop: Shop) -> Rich:
    """Everything, through the real use cases."""
    furnish(shop)
    shift = shop.shift(shop.cashier)
    one = enrol(
        *(shop.s, shop.cashier),
        name="犇小满",
        phone="13800138777",
        marketing=True,
        card="M:TESTCARD4821",
    ).value
    two = enrol(shop.s, shop.cashier, name="麤先生", phone="13800138666", marketing=False).value
    rich = Rich(shop, shift, one.member_id, two.member_id)
    for plan_id in ("topup1000", "milk100", "delivery10"):
        rich.sell(plan_id)
    adjust.adjust(shop.s, shop.manager, rich.member_id, AssetKind.POINTS, 480, reason="客诉补偿")
    vouchers.issue(
        *(shop.s, shop.manager, "save5"),
        member_ids=(rich.member_id,),
        reason="感谢",
        shift_id=shift.shift_id,
    )
    return rich
