"""What the demo shop's members have: balances from a former system, plans sold, points redeemed.

All through the real use cases: the journal tells the same story as the screens.
"""

from __future__ import annotations

from app.clock import ManualClock
from app.domain.loyalty.stored_value import GENERAL
from app.domain.permissions import Operator
from app.domain.pricing.basket import Basket
from app.domain.tendering import Tender
from app.usecases import commit
from app.usecases.loyalty import packages, redeem, top_up, vouchers
from app.usecases.loyalty.night.review import review_one
from app.usecases.loyalty.purse import read
from app.usecases.loyalty.selling.shapes import PlanSale
from app.usecases.loyalty.shared.openings import Openings
from app.usecases.member.find import page
from app.usecases.outcome import Effect
from app.usecases.services import Services

SEEN = "身份证 0000"
PIN_ABOVE = 50_000
SOURCE = "旧会员系统"
GROWTH = {"regular": 180, "silver": 1600, "gold": 4200, "platinum": 9500}
# what yesterday's members bought: plan, how it was paid, to whom (place in the list)
BOUGHT = (
    ("topup1000", "wechat", 0),
    ("topup500", "cash", 3),
    ("topup200", "cash", 7),
    ("delivery10", "wechat", 0),
    ("milk100", "alipay", 9),
    ("print-month", "cash", 12),
    ("topup2000", "card", 15),
    ("photo-set", "wechat", 18),
    ("platinum-year", "wechat", 21),
    ("delivery10", "cash", 24),
    ("topup-any", "cash", 27),
    ("gift100", "cash", -1),
    ("topup1000", "card", 30),
    ("delivery10", "alipay", 33),
    ("gift500", "wechat", -1),
    ("topup500", "wechat", 36),
    ("photo-set", "stored", 0),
)
AMOUNTS = {"topup-any": 8800}


def bring_along(s: Services, owner: Operator, member_id: str, tier_id: str, roll: int) -> None:
    """A member's balances of the former system: growth by tier, points, and money for some."""
    growth = GROWTH[tier_id] + roll % 400
    principal = (roll % 7) * 3700 + 1200 if roll % 3 == 0 else 0
    with s.db.write(durable=False) as tx:  # the next member's commit waits for the disk
        draft = Openings(tx, s).draft(
            member_id,
            source=SOURCE,
            principal_minor=principal,
            bonus_minor=principal // 10,
            points=growth * 2 // 3 if roll % 4 else 0,
            growth=growth,
        )
        if draft is not None:
            commit.seal_all(tx, s, [draft], operator_id=owner.operator_id)
        review_one(tx, s, member_id, operator_id=owner.operator_id, why="opening")


class Yesterday:
    """Sells plans between the day's sales, one after another, as people come."""

    def __init__(self, s: Services, clock: ManualClock) -> None:
        self._s, self._clock = s, clock
        self._rows = page(s, limit=200)
        self._left = list(BOUGHT)

    def next_plan(self, operator: Operator, shift_id: str) -> tuple[Effect, ...]:
        """Sell the next plan, if there is one."""
        if not self._left:
            return ()
        plan_id, kind, place = self._left.pop(0)
        who = self._rows[place].member_id if place >= 0 else ""
        offer = next(o for o in top_up.offers(self._s, who) if o.plan.plan_id == plan_id)
        amount = AMOUNTS.get(plan_id, offer.pays_minor)
        reference = GENERAL if kind == "stored" else ""
        paid = (Tender(1, kind, amount, amount, reference=reference),)
        wish = PlanSale(self._s.clock.new_id(), who, plan_id, amount, paid, identity=SEEN)
        self._clock.pass_ms(120_000)
        return top_up.sell_plan(self._s, operator, shift_id, wish).effects

    def last_hour(self, operator: Operator, manager: Operator, shift_id: str) -> tuple[Effect, ...]:
        """What is left of the plans; then a reward, papers for neighbours, a package at rest."""
        effects = self.next_plan(operator, shift_id)
        while self._left:
            effects = (*effects, *self.next_plan(operator, shift_id))
        s, rows = self._s, self._rows
        redeem_id = s.clock.new_id()
        done = redeem.redeem(
            *(s, operator, shift_id, rows[0].member_id, "tissue"), redeem_id=redeem_id
        )
        gold = tuple(one.member_id for one in rows if one.tier_id == "gold")[:12]
        told = vouchers.issue(s, manager, "weekend88", member_ids=gold, reason="周末回馈")
        papers = vouchers.issue(s, manager, "street10", bearer=6, reason="街坊传单")
        (resting,) = packages.of_member(s, rows[33].member_id)
        paused = packages.pause(s, manager, resting.package_id)
        return (*effects, *done.effects, *told.effects, *papers.effects, *paused.effects)


def stored_tender(s: Services, basket: Basket, due_minor: int) -> Tender | None:
    """Stored value for all that is due, where the member has so much and no PIN is asked."""
    if basket.member is None or not due_minor:
        return None
    purse = read(s, basket.member.member_id)
    if not due_minor <= min(purse.stored_minor(GENERAL), PIN_ABOVE):
        return None
    return Tender(1, "stored", due_minor, due_minor, reference=GENERAL)
