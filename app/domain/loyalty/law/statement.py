"""What comes back of prepaid money, step by step, so that paper can print how (rules.md 4.2)."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.loyalty.law.profile import LawProfile

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
    """What is to be paid back on a ground.

    Refused `law.basis` (not in this profile), `law.cooling_over` (last_on), `law.cooling_used`,
    `law.cooling_known`.
    """
    raise NotImplementedError
