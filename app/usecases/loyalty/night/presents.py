"""What members are given by rule at night: their tier's vouchers each period, and birthdays.

Each gift's reason says what it is and for which period (`tier.vouchers.month.2026-11-01`,
`birthday.2026-11-22`): the vouchers themselves are the memory of what was given already.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from app.domain.loyalty.tier_rules import Benefit, BenefitKind, TierRule
from app.domain.loyalty.tiers.benefits import vouchers_due
from app.domain.loyalty.voucher import Campaign
from app.domain.rights import member_holder
from app.store import members
from app.store.engine import Row, Tx
from app.store.loyalty import merges, nights, vouchers
from app.store.loyalty import program as programs
from app.usecases.loyalty.night.review import ONE_BY_ONE
from app.usecases.loyalty.night.work import PAGE, Rest, Work
from app.usecases.loyalty.purse import day_of
from app.usecases.loyalty.shared.making import Made, make
from app.usecases.loyalty.vouchers import seal_issue
from app.usecases.member.birthday import kept_on

_EACH = (BenefitKind.VOUCHERS, BenefitKind.FREE_SERVICE)
_DAY_MS = 86_400_000
REMEMBERED = 400 * _DAY_MS  # a gift rolls over for a year at most
AGAIN = 300 * _DAY_MS  # a birthday comes once a year, though a lunar one comes early
LATE_DAYS = 30  # a shop that was closed congratulates later
_TERMS = frozenset({"campaign", "tier_rule", "tiers"})

Gifts = dict[tuple[str, str, str], list[tuple[str, str]]]  # campaign, reason, until -> who, how


def benefits(work: Work) -> Rest:
    """Vouchers and free services of each tier, once each period.

    All members of such tiers are looked at when a period began since the night before, or terms
    changed; else only whom something happened to.
    """
    with work.s.db.write() as tx:
        rules = [one for one in programs.load(tx).tier_rules if _gives(one)]
        numbers = nights.last_no(tx)
        given = _given(tx, rules, day_of(tx, work.s).now_ms) if rules else {}
    if not rules:
        return
    tier_ids = tuple(one.tier_id for one in rules)
    if work.first or work.terms & _TERMS or any(_began(one, work) for one in rules):
        for after in range(0, numbers, 5 * PAGE):
            with work.s.db.write() as tx:
                rows = nights.in_tiers(tx, tier_ids, after, 5 * PAGE)
            yield from _give(work, rules, rows, given)
        return
    whom, seen = sorted(work.touched | work.moved), set[str]()
    for start in range(0, len(whom), ONE_BY_ONE):
        with work.s.db.write() as tx:
            some = {merges.stays(tx, one) for one in whom[start : start + ONE_BY_ONE]} - seen
            rows = nights.stands_in(tx, sorted(some), tier_ids)
        seen |= some
        yield from _give(work, rules, rows, given)


def _gives(rule: TierRule) -> bool:
    return any(one.kind in _EACH and one.campaign_id for one in rule.benefits)


def _began(rule: TierRule, work: Work) -> bool:
    """Whether a period of one of its benefits began since the night before."""
    if work.last is None:
        return True
    due = vouchers_due(rule, work.today, work.today, {})
    return any(one.period > work.last.on for one in due)


def _reason(one: Benefit) -> str:
    return f"tier.{one.kind.value}.{one.every}."


def _given(tx: Tx, rules: Sequence[TierRule], now_ms: int) -> dict[tuple[str, str], dict[str, str]]:
    """By (campaign, reason) the last reason of each member."""
    return {
        (one.campaign_id, _reason(one)): nights.given(
            tx, one.campaign_id, _reason(one), now_ms - REMEMBERED
        )
        for rule in rules
        for one in rule.benefits
        if one.kind in _EACH
    }


def _give(
    work: Work,
    rules: Sequence[TierRule],
    rows: Sequence[Row],
    given: dict[tuple[str, str], dict[str, str]],
) -> Rest:
    """Give these members what is due, some hundred vouchers in a transaction."""
    by_tier = {one.tier_id: one for one in rules}
    for start in range(0, len(rows), ONE_BY_ONE):
        gifts: Gifts = {}
        for member_id, tier_id, since in rows[start : start + ONE_BY_ONE]:
            rule = by_tier[tier_id]
            keys = {
                f"{one.kind.value}:{one.campaign_id}:{one.every}": _reason(one)
                for one in rule.benefits
                if one.kind in _EACH
            }
            had = {
                key: given[key.split(":")[1], why].get(member_id, "").removeprefix(why)
                for key, why in keys.items()
            }
            for due in vouchers_due(rule, since or work.today, work.today, had):
                if due.key in keys:
                    place = (due.campaign_id, f"{keys[due.key]}{due.period}", due.until_on)
                    gifts.setdefault(place, []).extend([(member_id, "tier")] * due.n)
        if gifts:
            with work.s.db.write() as tx:
                work.vouchers += _issue(tx, work, gifts)
        yield len(rows[start : start + ONE_BY_ONE])


def birthdays(work: Work) -> Rest:
    """Campaigns for birthdays, and the birthday gift of a tier, on the day; solar and lunar.

    Days on which the shop was closed are made up for, a month back.
    """
    for on in _days(work):
        with work.s.db.write() as tx:
            program = programs.load(tx)
            campaigns = [one for one in program.campaigns if "birthday" in one.on and one.active]
            of_tier = _birthday_gifts(program.tier_rules)
            ids = members.born_on(tx, kept_on(on)) if campaigns or of_tier else ()
        for start in range(0, len(ids), ONE_BY_ONE):
            with work.s.db.write() as tx:
                gifts: Gifts = {}
                some = ids[start : start + ONE_BY_ONE]
                for member_id in some:
                    _birthday(*(tx, work, member_id, on), wishes=(campaigns, of_tier), gifts=gifts)
                work.vouchers += _issue(tx, work, gifts)
            work.birthdays += len({who for found in gifts.values() for who, _ in found})
            yield len(some)


def _days(work: Work) -> Iterable[str]:
    today = date.fromisoformat(work.today)
    missed = 1
    if work.last is not None:
        missed = min((today - date.fromisoformat(work.last.on)).days, LATE_DAYS)
    return [(today - timedelta(days=back)).isoformat() for back in range(missed)][::-1]


def _birthday_gifts(rules: Iterable[TierRule]) -> dict[str, list[Benefit]]:
    found: dict[str, list[Benefit]] = {}
    for rule in rules:
        for one in rule.benefits:
            if one.kind is BenefitKind.BIRTHDAY and one.campaign_id:
                found.setdefault(rule.tier_id, []).append(one)
    return found


def _birthday(
    tx: Tx,
    work: Work,
    member_id: str,
    on: str,
    *,
    wishes: tuple[Sequence[Campaign], dict[str, list[Benefit]]],
    gifts: Gifts,
) -> None:
    """What one member gets, unless they were congratulated within the year."""
    campaigns, of_tier = wishes
    holders = merges.holders(tx, member_id)
    since = day_of(tx, work.s).now_ms - AGAIN
    wanted = [(one.campaign_id, "birthday.", 1, one.per_member) for one in campaigns]
    member = members.get(tx, member_id)
    for benefit in of_tier.get(member.tier_id if member else "", ()):
        wanted.append((benefit.campaign_id, "tier.birthday.", benefit.n, 0))
    for campaign_id, why, n, most in wanted:
        had = vouchers.given(tx, campaign_id, *holders)
        if most and had >= most:
            continue
        if had and any(
            one.why.startswith(why) and one.voucher.issued_ms >= since
            for one in vouchers.of(tx, *holders, today=work.today, live=False)
            if one.voucher.campaign.campaign_id == campaign_id
        ):
            continue
        gifts.setdefault((campaign_id, f"{why}{on}", ""), []).extend([(member_id, "birthday")] * n)


def _issue(tx: Tx, work: Work, gifts: Gifts) -> int:
    """A document for each campaign and reason; how many vouchers."""
    program, day = programs.load(tx), day_of(tx, work.s)
    count = 0
    for (campaign_id, why, until_on), whom in gifts.items():
        campaign = program.campaign(campaign_id)
        if campaign is None or not campaign.active or _over(campaign, day.today):
            continue
        last = min(until_on, campaign.until_on) if campaign.until_on else until_on
        made: list[Made] = [
            make(work.s, campaign, member_holder(one), day, until_on=last, source=source)
            for one, source in whom
        ]
        seal_issue(tx, work.s, campaign_id, made, why=why, operator_id=work.operator_id)
        count += len(made)
    return count


def _over(campaign: Campaign, today: str) -> bool:
    return bool(campaign.until_on) and campaign.until_on < today
