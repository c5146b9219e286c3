"""What came back is no visit and no money spent; a phone stands once; Enter does what it says."""

from dataclasses import replace

from PySide6.QtCore import Qt

from app.domain.loyalty.package import Package, PackagePlan, PackageService
from app.usecases.loyalty.packages import PackageUse
from app.usecases.member import enrol
from app.usecases.member.find import file, page
from app.usecases.sale.complete import complete
from app.usecases.sale.return_goods import return_goods
from tests.ui.members.view import View
from tests.usecases.shop import COLA, MILK
from ui.members.presenter import MembersPresenter
from ui.members.screen import make
from ui.members.viewmodel import packages
from ui.members.viewmodel.listing import row


def test_visits_and_what_was_spent_are_without_what_came_back(shop):
    member, shift = shop.member("6027"), shop.shift()
    before = file(shop.s, member.member_id)
    basket = shop.basket(COLA, MILK, member=member)
    sold = complete(shop.s, shop.cashier, shift.shift_id, basket, shop.paid(basket)).value
    with_it = file(shop.s, member.member_id)
    assert with_it.visits == before.visits + 1
    for line in (1, 2):
        back = return_goods(
            *(shop.s, shop.cashier, shift.shift_id, sold.sale_id, ((line, 1000),)),
            reason="faulty",
            refund_id=f"back-{line}",
        ).value
        left = file(shop.s, member.member_id)
        spent = with_it.spent_minor - back.returning.total_minor
        assert left.spent_minor == spent
        with_it = left
    assert (left.visits, left.spent_minor) == (before.visits, before.spent_minor)


def test_a_member_without_a_name_has_their_phone_once(desk, shop):
    made = enrol.enrol(shop.s, shop.cashier, phone="13900001234", marketing=False).value
    view, session = View(), desk.session("林晓燕")
    found = next(one for one in page(shop.s, limit=1000) if one.member_id == made.member_id)
    shown = row(found, session.words)
    assert (shown.name, shown.phone) == ("139****1234", "")
    presenter = MembersPresenter(view, session)
    presenter.open(made.member_id)
    assert (view.head.name, view.head.phone) == ("139****1234", "")


def test_enter_confirms_once_all_is_filled_from_whichever_field(desk, front, rich, shop, qtbot):
    screen = front(make, desk.session("王建国"))
    screen.presenter.open(rich.member_id)
    screen.presenter.filing.turn("cards")
    cards = len(file(shop.s, rich.member_id).member.cards)
    screen.presenter.filing.act("card.add")
    form = screen.file.form
    number, label = form.fields["token"], form.fields["label"]
    qtbot.keyClicks(number.edit, "88001234")
    qtbot.keyClick(number.edit, Qt.Key.Key_Return)
    assert label.edit.hasFocus()
    qtbot.keyClicks(label.edit, "kid")
    qtbot.keyClick(number.edit, Qt.Key.Key_Return)
    added = file(shop.s, rich.member_id).member.cards
    assert len(added) == cards + 1
    screen.presenter.filing.act(f"card.lost:{added[-1].token}")
    qtbot.waitUntil(form.yes_key.isVisible)
    qtbot.keyClick(screen.window().focusWidget(), Qt.Key.Key_Return)
    assert file(shop.s, rich.member_id).member.cards[-1].state != "active"


def test_goods_bought_often_and_uses_are_named_in_the_operators_language(desk, shop):
    member, shift = shop.member("6027"), shop.shift()
    for _ in range(2):
        basket = shop.basket(COLA, member=member)
        complete(shop.s, shop.cashier, shift.shift_id, basket, shop.paid(basket))
    view = View()
    presenter = MembersPresenter(view, desk.session("林晓燕", "en"))
    presenter.open(member.member_id)
    item = shop.item(COLA)
    said = dict(view.sheet.foot)[presenter.filing.frame().words("member.likes")]
    assert item.named("en") in said
    assert item.name not in said
    used = PackageUse(1, "送货上门", 1, "03-000040")
    plan = PackagePlan("p", "次卡", (PackageService("i", 10, "送货上门", "Home delivery"),))
    d = replace(
        presenter.filing._found,
        packages=(Package("k", "m:1", plan, 6_000, 1, "", ""),),
        uses=(used,),
    )
    (row_of_use,) = packages.sheet(d, presenter.filing.frame()).columns[1][1][0].rows
    assert row_of_use.title == "Home delivery"


def test_who_was_found_is_picked_by_enter_and_agreed_to_by_the_next(desk, front, rich, shop, qtbot):
    screen = front(make, desk.session("王建国"))
    screen.presenter.open(rich.member_id)
    screen.presenter.filing.turn("profile")
    screen.presenter.filing.act("merge")
    form = screen.file.form
    field = next(one for one in form.fields.values()).field
    qtbot.keyClicks(field.edit, "8666")
    qtbot.waitUntil(lambda: bool(next(iter(form.fields.values())).keys))
    qtbot.keyClick(field.edit, Qt.Key.Key_Return)
    assert form.isVisible()
    assert form.yes_key.isEnabled()
    qtbot.keyClick(field.edit, Qt.Key.Key_Return)
    assert not form.isVisible()


def test_a_click_on_a_switch_leaves_enter_to_the_form(desk, front, rich, shop, qtbot):
    screen = front(make, desk.session("王建国"))
    screen.presenter.open(rich.member_id)
    screen.presenter.filing.turn("overview")
    screen.presenter.filing.act("tier")
    form = screen.file.form
    qtbot.mouseClick(form.fields["tier"].keys["gold"], Qt.MouseButton.LeftButton)
    qtbot.keyClicks(form.fields["reason"].edit, "VIP")
    qtbot.mouseClick(form.fields["locked"], Qt.MouseButton.LeftButton)
    qtbot.keyClick(screen.window().focusWidget(), Qt.Key.Key_Return)
    assert not form.isVisible()
