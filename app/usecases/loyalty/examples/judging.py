"""Examples of tiers, vouchers and the law: who reaches it, what it takes off, what it limits."""

from __future__ import annotations

from datetime import date, timedelta

from app.domain.ids import OperatorId, SaleId
from app.domain.loyalty.law.profile import LawProfile
from app.domain.loyalty.program import LawChoice
from app.domain.loyalty.tier_rules import Condition, Group, History, MemberDay, Metric, TierRule
from app.domain.loyalty.tiers.judge import judge
from app.domain.loyalty.voucher import Campaign, Voucher
from app.domain.money import divide
from app.domain.pricing.basket import Basket, BasketLine
from app.domain.pricing.engine import price
from app.store.loyalty import history
from app.usecases.loyalty.examples.shapes import ExampleStep, Scene, Warning, step, warning
from app.usecases.loyalty.shared.law_profiles import profile_of

LOWEST = "-"


def tier(scene: Scene, term: TierRule) -> list[ExampleStep]:
    """A member who has exactly what is asked, one who lacks a little, and how long it lasts."""
    if not term.by_reach:
        return [step("tier.by_gift")]
    if not term.reach:
        return [step("tier.everyone")]
    rules = (TierRule(LOWEST, valid_days=0), term)
    steps = []
    wanted = term.reach if term.every_condition else term.reach[:1]
    enough = judge(_history(scene, wanted, 0), rules, scene.today)
    short = judge(_history(scene, wanted, 1), rules, scene.today)
    if short.tier_id != term.tier_id:
        steps.append(step("tier.short"))
    if enough.tier_id != term.tier_id:
        return [*steps, step("tier.not_yet")]
    steps.append(step("tier.reached", on=scene.today))
    if not enough.until:
        return [*steps, step("tier.daily")]
    steps.append(step("tier.until", until_on=enough.until))
    after = (date.fromisoformat(enough.until) + timedelta(days=1)).isoformat()
    then = judge(_history(scene, wanted, 0), rules, after)
    if then.tier_id != term.tier_id:
        steps.append(step("tier.falls", on=after))
    elif then.why == "grace":
        steps.append(step("tier.grace", until_on=then.grace_until))
    else:
        steps.append(step("tier.stays", until_on=then.until or after))
    return steps


def _history(scene: Scene, wanted: tuple[Condition, ...], less: int) -> History:
    """Somebody who did all that is asked today, less so much."""
    have = {one.metric: max(0, one.at_least - less) for one in wanted}
    tenure = have.get(Metric.TENURE, 0)
    waited = max((one.wait_days for one in wanted), default=0)
    on = (date.fromisoformat(scene.today) - timedelta(days=waited)).isoformat()
    day = MemberDay(
        on,
        visits=have.get(Metric.VISITS, 1),
        spend_minor=have.get(Metric.SPEND, 0),
        growth=have.get(Metric.GROWTH, 0),
        topup_minor=have.get(Metric.TOPUP, 0),
        stored_minor=have.get(Metric.BALANCE, 0),
    )
    groups = tuple(one.ref for one in wanted if one.metric is Metric.GROUP and not less)
    enrolled = date.fromisoformat(scene.today) - timedelta(days=max(tenure, waited))
    return History(enrolled.isoformat(), (day,), groups=groups)


def group(scene: Scene, term: Group) -> list[ExampleStep]:
    """How many are in it, and which tier asks for it."""
    steps = [step("group.members", n=history.in_group(scene.tx, term.group_id))]
    names = {one.tier_id: one.named(scene.lang) for one in scene.book.tiers}
    for rule in scene.program.tier_rules:
        if any(one.ref == term.group_id for one in (*rule.reach, *rule.keep)):
            steps.append(step("group.tier", name=names.get(rule.tier_id, rule.tier_id)))
    return steps if len(steps) > 1 else [*steps, step("group.no_tier")]


def tier_warnings(scene: Scene, term: TierRule) -> list[Warning]:
    """A rule that a lower tier already asks for, or that asks more to stay than to come."""
    found = []
    level = {one.tier_id: one.level for one in scene.book.tiers}
    mine = {one.metric: one.at_least for one in term.reach}
    for other in scene.program.tier_rules:
        if level.get(other.tier_id, 0) >= level.get(term.tier_id, 0):
            continue
        theirs = {one.metric: one.at_least for one in other.reach}
        same = [metric for metric in mine if metric in theirs]
        if same and all(mine[one] <= theirs[one] for one in same):
            found.append(warning("tier.not_above"))
            break
    kept = {one.metric: one.at_least for one in term.keep}
    if any(kept[one] > mine[one] for one in kept if one in mine):
        found.append(warning("tier.harder_to_keep"))
    if (
        term.by_reach
        and not term.reach
        and level.get(term.tier_id, 0) > min(level.values() or (0,))
    ):
        found.append(warning("tier.for_all"))
    return found


