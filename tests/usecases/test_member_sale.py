"""Members' money in a sale: exact, only once, and who comes too late is told why (R30-R37, 3.8)."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier

import pytest

from app.cli.slip_text import text_of
from app.domain import rights
from app.domain.checkout.events import CodeUnknown, GiftCardShown, MemberAttached, VoucherOffered
from app.domain.document import Kind
from app.domain.errors import Refused
from app.domain.loyalty.stored_value import StoredValueTerms, Wallet
from app.domain.loyalty.voucher import Campaign, VoucherKind
from app.domain.rights import Asset, AssetKind, Lot
from app.store.engine import Database
from app.usecases.health.rebuild import check_projections
from app.usecases.health.verify import verify_journal
from app.usecases.member.edit import edit
from app.usecases.member.merge import merge
from app.usecases.member.pin import set_pin
from app.usecases.printing import settle as printing
from app.usecases.sale.basket_codec import read, write
from app.usecases.sale.complete import complete
from app.usecases.sale.draft import left_over, park, parked, recall, save
from app.usecases.sale.identify_code import identify
from app.usecases.sale.member_at_counter import attach_member, points_ahead, purse_seen
from app.usecases.shop.desk import desk_book
from tests.usecases.money import CODE, OPEN_OFF, TEN_OFF, Money, covered, tendered
from tests.usecases.shop import APPLE, COLA, MILK, WATER, Shop

GIFT = "Z" * 20


@pytest.fixture
def money(shop: Shop) -> Money:
    return Money(shop)


@pytest.fixture
def anna(shop: Shop):
    return shop.member("6027")


def ends(anna) -> str:
    return f"m:{anna.member_id}"


def sell(shop, shift, basket, *parts, **more):
    tenders = tendered(shop, basket, *parts)
    return complete(shop.s, shop.cashier, shift.shift_id, basket, tenders, **more)


def purse_after(shop: Shop, made):
    """What the member has now, as the counter reads it behind the drawer."""
    return purse_seen(shop.s, made.member_id).purse if made.member_id else None


def everything(shop: Shop, money: Money, anna):
    """A basket paid with all there is, and its tenders (15.92: 1.33 by package)."""
    money.give(anna, "principal", 300, "top.p", group_id="top")
    money.give(anna, "bonus", 150, "top.b", group_id="top")
    money.give(anna, "points", 500, "pts")
    package = money.package(anna, shop.item(WATER).item_id, 3, 400)
    card = money.gift_card(GIFT, 100)
    basket = replace(
        shop.basket(COLA, MILK, APPLE, WATER, member=anna), vouchers=(money.voucher(anna),)
    )
    basket = covered(shop, basket, 4, package)
    parts = (("stored", 200, "general"), ("points", 100), ("gift", 100, card))
    return basket, tendered(shop, basket, *parts), card


def test_all_tenders_in_one_sale(shop, money, anna):
    """odoo #108240, POS Awesome #3059: what a member paid with was not deducted."""
    shift = shop.shift()
    basket, tenders, card = everything(shop, money, anna)
    made = complete(shop.s, shop.cashier, shift.shift_id, basket, tenders).value
    assert made.due_minor == 1592
    assert [(t.kind, t.amount_minor) for t in made.tenders] == [
        ("stored", 200),
        ("points", 100),
        ("gift", 100),
        ("cash", 1059),
        ("package", 133),
    ]
    assert (made.points, made.growth) == (11, 14)  # 11.92 of cash and principal; all but points
    after = purse_after(shop, made)
    assert (after.stored_minor(), after.points, after.vouchers) == (250, 411, ())
    assert (after.packages[0].lots[0].left, after.packages[0].lots[0].value_minor) == (2, 267)
    lots = money.lots(ends(anna), f"g:{card}")
    assert (lots["top.p"][0], lots["top.b"][0], lots[f"{card}.1"][0]) == (167, 83, 0)
    doc = shop.last_document()
    assert sum(one["n"] for one in doc.body["funds"]) == 1592
    units = {unit for _, unit, _ in doc.postings}
    assert all(sum(n for _, unit, n in doc.postings if unit == one) == 0 for one in units)
    assert doc.body["counts"][0]["spend"] == 1492
    assert verify_journal(shop.s).ok
    assert not check_projections(shop.s)


