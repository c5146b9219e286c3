"""The people's place: a tab for each right, its pages in both languages, worked by keyboard."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from shiboken6 import delete

from app.domain.document import Kind
from app.domain.errors import Refused, Unavailable
from app.domain.permissions import MATRIX, Permission, Role
from app.usecases.shop.settings import load
from app.usecases.staff import attendance, commissions, roles
from app.usecases.staff.commission_rules import Rule
from app.usecases.staff.login import login
from tests.ui.shift.desk import LOOKS, BreakingRunner, sound
from ui.people.screen import make, pictures

HOUR = 3_600_000
CTRL = Qt.KeyboardModifier.ControlModifier


def busy(shop) -> None:
    """Something on every page."""
    roles.set_role(shop.s, shop.owner, Role.CASHIER, MATRIX[Role.CASHIER] | {Permission.NO_SALE})
    attendance.clock_own(shop.s, shop.owner)
    shop.clock.pass_ms(4 * HOUR)
    attendance.clock_own(shop.s, shop.owner)
    shop.clock.pass_ms(HOUR)
    attendance.clock_own(shop.s, shop.cashier)
    for rule in (
        Rule("", "all", "", "percent", 30_000, 0, "", "2026-09-01"),
        Rule("", "kind", "weighed", "piece", 0, 50, "role:cashier", "2026-09-01"),
    ):
        commissions.add_rule(shop.s, shop.owner, rule)


def opened(front, session, name: str):
    """A page of the place, which lives as long as the page is held."""
    place = front(make, session)
    page = place.show_page(name)
    page.place = place
    return page


@pytest.mark.parametrize(("lang", "look_name", "size"), LOOKS)
def test_every_page_in_both_languages_and_looks(desk, shop, front, look, lang, look_name, size):
    busy(shop)
    place = front(make, desk.session(lang=lang), size, look_name)
    for name in place.names:
        page = place.show_page(name)
        sound(place, look)
        if name == "rights":
            page.presenter.toggle("shift.difference")
            page.presenter.toggle("shift")
        elif name == "hours":
            page.presenter.stand("2026-09-12")
        elif name == "pay":
            page.presenter.new()
            for scope in ("kind", "department", "item", "plan"):
                page.presenter.type(scope=scope)
                sound(place, look)
        sound(place, look)


@pytest.mark.parametrize("lang", ["zh_CN", "en"])
def test_every_picture_is_sound(desk, shop, qtbot, look, lang):
    session = desk.session(lang=lang)
    look.words = session.words
    for name, make_picture in pictures(session):
        if not name.startswith("people-"):
            continue
        place = make_picture()
        place.setFixedSize(1294, 728)
        place.show()
        qtbot.waitUntil(lambda place=place: bool(place.property("posed")))
        sound(place, look)
        delete(place)


@pytest.mark.parametrize(
    ("who", "names"),
    [
        ("林晓燕", ("hours", "pay", "log")),
        ("王建国", ("hours", "pay", "log", "training")),
        ("赵敏", ("staff", "rights", "hours", "pay", "log", "training")),
    ],
)
def test_everybody_sees_the_pages_of_their_rights(desk, front, who, names):
    assert front(make, desk.session(who)).names == names


def test_where_the_world_is_in_the_way_every_page_says_so(desk, front, look):
    runner = BreakingRunner()
    session = desk.session(runner=runner)
    runner.broken = Unavailable("database", "locked", retry=True)
    place = front(make, session)
    for name in ("rights", "hours", "pay", "log"):
        place.show_page(name)
        sound(place, look)


# --- rights --------------------------------------------------------------------------------------


def test_a_right_given_by_keyboard_alone(desk, shop, front):
    page = opened(front, desk.session(), "rights")
    view = page.table.view
    for _ in range(20):
        if page.presenter.state.here == Permission.PRICE_OVERRIDE:
            break
        QTest.keyClick(view, Qt.Key.Key_Down)
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert "改价" in page._shown.given
    assert not shop.cashier.may(Permission.PRICE_OVERRIDE)
    for _ in range(12):
        if page.save_key.hasFocus():
            break
        QTest.keyClick(page.place.focusWidget(), Qt.Key.Key_Tab)
    QTest.keyClick(page.save_key, Qt.Key.Key_Space)
    assert shop.cashier.may(Permission.PRICE_OVERRIDE)
    assert page._shown.said.endswith("马上生效")
    assert page._shown.history[0].what == "给：改价"
    assert page._shown.given == ()


def test_esc_gives_the_draft_up_and_another_role_waits_for_it(desk, shop, front):
    page = opened(front, desk.session(), "rights")
    page.presenter.toggle("sell")
    page.presenter.choose_role("manager")
    assert page.presenter.state.role is Role.CASHIER
    assert "先保存" in page._shown.said
    QTest.keyClick(page.table.view, Qt.Key.Key_Escape)
    assert not page._shown.dirty
    page.presenter.choose_role("manager")
    assert page._shown.role == "manager"
    assert shop.documents(Kind.ROLE_CHANGE) == []


def test_what_an_owner_cannot_lose_is_said_before_saving(desk, front):
    page = opened(front, desk.session(), "rights")
    page.presenter.choose_role("owner")
    page.presenter.toggle("staff.edit")
    assert not page._shown.dirty
    assert "老板不能没有" in page._shown.said
    page.presenter.toggle("devices")
    assert page._shown.taken == ("管打印机等设备",)


def test_the_rights_as_they_came_are_one_key_away(desk, shop, front):
    busy(shop)
    page = opened(front, desk.session(), "rights")
    page.presenter.standard()
    assert page._shown.taken == ("不卖东西时开钱箱",)


def test_card_and_pin_for_approvals_is_one_key(desk, shop, front):
    session = desk.session()
    page = opened(front, session, "rights")
    assert page.card_key.title.endswith("只要卡")
    for wanted, title in (("yes", "卡和 PIN"), ("no", "只要卡")):
        QTest.mouseClick(page.card_key, Qt.MouseButton.LeftButton)
        found = load(shop.s)
        assert found.extra["approve_card_pin"] == wanted
        session.put_shop(found, session.zone)  # as the window does when settings changed
        assert page.card_key.title.endswith(title)


# --- attendance ----------------------------------------------------------------------------------


def test_one_clocks_in_and_out_on_the_page(desk, shop, front):
    page = opened(front, desk.session("林晓燕"), "hours")
    QTest.mouseClick(page.clock_key, Qt.MouseButton.LeftButton)
    assert page.clock_key.title == "下班打卡"
    shop.clock.pass_ms(2 * HOUR)
    QTest.mouseClick(page.clock_key, Qt.MouseButton.LeftButton)
    row = next(one for one in page.presenter._vm().days if one.work)
    assert (row.work, row.hours) == ("08:00–10:00", "2:00")
    assert not page.people.isVisible()
    assert not page.edit.isVisible()


def test_a_forgotten_end_is_put_right_by_keyboard(desk, shop, front):
    attendance.clock_own(shop.s, shop.cashier)
    shop.clock.pass_ms(30 * HOUR)
    page = opened(front, desk.session(), "hours")
    page.presenter.choose(shop.cashier.operator_id)
    page.presenter.stand("2026-09-12")
    for field, text in ((page.edit.time, "1630"), (page.edit.reason, "wang le")):
        field.edit.setFocus()
        QTest.keyClicks(field.edit, text)
    QTest.keyClick(page.edit.reason.edit, Qt.Key.Key_Return)
    found = attendance.month(shop.s, shop.owner, "2026-09", shop.cashier.operator_id)
    assert (found.minutes, found.wrong) == (510, 0)
    assert "已更正" in page._said.text()


def test_a_wrong_time_and_a_missing_reason_are_said_at_their_fields(desk, shop, front):
    page = opened(front, desk.session(), "hours")
    page.presenter.stand("2026-09-12")
    page.presenter.time("25:00")
    page.presenter.save()
    assert page.presenter._vm().edit.time_error.startswith("看不懂")
    page.presenter.time("08:00")
    page.presenter.save()
    assert page.presenter._vm().edit.reason_error.startswith("请写原因")
    assert shop.documents(Kind.ATTENDANCE) == []


def test_a_stamp_is_struck_only_when_asked_twice(desk, shop, front):
    attendance.clock_own(shop.s, shop.cashier)
    page = opened(front, desk.session(), "hours")
    presenter = page.presenter
    presenter.choose(shop.cashier.operator_id)
    presenter.stand("2026-09-12")
    key = presenter._vm().edit.stamps[1][0]
    presenter.pick_stamp(key)
    assert presenter._vm().edit.time == "08:00"
    presenter.reason("没来")
    presenter.strike()
    assert len(shop.documents(Kind.ATTENDANCE)) == 1
    presenter.strike()
    assert shop.last_document().body["kind"] == "none"


# --- commissions ---------------------------------------------------------------------------------


def test_a_rule_made_and_ended(desk, shop, front):
    page = opened(front, desk.session(), "pay")
    QTest.keyClick(page.table.view, Qt.Key.Key_N, CTRL)
    QTest.keyClicks(page.form.value.edit, "3.5")
    QTest.keyClick(page.form.value.edit, Qt.Key.Key_Return)
    (rule,) = commissions.rules(shop.s)
    assert (rule.scope, rule.ppm, rule.from_on) == ("all", 35_000, "2026-09-01")
    assert page.presenter._vm().rules[0].much == "3.5%"
    page.presenter.stand(rule.rule_id)
    page.presenter.end()
    assert commissions.rules(shop.s)[0].until_on == ""
    page.presenter.end()
    assert commissions.rules(shop.s)[0].until_on == "2026-09-11"


def test_what_is_not_yet_a_rule_says_what_is_missing(desk, shop, front):
    page = opened(front, desk.session(), "pay")
    page.presenter.new()
    assert page.presenter._vm().form.save_off == "先填多少"
    page.presenter.type(scope="item")
    assert page.presenter._vm().form.save_off == "先选是哪一个"
    page.presenter.search("可乐")
    key = page.presenter._vm().form.keys[0][0]
    page.presenter.type(key=key, value="many")
    page.presenter.save()
    assert page.presenter._vm().form.value_error
    page.presenter.type(value="300")
    page.presenter.save()
    assert page.presenter._vm().form.value_error
    assert commissions.rules(shop.s) == ()


def test_a_cashier_sees_their_own_and_no_rules(desk, shop, front):
    busy(shop)
    page = opened(front, desk.session("林晓燕"), "pay")
    assert {one.words for one in page.presenter._vm().rows if one.strong} == {"林晓燕"}
    assert not page._right.isVisible()


def test_training_asks_the_window(desk, front):
    session = desk.session("王建国")
    asked = []
    session.trained.connect(lambda: asked.append(True))
    page = opened(front, session, "training")
    QTest.keyClick(page.key, Qt.Key.Key_Return)
    assert asked == [True]


# --- what somebody did, and files ----------------------------------------------------------------


def test_an_owner_reads_what_a_cashier_did(desk, shop, front):
    with pytest.raises(Refused, match="pin.wrong"):
        login(shop.s, shop.cashier.operator_id, "000000")
    page = opened(front, desk.session(), "log")
    page.presenter.choose(shop.cashier.operator_id)
    first = page.presenter._log.done[0]
    assert (first.deed.kind, first.deed.reason) == ("login", "wrong_pin")
    assert page.table.model.row(0).cells[2][0].text == "PIN 不对"
    assert "登录没成 1" in page._counts.text()


def test_one_sees_only_ones_own_log(desk, front):
    page = opened(front, desk.session("林晓燕"), "log")
    assert not page.people.isVisible()
    assert page.presenter._log.name == "林晓燕"


@pytest.mark.parametrize(
    ("name", "key"), [("hours", "export_key"), ("pay", "export_key"), ("log", "export_key")]
)
def test_a_page_leaves_the_till_as_an_excel_table(
    desk, shop, front, tmp_path, monkeypatch, name, key
):
    busy(shop)
    home = tmp_path.joinpath("home")
    home.joinpath("Documents").mkdir(parents=True)
    monkeypatch.setenv("HOME", str(home))
    page = opened(front, desk.session(), name)
    QTest.mouseClick(getattr(page, key), Qt.MouseButton.LeftButton)
    (file,) = home.joinpath("Documents").glob(f"shuke-{name}-*.xlsx")
    assert file.read_bytes().startswith(b"PK")
    assert file.name in page._said.text()


def test_the_newest_day_stands_first_and_no_day_to_come(desk, shop, front):
    session = desk.session("林晓燕")
    page = opened(front, session, "hours")
    days = [one.bd for one in page.presenter._vm().days]
    assert days == sorted(days, reverse=True)
    assert days[0] == session.at(session.now_ms()).date().isoformat()
