"""Log-in, approvals, and who works here."""

import pytest

from app.domain.checkout.state import ApprovalRequest
from app.domain.document import Kind
from app.domain.errors import Refused
from app.domain.permissions import Permission, Role
from app.usecases.drawer.open_drawer import no_sale
from app.usecases.outcome import KickDrawer
from app.usecases.staff import edit
from app.usecases.staff.approve import approve, approve_by_card, candidates
from app.usecases.staff.login import demo_pins, login, login_by_card, people
from tests.usecases.shop import PINS


def wrong(shop, who, pin="000000"):
    with pytest.raises(Refused) as refused:
        login(shop.s, who.operator_id, pin)
    return refused.value.code, refused.value.facts


def test_five_tries_then_a_wait_that_doubles(shop):
    who = shop.cashier
    assert [wrong(shop, who)[1].get("left") for _ in range(4)] == [4, 3, 2, 1]
    assert wrong(shop, who) == ("pin.locked", {"seconds": 60})
    assert wrong(shop, who, PINS["林晓燕"])[0] == "pin.locked"
    shop.again()
    shop.clock.pass_ms(59_000)
    assert wrong(shop, who, PINS["林晓燕"]) == ("pin.locked", {"seconds": 1})
    shop.clock.pass_ms(1_000)
    assert wrong(shop, who) == ("pin.locked", {"seconds": 120})
    shop.clock.pass_ms(120_000)
    assert login(shop.s, who.operator_id, PINS["林晓燕"]).value == who
    assert wrong(shop, who) == ("pin.wrong", {"left": 4})


def test_a_wrong_pin_is_journalled_and_a_wait_is_not(shop):
    before = len(shop.documents(Kind.LOGIN))
    for _ in range(8):
        wrong(shop, shop.cashier, "907531")
    login(shop.s, shop.owner.operator_id, PINS["赵敏"])
    made = shop.documents(Kind.LOGIN)[before:]
    assert [doc.body["ok"] for doc in made] == [False] * 5 + [True]
    assert made[0].operator_id == shop.cashier.operator_id
    assert "907531" not in "".join(doc.data.decode() for doc in made)


def test_a_wait_holds_for_the_card_too(shop, refused):
    assert login_by_card(shop.s, "S:cashier-0001").value == shop.cashier
    assert login_by_card(shop.s, "cashier-0001").value == shop.cashier
    for _ in range(5):
        wrong(shop, shop.cashier)
    with refused("pin.locked"):
        login_by_card(shop.s, "S:cashier-0001")
    with refused("card.unknown"):
        login_by_card(shop.s, "S:nobody")


@pytest.mark.parametrize("enter", ["pin", "card"])
def test_a_clock_set_back_neither_ends_a_wait_nor_makes_it_last_a_year(shop, enter):
    who, year = shop.cashier, 365 * 86_400_000

    def again():
        if enter == "pin":
            return login(shop.s, who.operator_id, PINS["林晓燕"])
        return login_by_card(shop.s, "S:cashier-0001")

    for _ in range(5):
        wrong(shop, who)
    shop.clock.set_wall(shop.clock.now_ms() - year)
    shop.again()
    for passed, left in ((0, 60), (59_000, 1)):
        shop.clock.pass_ms(passed)
        with pytest.raises(Refused) as refused:
            again()
        assert refused.value.facts == {"seconds": left}
    shop.clock.pass_ms(1_000)
    assert again().value == who


def test_who_can_log_in(shop, refused):
    assert [one.name for one in people(shop.s)] == ["赵敏", "林晓燕", "李伟", "王建国", "陈工"]
    edit.set_active(shop.s, shop.owner, shop.person("李伟").operator_id, False)
    assert "李伟" not in [one.name for one in people(shop.s)]
    with refused("operator.inactive"):
        login(shop.s, shop.person("李伟").operator_id, PINS["李伟"])
    with refused("operator.unknown"):
        login(shop.s, "nobody", "121212")


def test_the_demo_tells_its_pins(shop):
    told = demo_pins(shop.s)
    assert {
        shop.person(name).operator_id: pin for name, pin in PINS.items()
    }.items() <= told.items()
    assert len(told) == 5


# --- approvals -----------------------------------------------------------------------------------


def request(**more) -> ApprovalRequest:
    facts = {
        "action": "no_sale",
        "permission": Permission.NO_SALE,
        "roles": (Role.MANAGER, Role.OWNER),
        "binding": "b" * 32,
        "reason": "换零钱",
    }
    return ApprovalRequest(**(facts | more))


def ask(shop, shift, name="王建国", pin=None, **more):
    return approve(
        *(shop.s, request(**more), shop.person(name).operator_id, pin or PINS[name]),
        sale_id="s1",
        shift_id=shift.shift_id,
        asked_by=shop.cashier.operator_id,
    )


