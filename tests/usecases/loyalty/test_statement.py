"""Statements of members: what they say equals the fold of lots, on screen, page, sheet and slip."""

import re
import zipfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest

from app.domain.document import Kind
from app.domain.loyalty.slip import Balance
from app.domain.rights import AssetKind
from app.reports.statement import Statement, StatementRow
from app.reports.statement_words import Said
from app.usecases.loyalty import nightly
from app.usecases.loyalty.statement import note_export, pdf, print_statement, statement, xlsx
from app.words import Words
from tests.usecases.money import Money
from tests.usecases.shop import Shop

DAY = 86_400_000


@pytest.fixture
def told(shop: Shop):
    """A member with a fortnight of ups and downs: (member, what was given in all)."""
    money = Money(shop)
    who = shop.member("周")
    money.give(who, "principal", 10_000)
    money.give(who, "bonus", 5_000, bucket="2026-09-14")
    money.give(who, "points", 120, bucket="2026-12-31")
    shop.clock.pass_ms(DAY)
    money.give(who, "points", 30, bucket="2026-09-15")
    money.give(who, "debt", 7)
    shop.clock.pass_ms(3 * DAY)
    nightly.run(shop.s)
    money.voucher(who)
    shop.clock.pass_ms(2 * DAY)
    money.give(who, "principal", 2_500)
    return who


def fold(shop: Shop, member_id: str) -> dict[str, int]:
    rows = shop.rows("SELECT asset, r FROM rights WHERE holder = ? AND r > 0", f"m:{member_id}")
    found: dict[str, int] = {}
    for asset, n in rows:
        kind = asset.split(".")[1]
        found[kind] = found.get(kind, 0) + n
    return found


def by_kind(balances) -> dict[str, int]:
    found: dict[str, int] = {}
    for one in balances:
        found[one.kind.value] = found.get(one.kind.value, 0) + one.n
    return found


def test_rows_add_up_from_opening_to_closing_and_equal_the_fold(shop, told):
    whole = statement(shop.s, shop.cashier, told.member_id)
    assert by_kind(whole.balances) == fold(shop, told.member_id)
    assert whole.before == ()
    assert (whole.stored_before, whole.points_before) == (0, 0)
    stored, bonus, points = 0, 0, 0
    for row in whole.rows:
        stored, bonus, points = (
            stored + row.stored_minor,
            bonus + row.bonus_minor,
            points + row.points,
        )
        assert (row.stored_after, row.bonus_after, row.points_after) == (stored, bonus, points)
    left = fold(shop, told.member_id)
    assert stored == left.get("principal", 0) + left.get("bonus", 0)
    assert points == left["points"] - left["debt"]
    (swept,) = [row for row in whole.rows if row.kind == "expire"]
    assert (swept.stored_minor, swept.bonus_minor, swept.points) == (-5_000, -5_000, -30)


def test_every_period_goes_on_where_the_one_before_ended(shop, told):
    """Whatever day one cuts at: the closing of the first is the opening of the second."""
    whole = statement(shop.s, shop.cashier, told.member_id)
    for day in range(11, 19):
        cut, after = f"2026-09-{day:02d}", f"2026-09-{day + 1:02d}"
        early = statement(shop.s, shop.cashier, told.member_id, "", cut)
        if after > whole.until_on:
            break
        late = statement(shop.s, shop.cashier, told.member_id, after)
        assert early.rows + late.rows == whole.rows
        assert by_kind(early.balances) == by_kind(late.before)
        assert early.stored_after == late.stored_before
        assert early.points_after == late.points_before
        assert late.balances == whole.balances


def test_who_may_read_and_which_dates(shop, told, refused):
    with refused("statement.dates"):
        statement(shop.s, shop.cashier, told.member_id, "2026-09-13", "2026-09-12")
    with refused("statement.dates"):
        statement(shop.s, shop.cashier, told.member_id, "13.9.2026", "")
    with refused("member.unknown"):
        statement(shop.s, shop.cashier, "nobody")


def test_reading_leaves_no_trace_a_file_does(shop, told):
    """R54."""
    before = len(shop.documents())
    made = statement(shop.s, shop.cashier, told.member_id)
    assert len(shop.documents()) == before
    note_export(shop.s, shop.cashier, made, "pdf")
    seen = shop.last_document()
    assert (seen.kind, seen.body["member_id"]) == (Kind.MEMBER_SEEN, told.member_id)
    assert (seen.body["what"], seen.body["why"]) == ("export", "statement.pdf")


