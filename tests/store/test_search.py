"""What one types finds it: two Han characters, initials, pinyin, words, tails, cards, anywhere."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from app.domain.ids import MemberId
from app.domain.member import Member, plain_cards
from app.store import catalog, members
from app.store.queries import tokens
from app.store.queries.search_text import item_words, member_words, query_words
from tests.domain.builders import item
from tests.store.tills import Till, opened

GOODS = (
    ("可口可乐 330ml", "Coca-Cola", "6901234567892"),
    ("百事可乐 600ml", "Pepsi", "6901234500001"),
    ("重庆火锅底料", "Hotpot Base", "6902222333344"),
    ("Ｌａｙ’ｓ 乐事薯片", "Lay's Chips", "6924743915848"),
    ("㐂多 喆😀堃", "", "2000000000015"),
    ("伊利牛奶", "Milk", "6907992500010"),
)
PEOPLE = (
    ("陈小桐", "13812346027", "88001"),
    ("单雄信", "13900006027", "AB-77"),
    ("欧阳娜娜", "02155556666", ""),
    ("Alexander Smith", "447700900123", "X1"),
    ("曾可", "13812340000", ""),
)


@pytest.fixture(scope="module")
def found_in(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Till]:
    """For looking only: made once."""
    with opened(Path(shutil.copy(template, tmp_path_factory.mktemp("search") / "till.db"))) as till:
        yield stocked(till)


@pytest.fixture
def shop(till: Till) -> Till:
    """For changing."""
    return stocked(till)


def stocked(till: Till) -> Till:
    goods = []
    for name, name_en, code in GOODS:
        made = item(name, 500)
        goods.append(
            type(made)(
                made.item_id,
                name,
                "drinks",
                "standard",
                made.prices,
                name_en=name_en,
                barcodes=(code,),
                plu=code[-5:],
            )
        )
    till.stock(goods)
    for number, (name, phone, card) in enumerate(PEOPLE):
        cards = (card,) if card else ()
        till.enrol(Member(MemberId(f"p{number}"), name, phone, cards=plain_cards(cards)))
    return till


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("可乐", {"可口可乐 330ml", "百事可乐 600ml"}),
        ("口可", {"可口可乐 330ml"}),
        ("乐", {"可口可乐 330ml", "百事可乐 600ml", "Ｌａｙ’ｓ 乐事薯片"}),
        ("kkkl", {"可口可乐 330ml"}),
        ("kele", {"可口可乐 330ml", "百事可乐 600ml"}),
        ("chongqing", {"重庆火锅底料"}),
        ("cqhg", {"重庆火锅底料"}),
        ("hgdl", {"重庆火锅底料"}),
        ("coca", {"可口可乐 330ml"}),
        ("COLA", {"可口可乐 330ml", "cola"}),
        ("hot ba", {"重庆火锅底料"}),
        ("可乐 600", {"百事可乐 600ml"}),
        ("可乐　６００", {"百事可乐 600ml"}),
        ("lay", {"Ｌａｙ’ｓ 乐事薯片"}),
        ("6901234567892", {"可口可乐 330ml"}),
        ("67892", {"可口可乐 330ml"}),
        ("7892", {"可口可乐 330ml"}),
        ("690123", {"可口可乐 330ml", "百事可乐 600ml"}),
        ("喆", {"㐂多 喆😀堃"}),
        ("堃", {"㐂多 喆😀堃"}),
        ("没有的", set()),
        ("%", set()),
        ("_", set()),
        ("", set()),
        ("'; DROP TABLE item", set()),
    ],
)  # fmt: skip
def test_items_are_found(found_in, typed, found):
    with found_in.db.read() as tx:
        assert {one.name for one in catalog.search(tx, typed)} == found


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("6027", ["陈小桐", "单雄信"]),
        ("13812346027", ["陈小桐"]),
        ("1381234", ["陈小桐", "曾可"]),
        ("81234602", ["陈小桐"]),
        ("555", ["欧阳娜娜"]),
        ("小桐", ["陈小桐"]),
        ("桐", ["陈小桐"]),
        ("cxt", ["陈小桐"]),
        ("xt", ["陈小桐"]),
        ("chenxiao", ["陈小桐"]),
        ("shan", ["单雄信"]),
        ("sxx", ["单雄信"]),
        ("zeng", ["曾可"]),
        ("ouyang", ["欧阳娜娜"]),
        ("oynn", ["欧阳娜娜"]),
        ("smi", ["Alexander Smith"]),
        ("alexander smith", ["Alexander Smith"]),
        ("as", ["Alexander Smith"]),
        ("88001", ["陈小桐"]),
        ("AB-77", ["单雄信"]),
        ("陈 6027", ["陈小桐"]),
        ("陈 9999", []),
    ],
)
def test_members_are_found(found_in, typed, found):
    with found_in.db.read() as tx:
        whole = members.search(tx, typed)
        glanced = members.glance(tx, typed)
    assert glanced == [(one.member_id, one.name, one.phone, one.tier_id) for one in whole]
    names = [one.name for one in whole if one.member_id != "m1"]
    assert sorted(names) == sorted(found)


def test_a_whole_tail_comes_before_a_part(shop):
    shop.enrol(Member(MemberId("q1"), "甲", "13860271111"))
    with shop.db.read() as tx:
        assert [one.name for one in members.search(tx, "6027")] == ["陈小桐", "单雄信", "甲"]


def test_names_that_begin_with_it_come_first_and_short_ones_first(shop):
    shop.stock([item("牛奶糖", 100), item("牛奶", 100), item("纯牛奶", 100)])
    with shop.db.read() as tx:
        assert [one.name for one in catalog.search(tx, "牛奶")] == [
            *("牛奶", "牛奶糖", "纯牛奶", "伊利牛奶"),
        ]


def test_an_items_own_number_comes_before_longer_ones(till):
    goods = [replace(item(f"梨{number}", 500), plu=str(number)) for number in range(10, 20)]
    till.stock([*goods, replace(item("很长名字的红富士苹果", 500), plu="1")])
    with till.db.read() as tx:
        assert catalog.search(tx, "1")[0].plu == "1"


def test_who_left_is_not_found_and_a_changed_name_is_found_anew(shop):
    with shop.db.read() as tx:
        key = members.key_of(tx, "p0")
    for name, active, old, new in (("陈大桐", True, 0, 1), ("陈大桐", False, 0, 0)):
        member = Member(MemberId("p0"), name, "13812346027", active=active)
        profile = members.profile(member)
        body = members.body(member, shop.s.vault.seal(key, profile))
        from app.domain.document import Kind

        shop.seal(Kind.MEMBER_EDIT, body, sealed_profile=profile)
        with shop.db.read() as tx:
            assert len(members.search(tx, "cxt")) == old + 1  # m1 of the template has that name
            assert len(members.search(tx, "cdt")) == new
            assert members.search(tx, "88001")[0].member_id == "m1"


def test_inactive_items_are_found_only_when_asked_for(shop):
    sleeping = item("睡着的商品", 100)
    shop.stock(
        [
            type(sleeping)(
                *(
                    getattr(sleeping, f)
                    for f in ("item_id", "name", "department_id", "tax_class", "prices", "kind")
                ),
                active=False,
            )
        ]
    )
    with shop.db.read() as tx:
        assert catalog.search(tx, "睡着") == ()
        assert len(catalog.search(tx, "睡着", active_only=False)) == 1


def test_a_name_of_two_hundred_characters_stays_small():
    words = item_words("长" * 200, "", (), "") | member_words("Ⅻ" * 200, "1", ())
    assert len(words) < 120
    assert max(map(len, words)) <= 16


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("  可乐  600 ", ["可乐", "600"]),
        ("ＡＢ　１", ["ab", "1"]),
        ("a" * 40, ["a" * 16]),
        ("1 2 3 4 5 6 7 8", ["1", "2", "3", "4", "5", "6"]),
        ("!?", []),
    ],
)
def test_what_is_typed_becomes_words(typed, words):
    assert query_words(typed) == words


def test_many_hits_are_cut_off_early(shop):
    """odoo #109892, PR #111232, #118006, #258667, OCA/pos #1336: many members hang the till."""
    with shop.db.write() as tx:
        tx.many(
            "INSERT INTO member_token VALUES (?, ?)",
            ((f"777{number:06d}", number) for number in range(100, 30_100)),
        )
        assert len(tokens.numbers(tx, "member", "7", 40)) == 40
        assert tokens.numbers(tx, "member", "7 nobody", 40) == []
