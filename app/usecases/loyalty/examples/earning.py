"""Examples of points, growth and rewards: what a sale earns, what it is worth, when it ends."""

from __future__ import annotations

from app.domain.loyalty.points.earn import EarnBasis, When, as_cash, earn
from app.domain.loyalty.points.lots import bucket
from app.domain.loyalty.points.redeem import most, points_for, worth
from app.domain.loyalty.program import Program
from app.domain.loyalty.terms import GrowthTerms, PointsTerms, Reward
from app.domain.money import PPM
from app.domain.rights import NEVER
from app.usecases.loyalty.examples.shapes import ExampleStep, Scene, Warning, step, warning

SALE_MINOR, SPARE_POINTS = 12_850, 1_000_000
MANY_PPM = 200_000  # a fifth of the money back in points: somebody's slip of the finger


def _earned(scene: Scene, program: Program, minor: int) -> tuple[int, int]:
    """Points and growth of a cash sale of a good of the shop."""
    item = scene.some_item(())
    where = (item.item_id, item.department_id) if item else ("", "")
    line = as_cash(1, *where, 1000, minor)
    when = When(scene.now_ms, scene.zone, scene.today)
    found = earn(EarnBasis((line,)), program, when)
    return found.points, found.growth


def points(scene: Scene, term: PointsTerms) -> list[ExampleStep]:
    """A cash sale today, by these terms."""
    earned, _ = _earned(scene, scene.program, SALE_MINOR)
    item = scene.some_item(())
    sale = step("points.sale", paid_minor=SALE_MINOR)
    if item is not None:  # goods earn by rules of their own: which ones were bought is said
        sale = step("points.sale_of", paid_minor=SALE_MINOR, item=item.named(scene.lang))
    steps = [sale, step("points.earned", points=earned)]
    if term.freeze_days:
        steps.append(step("points.frozen", days=term.freeze_days))
    ends = bucket(term.expiry, scene.today)
    steps.append(step("points.never") if ends == NEVER else step("points.ends", until_on=ends))
    redeem = term.redeem
    if redeem.points and redeem.minor:
        used, minor = most(SALE_MINOR, SPARE_POINTS, redeem)
        steps.append(step("points.most", points=used, worth_minor=minor, due_minor=SALE_MINOR))
        steps.append(step("points.worth", points=earned, worth_minor=worth(earned, redeem)))
    else:
        steps.append(step("points.no_money"))
    return steps


def points_warnings(scene: Scene, term: PointsTerms) -> list[Warning]:
    """What is given back by the money, and what old points keep (R19)."""
    found = []
    earned, _ = _earned(scene, scene.program, 1_000_000)
    redeem = term.redeem
    if redeem.points and worth(earned, redeem) * PPM > 1_000_000 * MANY_PPM:
        back = worth(earned, redeem) * PPM // 1_000_000
        found.append(warning("points.much_back", back_ppm=back))
    if not earned:
        found.append(warning("points.earns_nothing"))
    if term.expiry != scene.before.points.expiry:
        found.append(warning("points.expiry_new_only"))
    if "bonus" in term.earns or "points" in term.earns:
        found.append(warning("points.earns_on_gifts"))
    return found


def growing(scene: Scene, __: GrowthTerms) -> list[ExampleStep]:
    """The same sale, for the level."""
    _, grown = _earned(scene, scene.program, SALE_MINOR)
    return [step("growth.sale", paid_minor=SALE_MINOR), step("growth.earned", growth=grown)]


def reward(scene: Scene, term: Reward) -> list[ExampleStep]:
    """What one must buy for it, and what its points would be worth as money off."""
    earned, _ = _earned(scene, scene.program, 100_000)
    steps = [step("reward.points", points=term.points)]
    if earned:
        spend = -(-term.points * 100_000 // earned)
        steps.append(step("reward.spend", spend_minor=spend))
    steps.append(step("reward.worth", worth_minor=worth(term.points, scene.program.points.redeem)))
    return steps


def reward_warnings(scene: Scene, term: Reward) -> list[Warning]:
    """Gifts that cost the shop more than the points that buy them."""
    found = []
    item = scene.item(term.item_id) if term.item_id else None
    cost = (item.cost_minor or scene.price(item)) if item else 0
    redeem = scene.program.points.redeem
    if cost and redeem.minor and points_for(cost, redeem) > term.points:
        value = worth(term.points, redeem)
        found.append(warning("reward.costs_more", cost_minor=cost, worth_minor=value))
    if not term.item_id and not term.campaign_id:
        found.append(warning("reward.nothing"))
    if term.stock == 0:
        found.append(warning("reward.no_stock"))
    return found
