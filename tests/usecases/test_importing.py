"""A catalogue file: read in any of its dialects, looked at first, written whole, taken back."""

import csv
from dataclasses import replace
from io import StringIO

import pytest

from app.domain.document import Kind
from app.domain.errors import Unavailable
from app.usecases.catalog import importing
from app.usecases.catalog.exporting import export_csv
from app.usecases.catalog.importing import ImportOptions, apply, last, preview, preview_undo, undo
from app.usecases.catalog.list_items import by_barcode, count, departments
from app.usecases.catalog.save import save_item
from app.usecases.health.rebuild import check_projections
from tests.usecases.shop import COLA

ZH = "条码,名称,单位,进价,售价,分类\n6901234567892,新汽水,瓶,1.20,2.50,饮料\n"
EN = "Barcode;Name;Unit;Cost;Price;Category\n6901234567892;新汽水;瓶;1.20;2.50;Drinks\n"


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (ZH.encode(), "utf-8"),
        (ZH.encode("utf-8-sig"), "utf-8-sig"),
        (ZH.encode("gb18030"), "gb18030"),
        (ZH.encode("utf-16"), "utf-16"),
        (ZH.replace(",", "\t").encode(), "utf-8"),
        (EN.encode(), "utf-8"),
        (("\n\n" + ZH.replace("售价", "售价(元)")).encode(), "utf-8"),
    ],
)
def test_dialects(shop, data, encoding):
    plan = preview(shop.s, data)
    assert plan.encoding == encoding
    (row,) = plan.rows
    assert row.verdict == "new", row
    item = row.item
    assert (item.name, item.unit, item.cost_minor) == ("新汽水", "瓶", 120)
    assert item.prices[0].price_minor == 250
    assert item.department_id == "drinks"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "import.empty"),
        (b" \n \n", "import.empty"),
        ("条码,名称\n".encode(), "import.empty"),
        (b"PK\x03\x04rest of a workbook", "import.spreadsheet"),
        (bytes(range(256)), "import.not_text"),
        (b"a,b\0c\n", "import.not_text"),
        (b"code,amount\n1,2\n", "import.no_name_column"),
        (b"x" * 20_000_001, "import.too_large"),
    ],
)
def test_what_is_no_catalogue(shop, refused, data, code):
    with refused(code):
        preview(shop.s, data)


def test_a_file_that_is_not_there(shop, tmp_path):
    with pytest.raises(Unavailable) as error:
        preview(shop.s, tmp_path / "nowhere.csv")
    assert error.value.code == "file.unreadable"


HEAD = "barcode,name,unit,cost,price,department,tax,kind,plu\n"
GOOD = "6901234567892,好,个,1.00,2.00,饮料,standard,计件,\n"


@pytest.mark.parametrize(
    ("line", "column", "code"),
    [
        ("6901234567891,坏,个,1,2,饮料,,,", "barcode", "check_digit"),
        ("6.90123E+12,坏,个,1,2,饮料,,,", "barcode", "barcode_rounded"),
        ("690123456789012345,坏,个,1,2,饮料,,,", "barcode", "barcode_length"),
        ("六九零,坏,个,1,2,饮料,,,", "barcode", "barcode_unreadable"),
        ("6901234567892,坏,个,1,2,饮料,,,", "barcode", "duplicate"),
        ("6911423002219,坏,个,1,2,饮料,,,1", "plu", "plu_taken"),
        (",,个,1,2,饮料,,,", "name", "name_empty"),
        (f",{'名' * 201},个,1,2,饮料,,,", "name", "name_too_long"),
        (",坏,个,1,-2,饮料,,,", "price", "price_negative"),
        (",坏,个,1,2.505,饮料,,,", "price", "price_too_precise"),
        (",坏,个,1,两块五,饮料,,,", "price", "price_unreadable"),
        (",坏,个,1,6000000000000,饮料,,,", "price", "price_too_large"),
        (",坏,个,-1,2,饮料,,,", "cost", "cost_negative"),
        (",坏,个,1,2,火箭,,,", "department", "department_unknown"),
        (",坏,个,1,2,饮料,99%,,", "tax", "tax_unknown"),
        (",坏,个,1,2,饮料,,按心情,", "kind", "kind_unknown"),
    ],
)
def test_a_bad_row_says_what_is_wrong(shop, line, column, code):
    plan = preview(shop.s, (HEAD + GOOD + line + "\n").encode())
    good, bad = plan.rows
    assert good.verdict == "new"
    assert bad.verdict == "failed"
    assert bad.row_no == 3
    assert (column, code) in [(note.column, note.code) for note in bad.errors]
    assert bad.item is None
    assert (plan.new, plan.failed) == (1, 1)


