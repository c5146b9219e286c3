"""What was agreed to is a log; who looked at what is hidden elsewhere is one, too (R52-R56)."""

import pytest

from app.domain.document import Kind
from app.usecases.health.rebuild import check_projections
from app.usecases.member.consents import consents, set_consent
from app.usecases.member.edit import edit
from app.usecases.member.enrol import enrol
from app.usecases.member.find import file
from app.usecases.member.seen import full_phone, health, seen


@pytest.fixture
def member(shop):
    made = enrol(shop.s, shop.cashier, name="孙小圣", phone="10055512345", marketing=False)
    return made.value


def log(shop, member):
    return [(one.what, one.given, one.how, one.operator_name) for one in
            consents(shop.s, member.member_id)]  # fmt: skip


def test_joining_writes_what_was_agreed_to(shop, member):
    who = shop.cashier.name
    assert sorted(log(shop, member)) == [
        ("health", False, "spoken", who),
        ("marketing", False, "spoken", who),
        ("notices", True, "spoken", who),
    ]


def test_marketing_apart_from_notices_and_stopped_as_easily(shop, member):
    set_consent(shop.s, shop.cashier, member.member_id, "marketing", True, how="signed")
    shop.clock.pass_ms(1000)
    after = set_consent(shop.s, shop.cashier, member.member_id, "marketing", False, how="withdrawn")
    assert not after.value.consents.marketing
    assert after.value.consents.notices
    assert log(shop, member)[:2] == [
        ("marketing", False, "withdrawn", shop.cashier.name),
        ("marketing", True, "signed", shop.cashier.name),
    ]
    assert not check_projections(shop.s)


def test_an_edit_of_consents_is_logged_too(shop, member):
    edit(shop.s, shop.manager, member.member_id, how="form", marketing=True, note="x")
    assert log(shop, member)[0] == ("marketing", True, "form", shop.manager.name)
    before = len(log(shop, member))
    edit(shop.s, shop.manager, member.member_id, note="y")
    assert len(log(shop, member)) == before


def test_what_is_no_consent(shop, member, refused):
    for what, how in (("everything", "spoken"), ("marketing", "silence")):
        with refused("consent.unknown"):
            set_consent(shop.s, shop.cashier, member.member_id, what, True, how=how)


def test_a_health_note_needs_its_own_consent_and_goes_with_it(shop, member, refused):
    with refused("health.no_consent"):
        edit(shop.s, shop.manager, member.member_id, health_note="花生过敏")
    set_consent(shop.s, shop.cashier, member.member_id, "health", True, how="signed")
    edit(shop.s, shop.manager, member.member_id, health_note="花生过敏")
    assert "花生过敏" not in "".join(doc.data.decode() for doc in shop.documents())
    shown = file(shop.s, member.member_id)
    assert shown.has_health
    assert not shown.member.health_note
    assert health(shop.s, shop.manager, member.member_id, "点餐前确认").value == "花生过敏"
    set_consent(shop.s, shop.cashier, member.member_id, "health", False, how="withdrawn")
    assert health(shop.s, shop.manager, member.member_id, "再看").value == ""
    assert not check_projections(shop.s)


def test_looks_are_journalled_before_they_are_told(shop, member, refused):
    told = full_phone(shop.s, shop.manager, member.member_id, "送货")
    assert told.value == "10055512345"
    doc = shop.last_document()
    assert (doc.kind, doc.body["what"], doc.body["why"]) == (Kind.MEMBER_SEEN, "phone", "送货")
    assert "10055512345" not in doc.data.decode()
    shop.clock.pass_ms(1000)
    health(shop.s, shop.manager, member.member_id, "点餐")
    assert [(one.what, one.why, one.operator_name) for one in seen(shop.s, member.member_id)] == [
        ("health", "点餐", shop.manager.name),
        ("phone", "送货", shop.manager.name),
    ]
    docs = len(shop.documents())
    with refused("permission.missing"):
        full_phone(shop.s, shop.cashier, member.member_id, "好奇")
    with refused("permission.missing"):
        health(shop.s, shop.cashier, member.member_id, "好奇")
    with refused("reason.missing"):
        full_phone(shop.s, shop.manager, member.member_id, " ")
    with refused("code.payment_card"):
        full_phone(shop.s, shop.manager, member.member_id, "4111 1111 1111 1111")
    assert len(shop.documents()) == docs
