"""A receipt of 40 Chinese lines for 80 mm paper: laid out, and made into the printer's bytes."""

from __future__ import annotations

from app.domain.document import Document, Kind
from app.domain.ids import ReceiptNo
from app.domain.pricing.engine import price
from app.domain.receipt import ReceiptMember, of
from app.domain.sale import body
from app.domain.shop import Shop
from app.domain.tendering import Tender
from app.peripherals.paper import PaperLayout
from app.settings import RESOURCES
from app.words import Words
from hardware.api.slip_codec import slip_from_dict
from hardware.drivers.escpos.job import Compiler
from hardware.drivers.escpos.profile import load_profile
from tests.bench.clocked import median, samples_ms
from tests.bench.goods import BOOK, NOW, basket_of


def bench_receipt_encode() -> dict[str, float]:
    """`receipt_encode.ms`: slip to bytes; the layout before it stands beside it."""
    basket = basket_of(40)
    priced = price(basket, BOOK, NOW)
    paid = (Tender(1, "cash", priced.due_minor, priced.due_minor),)
    number = ReceiptNo("01", "03", 1, 318)
    facts = body(basket, priced, paid, receipt_no=number, shift_id="x", at_ms=NOW, currency="CNY")
    doc = Document(
        "01-03",
        1,
        1,
        Kind.SALE,
        "2026-09-12",
        "u1",
        NOW,
        NOW,
        facts,
        (),
        bytes(32),
        b"",
        bytes(32),
        bytes(64),
    )
    shop = Shop("01", "03", "便民生活超市")
    receipt = of(doc, shop, "林晓燕", ReceiptMember("陈*桐", "138****6027", "金卡"))
    layout = PaperLayout(Words("zh_CN"))
    slip = layout.receipt(receipt)
    compiler = Compiler(load_profile(str(RESOURCES / "profiles"), "generic-80"), ())
    compiled = slip_from_dict(slip)
    return {
        "receipt_encode.ms": median(samples_ms(lambda: compiler.compile(compiled), 200)),
        "receipt_layout.ms": median(samples_ms(lambda: layout.receipt(receipt), 200)),
    }
