"""The journal folded again gives every row that stands; what differs is named by table and key."""

import pytest

from app.domain.document import Kind
from app.domain.errors import Refused, Unavailable
from app.domain.ids import ItemId, MemberId
from app.domain.member import Member, plain_cards
from app.keys import ProfileVault
from app.store import catalog, members, rebuild, sales, shop
from app.store.schema import attempt, day, people, stock
from tests.domain.builders import ITEMS, item
from tests.store.day import days
from tests.store.loyalty import lives
from tests.store.test_verify import tamper
from tests.store.tills import BOSS, CHEN, Till, new_till, opened

OPEN = ProfileVault().open


def busy(till: Till) -> None:
    """A bit of everything that a till journals."""
    till.sell("cola", "milk", member=CHEN)
    till.stock(
        [item("tea", 500), item("cola", 350)],
        quick_pages=[{"page_id": "p", "name": "常用", "name_en": "Often", "position": 0}],
        quick_keys=[
            {"page_id": "p", "position": 3, "item_id": "tea"},
            {"page_id": "p", "position": 4, "item_id": "cola"},
        ],
    )
    till.seal(
        Kind.CATALOG_CHANGE,
        {
            "reason": "undo",
            "removed": {"items": ["pen", "nobody"]},
            "quick_keys": [{"page_id": "p", "position": 4, "item_id": ""}],
        },
    )
    till.enrol(
        Member(
            MemberId("m2"), "Alexander Smith", "8613900001111", cards=plain_cards(("A-1", "A-2"))
        )
    )
    with till.db.read() as tx:
        key = members.key_of(tx, "m2")
    changed = Member(
        MemberId("m2"), "Alex Smith", "13900001111", "silver", plain_cards(("A-2", "A-3"))
    )
    profile = members.profile(changed)
    body = members.body(changed, till.s.vault.seal(key, profile))
    till.seal(Kind.MEMBER_EDIT, body, sealed_profile=profile)
    till.seal(Kind.MEMBER_EDIT, {"member_id": "m1", "tier_id": "silver"})
    till.seal(Kind.STAFF_CHANGE, {"operators": [{"operator_id": "o1", "active": False}]})
    till.seal(Kind.SETTINGS_CHANGE, {"changed": {"footer": "谢谢"}})
    till.seal(Kind.CASH_IN, {"shift_id": "s1", "amount": 5000, "reason": "零钱"})
    till.seal(Kind.CASH_OUT, {"shift_id": "s1", "amount": 2000, "reason": "买水"})
    till.seal(Kind.DRAWER_OPEN, {"shift_id": "s1", "reason": "change"})
    till.seal(
        Kind.APPROVAL,
        {
            "approval_id": "a1",
            "action": "discount",
            "binding": "b",
            "approver_id": "o1",
            "shift_id": "s1",
        },
    )
    till.seal(
        Kind.BASKET_CANCEL, {"shift_id": "s1", "sale_id": "x", "lines": [{}, {}], "amount": 9}
    )
    till.seal(Kind.REPRINT, {"shift_id": "s1", "sale_id": "y", "copy_no": 1})
    till.seal(Kind.LOGIN, {"by": "pin"})
    till.seal(Kind.SHIFT_CLOSE, {"shift_id": "s1"})


def test_every_projection_is_what_the_journal_says(till):
    busy(till)
    assert rebuild.check(till.db, OPEN) == []


def test_so_is_a_day_with_its_z(till):
    lives.life(till)
    days.day(till)
    till.sell("cola")
    assert rebuild.check(till.db, OPEN) == []
    projections = (*day.PROJECTIONS, *stock.PROJECTIONS, *attempt.PROJECTIONS)
    every = (*projections, people.role, people.attendance)
    assert all(rows(till, f"SELECT count(*) FROM {one}") for one in every)
    assert rebuild.rewrite(till.db, OPEN) > 50
    assert rebuild.check(till.db, OPEN) == []


def rows(till: Till, sql: str) -> int:
    with till.db.read() as tx:
        return tx.one(sql)[0]


def test_the_same_in_an_encrypted_file_and_through_a_file(tmp_path, monkeypatch):
    monkeypatch.setattr(rebuild, "IN_MEMORY", 0)
    till = new_till(tmp_path, bytes(32))
    busy(till)
    assert rebuild.check(till.db, OPEN) == []
    till.close()


@pytest.mark.parametrize(
    ("change", "table", "key"),
    [
        ("UPDATE sale SET total_minor = total_minor + 1 WHERE counter = 2", "sale", None),
        ("UPDATE sale_line SET rate_ppm = 0 WHERE n = 2", "sale_line", None),
        ("UPDATE account_day SET amount = 0 WHERE account = '5120'", "account_day", None),
        ("DELETE FROM member_token WHERE token = 'cxt'", "member_token", "cxt 1"),
        ("INSERT INTO member_token VALUES ('zzz', 1)", "member_token", "zzz 1"),
        ("UPDATE member SET phone = '110' WHERE member_no = 1", "member", "1"),
        ("UPDATE item_price SET price_minor = 1 WHERE item_no = 1 AND list_id = 'shelf'",
         "item_price", "1 shelf 0 0"),
        ("UPDATE operator SET role = 'owner' WHERE operator_id = 'c1'", "operator", "c1"),
        ("UPDATE shop_setting SET value = '99' WHERE name = 'cutoff_hour'", "shop_setting",
         "cutoff_hour"),
        ("INSERT INTO approval VALUES ('a', 'x', 'b', 'o1', 'c1', '', 's1', 1)", "approval", "a"),
        ("UPDATE shift SET float_minor = 1", "shift", "s1"),
    ],
)  # fmt: skip
def test_a_row_that_differs_is_named(till, change, table, key):
    with till.db.write() as tx:
        changed = tx.sql(change).rowcount
    found = rebuild.check(till.db, OPEN)
    assert {one.table for one in found} == ({table} if changed else set())
    if key is not None:
        assert [one.key for one in found] == [key]


