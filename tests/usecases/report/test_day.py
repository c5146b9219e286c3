"""The owner's day: figures by hand, the same text for ever, and what agrees with the ledger."""

from dataclasses import replace
from pathlib import Path

import pytest

from app.domain.document import Kind
from app.reports import text
from app.reports.report import Sentences, say
from app.usecases.catalog.list_items import departments
from app.usecases.catalog.save import save_department, save_item
from app.usecases.health.rebuild import rewrite_projections
from app.usecases.loyalty import nightly
from app.usecases.member.merge import merge
from app.usecases.report import export
from app.usecases.report.day import day
from app.usecases.shift.close import close
from app.usecases.shift.z import z_close
from app.usecases.shop import settings
from app.usecases.staff import edit as staff
from app.words import LANGUAGES, Words
from tests.usecases.report.week import MONDAY, THURSDAY, TUESDAY, WEDNESDAY
from tests.usecases.returns.counter import sell
from tests.usecases.shift.ways import count_all
from tests.usecases.shop import COLA, MILK

GOLDEN = Path(__file__).with_name("golden")
WEEK = (MONDAY, TUESDAY, WEDNESDAY)


def figures(made) -> dict[str, int | None]:
    return {one.key: one.value for one in made.figures()}


def sentences(made, language="en") -> list[str]:
    found = made.section("stand_out")
    assert isinstance(found, Sentences)
    return [say(one.text, Words(language)) for one in found.lines]


def test_monday_by_hand(traded):
    made = day(traded.s, traded.shop.owner, MONDAY)
    found = figures(made)
    assert (found["sales"], found["receipts"], found["ticket"]) == (4060, 7, 580)
    assert (found["returned"], found["saved"], found["difference"]) == (0, 0, 0)
    assert found["tax"] == 5 * 76 + 2 * 44  # 13 % within 6.60 is 0.76, within 3.80 0.44
    (hours,) = made.section("hours").chart.series[:1]
    assert hours.values == (3300, 0, 0, 760)
    tenders = {row.cells[0].key: row.cells[5] for row in made.table("tenders").rows}
    assert tenders == {"tender.cash": 3300, "tender.wechat": 760}
    assert made.as_of_ms == 0


def test_tuesday_by_hand(traded):
    made = day(traded.s, traded.shop.owner, TUESDAY)
    found = figures(made)
    assert (found["sales"], found["returned"], found["saved"]) == (619, 660, 41)
    assert [(row.cells[2], row.cells[3]) for row in made.table("returns").rows] == [
        (1, 380),
        (1, 280),
    ]
    stored = made.table("stored")
    assert stored.rows[0].cells[1:] == (0, 0, 619, 10_000, 9_381)
    assert (found["points_in"], found["members_active"]) == (6, 1)
    assert found["member_share"] == 1_000_000
    cash = next(r for r in made.table("tenders").rows if r.cells[0].key == "tender.cash")
    assert cash.cells[1:] == (2, 660, -660, 0, 0)


def test_a_day_without_a_sale_reads_well(traded):
    made = day(traded.s, traded.shop.owner, WEDNESDAY)
    found = figures(made)
    assert (found["sales"], found["receipts"], found["ticket"]) == (0, 0, None)
    assert sentences(made) == ["There were no sales on this day."]
    assert made.section("tenders") is None
    assert made.section("formula") is None
    assert made.table("stored").rows[0].cells[5] == 9_381
    for language in LANGUAGES:
        assert "⟦" not in text.full(made, language)


def test_an_open_day_says_until_when_and_what_is_wrong(traded):
    made = day(traded.s, traded.shop.owner)
    assert made.period.from_on == THURSDAY
    assert made.as_of_ms == traded.shop.clock.now_ms()
    assert sentences(made) == ["林晓燕's drawer was 60.00 short."]
    found = figures(made)
    assert (found["sales"], found["difference"]) == (730, -6_000)
    assert (found["visitors"], found["conversion"]) == (10, 100_000)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_text_of_past_days(traded, language):
    """erpnext #4319, RepairDesk #179, #1011, Stocky #411, #505, OSPOS #4135: the owner's day,
    wanted where there is no network."""
    for bd in WEEK:
        made = text.full(day(traded.s, traded.shop.owner, bd), language)
        golden = GOLDEN / f"{bd}-{language}.txt"
        assert made == golden.read_text("utf-8"), f"{golden.name} differs"


def test_a_past_day_is_the_same_whatever_comes_later(traded):
    """Trading weeks, the night's sweep, a merge, a rebuild: not a letter of it changes."""
    shop = traded.shop
    before = [day(traded.s, shop.owner, bd) for bd in WEEK]
    texts = [text.full(one, "zh_CN") for one in before]
    z_close(traded.s, shop.owner)
    for later in (9, 16, 23):
        traded.monday(later)
    anna = shop.member("6027")
    nightly.run(traded.s)
    other = next(
        one
        for (one,) in shop.rows("SELECT member_id FROM member WHERE active = 1 ORDER BY member_id")
        if one != anna.member_id
    )
    merge(traded.s, shop.owner, other, anna.member_id)
    after = [day(traded.s, shop.owner, bd) for bd in WEEK]
    assert [text.full(one, "zh_CN") for one in after] == texts
    assert after == before
    rewrite_projections(traded.s)
    assert [day(traded.s, shop.owner, bd) for bd in WEEK] == before


