"""What terms may lean on: goods, departments, tiers, and the other terms."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from app.domain.errors import Refused
from app.domain.loyalty.package import PackagePlan
from app.domain.loyalty.plan import GrantKind, Plan
from app.domain.loyalty.program import Program
from app.domain.loyalty.stored_value import Wallet
from app.domain.loyalty.terms import Reward
from app.domain.loyalty.tier_rules import TierRule
from app.domain.loyalty.voucher import Campaign
from app.store import catalog
from app.store import shop as shops
from app.store.engine import Tx


@dataclass(frozen=True, slots=True)
class Known:
    """What terms may lean on: ids of goods, departments, tiers, and the programme as it is."""

    program: Program
    items: frozenset[str]
    departments: frozenset[str]
    tiers: frozenset[str]

    def require(self, field: str, refs: Iterable[str], known: Iterable[str]) -> None:
        """Refused `program.unknown_ref` (field, ref)."""
        there = frozenset(known)
        for ref in refs:
            if ref not in there:
                raise Refused("program.unknown_ref", field=field, ref=ref[:40])

    def wallet(self, ref: str) -> None:
        """The wallet is there."""
        self.require("wallet", (ref,), (one.wallet_id for one in self.program.wallets))

    def campaign(self, ref: str) -> None:
        """The campaign is there."""
        self.require("voucher", (ref,), (one.campaign_id for one in self.program.campaigns))


def known_in(tx: Tx, program: Program, terms: Sequence[Any]) -> Known:
    """What is there, as far as these terms ask for it."""
    wanted = sorted({one for term in terms for one in _items_of(term)})
    return Known(
        program,
        frozenset(catalog.many(tx, wanted)),
        frozenset(one.department_id for one in catalog.departments(tx)),
        frozenset(one.tier_id for one in shops.tiers(tx)),
    )


def _items_of(term: Any) -> tuple[str, ...]:
    match term:
        case PackagePlan():
            return tuple(one.item_id for one in term.services)
        case Plan():
            return tuple(one.ref for one in term.grants if one.kind is GrantKind.ITEM)
        case Reward():
            return (term.item_id,) if term.item_id else ()
        case TierRule():
            return tuple(one for benefit in term.benefits for one in benefit.items)
        case Campaign() | Wallet():
            return term.items
        case _:
            return ()
