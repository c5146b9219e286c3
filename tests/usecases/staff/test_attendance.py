"""Attendance: in and out, what was forgotten, nights and hours that clocks skip or repeat."""

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from app import bootstrap
from app.clock import ManualClock
from app.domain.document import Kind
from app.domain.permissions import MATRIX, Permission, Role
from app.settings import load
from app.usecases.health.rebuild import check_projections
from app.usecases.shop.first_start import Answers
from app.usecases.staff import attendance, roles
from app.usecases.staff.hours import LONGEST_MS, Stamp, instant, pair
from tests.usecases.shop import PINS, Shop

HOUR, MINUTE = 3_600_000, 60_000
SHANGHAI = ZoneInfo("Asia/Shanghai")


def at(text: str, zone: ZoneInfo = SHANGHAI, fold: int = 0) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=zone, fold=fold).timestamp()) * 1000


def clocked(shop, name="林晓燕"):
    return attendance.clock(shop.s, shop.person(name).operator_id, PINS[name]).value


def hm(minutes: int) -> str:
    return f"{minutes // 60}:{minutes % 60:02d}"


def sheet(shop, name="林晓燕", month="2026-09", by=None):
    return attendance.month(shop.s, by or shop.owner, month, shop.person(name).operator_id)


def day(shop, bd, **more):
    return next(one for one in sheet(shop, month=bd[:7], **more).days if one.bd == bd)


# --- the gestures ------------------------------------------------------------------------------


def test_in_then_out_by_pin_card_and_where_one_stands(shop):
    came = clocked(shop)
    assert (came.kind, came.since_ms) == ("in", 0)
    assert attendance.at_work(shop.s) == {shop.cashier.operator_id: came.at_ms}
    shop.clock.pass_ms(4 * HOUR)
    went = attendance.clock_by_card(shop.s, "S:cashier-0001").value
    assert (went.kind, went.since_ms) == ("out", came.at_ms)
    assert attendance.at_work(shop.s) == {}
    shop.clock.pass_ms(HOUR)
    assert attendance.clock_own(shop.s, shop.cashier).value.kind == "in"
    hows = [doc.body["how"] for doc in shop.documents(Kind.ATTENDANCE)]
    assert hows == ["pin", "card", "session"]
    assert check_projections(shop.s) == ()


def test_a_second_tap_is_no_end_of_the_day(shop, refused):
    clocked(shop)
    shop.clock.pass_ms(59_000)
    with refused("attendance.just_now"):
        clocked(shop)
    shop.clock.pass_ms(1_000)
    assert clocked(shop).kind == "out"


def test_a_wrong_pin_clocks_nobody_and_counts(shop, refused):
    with refused("pin.wrong"):
        attendance.clock(shop.s, shop.cashier.operator_id, "000000")
    assert shop.documents(Kind.ATTENDANCE) == []
    with refused("card.unknown"):
        attendance.clock_by_card(shop.s, "S:nobody")


def test_who_forgot_to_clock_out_comes_in_the_next_morning(shop):
    clocked(shop)
    shop.clock.pass_ms(LONGEST_MS + MINUTE)
    assert attendance.at_work(shop.s) == {}
    assert clocked(shop).kind == "in"
    assert sheet(shop).wrong == 1


# --- from stamps to hours ------------------------------------------------------------------------


def stamp(kind: str, at_ms: int, n: int = 1) -> Stamp:
    return Stamp((1, n), kind, at_ms, "2026-09-12")


@pytest.mark.parametrize(
    ("stamps", "states"),
    [
        ([("in", 0), ("out", 4)], ["whole"]),
        ([("in", 0), ("out", 4), ("in", 5), ("out", 9)], ["whole", "whole"]),
        ([("in", 0), ("in", 2), ("out", 4)], ["no_out", "whole"]),
        ([("out", 4)], ["no_in"]),
        ([("in", 0), ("out", 17)], ["no_out", "no_in"]),
        ([("in", 0), ("out", 16)], ["whole"]),
        ([("in", 90)], ["open"]),
        ([("in", 0)], ["no_out"]),
        ([("in", 0), ("out", 4), ("out", 5)], ["whole", "no_in"]),
        ([], []),
    ],
)
def test_what_belongs_together(stamps, states):
    made = [stamp(kind, hour * HOUR, n) for n, (kind, hour) in enumerate(stamps, 1)]
    assert [one.state for one in pair(made[::-1], 100 * HOUR)] == states