def campaign(scene: Scene, term: Campaign) -> list[ExampleStep]:
    """A basket that fits, priced with the voucher by the engine."""
    item = scene.some_item(term.departments, term.items)
    if item is None:
        return [step("campaign.no_goods")]
    one = scene.price(item)
    pieces = max(1, -(-term.minimum_minor // one), 1 if term.minimum_minor else divide(10_000, one))
    line = BasketLine(1, item, pieces * 1000, one)
    voucher = Voucher("e", "e", "v:e", term, "never", used_today=0)
    basket = Basket(SaleId("e"), OperatorId(""), scene.now_ms, (line,), vouchers=(voucher,))
    priced = price(basket, scene.book, scene.now_ms)
    name = item.named(scene.lang)
    steps = [step("campaign.goods", name=name, n=pieces, base_minor=priced.base_minor)]
    if not priced.saved_minor:
        return [*steps, step("campaign.not_now")]
    return [*steps, step("campaign.off", off_minor=priced.saved_minor, due_minor=priced.due_minor)]


def campaign_warnings(scene: Scene, term: Campaign) -> list[Warning]:
    """Vouchers that give goods away, that can never count, or that are over."""
    found = []
    if term.amount_minor and term.amount_minor >= term.minimum_minor:
        found.append(warning("campaign.gives_away", amount_minor=term.amount_minor))
    if term.until_on and term.until_on < scene.today:
        found.append(warning("campaign.over", until_on=term.until_on))
    if term.after_days and term.valid_days and term.after_days >= term.valid_days:
        found.append(warning("campaign.never"))
    if term.bearer and term.per_member:
        found.append(warning("campaign.bearer_unlimited"))
    return found


def law(_: Scene, term: LawChoice) -> list[ExampleStep]:
    """What the profile holds, where it comes from, and that it is no legal advice."""
    profile = profile_of(term.code)
    steps = [step(f"law.{code}", limit_minor=minor) for code, minor in _limits(profile) if minor]
    if profile.principal.banned:
        steps.append(step("law.no_end"))
    for basis in profile.bases:
        if basis.within_days:
            steps.append(step("law.cooling_off", days=basis.within_days))
            break
    if profile.notice_days:
        steps.append(step("law.notice", days=profile.notice_days))
    if profile.retention_months:
        steps.append(step("law.retention", months=profile.retention_months))
    for duty in profile.duties:
        whom = {"title": duty.scope, "title_en": duty.scope_en}
        given = {"filing": ("over_minor", "over_cards", "within_days"), "deposit": ("share_ppm",)}
        facts = {name: getattr(duty, name) for name in given[duty.code]}
        steps.append(step(f"law.{duty.code}", **whom, **facts))
    if not steps:
        steps.append(step("law.nothing"))
    for source in profile.sources:
        code = "law.source" if source.checked or not source.rules else "law.source_unread"
        title, on = {"title": source.title, "title_en": source.title_en}, profile.looked_on
        steps.append(step(code, **title, dated=source.dated, on=on))
    return [*steps, step("law.no_advice", on=profile.looked_on)]


def _limits(profile: LawProfile) -> tuple[tuple[str, int], ...]:
    return (
        ("named", profile.named_limit_minor),
        ("bearer", profile.bearer_limit_minor),
        ("identity", profile.identity_bearer_minor),
        ("cash_person", profile.no_cash_person_minor),
        ("cash_organisation", profile.no_cash_organisation_minor),
        ("cash_back", profile.cash_back_below_minor),
    )


def law_warnings(_: Scene, term: LawChoice) -> list[Warning]:
    """A shop that sells prepaid money without any rules."""
    profile = profile_of(term.code)
    found = [warning("law.none")] if term.code == "none" else []
    unread = sum(bool(one.rules) and not one.checked for one in profile.sources)
    if unread:
        found.append(warning("law.unchecked", n=unread, on=profile.looked_on))
    return found
