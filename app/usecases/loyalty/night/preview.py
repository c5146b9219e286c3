"""Who would move if other rules for tiers held: judged, nothing written, names masked."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from app.domain.loyalty.tier_rules import TierRule
from app.domain.loyalty.tiers.judge import judge, ladder
from app.domain.member import mask_name, mask_phone
from app.store import members
from app.store import shop as shops
from app.store.engine import Tx
from app.store.loyalty import history
from app.store.loyalty.history import Reviewed
from app.usecases.loyalty.night.review import history_of
from app.usecases.loyalty.night.work import PAGE
from app.usecases.loyalty.purse import now_of
from app.usecases.services import Services

_SHOWN_DAYS = 365


@dataclass(frozen=True, slots=True)
class TierMove:
    """So many members from one tier to another (names in the screen's hands: ids here)."""

    from_tier: str
    to_tier: str
    count: int


@dataclass(frozen=True, slots=True)
class TierExample:
    """One member who would move: masked name and phone, and the figures that decide."""

    member_id: str
    name: str
    phone_masked: str
    from_tier: str
    to_tier: str
    spend_minor: int = 0
    growth: int = 0
    visits: int = 0


@dataclass(frozen=True, slots=True)
class TierPreview:
    """Who would move if these rules held today; `by_tier` is how many would stand where."""

    members: int
    moves: tuple[TierMove, ...] = ()
    examples: tuple[TierExample, ...] = ()
    by_tier: tuple[tuple[str, int], ...] = ()


def preview(s: Services, rules: tuple[TierRule, ...], most: int) -> TierPreview:
    """Judge every active member as of now; `most` examples, those of the rarest moves too."""
    moves: Counter[tuple[str, str]] = Counter()
    stands: Counter[str] = Counter()
    examples: dict[tuple[str, str], list[Reviewed]] = {}
    count, after = 0, 0
    with s.db.report() as tx:
        on = now_of(tx, s)[1]
        steps = ladder(rules, shops.tiers(tx))
        while page := history.many(tx, after, PAGE):
            after = page[-1].member_no
            count += len(page)
            for one in page:
                was = one.stands[0]
                now = judge(history_of(one), steps, on, progress=False).tier_id if rules else was
                stands[now] += 1
                if now != was:
                    moves[was, now] += 1
                    shown = examples.setdefault((was, now), [])
                    if len(shown) < most:
                        shown.append(one)
        chosen = _chosen(examples, most)
        told = tuple(_example(tx, one, now, on) for one, now in chosen)
    return TierPreview(
        members=count,
        moves=tuple(TierMove(a, b, n) for (a, b), n in moves.most_common()),
        examples=told,
        by_tier=tuple(sorted(stands.items())),
    )


def _chosen(
    examples: dict[tuple[str, str], list[Reviewed]], most: int
) -> list[tuple[Reviewed, str]]:
    """One of each kind of move first, then a second of each, until there are enough."""
    rounds = range(max((len(found) for found in examples.values()), default=0))
    dealt = [
        (found[n], now) for n in rounds for (_, now), found in examples.items() if n < len(found)
    ]
    return dealt[:most]


def _example(tx: Tx, one: Reviewed, now: str, on: str) -> TierExample:
    """The figures are of the last 365 days."""
    member = members.get(tx, one.member_id)
    first = (date.fromisoformat(on) - timedelta(days=_SHOWN_DAYS - 1)).isoformat()
    days = [day for day in one.days if first <= day[0] <= on]
    return TierExample(
        one.member_id,
        mask_name(member.name) if member and member.name else "",
        mask_phone(member.phone) if member else "",
        one.stands[0],
        now,
        sum(day[2] for day in days),
        sum(day[3] for day in days),
        sum(day[1] for day in days),
    )
