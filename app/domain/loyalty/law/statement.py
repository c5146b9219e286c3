"""What comes back of prepaid money, step by step, so that paper can print how (rules.md 4.2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from app.domain.errors import Refused
from app.domain.loyalty.law.profile import LawProfile, RefundBasis
from app.domain.money import divide

Facts = tuple[tuple[str, str | int], ...]


@dataclass(frozen=True, slots=True)
class RefundFacts:
    """What was paid and what was had. All of one top-up or package.

    `consumed_discount_minor` is what was used at the prices it was sold at (for stored value: the
    face that was spent), `consumed_list_minor` the same at prices for everyone.
    `allowed_minor` is what is still left in the lots, principal and bonus (R1). A timed card has
    `total_days` and `left_days`. `gifts_minor`: gifts not returned, at a fair price. `had_before`:
    the buyer knew the goods or the service already (R9). `refunded_minor` was paid back earlier.
    """

    paid_minor: int
    bonus_minor: int
    consumed_discount_minor: int
    consumed_list_minor: int
    allowed_minor: int
    bought_on: str
    today: str
    total_days: int = 0
    left_days: int = 0
    gifts_minor: int = 0
    had_before: bool = False
    refunded_minor: int = 0


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the derivation: word `law.step.<code>`, and the sum as it stands after it."""

    code: str
    facts: Facts
    amount_minor: int


@dataclass(frozen=True, slots=True)
class RefundStatement:
    """The answer and how it came about. `pay_until` is the last day to pay it, empty: none set."""

    basis: str
    steps: tuple[Step, ...]
    refund_minor: int
    pay_until: str = ""
    source: str = ""


def statement(profile: LawProfile, basis: str, facts: RefundFacts) -> RefundStatement:
    """What is to be paid back on a ground; never more than was paid, nor than is left (R1).

    R6 the discount's price and the bonus' ratio, R7 no claim beyond what was prepaid, R8 timed
    cards by days, R9 cooling off, R10 own reason at list price, R11 full when unused.
    Refused `law.basis` (not in this profile), `law.cooling_over` (last_on), `law.cooling_used`
    (consumed_minor), `law.cooling_known`. ValueError for facts below zero.
    """
    rule = profile.basis(basis)
    _sane(facts)
    if rule.unused_only:
        _cooling(rule, facts)
    steps = [Step("paid", (("paid_minor", facts.paid_minor),), facts.paid_minor)]
    unused = not facts.consumed_discount_minor and not facts.consumed_list_minor
    early = not rule.within_days or facts.today <= _day(facts.bought_on, rule.within_days)
    if rule.unused_only or (rule.full_if_unused and unused and early):
        days = (("days", rule.within_days),)
        steps.append(Step("full", days, facts.paid_minor))
    elif facts.total_days:
        steps.append(_timed(facts))
    else:
        steps += _consumed(rule, facts)
    steps += _settle(rule, facts, steps[-1].amount_minor)
    due = _day(facts.today, rule.pay_days) if rule.pay_days else ""
    return RefundStatement(basis, tuple(steps), steps[-1].amount_minor, due, rule.source)


def _cooling(rule: RefundBasis, facts: RefundFacts) -> None:
    """The conditions of a full refund within days (R9)."""
    last_on = _day(facts.bought_on, rule.within_days)
    if rule.within_days and facts.today > last_on:
        raise Refused("law.cooling_over", last_on=last_on, days=rule.within_days)
    consumed = max(facts.consumed_discount_minor, facts.consumed_list_minor)
    if consumed:
        raise Refused("law.cooling_used", consumed_minor=consumed)
    if facts.had_before:
        raise Refused("law.cooling_known")


def _timed(facts: RefundFacts) -> Step:
    """R8: by the days that are left; days on which nobody came are over all the same."""
    left = min(facts.left_days, facts.total_days)
    amount = divide(facts.paid_minor * left, facts.total_days)
    said = (("left_days", left), ("total_days", facts.total_days))
    return Step("timed", said, amount)


def _consumed(rule: RefundBasis, facts: RefundFacts) -> list[Step]:
    """What was had, at the basis' price; the bonus counts by its share (R6) or not at all (R10)."""
    paid, bonus = facts.paid_minor, facts.bonus_minor
    if rule.price == "none":
        return []
    at_list = rule.price == "list"
    used = facts.consumed_list_minor if at_list else facts.consumed_discount_minor
    steps = [Step(f"consumed_{rule.price}", (("consumed_minor", used),), paid)]
    taken = used
    if rule.bonus == "ratio" and bonus:
        taken = divide(used * paid, paid + bonus)
        said = (("paid_minor", paid), ("bonus_minor", bonus), ("taken_minor", taken))
        steps.append(Step("ratio", said, paid))
    elif rule.bonus == "forfeit" and bonus:
        steps.append(Step("forfeit", (("bonus_minor", bonus),), paid))
    rest = paid - taken
    steps.append(Step("rest", (("taken_minor", min(taken, paid)),), max(rest, 0)))
    if rest < 0:
        steps.append(Step("no_claim", (("over_minor", -rest),), 0))
    return steps


def _settle(rule: RefundBasis, facts: RefundFacts, amount: int) -> list[Step]:
    """Gifts kept, what went back already, and what the lots still hold (R1)."""
    steps = []
    if rule.deduct_gifts and facts.gifts_minor:
        amount = max(amount - facts.gifts_minor, 0)
        steps.append(Step("gifts", (("gifts_minor", facts.gifts_minor),), amount))
    if facts.refunded_minor:
        amount = max(amount - facts.refunded_minor, 0)
        steps.append(Step("before", (("refunded_minor", facts.refunded_minor),), amount))
    if amount > facts.allowed_minor:
        amount = facts.allowed_minor
        steps.append(Step("lots", (("allowed_minor", amount),), amount))
    steps.append(Step("refund", (("refund_minor", amount),), amount))
    return steps


def _sane(facts: RefundFacts) -> None:
    amounts = (facts.paid_minor, facts.bonus_minor, facts.allowed_minor, facts.gifts_minor)
    used = (facts.consumed_discount_minor, facts.consumed_list_minor, facts.refunded_minor)
    if min(*amounts, *used, facts.total_days, facts.left_days) < 0:
        raise ValueError("a refund's facts are not below zero")


def _day(on: str, days: int) -> str:
    return (date.fromisoformat(on) + timedelta(days=days)).isoformat()
