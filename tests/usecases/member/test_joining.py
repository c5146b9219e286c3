"""Members join, are found and change; their data stands in clear nowhere in the journal."""

import pytest

from app.domain.document import Kind
from app.usecases.health.rebuild import check_projections, rewrite_projections
from app.usecases.member.edit import edit
from app.usecases.member.enrol import enrol
from app.usecases.member.find import attach, count, file, page, search
from app.usecases.sale.complete import complete
from tests.usecases.shop import COLA


def join(shop, name="孙小圣", phone="100 5551-2345", **more):
    return enrol(shop.s, shop.cashier, name=name, phone=phone, marketing=False, **more).value


def test_joining(shop):
    before = count(shop.s)
    made = join(shop, card="M:99887766")
    assert (made.phone, made.tier_id, made.card_tokens) == ("10055512345", "regular", ("99887766",))
    assert not made.consents.marketing
    assert made.consents.notices
    doc = shop.documents(Kind.MEMBER_CREATE)[-1]
    for secret in ("孙小圣", "10055512345", "99887766"):
        assert secret not in doc.data.decode()
    assert doc.body["marketing"] is False
    assert count(shop.s) == before + 1
    assert file(shop.s, made.member_id).member == made
    assert not check_projections(shop.s)


def test_a_phone_belongs_to_one(shop, refused):
    first = join(shop)
    with refused("phone.taken") as error:
        join(shop, name="猪八戒", phone="+86 10055512345")
    assert error.facts == {
        "member_id": first.member_id,
        "name": "孙*圣",
        "phone": "100****2345",
    }
    edit(shop.s, shop.manager, first.member_id, active=False)
    join(shop, name="猪八戒")
    with refused("phone.taken"):
        edit(shop.s, shop.manager, first.member_id, active=True)


@pytest.mark.parametrize(
    ("name", "phone", "code"),
    [
        ("\u200b \t", "10055512345", "name.empty"),
        ("名" * 201, "10055512345", "name.too_long"),
        ("好", "123", "phone.length"),
        ("好", "1005551234", "phone.length"),
        ("好", "一二三", "phone.unreadable"),
        ("好", "", "phone.missing"),
    ],
)
def test_what_is_no_member(shop, refused, name, phone, code):
    with refused(code):
        join(shop, name=name, phone=phone)


def test_long_and_odd_names(shop):
    for name, phone in (("名" * 200, "10055512340"), ("😀 O'Neill-王", "10055512341")):
        made = join(shop, name=name, phone=phone)
        assert file(shop.s, made.member_id).row.name == name


def test_cards(shop, refused):
    made = join(shop, card="99887766")
    with refused("card.taken"):
        join(shop, name="猪八戒", phone="10055512346", card="99887766")
    for card in ("4111111111111111", "M:4111111111111111"):
        with refused("code.payment_card"):
            join(shop, name="猪八戒", phone="10055512346", card=card)
    with refused("card.not_a_member_card"):
        join(shop, name="猪八戒", phone="10055512346", card="a b")
    changed = edit(shop.s, shop.manager, made.member_id, cards=("M:11223344",)).value
    assert changed.card_tokens == ("11223344",)


def test_finding(shop):
    for text in ("6027", "陈雨", "cyt", "chenyutong", "70000000"):
        assert [one.name for one in search(shop.s, text)] == ["陈雨桐"], text
    (row,) = search(shop.s, "6027")
    assert (row.phone_masked, row.tier_name, row.tier_name_en) == ("100****6027", "金卡", "Gold")
    assert search(shop.s, "") == ()
    assert len(page(shop.s, limit=50, offset=180)) == 20


def test_editing(shop, refused):
    (row,) = search(shop.s, "6027")
    docs = len(shop.documents())
    with refused("permission.missing"):
        edit(shop.s, shop.cashier, row.member_id, note="x")
    edit(shop.s, shop.manager, row.member_id, name="陈雨桐")
    assert len(shop.documents()) == docs
    changed = edit(shop.s, shop.manager, row.member_id, tier_id="platinum", note="爱喝可乐")
    assert changed.changes.members == {row.member_id}
    assert (changed.value.tier_id, changed.value.note) == ("platinum", "爱喝可乐")
    doc = shop.documents(Kind.MEMBER_EDIT)[-1]
    assert doc.body["what"] == ["note", "tier_id"]
    assert "爱喝可乐" not in doc.data.decode()
    with refused("tier.unknown"):
        edit(shop.s, shop.manager, row.member_id, tier_id="diamond")
    with refused("member.unknown"):
        edit(shop.s, shop.manager, "nobody", note="x")
    edit(shop.s, shop.manager, row.member_id, active=False)
    with refused("member.inactive"):
        attach(shop.s, row.member_id)
    assert not check_projections(shop.s)


def test_a_file_knows_what_was_bought(shop):
    shift, member = shop.shift(), shop.member("6027")
    before = file(shop.s, member.member_id)
    basket = shop.basket(COLA, member=member)
    complete(shop.s, shop.cashier, shift.shift_id, basket, shop.paid(basket, "wechat"))
    after = file(shop.s, member.member_id)
    assert (after.visits, after.spent_minor) == (before.visits + 1, before.spent_minor + 361)
    assert after.sales[0].sale_id == basket.sale_id
    assert after.sales[0].tenders == ("wechat",)
    assert after.last_ms == shop.clock.now_ms()


def test_who_was_forgotten_gets_no_new_file(shop, refused):
    """Or the journal could not be folded: the old documents are sealed with the old key."""
    member_id = page(shop.s)[0].member_id
    with shop.s.db.write() as tx:
        tx.sql("DELETE FROM member_key WHERE member_id = ?", (member_id,))
    rewrite_projections(shop.s)
    with refused("member.forgotten"):
        edit(shop.s, shop.owner, member_id, note="again")
    assert check_projections(shop.s) == ()
