"""Cards are names the till looks up: lost, blocked and replaced ones die at once (3.20, R64)."""

from dataclasses import replace

import pytest

from app.domain.member import CardKind, CardState
from app.domain.permissions import Role
from app.usecases.health.rebuild import check_projections
from app.usecases.member.cards import (
    add_card,
    block,
    holder_of,
    replace_card,
    report_lost,
    unblock,
)
from app.usecases.member.edit import edit
from app.usecases.member.enrol import enrol
from app.usecases.member.find import search
from app.usecases.member.pin import check_pin, set_pin
from tests.usecases.shop import COLA

HOUR = 3_600_000


def join(shop, phone="10055512345", card="C-0001"):
    made = enrol(shop.s, shop.cashier, name="孙小圣", phone=phone, marketing=False, card=card)
    return made.value


def holder(shop, token):
    with shop.s.db.read() as tx:
        return holder_of(tx, token, shop.clock.now_ms())


def test_several_cards_of_every_kind(shop):
    member = join(shop)
    add_card(shop.s, shop.cashier, member.member_id, ";7788990011?", label="爱人")
    add_card(shop.s, shop.cashier, member.member_id, "0012345678", kind=CardKind.RFID)
    after = add_card(shop.s, shop.cashier, member.member_id, "M:QR_token-1").value
    assert [(one.token, one.kind.value, one.label) for one in after.cards] == [
        ("C-0001", "code", ""),
        ("7788990011", "stripe", "爱人"),
        ("0012345678", "rfid", ""),
        ("QR_token-1", "code", ""),
    ]
    for card in after.cards:
        assert holder(shop, card.token).member_id == member.member_id
    assert "7788990011" not in shop.last_document().data.decode()
    assert not check_projections(shop.s)


def test_a_lost_card_names_nobody_until_it_is_found(shop, refused):
    member = join(shop)
    report_lost(shop.s, shop.cashier, member.member_id, "C-0001")
    assert shop.last_document().body["cards"] == [{"tail": "0001", "what": "lost"}]
    with refused("card.lost") as error:
        holder(shop, "C-0001")
    assert error.facts == {"name": "孙*圣"}
    assert search(shop.s, "C-0001") == ()
    with refused("permission.missing"):
        unblock(shop.s, shop.cashier, member.member_id, "C-0001")
    unblock(shop.s, shop.manager, member.member_id, "C-0001")
    assert holder(shop, "C-0001").member_id == member.member_id


def test_a_block_ends_by_itself(shop, refused):
    member = join(shop)
    until = shop.clock.now_ms() + HOUR
    block(shop.s, shop.cashier, member.member_id, "C-0001", until_ms=until)
    with refused("card.blocked") as error:
        holder(shop, "C-0001")
    assert error.facts["until_ms"] == until
    shop.clock.pass_ms(HOUR)
    assert holder(shop, "C-0001").member_id == member.member_id
    with refused("card.block_over"):
        block(shop.s, shop.cashier, member.member_id, "C-0001", until_ms=until)
    block(shop.s, shop.cashier, member.member_id, "C-0001")
    shop.clock.pass_ms(1000 * HOUR)
    with refused("card.blocked"):
        holder(shop, "C-0001")


def test_a_replaced_card_dies_at_once_and_for_good(shop, refused):
    member = join(shop)
    after = replace_card(shop.s, shop.cashier, member.member_id, "C-0001", "C-0002").value
    assert [one.state for one in after.cards] == [CardState.REPLACED, CardState.ACTIVE]
    assert holder(shop, "C-0002").member_id == member.member_id
    with refused("card.replaced"):
        holder(shop, "C-0001")
    for way in (report_lost, block, unblock):
        with refused("card.replaced"):
            way(shop.s, shop.manager, member.member_id, "C-0001")
    with refused("card.own"):
        add_card(shop.s, shop.cashier, member.member_id, "C-0001")
    other = join(shop, phone="10055512346", card="")
    for dead in ("C-0001", "C-0002"):
        with refused("card.taken"):
            add_card(shop.s, shop.cashier, other.member_id, dead)
    edited = edit(shop.s, shop.manager, member.member_id, cards=("C-0002",)).value
    assert edited.card("C-0001").state is CardState.REPLACED
    assert not check_projections(shop.s)


def test_what_is_no_card(shop, refused):
    member = join(shop)
    for text in ("4111111111111111", "M:4111111111111111", ";4111111111111111=2512?"):
        with refused("code.payment_card"):
            add_card(shop.s, shop.cashier, member.member_id, text)
    with refused("card.not_a_member_card"):
        add_card(shop.s, shop.cashier, member.member_id, "两张")
    with refused("card.is_barcode"):
        add_card(shop.s, shop.cashier, member.member_id, shop.item(COLA).barcodes[0])
    with refused("card.not_theirs"):
        report_lost(shop.s, shop.cashier, member.member_id, "C-0009")
    with refused("member.unknown"):
        report_lost(shop.s, shop.cashier, "nobody", "C-0009")
    assert holder(shop, "C-0009") is None


def test_no_more_than_twenty(shop, refused):
    member = join(shop, card="")
    for number in range(20):
        add_card(shop.s, shop.cashier, member.member_id, f"CARD{number}")
    with refused("card.too_many"):
        add_card(shop.s, shop.cashier, member.member_id, "CARD20")


def test_a_pin(shop, refused):
    member = join(shop)
    check_pin(shop.s, member.member_id, "")
    with refused("pin.too_easy"):
        set_pin(shop.s, shop.cashier, member.member_id, "123456")
    set_pin(shop.s, shop.cashier, member.member_id, "192837")
    assert "argon2" not in shop.last_document().data.decode()
    check_pin(shop.s, member.member_id, "192837")
    with refused("card.pin_needed"):
        check_pin(shop.s, member.member_id, "")
    with refused("pin.wrong") as error:
        check_pin(shop.s, member.member_id, "192838")
    assert error.facts == {"left": 4}
    assert not check_projections(shop.s)


def test_wrong_pins_are_counted_through_a_restart(shop, refused):
    member = join(shop)
    set_pin(shop.s, shop.cashier, member.member_id, "192837")
    for _ in range(4):
        with refused("pin.wrong"):
            check_pin(shop.s, member.member_id, "000000")
    shop.again()
    with refused("pin.locked"):
        check_pin(shop.s, member.member_id, "000000")
    with refused("pin.locked"):
        check_pin(shop.s, member.member_id, "192837")
    shop.clock.pass_ms(61_000)
    check_pin(shop.s, member.member_id, "192837")


def test_a_cashier_cannot_give_herself_a_key(shop, refused):
    member = join(shop)
    set_pin(shop.s, shop.cashier, member.member_id, "192837")
    with refused("card.pin_needed"):
        set_pin(shop.s, shop.cashier, member.member_id, "918273")
    with refused("pin.wrong"):
        set_pin(shop.s, shop.cashier, member.member_id, "918273", old="111222")
    set_pin(shop.s, shop.cashier, member.member_id, "918273", old="192837")
    set_pin(shop.s, shop.manager, member.member_id, "")
    check_pin(shop.s, member.member_id, "")


@pytest.mark.parametrize("way", [report_lost, block])
def test_a_technician_may_not(shop, refused, way):
    member = join(shop)
    technician = replace(shop.cashier, role=Role.TECHNICIAN)
    with refused("permission.missing"):
        way(shop.s, technician, member.member_id, "C-0001")
