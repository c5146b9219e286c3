"""Scans and typed numbers: what each means, and a payment card that never comes in."""

import traceback

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.domain import codes
from app.domain.codes import (
    GiftCardCode,
    ItemCode,
    MagstripeCode,
    MemberCode,
    OperatorCode,
    PayCode,
    PhoneLike,
    PriceLabel,
    ReceiptCode,
    Unreadable,
    VoucherCode,
    WeightLabel,
    check_pattern,
    parse,
    stored_barcode,
    stored_plu,
)
from app.domain.codes.cards import is_card, luhn, without_card
from app.domain.codes.gtin import check_digit
from app.domain.codes.labels import price_check_digit
from app.domain.errors import Refused
from tests.domain.builders import rows

PATTERNS = ("21IIIIIWWWWWC", "22IIIIIPPPPPC", "23IIIIIKPPPPC", "13IIIIIAAAAAWWWWWC", "02IIIIIPPPPC")


def shown(code: codes.Code) -> str:
    """A code as one cell of the table below."""
    match code:
        case ItemCode():
            extra = [f"{code.grams}g"] * bool(code.grams)
            extra += [f"{code.price_minor} minor"] * (code.price_minor is not None)
            return " ".join(["item", code.barcode, *extra])
        case WeightLabel():
            return f"weight {code.plu} {code.grams}g"
        case PriceLabel():
            return f"price {code.plu} {code.price_minor}" + f" {code.grams}g" * bool(code.grams)
        case MemberCode():
            return f"member {code.token}"
        case OperatorCode():
            return f"operator {code.token}"
        case MagstripeCode():
            return f"stripe {code.token}"
        case ReceiptCode():
            return f"receipt {code.receipt_no or code.document}"
        case VoucherCode():
            return f"voucher {code.code}"
        case GiftCardCode():
            return f"gift {code.code}"
        case PayCode():
            return f"pay {code.network}"
        case PhoneLike():
            return f"phone {code.digits}"
        case Unreadable():
            return f"unreadable {code.reason}"