def test_an_approval_is_a_document_of_the_second_person(shop):
    shift = shop.shift()
    word = ask(shop, shift).value
    doc = shop.last_document()
    assert doc.kind is Kind.APPROVAL
    assert doc.operator_id == shop.manager.operator_id
    assert (doc.body["binding"], doc.body["asked_by"]) == ("b" * 32, shop.cashier.operator_id)
    assert (word.binding, word.approver_name) == ("b" * 32, "王建国")


def test_who_may_not_approve(shop, refused):
    shift = shop.shift()
    with refused("approval.same_person"):
        ask(shop, shift, "林晓燕")
    with refused("approval.role"):
        ask(shop, shift, "李伟")
    with refused("approval.role"):
        ask(shop, shift, roles=(Role.OWNER,))
    with refused("pin.wrong"):
        ask(shop, shift, pin="000000")
    assert shop.documents(Kind.APPROVAL) == []
    cards = {"sale_id": "s1", "shift_id": shift.shift_id, "asked_by": shop.cashier.operator_id}
    with refused("approval.same_person"):
        approve_by_card(shop.s, request(), "S:cashier-0001", **cards)
    with refused("approval.role"):
        approve_by_card(shop.s, request(), "S:cashier-0002", **cards)
    assert approve_by_card(shop.s, request(), "S:owner-0001", **cards).value.approver_name == "赵敏"


def test_candidates_lowest_role_first(shop):
    found = candidates(shop.s, (Role.OWNER, Role.MANAGER))
    assert [one.name for one in found] == ["王建国", "赵敏"]


def test_a_word_opens_the_drawer_for_a_minute(shop, refused):
    shift = shop.shift()
    word = ask(shop, shift).value
    with refused("permission.missing"):
        no_sale(shop.s, shop.cashier, shift.shift_id, "换零钱")
    shop.clock.pass_ms(60_000)
    made = no_sale(shop.s, shop.cashier, shift.shift_id, "换零钱", word)
    assert made.effects[0] == KickDrawer()
    assert shop.last_document().body["approval_id"] == word.approval_id
    shop.clock.pass_ms(1)
    with refused("approval.too_old"):
        no_sale(shop.s, shop.cashier, shift.shift_id, "换零钱", word)
    with refused("reason.missing"):
        no_sale(shop.s, shop.manager, shift.shift_id, "  ")
    other = ask(shop, shift, action="price").value
    with refused("approval.other_action"):
        no_sale(shop.s, shop.cashier, shift.shift_id, "换零钱", other)


# --- people --------------------------------------------------------------------------------------


def test_people_come_and_change(shop, refused):
    made = edit.add(
        *(shop.s, shop.owner), name="周 婷", role=Role.CASHIER, pin="787878", card_token="S:new-1"
    ).value
    assert (made.card_token, made.language) == ("new-1", "zh_CN")
    assert login(shop.s, made.operator_id, "787878").value == made
    for _ in range(5):
        wrong(shop, made)
    edit.set_pin(shop.s, shop.owner, made.operator_id, "898989")
    assert login(shop.s, made.operator_id, "898989").value == made
    changed = edit.change(shop.s, shop.owner, made.operator_id, role=Role.MANAGER, name="周婷")
    assert (changed.value.role, changed.value.name) == (Role.MANAGER, "周婷")
    assert login(shop.s, made.operator_id, "898989").value.role is Role.MANAGER
    with refused("card.taken"):
        edit.change(shop.s, shop.owner, made.operator_id, card_token="owner-0001")
    assert not [d for d in shop.documents(Kind.STAFF_CHANGE) if b"898989" in d.data]


@pytest.mark.parametrize(
    ("pin", "code"),
    [
        ("12345", "pin.format"),
        ("1234567", "pin.format"),
        ("12345a", "pin.format"),
        ("１２３４５６", "pin.format"),
        ("123456", "pin.too_easy"),
        ("654321", "pin.too_easy"),
        ("888888", "pin.too_easy"),
    ],
)
def test_pins_that_are_none(shop, refused, pin, code):
    with refused(code):
        edit.set_pin(shop.s, shop.owner, shop.cashier.operator_id, pin)


def test_who_may_change_whom(shop, refused):
    cashier, owner = shop.cashier, shop.owner
    with refused("permission.missing"):
        edit.set_pin(shop.s, cashier, owner.operator_id, "787878")
    edit.set_pin(shop.s, cashier, cashier.operator_id, "787878")
    changed = edit.change(shop.s, cashier, cashier.operator_id, language="en").value
    assert changed.language == "en"
    with refused("permission.missing"):
        edit.change(shop.s, cashier, cashier.operator_id, role=Role.OWNER)
    with refused("staff.last_owner"):
        edit.change(shop.s, owner, owner.operator_id, role=Role.CASHIER)
    with refused("staff.last_owner"):
        edit.set_active(shop.s, owner, owner.operator_id, False)
    shop.shift(cashier)
    with refused("staff.shift_open"):
        edit.set_active(shop.s, owner, cashier.operator_id, False)
