"""What a person did beside selling: voids, overrides, drawer openings, copies, returns."""

from __future__ import annotations

from dataclasses import dataclass

from app.store.engine import Tx

_SHIFTS = "(SELECT shift_id FROM shift WHERE bd BETWEEN :from AND :until)"
_SALES = f"""
    SELECT operator_id, count(*), sum(due_minor), sum(voided_lines), sum(overrides)
    FROM sale WHERE shift_id IN {_SHIFTS} GROUP BY operator_id
"""  # noqa: S608 - our own text
_EVENTS = f"""
    SELECT operator_id, kind, count(*), sum(lines) FROM till_event
    WHERE shift_id IN {_SHIFTS} GROUP BY operator_id, kind
"""  # noqa: S608
_RETURNS = f"""
    SELECT operator_id, how, count(*), sum(total_minor) FROM refund
    WHERE shift_id IN {_SHIFTS} GROUP BY operator_id, how
"""  # noqa: S608
_DISCOUNTS = f"""
    SELECT operator_id, count(*), sum(amount_minor) FROM sale_discount
    WHERE (epoch, seq) >= (SELECT epoch, first_seq FROM shift WHERE bd BETWEEN :from AND :until
      ORDER BY epoch, first_seq LIMIT 1)
      AND shift_id IN {_SHIFTS} AND rule IN ('discount.line', 'discount.basket')
    GROUP BY operator_id
"""  # noqa: S608
_APPROVALS = f"""
    SELECT asked_by, count(*) FROM approval WHERE shift_id IN {_SHIFTS} GROUP BY asked_by
"""  # noqa: S608


@dataclass(slots=True)
class Counters:
    """One operator's counts over some business dates; amounts in minor units.

    `voids` are sales taken back whole in their shift, `blind` returns without a receipt;
    `discounts` are those given by hand.
    """

    operator_id: str
    sales: int = 0
    sales_minor: int = 0
    voided_lines: int = 0
    cancelled: int = 0
    overrides: int = 0
    discounts: int = 0
    discounts_minor: int = 0
    no_sales: int = 0
    reprints: int = 0
    returns: int = 0
    returns_minor: int = 0
    exchanges: int = 0
    voids: int = 0
    voids_minor: int = 0
    blind: int = 0
    blind_minor: int = 0
    approvals: int = 0


def by_operator(tx: Tx, from_on: str, until_on: str) -> tuple[Counters, ...]:
    """Everybody who did any of it on business dates, both ends counted, by operator id."""
    span = {"from": from_on, "until": until_on}
    found: dict[str, Counters] = {}

    def of(operator_id: str) -> Counters:
        return found.setdefault(operator_id, Counters(operator_id))

    for who, sales, minor, voided, overrides in tx.all(_SALES, span):
        one = of(who)
        one.sales, one.sales_minor = sales, minor
        one.voided_lines, one.overrides = voided, overrides
    for who, kind, n, lines in tx.all(_EVENTS, span):
        one = of(who)
        if kind == "basket.cancel":
            one.cancelled = n
            one.voided_lines += lines
        elif kind == "drawer.open":
            one.no_sales = n
        elif kind == "reprint":
            one.reprints = n
    for who, how, n, minor in tx.all(_RETURNS, span):
        _returned(of(who), how, n, minor)
    for who, n, minor in tx.all(_DISCOUNTS, span):
        of(who).discounts, of(who).discounts_minor = n, minor
    for who, n in tx.all(_APPROVALS, span):
        of(who).approvals = n
    return tuple(found[who] for who in sorted(found))


def _returned(one: Counters, how: str, n: int, minor: int) -> None:
    if how == "void":
        one.voids, one.voids_minor = n, minor
    elif how == "blind":
        one.blind, one.blind_minor = n, minor
    else:
        one.returns, one.returns_minor = one.returns + n, one.returns_minor + minor
        one.exchanges += n if how == "exchange" else 0
