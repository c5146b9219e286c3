"""Members come in from CSV and Excel with their balances; bad rows say why and are left out."""

import csv
from io import BytesIO, StringIO

import pytest
from python_calamine import CalamineWorkbook
from xlsxwriter import Workbook

from app.domain.document import Kind
from app.domain.errors import Unavailable
from app.domain.member import Birthday, CardKind
from app.domain.rights import AssetKind
from app.usecases.catalog import importing as catalog_importing
from app.usecases.health.rebuild import check_projections
from app.usecases.loyalty.purse import read as purse_of
from app.usecases.member.consents import consents
from app.usecases.member.find import count, file, search
from app.usecases.member.sheets.exporting import export
from app.usecases.member.sheets.importing import apply, preview

HEAD = ("手机号", "姓名", "卡号", "储值余额", "赠送余额", "积分")


def text_file(*rows, head=HEAD, encoding="utf-8"):
    out = StringIO(newline="")
    csv.writer(out).writerows([head, *rows])
    return out.getvalue().encode(encoding)


def workbook(*rows, head=HEAD):
    out = BytesIO()
    with Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate((head, *rows)):
            sheet.write_row(number, 0, row)
    return out.getvalue()


def codes(row):
    return [note.code for note in row.errors]


ROWS = (
    ("13900000001", "周瑾", "C0001", "120.5", "30", "88"),
    ("13900000002", "吴磊", "", "", "", ""),
    ("13900000003", "", "C0003", "0", "0", "7"),
)


@pytest.mark.parametrize(
    "make", [text_file, workbook, lambda *r: text_file(*r, encoding="gb18030")]
)
def test_members_with_balances(shop, make):
    before, plan = count(shop.s), preview(shop.s, make(*ROWS))
    had = len(shop.documents(Kind.OPENING))
    assert (plan.new, plan.failed, plan.principal_minor, plan.points) == (3, 0, 12_050, 95)
    assert count(shop.s) == before
    done = apply(shop.s, shop.manager, plan).value
    assert (done.members, done.openings, done.skipped) == (3, 2, 0)
    assert count(shop.s) == before + 3
    (row,) = search(shop.s, "周瑾")
    purse = purse_of(shop.s, row.member_id)
    assert purse.total(AssetKind.PRINCIPAL) == 12_050
    assert purse.total(AssetKind.BONUS) == 3_000
    assert purse.points == 88
    assert [one.name for one in search(shop.s, "C0003")] == ["139****0003"]
    assert len(shop.documents(Kind.OPENING)) == had + 2
    assert not check_projections(shop.s)


def test_an_opening_balance_is_posted_against_the_former_system(shop):
    apply(shop.s, shop.manager, preview(shop.s, text_file(ROWS[0])))
    doc = shop.documents(Kind.OPENING)[-1]
    posted = {account.partition(".")[0]: n for account, unit, n in doc.postings if unit == "CNY"}
    assert posted == {"2110": -12_050, "2120": -3_000, "9910": 15_050}


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (("", "无号", "", "", "", ""), "phone_missing"),
        (("1390000000", "短", "", "", "", ""), "phone_length"),
        (("一三九", "字", "", "", "", ""), "phone_unreadable"),
        (("13900000009", "三位", "", "1.005", "", ""), "principal_too_precise"),
        (("13900000009", "负", "", "-1", "", ""), "principal_negative"),
        (("13900000009", "大", "", "9999999999999", "", ""), "principal_too_large"),
        (("13900000009", "字", "", "很多", "", ""), "principal_unreadable"),
        (("13900000009", "负", "", "", "-0.01", ""), "bonus_negative"),
        (("13900000009", "半分", "", "", "", "1.5"), "points_too_precise"),
        (("13900000009", "分多", "", "", "", "9999999999"), "points_too_large"),
        (("13900000009", "名" * 201, "", "", "", ""), "name_too_long"),
        (("13900000009", "4111 1111 1111 1111", "", "", "", ""), "code_payment_card"),
        (("13900000009", "卡", "4111111111111111", "", "", ""), "code_payment_card"),
        (("4111111111111111", "卡", "", "", "", ""), "code_payment_card"),
        (("13900000009", "卡", "a b", "", "", ""), "card_unusable"),
        (("13900000009", "卡", "70000000", "", "", ""), "card_taken"),
    ],
)
def test_a_bad_row_says_why_and_the_others_go_in(shop, row, code):
    plan = preview(shop.s, text_file(row, ROWS[1]))
    bad, good = plan.rows
    assert codes(bad) == [code]
    assert not any("4111" in str(fact) for note in bad.errors for _, fact in note.facts)
    assert good.verdict == "new"
    assert apply(shop.s, shop.manager, plan).value.members == 1


