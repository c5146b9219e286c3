"""The customer's screen: five states, many lines, nothing that is the cashier's."""

import json
import os
import subprocess
import sys
from dataclasses import fields

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from app.words import LANGUAGES, Words
from ui.bridge.customer_view import CustomerLine, CustomerMode, CustomerView
from ui.customer.window import CustomerWindow, as_device, second_screen
from ui.kit import Line, theme

LINES = tuple(
    CustomerLine(f"云雾绿茶 {n}", "2 瓶", "7.00", (("金卡会员价 3.10", "−0.80"),) if n % 3 else ())
    for n in range(40)
)


@pytest.fixture
def shown(qtbot, qapp):
    used = theme.use(qapp, "light", Words("zh_CN"))
    used.cuts.clear()
    made = CustomerWindow(Words("zh_CN"), "便民生活超市")
    qtbot.addWidget(made)
    made.show()
    return made


def texts(window) -> str:
    return " ".join(line.text() for line in window.findChildren(Line) if line.isVisible())


@pytest.mark.parametrize(
    ("view", "said"),
    [
        (CustomerView(CustomerMode.CLOSED), "本台暂停收银"),
        (CustomerView(CustomerMode.WELCOME), "欢迎光临"),
        (CustomerView(CustomerMode.SALE, LINES[:2], due="14.00"), "应付 ¥ 14.00"),
        (
            CustomerView(CustomerMode.PAYMENT, due="4.00", tenders=(("现金", "10.00"),)),
            "还需付 ¥ 4.00",
        ),
        (CustomerView(CustomerMode.DONE, due="14.00", change="6.00"), "找零 ¥ 6.00"),
        (CustomerView(CustomerMode.DONE, due="14.00"), "已付 ¥ 14.00"),
    ],
)
def test_each_state_says_what_it_is(shown, qtbot, view, said):
    shown.put(CustomerView(CustomerMode.SALE, due="1.00"))
    shown.put(view)
    qtbot.waitUntil(lambda: said in texts(shown))


def test_the_newest_lines_are_seen_and_the_others_counted(shown):
    shown.put(CustomerView(CustomerMode.SALE, LINES, "80 件", "280.00"))
    count = shown._goods._fitting()
    assert 3 < count < 12
    assert LINES[-1].name in shown._goods.accessibleName()
    shown.grab()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_nothing_is_cut(shown, qapp, lang):
    theme.use(qapp, "light", Words(lang))
    shown.put_shop(Words(lang), "一家名字特别特别特别特别特别特别特别特别特别特别长的便民生活超市")
    long = CustomerLine(
        "很长的商品名" * 20, "9,999.999 kg", "99,999.99", (("理由" * 40, "−9,999.00"),)
    )
    for mode in CustomerMode:
        shown.put(CustomerView(mode, (long,), "1 件", "99,999,999.99", facts=(("会员", "陈**"),)))
        shown.grab()
    assert theme.current().cuts.found() == []


def test_a_second_screen_is_used_when_there_is_one(shown, qtbot):
    only = len(QGuiApplication.screens()) == 1
    assert (second_screen(shown) is None) == only
    assert not shown.toggle(shown)
    assert shown.toggle(None)
    assert shown.isVisible()


SCREENS = """
import sys
from PySide6.QtWidgets import QApplication, QWidget
from app.words import Words
from ui.customer.window import CustomerWindow, as_device
from ui.kit import theme
app = QApplication([])
theme.use(app)
till = QWidget()
till.show()
shown = CustomerWindow(Words("zh_CN"), "shop")
off = as_device(shown, till)[0]
shown.toggle(till)
on = as_device(shown, till)[0]
listed = (off.state, on.state, on.model) == ("off", "ready", "Customer 1024 × 600")
sys.exit(0 if shown.screen().name() == "Customer" and shown.isFullScreen() and listed else 1)
"""


def test_a_window_for_want_of_a_second_screen_is_listed_as_what_it_is(shown, qtbot):
    beside = QWidget()
    qtbot.addWidget(beside)
    if len(QGuiApplication.screens()) > 1:
        pytest.skip("there is a second screen here")
    assert [(one.kind, one.reason) for one in as_device(shown, beside)] == [
        ("screen", "one_screen")
    ]
    shown.hide()
    assert as_device(shown, beside) == as_device(None, beside) == ()


def test_with_two_screens_the_customer_has_the_other_one(tmp_path):
    size = {"logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}
    screens = [
        {"name": "Cashier", "x": 0, "y": 0, "width": 1366, "height": 768, **size},
        {"name": "Customer", "x": 1366, "y": 0, "width": 1024, "height": 600, **size},
    ]
    config = tmp_path / "screens.json"
    config.write_text(json.dumps({"screens": screens}))
    platform = {"QT_QPA_PLATFORM": f"offscreen:configfile={config}"}
    done = subprocess.run(
        [sys.executable, "-c", SCREENS], env={**os.environ, **platform}, check=False
    )
    assert done.returncode == 0


def test_no_field_of_the_view_could_carry_what_is_the_cashiers():
    names = {one.name for cls in (CustomerView, CustomerLine) for one in fields(cls)}
    assert not {n for n in names if any(w in n for w in ("cost", "margin", "operator", "stock"))}


def test_the_till_keeps_the_keys(shown):
    from PySide6.QtCore import Qt

    assert shown.windowFlags() & Qt.WindowType.WindowDoesNotAcceptFocus
    assert shown.testAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
