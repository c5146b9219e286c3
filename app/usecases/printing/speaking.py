"""Which language a paper speaks: the one place that decides.

A member's is the one that their file names, else the shop's (agreements 20). It travels as
`paper_language` of the slip's shop, which names, tiers and the layout all read. A slip is stored as
it was laid out, so its copy speaks as it did; a sale's receipt is laid out from its document
whenever it is printed (D4), and speaks as the member's file does on that day.
"""

from __future__ import annotations

from dataclasses import replace

from app.domain.member import Member
from app.domain.shop import Shop


def speaking_to(shop: Shop, member: Member | None) -> Shop:
    """The shop as this member's paper has it; nobody's paper is the shop's own."""
    language = member.language if member else ""
    if language in ("", shop.paper_language):
        return shop
    return replace(shop, paper_language=language)