def test_warnings_do_not_stop(shop):
    plan = preview(shop.s, (HEAD + ",甲,个,1,0,饮料,,,\n,乙,个,1,,饮料,,,\n").encode())
    assert [row.warnings[0].code for row in plan.rows] == ["price_zero", "price_missing"]
    assert (plan.new, plan.warned, plan.failed) == (2, 2, 0)


def test_a_thousand_bad_rows_stay_calm(shop):
    lines = "".join(f"690000000{n:04d},坏 {n},个,x,-1,火箭,,,\n" for n in range(1000))
    plan = preview(shop.s, (HEAD + lines + GOOD).encode())
    assert plan.failed == 1000
    assert plan.new == 1
    assert all(row.errors for row in plan.rows[:1000])
    assert apply(shop.s, shop.manager, plan).value.new == 1


def many(number: int) -> bytes:
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow(["名称", "规格", "售价", "分类"])
    writer.writerows([f"货 {n}", "1 件", f"{n + 1}.00", "日化"] for n in range(number))
    return text.getvalue().encode("gb18030")


def test_a_preview_writes_nothing_and_apply_writes_in_chunks(shop):
    docs = len(shop.documents())
    plan = preview(shop.s, many(450))
    assert len(shop.documents()) == docs
    batch = apply(shop.s, shop.manager, plan).value
    made = shop.documents()[docs:]
    assert [(doc.kind, len(doc.body["items"])) for doc in made] == [
        (Kind.CATALOG_CHANGE, 200),
        (Kind.CATALOG_CHANGE, 200),
        (Kind.CATALOG_CHANGE, 50),
    ]
    assert (batch.new, batch.changed) == (450, 0)
    assert last(shop.s) == batch
    again = preview(shop.s, many(450))
    assert (again.new, again.same) == (0, 450)
    assert not check_projections(shop.s)


def test_a_price_list_changes_prices_and_nothing_else(shop):
    cola = shop.item(COLA)
    plan = preview(shop.s, f"条码,名称,售价\n{cola.barcodes[0]},,4.20\n".encode())
    (row,) = plan.rows
    assert row.verdict == "changed"
    apply(shop.s, shop.manager, plan)
    after = shop.item(COLA)
    assert after.prices[0].price_minor == 420
    assert (after.name, after.spec, after.cost_minor, after.name_en) == (
        *(cola.name, cola.spec, cola.cost_minor, cola.name_en),
    )


def test_undo_puts_back_what_stood_there(shop, refused):
    cola = shop.item(COLA)
    data = (
        f"条码,名称,售价\n{cola.barcodes[0]},可乐改名,9.99\n6901234567892,新汽水,2.50\n,别的,1.00\n"
    )
    batch = apply(shop.s, shop.manager, preview(shop.s, data.encode())).value
    other = shop.item("别的")
    save_item(shop.s, shop.manager, other.__class__(**{**_fields(other), "spec": "改过"}))
    shown = preview_undo(shop.s, batch.batch_id)
    assert (shown.restored, shown.removed, shown.kept, shown.names) == (1, 1, 1, ("新汽水",))
    done = undo(shop.s, shop.manager, batch.batch_id).value
    assert done == shown
    assert shop.item(COLA) == cola
    assert by_barcode(shop.s, "6901234567892") is None
    assert shop.item("别的").spec == "改过"
    assert last(shop.s).undone
    with refused("import.undone_already"):
        undo(shop.s, shop.manager, batch.batch_id)
    with refused("import.unknown"):
        undo(shop.s, shop.manager, "no batch")
    assert not check_projections(shop.s)


def _fields(item) -> dict:
    return {name: getattr(item, name) for name in item.__slots__}


def test_a_preview_that_grew_old_is_refused(shop, refused):
    cola = shop.item(COLA)
    plan = preview(shop.s, f"条码,名称,售价\n{cola.barcodes[0]},,4.20\n".encode())
    save_item(shop.s, shop.manager, cola.__class__(**{**_fields(cola), "spec": "1L"}))
    docs = len(shop.documents())
    with refused("import.stale"):
        apply(shop.s, shop.manager, plan)
    assert len(shop.documents()) == docs
    with refused("import.nothing"):
        apply(shop.s, shop.manager, preview(shop.s, "名称,售价\n,-1\n".encode()))
    with refused("permission.missing"):
        apply(shop.s, shop.cashier, plan)


