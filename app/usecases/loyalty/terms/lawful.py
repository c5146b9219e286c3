"""What the law in force forbids a plan to say: refused when the owner saves it (A8)."""

from __future__ import annotations

from collections.abc import Iterable

from app.domain.errors import Refused
from app.domain.loyalty.law.limits import LawNotice, check_terms
from app.domain.loyalty.plan import GrantKind, Plan, PlanKind
from app.domain.loyalty.program import Program
from app.usecases.loyalty.shared.law_profiles import profile_of


def notices(program: Program, plan: Plan) -> tuple[LawNotice, ...]:
    """What the law says to a plan's terms, with the shortest life of the packages that it sells."""
    days = 0
    if plan.kind is PlanKind.PACKAGE:
        refs = [one.ref for one in plan.grants if one.kind is GrantKind.PACKAGE]
        sold = [found for found in map(program.package_plan, refs) if found and found.valid_days]
        days = min((one.valid_days for one in sold), default=0)
    return check_terms(profile_of(program.law.code), plan, valid_days=days)


def require_lawful(program: Program, plans: Iterable[Plan]) -> None:
    """Refused with the law's own code for the first plan in use that it forbids."""
    for plan in plans:
        for notice in notices(program, plan) if plan.active else ():
            if notice.blocks:
                raise Refused(notice.code, **dict(notice.facts))
