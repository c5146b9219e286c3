"""GS1 element strings, scale labels of any setting, chips, and codes that must not be confused."""

from itertools import permutations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from app.domain.codes import (
    CardCode,
    GiftCardCode,
    ItemCode,
    MagstripeCode,
    MemberCode,
    OperatorCode,
    PayCode,
    PriceLabel,
    Unreadable,
    VoucherCode,
    WeightLabel,
    check_pattern,
    parse,
)
from app.domain.codes.cards import is_card
from app.domain.codes.chip import chip_of, chip_text, ten_digits
from app.domain.codes.gs1 import day_of
from app.domain.codes.gtin import check_digit
from app.domain.codes.labels import price_check_digit
from app.domain.errors import Refused

ITEM = "06901234567892"
FNC1 = "\x1d"
SYMBOLS = ("]d2", "]C1", "]e0", "]Q3")


def parsed(text):
    """The code; None for what may be a payment card's, which is the only refusal there is."""
    try:
        return parse(text)
    except Refused as refused:
        said = refused.code
    assert said == "code.payment_card"
    return None


@pytest.mark.parametrize("symbol", SYMBOLS)
def test_every_symbol_that_carries_elements(symbol):
    found = parse(f"{symbol}01{ITEM}17270131310300125010L-7{FNC1}21S9{FNC1}3012")
    assert found == ItemCode(
        found.text, "6901234567892", 1250, None, "2027-01-31", "", "L-7", "S9", 12
    )


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("270131", "2027-01-31"),
        ("270200", "2027-02-28"),
        ("280200", "2028-02-29"),
        ("271301", ""),
        ("270230", ""),
        ("27013", ""),
        ("2701x1", ""),
    ],
)
def test_days(text, day):
    assert day_of(text) == day


def test_the_last_day_is_the_use_by_and_else_the_best_before():
    code = parse(f"]d201{ITEM}1526113017261231")
    assert (code.best_before, code.use_by) == ("2026-11-30", "2026-12-31")
    assert code.over("2026-12-31") == ""
    assert code.over("2027-01-01") == "2026-12-31"
    assert parse(f"]d201{ITEM}15261130").over("2026-12-01") == "2026-11-30"
    assert parse(f"]d201{ITEM}").over("2099-01-01") == ""


def test_a_link_says_its_days_too():
    assert parse(f"https://id.gs1.org/01/{ITEM}/10/AB?17=261231&3103=1").use_by == "2026-12-31"


@pytest.mark.parametrize(
    ("currency", "price"), [("CNY", 1999), ("EUR", None), ("", None), ("XXX", None)]
)
def test_a_price_in_another_currency_is_none_of_ours(currency, price):
    assert parse(f"]C101{ITEM}39321561999", currency=currency).price_minor == price


@given(st.integers(0, 999_999), st.integers(0, 5))
def test_any_weight_at_any_point(figure, decimals):
    found = parse(f"]d201{ITEM}310{decimals}{figure:06d}")
    assert found.grams == (figure * 1000 * 2 + 10**decimals) // (2 * 10**decimals)


@given(
    st.permutations(["17270131", "3103000500", "15270101"]),
    st.text("0123456789ABCdef-", min_size=1, max_size=20),
    st.booleans(),
)
def test_elements_in_any_sequence(fixed, lot, first):
    ends = f"10{lot}"
    body = f"01{ITEM}" + "".join(fixed)
    text = f"{ends}{FNC1}{body}" if first else f"{body}{ends}"
    found = parsed(f"]d2{text}")
    if found is None:
        return
    assert (found.gtin, found.grams, found.lot) == ("6901234567892", 500, lot)
    assert (found.use_by, found.best_before) == ("2027-01-31", "2027-01-01")


@given(st.text(st.characters(max_codepoint=0x7F), max_size=60), st.sampled_from(SYMBOLS))
def test_any_elements_are_survived(text, symbol):
    parsed(symbol + text)


# --- labels ---------------------------------------------------------------------------------------


