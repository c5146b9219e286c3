"""Receipts as they lie on the counter: golden text in both languages, on both papers.

After a change on purpose: delete the file under `golden/`, run the test, read what it wrote.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from app.domain.document import Document, Kind
from app.domain.ids import ReceiptNo
from app.domain.pricing.basket import ManualDiscount
from app.domain.pricing.engine import price
from app.domain.receipt import Receipt, ReceiptMember, of
from app.domain.sale import body
from app.domain.shift import Shift, ShiftReport, ShiftTotals, TenderGap
from app.domain.shop import CashRounding, Shop
from app.domain.tendering import take
from app.peripherals.paper import PaperLayout
from app.settings import RESOURCES
from app.words import Words
from hardware.api.clock import SystemClock
from hardware.api.slip_codec import slip_from_dict
from hardware.api.spec import DriverContext
from hardware.drivers.escpos.driver import build
from hardware.fakes.printer import FakePrinter
from tests.domain.builders import BOOK, NOW, basket

GOLDEN = Path(__file__).parent / "golden"
SHOP = Shop(
    "01",
    "03",
    "便民生活超市",
    branch="人民路店",
    phone="0571-8888 0000",
    tax_no="91330100",
    rounding=CashRounding(10),
)


def on_paper(slip: dict[str, object], columns: int) -> str:
    """What the driver makes of a slip, read back by the simulated printer."""
    fake = FakePrinter(columns=columns, dots=columns * 12)
    context = DriverContext("printer", SystemClock(lambda: NOW), str(RESOURCES / "profiles"), ())
    settings = {
        "profile": "generic-58" if columns == 32 else "generic-80",
        "drawer_sensor": "as_model",
        "answers": True,
    }
    printer = build(fake.port(), settings, context)
    done = printer.print(slip_from_dict(slip))
    printer.close()
    assert done.warnings == ()
    assert fake.receipts[0].unknown == ()
    assert fake.receipts[0].overflows == 0
    return fake.receipts[0].text()


def receipt_of(columns: int, *, member: bool = True, copy_no: int = 0) -> Receipt:
    """A sale with everything in it: weighed by hand, tier, discount, two tenders, rounding."""
    goods = basket("6 milk, 1.354 apple, 2 cola, 1 wine", tier="gold" if member else "")
    lines = tuple(
        replace(one, weighed="keyed") if one.item.kind == "weighed" else one for one in goods.lines
    )
    off = ManualDiscount("complaint", goods.operator_id, amount_minor=300)
    goods = replace(goods, lines=lines, discount=off)
    priced = price(goods, BOOK, NOW)
    card = take(priced.due_minor, (), "card", 5000, rounding=SHOP.rounding)
    cash = take(priced.due_minor, (card,), "cash", 20_000, rounding=SHOP.rounding)
    facts = body(
        goods,
        priced,
        (card, cash),
        receipt_no=ReceiptNo("01", "03", 1, 318),
        shift_id="x",
        at_ms=NOW,
        currency="CNY",
    )
    doc = Document(
        "01-03",
        1,
        457,
        Kind.SALE,
        "2026-09-10",
        "u1",
        NOW,
        NOW,
        facts,
        (),
        bytes(32),
        b"",
        bytes(range(32)),
        bytes(range(64)),
    )
    who = ReceiptMember("陈*桐", "138****6027", "金卡") if member else None
    shop = replace(SHOP, paper_columns=columns)
    return of(doc, shop, "林晓燕", who, copy_no=copy_no, copied_by="王建国")


def held(name: str, text: str) -> None:
    """Compare with the golden file; a missing one is written and told."""
    path = GOLDEN / name
    if not path.exists():
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
        pytest.fail(f"{name} was missing and has been written: read it, then run again")
    assert text == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("language", ["zh_CN", "en"])
@pytest.mark.parametrize("columns", [32, 48])
def test_a_receipt(language: str, columns: int) -> None:
    made = receipt_of(columns)
    made = replace(made, shop=replace(made.shop, paper_language=language))
    text = on_paper(PaperLayout(Words(language)).receipt(made), columns)
    held(f"receipt-{language}-{columns}.txt", text)


def test_a_copy_says_so_on_top_and_at_the_end() -> None:
    text = on_paper(PaperLayout(Words("zh_CN")).receipt(receipt_of(48, copy_no=2)), 48)
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    assert lines[0] == lines[-1] == "*** 副本 2　王建国 补打 ***"


def test_a_guest_has_no_member_lines_and_no_full_number_is_anywhere() -> None:
    text = on_paper(PaperLayout(Words("zh_CN")).receipt(receipt_of(48, member=False)), 48)
    assert "会员" not in text
    assert "13812346027" not in on_paper(PaperLayout(Words("zh_CN")).receipt(receipt_of(48)), 48)


def test_an_x_report() -> None:
    totals = ShiftTotals(
        sales=12,
        sales_minor=123_456,
        saved_minor=1_230,
        tax_minor=9_876,
        rounding_minor=-4,
        by_tender=(("cash", 8, 83_456), ("wechat", 4, 40_000)),
        cash_in_minor=10_000,
        cash_out_minor=5_000,
        cash_expected_minor=138_456,
        cancelled=1,
        voided_lines=3,
        no_sales=2,
        reprints=1,
        overrides=1,
        approvals=2,
        member_sales=5,
        refunds=2,
        refunds_minor=3_500,
        topups=1,
        topups_minor=3_500,
    )
    shift = Shift("s1", "u1", "2026-09-10", NOW - 3_600_000, 50_000)
    report = ShiftReport(
        shop_name="便民生活超市",
        till_no="03",
        operator_name="林晓燕",
        shift=shift,
        totals=totals,
        at_ms=NOW,
        zone="Asia/Shanghai",
        currency="CNY",
        first_seq=3,
        last_seq=99,
        head_hash="ab" * 32,
        parked=2,
        recounts=1,
    )
    held("x-zh_CN-48.txt", on_paper(PaperLayout(Words("zh_CN")).x_report(report), 48))
    ended = replace(
        report,
        closed=True,
        gaps=(TenderGap("cash", 138_456, 136_456), TenderGap("card", 0, 0)),
        kept_minor=50_000,
    )
    closed = on_paper(PaperLayout(Words("en")).x_report(ended), 48)
    held("close-en-48.txt", closed)
    blind = on_paper(PaperLayout(Words("zh_CN")).x_report(replace(report, blind=True)), 48)
    for told in ("1,384.56", "834.56", "1,234.56", "100.00", "50.00"):  # 400.00 is no cash
        assert told not in blind.replace("500.00", "")


def test_the_drawer_slip_says_who_when_and_why() -> None:
    """R41, odoo PR #121110: an opened drawer that nobody could explain."""
    slip = PaperLayout(Words("zh_CN")).no_sale(
        operator="林晓燕", reason="换零钱", at_ms=NOW, zone="Asia/Shanghai"
    )
    text = on_paper(slip, 48)
    assert "林晓燕" in text
    assert "换零钱" in text
