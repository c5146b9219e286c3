"""Labels as a shop needs them: what is due, what is printed, what a person must look at."""

from dataclasses import replace

import pytest

from app.domain.catalog import SHELF, Price
from app.domain.document import Kind
from app.domain.errors import Refused
from app.peripherals.printing.label_jobs import pages_of
from app.usecases.catalog.save import save_item
from app.usecases.device import spool as waiting
from app.usecases.label import due, printing, templates
from app.usecases.label.facts import Told
from app.usecases.label.printing import LabelLine
from app.usecases.outcome import Print
from app.usecases.ports import DeviceChoice
from app.usecases.printing import settle
from app.usecases.stock import move
from app.usecases.stock.move import StockLine
from tests.usecases.shop import APPLE, COLA, MILK, WATER

HOUR = 3_600_000
SHELF_LABEL = "shelf-60x30"


@pytest.fixture
def ready(shop):
    """A shop with a label printer of its own."""
    shop.s.devices.configure("label_printer", DeviceChoice("fake"))
    return shop


def label(shop, template_id=SHELF_LABEL):
    return templates.one(shop.s, template_id)


def line(shop, name, copies=1, **told):
    return LabelLine(str(shop.item(name).item_id), copies, Told(**told))


def reprice(shop, name, minor, **when):
    shop.clock.pass_ms(1000)
    item = shop.item(name)
    others = tuple(one for one in item.prices if one.list_id != SHELF or when)
    prices = (*others, Price(SHELF, minor, **when))
    save_item(shop.s, shop.manager, replace(item, prices=prices))


def names(found):
    return [one.item.name for one in found]


def facts(shop, name, template_id=SHELF_LABEL, **told):
    made = printing.print_labels(
        shop.s, shop.manager, label(shop, template_id), (line(shop, name, **told),)
    )
    return settle.load(shop.s, made.value)["labels"][0]["facts"]


def test_a_new_price_is_due_until_its_label_is_printed(ready):
    templates.all_done(ready.s, ready.manager)
    assert due.new_prices(ready.s) == ()
    reprice(ready, COLA, 420)
    (one,) = due.new_prices(ready.s)
    assert (one.item.name, one.price_minor, one.copies) == ("北岸可乐", 420, 1)
    ready.clock.pass_ms(1000)
    made = printing.print_labels(ready.s, ready.manager, label(ready), (line(ready, COLA),))
    assert due.new_prices(ready.s) == ()
    settle.settle(ready.s, made.value, "failed", "paper_out")
    assert names(due.new_prices(ready.s)) == ["北岸可乐"]  # it never came out
    settle.settle(ready.s, made.value, "unsure", "no_answer")
    assert due.new_prices(ready.s) == ()
    reprice(ready, COLA, 430)
    assert names(due.new_prices(ready.s)) == ["北岸可乐"]


def test_a_price_that_begins_or_ends_by_itself_is_due_then(ready):
    templates.all_done(ready.s, ready.manager)
    begins = ready.clock.now_ms() + HOUR
    reprice(ready, MILK, 99, from_ms=begins, until_ms=begins + HOUR)
    templates.all_done(ready.s, ready.manager)
    assert due.new_prices(ready.s) == ()
    ready.clock.pass_ms(HOUR + 1)
    assert [one.price_minor for one in due.new_prices(ready.s)] == [99]
    templates.all_done(ready.s, ready.manager)
    ready.clock.pass_ms(HOUR + 1)
    (back,) = due.new_prices(ready.s)
    assert back.price_minor != 99


def test_what_a_person_called_done_is_done(ready):
    reprice(ready, COLA, 420)
    before = len(ready.documents(Kind.SETTINGS_CHANGE))
    templates.all_done(ready.s, ready.manager)
    assert due.new_prices(ready.s) == ()
    assert len(ready.documents(Kind.SETTINGS_CHANGE)) == before + 1


