"""People come, change, get a PIN and a card, leave and come back, over real use cases."""

import pytest

from app.domain.errors import Refused, Unavailable
from app.domain.permissions import Role
from app.usecases.shift.open import open_shift
from app.usecases.staff.login import login, login_by_card
from tests.ui.shift.desk import BreakingRunner, HeldRunner, View
from ui.people.presenter import PeoplePresenter


class At:
    def __init__(self, session, shop) -> None:
        self.view, self.session, self.shop = View(), session, shop
        self.people = PeoplePresenter(self.view, session)
        self.people.load()

    @property
    def form(self):
        return self.view.shown.form

    def open(self, name: str):
        found = next(one for one in self.view.shown.rows if one.name == name)
        self.people.choose(found.operator_id)
        return found.operator_id

    def row(self, name: str):
        return next(one for one in self.view.shown.rows if one.name == name)


@pytest.fixture
def at(desk, shop):
    return At(desk.session(), shop)


def twice(at, digits: str) -> None:
    at.people.pins.typed(digits)
    at.people.pins.typed(digits)


def test_everybody_with_role_and_the_first_one_open(at):
    shown = at.view.shown
    assert shown.about == "5 位"
    assert {one.name: one.role for one in shown.rows} == {
        **{"林晓燕": "收银员", "李伟": "收银员", "王建国": "店长"},
        **{"赵敏": "老板", "陈工": "技术员"},
    }
    assert shown.panel == "form"
    assert at.form.save_off == "没有改动"


def test_added_with_a_pin_typed_twice(at, shop):
    at.people.new()
    assert at.form.save_off == "先填名字"
    at.people.save()
    assert at.form.name_error.startswith("请输入名字")
    at.people.name("周婷")
    at.people.role("manager")
    at.people.language("en")
    at.people.save()
    assert at.view.shown.panel == "pin"
    twice(at, "314159")
    assert at.form.said == "周婷可以登录了"
    person = shop.person("周婷")
    assert (person.role, person.language) == (Role.MANAGER, "en")
    assert login(shop.s, person.operator_id, "314159").value.name == "周婷"


def test_two_pins_that_differ_begin_anew(at):
    at.open("李伟")
    at.people.pins.choose()
    at.people.pins.typed("314159")
    assert at.view.shown.pin.asks == "请再输一次，两次要一样"
    at.people.pins.typed("271828")
    assert at.view.shown.pin.error.startswith("两次不一样")
    assert at.view.shown.pin.asks == "请本人输入 6 位数字"
    twice(at, "271828")
    assert at.view.shown.panel == "form"
    assert at.form.said == "李伟的新 PIN 可以用了"


@pytest.mark.parametrize("weak", ["123456", "000000", "654321"])
def test_a_pin_easy_to_guess_is_refused_and_asked_again(at, shop, weak):
    held = at.open("李伟")
    at.people.pins.choose()
    twice(at, weak)
    assert "太好猜" in at.view.shown.pin.error
    assert at.view.shown.panel == "pin"
    assert login(shop.s, held, "232323").value.name == "李伟"  # the old one still holds


def test_no_pin_ever_stands_in_what_is_shown(at):
    at.open("李伟")
    at.people.pins.choose()
    at.people.pins.typed("314159")
    assert "314159" not in repr(at.view.shown)


def test_renamed_and_another_role_shows_its_rights_at_once(at, shop):
    at.open("李伟")
    may = {one.words for one in at.form.rights if one.may}
    assert "收银" in may
    assert "打折，最多 10%" in may
    assert "改商品和价格" not in may
    at.people.role("manager")
    may = {one.words for one in at.form.rights if one.may}
    assert "改商品和价格" in may
    assert "打折，最多 30%" in may
    assert at.form.rights_title == "店长可以做什么"
    at.people.name("李大伟")
    at.people.save()
    assert shop.person("李大伟").role is Role.MANAGER
    assert at.row("李大伟").role == "店长"


def test_a_name_that_is_empty_is_refused_under_its_field(at, shop):
    at.open("李伟")
    at.people.name("   ")
    at.people.save()
    assert at.form.name_error.startswith("请输入名字")
    assert at.people.back()
    assert at.form.name == "李伟"
    assert not at.form.name_error


def test_the_last_owner_stays_owner_and_stays(at, shop):
    at.open("赵敏")
    at.people.role("cashier")
    at.people.save()
    assert at.form.said.startswith("至少要留一位老板")
    at.people.back()
    at.people.set_active()
    assert at.form.leave_note.startswith("这是你自己")
    at.people.set_active()
    assert at.form.said.startswith("至少要留一位老板")
    assert shop.person("赵敏").active


