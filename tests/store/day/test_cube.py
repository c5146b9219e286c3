"""The cube says what the documents say, alike before a Z and after it, and returns take off."""

import random  # noqa: TID251 - seeded, the same weeks every time
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from app.clock import ManualClock
from app.domain.document import Document, Kind
from app.keys import ProfileVault
from app.store import engine, journal, rebuild
from app.store.queries import cube, fold
from app.usecases import commit
from tests.domain.builders import DAY
from tests.store.day import days
from tests.store.loyalty import lives
from tests.store.tills import CHEN, SHOP, Till, basket_of

ALL = ("0001-01-01", "9999-12-31")
COSTS = {"cola": 180, "milk": 400, "pen": None, "bread": 777, "wine": 6000, "tv": None}


def figures(till: Till, from_on: str = ALL[0], until_on: str = ALL[1]) -> dict:
    with till.db.read() as tx:
        return {dim: cube.read(tx, dim, from_on, until_on) for dim in fold.DIMENSIONS}


def sums(till: Till, dim: str, name: str, *span: str) -> dict[str, int]:
    with till.db.read() as tx:
        rows = cube.read(tx, dim, *(span or ALL))
    return {one.key: getattr(one, name) for one in rows if getattr(one, name)}


def sell(till: Till, *names: str, member=None) -> Document:
    """A sale of goods, some of which have a known cost."""
    basket = basket_of(till.clock.new_id(), names, member)
    lines = tuple(
        replace(one, item=replace(one.item, cost_minor=COSTS[one.item.name]), qty_milli=1000 * n)
        for n, one in enumerate(basket.lines, 1)
    )
    return till.sell(basket=replace(basket, lines=lines))


def busy_days(till: Till, dice: random.Random, *, count: int) -> None:
    """Sales, returns, plans and new days at random."""
    sold: list[Document] = []
    for _ in range(count):
        what = dice.random()
        if what < 0.7 or not sold:
            names = dice.sample([*COSTS], dice.randint(1, 4))
            sold.append(sell(till, *names, member=dice.choice([None, CHEN])))
        elif what < 0.85:
            back = sold.pop(dice.randrange(len(sold)))
            days.give_back(till, back, till.clock.new_id(), how=dice.choice(["return", "void"]))
        elif what < 0.9:
            lives.top_up(till, till.clock.new_id())
        else:
            till.clock.pass_ms(dice.randrange(DAY))


@pytest.fixture
def till(till: Till) -> Till:
    lives.set_terms(till)
    return till


