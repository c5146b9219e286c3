"""Months of a made-up shop: three operators who are not alike, regulars, Saturdays, a sale week.

Honest noise has some of everything that theft looks like: copies, voids, drawers opened for change,
discounts at the limit, regulars who key their number and come twice a day.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random  # noqa: TID251 - the shop is made up, the same in every run

from app.domain.insight.sentinel import Day, Deed, Sold
from app.domain.insight.sentinel import facts as of

FIRST = date(2026, 3, 2)
MINUTE = 60_000
DAY_MS = 86_400_000
OPENS, CLOSES = 240, 1080  # minutes of a business day that begins at 4:00: 8:00 to 22:00
OPERATORS = ("ann", "bo", "cai")
LIMIT_PPM = 100_000
BLIND_LIMIT = 20_000
HABITS = ("no_sale", "cancel", "void", "lines", "override", "edge", "late", "keyed", "returns")


@dataclass
class Made:
    """A sale or deed before it has its place in the journal; `planted` numbers the theft."""

    minute: int
    what: str
    who: str
    told: dict = field(default_factory=dict)
    planted: int = 0


@dataclass
class Shop:
    """The shop as it is built: by business date, what was done."""

    r: Random
    days: int = 120
    done: list[list[Made]] = field(default_factory=list)
    temper: dict = field(default_factory=dict)
    members: list[str] = field(default_factory=list)
    keyers: set[str] = field(default_factory=set)

    def put(self, day: int, minute: int, what: str, who: str, **told) -> Made:
        """One more thing done."""
        one = Made(int(minute), what, who, told)
        self.done[day].append(one)
        return one

    def poisson(self, mean: float) -> int:
        """How many times something happens that happens `mean` times."""
        n, left = 0, self.r.expovariate(1)
        while left < mean:
            n, left = n + 1, left + self.r.expovariate(1)
        return n

    def minute(self) -> int:
        """When a customer comes: two waves a day."""
        wave = self.r.gauss(480, 110) if self.r.random() < 0.5 else self.r.gauss(850, 110)
        return int(min(max(wave, OPENS), CLOSES))

    def on_duty(self, day: int) -> tuple[str, str]:
        """Two of the three work on a day."""
        off = OPERATORS[day % 3]
        first, second = (one for one in OPERATORS if one != off)
        return first, second

    def amount(self) -> int:
        """What a basket comes to."""
        return max(150, min(150_000, int(self.r.lognormvariate(8.2, 0.8))))


def honest(seed: int, days: int = 120) -> Shop:
    """A shop in which nobody steals."""
    shop = Shop(Random(seed), days)
    r = shop.r
    shop.temper = {(who, one): r.uniform(0.6, 1.6) for who in OPERATORS for one in HABITS}
    shop.members = [f"m{n}" for n in range(600)]
    shop.keyers = {one for one in shop.members if r.random() < 0.1}
    for day in range(days):
        shop.done.append([])
        mood = r.gammavariate(25, 0.04) * (1.6 if (FIRST + timedelta(day)).weekday() == 5 else 1)
        for who in shop.on_duty(day):
            _sales(shop, day, who, shop.poisson(100 * mood))
            _deeds(shop, day, who, mood)
    return shop


def _sales(shop: Shop, day: int, who: str, n: int) -> None:
    r = shop.r
    seen = {one.told.get("member_id") for one in shop.done[day]} - {""}
    for _ in range(n):
        one = sell(shop, day, shop.minute(), who)
        if one.told["member_id"] in seen and r.random() < 0.85:
            one.told["member_id"] = ""  # who was here today comes again now and then, not at random
        seen.add(one.told["member_id"])
        if one.told["member_id"] and r.random() < 0.03:
            again = one.minute + r.randrange(5, 60)
            sell(shop, day, min(again, CLOSES), who, member_id=one.told["member_id"])
    if r.random() < 0.004:
        sell(shop, day, shop.minute(), who, due_minor=r.randrange(100_000, 190_000))


def sell(shop: Shop, day: int, minute: int, who: str, **told) -> Made:
    """A sale, as they are."""
    r = shop.r

    def usual(name: str) -> float:
        return shop.temper[who, name]

    due = told.pop("due_minor", 0) or shop.amount()
    cash = r.random() < 0.35
    facts = {"due_minor": due, "cash_minor": due if cash else 0, "member_id": ""}
    if r.random() < 0.45:
        facts["member_id"] = r.choice(shop.members[: 50 if r.random() < 0.35 else 600])
    facts |= told
    if facts["member_id"]:
        keyed = facts["member_id"] in shop.keyers or r.random() < 0.18 * usual("keyed")
        facts.setdefault("scanned", not keyed)
        facts.setdefault("late", r.random() < 0.06 * usual("late"))
        facts.setdefault("spends", r.random() < 0.12)
    if r.random() < 0.007 * usual("override"):
        facts["overrides"] = 1
    if r.random() < 0.04:
        at_limit = r.random() < 0.4 * usual("edge")
        facts["off_ppm"] = LIMIT_PPM if at_limit else r.choice((20_000, 30_000, 50_000, 80_000))
        facts["off_minor"] = due // 10
    if r.random() < 0.02 * usual("lines"):
        facts["voids"] = tuple((-r.randrange(0, 200), 500) for _ in range(r.randrange(1, 5)))
    return shop.put(day, minute, "sale", who, **facts)


def _deeds(shop: Shop, day: int, who: str, mood: float) -> None:
    r = shop.r

    def times(mean: float, name: str = "") -> range:
        return range(shop.poisson(mean * mood * (shop.temper[who, name] if name else 1)))

    def some(what: str, **told) -> Made:
        return shop.put(day, shop.minute(), what, who, **told)

    for _ in times(0.8, "no_sale"):
        some(of.NO_SALE)
    for _ in times(1.2, "cancel"):
        one = some(of.CANCEL, amount_minor=shop.amount(), n=r.randrange(1, 9))
        if r.random() < 0.03:
            shop.put(day, one.minute + 1, of.NO_SALE, who)
    for _ in times(0.25, "void"):
        minor = shop.amount()
        some(of.VOID, amount_minor=minor, cash_minor=minor if r.random() < 0.4 else 0)
    for _ in times(1.2, "returns"):
        back(shop, day, shop.minute(), who)
    for _ in times(0.08):
        some(of.BLIND, amount_minor=r.randrange(500, 9_000), cash_minor=1)
    for _ in times(1.0):
        some(of.REPRINT, sale_id=f"old{day}")
    for _ in times(1.6):
        some(of.TOPUP, amount_minor=r.choice((10_000, 20_000, 50_000, 100_000)), member_id="m9")
    for _ in times(0.25):
        minute, face = shop.minute(), r.choice((10_000, 20_000))
        card = f"card-{day}-{who}-{r.random()}"
        shop.put(day, minute, of.GIFT_SOLD, who, amount_minor=face, ref=card)
        if r.random() < 0.1:
            part = r.choice((face, face // 4, face // 2))
            sell(shop, day, minute + r.randrange(40, 200), who, gift=((card, part),))
    if r.random() < 0.01:
        topped_back(shop, day, who, minor=10_000, minutes=5)
    for _ in times(1.2 if who == "bo" else 0.3):
        some(of.WRITE_OFF, amount_minor=r.randrange(200, 6_000), n=1)


def back(shop: Shop, day: int, minute: int, who: str, **told) -> Made:
    """A return with its receipt; now and then a copy of it is printed for that."""
    r = shop.r
    sale_id = f"s{day}-{r.random()}"
    member = r.choice(shop.members) if r.random() < 0.4 else ""
    facts = {"amount_minor": shop.amount(), "cash_minor": 1, "sale_id": sale_id}
    one = shop.put(day, minute, of.RETURN, who, **facts | {"member_id": member} | told)
    if r.random() < 0.04:
        shop.put(day, minute - 2, of.REPRINT, who, sale_id=sale_id)
    return one


def topped_back(shop: Shop, day: int, who: str, *, minor: int, minutes: int, by: str = "") -> Made:
    """A top-up that is paid out again after so many minutes."""
    minute = shop.minute()
    told = {"amount_minor": minor, "member_id": "m7", "by": by or who, "since": -minutes}
    return shop.put(day, minute, of.TOPUP_REFUND, who, **told)


def days_of(shop: Shop) -> tuple[list[Day], dict[int, set]]:
    """The shop's days in the journal's order, and the rows of each planted theft."""
    seq, made, rows = 0, [], {}
    for number, done in enumerate(shop.done):
        bd = FIRST + timedelta(number)
        sales, deeds = [], []
        for one in sorted(done, key=lambda x: x.minute):
            seq += 1
            if one.planted:
                rows.setdefault(one.planted, set()).add((1, seq))
            thing = _fact(one, seq, number)
            (sales if isinstance(thing, Sold) else deeds).append(thing)
        limits = dict.fromkeys(OPERATORS, LIMIT_PPM)
        made.append(Day(bd.isoformat(), tuple(sales), tuple(deeds), limits, BLIND_LIMIT))
    return made, rows


def _fact(one: Made, seq: int, number: int) -> Sold | Deed:
    at_ms = number * DAY_MS + one.minute * MINUTE
    told = dict(one.told)
    if one.what == "sale":
        told["voids"] = tuple((at_ms + 1000 * s, minor) for s, minor in told.get("voids", ()))
        told.setdefault("sale_id", f"sale{seq}")
        return Sold((1, seq), at_ms, one.minute, one.who, no=f"01-{seq:06d}", **told)
    if "since" in told:
        told["since_ms"] = at_ms + MINUTE * told.pop("since")
    return Deed((1, seq), at_ms, one.minute, one.what, one.who, **told)