def label(pattern, number, grams_figure, price_figure):
    """What a scale of that pattern prints."""
    body = ""
    runs = {"I": number, "W": grams_figure, "P": price_figure, "A": price_figure}
    bare = pattern.replace(".", "")
    place = 0
    while place < len(bare):
        letter = bare[place]
        if letter.isdigit():
            body, place = body + letter, place + 1
            continue
        width = len(bare) - place - len(bare[place:].lstrip(letter))
        if letter == "C":
            body += check_digit(body)
        elif letter == "K":
            price = bare.count("P") + bare.count("A")
            body += price_check_digit(f"{price_figure:0{price}d}")
        else:
            body += f"{runs[letter]:0{width}d}"
        place += width
    return body


@pytest.mark.parametrize(
    ("pattern", "figures", "expected"),
    [
        ("13IIIIIAAAAAWWWWWC", (42, 1250, 1990), PriceLabel("42", 1990, 1250)),
        ("22IIIIIWWWWWAAAAAC", (42, 1250, 1990), PriceLabel("42", 1990, 1250)),
        ("28IIIIIAAAA.AWW.WWWC", (42, 1250, 199), PriceLabel("42", 1990, 1250)),
        ("21IIIIIAAAAA.WWW.WWC", (42, 125, 19), PriceLabel("42", 1900, 1250)),
        ("21IIIIIAA.AAAWW.WWWC", (42, 1250, 19_905), PriceLabel("42", 1991, 1250)),
        ("21IIIIIW.WWWWPPPPPC", (42, 12_500, 1990), PriceLabel("42", 1990, 1250)),
        ("13IIIIIIAAAAAWWWWC", (123_456, 850, 1990), PriceLabel("123456", 1990, 850)),
        ("21IIIIIAAAAAWWWWWC", (42, 1250, 0), WeightLabel("42", 1250)),
        ("02IIIIIPPPPC", (42, 0, 199), PriceLabel("42", 199)),
        ("02IIIIKPPPPC", (42, 0, 2875), PriceLabel("42", 2875)),
        ("20IIIIKPPPPPC", (42, 0, 14_685), PriceLabel("42", 14_685)),
        ("21IIIIIWWWWWC", (42, 1250, 0), WeightLabel("42", 1250)),
    ],
)
def test_chinese_and_other_settings(pattern, figures, expected):
    check_pattern(pattern)
    number, grams, price = figures
    text = label(pattern, number, grams, price)
    found = parse(text, (pattern,))
    assert type(found)(*(getattr(found, f) for f in found.__slots__[:-1])) == expected
    wrong = text[:-1] + str((int(text[-1]) + 1) % 10)
    # a misread label of 18 digits may look like a pay code, but never like goods
    assert isinstance(parse(wrong, (pattern,)), Unreadable | PayCode)


@pytest.mark.parametrize(
    "pattern",
    ["21III.IIWWWWWC", "21IIIIIWW.W.WWC", "2.1IIIIIWWWWWC", "21IIIIIWWWWW.C.", "21IIIIIWWWWW..C"],
)
def test_points_stand_in_weight_and_price_alone(pattern):
    with pytest.raises(Refused):
        check_pattern(pattern)


SETTINGS = st.tuples(
    st.sampled_from(["13", *(str(n) for n in range(21, 29))]),
    st.sampled_from([(5, 5, 5), *permutations((4, 5, 6))]),  # with prefix and check digit: 18
    st.booleans(),
    st.sampled_from([None, 0, 1, 2, 3]),
    st.sampled_from([None, 2, 3, 4]),
)


@given(SETTINGS, st.data())
def test_every_setting_of_an_18_digit_label_reads_what_was_printed(settings, data):
    prefix, (number_w, price_w, weight_w), amount_first, price_dec, weight_dec = settings

    def run(letter, width, decimals):
        if decimals is None:
            return letter * width
        whole = width - decimals
        return letter * whole + "." + letter * decimals

    assume(weight_dec is None or weight_dec < weight_w)
    price_run, weight_run = run("A", price_w, price_dec), run("W", weight_w, weight_dec)
    body = price_run + weight_run if amount_first else weight_run + price_run
    pattern = prefix + "I" * number_w + body + "C"
    check_pattern(pattern)
    number = data.draw(st.integers(1, 10**number_w - 1))
    price = data.draw(st.integers(1, 10**price_w - 1))
    weight = data.draw(st.integers(1, 10**weight_w - 1))
    text = label(pattern, number, weight, price)
    minor = price if price_dec is None else (price * 200 + 10**price_dec) // (2 * 10**price_dec)
    grams = (
        weight if weight_dec is None else (weight * 2000 + 10**weight_dec) // (2 * 10**weight_dec)
    )
    assume(minor)
    assert parse(text, (pattern,)) == PriceLabel(str(number), minor, grams, text)


