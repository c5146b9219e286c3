"""A week of a shop through the real use cases: three people, two tills one after the other, planted
thefts, a power cut, a clock jump, a restore; closed day by day, every total explained.

`python -m tests.simulation --out build/week` writes the owner's PDFs and an account of every day;
tests/simulation/test_week.py holds the figures against each other.
"""

import json
import random  # noqa: TID251 - seeded, the same week every time
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from app import bootstrap
from app import settings as settings_of
from app.cli import demo
from app.clock import ManualClock
from app.domain.catalog import Item, Price
from app.domain.errors import Refused
from app.domain.ids import ItemId, SaleId
from app.domain.money import plain
from app.domain.pricing.basket import Basket, BasketLine
from app.domain.shift import Counted, ZReport
from app.domain.shop import CashRounding
from app.domain.tendering import take
from app.usecases.catalog import list_items
from app.usecases.catalog.save import save_item
from app.usecases.keeping import places, restore, shelf
from app.usecases.keeping.backup import back_up
from app.usecases.keeping.standing import release
from app.usecases.member.find import attach
from app.usecases.report.traffic import enter
from app.usecases.sale.complete import complete
from app.usecases.shift.close import Closing
from app.usecases.shift.count import count
from app.usecases.shift.hand_over import hand_over
from app.usecases.shift.open import current, open_shift
from app.usecases.shift.other_tills import day_of_shop, see_z
from app.usecases.shift.z import z_close
from app.usecases.shop.desk import desk_book
from app.usecases.shop.first_start import Answers
from app.usecases.shop.settings import change
from app.usecases.staff.login import people
from tests.simulation.people_at_work import Till, pieces
from tests.usecases.shop import Shop

MONDAY = 1_789_315_200_000  # 2026-09-14 00:00 in the shop
MINUTE, HOUR = 60_000, 3_600_000
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
FLOAT = 30_000
TEN_YEARS = 10 * 366 * 24 * HOUR
SALES_A_SHIFT = 14
TYPO = 9 * 5 * 10_000  # 50 notes where there are 5
WHY = "查过监控，少 100"
ALONE = ("Fri",)  # who was at the drawer closes it, with the manager's word


@dataclass
class Day:
    """What the week knows of a day that the till must find out by itself."""

    name: str
    z: ZReport | None = None
    stolen_minor: int = 0
    short_minor: int = 0
    lost_sales: tuple[str, ...] = ()
    told: list[str] = field(default_factory=list)
    candidates: tuple[str, ...] = ()


