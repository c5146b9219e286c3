"""Days as people type them, codes and names told apart, both languages complete."""

from datetime import date
from zoneinfo import ZoneInfo

import pytest

from app.domain.catalog import SHELF, Department, Item, ItemKind, Price
from app.domain.errors import Refused
from app.domain.ids import ItemId
from app.usecases.catalog.list_items import ItemRow
from app.words import Words
from ui.catalog.viewmodel import items as vm
from ui.catalog.viewmodel.days import begins_ms, parse_day

TODAY = date(2026, 9, 12)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-10-01", date(2026, 10, 1)),
        ("2026/10/1", date(2026, 10, 1)),
        ("20261001", date(2026, 10, 1)),
        ("10-1", date(2026, 10, 1)),
        ("10.1", date(2026, 10, 1)),
        ("10 月 1 日", date(2026, 10, 1)),
        ("２０２６－１０－０１", date(2026, 10, 1)),
        ("9-12", TODAY),
        ("9-11", date(2027, 9, 11)),
    ],
)
def test_a_day_as_people_write_it(text, day):
    assert parse_day(text, TODAY) == day


@pytest.mark.parametrize(
    ("text", "code"),
    [
        *((text, "day.unreadable") for text in ("31-12", "2026-02-30", "tomorrow", "1", "10-1-26")),
        ("2026-09-11", "day.past"),
    ],
)
def test_a_day_that_is_none(text, code):
    with pytest.raises(Refused) as refused:
        parse_day(text, TODAY)
    assert refused.value.code == code


def test_a_day_begins_at_the_cutoff():
    zone = ZoneInfo("Asia/Shanghai")
    assert begins_ms(TODAY, zone, 4) - begins_ms(TODAY, zone, 0) == 4 * 3_600_000
    assert begins_ms(TODAY, zone, 0) == 1_789_142_400_000


@pytest.mark.parametrize(("lang", "per"), [("zh_CN", "每公斤"), ("en", "per kg")])
def test_a_row_of_weighed_goods(lang, per):
    item = Item(
        *(ItemId("1"), "红富士苹果", "d", "reduced", (Price(SHELF, 990),)),
        kind=ItemKind.WEIGHED,
        unit="kg",
        name_en="Fuji apples",
        plu="12",
    )
    shown = vm.row(ItemRow(item, 990, Department("d", "生鲜")), Words(lang))
    assert (shown.spec, shown.price) == (per, "9.90")
    assert shown.code.endswith("12")
    assert shown.name == ("红富士苹果" if lang == "zh_CN" else "Fuji apples")


@pytest.mark.parametrize(
    ("text", "code"),
    [("6901234567892", True), ("12345", False), ("苹果", False), ("abc123456", False)],
)
def test_a_code_is_told_from_a_name(text, code):
    assert vm.is_code(text) == code


@pytest.mark.parametrize("lang", ["zh_CN", "en"])
def test_a_long_search_is_shown_short(lang):
    said, _, new = vm.nothing("苹" * 50, Words(lang))
    assert "苹" * 20 + "…" in said
    assert "苹" * 21 not in new
