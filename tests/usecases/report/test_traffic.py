"""Visitors: entered by hand, corrected, taken from door counters' files of every kind."""

from io import BytesIO

import pytest
from xlsxwriter import Workbook

from app.domain.document import Kind
from app.usecases.health.rebuild import check_projections
from app.usecases.report import door_counter
from app.usecases.report.traffic import apply, enter, preview, visitors

DAY = "2026-09-11"


def test_an_hour_is_entered_and_corrected(shop, refused):
    assert enter(shop.s, shop.cashier, DAY, 9, 40).value == 40
    assert enter(shop.s, shop.cashier, DAY, 10, 5).value == 45
    assert enter(shop.s, shop.cashier, DAY, 9, 30).value == 35
    assert visitors(shop.s, DAY) == ((9, 30), (10, 5))
    assert len(shop.documents(Kind.TRAFFIC)) == 3
    for bd, hour, n, code in (
        *((DAY, 24, 1, "traffic.hour"), (DAY, -1, 1, "traffic.hour")),
        *((DAY, 9, -1, "traffic.many"), (DAY, 9, 100_001, "traffic.many")),
        *(("2026-09-13", 9, 1, "traffic.day"), ("1999-01-01", 9, 1, "traffic.day")),
        *(("gestern", 9, 1, "traffic.day"), ("", 9, 1, "traffic.day")),
    ):
        with refused(code):
            enter(shop.s, shop.cashier, bd, hour, n)
    with refused("permission.missing"):
        enter(shop.s, shop.person("陈工"), DAY, 9, 1)
    assert not check_projections(shop.s)


FILES = {
    "chinese": ("日期,时间,进店,出店\n2026-09-11,09:00,40,1\n2026/9/11,10:00,55,2\n", "gb18030"),
    "quarters": (
        "datetime;in\n2026-09-11 09:00;10\n2026-09-11 09:15;30\n11;\n2026-09-11T10:45;55",
        "utf-8",
    ),
    "tabs": ("Date\tHour\tCount\n20260911\t9\t40\n20260911\t10\t55\n", "utf-16"),
    "am": ("date,start time,visitors\n2026-09-11,9:00 AM,40\n2026-09-11,10:30 am,55\n", "utf-8"),
    "columns": ("日期,8点,9点,10点\n2026年9月11日,,40,55\n", "utf-8-sig"),
    "spans": ("日期,时段,客流量\n2026-09-11,09:00-10:00,40\n2026-09-11,10:00-11:00,55", "utf-8"),
    "wide spans": ("Date,08:00-09:00,09:00-10:00,10:00-10:59\n2026-09-11,0,40,55\n", "utf-8"),
}


@pytest.mark.parametrize("name", FILES)
def test_files_of_door_counters(shop, name):
    told, encoding = FILES[name]
    plan = preview(shop.s, told.encode(encoding))
    assert [one for one in plan.hours if one[2]] == [(DAY, 9, 40), (DAY, 10, 55)]
    assert plan.visitors == 95
    assert plan.days == (DAY, DAY)
    assert not visitors(shop.s, DAY)
    assert apply(shop.s, shop.cashier, plan).value == 1
    assert dict(visitors(shop.s, DAY))[9] == 40
    assert preview(shop.s, told.encode(encoding)).replaced == len(plan.hours)
    assert len(shop.documents(Kind.TRAFFIC)) == 1


def test_a_workbook(shop):
    out = BytesIO()
    with Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for line, row in enumerate((("日期", "小时", "人数"), (DAY, 9, 40), (DAY, 10, 55))):
            for column, cell in enumerate(row):
                sheet.write(line, column, cell)
    assert preview(shop.s, out.getvalue()).visitors == 95


def test_errors_are_told_by_line_and_the_rest_is_taken(shop):
    told = (
        "date,time,in\n2026-09-11,09:00,40\nyesterday,10:00,1\n2026-09-11,25:00,1\n"
        "2026-09-11,11:00,many\n2026-09-11,11:00,-3\n2026-02-30,11:00,3\n"
        "2027-01-01,11:00,3\n2026-09-11,12:00,100001\n2026-09-11,13:61,3\n2026-09-11,14:00,3.5\n"
    )
    plan = preview(shop.s, told.encode())
    assert plan.hours == ((DAY, 9, 40),)
    assert [(one.line, one.code) for one in plan.errors] == [
        *((3, "date"), (4, "hour"), (5, "number"), (6, "number"), (7, "date")),
        *((8, "day"), (9, "many"), (10, "hour"), (11, "number")),
    ]


def test_the_small_hours_belong_to_the_day_before(shop):
    """The shop's day ends at four."""
    plan = preview(shop.s, b"date,time,in\n2026-09-12,03:30,7\n2026-09-12,04:00,8\n")
    assert plan.hours == ((DAY, 3, 7), ("2026-09-12", 4, 8))


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "import.empty"),
        (b"a,b\n1,2\n", "traffic.no_column"),
        (b"time,out\n09:00,3\n", "traffic.no_column"),
        (b"date,time,in\nx,y,z\n", "traffic.nothing"),
        (b"\xff\xfe\x00", "import.not_text"),
    ],
)
def test_files_that_say_nothing(shop, refused, data, code):
    with refused(code):
        preview(shop.s, data)


def test_who_may_not(shop, refused):
    plan = preview(shop.s, b"date,time,in\n2026-09-11,09:00,40\n")
    with refused("permission.missing"):
        apply(shop.s, shop.person("陈工"), plan)


def test_all_errors_have_words():
    from app.words import LANGUAGES, Words

    for language in LANGUAGES:
        for code in ("date", "hour", "number", "day", "many"):
            assert f"traffic.error.{code}" in Words(language)
    assert door_counter.FORM.missing == "traffic.no_column"