def test_a_double_tap_spends_once(shop, money, anna):
    shift = shop.shift()
    basket, tenders, card = everything(shop, money, anna)
    first = complete(shop.s, shop.cashier, shift.shift_id, basket, tenders)
    lots, docs = money.lots(ends(anna), f"g:{card}"), len(shop.documents())
    again = complete(shop.s, shop.cashier, shift.shift_id, basket, tenders)
    assert (again.value.receipt_no, again.value.points) == (first.value.receipt_no, 11)
    assert again.effects == ()
    assert money.lots(ends(anna), f"g:{card}") == lots
    assert len(shop.documents()) == docs


def test_a_voucher_in_two_parked_baskets_counts_once(shop, money, anna, refused):
    """Scanned in two sales at once: the second is told the receipt that used it."""
    shift, voucher = shop.shift(), money.voucher(anna)
    one = replace(shop.basket(COLA, MILK, member=anna), vouchers=(voucher,))
    two = replace(shop.basket(MILK, COLA, member=anna), vouchers=(voucher,))
    park(shop.s, one)
    park(shop.s, two)
    one, _ = recall(shop.s, one.sale_id).value
    made = sell(shop, shift, one).value
    two, _ = recall(shop.s, two.sale_id).value
    assert two.vouchers == (voucher,)
    docs = len(shop.documents())
    with refused("voucher.used") as error:
        sell(shop, shift, two)
    assert error.facts == {"name": "满五减一元", "receipt_no": made.receipt_no[3:5] + "-000037"}
    assert len(shop.documents()) == docs
    assert left_over(shop.s).basket == two
    assert sell(shop, shift, replace(two, vouchers=())).value.due_minor == 619
    assert parked(shop.s) == ()


def two_at_once(shop: Shop, shift, baskets) -> list[str]:
    """Both commits at the same instant, each on a connection of its own (a second process that
    slipped past the lock): "ok", or what the loser is told."""
    jobs = [(one, tenders) for one, tenders in baskets]
    who, start = shop.cashier, Barrier(2)

    def run(job) -> str:
        database = Database(shop.settings.database, key=None)
        s = replace(shop.s, db=database)
        try:
            start.wait(5)
            complete(s, who, shift.shift_id, *job)
        except Refused as error:
            return error.code
        finally:
            database.close()
        return "ok"

    with ThreadPoolExecutor(2) as tills:
        return sorted(tills.map(run, jobs))


@pytest.mark.parametrize("kind", ["stored", "points", "gift", "voucher", "package"])
def test_two_tills_at_once_on_one_member(shop, money, anna, kind):
    """R66, OSPOS #4640, spree #13734: spent twice at the same moment. No double spend, whatever it
    is (R66); the loser is told why."""
    shift = shop.shift()
    item = shop.item(COLA)
    money.give(anna, "principal", 400)
    money.give(anna, "points", 400)
    card = money.gift_card(GIFT, 400)
    voucher = money.voucher(anna, OPEN_OFF)
    package = money.package(anna, item.item_id, 1, 300)
    part = {
        "stored": [("stored", 361, "general")],
        "points": [("points", 361)],
        "gift": [("gift", 361, card)],
    }
    baskets = []
    for _ in range(2):
        basket = shop.basket(COLA, member=anna)
        if kind == "voucher":
            basket = replace(basket, vouchers=(voucher,))
        if kind == "package":
            basket = covered(shop, basket, 1, package)
        baskets.append((basket, tendered(shop, basket, *part.get(kind, []))))
    lost = {
        "stored": "stored.short",
        "points": "points.short",
        "gift": "gift_card.short",
        "voucher": "voucher.used",
        "package": "package.changed",
    }[kind]
    sold = len(shop.documents(Kind.SALE))
    assert two_at_once(shop, shift, baskets) == sorted([lost, "ok"])
    assert len(shop.documents(Kind.SALE)) == sold + 1
    assert all(left >= 0 for left, _ in money.lots(ends(anna), f"g:{card}").values())
    assert verify_journal(shop.s).ok
    assert not check_projections(shop.s)


