"""Settings as texts: what they make, what is wrong with them, and examples one can check."""

from dataclasses import replace

import pytest

from app.domain.errors import Refused
from app.domain.money import Rounding
from app.domain.shop import CashRounding, Shop
from app.words import Words
from ui.settings import examples
from ui.settings.typed import changes_of, parse_percent, percent_text, texts_of

SHOP = Shop("01", "03", "便民生活超市")


def test_nothing_typed_changes_nothing():
    changes, wrong = changes_of(texts_of(SHOP), SHOP)
    assert not wrong
    assert replace(SHOP, **changes) == SHOP


def test_a_printer_of_42_columns_keeps_them_until_the_paper_changes():
    shop = replace(SHOP, paper_columns=42)
    texts = texts_of(shop)
    assert texts["paper"] == "58"
    assert changes_of(texts, shop)[0]["paper_columns"] == 42
    assert changes_of({**texts, "paper": "80"}, shop)[0]["paper_columns"] == 48


@pytest.mark.parametrize(
    ("text", "ppm"), [("10", 100_000), ("8.875 %", 88_750), ("１０％", 100_000)]
)
def test_percent(text, ppm):
    assert parse_percent(text) == ppm
    assert parse_percent(percent_text(ppm)) == ppm


@pytest.mark.parametrize("text", ["", "ten", "101", "-1", "1e9", "NaN", "0.00001", "Infinity"])
def test_no_percent(text):
    with pytest.raises(Refused):
        parse_percent(text)


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("shop_name", " ", "name.empty"),
        ("cutoff_hour", "24", "number.between"),
        ("cutoff_hour", "", "number.between"),
        ("auto_lock_minutes", "1441", "number.between"),
        ("limit.cashier", "x", "percent.unreadable"),
        ("limit.manager", "5", "limit.below"),
        ("label.0", "21XX", "label.pattern"),
    ],
)
def test_what_is_wrong_stands_under_its_field(name, text, code):
    changes, wrong = changes_of({**texts_of(SHOP), name: text}, SHOP)
    assert not changes
    assert wrong[name].code == code


def test_label_patterns_lose_blanks_doubles_and_small_letters():
    texts = {**texts_of(SHOP), "label.1": "", "label.2": "22iiiii ppppp c"}
    assert changes_of(texts, SHOP)[0]["label_patterns"] == ("21IIIIIWWWWWC", "22IIIIIPPPPPC")


@pytest.mark.parametrize(
    ("step", "mode", "said"),
    [
        (1, Rounding.HALF_UP, "现金 12.34 就收 12.34。"),
        (10, Rounding.HALF_UP, "现金 12.34 收 12.30，12.37 收 12.40；扫码还是 12.34。"),
        (10, Rounding.DOWN, "现金 12.34 收 12.30，12.37 收 12.30；扫码还是 12.34。"),
    ],
)
def test_rounding_by_example(step, mode, said):
    shop = replace(SHOP, rounding=CashRounding(step, mode))
    assert examples.rounding(texts_of(shop), shop, Words("zh_CN")) == said


@pytest.mark.parametrize(
    ("pattern", "said"),
    [
        ("21IIIIIWWWWWC", "2100042013544：秤码 42，重 1.354 kg。"),
        ("22IIIIIPPPPPC", "2200042012506：秤码 42，总价 12.50。"),
        ("21IIIIIAAAAAWWWWWC", "210004201250013546：秤码 42，总价 12.50。"),
        ("nonsense", ""),
    ],
)
def test_a_label_by_example(pattern, said):
    assert examples.label(pattern, SHOP, Words("zh_CN")) == said


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("2100042013544", "item number 42, 1.354 kg"),
        ("2100042013545", "A pattern fits, but the check digit is wrong"),
        ("6911311000136", "No scale label by these patterns"),
        ("", ""),
    ],
)
def test_a_label_tried(code, said):
    assert examples.tried(texts_of(SHOP), code, SHOP, Words("en")) == said


@pytest.mark.parametrize(("lang", "said"), [("zh_CN", "周六"), ("en", "Saturday")])
def test_the_cutoff_by_example(lang, said):
    assert said in examples.cutoff("4", Words(lang))
    assert examples.cutoff("0", Words(lang))
    assert not examples.cutoff("x", Words(lang))
