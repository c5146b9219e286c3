"""A payment card's number in whatever figures it was typed: it never comes into a document."""

import pytest

from app.domain.codes import CardCode, parse
from app.domain.codes.cards import carries_card, without_card
from app.domain.errors import Refused

CARD = "4111111111111111"
WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


def spaced(by: str) -> str:
    return by.join(CARD[at : at + 4] for at in range(0, 16, 4))


@pytest.mark.parametrize(
    "text",
    [
        *(CARD, CARD.translate(WIDE), CARD.translate(ARABIC), f"刷卡 {CARD.translate(WIDE)} 已付"),
        *(spaced(" "), spaced("-"), spaced("\u00a0"), spaced("\u3000"), spaced("\u2009")),
        *(spaced("\u200b"), spaced("\u2013"), spaced("\n"), spaced("\t"), spaced("\r\n")),
        *(
            spaced("-").translate(WIDE),
            f"卡号：{spaced(' ')}。",
            f"；{CARD}＝2512",
            "\u202e" + CARD,
        ),
    ],
)
def test_it_is_seen_in_any_figures(text):
    assert carries_card(text)
    with pytest.raises(Refused, match="code.payment_card"):
        without_card(text)


@pytest.mark.parametrize(
    "text",
    [
        *("订单 2026-11-22 18:05 金额 1280", "电话 13812345678，又 13987654321", "①②③④⑤"),
        *("1234 5678 9012 3456", "６９０１２３４５６７８９２", "会员生日 1990-01-01", ""),
    ],
)
def test_what_is_none_is_kept_as_it_was_written(text):
    assert without_card(text) == text


@pytest.mark.parametrize(
    "rest", ["x" * 5000, "=25121010000000000000?" + "z" * 300, "\x1d" + "9" * 900]
)
def test_nor_is_its_beginning_shown_of_a_scan_that_is_too_long(rest):
    with pytest.raises(Refused, match="code.payment_card"):
        parse(f";{CARD}{rest}")
    with pytest.raises(Refused, match="code.payment_card"):
        parse(f"{CARD} {rest}")


@pytest.mark.parametrize("uid", [CARD, "378282246310005", "5555555555554444"])
def test_nor_does_a_reader_of_chips_bring_it_as_a_chips_number(uid):
    with pytest.raises(Refused, match="code.payment_card"):
        parse(f"U:{uid}")


@pytest.mark.parametrize("uid", ["00D507D0", "04A2B3C4D5E6F7", "1234567890", "E004015012345678"])
def test_a_chips_number_is_one(uid):
    assert parse(f"U:{uid}") == CardCode(uid)