# ^ stands for GS1's separator
SCANS = """
# one bottle, however it is written
| 6901234567892                     | item 6901234567892 |
| 012345678905                      | item 0012345678905 |
| 0012345678905                     | item 0012345678905 |
| 00012345678905                    | item 0012345678905 |
| 04252614                          | item 0042100005264 |
| 042100005264                      | item 0042100005264 |
| ]E004252614                       | item 0042100005264 |
| 96385074                          | item 96385074 |
| ]E496385074                       | item 96385074 |
| 00000096385074                    | item 96385074 |
| 16901234567899                    | item 16901234567899 |
| 36901234567893                    | item 36901234567893 |
| ６９０１２３４５６７８９２        | item 6901234567892 |
| ]E06901234567892                  | item 6901234567892 |
# GS1: item, weight, price, in any order, with and without separator
| ]C1010690123456789231030012503922\
1999                                | item 6901234567892 1250g 1999 minor |
| ]d2010690123456789210A1B^3103001250 | item 6901234567892 1250g |
| ]Q3^0106901234567892              | item 6901234567892 |
| ]e00106901234567892               | item 6901234567892 |
| 0106901234567892                  | item 6901234567892 |
| ^010690123456789221abc^3102000125 | item 6901234567892 1250g |
| (01)06901234567892(3103)000500    | item 6901234567892 500g |
| (01)06901234567892(10)AB(17)261231 | item 6901234567892 |
| 01069012345678923922^             | unreadable garbage |
| ]C10106901234567893               | unreadable garbage |
| ]C110AB                           | unreadable garbage |
| https://id.gs1.org/01/06901234567892/10/AB?17=261231 | item 6901234567892 |
| https://id.gs1.org/01/06901234567893 | unreadable bad_check |
# a scale's labels, by the shop's patterns
| 2100042012509                     | weight 42 1250g |
| 2200042019901                     | price 42 1990 |
| 2300042928750                     | price 42 2875 |
| 130004201990012503                | price 42 1990 1250g |
| 020004201999                      | price 42 199 |
| 0020004201999                     | price 42 199 |
| 020004201998                      | unreadable bad_check |
| 2100042012504                     | unreadable bad_check |
| 2300042028757                     | unreadable bad_check |
| 2100042000001                     | item 2100042000001 |
# ours
| M:9fK2-x_7                        | member 9fK2-x_7 |
| Ｍ：9fK2                          | member 9fK2 |
| S:abc123                          | operator abc123 |
| M:                                | unreadable garbage |
| M:a b                             | unreadable garbage |
| ]Q1M:9fK2                         | member 9fK2 |
| V:0123456789ABCDEF                | voucher 0123456789ABCDEF |
| ]Q1V:0123456789ABCDEF             | voucher 0123456789ABCDEF |
| v:oi23-4567-89ab-cdef-gh          | voucher 0123456789ABCDEFGH |
| G:ZZZZZZZZZZZZZZZZZZZZ            | gift ZZZZZZZZZZZZZZZZZZZZ |
| Ｇ：ZZZZZZZZZZZZZZZZZZZZ          | gift ZZZZZZZZZZZZZZZZZZZZ |
| G:ZZZZZZZZZZZZZZZ                 | unreadable split |
| V:0123456789ABCDEU                | unreadable split |
| V:                                | unreadable split |
| SHUKE1:001-03.1.22:1990:0123456789abcdef:AbC_- | receipt 001-03.1.22 |
| SHUKE1:001-03.1.22:1990:01234     | unreadable split |
| 001-03-1-000318                   | receipt 001-03-1-000318 |
| 03-000318                         | receipt 03-000318 |
| ;123456789?                       | stripe 123456789 |
| ;123456789=0001?                  | stripe 123456789 |
| %MEMBER?;123456?                  | stripe 123456 |
# money of others
| 134567890123456789                | pay wechat |
| 286789012345678901                | pay alipay |
| 2512345678901234567890            | pay alipay |
# halves, doubles and noise
| 69012345678926901234567892        | unreadable doubled |
| 9638507496385074                  | unreadable doubled |
| 69012345678924006381333931        | unreadable glued |
| 690123456789296385074             | unreadable glued |
| 690123                            | unreadable split |
| 1234567890                        | unreadable split |
| 12345                             | unreadable short |
| 6901234567893                     | unreadable bad_check |
| 96385075                          | unreadable bad_check |
| 012345678906                      | unreadable bad_check |
| (empty)                           | unreadable short |
| !!                                | unreadable garbage |
| 可口可乐                          | unreadable garbage |
| AB                                | unreadable short |
| AB-123                            | item AB-123 |
| 81234567890123456789              | item 81234567890123456789 |
"""

TYPED = """
| 42                | item 42 |
| 0042              | item 0042 |
| 1234567           | item 1234567 |
| 7                 | item 7 |
| 12345678          | phone 12345678 |
| 96385074          | item 96385074 |
| 13812345678       | phone 13812345678 |
| 138 1234-5678     | phone 13812345678 |
| +86 138 1234 5678 | phone 13812345678 |
| 8613812345678     | phone 13812345678 |
| +49 30 901820     | phone 4930901820 |
| 010-88889999      | phone 01088889999 |
| 6901234567893     | unreadable bad_check |
| 6901234567892     | item 6901234567892 |
| １３８１２３４５６７８ | phone 13812345678 |
"""


def text_of(cell: str) -> str:
    return "" if cell == "(empty)" else cell.replace("^", "\x1d")


@pytest.mark.parametrize(("text", "expected"), rows(SCANS.replace("\\\n", "")))
def test_scans(text, expected):
    assert shown(parse(text_of(text), PATTERNS)) == expected


@pytest.mark.parametrize(("text", "expected"), rows(TYPED))
def test_typed(text, expected):
    assert shown(parse(text, PATTERNS, typed=True)) == expected


def test_control_characters_of_a_scanner_are_dropped():
    """openpos #2108."""
    assert parse("\x02690123\u200b4567892\r\n") == ItemCode("6901234567892", "6901234567892")


def test_a_price_follows_the_digits_of_the_currency():
    text = "]C101069012345678923920500"
    assert parse(text, currency_digits=0) == ItemCode(text[3:], "6901234567892", 0, 500)
    assert parse(text, currency_digits=2) == ItemCode(text[3:], "6901234567892", 0, 50_000)


