"""Tax by class: worked out once a class, dealt to its lines by largest remainder (agreements 7)."""

from __future__ import annotations

from collections.abc import Sequence

from app.domain.catalog import TaxProfile
from app.domain.errors import Refused
from app.domain.money import PPM, allocate, divide
from app.domain.pricing.priced import TaxShare


def tax_of(amount_minor: int, rate_ppm: int, *, included: bool) -> int:
    """Tax contained in an amount, or due on top of it; half up once."""
    return divide(amount_minor * rate_ppm, PPM + rate_ppm if included else PPM)


def settle(
    amounts: Sequence[tuple[str, int]], profile: TaxProfile
) -> tuple[list[int], tuple[TaxShare, ...]]:
    """Tax for each (tax class, amount) and the summary by class, in the profile's order.

    The lines' taxes sum to the class's tax, and net + tax to the gross, to the minor unit.
    Refused `tax.unknown_class` when a line's class is not in the profile.
    """
    taxes = [0] * len(amounts)
    by_class: dict[str, list[int]] = {}
    for place, (name, _) in enumerate(amounts):
        by_class.setdefault(name, []).append(place)
    shares = []
    for one in profile.classes:
        places = by_class.pop(one.tax_class, None)
        if places is None:
            continue
        weights = [amounts[i][1] for i in places]
        total = sum(weights)
        tax = tax_of(total, one.rate_ppm, included=profile.included)
        for i, part in zip(places, allocate(tax, weights), strict=True):
            taxes[i] = part
        net = total - tax if profile.included else total
        shares.append(TaxShare(one.tax_class, one.rate_ppm, net, tax))
    if by_class:
        raise Refused("tax.unknown_class", tax_class=min(by_class))
    return taxes, tuple(shares)
