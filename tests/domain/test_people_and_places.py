"""Names, phone numbers and masks; receipt numbers; business dates; who may do what."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.catalog import Department, ItemKind
from app.domain.errors import Refused, Unavailable
from app.domain.ids import ReceiptNo
from app.domain.loyalty.tier import TierTerms
from app.domain.member import clean_name, clean_phone, mask_name, mask_phone
from app.domain.permissions import (
    MATRIX,
    DiscountLimits,
    Permission,
    Role,
    require,
)
from app.domain.shop import Shop, business_date
from tests.domain.builders import CASHIER, MANAGER, OWNER, TECHNICIAN, TIERS, item, rows

PHONES = """
| 13812345678        | 13812345678 |
| 138 1234 5678      | 13812345678 |
| 138-1234-5678      | 13812345678 |
| +86 13812345678    | 13812345678 |
| １３８１２３４５６７８ | 13812345678 |
| 1381234 5678       | 13812345678 |
| +4930901820        | 4930901820 |
| 021-6888999        | 0216888999 |
| 6888999            | 6888999 |
| 1381234567         | phone.length |
| 138123456789       | phone.length |
| 123456             | phone.length |
| 2123456789012345   | phone.length |
| (empty)            | phone.missing    |
| 138x               | phone.unreadable |
| ٣٣٣٣٣٣٣            | phone.unreadable |
| 😀                 | phone.unreadable |
"""


@pytest.mark.parametrize(("text", "expected"), rows(PHONES))
def test_phone_numbers(text, expected):
    typed = "" if text == "(empty)" else text
    if expected.startswith("phone."):
        with pytest.raises(Refused) as refused:
            clean_phone(typed)
        assert refused.value.code == expected
    else:
        assert clean_phone(typed) == expected


NAMES = [
    ("陈小桐", "陈小桐"),
    ("  Ann   Lee ", "Ann Lee"),
    ("阿\x00依\u200b古丽\n", "阿依古丽"),
    ("喆😀", "喆😀"),
    ("\ud800陈", "陈"),
    ("名" * 200, "名" * 200),
]


@pytest.mark.parametrize(("text", "expected"), NAMES)
def test_names(text, expected):
    assert clean_name(text) == expected


@pytest.mark.parametrize(
    ("text", "code"), [("", "name.empty"), (" \n\x07", "name.empty"), ("名" * 201, "name.too_long")]
)
def test_names_that_are_none(text, code):
    with pytest.raises(Refused) as refused:
        clean_name(text)
    assert refused.value.code == code


@given(st.text(max_size=300))
def test_a_clean_name_can_be_written_anywhere(text):
    try:
        name = clean_name(text)
    except Refused:
        return
    assert clean_name(name) == name
    assert name.encode()
    assert "\n" not in name


def test_masks():
    assert mask_phone("13812345678") == "138****5678"
    assert mask_phone("02168889") == "021****8889"
    assert mask_phone("6888999") == "****99"
    assert [mask_name(n) for n in ("陈小桐", "陈桐", "陈", "Ann Lee", "")] == [
        *("陈*桐", "陈*", "陈", "A*e", "")
    ]
    assert mask_name(mask_phone("13812345678")) == "138****5678"


@given(st.from_regex(r"[2-9][0-9]{6,14}", fullmatch=True))
def test_a_mask_hides_at_least_a_half(phone):
    shown = mask_phone(phone).replace("*", "")
    assert len(shown) <= 7
    assert phone not in mask_phone(phone)


# --- numbers and names of things -----------------------------------------------------------------


def test_a_receipt_number_long_and_short():
    no = ReceiptNo("001", "03", 2, 318)
    assert (str(no), no.short) == ("001-03-2-000318", "03-000318")
    assert ReceiptNo.parse(str(no)) == no


@given(st.integers(1, 99), st.integers(0, 10**8))
def test_a_receipt_number_is_read_as_it_was_written(epoch, counter):
    no = ReceiptNo("S1", "T2", epoch, counter)
    assert ReceiptNo.parse(str(no)) == no


@pytest.mark.parametrize("text", ["", "03-000318", "1-2-3-4", "1-2-x-000001", "1-2-3-４４４４４４"])
def test_what_is_no_receipt_number(text):
    with pytest.raises(ValueError, match="receipt"):
        ReceiptNo.parse(text)


def test_names_in_two_languages():
    for one in (
        Department("d", "水果", "Fruit"),
        TierTerms("gold", "水果", "Fruit"),
    ):
        assert (one.named("zh_CN"), one.named("en")) == ("水果", "Fruit")
    assert Department("d", "水果").named("en") == "水果"
    assert item("cola", 3).named("en") == "cola"
    assert item("cola", 3).kind is ItemKind.PIECE


def test_what_a_tier_takes_off():
    gold, silver = TIERS[0], TIERS[1]
    assert [gold.off_ppm(d) for d in ("food", "fruit")] == [100_000, 0]
    assert [silver.off_ppm(d) for d in ("drinks", "fruit")] == [0, 50_000]


def test_errors_name_their_sentence():
    assert Unavailable("disk", "full", free=3).code == "disk.full"
    assert Unavailable("disk", "full", free=3).facts == {"free": 3}
    assert (Refused("a.b", n=1).code, Refused("a.b", n=1).facts) == ("a.b", {"n": 1})


# --- business dates (R40) ------------------------------------------------------------------------

# UTC, the shop's zone, its cut-off hour
DATES = """
| 2026-09-11 19:59 | Asia/Shanghai    | 4 | 2026-09-11 |
| 2026-09-11 20:00 | Asia/Shanghai    | 4 | 2026-09-12 |
| 2026-09-11 16:00 | Asia/Shanghai    | 0 | 2026-09-12 |
| 2026-09-11 15:59 | Asia/Shanghai    | 0 | 2026-09-11 |
# the leap day, and the day after it
| 2028-02-28 19:59 | Asia/Shanghai    | 4 | 2028-02-28 |
| 2028-02-29 12:00 | Asia/Shanghai    | 4 | 2028-02-29 |
| 2028-02-29 20:30 | Asia/Shanghai    | 4 | 2028-03-01 |
| 2027-02-28 20:30 | Asia/Shanghai    | 4 | 2027-03-01 |
# spring in Berlin: at 01:00 UTC the clock jumps from 02:00 to 03:00
| 2026-03-29 00:59 | Europe/Berlin    | 3 | 2026-03-28 |
| 2026-03-29 01:00 | Europe/Berlin    | 3 | 2026-03-29 |
| 2026-03-29 01:59 | Europe/Berlin    | 4 | 2026-03-28 |
| 2026-03-29 02:00 | Europe/Berlin    | 4 | 2026-03-29 |
# autumn in Berlin: 02:30 comes twice, both before a cut-off at 03:00
| 2026-10-25 00:30 | Europe/Berlin    | 3 | 2026-10-24 |
| 2026-10-25 01:30 | Europe/Berlin    | 3 | 2026-10-24 |
| 2026-10-25 02:00 | Europe/Berlin    | 3 | 2026-10-25 |
# New York, and the new year
| 2026-03-08 07:30 | America/New_York | 4 | 2026-03-07 |
| 2026-03-08 08:00 | America/New_York | 4 | 2026-03-08 |
| 2026-11-01 08:59 | America/New_York | 4 | 2026-10-31 |
| 2026-11-01 09:00 | America/New_York | 4 | 2026-11-01 |
| 2027-01-01 08:59 | America/New_York | 4 | 2026-12-31 |
"""


@pytest.mark.parametrize(("utc", "zone", "cutoff", "expected"), rows(DATES))
def test_the_business_date(utc, zone, cutoff, expected):
    from datetime import UTC, datetime

    now_ms = int(datetime.fromisoformat(utc).replace(tzinfo=UTC).timestamp()) * 1000
    assert business_date(now_ms, zone, int(cutoff)) == expected


@given(
    st.integers(1_600_000_000, 2_000_000_000),
    st.sampled_from(["Asia/Shanghai", "Europe/Berlin", "America/New_York", "Asia/Kathmandu"]),
    st.integers(0, 8),
)
def test_a_business_date_never_goes_back(second, zone, cutoff):
    earlier = business_date(second * 1000, zone, cutoff)
    assert earlier <= business_date((second + 3600) * 1000, zone, cutoff)


def test_what_a_shop_is_called():
    shop = Shop("001", "03", "小店")
    assert (shop.tid, shop.currency.code) == ("001-03", "CNY")


# --- who may do what -----------------------------------------------------------------------------

RIGHTS = """
| permission        | cashier | manager | owner | technician |
| sell              | yes     | yes     | yes   |            |
| discount          | yes     | yes     | yes   |            |
| price.override    |         | yes     | yes   |            |
| basket.cancel     | yes     | yes     | yes   |            |
| drawer.open       |         | yes     | yes   |            |
| reprint           | yes     | yes     | yes   |            |
| shift             | yes     | yes     | yes   |            |
| x_report          |         | yes     | yes   |            |
| cash.movement     |         | yes     | yes   |            |
| member.enrol      | yes     | yes     | yes   |            |
| member.edit       |         | yes     | yes   |            |
| member.full_phone |         | yes     | yes   |            |
| catalog.edit      |         | yes     | yes   |            |
| staff.edit        |         |         | yes   |            |
| settings.edit     |         |         | yes   | yes        |
| devices           |         |         | yes   | yes        |
| health            |         | yes     | yes   | yes        |
| approve           |         | yes     | yes   |            |
| sale.return       | yes     | yes     | yes   |            |
| member.money      | yes     | yes     | yes   |            |
| member.adjust     |         | yes     | yes   |            |
| member.refund     |         | yes     | yes   |            |
| member.merge      |         | yes     | yes   |            |
| member.health     |         | yes     | yes   |            |
| voucher.issue     |         | yes     | yes   |            |
| member.erase      |         |         | yes   |            |
| member.export     |         |         | yes   |            |
| program.edit      |         |         | yes   |            |
| sale.void         |         | yes     | yes   |            |
| return.blind      |         | yes     | yes   |            |
| z.close           |         | yes     | yes   |            |
| shift.difference  |         | yes     | yes   |            |
| reports           |         | yes     | yes   |            |
| traffic           | yes     | yes     | yes   |            |
| stock             |         | yes     | yes   |            |
| stock.count       | yes     | yes     | yes   |            |
| cases             |         |         | yes   |            |
| attendance        |         | yes     | yes   |            |
| commission        |         |         | yes   |            |
| training          |         | yes     | yes   | yes        |
| backup            |         | yes     | yes   | yes        |
| restore           |         |         | yes   | yes        |
| proof             |         |         | yes   | yes        |
"""


@pytest.mark.parametrize("row", rows(RIGHTS)[1:], ids=lambda row: row[0])
def test_rights(row):
    name, *cells = row
    holders = {role for role, cell in zip(rows(RIGHTS)[0][1:], cells, strict=True) if cell}
    assert {role.value for role in Role if Permission(name) in MATRIX[role]} == holders


def test_every_permission_stands_in_the_table():
    assert {row[0] for row in rows(RIGHTS)[1:]} == {one.value for one in Permission}


def test_who_may_not_is_refused():
    from dataclasses import replace

    require(MANAGER, Permission.NO_SALE)
    for operator in (CASHIER, TECHNICIAN, replace(OWNER, active=False)):
        with pytest.raises(Refused) as refused:
            require(operator, Permission.NO_SALE)
        assert refused.value.code == "permission.missing"


def test_limits():
    limits = DiscountLimits()
    assert [limits.of(role) for role in Role] == [100_000, 300_000, 1_000_000, 0]
