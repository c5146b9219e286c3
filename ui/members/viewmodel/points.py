"""Points in full: by their end, frozen, owed; what they buy."""

from __future__ import annotations

from app.domain.permissions import Permission
from app.domain.rights import AssetKind
from app.usecases.loyalty.redeem import RewardOffer
from app.words import whole
from ui.members.viewmodel import overview, text
from ui.members.viewmodel.dossier import Dossier, Frame
from ui.members.viewmodel.parts import ActVM, RowVM, SectionVM, SheetVM

MOST = 24


def sheet(d: Dossier, f: Frame) -> SheetVM:
    """Points at the left, rewards at the right."""
    if d.rewards is None:
        return SheetVM(loading=True)
    return SheetVM(((10, (_points(d, f),)), (11, (_rewards(d, f),))))


def _points(d: Dossier, f: Frame) -> SectionVM:
    w, purse = f.words, d.purse
    ends = overview.by_end(purse.of(AssetKind.POINTS))
    rows = []
    for bucket, n in ends[:MOST]:
        near = text.soon(bucket, f.today, w)
        never = bucket == "never"
        day = "" if never else text.day(bucket, f.today, w)
        rows.append(
            RowVM(
                w("member.never") if never else w("member.ends", day=day),
                value=whole(n),
                swatch="tier" if near else "accent_mid" if never else "accent",
                aside=near,
                aside_role="warning",
            )
        )
    rows += _frozen(d, f)
    if purse.points_debt:
        rows.append(
            RowVM(
                w("member.debt"),
                sub=w("member.debt_why"),
                value=whole(-purse.points_debt),
                role="danger",
            )
        )
    redeem = d.program.points.redeem
    hint = w("member.points_worth", points=redeem.points, minor_minor=redeem.minor)
    return SectionVM(
        w("member.points"),
        tuple(rows),
        figure=whole(purse.points),
        split=tuple(
            (n, "tier" if text.soon(bucket, f.today, w) else "accent") for bucket, n in ends[:MOST]
        ),
        hint=hint if redeem.minor else "",
        why="" if rows else w("member.points_none"),
        more=w("member.more_rows", n=len(ends) - MOST) if len(ends) > MOST else "",
        acts=(
            ActVM("give", w("member.give_points"), "" if purse.points else w("member.no_points")),
            ActVM("adjust", w("member.adjust")),
        ),
    )


def _frozen(d: Dossier, f: Frame) -> list[RowVM]:
    """What waits for the return window, a row a day."""
    sums: dict[str, tuple[int, int]] = {}
    for lot in overview.coming(d.purse.lots, f):
        if lot.asset.kind is AssetKind.POINTS:
            on = f.at(lot.from_ms).date().isoformat()
            sums[on] = (sums.get(on, (0, 0))[0] + lot.left, lot.from_ms)
    return [
        RowVM(
            f.words("member.frozen", day=f.words.month_day(f.at(at))),
            value=whole(n),
            swatch="edge",
            role="muted",
        )
        for _, (n, at) in sorted(sums.items())[:MOST]
    ]


def _rewards(d: Dossier, f: Frame) -> SectionVM:
    w = f.words
    rows = tuple(_reward(one, f) for one in d.rewards or ())
    return SectionVM(w("member.rewards"), rows, why="" if rows else w("member.rewards_none"))


def _reward(one: RewardOffer, f: Frame) -> RowVM:
    w, reward = f.words, one.reward
    sub = []
    if one.left >= 0:
        sub.append(w("member.stock", n=one.left))
    off = f.till_off(Permission.MEMBER_MONEY)
    if not one.can:
        key = f"reward.{one.why}"
        facts = {**dict(one.facts), "missing": one.missing}
        sub.append(w(key, **facts) if key in w else w("member.points_missing", n=one.missing))
        off = off or w("member.not_now")
    return RowVM(
        reward.named(w.lang),
        sub=" · ".join(sub),
        value=w("member.points_n", n=reward.points),
        role="text" if one.can else "muted",
        acts=(ActVM(f"redeem:{reward.reward_id}", w("member.redeem"), off),),
    )