def test_what_a_proof_carries():
    found = parse("SHUKE1:001-03.1.22:1990:0123456789abcdef:AbC_-")
    assert found == ReceiptCode("", "001-03.1.22", 1990, "0123456789abcdef", "AbC_-")


# --- payment cards -------------------------------------------------------------------------------

CARDS = [
    "4111111111111111",  # numbers that the networks give out for tests
    "4111 1111 1111 1111",
    "4111-1111-1111-1111",
    "4222222222222",
    "5555555555554444",
    "2223003122003222",
    "378282246310005",
    "3782-822463-10005",
    "30569309025904",
    "6011111111111117",
    "3530111333300000",
    "6200000000000005",
    "6304000000000000",
    "%B4111111111111111^DOE/J^2512?",
    ";4111111111111111=25121010000?",
    ";4111111111111111?",
    "%B4111111111111111^DOE/J^2512?;4111111111111111=2512?",
    "％Ｂ4111111111111111^DOE?",
    ";123456789012=2512?",  # a stripe's data, whatever the check says
    "card 4111111111111111",
    "M:4111111111111111",
    "41111111111111114111111111111111",
    "41111111111111116901234567892",
    "69012345678924111111111111111",
    "４１１１１１１１１１１１１１１１",
    "]C14111111111111111",
]


@pytest.mark.parametrize("typed", [False, True])
@pytest.mark.parametrize("text", CARDS)
def test_a_payment_card_is_refused_and_its_number_stands_nowhere(text, typed):
    with pytest.raises(Refused) as refused:
        parse(text, PATTERNS, typed=typed)
    error = refused.value
    assert (error.code, error.facts) == ("code.payment_card", {})
    assert error.__cause__ is None
    assert error.__context__ is None
    said = repr(error) + str(error) + "".join(traceback.format_exception_only(error))
    assert not any(c.isdigit() for c in said)


NO_CARDS = [
    "6901234567892",  # an item's number, even where it passes a card's check
    "4006381333931",
    "134567890123456789",
    "001-03-1-000318",
]


@pytest.mark.parametrize("text", NO_CARDS)
def test_what_only_looks_like_a_card(text):
    assert not isinstance(parse(text, PATTERNS), Unreadable)


def test_an_item_number_that_passes_a_cards_check_is_an_item():
    found = [
        f"4{n:011d}{check_digit(f'4{n:011d}')}"
        for n in range(40)
        if luhn(f"4{n:011d}{check_digit(f'4{n:011d}')}")
    ]
    assert found
    for text in found:
        assert parse(text) == ItemCode(text, text)


def test_a_number_without_the_check_or_the_network_is_no_card():
    assert is_card("4111111111111111")
    assert not is_card("4111111111111112")
    assert not is_card("1111111111111117")
    assert not is_card("411111111111116")  # fifteen digits are no Visa
    assert parse("4111111111111112") == ItemCode("4111111111111112")


def test_a_pay_code_is_not_written_out():
    assert "134567890123456789" not in repr(parse("134567890123456789"))


# --- labels --------------------------------------------------------------------------------------


@pytest.mark.parametrize(("price", "digit"), [("2875", "9"), ("14685", "6"), ("0000", "0")])
def test_the_price_check_digit_of_the_standard(price, digit):
    assert price_check_digit(price) == digit


GOOD = [*PATTERNS, "20IIIIIWWWWWC", "28IIIIIIPPPPC", "21IIIIIWWWWWAAAAAC", "22IIIIIKPPPPPC"]
BAD = [
    *("", "IIIII", "21IIIIIWWWW", "41IIIIIWWWWWC", "21IIIIIC", "21WWWWWWWWWWC"),
    *("21IIIIICWWWWW", "21IIIIIPPWWWPC", "21IIIIIPPAAWC", "21IIIIIXXXXXC", "21iiiiiwwwwwc"),
    *("21IIIIIKKPPPC", "21IIIIIKPPPPPPC", "21IIIIIWWWWWC" * 2, "21IIIIIKWWWWC"),
]


@pytest.mark.parametrize("pattern", GOOD)
def test_a_pattern_that_can_be_read(pattern):
    check_pattern(pattern)


