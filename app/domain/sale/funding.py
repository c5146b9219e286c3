"""Which money paid for which line of a priced basket, and what bonus does to its tax."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from app.domain.catalog import TaxProfile
from app.domain.errors import Refused
from app.domain.loyalty.money.funding import Fund, Funded, deal, funds_of
from app.domain.loyalty.program import Program
from app.domain.pricing.priced import PricedBasket
from app.domain.pricing.tax import settle
from app.domain.rights import Take
from app.domain.tendering import Tender, cost_minor, paid_by, source_of


def fund(
    priced: PricedBasket,
    tenders: Sequence[Tender],
    takes: Mapping[int, Sequence[Take]],
    covered: Mapping[int, Take],
    program: Program,
) -> Funded:
    """Which fund paid for which line. `takes` by tender number (stored, points, gift), `covered` by
    line number (packages; a timed service has none).

    Refused `stored.not_for_these` (left_minor), `stored.no_wallet`. ValueError when takes and
    tenders do not agree.
    """
    costs = [cost_minor(one, tax_included=priced.tax_included) for one in priced.lines]
    funds: list[Fund] = []
    only: dict[int, frozenset[int]] = {}
    for tender in tenders:
        if tender.kind == "package":
            for i, one in enumerate(priced.lines):
                cover, take = one.line.cover, covered.get(one.line.line_no)
                if cover and take and cover.package_id == tender.reference and one.total_minor:
                    only[len(funds)] = frozenset({i})
                    funds.append(_package_fund(tender, take, one.total_minor))
            continue
        settles = tender.amount_minor - tender.rounding_minor
        found = funds_of(tender.no, source_of(tender), settles, takes.get(tender.no, ()))
        if tender.kind == "stored":
            wallet = program.wallet(tender.reference)
            if wallet is None:
                raise Refused("stored.no_wallet")
            if wallet.restricted:
                lines = paid_by(priced, wallet)
                only |= {len(funds) + i: lines for i in range(len(found))}
        funds += found
    return Funded(tuple(funds), deal(costs, funds, only))


def _package_fund(tender: Tender, take: Take, minor: int) -> Fund:
    """The money that the uses free: exactly what their line stands at."""
    if take.value_minor != minor:
        raise ValueError("a covered line costs what its uses are worth")
    lot = take.lot
    return Fund(tender.no, "package", minor, take.n, lot.lot_id, lot.holder, lot.asset)


def without_bonus(priced: PricedBasket, funded: Funded, profile: TaxProfile) -> PricedBasket:
    """The basket taxed without what bonus paid (`bonus_is_discount`); what is due stays.

    Only where prices contain tax: on top of them tax would change what is due, so there the bonus
    pays like money.
    """
    if not profile.included:
        return priced
    taxes, shares = settle(
        [
            (one.line.item.tax_class, one.total_minor - funded.part(i, "bonus"))
            for i, one in enumerate(priced.lines)
        ],
        profile,
    )
    lines = tuple(replace(one, tax_minor=tax) for one, tax in zip(priced.lines, taxes, strict=True))
    return replace(priced, lines=lines, tax=shares)
