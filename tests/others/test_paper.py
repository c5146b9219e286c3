"""Paper says what the document says, today and in a year."""

from dataclasses import replace

from app.domain.document import Kind
from app.store import shop as shops
from app.usecases.catalog.save import save_item
from app.usecases.printing.receipts import receipt_of
from tests.usecases.returns.counter import sell
from tests.usecases.shop import COLA, MILK


def on_paper(shop, sale, **more):
    doc = next(d for d in shop.documents(Kind.SALE) if d.body["sale_id"] == sale.sale_id)
    with shop.s.db.read() as tx:
        return receipt_of(tx, doc, shops.load(tx), **more)


def test_goods_that_are_sold_no_more_print_as_they_were_sold(shop):
    """OCA/pos #401, odoo #14391: no copy of a receipt whose goods had been archived."""
    sale = sell(shop, shop.shift(), shop.basket(COLA, MILK))
    before = on_paper(shop, sale, copy_no=1)
    for name in (COLA, MILK):
        item = shop.item(name)
        save_item(shop.s, shop.owner, replace(item, name="改了", active=False))
    shop.clock.pass_ms(400 * 86_400_000)
    shop.again()
    assert on_paper(shop, sale, copy_no=1) == before


def test_paper_says_the_same_whenever_it_is_laid_out(shop):
    """R59, odoo PR #224416: the text of a receipt hung on whether there was a network. Here it is
    laid out from the sealed document: the original and its copy differ in the copy's mark alone."""
    sale = sell(shop, shop.shift(), shop.basket(COLA, MILK))
    first, copy = on_paper(shop, sale), on_paper(shop, sale, copy_no=1, copied_by="王建国")
    assert replace(copy, copy_no=0, copied_by="") == first
