"""Drafts, the print spool, log-in tries, sales and shifts as lists: what screens read."""

import pytest

from app.domain.document import Kind
from app.domain.ids import ItemId
from app.domain.permissions import Role
from app.store import boot, catalog, drafts, members, sales, shifts, shop, spool, staff
from app.store.drafts import Draft
from tests.domain.builders import BOOK, ITEMS, TIERS, item
from tests.store.tills import BOSS, CHEN, LI, SHOP, new_till


def draft(sale_id: str, *, parked: bool = False, saved_ms: int = 1, data: str = "{}") -> Draft:
    return Draft(sale_id, "c1", "s1", parked, "", 1, saved_ms, 2, 500, "", data)


def test_drafts_are_kept_parked_and_dropped(till):
    with till.db.write(durable=False) as tx:
        drafts.save(tx, draft("a"))
        drafts.save(tx, draft("b", parked=True, saved_ms=5))
        drafts.save(tx, draft("c", parked=True, saved_ms=9))
        drafts.save(tx, draft("a", data='{"x":1}', saved_ms=7))
    with till.db.read() as tx:
        assert drafts.load(tx, "a") == draft("a", data='{"x":1}', saved_ms=7)
        assert [one.sale_id for one in drafts.parked(tx)] == ["c", "b"]
        assert [one.sale_id for one in drafts.unfinished(tx)] == ["a"]
    with till.db.write(durable=False) as tx:
        drafts.drop(tx, "a")
        assert drafts.load(tx, "a") is None


def test_the_spool_goes_in_order_and_says_how_far(till):
    with till.db.write() as tx:
        tx.sql("DELETE FROM print_job")
        spool.enqueue(tx, "j1", "receipt", {"a": "纸"}, 100, sale_id="s")
        spool.enqueue(tx, "j2", "copy", None, 101, sale_id="s", copy_no=1)
        spool.enqueue(tx, "j3", "label", {}, 50, device="labels")
        spool.mark(tx, "j1", "sending", 110)
        spool.mark(tx, "j1", "unsure", 120, reason="restart")
        job = spool.get(tx, "j1")
        assert (job.state, job.reason, job.attempts, job.slip) == (
            *("unsure", "restart", 1, {"a": "纸"}),
        )
        spool.mark(tx, "j1", "confirmed", 130)
        assert [one.job_id for one in spool.of_sale(tx, "s")] == ["j1", "j2"]
        assert spool.first_of(tx, "s") == "j1"
        assert spool.first_of(tx, "nobody") == ""
        assert [one.job_id for one in spool.listed(tx, states=("queued",))] == ["j2", "j3"]
        assert spool.sweep(tx, 1000) == 1
        assert spool.get(tx, "j1") is None


def test_wrong_tries_are_remembered_over_a_restart(path):
    from tests.store.tills import Till

    till = Till(path)
    with till.db.write() as tx:
        assert staff.attempts(tx, "c1") == staff.Attempts()
        staff.set_attempts(tx, "c1", staff.Attempts(5, 99))
    till.close()
    till = Till(path)
    with till.db.read() as tx:
        assert staff.attempts(tx, "c1") == staff.Attempts(5, 99)
    till.close()


def test_people(till):
    with till.db.read() as tx:
        assert staff.people(tx) == (LI, BOSS)
        assert staff.by_card(tx, "S:77") == BOSS
        assert staff.by_card(tx, "") is None
        assert staff.pin_hash(tx, "c1") == "x"
    till.seal(
        Kind.STAFF_CHANGE,
        {
            "operators": [
                {"operator_id": "c1", "pin_hash": "y", "role": "manager"},
                {"operator_id": "o1", "active": False},
            ]
        },
    )
    with till.db.read() as tx:
        assert staff.get(tx, "c1").role is Role.MANAGER
        assert (staff.pin_hash(tx, "c1"), staff.pin_hash(tx, "o1")) == ("y", "")
        assert [one.operator_id for one in staff.people(tx)] == ["c1"]
        assert len(staff.people(tx, active_only=False)) == 2
        assert staff.by_card(tx, "S:77") is None


def test_sales_by_number_and_in_lists(till):
    docs = [till.sell("cola", "milk", member=CHEN), till.sell("bread"), till.sell("wine")]
    ids = [doc.body["sale_id"] for doc in docs]
    with till.db.read() as tx:
        assert sales.last(tx).sale_id == ids[-1]
        for text in ("01-03-1-000006", "03-000006", "6", "000006"):
            assert sales.by_receipt(tx, text).sale_id == ids[0]
        for text in ("02-03-1-000006", "04-000006", "x", "", "9" * 30):
            assert sales.by_receipt(tx, text) is None
        assert sales.by_id(tx, ids[1]).lines[0].name == "bread"
        latest = sales.recent(tx, limit=2)
        assert [row.sale_id for row in latest] == [ids[2], ids[1]]
        older = sales.recent(tx, before=(latest[-1].epoch, latest[-1].counter), limit=1)
        assert older[0].sale_id == ids[0]
        assert {row.member_id for row in sales.recent(tx, member_id="m1")} == {"m1"}
        assert sales.recent(tx, business_date="1999-01-01") == ()
        assert [row.sale_id for row in sales.search(tx, "wine")] == [ids[2]]
        assert ids[2] in [row.sale_id for row in sales.search(tx, "99.00")]
        assert sales.search(tx, "  ")[0].sale_id == ids[2]
        assert sales.search(tx, "6")[0].sale_id == ids[0]
        assert sales.search(tx, "%") == ()


def test_copies_are_counted(till):
    for _ in range(2):
        till.seal(Kind.REPRINT, {"sale_id": "x", "shift_id": "s1"})
    with till.db.read() as tx:
        assert (sales.copies(tx, "x"), sales.copies(tx, "y")) == (2, 0)