def test_where_one_pays_a_code_is_read_without_the_shops_labels():
    """One in ten of WeChat's codes from 13 would be a good label of a shop that prints such."""
    text = label("13IIIIIAAAAAWWWWWC", 42, 1250, 1990)
    assert parse(text) == PayCode("wechat", text)


def test_precision_follows_the_currency():
    text = label("21IIIIIAAAAA.WW.WWWC", 42, 1250, 19)
    assert parse(text, ("21IIIIIAAAAA.WW.WWWC",), currency_digits=0).price_minor == 19
    assert parse(text, ("21IIIIIAAAAA.WW.WWWC",), currency_digits=3).price_minor == 19_000


# --- stripes --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "token"),
    [
        (";123456789?", "123456789"),
        ("%MEMBER?;123456?", "123456"),
        ("%KD12345?", "KD12345"),
        ("%KD12345^CHEN YUTONG?", "KD12345"),
        ("%KD12345^CHEN?;99887766?+0012?", "99887766"),
    ],
)
def test_a_loyalty_cards_stripe(text, token):
    assert parse(text) == MagstripeCode(token)


@pytest.mark.parametrize("track", ["%B{0}^A/B^2512?", ";{0}=2512?", "%B{0}^A^25?;{0}=25?+{0}?"])
@pytest.mark.parametrize("number", ["4111111111111111", "6200000000000005", "378282246310005"])
def test_a_bank_cards_stripe_is_refused_whichever_track_came(track, number):
    with pytest.raises(Refused, match=r"code\.payment_card") as refused:
        parse(track.format(number))
    assert refused.value.facts == {}


# --- what must not be confused --------------------------------------------------------------------

OURS = (MemberCode, OperatorCode, CardCode, VoucherCode, GiftCardCode)


@given(st.integers(10, 15), st.text("0123456789", min_size=16, max_size=16), st.booleans())
def test_a_wechat_code_is_never_a_members_nor_goods(head, rest, typed):
    """Unless the shop itself says that its scale prints such labels."""
    digits = f"{head}{rest}"
    try:
        found = parse(digits, ("21IIIIIWWWWWC",), typed=typed)
    except Refused:
        assert is_card(digits)
        return
    assert isinstance(found, PayCode | Unreadable)
    assert not isinstance(found, OURS)


@given(st.integers(25, 30), st.integers(14, 22), st.data(), st.booleans())
def test_an_alipay_code_is_never_a_members_nor_goods(head, size, data, typed):
    digits = f"{head}" + data.draw(st.text("0123456789", min_size=size, max_size=size))
    try:
        found = parse(digits, ("21IIIIIWWWWWC",), typed=typed)
    except Refused:
        assert is_card(digits) or is_card(digits[: len(digits) // 2])
        return
    assert isinstance(found, PayCode | Unreadable)
    assert not isinstance(found, OURS)


@given(st.text("0123456789", min_size=1, max_size=30))
def test_digits_are_no_card_of_ours(digits):
    try:
        found = parse(digits)
    except Refused:
        return
    assert not isinstance(found, OURS)


@given(st.binary(min_size=3, max_size=10), st.text("0123456789ABC", max_size=20))
def test_a_chip_is_a_chip(uid, said):
    text = chip_text(uid.hex().upper(), said)
    try:
        assert parse(text) == CardCode(uid.hex().upper(), said)
    except Refused:
        return  # digits that are a payment card's stand nowhere
    assert chip_of(text) == (uid.hex().upper(), said)


@pytest.mark.parametrize("text", ["U:", "U:12", "U:xyz123", "U:04a1b2c3", "U:04A1~"])
def test_half_a_chip_is_none(text):
    assert isinstance(parse(text), Unreadable)


def test_a_bank_card_at_a_card_reader_that_types_is_refused():
    with pytest.raises(Refused, match=r"code\.payment_card"):
        parse(chip_text("00D507D0", ";4111111111111111=2512?"))


def test_ten_digits():
    assert ten_digits("00D507D0") == "0013961168"
    assert ten_digits("04A1B2C3D4E580") == ""
