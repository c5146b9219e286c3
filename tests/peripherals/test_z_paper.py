"""The Z slip as text, in both languages and widths: what it says, and what its code proves."""

from dataclasses import replace

import pytest

from app.domain.shift import COUNTERS, ShiftTotals, ZDrawer, ZReport, ZTotals, read_proof
from app.peripherals.paper import PaperLayout
from app.words import Words
from tests.peripherals.test_paper import NOW, held, on_paper


def z_of(proof: bool = True) -> ZReport:
    totals = ZTotals(
        shift=ShiftTotals(
            sales=12,
            sales_minor=123_456,
            saved_minor=1_230,
            tax_minor=9_876,
            rounding_minor=-4,
            by_tender=(("cash", 8, 83_456), ("wechat", 4, 40_000)),
            cash_in_minor=10_000,
            cash_out_minor=5_000,
            member_sales=5,
            topups=1,
            topups_minor=50_000,
        ),
        returns=2,
        returns_minor=3_456,
        shifts=2,
        uncounted=1,
        counted_minor=136_456,
        expected_minor=138_456,
        difference_minor=-2_000,
        to_bank_minor=91_456,
        tax=((130_000, 80_000, 10_400), (90_000, 20_000, 1_800)),
        counters=tuple((code, n) for n, code in enumerate(COUNTERS)),
        drawer=ZDrawer(60_000, 10_000, 5_000, 50_000),
    )
    sums = "123456.3456.138456.136456.-2000.91456"
    text = f"SZ1:01-03.1.345:12:2026-09-10:99900000:0011223344556677:{'A' * 86}:{sums}"
    return ZReport(
        shop_name="便民生活超市",
        till_no="03",
        tid="01-03",
        epoch=1,
        z_no=12,
        business_date="2026-09-10",
        at_ms=NOW,
        operator_name="王建国",
        zone="Asia/Shanghai",
        currency="CNY",
        first_seq=201,
        last_seq=344,
        totals=totals,
        before_minor=99_780_000,
        grand_minor=99_900_000,
        seq=345 if proof else 0,
        head_hash="0011223344556677" * 4 if proof else "",
        proof=text if proof else "",
        parked=1,
    )


@pytest.mark.parametrize(("language", "columns"), [("zh_CN", 48), ("en", 32)])
def test_a_z(language: str, columns: int) -> None:
    slip = PaperLayout(Words(language)).z_report(z_of())
    held(f"z-{language}-{columns}.txt", on_paper(slip, columns))
    (code,) = [one for one in slip["items"] if one["is"] == "qr"]
    assert read_proof(code["data"]).sum("difference") == -2_000


def test_a_copy_of_a_z_is_marked_and_one_that_is_only_looked_at_proves_nothing() -> None:
    paper = PaperLayout(Words("en"))
    copy = on_paper(paper.z_report(replace(z_of(), copy_no=2, copied_by="赵敏")), 48)
    assert copy.count("COPY 2") == 2
    seen = paper.z_report(z_of(proof=False))
    assert not [one for one in seen["items"] if one["is"] == "qr"]
    assert "Not closed yet" in on_paper(seen, 48)


def test_a_day_without_a_sale_says_so() -> None:
    empty = replace(z_of(), totals=ZTotals(ShiftTotals()))
    assert "Nothing was sold" in on_paper(PaperLayout(Words("en")).z_report(empty), 32)


def test_tax_is_told_of_what_came_back_and_of_what_is_left():
    made = z_of()
    taxed = replace(made.totals, tax=((130_000, 10_000, 1_300),), tax_back=((130_000, 1_000, 130),))
    said = on_paper(PaperLayout(Words("en")).z_report(replace(made, totals=taxed)), 48)
    assert "Returned, tax 13% on 10.00" in said
    assert "-1.30" in said
    assert "11.70" in said
    older = replace(taxed, tax_back=(), returns=1)
    assert "before returns" in on_paper(
        PaperLayout(Words("en")).z_report(replace(made, totals=older)), 48
    )


def test_the_cash_can_be_added_up_from_the_paper_line_by_line():
    """R38: what began, what came and went, what was counted, and where all of it is now."""
    said = on_paper(PaperLayout(Words("en")).z_report(z_of()), 48)

    def read(name: str) -> int:
        (found,) = [line for line in said.splitlines() if line.startswith(name)]
        return int(found.rpartition(" ")[2].replace(",", "").replace(".", ""))

    names = ("Float at the start", "Cash taken", "Cash in", "Cash out", "Taken between")
    assert sum(map(read, names)) == read("Cash expected") == 138_456
    assert read("Cash expected") + read("All differences") == read("Counted last")
    assert read("Kept as float") + read("Handed in at") == read("Counted last")
    away = ("Handed in at", "Handed in during", "Handed in between", "Change of the float")
    assert sum(map(read, away)) == read("To the bank") == 91_456


def test_a_z_that_never_said_its_floats_is_still_read():
    older = replace(z_of(), totals=replace(z_of().totals, drawer=None))
    said = on_paper(PaperLayout(Words("en")).z_report(older), 48)
    assert "Float at the start" not in said
    assert "Kept as float" not in said
    assert "1,384.56" in said
