"""A member's file: a phone number is enough; everything else is there when it is wanted."""

from io import BytesIO

import pytest
from PIL import Image

from app.domain.loyalty.tier_rules import Group
from app.domain.member import Birthday
from app.usecases.health.rebuild import check_projections
from app.usecases.loyalty import program
from app.usecases.member.birthday import in_this_year, kept_on, next_solar, solar_in
from app.usecases.member.edit import edit
from app.usecases.member.enrol import enrol
from app.usecases.member.find import attach, duplicates, file, search
from app.usecases.member.household import join_household, leave_household
from app.usecases.member.photo import photo, set_photo


def join(shop, name="", phone="10055512345", **more):
    return enrol(shop.s, shop.cashier, name=name, phone=phone, marketing=False, **more).value


def test_a_phone_number_is_enough(shop):
    made = join(shop)
    assert (made.name, made.named, made.tier_id) == ("100****2345", False, "regular")
    assert [one.member_id for one in search(shop.s, "2345")] == [made.member_id]
    assert attach(shop.s, made.member_id).name == "100****2345"
    moved = edit(shop.s, shop.manager, made.member_id, phone="10055512399").value
    assert (moved.name, moved.named) == ("100****2399", False)
    named = edit(shop.s, shop.manager, made.member_id, name="孙小圣").value
    assert (named.name, named.named) == ("孙小圣", True)
    assert not check_projections(shop.s)


def test_everything_that_may_be_said(shop):
    made = join(shop, "孙小圣", birthday=Birthday(8, 15, 1990, lunar=True), tags=("爱茶",))
    program.save(shop.s, shop.owner, "group", (Group("staff-family", "员工家属"),))
    edit(
        *(shop.s, shop.manager, made.member_id),
        gender="male",
        preferences=("少糖", "少糖", " 要小袋 "),
        tags=("爱茶", "邻居"),
        note="住在楼上",
        advisor_id=shop.cashier.operator_id,
        groups=("staff-family",),
    )
    shop.again()
    found = file(shop.s, made.member_id)
    member = found.member
    assert member.birthday == Birthday(8, 15, 1990, lunar=True)
    assert member.preferences == ("少糖", "要小袋")
    assert (member.tags, member.groups) == (("爱茶", "邻居"), ("staff-family",))
    assert (member.gender, member.note) == ("male", "住在楼上")
    assert found.advisor_name == shop.cashier.name
    assert found.next_birthday in {
        str(solar_in(member.birthday, year)) for year in range(2020, 2040)
    }
    sealed = "".join(doc.data.decode() for doc in shop.documents())
    for secret in ("住在楼上", "少糖", "邻居", "L08-15"):
        assert secret not in sealed
    assert not check_projections(shop.s)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"note": "4111 1111 1111 1111"}, "code.payment_card"),
        ({"tags": ("4111111111111111",)}, "code.payment_card"),
        ({"preferences": ("卡 4111111111111111",)}, "code.payment_card"),
        ({"tags": tuple(f"t{n}" for n in range(21))}, "words.too_many"),
        ({"gender": "?"}, "gender.unknown"),
        ({"advisor_id": "nobody"}, "operator.unknown"),
        ({"tier_id": "diamond"}, "tier.unknown"),
    ],
)
def test_what_may_not_stand_in_a_file(shop, refused, change, code):
    made = join(shop, "孙小圣")
    with refused(code):
        edit(shop.s, shop.manager, made.member_id, **change)


@pytest.mark.parametrize(
    ("month", "day", "year", "lunar"),
    [(2, 30, 0, False), (13, 1, 0, False), (0, 1, 0, True), (8, 31, 0, True), (4, 31, 0, False)],
)
def test_no_such_birthday(refused, month, day, year, lunar):
    with refused("birthday.no_such_day"):
        Birthday(month, day, year, lunar)