@pytest.mark.parametrize("pattern", BAD)
def test_a_pattern_that_cannot(pattern):
    with pytest.raises(Refused) as refused:
        check_pattern(pattern)
    assert refused.value.code == "label.pattern"


def test_how_the_catalogue_keeps_numbers():
    assert stored_plu("00042") == stored_plu(" 42 ") == "42"
    assert stored_plu("0") == "0"
    assert stored_plu("") == ""
    assert stored_barcode("0 12345 67890 5") == "0012345678905"
    assert stored_barcode("AB-123") == "AB-123"
    assert stored_barcode("6901234567893") == "6901234567893"


# --- laws ----------------------------------------------------------------------------------------

ANY = st.text(max_size=80) | st.text("0123456789 -;=?%B]C1d2(){}\x1d:MS．８", max_size=60)


@given(ANY, st.booleans())
@example("\ud800", False)
@example("01" + "0" * 300, False)
@example("(01)", False)
@example("]C1", True)
@example("²³¹⁴⁵⁶⁷⁸", True)
def test_any_text_has_a_meaning_or_is_a_payment_card(text, typed):
    try:
        code = parse(text, PATTERNS, typed=typed)
    except Refused as refused:
        code = None
        said = refused.code
    if code is None:
        assert said == "code.payment_card"
    elif isinstance(code, Unreadable):
        assert len(code.text) <= 40


@given(st.integers(0, 10**11 - 1))
def test_every_spelling_of_a_number_is_stored_the_same(number):
    body = f"{number:011d}"
    upc_a = body + check_digit(body)
    spellings = [upc_a, "0" + upc_a, "00" + upc_a]
    assert len({stored_barcode(one) for one in spellings}) == 1
    stored = stored_barcode(upc_a)
    assert stored_barcode(stored) == stored


@given(st.integers(10**11, 10**12 - 1), st.integers(0, 11), st.integers(1, 9))
def test_one_wrong_digit_is_seen(number, place, more):
    good = f"{number}{check_digit(str(number))}"
    wrong = good[:place] + str((int(good[place]) + more) % 10) + good[place + 1 :]
    assert isinstance(parse(good), ItemCode)
    if wrong[0] != "0":
        try:
            assert isinstance(parse(wrong), Unreadable)
        except Refused:
            assert wrong[0] == "4"


@pytest.mark.parametrize(
    "text",
    [
        "4111.1111.1111.1111",
        "4111/1111/1111/1111",
        "4111_1111_1111_1111",
        "4111  1111  1111  1111",
        "4111111111111111\x1d21ABC",
        "SHUKE1:4111111111111111",
        "pays with 4111 1111 1111 1111 always",
    ],
)
def test_a_cards_number_in_any_dress(text):
    for typed in (False, True):
        with pytest.raises(Refused) as refused:
            parse(text, typed=typed)
        assert refused.value.code == "code.payment_card"
        assert refused.value.facts == {}
    with pytest.raises(Refused):
        without_card(text)


@pytest.mark.parametrize("text", ["", "2026-11-22 14:35", "王 138 1234 5678", "6901234567892"])
def test_what_a_person_writes_otherwise(text):
    assert without_card(text) == text


@given(st.text("0123456789", min_size=1, max_size=30), st.booleans())
def test_a_number_is_never_taken_for_money(digits, typed):
    """R65: whatever a product's barcode says, it is no voucher and no gift card."""
    try:
        found = parse(digits, PATTERNS, typed=typed)
    except Refused:
        return
    assert not isinstance(found, VoucherCode | GiftCardCode)


def test_a_gift_cards_code_shows_nowhere():
    found = parse("G:ZZZZZZZZZZZZZZZZZZZZ")
    assert "ZZZZ" not in repr(found)
    assert parse("G:ZZZZZZZZZ") == Unreadable("split", "G:")
    with pytest.raises(Refused, match=r"code\.payment_card"):
        parse("V:4111111111111111")


def test_a_z_slip_is_no_goods():
    """A till's Z is scanned on the Shift page; at the counter it is said, not looked for."""
    found = parse("SZ1:01-03.1.77:3:2026-09-12:1200:0011223344556677:" + "A" * 86 + ":1.2.3.4.5.6")
    assert (type(found), found.reason) == (Unreadable, "z_slip")