def test_new_departments_only_when_asked(shop):
    data = "名称,售价,分类\n火箭,9.00,航天\n".encode()
    assert preview(shop.s, data).failed == 1
    plan = preview(shop.s, data, ImportOptions(new_departments=True))
    assert [one.name for one in plan.new_departments] == ["航天"]
    apply(shop.s, shop.manager, plan)
    assert departments(shop.s)[-1].name == "航天"
    assert shop.item("火箭").department_id == departments(shop.s)[-1].department_id


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_an_export_comes_back_the_same(shop, language):
    data = export_csv(shop.s, language, active=None)
    header = data.decode("utf-8-sig").splitlines()[0]
    assert header.isascii() == (language == "en")
    plan = preview(shop.s, data)
    assert plan.encoding == "utf-8-sig"
    assert (plan.same, plan.failed, plan.new, plan.changed) == (307, 0, 0, 0)


def test_a_large_import_is_quick_enough(shop):
    """5,000 goods: what a supermarket's old till gives away."""
    before = count(shop.s)
    batch = apply(shop.s, shop.manager, preview(shop.s, many(5000))).value
    assert batch.new == 5000
    assert count(shop.s) == before + 5000
    assert importing.CHUNK == 200


def test_a_decimal_comma_is_not_a_hundred_times_the_price(shop):
    plan = preview(shop.s, "名称;售价\n分号;1,50\n千位;1,500\n".encode())
    assert [row.verdict for row in plan.rows] == ["failed", "new"]
    assert plan.rows[0].errors[0].code == "price_unreadable"
    assert plan.rows[1].item.prices[0].price_minor == 150_000


def test_what_a_spreadsheet_would_calculate_leaves_as_text_and_comes_back(shop):
    names = ["=cmd|'/C calc'!A0", "@SUM(1)", "+1", "-1", "'quoted", "'=own"]
    data = StringIO()
    csv.writer(data).writerows([["名称", "售价", "规格"], *([one, "1", one] for one in names)])
    apply(shop.s, shop.owner, preview(shop.s, data.getvalue().encode()))
    sent = export_csv(shop.s).decode("utf-8-sig")
    cells = [cell for row in csv.reader(StringIO(sent)) for cell in row]
    assert not [cell for cell in cells if cell.startswith(("=", "@", "+", "-"))]
    again = preview(shop.s, sent.encode())
    assert (again.changed, again.new, again.failed) == (0, 0, 0)


def test_control_characters_stay_outside(shop):
    row = preview(shop.s, b'name,price,spec,unit,name_en\nx,1,"a\x1b@\nb","k\tg",e\x07n\n').rows[0]
    assert (row.item.spec, row.item.unit, row.item.name_en) == ("a@ b", "k g", "en")


def test_a_cards_number_is_no_name(shop):
    (row,) = preview(shop.s, "名称,售价\n4111 1111 1111 1111,1\n".encode()).rows
    assert (row.verdict, row.errors[0].code) == ("failed", "code_payment_card")


def test_undo_takes_departments_back_too(shop):
    before = departments(shop.s)
    data = f"名称,售价,分类\n{COLA.split()[0]},9.00,怪部门\n新货,1.00,怪部门\n".encode()
    plan = preview(shop.s, data, ImportOptions(new_departments=True))
    batch = apply(shop.s, shop.owner, plan).value
    assert len(departments(shop.s)) == len(before) + 1
    undo(shop.s, shop.owner, batch.batch_id)
    assert departments(shop.s) == before
    assert last(shop.s).undone
    assert check_projections(shop.s) == ()


def test_undo_leaves_a_department_that_is_used_by_now(shop):
    plan = preview(
        shop.s, "名称,售价,分类\n新货,1.00,怪部门\n".encode(), ImportOptions(new_departments=True)
    )
    batch = apply(shop.s, shop.owner, plan).value
    made = next(one for one in departments(shop.s) if one.name == "怪部门")
    cola = shop.item(COLA)
    save_item(shop.s, shop.owner, replace(cola, department_id=made.department_id))
    undo(shop.s, shop.owner, batch.batch_id)
    assert made in departments(shop.s)
