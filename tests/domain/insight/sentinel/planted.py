"""Thefts to put among months of honest days: what was done, when, and which rules may name it."""

from collections.abc import Callable
from dataclasses import dataclass

from app.domain.insight.sentinel import facts as of
from tests.domain.insight.sentinel.months import (
    BLIND_LIMIT,
    LIMIT_PPM,
    OPERATORS,
    Made,
    Shop,
    back,
    sell,
    topped_back,
)

Theft = Callable[[Shop, int, str], list[Made]]


@dataclass(frozen=True)
class Kind:
    """A way to steal, the rules that may find it, and over how many days it goes."""

    name: str
    rules: frozenset[str]
    theft: Theft
    slow: bool = False


def _times(shop: Shop, low: int, high: int) -> range:
    return range(shop.r.randint(low, high))


def _cash(shop: Shop) -> dict:
    minor = shop.amount()
    return {"due_minor": minor, "cash_minor": minor}


def off_hours(shop: Shop, day: int, who: str) -> list[Made]:
    at = shop.r.choice((40, 90, 1260, 1350))
    return [sell(shop, day, at + n, who, **_cash(shop)) for n in _times(shop, 1, 3)]


def night_topup(shop: Shop, day: int, who: str) -> list[Made]:
    return [shop.put(day, 1300, of.TOPUP, who, amount_minor=50_000, member_id="m3")]


def large_sale(shop: Shop, day: int, who: str) -> list[Made]:
    minor = shop.r.randrange(350_000, 900_000)
    return [sell(shop, day, shop.minute(), who, due_minor=minor)]


def large_return(shop: Shop, day: int, who: str) -> list[Made]:
    minor = shop.r.randrange(250_000, 400_000)
    return [back(shop, day, shop.minute(), who, amount_minor=minor)]


def large_topup(shop: Shop, day: int, who: str) -> list[Made]:
    minor = shop.r.randrange(800_000, 2_000_000)
    return [shop.put(day, shop.minute(), of.TOPUP, who, amount_minor=minor, member_id="m4")]


def spend_burst(shop: Shop, day: int, who: str) -> list[Made]:
    start = shop.minute() - 60
    return [
        sell(shop, day, start + 20 * n, who, member_id="m250", spends=True, scanned=True)
        for n in _times(shop, 5, 6)
    ]


def member_day(shop: Shop, day: int, who: str) -> list[Made]:
    return [
        sell(shop, day, shop.minute(), who, member_id="m280", **_cash(shop))
        for _ in _times(shop, 5, 9)
    ]


def own_card(shop: Shop, day: int, who: str) -> list[Made]:
    return [
        sell(shop, day, shop.minute(), who, member_id="m290", late=True, **_cash(shop))
        for _ in _times(shop, 1, 2)
    ]


def late_member(shop: Shop, day: int, who: str) -> list[Made]:
    return [
        sell(shop, day, shop.minute(), who, member_id=f"m{260 + n % 4}", late=True)
        for n in _times(shop, 12, 18)
    ]


def keyed(shop: Shop, day: int, who: str) -> list[Made]:
    return [
        sell(shop, day, shop.minute(), who, member_id=f"m{200 + n}", scanned=False)
        for n in _times(shop, 28, 40)
    ]


def topup_refund(shop: Shop, day: int, who: str) -> list[Made]:
    minor, minutes = shop.r.choice((30_000, 50_000, 100_000)), shop.r.randrange(2, 2000)
    return [topped_back(shop, day, who, minor=minor, minutes=minutes)]


def blind(shop: Shop, day: int, who: str) -> list[Made]:
    return [
        shop.put(day, shop.minute(), of.BLIND, who, amount_minor=6_000, cash_minor=6_000)
        for _ in _times(shop, 3, 5)
    ]


def blind_slow(shop: Shop, day: int, who: str) -> list[Made]:
    return [shop.put(day, shop.minute(), of.BLIND, who, amount_minor=7_000, cash_minor=7_000)]


def splitting(shop: Shop, day: int, who: str) -> list[Made]:
    start = shop.minute()
    return [
        shop.put(day, start + 8 * n, of.BLIND, who, amount_minor=BLIND_LIMIT - 500, cash_minor=1)
        for n in _times(shop, 2, 3)
    ]


def returns(shop: Shop, day: int, who: str) -> list[Made]:
    return [back(shop, day, shop.minute(), who) for _ in _times(shop, 9, 14)]


def returns_slow(shop: Shop, day: int, who: str) -> list[Made]:
    return [back(shop, day, shop.minute(), who) for _ in _times(shop, 3, 4)]


def returns_member(shop: Shop, day: int, who: str) -> list[Made]:
    return [back(shop, day, shop.minute(), who, member_id="m299")]


def voids(shop: Shop, day: int, who: str) -> list[Made]:
    return [
        shop.put(day, shop.minute(), of.VOID, who, amount_minor=4_000, cash_minor=4_000)
        for _ in _times(shop, 3, 6)
    ]


def voids_slow(shop: Shop, day: int, who: str) -> list[Made]:
    return [shop.put(day, shop.minute(), of.VOID, who, amount_minor=4_000, cash_minor=4_000)]


def cancel_after_cash(shop: Shop, day: int, who: str) -> list[Made]:
    made = []
    for _ in _times(shop, 2, 4):
        minute = shop.minute()
        made.append(shop.put(day, minute, of.CANCEL, who, amount_minor=shop.amount(), n=4))
        made.append(shop.put(day, minute + 1, of.NO_SALE, who))
    return made


