"""What the counter says about a member before anybody asks: hints, progress, points to earn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from app.domain.checkout.state import CheckoutState
from app.domain.loyalty.purse import Purse
from app.domain.loyalty.tier_rules import Metric, Missing, nearest
from app.domain.member import MemberTerms
from app.domain.money import PPM
from app.domain.pricing.priced import Facts, NotApplied, PricedBasket
from app.domain.rights import NEVER, AssetKind
from app.domain.shop import business_date
from ui.checkout.viewmodel.frame import Frame
from ui.checkout.viewmodel.parts import NudgeVM

SOON_DAYS = 30
NEARLY_PPM = 600_000  # of a voucher's minimum: from here on it is worth a word
MONEY = (Metric.SPEND, Metric.BALANCE, Metric.TOPUP)


@dataclass(frozen=True, slots=True)
class Hint:
    """A sentence: `role` is warning, accent or muted; `share_ppm` how near it is."""

    role: str
    words: str
    share_ppm: int = 0
    right: str = ""


def earned(state: CheckoutState, priced: PricedBasket, f: Frame) -> int:
    """The points that this basket would bring, were all of it paid in cash."""
    if state.purse is None or not priced.lines or not f.book.program.points.rules:
        return 0
    from app.usecases.sale.member_at_counter import points_ahead

    return points_ahead(priced, state.purse, f.book, f.now_ms)


def spoken(facts: Facts, f: Frame) -> dict[str, str | int]:
    """Facts as the screen's language says them: days as days, names in that language."""
    said = dict(facts)
    if f.language == "en" and said.get("name_en"):
        said["name"] = said["name_en"]
    for name in ("until_on", "from_on", "paused_on", "last_on"):
        if name in said:
            said[name] = day(str(said[name]), f)
    return said


def day(on: str, f: Frame) -> str:
    """A business date as a person says it; the year only when it is not this one."""
    if not on or on == NEVER:
        return f.words("checkout.hint.never")
    found = date.fromisoformat(on)
    this = business_date(f.now_ms, f.book.zone, f.book.cutoff_hour)[:4] if f.now_ms else ""
    return f.words.month_day(found) if str(found.year) == this else f.words.full_day(found)


def why_not(note: NotApplied, f: Frame) -> str:
    """Why a voucher does not count, and what would make it."""
    return f.words(f"not_applied.{note.rule}.{note.reason}", **spoken(note.facts, f))


def nudge(
    state: CheckoutState, priced: PricedBasket, tried: Sequence[NotApplied], f: Frame
) -> NudgeVM | None:
    """The one thing that is worth saying now: a voucher that does not count or is nearly good
    (`tried` on the basket), then what the member should know."""
    for note in priced.not_applied:
        if note.rule == "voucher":
            return NudgeVM(why_not(note, f), _near(note))
    close = [one for one in tried if one.reason == "minimum" and _near(one) >= NEARLY_PPM]
    if close:
        best = max(close, key=_near)
        return NudgeVM(why_not(best, f), _near(best))
    if state.purse is None:
        return None
    said = [one for one in hints(state.purse, f) if one.role != "muted"]
    if not said:
        return None
    return NudgeVM(said[0].words, said[0].share_ppm, said[0].right)


def _near(note: NotApplied) -> int:
    """How near its minimum the goods are, in millionths."""
    facts = dict(note.facts)
    if note.reason != "minimum":
        return 0
    least, missing = int(facts["minimum_minor"]), int(facts["missing_minor"])
    return (least - missing) * PPM // max(1, least)


def hints(purse: Purse, f: Frame) -> tuple[Hint, ...]:
    """All of them: what is owed or ends first, then what can still be reached."""
    found: list[Hint] = []
    words = f.words
    if purse.points_debt:
        found.append(Hint("warning", words("checkout.hint.debt", n=purse.points_debt)))
    near = nearest(purse.tier.missing)  # as the receipt says it
    found += [_tier(one, f) for one in near if one.keep]
    n, on = expiring(purse)
    if n:
        found.append(Hint("warning", words("checkout.hint.expiring", n=n, on=day(on, f))))
    ends = _vouchers_end(purse)
    if ends[0]:
        said = words("checkout.hint.vouchers_end", n=ends[0], on=day(ends[1], f))
        found.append(Hint("warning", said))
    found += [_tier(one, f) for one in near if not one.keep]
    if purse.frozen_points:
        found.append(Hint("muted", words("checkout.hint.frozen", n=purse.frozen_points)))
    return tuple(found)


def birthday(purse: Purse, f: Frame) -> str:
    """`Birthday tomorrow`; nothing when it is more than a week away."""
    if not purse.birthday or not purse.today:
        return ""
    from app.usecases.sale.spend import birthday_of

    today = date.fromisoformat(purse.today)
    solar = birthday_of(purse, purse.today)
    for ahead in range(8):
        then = today + timedelta(days=ahead)
        if f"{then:%m-%d}" == solar:
            key = ("today", "tomorrow")[ahead] if ahead < 2 else "on"
            return f.words(f"checkout.hint.birthday.{key}", on=f.words.month_day(then))
    return ""


def expiring(purse: Purse) -> tuple[int, str]:
    """Points that end within the next thirty days, all those of the first last day."""
    limit = _later(purse.today, SOON_DAYS)
    lots = [one for one in purse.of(AssetKind.POINTS) if one.asset.bucket <= limit]
    if not lots:
        return 0, ""
    first = lots[0].asset.bucket
    return sum(one.left for one in lots if one.asset.bucket == first), first


def _vouchers_end(purse: Purse) -> tuple[int, str]:
    limit = _later(purse.today, 7)
    ends = sorted(one.until_on for one in purse.vouchers if one.until_on <= limit)
    ends = [one for one in ends if one]
    return (ends.count(ends[0]), ends[0]) if ends else (0, "")


def _later(today: str, days: int) -> str:
    return (date.fromisoformat(today) + timedelta(days=days)).isoformat() if today else ""


def tier_now(member: MemberTerms, after: Purse | None, f: Frame) -> str:
    """The tier's name: the one that the sale was priced by, `after` it the one it brought."""
    return f.tier(after.tier.tier_id if after and after.tier.tier_id else member.tier_id)


def _tier(one: Missing, f: Frame) -> Hint:
    """What is missing for a tier, or to keep it (R29), and until when."""
    gap = max(0, one.need - one.have)
    figure: dict[str, int] = {"gap_minor": gap} if one.metric in MONEY else {"n": gap}
    kind = "keep" if one.keep else "next"
    key = f"checkout.hint.{kind}.{one.metric.value}"
    tier = f.tier(one.tier_id) or one.tier_id
    until = f.words("checkout.hint.until", on=day(one.until, f)) if one.until else ""
    share = max(0, one.have) * PPM // max(1, one.need)
    role = "warning" if one.keep else "accent"
    return Hint(role, f.words(key, tier=tier, **figure), share, until)