def test_a_difference_says_both_sides(till):
    with till.db.write() as tx:
        tx.sql("UPDATE shift SET float_minor = 1")
    (found,) = rebuild.check(till.db, OPEN)
    assert (found.journal_says, found.stands) == ("float_minor=20000", "float_minor=1")


def test_rewriting_repairs(till):
    busy(till)
    with till.db.write() as tx:
        for table in ("sale_line", "member_token", "posting", "barcode"):
            tx.sql(f"DELETE FROM {table}")
        tx.sql("UPDATE sale SET due_minor = due_minor + 1, paid_minor = paid_minor + 1")
    assert rebuild.check(till.db, OPEN)
    assert rebuild.rewrite(till.db, OPEN) > 20
    assert rebuild.check(till.db, OPEN) == []


def test_a_forgotten_member_stays_a_row_without_a_name(till):
    with till.db.write() as tx:
        tx.sql("DELETE FROM member_key WHERE member_id = 'm1'")
    assert {one.table for one in rebuild.check(till.db, OPEN)} == {
        "member",
        "member_card",
        "member_token",
    }
    rebuild.rewrite(till.db, OPEN)
    assert rebuild.check(till.db, OPEN) == []
    with till.db.read() as tx:
        gone = members.get(tx, "m1")
        assert gone is not None
        assert (gone.name, gone.phone, gone.card_tokens, gone.tier_id) == ("", "", (), "gold")
        assert members.search(tx, "5678") == ()
        assert sales.recent(tx, member_id="m1")


def test_the_journal_holds_no_name_and_no_phone(till, path):
    busy(till)
    till.db.checkpoint_if_idle()
    with till.db.read() as tx:
        data = b"".join(row[0] for row in tx.all("SELECT bytes FROM journal"))
    for secret in ("陈小桐", "13812345678", "88001", "Smith", "13900001111", "爱喝可乐"):
        assert secret.encode() not in data


def test_the_fold_gives_the_domain_its_values_back(till):
    busy(till)
    with till.db.read() as tx:
        assert catalog.get(tx, "cola") == item("cola", 350)
        assert catalog.get(tx, "milk") == ITEMS["milk"]
        assert catalog.get(tx, "pen") is None
        assert shop.load(tx).footer == "谢谢"
        (page,) = catalog.quick_keys(tx)
        assert [(key.position, key.item.item_id) for key in page.keys] == [(3, ItemId("tea"))]
        assert BOSS.operator_id not in [one.operator_id for one in _people(tx)]


def _people(tx):
    from app.store import staff

    return staff.people(tx)


@pytest.mark.parametrize("bytes_", [b"", b"\x00\xff", b"[]", b"{}"])
def test_a_document_that_is_none_is_a_sentence_and_no_crash(path, bytes_):
    raw = tamper(path)
    raw.execute("UPDATE journal SET bytes = ? WHERE seq = 7", (bytes_,))
    raw.close()
    with opened(path) as till:
        for fold in (rebuild.check, rebuild.rewrite):
            with pytest.raises(Refused) as refused:
                fold(till.db, OPEN)
            assert refused.value.code == "journal.unreadable"
            assert refused.value.facts == {"epoch": 1, "after": 6}
        with till.db.read() as tx:
            assert tx.one("SELECT count(*) FROM sale") == (5,)


def test_a_table_that_is_gone_is_a_damaged_file(path):
    raw = tamper(path)
    raw.execute("DROP TABLE sale_line")
    raw.close()
    with opened(path) as till, pytest.raises(Unavailable) as world:
        rebuild.check(till.db, OPEN)
    assert world.value.code == "database.corrupt"


def test_a_key_that_does_not_open_its_member_is_named_by_the_members_rows(till):
    with till.db.write() as tx:
        tx.sql("UPDATE member_key SET key = zeroblob(32) WHERE member_id = 'm1'")
    found = rebuild.check(till.db, OPEN)
    assert {one.table for one in found} == {"member", "member_card", "member_token"}
    assert rebuild.rewrite(till.db, OPEN) == 10


def test_an_index_that_says_something_else_than_its_table(path):
    """Screens add up through the index: a sale that it lost is missing in the X."""
    raw = tamper(path)
    (root,) = raw.execute(
        "SELECT rootpage FROM sqlite_master WHERE name = 'ix_sale_shift_id'"
    ).fetchone()
    raw.close()
    data = bytearray(path.read_bytes())
    start = (root - 1) * 4096
    place = data.index(b"s1", start, start + 4096)
    data[place : place + 2] = b"s0"
    path.write_bytes(data)
    with opened(path) as till, pytest.raises(Unavailable) as world:
        rebuild.check(till.db, OPEN)
    assert world.value.code == "database.corrupt"


def test_keys_of_any_type_have_an_order():
    keys = [(None, 1), (3, "a"), (3, b"a"), ("3", 2), (b"3", 1)]
    assert sorted(reversed(keys), key=rebuild._order) == keys
