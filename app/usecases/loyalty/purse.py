"""What a member (or a gift card) has now, by the effective clock that never goes back."""

from __future__ import annotations

from dataclasses import replace

from app.domain.errors import Refused
from app.domain.loyalty.gift_card import GiftCard
from app.domain.loyalty.program import Program
from app.domain.loyalty.purse import Purse
from app.domain.loyalty.slip import Balance
from app.domain.loyalty.tiers.judge import at_once, judge, ladder
from app.domain.rights import NEVER, AssetKind
from app.domain.shop import business_date
from app.store import shop as shops
from app.store.engine import Tx
from app.store.loyalty import gift_cards, history
from app.store.loyalty import program as programs
from app.store.loyalty import purse as purses
from app.usecases import commit
from app.usecases.loyalty.shared.codes import bare, hash_of
from app.usecases.loyalty.shared.making import Day
from app.usecases.loyalty.shared.service_names import named
from app.usecases.member.find import known
from app.usecases.services import Services


def now_of(tx: Tx, s: Services) -> tuple[int, str, str]:
    """(effective instant, business date by it, zone): a clock that is set back revives nothing."""
    eff_ms = commit.effective_now(tx, s)
    zone, cutoff_hour = shops.day_rule(tx)
    return eff_ms, business_date(eff_ms, zone, cutoff_hour), zone


def day_of(tx: Tx, s: Services) -> Day:
    """The effective instant with the shop's rule of days."""
    now_ms, today, zone = now_of(tx, s)
    return Day(now_ms, today, zone, shops.day_rule(tx)[1])


def read_in(
    tx: Tx,
    s: Services,
    member_id: str,
    *,
    progress: bool = False,
    settled: bool = False,
    balances: bool = False,
) -> Purse:
    """The member's purse inside a transaction, with everything that it changed so far.

    `progress` works out what is missing for the next tier too; `settled` with the tier that what
    just happened brings at once, for a paper that may be laid out before it is written down;
    `balances` sums points up by their last day, for what is only shown.
    """
    now_ms, today, _ = now_of(tx, s)
    look = purses.balances if balances else purses.read
    found = look(tx, member_id, now_ms=now_ms, today=today)
    found = replace(found, packages=named(tx, found.packages))
    rules = programs.load(tx).tier_rules
    if not progress or not rules:
        return found
    steps = ladder(rules, shops.tiers(tx))
    judged = judge(history.member_history(tx, member_id), steps, today)
    now = at_once(found.tier, judged, steps)
    return replace(found, tier=now if settled else replace(found.tier, missing=now.missing))


def read(s: Services, member_id: str, *, settled: bool = False) -> Purse:
    """The member's purse. Reader thread. Refused `member.unknown`."""
    with s.db.read() as tx:
        known(tx, member_id)
        return read_in(tx, s, member_id, progress=True, settled=settled)


def balances(s: Services, member_id: str) -> tuple[Balance, ...]:
    """What is left by kind, as slips and the member's page say it. Reader thread."""
    with s.db.read() as tx:
        known(tx, member_id)
        language = shops.load(tx).paper_language
        return balances_of(read_in(tx, s, member_id), programs.load(tx), language)


def balances_of(purse: Purse, program: Program, language: str) -> tuple[Balance, ...]:
    """Each wallet's principal and bonus, then points, debt, packages and vouchers; zeros left out.

    What is frozen or not released yet is not in it.
    """
    found: list[Balance] = []
    for wallet in program.wallets:
        for kind in (AssetKind.PRINCIPAL, AssetKind.BONUS):
            found.append(_balance(purse, kind, wallet.wallet_id, wallet.named(language)))
    found.append(_balance(purse, AssetKind.POINTS, "", ""))
    found.append(Balance(AssetKind.DEBT, purse.points_debt))
    for package in purse.packages:
        left = sum(lot.left for lot in package.lots)
        found.append(
            Balance(AssetKind.PACKAGE, left, package.plan.named(language), left, package.until_on)
        )
    found.append(Balance(AssetKind.VOUCHER, len(purse.vouchers)))
    return tuple(one for one in found if one.n)


def _balance(purse: Purse, kind: AssetKind, plan: str, name: str) -> Balance:
    lots = purse.of(kind, plan)
    ends = next((lot.asset.bucket for lot in lots if lot.asset.bucket != NEVER), "")
    first = sum(lot.left for lot in lots if lot.asset.bucket == ends) if ends else 0
    return Balance(kind, sum(lot.left for lot in lots), name, first, ends)


def gift_card(s: Services, code: str) -> GiftCard:
    """The card of a code `G:...`. Reader thread. Refused `gift_card.unknown`."""
    with s.db.read() as tx:
        found = gift_cards.by_hash(tx, hash_of(bare(code)))
    if found is None:
        raise Refused("gift_card.unknown")
    return found