def test_a_member_who_left_while_in_the_basket(shop, money, anna, refused):
    shift, basket = shop.shift(), shop.basket(COLA, member=anna)
    edit(shop.s, shop.manager, anna.member_id, active=False)
    with refused("member.gone"):
        sell(shop, shift, basket)
    with refused("member.gone"):
        attach_member(shop.s, anna.member_id)
    edit(shop.s, shop.manager, anna.member_id, active=True)
    other = _another(shop, anna)
    merge(shop.s, shop.manager, other, anna.member_id)
    with refused("member.gone"):
        sell(shop, shift, basket)
    assert sell(shop, shift, replace(basket, member=None)).value.due_minor == 380
    assert attach_member(shop.s, anna.member_id).member.member_id == other


def _another(shop: Shop, anna) -> str:
    rows = shop.rows("SELECT member_id FROM member WHERE member_id <> ? LIMIT 1", anna.member_id)
    return rows[0][0]


def test_what_was_merged_pays_and_comes_with_its_vouchers(shop, money, anna):
    """Lots stay where they are, at `m:<gone>`; the one who stayed spends them."""
    shift, other = shop.shift(), _another(shop, anna)
    money.give(anna, "principal", 300, "old")
    voucher = money.voucher(anna, TEN_OFF)
    merge(shop.s, shop.manager, other, anna.member_id)
    seen = attach_member(shop.s, other)
    basket = replace(
        shop.basket(COLA, MILK, member=seen.member),
        vouchers=(replace(voucher, holder=f"m:{other}"),),
    )
    made = sell(shop, shift, basket, ("stored", 300, "general")).value
    assert purse_after(shop, made).stored_minor() == 0
    assert money.lots(ends(anna))["old"] == (0, 0)
    assert purse_after(shop, made).vouchers == ()


def test_a_pin_above_the_limit(shop, money, anna, refused):
    shift = shop.shift()
    money.set(stored=StoredValueTerms(pin_above_minor=300))
    money.give(anna, "principal", 1000)
    set_pin(shop.s, shop.cashier, anna.member_id, "864209")
    basket = shop.basket(COLA, member=anna)
    with refused("card.pin_needed"):
        sell(shop, shift, basket, ("stored", 361, "general"))
    with refused("pin.wrong"):
        sell(shop, shift, basket, ("stored", 361, "general"), pin="111222")
    assert sell(shop, shift, shop.basket(COLA, member=anna), ("stored", 300, "general")).value
    assert sell(shop, shift, basket, ("stored", 361, "general"), pin="864209").value
    assert money.purse(anna).stored_minor() == 339


def test_a_clock_set_back_revives_nothing(shop, money, anna, refused):
    shift = shop.shift()
    money.give(anna, "principal", 500, bucket="2026-09-12")
    voucher = money.voucher(anna, until_on="2026-09-12")
    now = shop.clock.now_ms()
    shop.clock.pass_ms(24 * 3_600_000)
    money.give(anna, "points", 1)  # a document of the 13th: from here time does not go back
    shop.clock.set_wall(now)
    with refused("stored.short") as error:
        sell(shop, shift, shop.basket(COLA, member=anna), ("stored", 100, "general"))
    assert error.facts["available_minor"] == 0
    basket = replace(shop.basket(COLA, MILK, member=anna), vouchers=(voucher,))
    with refused("rights.expired"):
        sell(shop, shift, basket)