def test_a_shifts_totals_are_what_its_documents_say(tmp_path):
    till = new_till(tmp_path)
    docs = [till.sell("cola", "milk", member=CHEN), till.sell("wine"), till.sell("pen")]
    till.seal(Kind.CASH_IN, {"shift_id": "s1", "amount": 5000, "reason": "a"})
    till.seal(Kind.CASH_OUT, {"shift_id": "s1", "amount": 2000, "reason": "b"})
    till.seal(Kind.DRAWER_OPEN, {"shift_id": "s1", "reason": "c"})
    till.seal(Kind.BASKET_CANCEL, {"shift_id": "s1", "lines": [{}, {}], "amount": 3})
    till.seal(Kind.SHIFT_OPEN, {"shift_id": "s2", "float": 0})
    with till.db.report() as tx:
        found = shifts.totals(tx, "s1")
        tenders = [t for doc in docs for t in doc.body["tenders"]]
        cash = sum(t["amount"] for t in tenders if t["kind"] == "cash")
        assert (found.sales, found.sales_minor) == (3, sum(d.body["due"] for d in docs))
        assert found.by_tender == (("cash", 3, cash), ("wechat", 1, 1000))
        assert found.cash_expected_minor == 20_000 + cash + 5000 - 2000
        assert found.tax_minor == sum(t["tax"] for d in docs for t in d.body["tax"])
        assert sum(row[2] for row in shifts.tax(tx, "s1")) == found.tax_minor
        assert (found.no_sales, found.cancelled, found.voided_lines) == (1, 1, 2)
        assert (found.member_sales, found.reprints) == (1, 0)
        assert shifts.totals(tx, "s2").sales == 0
        assert shifts.current(tx).shift_id == "s2"
        assert shifts.current(tx, "nobody") is None
    till.seal(Kind.SHIFT_CLOSE, {"shift_id": "s2"})
    with till.db.read() as tx:
        assert shifts.get(tx, "s2").closed_ms > 0
        assert shifts.current(tx, LI.operator_id).shift_id == "s1"
        first, last = shifts.span(tx, "s2")
        assert last > first
    till.close()


def test_the_book_and_the_shop(till):
    with till.db.read() as tx:
        assert shop.load(tx) == SHOP
        assert shop.book(tx).tiers == tuple(sorted(TIERS, key=lambda t: t.level))
        assert shop.book(tx).tax == BOOK.tax
    with till.db.write() as tx:
        assert shop.load(tx).footer == ""
    till.seal(Kind.SETTINGS_CHANGE, {"changed": {"footer": "再见", "unheard_of": 1}})
    with till.db.write() as tx:
        assert shop.load(tx).footer == "再见"


def test_settings_taken_back_are_not_remembered(till):
    from app.usecases import commit

    def fail() -> None:
        with till.db.write() as tx:
            commit.seal(
                *(tx, till.s, Kind.SETTINGS_CHANGE, {"changed": {"footer": "不"}}),
                operator_id="c1",
            )
            assert shop.load(tx).footer == "不"
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    with till.db.write() as tx:
        assert shop.load(tx).footer == ""


def test_items_by_code(till):
    coded = type(ITEMS["cola"])(
        *(ItemId("k"), "可乐", "drinks", "standard", ITEMS["cola"].prices),
        barcodes=("111", "222"),
        plu="00042",
    )
    till.stock([coded])
    with till.db.read() as tx:
        assert catalog.find_by_barcode(tx, "222") == coded
        assert catalog.find_by_barcode(tx, "333") is None
        for plu in ("42", "00042", "000042"):
            assert catalog.find_by_plu(tx, plu) == coded
        assert catalog.find_by_plu(tx, "0") is None
        assert catalog.barcode_owners(tx, ("111", "999")) == {"111": "k"}
        assert catalog.count(tx) == len(ITEMS) + 1
        names = [one.name for one in catalog.page(tx, limit=100)]
        assert names == sorted(names)
        assert catalog.page(tx, department_id="fruit") == (ITEMS["apple"],)
        assert catalog.department(tx, "fruit").name == "fruit"
        assert catalog.department(tx, "x") is None
        found = catalog.page(tx, limit=2)
        rest = catalog.page(tx, after=(found[1].name, catalog.item_no(tx, found[1].item_id)))
        assert found[1] not in rest
        assert len(found) + len(rest) == catalog.count(tx)


def test_an_active_item_wins_over_a_sleeping_one_with_its_barcode(till):
    price = item("x", 100).prices
    make = type(item("x", 1))
    till.stock(
        [
            make(ItemId("old"), "旧", "d", "standard", price, barcodes=("777",), active=False),
            make(ItemId("new"), "新", "d", "standard", price, barcodes=("777",)),
        ]
    )
    with till.db.read() as tx:
        assert catalog.find_by_barcode(tx, "777").item_id == "new"


def test_members_by_card_and_phone(till):
    with till.db.read() as tx:
        assert members.get(tx, "m1") == CHEN
        assert members.find_by_card(tx, "88001") == CHEN
        assert members.find_by_phone(tx, "13812345678") == CHEN
        assert members.find_by_card(tx, "x") is None
        assert members.find_by_phone(tx, "") is None
        assert members.page(tx) == (CHEN,)
        assert members.count(tx) == 1


def test_the_login_is_read_without_the_rest(path):
    face = boot.face(path, None)
    assert (face.shop_name, face.branch, face.till_no) == ("熟客便利店", "延安路店", "03")
    assert [(one.name, one.role, one.has_pin) for one in face.people] == [
        ("李", "cashier", True),
        ("张", "owner", False),
    ]