def test_birthdays_by_both_calendars():
    autumn = Birthday(8, 15, lunar=True)
    assert [str(solar_in(autumn, year)) for year in (2025, 2026, 2027)] == [
        "2025-10-06",
        "2026-09-25",
        "2027-09-15",
    ]
    assert next_solar(autumn, "2026-09-25") == "2026-09-25"
    assert next_solar(autumn, "2026-09-26") == "2027-09-15"
    assert in_this_year(autumn, "2026-12-01") == "09-25"
    assert "L08-15" in kept_on("2026-09-25")
    leap_day = Birthday(2, 29)
    assert [str(solar_in(leap_day, year)) for year in (2027, 2028)] == ["2027-02-28", "2028-02-29"]
    assert "02-29" in kept_on("2027-02-28")
    assert "02-29" not in kept_on("2028-02-28")


def test_every_lunar_birthday_comes_once_a_lunar_year_and_is_found_on_its_day():
    for year in range(2020, 2040):
        for month in range(1, 13):
            for day in (1, 15, 29, 30):
                born = Birthday(month, day, lunar=True)
                on = str(solar_in(born, year))
                assert str(born) in kept_on(on)
                assert next_solar(born, on) == on


def test_the_last_day_of_a_short_lunar_month_and_a_leap_month(shop):
    assert {"L12-29", "L12-30"} <= set(kept_on("2026-02-16"))
    assert not [one for one in kept_on("2025-08-05") if one.startswith("L")]  # 闰六月


def test_who_may_be_the_same_person(shop):
    made = join(shop, "陈雨彤", "10055512345")
    (old,) = search(shop.s, "6027")  # 陈雨桐 sounds the same
    assert {one.member_id for one in duplicates(shop.s, name="陈雨桐")} == {
        made.member_id,
        old.member_id,
    }
    first, *_ = duplicates(shop.s, phone="+86 100-5551-2345", name="陈雨桐")
    assert first.member_id == made.member_id
    assert first.phone_masked == "100****2345"
    assert duplicates(shop.s, phone="1005") == ()
    assert duplicates(shop.s, name="欧阳不在") == ()


def test_households(shop, refused):
    one, two = join(shop, "孙小圣"), join(shop, "孙悟空", "10055512346")
    three = join(shop, "孙悟能", "10055512347")
    home = join_household(shop.s, shop.manager, two.member_id, one.member_id).value
    assert join_household(shop.s, shop.manager, three.member_id, two.member_id).value == home
    assert [row.name for row in file(shop.s, one.member_id).household] == ["孙悟空", "孙悟能"]
    leave_household(shop.s, shop.manager, three.member_id)
    assert [row.name for row in file(shop.s, one.member_id).household] == ["孙悟空"]
    assert file(shop.s, three.member_id).household == ()
    with refused("household.self"):
        join_household(shop.s, shop.manager, one.member_id, one.member_id)
    with refused("permission.missing"):
        join_household(shop.s, shop.cashier, three.member_id, one.member_id)
    assert not check_projections(shop.s)


def picture(size=(900, 600), form="PNG"):
    out = BytesIO()
    Image.new("RGB", size, "red").save(out, form)
    return out.getvalue()


def test_a_photo_lies_beside_the_journal(shop, refused):
    made, other = join(shop, "孙小圣"), join(shop, "猪八戒", "10055512346")
    sha = set_photo(shop.s, shop.manager, made.member_id, picture()).value
    kept = photo(shop.s, made.member_id)
    with Image.open(BytesIO(kept)) as shown:
        assert (shown.size, shown.format) == ((480, 480), "JPEG")
    assert file(shop.s, made.member_id).member.photo == sha
    assert photo(shop.s, other.member_id) == b""
    set_photo(shop.s, shop.manager, other.member_id, picture())
    set_photo(shop.s, shop.manager, other.member_id, b"")
    assert photo(shop.s, made.member_id) == kept
    assert photo(shop.s, other.member_id) == b""
    for wrong in (b"no picture", picture()[:200]):
        with refused("photo.unreadable"):
            set_photo(shop.s, shop.manager, made.member_id, wrong)
    assert not check_projections(shop.s)