def test_goods_that_came_want_as_many_labels(ready):
    cola, apple = ready.item(COLA), ready.item(APPLE)
    lines = (StockLine(str(cola.item_id), 24_000), StockLine(str(apple.item_id), 3500))
    move.receive(ready.s, ready.manager, lines, note="送货单 7", move_id="m1")
    (came, *_) = due.deliveries(ready.s)
    assert came.note == "送货单 7"
    assert [(one.item.name, one.copies) for one in due.of_delivery(ready.s, came.key)] == [
        ("北岸可乐", 24),
        ("红富士苹果", 1),
    ]
    assert due.last_delivery(ready.s) == due.of_delivery(ready.s, came.key)
    assert due.of_delivery(ready.s, "9.9") == ()


def test_a_job_keeps_what_its_labels_say_not_their_dots(ready):
    made = printing.print_labels(ready.s, ready.manager, label(ready), (line(ready, COLA, 3),))
    assert made.effects == (Print(made.value, "label_printer"),)
    slip = settle.load(ready.s, made.value)
    ((page, copies),) = pages_of(slip, 8)
    assert (page.width, page.height, page.width_mm, page.height_mm) == (480, 240, 60, 30)
    assert copies == 3
    ((fine, _),) = pages_of(slip, 12)
    assert (fine.width, fine.height) == (720, 360)
    job = printing.job(ready.s, made.value)
    assert (job.state, job.labels) == ("queued", 3)


def test_an_unsure_job_is_asked_about_and_a_failed_one_goes_to_the_label_printer_again(ready):
    made = printing.print_labels(ready.s, ready.manager, label(ready), (line(ready, COLA),))
    settle.settle(ready.s, made.value, "unsure", "no_answer")
    (asked,) = waiting.waiting(ready.s)
    assert (asked.kind, asked.again) == ("label", False)
    settle.answer(ready.s, made.value, printed=False)
    again = waiting.again(ready.s, made.value)
    assert again.effects == (Print(made.value, "label_printer"),)


def test_after_a_crash_labels_are_unsure_not_printed_again(ready):
    made = printing.print_labels(ready.s, ready.manager, label(ready), (line(ready, COLA),))
    settle.left_over(ready.s)
    assert printing.job(ready.s, made.value).state == "unsure"


def test_a_label_says_the_price_of_everybody_of_members_and_what_it_was(ready):
    item = ready.item(APPLE)
    member_list = next(one.price_list for one in tiers(ready) if one.price_list)
    now = ready.clock.now_ms()
    prices = (
        Price(SHELF, 1280),
        Price(SHELF, 990, now - 10, now + HOUR),
        Price(member_list, 880),
    )
    save_item(ready.s, ready.manager, replace(item, prices=prices))
    said = facts(ready, APPLE)
    assert (said["price"], said["was_price"], said["member_price"]) == ("¥9.90", "¥12.80", "¥8.80")
    assert (said["unit_price"], said["unit"]) == ("¥9.90/kg", "kg")
    assert said["second_name"] == item.name_en


def tiers(shop):
    from app.usecases.catalog.list_items import tiers as found

    return found(shop.s)


def test_an_ordinary_price_was_nothing_else(ready):
    assert facts(ready, WATER)["was_price"] == ""


def test_a_weighed_label_carries_weight_price_and_code(ready):
    said = facts(ready, APPLE, "weigh-60x40", grams=1354, keeps_days=7)
    assert said["weight"] == "1.354 kg"
    assert said["weigh_code"].startswith("21")
    assert len(said["weigh_code"]) == 13
    assert said["best_before"] > said["date"]


@pytest.mark.parametrize(
    ("name", "template_id", "told", "code"),
    [
        (COLA, "weigh-60x40", {"grams": 100}, "labels.plu"),
        (APPLE, "weigh-60x40", {}, "labels.no_grams"),
        (APPLE, "weigh-60x40", {"grams": 100_000}, "labels.too_much"),
    ],
)
def test_a_weighed_label_without_its_facts_is_refused(ready, name, template_id, told, code):
    with pytest.raises(Refused, match=code):
        facts(ready, name, template_id, **told)
    assert waiting.waiting(ready.s) == ()


