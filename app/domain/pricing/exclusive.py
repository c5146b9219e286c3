"""Goods that only members of a tier may buy (F14, F33): said when it comes to paying, not before.

Goods are often scanned before the card; so they stay in the basket, and paying
waits for the member.
"""

from __future__ import annotations

from app.domain.errors import Refused
from app.domain.loyalty.tiers.benefits import needs_tier
from app.domain.pricing.basket import Basket
from app.domain.pricing.priced import Book


def require_allowed(basket: Basket, book: Book) -> None:
    """Refused `item.exclusive` (name, tier) for the first line that this member may not buy."""
    if not any(rule.benefits for rule in book.program.tier_rules):
        return
    level = {one.tier_id: one.level for one in book.tiers}
    rules = sorted(book.program.tier_rules, key=lambda rule: level.get(rule.tier_id, 0))
    mine = basket.member.tier_id if basket.member else ""
    for line in basket.lines:
        needed = needs_tier(line.item.item_id, mine, rules)
        if needed:
            tier = book.tier(needed)
            raise Refused("item.exclusive", name=line.item.name, tier=tier.name if tier else needed)
