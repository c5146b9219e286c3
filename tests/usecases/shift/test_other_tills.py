"""Several tills of a shop: their Z slips scanned in, and the day sheet that adds them up."""

from dataclasses import replace

from app.domain.document import Kind
from app.usecases.health.rebuild import check_projections
from app.usecases.shift.other_tills import ShopDay, TillDay, day_of_shop, see_z
from app.usecases.shift.z import z_close
from tests.usecases.shift.ways import count_all, day_end, sell
from tests.usecases.shop import COLA

OTHER = "SZ1:01-07.1.345:12:{day}:9876500:00112233445566aa:{sig}:120000.500.30000.29800.-200.25000"


def slip(day: str, sig: str = "A" * 86) -> str:
    return OTHER.format(day=day, sig=sig)


def test_the_day_of_the_shop_adds_all_drawers_up(shop):
    z_close(shop.s, shop.manager)
    shift = shop.shift()
    sell(shop, shift, COLA)
    count_all(shop, shift, off=-100)
    own = day_end(shop)
    seen = see_z(shop.s, shop.manager, slip(own.business_date)).value
    assert (seen.till_no, seen.sales_minor, seen.difference_minor) == ("07", 120_000, -200)
    day = day_of_shop(shop.s, own.business_date)
    assert [(one.tid, one.own) for one in day.tills] == [
        ("01-03", True),  # the demo's own days before are another Z, of their own day
        ("01-07", False),
    ]
    mine = [one for one in day.tills if one.own]
    assert day.total("difference_minor") == -200 + sum(one.difference_minor for one in mine)
    assert day.total("to_bank_minor") == 25_000 + sum(one.to_bank_minor for one in mine)
    assert not check_projections(shop.s)


def test_a_slip_scanned_twice_is_one_document(shop):
    for _ in range(2):
        see_z(shop.s, shop.manager, slip("2026-09-12"))
    assert len(shop.documents(Kind.Z_SEEN)) == 1


def test_slips_that_are_not_taken_in(shop, refused):
    own = z_close(shop.s, shop.manager).value
    see_z(shop.s, shop.manager, slip("2026-09-12"))
    for text, code in (
        (own.proof, "z.own"),
        (slip("2026-09-12").replace("01-07", "02-07"), "z.other_shop"),
        (slip("2026-09-12", "B" * 86), "z.conflict"),
        (slip("2026-09-12").replace("01-07", "01-T03"), "z.training"),
        ("SHUKE1:" + slip("2026-09-12"), "z.unreadable"),
        ("", "z.unreadable"),
        ("6901234567892", "z.unreadable"),
    ):
        with refused(code):
            see_z(shop.s, shop.manager, text)
    with refused("permission.missing"):
        see_z(shop.s, shop.cashier, slip("2026-09-12"))
    assert len(shop.documents(Kind.Z_SEEN)) == 1


def test_a_till_that_was_seen_and_has_no_z_yet_is_named(shop):
    see_z(shop.s, shop.manager, slip("2026-09-10"))
    assert day_of_shop(shop.s, "2026-09-12").missing == ("01-07",)
    assert day_of_shop(shop.s, "2026-12-12").missing == ()
    assert day_of_shop(shop.s, "2026-09-10").missing == ()


def test_a_drawer_closed_twice_on_a_day_lies_there_once():
    first = TillDay("01-03", 1, 19, "2026-09-12", 0, 0, 30_000, 30_000, 0, 0, 0)
    later = replace(
        first, z_no=20, expected_minor=35_970, counted_minor=35_980, difference_minor=10
    )
    other = replace(first, tid="01-07", z_no=3)
    day = ShopDay("2026-09-12", (later, first, other))
    assert day.total("expected_minor") == 35_970 + 30_000
    assert day.total("counted_minor") == 35_980 + 30_000
    assert day.total("difference_minor") == 10