class Week:
    """One generated week. `run()` goes through it; what happened stands in `days`."""

    def __init__(self, folder: Path, seed: int = 1) -> None:
        self.folder, self.dice = folder, random.Random(seed)  # noqa: S311
        self.stick = folder / "stick"
        self.stick.mkdir(parents=True)
        self.settings = self._shop("till-03")
        self.shop = Shop(self.settings, MONDAY)
        places.choose(self.shop.s, str(self.stick))
        change(self.shop.s, self.shop.owner, rounding=CashRounding(10))  # nobody has fen
        self.till = Till(self.shop, self.dice)
        self.days: list[Day] = []
        self.epoch = 1
        friend = self.till.regulars[0]
        self.friend_id = friend.member_id

    def _shop(self, name: str) -> settings_of.Settings:
        """A demo shop of its own, made from the program's own demo."""
        settings = settings_of.load(self.folder / name, self.folder / f"{name}-machine")
        demo.make(settings, today_ms=MONDAY, programme=False)
        return settings_of.load(settings.data_dir, settings.settings_dir)

    # --- who works ------------------------------------------------------------------------------

    @property
    def lin(self):
        return self.shop.cashier

    @property
    def thief(self):
        return self.shop.person("李伟")

    def at(self, day: int, hour: int, minute: int = 0) -> None:
        """The clock of the wall, wherever it was."""
        target = MONDAY + day * 24 * HOUR + hour * HOUR + minute * MINUTE
        if target > self.shop.clock.now_ms():
            self.shop.clock.pass_ms(target - self.shop.clock.now_ms())

    def run(self) -> "Week":
        for number, name in enumerate(DAYS):
            day = Day(name)
            self.days.append(day)
            self._morning(number, day)
            self._evening(number, day)
            self._close(number, day)
        return self

    # --- a day ----------------------------------------------------------------------------------

    def _morning(self, number: int, day: Day) -> None:
        self.at(number, 8)
        open_shift(self.shop.s, self.lin, FLOAT)
        self.till.drawer_minor = FLOAT
        for hour in range(8, 14):
            enter(self.shop.s, self.lin, self.date(number), hour, 10 + self.dice.randrange(20))
        special: dict[str, Callable[[Day], None]] = {"Wed": self._power_cut, "Thu": self._clock}
        for sale in range(SALES_A_SHIFT):
            self.shop.clock.pass_ms(15 * MINUTE)
            self.till.sell(self.lin)
            if sale == SALES_A_SHIFT // 2 and day.name in special:
                special[day.name](day)
        if day.name == "Fri":
            self._restore(day)
        self.till.give_back(self.lin, self.till.sold[-2])

    def _evening(self, number: int, day: Day) -> None:
        """The drawer goes to the other one, who steals in four ways."""
        morning = [one for one in self.till.sold if one.tenders[0].kind == "cash"][-3:]
        hand_over(
            *(self.shop.s, self.lin, self.till.shift_id, self.thief.operator_id),
            self.till.counted(),
        )
        for sale in range(SALES_A_SHIFT):
            self.shop.clock.pass_ms(20 * MINUTE)
            friend = attach(self.shop.s, self.friend_id, scanned=False) if sale % 5 == 0 else None
            self.till.sell(self.thief, member=friend, way="cash" if friend else "")
        day.stolen_minor += self._returns_for_nobody(morning)
        if day.name in ("Tue", "Sat"):
            day.stolen_minor += sum(self._void_and_pocket() for _ in range(4))
        if day.name in ("Wed", "Fri"):
            day.short_minor = -10_000
            self.till.drawer_minor -= 10_000  # taken out of the drawer, nothing written
            day.told.append("100.00 was taken from the drawer")

    def _returns_for_nobody(self, sold) -> int:
        """Receipts of the morning come back in cash without their customers."""
        pocketed = 0
        for one in sold[:2]:
            try:
                pocketed += self.till.give_back(self.thief, one)
            except Refused:
                continue
        return pocketed

    def _void_and_pocket(self) -> int:
        """The customer has gone, the sale is voided, its cash is the thief's."""
        sale = self.till.sell(self.thief, way="cash")
        self.shop.clock.pass_ms(2 * MINUTE)
        return self.till.void(self.thief, sale, "void_entry")

    def _close(self, number: int, day: Day) -> None:
        """Count blind, find the difference, close, Z, copy."""
        self.at(number, 21, 30)
        day.z = self._count_and_close(day)
        back_up(self.shop.s, why="z")

    def _count_and_close(self, day: Day) -> ZReport:
        """The manager counts and closes both; or who was at the drawer counts and signs alone, with
        the manager's word for what is missing, and the day is closed behind it."""
        till, manager = self.till, self.shop.manager
        who = self.thief if day.name in ALONE else manager
        if day.name == "Mon":  # a count with a figure typed ten times too large, then right
            till.count(who, typo=TYPO)
        result = till.count(who)
        day.candidates = tuple(one.code for one in result.candidates)
        reason = WHY if day.short_minor else ""
        if day.name not in ALONE:
            return z_close(self.shop.s, manager, closing=Closing(reason=reason)).value
        till.close(who, reason)
        return z_close(self.shop.s, manager).value

    # --- bad luck -------------------------------------------------------------------------------

    def _power_cut(self, day: Day) -> None:
        """The plug is pulled behind a commit: the folder as it lay on the disk is all there is."""
        last = self.till.sold[-1]
        cut = self.folder / "after-the-cut"
        shutil.copytree(self.settings.data_dir, cut)
        clock = self.shop.clock
        self.shop.close()
        shutil.rmtree(self.settings.data_dir)
        cut.rename(self.settings.data_dir)
        self.shop.till = bootstrap.open_till(self.settings, clock=clock)
        (there,) = self.shop.rows("SELECT count(*) FROM sale WHERE sale_id = ?", last.sale_id)
        assert there == (1,), "a sale that was acknowledged is gone"
        day.told.append("a power cut: every acknowledged sale is there")

    def _clock(self, day: Day) -> None:
        """Somebody sets the clock ten years ahead at noon, and back an hour later."""
        clock = self.shop.clock
        clock.set_wall(clock.now_ms() + TEN_YEARS)
        self.till.sell(self.lin)
        clock.set_wall(clock.now_ms() - TEN_YEARS)
        self.till.sell(self.lin)
        day.told.append("the clock stood ten years ahead for one sale")

    def _restore(self, day: Day) -> None:
        """The disk dies at noon: back to last night's copy; the morning stands on paper only."""
        clock = self.shop.clock
        self.shop.close()
        seen_places = places.of_machine(self.settings)
        copy = max(shelf.listed(seen_places), key=lambda one: (one.at_ms, one.seq))
        lock = bootstrap.hold(self.settings)
        try:
            seen = restore.preview(self.settings, copy)
            furnish = bootstrap.restorer(self.settings, copy.till, clock=clock)
            done = restore.restore(self.settings, seen, furnish)
        finally:
            lock.release()
        self.shop.till = bootstrap.open_till(self.settings, clock=clock)
        release(self.shop.s, self.shop.owner)
        morning = self.till.sold[-SALES_A_SHIFT:]
        day.lost_sales = tuple(one.receipt_no for one in morning)
        self.epoch = done.epoch
        day.told.append(f"restored: {done.lost} documents stand on paper only")
        open_shift(self.shop.s, self.lin, self.till.drawer_minor)
        for _ in range(3):
            clock.pass_ms(5 * MINUTE)
            self.till.sell(self.lin)

    # --- the second till --------------------------------------------------------------------------

    def second_till(self) -> tuple[ZReport, int]:
        """Sunday afternoon at the other till; its Z slip is scanned at ours. Its Z, and what the
        shop's sheet says of the day's sales."""
        settings = settings_of.load(self.folder / "till-04", self.folder / "till-04-machine")
        settings.data_dir.mkdir(parents=True)
        shop = self.shop
        told = json.loads((demo.FOLDER / "shop.json").read_text("utf-8"))
        answers = Answers(
            shop_name=told["shop_name"],
            owner_name="赵敏",
            owner_pin="454545",
            shop_no=told["shop_no"],
            till_no="04",
        )
        clock = ManualClock(shop.clock.now_ms() - 8 * HOUR, prefix=4)
        bootstrap.create_shop(settings, answers, clock=clock)
        other = bootstrap.open_till(settings, clock=clock)
        try:
            s = other.services
            (owner,) = people(s)
            made = list_items.departments(s)[0]
            tea = Item(ItemId(""), "茶", made.department_id, "standard", (Price("shelf", 300),))
            item = save_item(s, owner, tea).value
            shift = open_shift(s, owner, FLOAT).value
            for _ in range(5):
                clock.pass_ms(10 * MINUTE)
                line = BasketLine(1, item, 1000, 300)
                basket = Basket(
                    SaleId(clock.new_id()),
                    owner.operator_id,
                    clock.now_ms(),
                    (line,),
                    next_line_no=2,
                )
                paid = take(300, (), "cash", 300, rounding=desk_book(s).rounding)
                complete(s, owner, shift.shift_id, basket, (paid,))
        finally:
            other.close()
        z = self._close_other(settings, clock, FLOAT + 1500)
        see_z(shop.s, shop.manager, z.proof)
        sheet = day_of_shop(shop.s, z.business_date)
        return z, sum(one.sales_minor for one in sheet.tills)

    def _close_other(
        self, settings: settings_of.Settings, clock: ManualClock, drawer: int
    ) -> ZReport:
        other = bootstrap.open_till(settings, clock=clock)
        try:
            s = other.services
            (owner,), shift = people(s), current(s)
            count(s, owner, shift.shift_id, Counted(pieces(drawer)))
            return z_close(s, owner, closing=Closing()).value
        finally:
            other.close()

    # --- what is asked afterwards ---------------------------------------------------------------

    def date(self, number: int) -> str:
        """The business date of a day of the week."""
        return f"2026-09-{14 + number:02d}"

    def account(self) -> str:
        """Every day in plain words: what was sold, came back, lay there, was missing and why."""
        lines = []
        for number, day in enumerate(self.days):
            z, totals = day.z, day.z.totals
            lines.append(f"{day.name} {self.date(number)}  Z {z.number}")
            lines.append(
                f"  sold {totals.shift.sales} for {yuan(totals.shift.sales_minor)},"
                f" came back {totals.returns} for {yuan(totals.returns_minor)};"
                f" in all since ever {yuan(z.before_minor)} -> {yuan(z.grand_minor)}"
            )
            lines.append(
                f"  drawer: should hold {yuan(totals.expected_minor)},"
                f" held {yuan(totals.counted_minor)}: {yuan(totals.difference_minor)}"
            )
            lines += [f"  {one}" for one in day.told]
            if day.candidates:
                lines.append(f"  the finder says: {', '.join(day.candidates)}")
            if day.lost_sales:
                lines.append(f"  on paper only: {day.lost_sales[0]} .. {day.lost_sales[-1]}")
        return "\n".join(lines) + "\n"

    def close(self) -> None:
        """End the till."""
        self.shop.close()


def yuan(minor: int) -> str:
    """An amount of the account."""
    return plain(minor, 2)