def test_leaving_is_asked_twice_and_coming_back_is_not(at, shop):
    held = at.open("李伟")
    at.people.set_active()
    assert at.form.leave == "再按一次，真的离职"
    assert at.people.back()  # not after all
    at.people.set_active()
    at.people.set_active()
    assert at.row("李伟").note == "已离职"
    assert at.view.shown.rows[-1].name == "李伟"
    assert at.view.shown.about == "4 位，另有 1 位已离职"
    with pytest.raises(Refused):
        login(shop.s, held, "232323")
    at.people.set_active()
    assert at.form.said == "李伟回来了，可以登录"


def test_nobody_leaves_with_an_open_shift(at, shop):
    open_shift(shop.s, shop.person("李伟"), 0)
    at.open("李伟")
    at.people.set_active()
    at.people.set_active()
    assert at.form.said.startswith("李伟还没有交班")


def test_a_card_by_a_scan(at, shop):
    held = at.open("李伟")
    at.people.cards.press()
    assert at.form.waiting
    assert at.form.card == "请扫这位员工的卡"
    assert at.session.scans.offer("S:STAFFCARD42")
    assert at.form.card == "员工卡，尾号 RD42"
    assert login_by_card(shop.s, "STAFFCARD42").value.operator_id == held
    assert not at.session.scans.offer("S:ANOTHER9999")  # it waits no more
    at.people.cards.drop()
    assert at.form.card == "没有员工卡"
    with pytest.raises(Refused):
        login_by_card(shop.s, "STAFFCARD42")


@pytest.mark.parametrize(
    ("code", "said"), [("6911311000136", "不是员工卡"), ("M:MEMBER12345", "不是员工卡")]
)
def test_another_code_is_no_staff_card(at, code, said):
    at.open("李伟")
    before = at.form.card
    at.people.cards.press()
    at.session.scans.offer(code)
    assert said in at.form.card_error
    assert at.form.card == before


def test_a_card_belongs_to_one_person(at):
    at.open("李伟")
    at.people.cards.press()
    at.session.scans.offer("S:STAFFCARD42")
    at.open("王建国")
    at.people.cards.press()
    at.session.scans.offer("S:STAFFCARD42")
    assert at.form.card_error == "这张卡是李伟的，没有保存。请换一张。"


def test_esc_and_leaving_the_page_stop_waiting_for_a_card(at):
    at.open("李伟")
    at.people.cards.press()
    assert at.people.back()
    assert not at.session.scans.offer("S:STAFFCARD42")
    at.people.cards.press()
    at.people.leave()
    assert not at.session.scans.offer("S:STAFFCARD42")


def test_a_scan_shows_whose_card_it_is(at):
    at.open("李伟")
    at.people.cards.press()
    at.session.scans.offer("S:STAFFCARD42")
    at.open("赵敏")
    assert at.people.cards.scanned("S:STAFFCARD42")
    assert at.form.title == "李伟"
    assert at.people.cards.scanned("S:NOBODY12345")
    assert at.form.said == "这张员工卡没有人在用。"
    assert not at.people.cards.scanned("6911311000136")


def test_another_row_waits_for_what_is_typed(at):
    at.open("李伟")
    at.people.name("李大伟")
    at.open("王建国")
    assert at.form.title == "李伟"
    assert at.form.said_role == "warning"
    at.people.new()
    assert not at.form.new


def test_a_double_tap_saves_once(desk, shop):
    runner = HeldRunner()
    at = At(desk.session(runner=runner), shop)
    runner.let_all_go()
    at.open("李伟")
    at.people.name("李大伟")
    at.people.save()
    at.people.save()
    assert len(runner.held) == 1
    runner.let_all_go()
    assert at.form.title == "李大伟"


def test_what_cannot_be_read_or_written_says_so(desk, shop):
    runner = BreakingRunner()
    at = At(desk.session(runner=runner), shop)
    at.open("李伟")
    at.people.name("李大伟")
    runner.broken = Unavailable("disk", "full")
    at.people.save()
    assert at.form.said_role == "danger"
    assert at.form.name == "李大伟"  # what was typed stays
    at.people.load()
    assert at.view.shown.state == "error"
    runner.broken = None
    at.people.load()
    assert at.form.name == "李大伟"


def test_the_same_in_english(desk, shop):
    at = At(desk.session(lang="en"), shop)
    assert at.view.shown.about == "5 people"
    at.open("林晓燕")
    assert at.form.rights_title == "What this role may do: Cashier"
    assert "Give discounts up to 10%" in {one.words for one in at.form.rights}