def test_who_may_not_and_what_cannot_be_is_refused(ready):
    shelf = label(ready)
    one = (line(ready, COLA),)
    with pytest.raises(Refused, match=r"permission\.missing"):
        printing.print_labels(ready.s, ready.cashier, shelf, one)
    with pytest.raises(Refused, match=r"labels\.nothing"):
        printing.print_labels(ready.s, ready.manager, shelf, ())
    with pytest.raises(Refused, match=r"labels\.copies"):
        printing.print_labels(ready.s, ready.manager, shelf, (line(ready, COLA, 1000),))
    with pytest.raises(Refused, match=r"item\.unknown"):
        printing.print_labels(ready.s, ready.manager, shelf, (LabelLine("gone"),))
    with pytest.raises(Refused, match=r"labels\.start"):
        printing.sheet(ready.s, shelf, one, on=("3x8", 25))
    ready.s.devices.configure("label_printer", DeviceChoice("none"))
    with pytest.raises(Refused, match=r"labels\.no_printer"):
        printing.print_labels(ready.s, ready.manager, shelf, one)
    assert printing.sheet(ready.s, shelf, one, on=("3x8", 1)).startswith(b"%PDF")


@pytest.mark.parametrize(("language", "name"), [("zh_CN", "红富士苹果"), ("en", "Fuji apple")])
def test_labels_speak_the_language_that_was_chosen(ready, language, name):
    made = printing.print_labels(
        ready.s, ready.manager, label(ready), (line(ready, APPLE),), language=language
    )
    slip = settle.load(ready.s, made.value)
    assert slip["language"] == language
    assert slip["labels"][0]["facts"]["name"].startswith(name)


def test_a_card_gets_its_sticker(ready):
    card = LabelLine(code="V:7K3M9QWX", title="优惠券")
    drawn = printing.picture(ready.s, label(ready, "card-60x40"), card)
    assert not [one for one in drawn.troubles if one.code != "cut"]


def test_goods_on_a_cards_label_and_cards_on_goods_labels_are_refused(ready):
    card = LabelLine(code="V:7K3M9QWX", title="优惠券")
    with pytest.raises(Refused, match=r"labels\.no_card"):
        facts(ready, COLA, "card-60x40")
    with pytest.raises(Refused, match=r"labels\.only_card"):
        printing.print_labels(ready.s, ready.manager, label(ready), (card,))
    made = printing.print_labels(ready.s, ready.manager, label(ready, "card-60x40"), (card,))
    assert settle.load(ready.s, made.value)["labels"][0]["facts"]["card_code"] == "V:7K3M9QWX"


@pytest.mark.parametrize(("dpi", "dots"), [("203", 8), ("300", 12)])
def test_the_preview_has_the_dots_of_the_printer(ready, dpi, dots):
    ready.s.devices.configure("label_printer", DeviceChoice("fake", (("dpi", dpi),)))
    assert printing.printer(ready.s).dots_per_mm == dots
    drawn = printing.picture(ready.s, label(ready), line(ready, COLA))
    assert drawn.width == 60 * dots


# --- templates ---------------------------------------------------------------------------------


def test_a_changed_default_is_kept_and_reset(shop):
    before = label(shop)
    after = replace(before, parts=before.parts[1:])
    templates.save(shop.s, shop.manager, after)
    assert label(shop) == after
    assert templates.changed(shop.s, SHELF_LABEL)
    assert templates.load(shop.s)[1] == after  # in its own place
    shop.again()
    assert label(shop) == after
    assert templates.reset(shop.s, shop.manager, SHELF_LABEL).value == before
    assert label(shop) == before


def test_saving_a_default_as_it_came_keeps_nothing(shop):
    documents = len(shop.documents())
    templates.save(shop.s, shop.manager, label(shop))
    assert len(shop.documents()) == documents


def test_a_shop_has_templates_of_its_own(shop):
    own = replace(label(shop), template_id="", name="冷柜")
    kept = templates.save(shop.s, shop.manager, own).value
    assert templates.load(shop.s)[-1].name == "冷柜"
    assert templates.reset(shop.s, shop.manager, kept.template_id).value is None
    assert len(templates.load(shop.s)) == len(templates.defaults())


def test_only_who_edits_goods_edits_labels(shop):
    with pytest.raises(Refused, match=r"permission\.missing"):
        templates.save(shop.s, shop.cashier, label(shop))
    with pytest.raises(Refused, match=r"permission\.missing"):
        templates.put_logo(shop.s, shop.cashier, b"")
    with pytest.raises(Refused, match=r"labels\.unknown"):
        templates.one(shop.s, "none")