@pytest.mark.parametrize("seed", range(6))
def test_a_z_changes_no_figure(till, seed):
    dice = random.Random(seed)
    for z_no in range(1, 5):
        busy_days(till, dice, count=12)
        before = figures(till)
        days.z_close(till, z_no)
        assert figures(till) == before
        till.clock.pass_ms(DAY // 2)
    assert rebuild.check(till.db, ProfileVault().open) == []
    with till.db.read() as tx:
        by_day = {dim: cube.by_day(tx, dim, *ALL) for dim in fold.DIMENSIONS}
        dates = sorted({bd for rows in by_day.values() for bd, _ in rows})
        assert len(dates) > 1
        for dim, rows in by_day.items():
            for bd in dates:
                assert tuple(row for on, row in rows if on == bd) == cube.read(tx, dim, bd, bd)


@pytest.mark.parametrize("zs", [(), (9,), (3, 9, 20)], ids=["no Z", "one Z", "three Zs"])
def test_it_says_what_the_documents_say(till, zs):
    dice = random.Random(7)
    for z_no, count in enumerate(zs, 1):
        busy_days(till, dice, count=count)
        days.z_close(till, z_no)
    busy_days(till, dice, count=40 - sum(zs))
    with till.db.read() as tx:
        docs = list(journal.read(tx, kinds=(Kind.SALE, Kind.REFUND, Kind.TOPUP)))
    by = {kind: [one for one in docs if one.kind is kind] for kind in Kind}
    assert by[Kind.REFUND]
    assert sums(till, "operator", "n") == {"c1": len(by[Kind.SALE])}
    assert sums(till, "till", "refunds") == {SHOP.tid: len(by[Kind.REFUND])}
    assert sums(till, "item", "total_minor") == items(by, "total", "amount")
    assert sums(till, "item", "tax_minor") == items(by, "tax", "tax")
    assert sums(till, "item", "qty_milli") == items(by, "qty", "qty")
    assert sums(till, "item", "cost_minor") == costs(by)
    assert sums(till, "tender", "total_minor") == tenders(by)
    paid = [one for doc in by[Kind.TOPUP] for one in doc.body["tenders"]]
    assert sums(till, "plan", "n") == Counter(one["kind"] for one in paid)
    assert sum(sums(till, "plan", "total_minor").values()) == sum(one["amount"] for one in paid)
    assert sums(till, "promotion", "total_minor") == discounts(by)
    assert sums(till, "who", "n") == Counter(
        "member" if one.body["member_id"] else "guest" for one in by[Kind.SALE]
    )
    gross = sum(sums(till, "department", "total_minor").values())
    for dim in ("till", "operator", "tier", "who", "hour", "tax"):
        assert sum(sums(till, dim, "total_minor").values()) == gross


def items(by: dict, sold: str, back: str) -> dict[str, int]:
    found: Counter[str] = Counter()
    for doc in by[Kind.SALE]:
        for line in doc.body["lines"]:
            found[line["item"]] += line[sold]
    for doc in by[Kind.REFUND]:
        for line in doc.body["lines"]:
            found[line["item"]] -= line[back]
    return {key: n for key, n in found.items() if n}


def costs(by: dict) -> dict[str, int]:
    found: Counter[str] = Counter()
    for kind, sign in ((Kind.SALE, 1), (Kind.REFUND, -1)):
        for doc in by[kind]:
            for line in doc.body["lines"]:
                found[line["item"]] += sign * (line["cost"] or 0) * line["qty"] // 1000
    return {key: n for key, n in found.items() if n}


def tenders(by: dict) -> dict[str, int]:
    found: Counter[str] = Counter()
    for doc in by[Kind.SALE]:
        for one in doc.body["tenders"]:
            found[one["kind"]] += one["amount"]
    for doc in by[Kind.REFUND]:
        found["cash"] -= doc.body["paid_out"]
    return dict(found)


def discounts(by: dict) -> dict[str, int]:
    found: Counter[str] = Counter()
    for doc in by[Kind.SALE]:
        for line in doc.body["lines"]:
            for one in line["adj"]:
                found[f"{one['rule']}:{one['reason']}"] -= one["amount"]
    return dict(found)


def test_a_return_takes_off_and_is_shown(till):
    sale = sell(till, "wine", "cola", member=CHEN)
    days.give_back(till, sell(till, "wine"), "r1")
    (row,) = [one for one in read(till, "item") if one.key == "wine"]
    line = sale.body["lines"][0]
    assert (row.n, row.qty_milli, row.refunds, row.refund_minor) == (2, 1000, 1, 9900)
    assert row.gross_minor == row.total_minor == line["total"]
    assert row.base_minor == 2 * 9900
    assert row.saved_minor == 9900 - line["total"] > 0
    assert (row.cost_minor, row.costed_minor) == (6000, line["total"] - line["tax"])


def read(till: Till, dim: str) -> tuple[cube.CubeRow, ...]:
    with till.db.read() as tx:
        return cube.read(tx, dim, *ALL)


def test_members_are_new_once_and_active_once_a_day(till):
    assert sums(till, "member", "n") == {"new": 1, "active": 1}
    days.z_close(till, 1)
    till.sell("cola", member=CHEN)
    assert sums(till, "member", "n") == {"new": 1, "active": 1}
    days.z_close(till, 2)
    till.clock.pass_ms(DAY)
    till.sell("cola", member=CHEN)
    assert sums(till, "member", "n") == {"new": 1, "active": 2}


def test_hours_are_those_of_the_shops_wall(tmp_path):
    """The night of the autumn change has two two o'clocks: one hour of the report."""
    path, zone = tmp_path / "till.db", ZoneInfo("Europe/Berlin")
    engine.create(path, None)
    first = int(datetime(2026, 10, 25, 0, tzinfo=UTC).timestamp() * 1000)
    till = Till(path, clock=ManualClock(first, prefix=0xD57))
    till.open_shop()
    till.seal(Kind.SETTINGS_CHANGE, {"changed": {"zone": "Europe/Berlin", "cutoff_hour": 4}})
    wall = []
    for _ in range(6):
        doc = till.sell("cola")
        at = datetime.fromtimestamp(doc.body["at_ms"] / 1000, UTC).astimezone(zone)
        wall.append(f"{at.hour:02d}")
        till.clock.pass_ms(1_800_000)
    assert wall == ["02", "02", "02", "02", "03", "03"]
    assert sums(till, "hour", "n") == Counter(wall)
    days.z_close(till, 1)
    assert sums(till, "hour", "n") == Counter(wall)
    till.close()


@pytest.mark.parametrize(
    ("from_on", "until_on"),
    [
        ("2026-09-01", "2026-11-30"),
        ("2026-09-11", "2026-12-01"),
        ("2026-08-31", "2026-10-31"),
        ("2026-09-10", "2026-10-30"),
        ("2026-10-02", "2026-10-30"),
        ("2026-09-20", "2026-11-15"),
        ("2026-09-01", "2026-12-15"),
        ("2026-09-30", "2026-11-01"),
        ("2026-11-01", "2026-10-01"),
        ALL,
    ],
)
def test_a_long_time_is_read_by_months_and_the_same(till, from_on, until_on):
    for z_no in range(1, 13):
        sell(till, "pen", "wine")
        if z_no % 2:
            days.z_close(till, z_no)
        till.clock.pass_ms(9 * DAY)
    with till.db.read() as tx:
        assert tx.one("SELECT count(*) FROM day_cube WHERE dim = 'item.month'") > (6,)
        rows = cube.read(tx, "item", from_on, until_on)
        every = cube.by_day(tx, "item", *ALL)
        singly = [row for bd, row in every if from_on <= bd <= until_on]
    for key in {row.key for row in (*rows, *singly)}:
        ours = [row for row in singly if row.key == key]
        assert [row for row in rows if row.key == key] == [cube.summed(ours, key)]


@pytest.mark.parametrize("closed", [0, 4], ids=["no Z ever", "a Z in the middle"])
def test_of_years_without_a_z_only_the_dates_asked_for_are_gone_through(till, closed, monkeypatch):
    dice = random.Random(11)
    for number in range(1, 8):
        busy_days(till, dice, count=6)
        till.seal(Kind.SHIFT_CLOSE, {"shift_id": till.shift_id})
        if number == closed:
            days.z_close(till, 1)
        till.clock.pass_ms(DAY)
        till.shift_id = f"s{number + 1}"
        opened = till.seal(Kind.SHIFT_OPEN, {"shift_id": till.shift_id, "float": 0})
    with till.db.write() as tx:  # a sale has the date of its shift, however late it is
        for table in ("sale", "refund", "sale_discount"):
            tx.sql(
                f"UPDATE {table} SET bd = (SELECT h.bd FROM shift AS h"
                f" WHERE h.shift_id = {table}.shift_id)"
            )
    today = opened.business_date
    spans = [ALL, ("2026-09-11", "2026-09-13"), (today, today), ("2026-09-10", "2026-09-10")]
    whole = [figures(till, *span) for span in spans]
    monkeypatch.setattr(fold, "WHOLE", -1)
    assert [figures(till, *span) for span in spans] == whole
    days.z_close(till, 2)
    assert [figures(till, *span) for span in spans] == whole


def test_late_arrivals_belong_to_their_date_whichever_z_takes_them(till):
    days.z_close(till, 1)
    doc = sell(till, "cola")
    days.z_close(till, 2)
    till.clock.pass_ms(2 * DAY)
    sell(till, "pen")
    days.z_close(till, 3)
    bd = doc.business_date
    assert sums(till, "item", "n", bd, bd) == {"bread": 5, "cola": 6, "milk": 5}
    assert sums(till, "item", "n", bd, "2999-01-01")["pen"] == 1


def test_a_new_epoch_goes_on_where_the_last_z_stood(till):
    days.z_close(till, 1)
    sell(till, "cola")
    with till.db.write() as tx:
        commit.open_epoch(tx, till.s, SHOP, reason="restore")
    sell(till, "cola", "milk")
    days.give_back(till, sell(till, "pen"), "r1")
    before = figures(till)
    assert sums(till, "item", "n") == {"bread": 5, "cola": 7, "milk": 6, "pen": 1}
    days.z_close(till, 2)
    assert figures(till) == before