def test_a_voucher_that_took_nothing_off_stays(shop, money, anna):
    shift, voucher = shop.shift(), money.voucher(anna)
    basket = replace(shop.basket(COLA, member=anna), vouchers=(voucher,))
    assert sell(shop, shift, basket).value.due_minor == 361
    assert [one.voucher_id for one in money.purse(anna).vouchers] == [voucher.voucher_id]


def test_the_terms_of_a_voucher_are_the_shops_not_the_drafts(shop, money, anna, refused):
    shift, voucher = shop.shift(), money.voucher(anna)
    made_up = replace(voucher, campaign=replace(voucher.campaign, amount_minor=600))
    basket = replace(shop.basket(COLA, MILK, member=anna), vouchers=(made_up,))
    with refused("sale.total_changed") as error:
        sell(shop, shift, basket)
    assert error.facts == {"paid_minor": 19, "due_minor": 519}


def test_a_package_whose_worth_was_made_up(shop, money, anna, refused):
    shift, item = shop.shift(), shop.item(COLA)
    package = money.package(anna, item.item_id, 3, 400)
    basket = covered(shop, shop.basket(COLA, member=anna), 1, package)
    line = basket.lines[0]
    basket = basket.with_line(replace(line, cover=replace(line.cover, value_minor=1)))
    with refused("package.changed"):
        sell(shop, shift, basket)


def test_the_uses_of_a_package_sum_to_what_was_paid(shop, money, anna, refused):
    shift, item = shop.shift(), shop.item(COLA)
    package = money.package(anna, item.item_id, 3, 400)
    worth = []
    for _ in range(3):
        basket = covered(shop, shop.basket(COLA, member=anna), 1, package)
        worth.append(sell(shop, shift, basket).value.due_minor)
        found = money.purse(anna).packages
        package = found[0] if found else package
    assert worth == [133, 133, 134]
    with refused("package.changed"):
        sell(shop, shift, basket_again(shop, anna, package))


def basket_again(shop, anna, package):
    return covered(shop, shop.basket(COLA, member=anna), 1, package)


def test_as_often_as_one_likes(shop, money, anna):
    shift, item = shop.shift(), shop.item(COLA)
    package = money.package(anna, item.item_id, 0, 9000)
    for _ in range(2):
        basket = covered(shop, shop.basket(COLA, member=anna), 1, package)
        assert sell(shop, shift, basket).value.due_minor == 0
    assert money.purse(anna).packages[0].lots[0].left == 1
    assert money.purse(anna).packages[0].used_today == 2


def test_frozen_points_wait_and_debt_is_paid_first(shop, money, anna, refused):
    """R15, R17."""
    shift = shop.shift()
    money.give(anna, "points", 100, "later", from_ms=shop.clock.now_ms() + 1000)
    money.give(anna, "debt", 2)
    with refused("points.none"):
        sell(shop, shift, shop.basket(COLA, member=anna), ("points", 50))
    made = sell(shop, shift, shop.basket(COLA, member=anna)).value
    after = purse_after(shop, made)
    assert (made.points, after.points_debt, after.points) == (3, 0, 1)
    shop.clock.pass_ms(2000)
    made = sell(shop, shift, shop.basket(COLA, member=anna), ("points", 50)).value
    assert purse_after(shop, made).points == 1 + 100 - 50 + 3


def test_a_wallet_pays_only_for_what_it_is_for(shop, money, anna, refused):
    shift = shop.shift()
    drinks = Wallet("drinks", "饮料卡", departments=("drinks",))
    money.set(wallets=(drinks,))
    money.give(anna, "principal", 1000, plan="drinks")
    basket = shop.basket(COLA, MILK, member=anna)
    with refused("stored.not_for_these"):
        sell(shop, shift, basket, ("stored", 400, "drinks"))
    made = sell(shop, shift, basket, ("stored", 361, "drinks")).value
    assert purse_after(shop, made).stored_minor("drinks") == 639
    paid = {one["n"]: one["paid"] for one in shop.last_document().body["lines"]}
    assert paid == {1: [[0, 361]], 2: [[1, 258]]}