def test_the_same_number_or_card_twice(shop):
    plan = preview(
        shop.s,
        text_file(
            ("13900000001", "甲", "C001", "", "", ""),
            ("+86 139-0000-0001", "乙", "C002", "", "", ""),
            ("13900000003", "丙", "M:C001", "", "", ""),
        ),
    )
    assert [codes(row) for row in plan.rows] == [[], ["duplicate"], ["duplicate"]]
    assert dict(plan.rows[1].errors[0].facts)["row"] == 2


def test_who_is_here_already_is_left_alone(shop):
    had = len(shop.documents(Kind.OPENING))
    first = preview(shop.s, text_file(ROWS[0]))
    again = preview(shop.s, text_file(ROWS[0]))
    assert apply(shop.s, shop.manager, first).value.members == 1
    assert apply(shop.s, shop.manager, again).value.skipped == 1
    assert codes(preview(shop.s, text_file(ROWS[0])).rows[0]) == ["phone_taken", "card_taken"]
    assert len(shop.documents(Kind.OPENING)) == had + 1


def test_everything_a_file_can_say(shop):
    head = (*HEAD[:3], "等级", "生日", "性别", "标签", "备注", "愿意收优惠", "入会日期", "成长值")
    row = ("13900000001", "周瑾", "C001", "金卡", "农历 08-15", "女", "爱茶；邻居", "要小袋", "是")
    plan = preview(shop.s, text_file((*row, "2024-05-01", "300"), head=head))
    apply(shop.s, shop.manager, plan)
    found = file(shop.s, search(shop.s, "周瑾")[0].member_id)
    member = found.member
    assert member.tier_id == "gold"
    assert member.birthday == Birthday(8, 15, 0, True)
    assert (member.gender, member.tags, member.note) == ("female", ("爱茶", "邻居"), "要小袋")
    assert member.consents.marketing
    assert [(c.token, c.kind) for c in member.cards] == [("C001", CardKind.CODE)]
    assert member.enrolled_ms < shop.clock.now_ms() - 86_400_000
    (log,) = consents(shop.s, member.member_id)
    assert (log.what, log.given, log.how) == ("marketing", True, "import")
    assert purse_of(shop.s, member.member_id).growth == 300
    (given,) = shop.documents(Kind.TIER_CHANGE)[-1].body["given"]
    assert (given["m"], given["tier_id"]) == (member.member_id, "gold")
    assert not check_projections(shop.s)


def test_what_only_decorates_is_left_out_with_a_warning(shop):
    head = ("phone", "birthday", "gender", "joined")
    plan = preview(shop.s, text_file(("13900000001", "2025-13-01", "?", "gestern"), head=head))
    assert [one.code for one in plan.rows[0].warnings] == [
        "enrolled_unreadable",
        "birthday_unreadable",
        "gender_unknown",
    ]
    assert apply(shop.s, shop.manager, plan).value.members == 1


def test_an_unknown_tier_is_an_error_and_silence_no_consent(shop):
    head = ("phone", "tier", "marketing")
    plan = preview(
        shop.s, text_file(("13900000001", "钻石", ""), ("13900000002", "", "?"), head=head)
    )
    assert codes(plan.rows[0]) == ["tier_unknown"]
    apply(shop.s, shop.manager, plan)
    assert not file(shop.s, search(shop.s, "13900000002")[0].member_id).member.consents.marketing


