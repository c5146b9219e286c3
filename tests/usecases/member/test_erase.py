"""A person is forgotten, the ledger stays: no name, no number, no card, and the same sums."""

import pytest

from app.domain.document import Kind
from app.domain.member import Birthday
from app.usecases.health.rebuild import check_projections, rewrite_projections
from app.usecases.loyalty.purse import read as purse_of
from app.usecases.member.consents import set_consent
from app.usecases.member.edit import edit
from app.usecases.member.enrol import enrol
from app.usecases.member.erase import erase, what_is_left
from app.usecases.member.find import attach, file, search
from app.usecases.member.household import join_household
from app.usecases.member.merge import merge
from app.usecases.member.photo import photo, set_photo
from app.usecases.member.pin import set_pin
from app.usecases.sale.complete import complete
from app.usecases.sale.draft import park, recall
from tests.usecases.member.test_file import picture
from tests.usecases.member.test_merge import owns
from tests.usecases.member.words_of_two import word_of
from tests.usecases.shop import COLA

SECRETS = ("孙小圣", "10055512345", "CARD-A", "爱茶", "花生过敏", "L08-15")


@pytest.fixture
def member(shop):
    made = enrol(
        *(shop.s, shop.cashier),
        name="孙小圣",
        phone="10055512345",
        marketing=False,
        card="CARD-A",
        tags=("爱茶",),
        birthday=Birthday(8, 15, lunar=True),
    ).value.member_id
    set_consent(shop.s, shop.cashier, made, "health", True, how="signed")
    edit(shop.s, shop.manager, made, health_note="花生过敏", advisor_id=shop.cashier.operator_id)
    set_pin(shop.s, shop.cashier, made, "192837")
    return made


def everything(shop):
    """All that stands in any table but the sealed journal, as text."""
    tables = shop.rows("SELECT name FROM sqlite_master WHERE type = 'table'")
    rows = []
    for (name,) in tables:
        if not name.startswith("sqlite_"):
            rows += shop.rows(f"SELECT * FROM {name} WHERE ? = ''", "")
    return repr(rows)


def test_nothing_of_the_person_is_left(shop, member):
    other = enrol(shop.s, shop.cashier, name="猪八戒", phone="10055512346", marketing=False)
    join_household(shop.s, shop.manager, member, other.value.member_id)
    set_photo(shop.s, shop.manager, member, picture())
    before = everything(shop)
    assert all(secret in before for secret in SECRETS)
    done = erase(shop.s, shop.owner, member, why="本人要求").value
    assert done.member_ids == (member,)
    after = everything(shop)
    for secret in SECRETS:
        assert secret not in after, secret
    columns = "name || phone || note || health || birthday || words, file"
    assert shop.rows(f"SELECT {columns} FROM member WHERE member_id = ?", member) == [("", "{}")]
    for text in ("2345", "孙小圣", "sxs", "CARD-A"):
        assert search(shop.s, text) == ()
    assert file(shop.s, other.value.member_id).household == ()
    assert photo(shop.s, member) == b""
    assert not file(shop.s, member).member.active
    assert shop.last_document().kind is Kind.MEMBER_ERASE
    assert not check_projections(shop.s)
    rewrite_projections(shop.s)
    assert not [one for one in SECRETS if one in everything(shop)]


def test_the_ledger_stays(shop, member):
    shift = shop.shift()
    basket = shop.basket(COLA, member=attach(shop.s, member))
    complete(shop.s, shop.cashier, shift.shift_id, basket, shop.paid(basket))
    erase(shop.s, shop.owner, member)
    (doc,) = shop.documents(Kind.SALE)[-1:]
    assert doc.body["member_id"] == member
    assert file(shop.s, member).visits == 1


def test_the_number_and_the_card_are_free_again(shop, member):
    erase(shop.s, shop.owner, member)
    again = enrol(
        *(shop.s, shop.cashier), name="", phone="10055512345", marketing=False, card="CARD-A"
    ).value
    assert again.member_id != member


def test_money_is_paid_out_first(shop, member, refused):
    owns(shop, member, principal=1000, bonus=100, points=10)
    left = what_is_left(shop.s, member)
    assert (left.money_minor, left.bonus_minor, left.points) == (1000, 100, 10)
    with refused("member.has_money") as error:
        erase(shop.s, shop.owner, member)
    assert error.facts == {"money_minor": 1000}
    assert file(shop.s, member).member.name == "孙小圣"


def test_who_gives_money_up_does_so_before_two(shop, member, refused):
    owns(shop, member, principal=1000, bonus=100, points=10)
    with refused("approval.needed") as asked:
        erase(shop.s, shop.owner, member, forfeit=True)
    assert (asked.facts["permission"], asked.facts["n"]) == ("member.refund", 1000)
    word = word_of(shop, "王建国", asked.facts["action"], asked.facts["binding"])
    erase(shop.s, shop.owner, member, word, forfeit=True)
    (doc,) = shop.documents(Kind.MEMBER_ERASE)
    assert doc.body["approval"] == word.approval_id
    money = {}
    for account, unit, amount in doc.postings:
        place = account.partition(".")[0], unit
        money[place] = money.get(place, 0) + amount
    assert money[("2110", "CNY")] == 1000
    assert money[("4040", "CNY")] == -1000
    assert (money[("2120", "CNY")], money[("2130", "PTS")]) == (100, 10)
    assert not purse_of(shop.s, member).lots
    assert not check_projections(shop.s)


def test_bonus_and_points_alone_simply_lapse(shop, member):
    owns(shop, member, bonus=100, points=10)
    erase(shop.s, shop.owner, member)
    assert not purse_of(shop.s, member).lots


def test_files_that_were_merged_are_forgotten_too(shop, member):
    gone = enrol(
        *(shop.s, shop.cashier), name="孙悟空", phone="10055512349", marketing=False
    ).value.member_id
    owns(shop, gone, points=5)
    merge(shop.s, shop.manager, member, gone)
    done = erase(shop.s, shop.owner, gone).value
    assert done.member_ids == (member, gone)
    assert (done.points, len(shop.documents(Kind.MEMBER_ERASE))) == (5, 2)
    assert "孙悟空" not in everything(shop)
    assert not check_projections(shop.s)


def test_not_while_in_a_basket(shop, member, refused):
    shift = shop.shift()
    basket = shop.basket(COLA, member=attach(shop.s, member))
    park(shop.s, basket)
    with refused("member.in_basket") as error:
        erase(shop.s, shop.owner, member)
    assert error.facts == {"n": 1}
    recall(shop.s, basket.sale_id)
    with refused("member.in_basket"):
        erase(shop.s, shop.owner, member)
    complete(shop.s, shop.cashier, shift.shift_id, basket, shop.paid(basket))
    erase(shop.s, shop.owner, member)


def test_who_may(shop, member, refused):
    for person in (shop.cashier, shop.manager):
        with refused("approval.needed") as asked:
            erase(shop.s, person, member)
        assert asked.facts["permission"] == "member.erase"
    word = word_of(shop, "王建国", asked.facts["action"], asked.facts["binding"])
    with refused("approval.role"):
        erase(shop.s, shop.cashier, member, word)
    word = word_of(shop, "赵敏", asked.facts["action"], asked.facts["binding"])
    erase(shop.s, shop.cashier, member, word)
    with refused("member.forgotten"):
        erase(shop.s, shop.owner, member)
    with refused("member.forgotten"):
        edit(shop.s, shop.owner, member, note="x")
    with refused("member.unknown"):
        erase(shop.s, shop.owner, "nobody")