def full_phone(shop: Shop, member_id: str) -> str:
    return shop.rows("SELECT phone FROM member WHERE member_id = ?", member_id)[0][0]


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_the_sheet_has_numbers_and_no_full_phone(shop, told, language):
    made = statement(shop.s, shop.cashier, told.member_id)
    book = zipfile.ZipFile(BytesIO(xlsx(made, language)))
    parts = "".join(book.read(name).decode() for name in book.namelist())
    words = Words(language)
    assert words("statement.title") in parts
    assert words("statement.after") in parts
    assert full_phone(shop, told.member_id) not in parts
    sheet = book.read("xl/worksheets/sheet1.xml").decode()
    whole, part = divmod(made.stored_after, 100)
    assert f"<v>{whole}.{part:02d}</v>" in sheet  # a number, not a text
    assert "<f>" not in sheet


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_the_page_is_a4_with_the_bundled_font(shop, told, language):
    made = statement(shop.s, shop.cashier, told.member_id)
    data = pdf(made, language)
    assert data.startswith(b"%PDF-")
    assert b"NotoSansSC" in data
    assert re.search(rb"/MediaBox \[ 0 0 595\.\d+ 841\.\d+ \]", data)
    assert full_phone(shop, told.member_id).encode() not in data
    assert data == pdf(made, language)


def many(n: int) -> Statement:
    rows = tuple(
        StatementRow(1_789_142_400_000 + i * 60_000, "2026-09-12", "adjust", f"A1-{i}",
                     (("name", ""), ("reason", "<b>&"),), 100, 0, 1, 100 * (i + 1), 0, i + 1)
        for i in range(n)
    )  # fmt: skip
    return Statement(
        "m", "张*", "138****0000", "金卡", "书客 <超市>", "Asia/Shanghai", "CNY", "2026-09-01",
        "2026-09-12", 1_789_142_400_000, rows, (),
    )  # fmt: skip


def test_a_long_statement_goes_over_several_pages_and_bad_names_do_no_harm():
    assert b"/Count 1" in pdf(many(3), "zh_CN")
    found = re.search(rb"/Count (\d+)", pdf(many(120), "en"))
    assert found is not None
    assert int(found.group(1)) >= 3
    assert pdf(many(0), "en")


@pytest.mark.parametrize(
    ("language", "plan", "tier"), [("zh_CN", "年卡", "金卡"), ("en", "Year", "Gold")]
)
def test_names_are_in_the_language_of_the_reader_and_a_phone_stands_once(language, plan, tier):
    facts = (("name", "年卡"), ("name_en", "Year"), ("reason", ""))
    row = StatementRow(1_789_142_400_000, "2026-09-12", "membership", "1", facts)
    held = Balance(AssetKind.PRINCIPAL, 1, "储值", name_en="Stored value")
    made = replace(
        many(0), member_name="138****0000", tier_name_en="Gold", rows=(row,), balances=(held,)
    )
    said = Said(made, language)
    assert said.what(row).endswith(plan)
    assert said.about[0].endswith(f" 138****0000 · {tier}".removeprefix(" "))
    assert said.about[0].count("138****0000") == 1
    assert ("Stored value" in said.balance(held)[0].partition("·")[2]) is (language == "en")


def test_the_use_case_gives_names_in_both_languages(shop):
    money = Money(shop)
    who = shop.member("6027")
    money.give(who, "principal", 10_000)
    made = statement(shop.s, shop.cashier, who.member_id)
    assert (made.tier_named("zh_CN"), made.tier_named("en")) == ("金卡", "Gold")
    (held,) = made.balances
    assert held.named("en") == "Stored value"
    assert held.named("zh_CN") == "储值"


def test_every_kind_has_a_word_and_a_word_on_paper():
    from app.usecases.loyalty.statement import _ON_PAPER

    moving = (
        *(Kind.SALE, Kind.REFUND, Kind.TOPUP_REFUND, Kind.ADJUST, Kind.OPENING, Kind.EXPIRE),
        *(Kind.REDEEM, Kind.TRANSFER, Kind.VOUCHER_ISSUE, Kind.PACKAGE_CHANGE),
    )
    kinds = [*(one.value for one in moving), "topup", "package", "membership", "withdraw"]
    for language in ("zh_CN", "en"):
        words = Words(language)
        for kind in kinds:
            assert f"statement.{kind}" in words
            assert f"paper.row.{_ON_PAPER.get(kind, kind)}" in words
        for asset in AssetKind:
            assert f"statement.kind.{asset.value}" in words


def test_the_slip_is_waiting_to_be_printed(shop, told, refused, tmp_path: Path):
    made = statement(shop.s, shop.cashier, told.member_id)
    job = print_statement(shop.s, shop.cashier, made)
    rows = shop.rows("SELECT kind FROM print_job WHERE job_id = ?", job.value)
    assert rows == [("statement",)]


@pytest.mark.parametrize(
    ("kept", "zh", "en"),
    [
        ("客诉补偿", "客诉补偿", "Complaint"),
        ("A mistake typed twice", "之前录错 typed twice", "A mistake typed twice"),
        ("送货晚了", "送货晚了", "送货晚了"),
    ],
)
def test_a_reason_from_the_list_is_said_in_the_readers_language(kept, zh, en):
    row = StatementRow(0, "2026-09-12", "adjust", "", (("reason", kept),))
    assert [row.facts_in(lang)["reason"] for lang in ("zh_CN", "en")] == [zh, en]