def test_numbers_of_a_spreadsheet_keep_their_digits(shop):
    plan = preview(shop.s, workbook((13900000001, "周瑾", 6901234567892, 0.1 + 0.2, 1.005, 12)))
    (row,) = plan.rows
    assert codes(row) == ["bonus_too_precise"]
    plan = preview(shop.s, workbook((13900000001, "周瑾", 88001, 0.1 + 0.2, 1.5, 12)))
    (row,) = plan.rows
    assert (row.principal_minor, row.bonus_minor, row.points) == (30, 150, 12)
    assert row.member.card_tokens == ("88001",)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "import.empty"),
        (b"name,points\nx,1\n", "import.no_phone_column"),
        (b"phone\n", "import.empty"),
        (b"PK\x03\x04 no workbook", "import.spreadsheet"),
        (b"\xd0\xcf\x11\xe0 no workbook", "import.spreadsheet"),
        (bytes(range(256)), "import.not_text"),
    ],
)
def test_what_is_no_file_of_members(shop, refused, data, code):
    with refused(code):
        preview(shop.s, data)


def test_a_file_that_is_gone(shop, tmp_path):
    with pytest.raises(Unavailable) as error:
        preview(shop.s, tmp_path / "none.xlsx")
    assert error.value.code == "file.unreadable"


def test_who_may(shop, refused):
    plan = preview(shop.s, text_file(ROWS[0]))
    with refused("permission.missing"):
        apply(shop.s, shop.cashier, plan)
    with refused("import.nothing"):
        apply(shop.s, shop.manager, preview(shop.s, text_file(("1", "x", "", "", "", ""))))


def test_a_thousand_at_a_time(shop):
    rows = [(f"139{n:08d}", f"客{n}", "", "1", "", "") for n in range(2_100)]
    told = []
    plan = preview(shop.s, text_file(*rows))
    done = apply(shop.s, shop.manager, plan, tell=lambda n, of: told.append((n, of)))
    assert done.value.members == 2_100
    assert told == [(1000, 2100), (2000, 2100), (2100, 2100)]


def test_goods_from_a_workbook(shop):
    data = workbook((6901234567892, "新汽水", 3.5), head=("条码", "名称", "售价"))
    plan = catalog_importing.preview(shop.s, data)
    (row,) = plan.rows
    assert (plan.encoding, row.barcode, row.verdict) == ("excel", "6901234567892", "new")
    assert row.item.prices[0].price_minor == 350


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_an_export_is_noted_and_comes_back(shop, form):
    apply(shop.s, shop.manager, preview(shop.s, text_file(*ROWS)))
    data = export(shop.s, shop.owner, form=form, full_phone=True, why="换系统").value
    doc = shop.last_document()
    assert doc.kind is Kind.MEMBER_SEEN
    assert (doc.body["what"], doc.body["why"]) == ("export+phone", "换系统")
    assert doc.body["n"] == count(shop.s)
    table = list(rows_of(data, form))
    assert len(table) == count(shop.s) + 1
    again = preview(shop.s, data)
    assert {code for row in again.rows for code in codes(row)} <= {"phone_taken", "card_taken"}
    found = next(row for row in again.rows if row.name == "周瑾")
    assert (found.principal_minor, found.bonus_minor, found.points) == (12_050, 3_000, 88)


def rows_of(data, form):
    if form == "csv":
        return csv.reader(StringIO(data.decode("utf-8-sig")))
    return CalamineWorkbook.from_filelike(BytesIO(data)).get_sheet_by_index(0).to_python()


def test_an_export_shows_no_full_numbers_and_no_health(shop, refused):
    data = export(shop.s, shop.owner, form="csv", language="en", why="mailing").value.decode()
    assert "100****" in data
    assert "health" not in data.splitlines()[0]
    assert not any(one.isdecimal() and len(one) == 11 for one in data.replace(",", " ").split())
    with refused("reason.missing"):
        export(shop.s, shop.owner, why=" ")
    with refused("permission.missing"):
        export(shop.s, shop.manager, why="x")


def test_nothing_in_an_export_is_calculated(shop):
    head = ("phone", "name", "note")
    apply(
        shop.s, shop.manager, preview(shop.s, text_file(("13900000001", "=1+1", "@x"), head=head))
    )
    sent = export(shop.s, shop.owner, form="csv", why="x").value.decode("utf-8-sig")
    cells = [cell for row in csv.reader(StringIO(sent)) for cell in row]
    assert "'=1+1" in cells
    assert not [cell for cell in cells if cell.startswith(("=", "@", "+"))]