def test_bonus_as_a_discount_lowers_the_tax(shop, money, anna):
    shift = shop.shift()
    money.give(anna, "principal", 226, "p", group_id="t")
    money.give(anna, "bonus", 226, "b", group_id="t")
    basket = shop.basket(COLA, member=anna)
    full = sell(shop, shift, basket, ("stored", 226, "general"))
    money.set(stored=StoredValueTerms(bonus_is_discount=True))
    less = sell(shop, shift, shop.basket(COLA, member=anna), ("stored", 226, "general"))
    assert full.value.due_minor == less.value.due_minor == 361
    taxes = [doc.body["tax"][0]["tax"] for doc in shop.documents(Kind.SALE)[-2:]]
    assert taxes == [42, 29]  # 13 in 113 of 3.61, then of 2.48
    assert verify_journal(shop.s).ok


def test_what_has_no_member_cannot_be_the_members(shop, money, anna, refused):
    shift = shop.shift()
    money.give(anna, "principal", 1000)
    for part in (("stored", 100, "general"), ("points", 100)):
        with refused("member.needed"):
            sell(shop, shift, shop.basket(COLA), part)
    with refused("gift_card.unknown"):
        sell(shop, shift, shop.basket(COLA), ("gift", 100, "nobody"))
    for kind in ("stored", "points", "gift"):
        for minor in (0, -5):
            with refused("tender.amount"):
                sell(shop, shift, shop.basket(COLA, member=anna), (kind, minor, "general"))


def test_ten_thousand_lots_on_one_member(shop, money, anna):
    shift, now = shop.shift(), shop.clock.now_ms()
    asset = Asset("CNY", AssetKind.PRINCIPAL, "general")
    lots = [Lot(f"l{n:05d}", ends(anna), asset, 1, 1, now - n) for n in range(10_000)]
    body = {"member_id": anna.member_id, "kind": "principal", "n": 10_000, "reason": "test"}
    moves = tuple(rights.give(one) for one in lots)
    money.seal(Kind.ADJUST, {**body, "approval": "", "at_ms": now}, moves)
    made = sell(shop, shift, shop.basket(COLA, member=anna), ("stored", 300, "general")).value
    assert purse_after(shop, made).stored_minor() == 9700
    gone = [name for name, (left, _) in money.lots(ends(anna)).items() if not left]
    assert sorted(gone) == [f"l{n:05d}" for n in range(9_700, 10_000)]  # the oldest first


# --- scanning -------------------------------------------------------------------------------------


def means(shop, text):
    return identify(shop.s, text, at=shop.clock.now_ms())


def test_codes_of_vouchers_gift_cards_and_members(shop, money, anna, refused):
    shift = shop.shift()
    voucher = money.voucher(None, OPEN_OFF, code=CODE)
    card = money.gift_card(GIFT, 4200)
    money.give(anna, "principal", 700)
    found = means(shop, f"V:{CODE}")
    assert isinstance(found, VoucherOffered)
    assert found.voucher == voucher
    assert means(shop, f"v:{CODE[:4]}-{CODE[4:].lower()}") == found
    shown = means(shop, f"G:{GIFT}")
    assert isinstance(shown, GiftCardShown)
    assert (shown.card.card_id, shown.card.available_minor) == (card, 4200)
    member = means(shop, "M:70000000")
    assert isinstance(member, MemberAttached)
    assert member.purse.stored_minor() == 700
    assert purse_seen(shop.s, anna.member_id).purse == member.purse
    assert means(shop, "V:ABCDEFGHJKMNPQRT") == CodeUnknown("", "voucher_unknown")
    assert means(shop, "G:ABCDEFGHJKMNPQRT") == CodeUnknown("", "gift_card_unknown")
    assert means(shop, "G:" + GIFT[:9]).reason == "split"
    sell(shop, shift, replace(shop.basket(COLA), vouchers=(voucher,)))
    with refused("voucher.used") as error:
        means(shop, f"V:{CODE}")
    assert error.facts["receipt_no"] == "03-000037"


