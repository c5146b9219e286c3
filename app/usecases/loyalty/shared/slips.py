"""Fills the slips of members' money with facts and puts them into the spool (house.md 7.5)."""

from __future__ import annotations

from functools import cache

from app.domain.loyalty.law.limits import terms
from app.domain.loyalty.law.profile import owners_text
from app.domain.loyalty.program import Program
from app.domain.loyalty.purse import Purse
from app.domain.loyalty.slip import Given
from app.domain.loyalty.voucher import Voucher
from app.domain.member import Member, mask_name, mask_phone
from app.domain.permissions import Operator
from app.domain.shop import Shop
from app.domain.slips import (
    Balances,
    GivenLine,
    ReceiptMember,
    SlipHead,
    VoucherSlip,
)
from app.store import shop as shops
from app.store.engine import Tx
from app.usecases.loyalty.shared.law_profiles import profile_of
from app.usecases.outcome import Print
from app.usecases.printing.balances import of_purse
from app.usecases.printing.enqueue import enqueue
from app.usecases.printing.speaking import speaking_to
from app.usecases.services import Services
from app.words import Words


def masked(tx: Tx, member: Member | None, language: str) -> ReceiptMember | None:
    """A member as paper may carry them."""
    if member is None or not member.name:
        return None
    tier = next((one for one in shops.tiers(tx) if one.tier_id == member.tier_id), None)
    name = tier.named(language) if tier else ""
    return ReceiptMember(mask_name(member.name), mask_phone(member.phone), name)


def head(
    tx: Tx,
    shop: Shop,
    operator: Operator,
    at_ms: int,
    *,
    no: str = "",
    member: Member | None = None,
) -> SlipHead:
    """What a slip begins with; its shop speaks the member's language."""
    shop = speaking_to(shop, member)
    return SlipHead(shop, operator.name, at_ms, no, masked(tx, member, shop.paper_language))


def balances(tx: Tx, shop: Shop, purse: Purse | None, program: Program) -> Balances:
    """What the member has afterwards."""
    if purse is None:
        return Balances()
    return of_purse(purse, program, shops.tiers(tx), shop.paper_language)


def given_lines(given: tuple[Given, ...]) -> tuple[GivenLine, ...]:
    """What was given, as paper says it."""
    return tuple(
        GivenLine(
            one.kind.value, one.n, one.name, one.until_on, one.times, (one.later_on or ("",))[0]
        )
        for one in given
    )


def voucher_jobs(tx: Tx, s: Services, top: SlipHead, vouchers: tuple[Voucher, ...]) -> list[str]:
    """A paper each for vouchers that belong to whoever holds them; the jobs' ids."""
    jobs = [
        enqueue(tx, s, "voucher", s.paper.voucher(VoucherSlip(top, one)))
        for one in vouchers
        if one.campaign.bearer
    ]
    return [one for one in jobs if one]


def prints(jobs: list[str]) -> tuple[Print, ...]:
    """The effects of the jobs that there are."""
    return tuple(Print(one) for one in jobs if one)


def law_texts(program: Program, shop: Shop) -> tuple[str, ...]:
    """The sentences that the contract slip must say (R13, R46), the owner's own where there are."""
    words = _words(shop.paper_language, shop.currency.digits)
    texts = []
    for key, facts in terms(profile_of(program.law.code)):
        written = {name: words.fact(name, value) for name, value in facts}
        texts.append(owners_text(program.law, key, written) or words(key, **dict(facts)))
    return tuple(texts)


@cache
def _words(language: str, digits: int) -> Words:
    return Words(language, digits)
