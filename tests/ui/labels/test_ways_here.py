"""The ways to labels: from an item, from new prices, from goods that just came."""

from dataclasses import replace

from app.domain.catalog import SHELF, Price
from app.usecases.catalog.save import save_item
from app.usecases.label import due, templates
from tests.ui.shift.desk import sound
from tests.usecases.shop import COLA
from ui.catalog.screen import make as make_catalog
from ui.labels.screen import make
from ui.stock import viewmodel as stock_vm
from ui.stock.screen import make as make_stock


def test_from_the_item_one_stands_on(desk, shop, front, look):
    session = desk.session("王建国")
    gone = []
    session.wanted.connect(gone.append)
    screen = front(make_catalog, session)
    sound(screen, look)
    item_id = str(shop.item(COLA).item_id)
    screen.presenter.open(item_id)
    screen.label_key.click()
    assert gone == ["labels"]
    labels = front(make, session)
    assert list(labels.presenter.batch.lines) == [item_id]


def test_a_new_price_is_counted_on_the_key_and_printed_from_there(desk, shop, front):
    templates.all_done(shop.s, shop.manager)
    shop.clock.pass_ms(1000)
    item = shop.item(COLA)
    save_item(shop.s, shop.manager, replace(item, prices=(Price(SHELF, 420),)))
    session = desk.session("王建国")
    screen = front(make_catalog, session)
    assert "1" in screen.label_key.title
    screen.label_key.click()
    labels = front(make, session)
    assert labels._due_row.isVisible()
    labels.all_key.click()
    assert list(labels.presenter.batch.lines) == [str(item.item_id)]
    labels.done_key.click()
    assert due.new_prices(shop.s) == ()
    assert not labels._due_row.isVisible()


def test_after_goods_came_as_many_labels_are_a_key_away(desk, shop, front, look):
    session = desk.session("王建国")
    screen = front(make_stock, session)
    screen.presenter.go(stock_vm.RECEIVE)
    assert not screen.side.label_key.isVisible()
    screen.presenter.choose(str(shop.item(COLA).item_id))
    screen.presenter.put_line("24", "")
    screen.presenter.save("")
    assert screen.side.label_key.isVisible()
    sound(screen, look)
    screen.side.label_key.click()
    labels = front(make, session)
    assert [one.line.copies for one in labels.presenter.batch.lines.values()] == [24]


def test_who_may_not_edit_goods_is_not_led_there(desk, shop, front):
    screen = front(make_stock, desk.session("林晓燕"))
    screen.presenter.go(stock_vm.COUNT)
    screen.presenter.choose(str(shop.item(COLA).item_id))
    screen.presenter.put_line("24", "")
    screen.presenter.save("")
    assert not screen.side.label_key.isVisible()