def test_the_receipt_says_what_is_left_on_the_gift_card_that_paid(shop, money):
    """Until it is used again: then what it held after this sale is nobody's news."""
    shift, card = shop.shift(), money.gift_card(GIFT, 900)
    basket = shop.basket(COLA)
    due = shop.due(basket)
    made = sell(shop, shift, basket, ("gift", due, card)).value
    left = f"卡内还剩 {(900 - due) // 100}.{(900 - due) % 100:02d}"
    assert left in text_of(printing.load(shop.s, made.print_job), 48)
    sell(shop, shift, shop.basket(COLA), ("gift", due, card))
    assert "卡内还剩" not in text_of(printing.load(shop.s, made.print_job), 48)


def test_a_gift_card_of_a_stranger_pays_without_a_member(shop, money, refused):
    shift, card = shop.shift(), money.gift_card(GIFT, 500)
    made = sell(shop, shift, shop.basket(COLA), ("gift", 380, card)).value
    assert (made.due_minor, purse_after(shop, made), made.points) == (380, None, 0)
    assert GIFT not in shop.last_document().data.decode()
    with refused("gift_card.short") as error:
        sell(shop, shift, shop.basket(COLA), ("gift", 130, card))
    assert error.facts == {"available_minor": 120, "card": "****ZZZZ"}


def test_a_draft_keeps_vouchers_and_covers(shop, money, anna):
    basket, tenders, _ = everything(shop, money, anna)
    assert read(write(basket, tenders)) == (basket, tenders)
    save(shop.s, basket, tenders)
    shop.again()
    assert left_over(shop.s).basket == basket
    older = write(basket, tenders).replace('"v":2', '"v":1')
    assert read(older.replace(',"vouchers":[', ',"unknown":['))[0].vouchers == ()


def test_what_a_basket_would_earn(shop, money, anna):
    item = shop.item(COLA)
    package = money.package(anna, item.item_id, 3, 400)
    basket = shop.basket(COLA, MILK, member=anna)
    book, now = desk_book(shop.s), shop.clock.now_ms()
    from app.domain.pricing.engine import price_shown

    seen = attach_member(shop.s, anna.member_id)
    assert points_ahead(price_shown(basket, book, now), seen.purse, book, now) == 6
    priced = price_shown(covered(shop, basket, 1, package), book, now)
    assert points_ahead(priced, seen.purse, book, now) == 2


def test_a_free_piece_uses_the_voucher_up(shop, money, anna):
    """A service or an item that costs nothing then is a sale all the same."""
    shift = shop.shift()
    free = Campaign("free", "免费可乐", VoucherKind.ITEM, items=(shop.item(COLA).item_id,))
    money.set(campaigns=(free,))
    voucher = money.voucher(anna, free)
    basket = replace(shop.basket(COLA, member=anna), vouchers=(voucher,))
    made = sell(shop, shift, basket).value
    assert (made.due_minor, purse_after(shop, made).vouchers) == (0, ())


def test_a_gift_card_that_was_blocked_meanwhile_pays_nothing(shop, money, refused):
    shift, card = shop.shift(), money.gift_card(GIFT, 500)
    tenders = tendered(shop, shop.basket(COLA), ("gift", 380, card))
    money.seal(Kind.GIFT_CARD_CHANGE, {"card_id": card, "what": "block", "reason": "lost"})
    with refused("gift_card.blocked") as error:
        complete(shop.s, shop.cashier, shift.shift_id, shop.basket(COLA), tenders)
    assert error.facts == {"card": "****ZZZZ"}
