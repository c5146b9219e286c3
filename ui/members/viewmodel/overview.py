"""The first look at a member: what they have, where they stand, what is near, what they like."""

from __future__ import annotations

from collections import defaultdict

from app.domain.loyalty.tier_rules import Metric, Missing
from app.domain.loyalty.voucher import Voucher
from app.domain.permissions import Permission
from app.domain.rights import NEVER, AssetKind, Lot
from app.words import Words, quantity, whole
from ui.members.viewmodel import text
from ui.members.viewmodel.dossier import Dossier, Frame
from ui.members.viewmodel.parts import ActVM, RowVM, SectionVM, SheetVM

INKS = ("tier", "accent", "accent_mid", "edge")
FEW = 3
MOST = 4  # rows of a section that all fit on the smallest screen


def sheet(d: Dossier, f: Frame) -> SheetVM:
    """Three columns: money and vouchers, points and packages, tier and visits."""
    return SheetVM(
        (
            (1, (stored(d, f), _vouchers(d, f))),
            (1, (points(d, f), _packages(d, f))),
            (1, (tier(d, f), visits(d, f))),
        ),
        foot=_foot(d, f),
    )


# --- stored value ----------------------------------------------------------------------------


def stored(d: Dossier, f: Frame) -> SectionVM:
    """What may be spent, principal and bonus apart, and what comes later."""
    w, purse = f.words, d.purse
    principal, bonus = purse.total(AssetKind.PRINCIPAL), purse.total(AssetKind.BONUS)
    gift = purse.total(AssetKind.GIFT)
    rows = []
    if principal or bonus or gift:
        rows.append(RowVM(w("member.principal"), value=text.money(principal, w), swatch="accent"))
        rows.append(
            RowVM(
                w("member.bonus"),
                value=text.money(bonus, w),
                swatch="accent_mid",
                aside=_next_end(purse.of(AssetKind.BONUS), f),
            )
        )
    later = sum(lot.left for lot in coming(purse.lots, f) if lot.asset.kind is AssetKind.BONUS)
    if later:
        rows.append(RowVM(w("member.bonus_later"), value=text.money(later, w), role="muted"))
    bound = [one for one in d.program.wallets if one.departments or one.items]
    held = [(one, purse.stored_minor(one.wallet_id)) for one in bound]
    rows += [
        RowVM(w("member.of_it", name=one.named(w.lang)), value=text.money(n, w), role="muted")
        for one, n in held
        if n
    ][: MOST - len(rows)]
    return SectionVM(
        w("member.stored"),
        tuple(rows),
        figure=text.money(purse.stored_minor(), w),
        sign=f.sign,
        split=((principal, "accent"), (bonus, "accent_mid")),
        why="" if rows else w("member.stored_none"),
        acts=(ActVM("go:wallet", w("member.details")),),
    )


def coming(lots: tuple[Lot, ...], f: Frame) -> list[Lot]:
    """Lots that are there and may be used later (released by month, frozen)."""
    return [
        lot for lot in lots if lot.from_ms > f.now_ms and not lot.asset.expired(f.today.isoformat())
    ]


def _next_end(lots: tuple[Lot, ...], f: Frame) -> str:
    """`9 月 30 日到期 60.00` when some of it ends soon."""
    ends = [lot for lot in lots if text.soon(lot.asset.bucket, f.today, f.words)]
    if not ends:
        return ""
    first = min(lot.asset.bucket for lot in ends)
    n = sum(lot.left for lot in ends if lot.asset.bucket == first)
    return f.words("member.ends_minor", day=text.day(first, f.today, f.words), n_minor=n)


# --- points ----------------------------------------------------------------------------------


def by_end(lots: tuple[Lot, ...]) -> list[tuple[str, int]]:
    """(last day, how many), the nearest end first, what never ends last."""
    sums: dict[str, int] = defaultdict(int)
    for lot in lots:
        sums[lot.asset.bucket] += lot.left
    return sorted(sums.items(), key=lambda pair: (pair[0] == NEVER, pair[0]))