def cancels(shop: Shop, day: int, who: str) -> list[Made]:
    return [
        shop.put(day, shop.minute(), of.CANCEL, who, amount_minor=9_000, n=5)
        for _ in _times(shop, 9, 13)
    ]


def no_sales(shop: Shop, day: int, who: str) -> list[Made]:
    return [shop.put(day, shop.minute(), of.NO_SALE, who) for _ in _times(shop, 8, 12)]


def line_voids(shop: Shop, day: int, who: str) -> list[Made]:
    lines = tuple((-10 * n, 400) for n in range(1, 5))
    return [sell(shop, day, shop.minute(), who, voids=lines) for _ in _times(shop, 5, 9)]


def overrides(shop: Shop, day: int, who: str) -> list[Made]:
    return [sell(shop, day, shop.minute(), who, overrides=1) for _ in _times(shop, 8, 12)]


def below_limit(shop: Shop, day: int, who: str) -> list[Made]:
    near = LIMIT_PPM - 1_000
    return [
        sell(shop, day, shop.minute(), who, off_ppm=near, off_minor=900)
        for _ in _times(shop, 12, 16)
    ]


def clock_back(shop: Shop, day: int, who: str) -> list[Made]:
    minutes = -shop.r.randrange(60, 600)
    return [shop.put(day, shop.minute(), of.JUMP, "", n=minutes)]


def gift(shop: Shop, day: int, who: str) -> list[Made]:
    minute, face = shop.minute(), shop.r.choice((20_000, 50_000))
    card = f"drained-{day}"
    sold = shop.put(day, minute, of.GIFT_SOLD, who, amount_minor=face, ref=card)
    used = [
        sell(shop, day, minute + 3 + n, who, gift=((card, face // 2),), due_minor=face // 2)
        for n in range(2)
    ]
    return [sold, *used]


def reprints(shop: Shop, day: int, who: str) -> list[Made]:
    made = []
    for n in _times(shop, 2, 4):
        minute, sale_id = shop.minute(), f"re-{day}-{n}"
        made.append(shop.put(day, minute, of.REPRINT, who, sale_id=sale_id))
        made.append(back(shop, day, minute + 4, who, sale_id=sale_id, member_id=""))
    return made


def write_offs(shop: Shop, day: int, who: str) -> list[Made]:
    return [
        shop.put(day, shop.minute(), of.WRITE_OFF, who, amount_minor=3_000, n=1)
        for _ in _times(shop, 8, 12)
    ]


def large_write_off(shop: Shop, day: int, who: str) -> list[Made]:
    return [shop.put(day, shop.minute(), of.WRITE_OFF, who, amount_minor=120_000, n=6)]


def _kind(name: str, theft: Theft, *rules: str, slow: bool = False) -> Kind:
    return Kind(name, frozenset(rules), theft, slow)


KINDS = (
    _kind("off hours", off_hours, "off_hours"),
    _kind("top-up at night", night_topup, "off_hours"),
    _kind("large sale", large_sale, "large"),
    _kind("large return", large_return, "large"),
    _kind("large top-up", large_topup, "large"),
    _kind("spent in a hurry", spend_burst, "spend_burst"),
    _kind("own card, one day", member_day, "member_day", "own_card"),
    _kind("own card, weeks", own_card, "own_card", slow=True),
    _kind("member after the total", late_member, "late_member"),
    _kind("keyed, not scanned", keyed, "keyed_member"),
    _kind("top-up, then refund", topup_refund, "topup_refund"),
    _kind("without receipt", blind, "no_receipt", "splitting"),
    _kind("without receipt, weeks", blind_slow, "no_receipt", slow=True),
    _kind("split below the limit", splitting, "splitting"),
    _kind("returns", returns, "returns"),
    _kind("returns, weeks", returns_slow, "returns", slow=True),
    _kind("returns to one member", returns_member, "returns_to_member", slow=True),
    _kind("void after cash", voids, "void_after_cash"),
    _kind("void after cash, weeks", voids_slow, "void_after_cash", slow=True),
    _kind("cancelled after cash", cancel_after_cash, "no_sale_near_void"),
    _kind("cancelled", cancels, "cancel"),
    _kind("drawer without a sale", no_sales, "no_sale"),
    _kind("lines out before paying", line_voids, "line_voids"),
    _kind("prices by hand", overrides, "override"),
    _kind("discounts below the limit", below_limit, "below_limit"),
    _kind("clock set back", clock_back, "clock"),
    _kind("gift card drained", gift, "gift_drained"),
    _kind("copies near returns", reprints, "reprint_refund"),
    _kind("write-offs", write_offs, "write_off"),
    _kind("large write-off", large_write_off, "large"),
)
QUIET_DAYS, SLOW_DAYS = 30, 14  # the shop gets to know itself; how long a slow theft goes on


def plant(shop: Shop, each: int = 2) -> dict[int, Kind]:
    """Every kind so many times, anywhere after the first weeks; which number is which kind."""
    kinds = {}
    for kind in KINDS * each:
        number = len(kinds) + 1
        kinds[number] = kind
        last = shop.days - (SLOW_DAYS if kind.slow else 1)
        first = shop.r.randrange(QUIET_DAYS, last)
        who = shop.r.choice(OPERATORS)
        for day in range(first, first + (SLOW_DAYS if kind.slow else 1)):
            if kind.slow and who not in shop.on_duty(day):
                continue
            by = who if who in shop.on_duty(day) else shop.on_duty(day)[0]
            for one in kind.theft(shop, day, by):
                one.planted = number
    return kinds