def test_a_past_day_keeps_the_names_it_was_closed_with(traded):
    """An item, a department, a person, a reason and the shop get other names after the Z."""
    shop, s = traded.shop, traded.s
    z_close(s, shop.owner)

    def read() -> list[bytes]:
        made = [day(s, shop.owner, bd) for bd in WEEK]
        papers = [export.make(one, "pdf", language) for one in made for language in LANGUAGES]
        return [
            *papers,
            *(text.full(one, language).encode() for one in made for language in LANGUAGES),
        ]

    before = read()
    assert any("北岸可乐".encode() in one for one in before)
    assert any("林晓燕".encode() in one for one in before)
    item = shop.item(COLA)
    save_item(s, shop.owner, replace(item, name="南岸可乐", name_en="South Bank Cola"))
    (drinks,) = [one for one in departments(s) if one.department_id == item.department_id]
    save_department(s, shop.owner, replace(drinks, name="冷饮", name_en="Cold drinks"))
    staff.change(s, shop.owner, shop.cashier.operator_id, name="林晓雁")
    settings.change(s, shop.owner, shop_name="新店名")
    assert read() == before
    rewrite_projections(s)
    assert read() == before


def test_the_same_weekday_is_what_it_is_held_against(traded):
    traded.shop.clock.pass_ms(1)
    z_close(traded.s, traded.shop.owner)
    traded.monday(9)
    made = day(traded.s, traded.shop.owner, "2026-09-21")
    sales = made.figure("sales")
    assert (sales.value, sales.compare, sales.change_ppm) == (4060, 4060, 0)
    formula = made.section("formula")
    assert [one.key for one in formula.figures] == ["buyers", "visits", "ticket"]


def test_what_sold_only_last_week_stands_among_the_departments(traded):
    traded.shop.clock.pass_ms(1)
    z_close(traded.s, traded.shop.owner)
    traded.monday(9)
    before = figures(day(traded.s, traded.shop.owner, TUESDAY))["sales"]
    table = day(traded.s, traded.shop.owner, "2026-09-22").table("departments")
    assert [row.cells[2] for row in table.rows] == [0] * len(table.rows)
    assert table.total is not None
    assert table.total.cells[4] == before > 0


def test_four_mondays_make_a_habit_and_the_fifth_stands_out(traded):
    shop = traded.shop
    z_close(traded.s, shop.owner)
    for later in (9, 16, 23):
        traded.monday(later)
    traded.at(30)
    shift = shop.shift(float_minor=20_000)
    for _ in range(30):
        sell(shop, shift, shop.basket(COLA, MILK))
    made = day(traded.s, shop.owner)
    said = " ".join(sentences(made))
    assert "Sales of 198.00, 388% above the usual" in said
    chart = made.section("hours").chart
    assert chart.series[1].values == (3300, 0, 0, 760)


def test_who_may_read(traded, refused):
    with refused("permission.missing"):
        day(traded.s, traded.shop.cashier)
    with refused("report.period"):
        day(traded.s, traded.shop.owner, "2026-13-01")


def test_it_can_be_stopped(traded, refused):
    heard = []

    def tell(done: int, steps: int) -> bool:
        heard.append((done, steps))
        return len(heard) < 3

    with refused("work.cancelled"):
        day(traded.s, traded.shop.owner, MONDAY, tell=tell)
    assert len(heard) == 3
    day(traded.s, traded.shop.owner, MONDAY)


def test_everything_agrees_with_the_postings(traded):
    """Revenue and tax are the accounts' of that day; tenders are what was posted to theirs."""
    for bd in (*WEEK, THURSDAY):
        made = day(traded.s, traded.shop.owner, bd)
        posted = dict(
            traded.shop.rows(
                "SELECT account, sum(amount) FROM account_day WHERE bd = ? AND unit = 'CNY'"
                " GROUP BY 1",
                bd,
            )
        )
        earned = -sum(n for account, n in posted.items() if account[:4] in ("4010", "2210"))
        assert made.figure("sales").value == earned
        assert made.figure("tax").value == -sum(
            n for account, n in posted.items() if account.startswith("2210")
        )
        if made.section("tenders") is None:
            continue
        by = {r.cells[0].key: r.cells[5] for r in made.table("tenders").rows}
        assert by.get("tender.wechat", 0) == posted.get("1120.wechat", 0)
        assert sum(by.values()) == earned
    assert not traded.shop.documents(Kind.FAULT)


def test_a_drawer_that_was_off_is_called_so_in_the_code_on_paper(traded):
    lines = text.qr(day(traded.s, traded.shop.owner, THURSDAY), "zh_CN").splitlines()
    assert "差额 林晓燕 −60.00" in lines


def test_shifts_one_after_the_other_add_up_to_what_they_were_off_alone(traded):
    shop = traded.shop
    for _ in range(2):
        shift = shop.shift(shop.manager, 10_000)
        count_all(shop, shift, off=-500, who=shop.manager)
        close(shop.s, shop.manager, str(shift.shift_id))
    table = day(traded.s, shop.owner).table("shifts")
    assert len(table.rows) > 1
    assert table.total.cells[1:5] == (None,) * 4
    assert table.total.cells[5] == sum(row.cells[5] or 0 for row in table.rows)