def points(d: Dossier, f: Frame) -> SectionVM:
    """Points by their end, what is frozen, what is owed."""
    w, purse = f.words, d.purse
    ends = by_end(purse.of(AssetKind.POINTS))
    rows, split = [], []
    for place, (bucket, n) in enumerate(ends[:FEW]):
        near = text.soon(bucket, f.today, w)
        ink = "tier" if near else INKS[min(place + 1, 3)] if ends[0][0] == bucket else INKS[2]
        split.append((n, ink))
        rows.append(_points_row(bucket, n, ink, f))
    rest = sum(n for _, n in ends[FEW:])
    if rest:
        split.append((rest, "edge"))
        rows.append(RowVM(w("member.points_rest"), value=whole(rest), swatch="edge"))
    rows += owed(d, f)
    return SectionVM(
        w("member.points"),
        tuple(rows),
        figure=whole(purse.points),
        split=tuple(split),
        why="" if rows else w("member.points_none"),
        acts=(ActVM("go:points", w("member.details")),),
    )


def _points_row(bucket: str, n: int, ink: str, f: Frame) -> RowVM:
    w = f.words
    if bucket == NEVER:
        return RowVM(w("member.never"), value=whole(n), swatch=ink)
    title = w("member.ends", day=text.day(bucket, f.today, w))
    near = text.soon(bucket, f.today, w)
    return RowVM(title, value=whole(n), swatch=ink, aside=near, aside_role="warning")


def owed(d: Dossier, f: Frame) -> list[RowVM]:
    """Points that wait, and points that a return could not take back (R15)."""
    w, purse, rows = f.words, d.purse, []
    if purse.frozen_points:
        first = min(
            lot.from_ms for lot in coming(purse.lots, f) if lot.asset.kind is AssetKind.POINTS
        )
        day = w.month_day(f.at(first))
        rows.append(
            RowVM(w("member.frozen", day=day), value=whole(purse.frozen_points), role="muted")
        )
    if purse.points_debt:
        rows.append(RowVM(w("member.debt"), value=whole(-purse.points_debt), role="danger"))
    return rows


# --- tier ------------------------------------------------------------------------------------


def tier(d: Dossier, f: Frame) -> SectionVM:
    """The tier, until when, and what is missing for the next one and to keep this one."""
    w, standing = f.words, d.purse.tier
    terms = d.tier(standing.tier_id or d.member.tier_id)
    name = terms.named(w.lang) if terms else w("members.no_tier")
    up = next((one for one in standing.missing if not one.keep), None)
    rows = [missing(one, d, f) for one in standing.missing]
    if standing.until and not any(one.keep for one in standing.missing):
        rows.append(RowVM(w("member.tier_kept"), mark=("check", "positive")))
    if standing.grace_until:
        day = text.day(standing.grace_until, f.today, w)
        rows.insert(0, RowVM(w("member.grace", day=day), role="warning", mark=("alert", "warning")))
    if up is None and terms is not None and terms == d.tiers[-1]:
        rows.append(RowVM(w("member.tier_top"), mark=("star", "tier")))
    worth = text.worth(terms, d.departments, w)
    if worth and len(rows) < FEW:
        said = w("member.list_sep").join(f"{one.label} {one.value}" for one in worth[:FEW])
        rows.append(RowVM(w("members.worth"), sub=said))
    hint = ""
    if standing.until:
        hint = w("member.valid_until", day=text.day(standing.until, f.today, w))
    return SectionVM(
        w("members.tier"),
        tuple(rows),
        hint=hint,
        figure=name,
        figure_role="tier" if terms else "muted",
        aside=w("member.growth", n=d.purse.growth) if d.purse.growth else "",
        meter_ppm=None if up is None else up.have * 1_000_000 // max(1, up.need),
        meter_marks=_marks(up, d, f) if up else (),
        why="" if rows else w("member.tier_none"),
        acts=(ActVM("tier", w("member.tier_hand"), f.off(Permission.MEMBER_EDIT)),),
    )


def _marks(up: Missing, d: Dossier, f: Frame) -> tuple[tuple[int, str], ...]:
    w, terms = f.words, d.tier(up.tier_id)
    name = terms.named(w.lang) if terms else ""
    end = w("member.mark", tier=name, need=measure(up.metric, up.need, w))
    return ((0, measure(up.metric, 0, w)), (1_000_000, end))


def measure(metric: Metric, n: int, w: Words) -> str:
    """A count in the unit of its metric: money, visits, days, points."""
    if metric in (Metric.SPEND, Metric.BALANCE, Metric.TOPUP):
        return text.money(n, w)
    return w(f"member.measure.{metric.value}", n=n)