def test_a_night_over_midnight_is_one_piece_of_the_day_it_began(shop):
    shop.clock.set_wall(at("2026-09-30T20:00"))
    clocked(shop)
    shop.clock.pass_ms(7 * HOUR)  # 03:00, still the business date before the cut-off at 04:00
    clocked(shop)
    assert day(shop, "2026-09-30").minutes == 7 * 60
    assert sheet(shop, month="2026-10").minutes == 0
    shop.clock.set_wall(at("2026-10-31T22:00"))
    clocked(shop)
    shop.clock.pass_ms(8 * HOUR)  # 06:00 of the first of November
    clocked(shop)
    assert day(shop, "2026-10-31").minutes == 8 * 60
    assert sheet(shop, month="2026-11").minutes == 0


@pytest.fixture
def berlin(tmp_path):
    """A shop where clocks are set twice a year."""
    settings = replace(load(tmp_path / "data", tmp_path / "settings"), encryption="off")
    answers = Answers(
        shop_name="Laden",
        owner_name="Anna",
        owner_pin="918273",
        language="en",
        country="DE",
        currency_code="EUR",
        tax_profile="eu-de",
        zone="Europe/Berlin",
    )
    bootstrap.create_shop(settings, answers, clock=ManualClock(at("2026-03-01T12:00"), prefix=8))
    made = Shop(settings, at("2026-03-02T12:00"))
    yield made
    made.close()


@pytest.mark.parametrize(
    ("begin", "end", "bd", "hours"),
    [
        ("2026-03-28T22:00", "2026-03-29T06:00", "2026-03-28", 7),  # 02:00 is 03:00 at once
        ("2026-10-24T22:00", "2026-10-25T06:00", "2026-10-24", 9),  # 02:00 to 03:00 comes twice
        ("2026-03-27T22:00", "2026-03-28T06:00", "2026-03-27", 8),
    ],
)
def test_a_month_sheet_over_the_hour_that_is_skipped_or_repeated(berlin, begin, end, bd, hours):
    zone = ZoneInfo("Europe/Berlin")
    owner = berlin.person("Anna")
    for text in (begin, end):
        berlin.clock.set_wall(at(text, zone))
        attendance.clock(berlin.s, owner.operator_id, "918273")
    month = attendance.month(berlin.s, owner, bd[:7], owner.operator_id)
    assert len(month.days) == (31 if bd[5:7] in ("03", "10") else 30)
    worked = {one.bd: hm(one.minutes) for one in month.days if one.minutes}
    assert worked == {bd: f"{hours}:00"}
    assert (month.worked_days, month.wrong) == (1, 0)


def test_a_month_adds_up_by_hand(shop):
    for begin, end in (
        ("2026-09-01T09:00:30", "2026-09-01T12:00:00"),  # 2:59:30 -> 2:59
        ("2026-09-01T13:00:00", "2026-09-01T18:00:45"),  # 5:00:45 -> 5:00
        ("2026-09-03T09:00:00", "2026-09-03T17:30:00"),  # 8:30
    ):
        for text in (begin, end):
            shop.clock.set_wall(at(text))
            clocked(shop)
    found = sheet(shop)
    assert {one.bd: hm(one.minutes) for one in found.days if one.minutes} == {
        "2026-09-01": "7:59",
        "2026-09-03": "8:30",
    }
    assert (found.worked_days, hm(found.minutes), len(found.days)) == (2, "16:29", 30)


BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("bd", "text", "zone", "is_at"),
    [
        ("2026-09-12", "17:30", SHANGHAI, at("2026-09-12T17:30")),
        ("2026-09-12", "1730", SHANGHAI, at("2026-09-12T17:30")),
        ("2026-09-12", "9：05", SHANGHAI, at("2026-09-12T09:05")),
        ("2026-09-12", "03:59", SHANGHAI, at("2026-09-13T03:59")),  # before the cut-off: still it
        ("2026-09-12", "04:00", SHANGHAI, at("2026-09-12T04:00")),
        ("2026-10-24", "02:30", BERLIN, at("2026-10-25T02:30", BERLIN, 0)),  # it comes twice
        ("2026-03-28", "03:30", BERLIN, at("2026-03-29T03:30", BERLIN)),
    ],
)
def test_a_time_as_it_is_typed_is_an_instant_of_the_business_date(bd, text, zone, is_at):
    assert instant(bd, text, zone.key, 4) == is_at


