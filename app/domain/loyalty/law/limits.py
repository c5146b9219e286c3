"""What the law says when money is taken in advance: at the sale, and when terms are written."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.loyalty.law.profile import ExpiryLaw, LawProfile
from app.domain.loyalty.plan import GrantKind, Plan, PlanKind
from app.domain.money import PPM

Facts = tuple[tuple[str, str | int], ...]


@dataclass(frozen=True, slots=True)
class LawNotice:
    """One remark: `code` is the word key (`law.named_limit`), `blocks` whether it may go on.

    `source` names the profile's source.
    """

    code: str
    facts: Facts = ()
    blocks: bool = False
    source: str = ""


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """What is about to be sold. `named`: to a member, else to whoever holds the card.

    `balance_after_minor` is the stored balance of this member (or card) afterwards, bonus not
    counted. `cash_minor` is how much of it is paid in cash. `sold_today` are the amounts of the
    same person's earlier purchases of this business date. `identity`: a document was seen.
    """

    kind: PlanKind
    amount_minor: int
    named: bool = True
    balance_after_minor: int = 0
    cash_minor: int = 0
    sold_today: tuple[int, ...] = ()
    organisation: bool = False
    identity: bool = False


def check_sale(profile: LawProfile, facts: PlanFacts) -> tuple[LawNotice, ...]:
    """What the law says to a sale of a plan; blocking ones first.

    `law.named_limit`, `law.bearer_limit` (R42: the limit itself is allowed), `law.identity` and
    `law.no_cash` (R44: from the threshold on), `law.splitting` (R45, a hint). A paid tier is no
    prepaid card and has none of these.
    """
    if facts.kind is PlanKind.MEMBERSHIP:
        return ()
    found = [*_face(profile, facts), *_identity(profile, facts), *_cash(profile, facts)]
    found += _splitting(profile, facts)
    return tuple(sorted(found, key=lambda one: not one.blocks))


def _face(profile: LawProfile, facts: PlanFacts) -> list[LawNotice]:
    limit = profile.named_limit_minor if facts.named else profile.bearer_limit_minor
    after = max(facts.balance_after_minor, facts.amount_minor)
    if not limit or after <= limit:
        return []
    said = (("limit_minor", limit), ("after_minor", after), ("over_minor", after - limit))
    code = "law.named_limit" if facts.named else "law.bearer_limit"
    return [LawNotice(code, said, True, profile.limits_source)]


def _identity(profile: LawProfile, facts: PlanFacts) -> list[LawNotice]:
    if facts.identity:
        return []
    if facts.named:
        if not profile.identity_named:
            return []
        return [LawNotice("law.identity_named", (), False, profile.identity_source)]
    limit = profile.identity_bearer_minor
    together = facts.amount_minor + sum(facts.sold_today)
    if not limit or together < limit:
        return []
    said = (("amount_minor", together), ("limit_minor", limit))
    return [LawNotice("law.identity", said, True, profile.identity_source)]


def _cash(profile: LawProfile, facts: PlanFacts) -> list[LawNotice]:
    person, organisation = profile.no_cash_person_minor, profile.no_cash_organisation_minor
    limit = organisation if facts.organisation else person
    if not limit or facts.amount_minor < limit or facts.cash_minor <= 0:
        return []
    said = (("amount_minor", facts.amount_minor), ("limit_minor", limit))
    code = "law.no_cash_organisation" if facts.organisation else "law.no_cash"
    return [LawNotice(code, said, True, profile.identity_source)]


def _splitting(profile: LawProfile, facts: PlanFacts) -> list[LawNotice]:
    if not profile.split_count:
        return []
    near = [
        one for one in (*facts.sold_today, facts.amount_minor) if one >= profile.split_near_minor
    ]
    if len(near) < profile.split_count:
        return []
    said = (("times", len(near)), ("total_minor", sum(near)))
    return [LawNotice("law.splitting", said, False, profile.split_source)]


def check_terms(profile: LawProfile, plan: Plan, *, valid_days: int = 0) -> tuple[LawNotice, ...]:
    """What the law says to a plan's terms when the owner writes them.

    `valid_days` is how long the package or gift card lives that the plan sells (0: for good).
    `law.expiry_banned`, `law.expiry_short` (months), `law.bonus_over_limit`, and the face limits:
    a plan whose price no card may hold cannot be sold to anybody.
    """
    found: list[LawNotice] = []
    bonus = sum(one.n for one in plan.grants if one.kind is GrantKind.BONUS)
    paid_with = {GrantKind.PRINCIPAL: profile.principal, GrantKind.BONUS: profile.bonus}
    for one in plan.grants:
        if law := paid_with.get(one.kind):
            found += _expiry(law, one.kind.value, one.valid_days)
    if plan.kind is PlanKind.GIFT_CARD:
        found += _expiry(profile.gift_card, "gift_card", valid_days)
    elif plan.kind is PlanKind.PACKAGE:
        found += _expiry(profile.package, "package", valid_days)
    limit = profile.bonus_limit_ppm
    if limit and bonus * PPM > plan.price_minor * limit:
        most = plan.price_minor * limit // PPM
        said = (("bonus_minor", bonus), ("most_minor", most), ("limit_ppm", limit))
        found.append(LawNotice("law.bonus_over_limit", said, True, profile.limits_source))
    if plan.kind is not PlanKind.MEMBERSHIP:
        named = plan.kind is not PlanKind.GIFT_CARD
        sold = PlanFacts(plan.kind, plan.price_minor, named, plan.price_minor)
        found += _face(profile, sold)
    return tuple(dict.fromkeys(found))


def _expiry(law: ExpiryLaw, what: str, valid_days: int) -> list[LawNotice]:
    """A month is at most 31 days here: what is short by the calendar is never let through."""
    if not valid_days:
        return []
    if law.banned:
        return [LawNotice("law.expiry_banned." + what, (("days", valid_days),), True, law.source)]
    if valid_days < law.minimum_months * 366 // 12:
        said = (("days", valid_days), ("months", law.minimum_months))
        return [LawNotice("law.expiry_short." + what, said, True, law.source)]
    return []


def pays_out(profile: LawProfile, balance_minor: int) -> bool:
    """Whether a gift card's balance is paid out in cash on request: below the limit (R50)."""
    return 0 < balance_minor < profile.cash_back_below_minor


def terms(profile: LawProfile) -> tuple[tuple[str, Facts], ...]:
    """The sentences of the contract slip: word keys, and the figures that they may name.

    A key whose figure is zero in this profile is left out.
    """
    bases = {one.code: one for one in profile.bases}
    cooling = bases.get("cooling_off")
    figures: dict[str, Facts] = {
        "law.terms.cooling_off": (
            (("days", cooling.within_days), ("pay_days", cooling.pay_days)) if cooling else ()
        ),
        "law.terms.closing": (("days", profile.notice_days),),
        "law.terms.records": (("months", profile.retention_months),),
        "law.terms.cash_back": (("amount_minor", profile.cash_back_below_minor),),
        "law.terms.gift_card": (("months", profile.gift_card.minimum_months),),
    }
    return tuple(
        (key, figures.get(key, ()))
        for key in profile.terms
        if key not in figures or any(value for _, value in figures[key])
    )