def missing(one: Missing, d: Dossier, f: Frame) -> RowVM:
    """`再消费 1,820.00 升铂金` and until when."""
    w, terms = f.words, d.tier(one.tier_id)
    name = terms.named(w.lang) if terms else ""
    left = measure(one.metric, max(0, one.need - one.have), w)
    verb = "keep" if one.keep else "up"
    title = w(f"member.missing.{verb}.{one.metric.value}", left=left, tier=name)
    note = w("member.until", day=text.day(one.until, f.today, w)) if one.until else ""
    if one.metric is Metric.GROUP:
        return RowVM(title, note=note)
    return RowVM(title, aside=note)


# --- the lower half --------------------------------------------------------------------------


def _vouchers(d: Dossier, f: Frame) -> SectionVM:
    w = f.words
    held = [one.voucher for one in d.vouchers if one.state in ("good", "not_yet")]
    rows = [
        RowVM(one.campaign.named(w.lang), value=_voucher_end(one, f), value_small=True)
        for one in held[:FEW]
    ]
    return SectionVM(
        w("member.vouchers"),
        tuple(rows),
        hint=w("member.sheets", n=len(held)) if held else "",
        why="" if held else w("member.vouchers_none"),
        acts=(ActVM("go:vouchers", w("member.details")),),
    )


def _voucher_end(one: Voucher, f: Frame) -> str:
    w = f.words
    if one.from_ms > f.now_ms:
        return w("member.usable_from", day=w.month_day(f.at(one.from_ms)))
    if one.until_on in ("", NEVER):
        return w("member.never")
    return w("member.ends", day=text.day(one.until_on, f.today, w))


def _packages(d: Dossier, f: Frame) -> SectionVM:
    w = f.words
    rows: list[RowVM] = []
    live = [one for one in d.packages if any(lot.left for lot in one.lots)]
    for one in live[:2]:
        left = sum(lot.left for lot in one.lots)
        born = sum(lot.born for lot in one.lots)
        timed = all(service.uses == 0 for service in one.plan.services)
        state = (
            w("member.paused")
            if one.paused_on
            else w("member.ends", day=text.day(one.until_on, f.today, w))
            if one.until_on not in ("", NEVER)
            else w("member.never")
        )
        rows.append(
            RowVM(
                one.plan.named(w.lang),
                sub=state,
                value=w("member.timed") if timed else w("member.uses_left", n=left),
                done_ppm=None if timed else left * 1_000_000 // max(1, born),
            )
        )
    return SectionVM(
        w("member.packages"),
        tuple(rows),
        hint=w("member.cards_n", n=len(live)) if live else "",
        why="" if rows else w("member.packages_none"),
        acts=(ActVM("go:packages", w("member.details")),),
    )


def visits(d: Dossier, f: Frame) -> SectionVM:
    """The last twelve weeks, and the last visits."""
    w, page = f.words, d.file
    bought = [
        (f.at(one.at_ms), one, one.due_minor - one.returned_minor)
        for one in page.sales
        if not one.returned_minor or one.returned_minor < one.due_minor
    ]
    every = len(bought) >= page.visits  # a picture of half of it would lie
    sparks = text.weeks([(at, kept) for at, _, kept in bought], f.today)
    drawn = every and any(sparks)
    rows = tuple(
        RowVM(
            w("members.pieces", count=quantity(one.pieces_milli), n=one.pieces_milli // 1000),
            lead=text.when(at, f.today, w),
            value=text.money(kept, w),
        )
        for at, one, kept in bought[: FEW - 1 if drawn else FEW]
    )
    return SectionVM(
        w("members.weeks" if drawn else "members.visits_title"),
        rows,
        hint=text.visits(page.visits, page.spent_minor, w),
        sparks=sparks if drawn else (),
        why="" if rows else w("members.no_visit_why"),
        acts=(ActVM("go:history", w("member.details")),),
    )


def _foot(d: Dossier, f: Frame) -> tuple[tuple[str, str], ...]:
    w, member = f.words, d.member
    found = []
    if d.liked:
        found.append((w("member.likes"), w("member.list_sep").join(d.liked)))
    if d.file.next_birthday:
        born = text.day(d.file.next_birthday, f.today, w)
        near = text.soon(d.file.next_birthday, f.today, w)
        found.append((w("member.birthday"), f"{born}{w('member.comma')}{near}" if near else born))
    if member.preferences:
        found.append((w("member.preferences"), w("member.list_sep").join(member.preferences)))
    if member.note:
        found.append((w("members.note"), member.note))
    key = "members.agreed" if member.consents.marketing else "members.refused"
    found.append((w("members.marketing"), w(key)))
    return tuple(found)