@pytest.mark.parametrize("text", ["", "24:00", "9:60", "noon", "9:5", "-1:00", "17:30:00"])
def test_what_is_no_time_is_refused(refused, text):
    with refused("attendance.time"):
        instant("2026-09-12", text, "Asia/Shanghai", 4)


# --- corrections ---------------------------------------------------------------------------------


def forgot(shop):
    """The cashier clocked in at 9 and never out; it is the next day now."""
    shop.clock.set_wall(at("2026-09-12T09:00"))
    clocked(shop)
    shop.clock.set_wall(at("2026-09-13T10:00"))
    return shop.cashier.operator_id


def test_a_forgotten_end_is_written_by_another_with_a_reason(shop, refused):
    who = forgot(shop)
    right = {"kind": "out", "at_ms": at("2026-09-12T17:00")}
    with refused("permission.missing"):
        attendance.correct(shop.s, shop.cashier, who, **right, reason="忘了")
    with refused("reason.missing"):
        attendance.correct(shop.s, shop.manager, who, **right, reason="  ")
    with refused("attendance.future"):
        attendance.correct(
            shop.s, shop.manager, who, kind="out", at_ms=at("2026-09-13T17:00"), reason="忘了"
        )
    attendance.correct(shop.s, shop.manager, who, **right, reason="忘了打卡")
    found = day(shop, "2026-09-12")
    assert (hm(found.minutes), found.wrong) == ("8:00", 0)
    (piece,) = found.work
    assert (piece.end.reason, piece.end.by_name) == ("忘了打卡", "王建国")
    assert piece.begin.reason == ""
    doc = shop.last_document()
    assert (doc.operator_id, doc.body["bd"]) == (shop.manager.operator_id, "2026-09-12")
    assert check_projections(shop.s) == ()


def test_what_stood_before_a_correction_stays_in_the_journal(shop, refused):
    who = forgot(shop)
    (wrong,) = day(shop, "2026-09-12").work
    moved = {"kind": "in", "at_ms": at("2026-09-12T08:30"), "reason": "早到"}
    attendance.correct(shop.s, shop.owner, who, **moved, replaces=wrong.begin.place)
    assert shop.last_document().body["was_ms"] == at("2026-09-12T09:00")
    with refused("attendance.no_stamp"):
        attendance.correct(shop.s, shop.owner, who, **moved, replaces=wrong.begin.place)
    (moved_piece,) = day(shop, "2026-09-12").work
    attendance.strike(shop.s, shop.owner, who, moved_piece.begin.place, reason="没来")
    assert day(shop, "2026-09-12").work == ()
    assert [doc.body["kind"] for doc in shop.documents(Kind.ATTENDANCE)] == ["in", "in", "none"]
    assert check_projections(shop.s) == ()


def test_nobody_but_an_owner_writes_their_own_hours(shop, refused):
    forgot(shop)
    mine = {"kind": "out", "at_ms": at("2026-09-12T17:00"), "reason": "忘了"}
    with refused("attendance.own"):
        attendance.correct(shop.s, shop.manager, shop.manager.operator_id, **mine)
    attendance.correct(shop.s, shop.owner, shop.owner.operator_id, **mine)


def test_a_stamp_of_somebody_else_is_not_replaced(shop, refused):
    forgot(shop)
    (piece,) = day(shop, "2026-09-12").work
    with refused("attendance.no_stamp"):
        attendance.strike(
            shop.s, shop.owner, shop.manager.operator_id, piece.begin.place, reason="错"
        )


def test_ones_own_sheet_is_everybodys_others_are_for_who_may(shop, refused):
    assert sheet(shop, by=shop.cashier).name == "林晓燕"
    with refused("permission.missing"):
        sheet(shop, "李伟", by=shop.cashier)
    roles.set_role(shop.s, shop.owner, Role.CASHIER, MATRIX[Role.CASHIER] | {Permission.ATTENDANCE})
    assert sheet(shop, "李伟", by=shop.cashier).minutes == 0


@pytest.mark.parametrize("month", ["2026-13", "2026-9", "abc", "0000-01", "2026-00"])
def test_what_is_no_month_is_refused(shop, refused, month):
    with refused("attendance.month"):
        sheet(shop, month=month)
