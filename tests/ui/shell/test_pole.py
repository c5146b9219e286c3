"""The pole display follows a sale (price, total, paid, change); the buzzer says what is refused."""

from __future__ import annotations

import pytest

from app.usecases.ports import DeviceChoice
from app.words import LANGUAGES, Words
from ui.bridge.customer_view import CustomerLine, CustomerMode, CustomerView
from ui.customer.pole import COLUMNS, Pole, letters, pair, plain

COLA = CustomerLine("可口可乐 Cola 330ml", "1 罐", "3.50")
TWO = CustomerLine("可口可乐 Cola 330ml", "2 罐", "7.00")
PHONE = CustomerLine("手机", "1 台", "1,299.00")
SALE = CustomerView(CustomerMode.SALE, (COLA,), due="3.50")


class Shown:
    """A display that keeps what it was told."""

    def __init__(self) -> None:
        self.said: list[tuple[tuple[str, ...], str, str]] = []
        self.pole = Pole(self)

    def __call__(self, lines: tuple[str, ...], *, lamp: str = "", figure: str = "") -> None:
        self.said.append((lines, lamp, figure))

    def put(self, view: CustomerView, lang: str = "zh_CN") -> tuple[tuple[str, ...], str, str]:
        self.pole.put(view, Words(lang))
        return self.said[-1]


@pytest.fixture
def shown() -> Shown:
    return Shown()


def test_an_item_and_its_price_after_a_scan(shown):
    lines, lamp, figure = shown.put(SALE)
    assert (lamp, figure) == ("price", "3.50")
    assert lines == ("Cola 330ml", "1               3.50")


def test_the_line_that_grew_is_the_one_that_was_scanned(shown):
    shown.put(CustomerView(CustomerMode.SALE, (COLA, PHONE), due="1,302.50"))
    _, lamp, figure = shown.put(CustomerView(CustomerMode.SALE, (TWO, PHONE), due="1,306.00"))
    assert (lamp, figure) == ("price", "7.00")


def test_what_was_taken_off_shows_the_total(shown):
    shown.put(CustomerView(CustomerMode.SALE, (COLA, PHONE), due="1,302.50"))
    lines, lamp, figure = shown.put(CustomerView(CustomerMode.SALE, (COLA,), due="3.50"))
    assert (lamp, figure) == ("total", "3.50")
    assert "TOTAL" in lines[0]


def test_no_amount_has_a_thousands_mark(shown):
    for view in (
        CustomerView(CustomerMode.SALE, (PHONE,), due="1,299.00"),
        CustomerView(CustomerMode.PAYMENT, (PHONE,), due="1,299.00"),
        CustomerView(CustomerMode.DONE, (PHONE,), due="1,299.00", tenders=(("现金", "1,300.00"),)),
    ):
        lines, _, figure = shown.put(view)
        assert "," not in figure
        assert "," not in "".join(lines)
        assert figure.startswith("1")


def test_total_then_paid_and_change(shown):
    _, lamp, figure = shown.put(CustomerView(CustomerMode.PAYMENT, (COLA,), due="3.50"))
    assert (lamp, figure) == ("total", "3.50")
    paid = (("现金", "2.00"),)
    lines, lamp, figure = shown.put(
        CustomerView(CustomerMode.PAYMENT, (COLA,), due="1.50", tenders=paid)
    )
    assert (lamp, figure) == ("total", "1.50")
    assert lines[0].split() == ["PAID", "2.00"]
    both = (*paid, ("现金", "5.00"))
    lines, lamp, figure = shown.put(
        CustomerView(CustomerMode.DONE, (COLA,), due="3.50", change="3.50", tenders=both)
    )
    assert (lamp, figure) == ("change", "3.50")
    assert [line.split() for line in lines] == [["PAID", "7.00"], ["CHANGE", "3.50"]]


def test_without_change_what_was_paid(shown):
    view = CustomerView(CustomerMode.DONE, due="3.50", change="0.00", tenders=(("微信", "3.50"),))
    assert shown.put(view)[1:] == ("paid", "3.50")


def test_welcome_and_dark(shown):
    assert shown.put(CustomerView(CustomerMode.WELCOME)) == (("WELCOME", ""), "", "")
    assert shown.put(CustomerView(CustomerMode.CLOSED)) == (("", ""), "", "")


def test_the_same_view_is_said_once(shown):
    shown.put(SALE)
    shown.put(SALE)
    assert len(shown.said) == 1


def test_figures_and_columns():
    assert plain("−1,234.50") == "-1234.50"
    assert letters("青岛啤酒 500ml×6") == "500ml 6"
    assert pair("A" * 40, "1234.50") == "A" * 12 + " 1234.50"
    assert pair("x", "1" * 25) == "1" * 25
    assert len(pair("", "1.00")) == COLUMNS


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_display_has_all_letters_of_our_words(lang):
    for name in ("welcome", "total", "paid", "change"):
        said = Words(lang)(f"pole.{name}")
        assert letters(said) == said
        assert len(said) <= 8


def devices(till):
    return till.session.services.devices.running


def test_the_display_at_the_counter_shows_it(till, poll_until):
    till.program.session.customer.emit(SALE)
    poll_until(
        lambda: devices(till).twin("display").shown == ["Cola 330ml", "1               3.50"]
    )


def test_a_display_of_digits_gets_its_lamp_and_survives_a_swap(till, poll_until):
    till.program.session.customer.emit(CustomerView(CustomerMode.PAYMENT, due="1,299.00"))
    devices(till).configure("display", DeviceChoice("fake", driver="display_led8"))
    poll_until(lambda: devices(till).twin("display").digits == "1299.00")
    assert devices(till).twin("display").lamp == "total"


def test_the_buzzer_says_errors_only_unless_it_is_asked_for_all(till, poll_until):
    wanted = DeviceChoice("fake", driver="buzzer_serial")
    devices(till).configure("buzzer", wanted)
    for name in ("ok", "ask", "error"):
        till.session.sound(name)
    poll_until(lambda: devices(till).twin("buzzer").heard == [3])
    devices(till).configure("buzzer", DeviceChoice("fake", (("when", "all"),), "buzzer_serial"))
    till.session.sound("added")
    poll_until(lambda: devices(till).twin("buzzer").heard == [1])


def test_a_chinese_name_gives_way_to_the_english_one(shown):
    """A display without Chinese said the weight twice and no name."""
    apples = CustomerLine("红富士苹果", "0.420 kg", "4.16", english="Fuji apples")
    lines, _, _ = shown.put(CustomerView(CustomerMode.SALE, (apples,), due="4.16"))
    assert lines == ("Fuji apples", "0.420 kg        4.16")
    unnamed = CustomerLine("红富士苹果", "0.420 kg", "4.16")
    lines, _, _ = shown.put(CustomerView(CustomerMode.SALE, (unnamed,), due="4.16"))
    assert lines == ("", "0.420 kg        4.16")
