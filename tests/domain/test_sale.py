"""A committed sale: its body comes back as it went, and its postings balance (I6)."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain import receipt, sale
from app.domain.codes import ReceiptCode
from app.domain.codes import parse as parse_code
from app.domain.document import FIRST, Document, Kind, canonical, chain_hash, unbalanced
from app.domain.ids import ReceiptNo
from app.domain.ledger import CASH_ROUNDING, SAFE
from app.domain.posting import of_cash, of_sale
from app.domain.pricing.basket import Approval, VoidedLine
from app.domain.pricing.engine import price
from app.domain.shop import CashRounding, Shop
from app.domain.tendering import Tender, still_due, take
from tests.domain.builders import BOOK, MANAGER, NOW, NYC_BOOK, basket, member, rounding
from tests.domain.test_pricing import baskets

NO = ReceiptNo("001", "03", 1, 318)
NO_ROUNDING = CashRounding()


def paid(priced, offers=(), rule=NO_ROUNDING) -> tuple[Tender, ...]:
    """Tenders that settle: the offered shares of a part, the rest in cash."""
    tenders: tuple[Tender, ...] = ()
    for kind, percent in offers:
        left = still_due(priced.due_minor, tenders)
        part = left * percent // 100
        if 0 < part < left:
            tenders = (*tenders, take(priced.due_minor, tenders, kind, part, rounding=rule))
    left = still_due(priced.due_minor, tenders)
    if left:
        cash = -(-left // 100) * 100
        tenders = (*tenders, take(priced.due_minor, tenders, "cash", cash, rounding=rule))
    return tenders


def body(one, priced, tenders):
    return sale.body(one, priced, tenders, receipt_no=NO, shift_id="sh1", at_ms=NOW, currency="CNY")


offers = st.lists(
    st.tuples(st.sampled_from(["cash", "wechat", "alipay", "card"]), st.integers(1, 99)),
    max_size=4,
)
rules = st.sampled_from([NO_ROUNDING, rounding(10), rounding(5, "half_even"), rounding(10, "down")])


@given(baskets(), st.sampled_from([BOOK, NYC_BOOK]), offers, rules)
def test_every_sale_balances_and_comes_back(one, book, given_, rule):
    priced = price(one, book, NOW)
    tenders = paid(priced, given_, rule)
    postings = of_sale(priced, tenders, unit="CNY", tid="001-03")
    assert unbalanced(postings) == {}
    assert all(amount for _, _, amount in postings)
    assert len({account for account, _, _ in postings}) == len(postings)
    sums = {account: amount for account, _, amount in postings}
    assert sums.get(CASH_ROUNDING, 0) == -sum(t.rounding_minor for t in tenders)
    written = json.loads(canonical(body(one, priced, tenders)))
    again = sale.read(written, operator_id="c1", business_date="2026-09-12")
    assert again.tenders == tenders
    assert again.tax == priced.tax
    assert again.due_minor + again.rounding_minor == again.paid_minor
    assert again.saved_minor == priced.saved_minor
    assert [line.adjustments for line in again.lines] == [p.adjustments for p in priced.lines]
    assert [
        (line.item_id, line.qty_milli, line.total_minor, line.tax_minor) for line in again.lines
    ] == [(p.line.item.item_id, p.line.qty_milli, p.total_minor, p.tax_minor) for p in priced.lines]


def test_postings_of_a_sale_by_account():
    one = basket("1 cola, 1 milk, 1 bread")
    priced = price(one, BOOK, NOW)
    tenders = (
        take(1750, (), "wechat", 1000, rounding=rounding(100)),
        Tender(2, "cash", 800, 1000, 200, 50),
    )
    assert of_sale(priced, tenders, unit="CNY", tid="001-03") == (
        ("1010.001-03", "CNY", 800),
        ("1120.wechat", "CNY", 1000),
        ("2210.130000", "CNY", -35),
        ("2210.90000", "CNY", -120),
        ("4010.drinks", "CNY", -265),
        ("4010.food", "CNY", -1330),
        ("5120", "CNY", -50),
    )


def test_postings_of_excluded_tax():
    priced = price(basket("1 tv"), NYC_BOOK, NOW)
    assert of_sale(priced, paid(priced), unit="USD", tid="t") == (
        ("1010.t", "USD", 108_875),
        ("2210.88750", "USD", -8875),
        ("4010.sundries", "USD", -100_000),
    )


def test_postings_of_cash():
    assert of_cash(500, unit="CNY", tid="t") == (("1010.t", "CNY", 500), (SAFE, "CNY", -500))
    assert of_cash(-500, unit="CNY", tid="t") == (("1010.t", "CNY", -500), (SAFE, "CNY", 500))
    assert of_cash(0, unit="CNY", tid="t") == ()


def test_a_sale_that_is_not_paid_has_no_body():
    one = basket("1 tv")
    priced = price(one, BOOK, NOW)
    with pytest.raises(ValueError, match="paid"):
        body(one, priced, ())


def test_the_body_names_no_member():
    one = replace(basket("1 cola, 1 milk", tier="gold"), member=member("gold"))
    written = canonical(body(one, price(one, BOOK, NOW), paid(price(one, BOOK, NOW)))).decode()
    assert "mem1" in written
    assert "陈" not in written
    assert "1234" not in written.replace(str(NOW), "")


def test_what_the_body_keeps_beside_the_goods():
    one = basket("1 tv, tv = 900, tv -10%, all -1.00")
    yes = Approval("a1", MANAGER.operator_id, MANAGER.name, "bound")
    line = one.lines[0]
    line = replace(line, override=replace(line.override, approval=yes))
    one = replace(
        one,
        lines=(
            replace(line, discount=replace(line.discount, approval=replace(yes, approval_id="a2"))),
        ),
        discount=replace(one.discount, approval=replace(yes, approval_id="a3")),
        voided=(VoidedLine("pen", "pen", 2000, 200, NOW),),
        member=replace(member("gold"), scanned=True),
    )
    priced = price(one, BOOK, NOW)
    written = body(one, priced, paid(priced))
    assert written["lines"][0]["approvals"] == ["a1", "a2"]
    assert written["basket_approval"] == "a3"
    assert written["voided"] == [
        {"item": "pen", "name": "pen", "qty": 2000, "amount": 200, "at_ms": NOW}
    ]
    assert written["member_scanned"] is True


def test_a_sale_of_an_older_till_is_read_with_its_funds():
    """Bodies of format 1 know neither funds nor who paid for what: it is dealt out as it is now."""
    one = basket("1 cola, 1 milk, 1 bread")
    priced = price(one, BOOK, NOW)
    tenders = (
        take(1750, (), "wechat", 1000, rounding=rounding(100)),
        Tender(2, "cash", 800, 1000, 200, 50),
    )
    again = sale.read(body(one, priced, tenders), operator_id="c1", business_date="2026-09-12")
    assert [(f.kind, f.minor) for f in again.funds] == [("wechat", 1000), ("cash", 750)]
    assert [line.paid for line in again.lines] == [
        ((0, 172), (1, 128)),
        ((0, 371), (1, 279)),
        ((0, 457), (1, 343)),
    ]
    assert (again.moves, again.counts, again.vouchers, again.bonus_is_discount) == (
        (),
        (),
        (),
        False,
    )


def test_one_tender_of_outside_money_needs_no_funds_in_the_document():
    one = basket("1 cola, 1 milk")
    priced = price(one, BOOK, NOW)
    tenders = paid(priced)
    funded = sale.fund(priced, tenders, {}, {}, BOOK.program)
    told = sale.body(
        *(one, priced, tenders),
        receipt_no=NO,
        shift_id="sh1",
        at_ms=NOW,
        currency="CNY",
        loyalty=sale.Loyalty(funded),
    )
    assert told == body(one, priced, tenders)
    assert sale.read(told, operator_id="", business_date="").funds == funded.funds


@given(baskets(), offers, rules)
def test_funds_that_are_written_are_the_funds_that_are_read(one, given_, rule):
    priced = price(one, BOOK, NOW)
    tenders = paid(priced, given_, rule)
    funded = sale.fund(priced, tenders, {}, {}, BOOK.program)
    told = sale.body(
        *(one, priced, tenders),
        receipt_no=NO,
        shift_id="sh1",
        at_ms=NOW,
        currency="CNY",
        loyalty=sale.Loyalty(funded, earned=((3, 4),) * len(priced.lines), rounding=rule),
    )
    again = sale.read(json.loads(canonical(told)), operator_id="c1", business_date="2026-09-12")
    assert (again.funds, tuple(line.paid for line in again.lines)) == (funded.funds, funded.paid)
    assert all((line.points, line.growth) == (3, 4) for line in again.lines)
    assert again.rounding == rule


def test_a_sale_paid_by_a_members_money_says_which_lots():
    one = basket("1 cola")
    priced = price(one, BOOK, NOW)
    with pytest.raises(ValueError, match="which lots"):
        body(one, priced, (Tender(1, "stored", 300, 300),))


# --- the receipt ---------------------------------------------------------------------------------

SHOP = Shop("001", "03", "小店")


def sealed(kind=Kind.SALE) -> Document:
    one = basket("2 cola", tier="gold")
    priced = price(one, BOOK, NOW)
    facts = body(one, priced, (Tender(1, "cash", 540, 1000, 460),))
    data = canonical(facts)
    return Document(
        tid="001-03",
        epoch=1,
        seq=22,
        kind=kind,
        business_date="2026-09-12",
        operator_id="c1",
        dev_ms=NOW,
        eff_ms=NOW,
        body=facts,
        postings=(),
        prev=FIRST,
        data=data,
        hash=chain_hash(FIRST, data),
        signature=bytes(range(64)),
    )


def test_a_receipt_is_read_from_the_document_alone():
    who = receipt.ReceiptMember("陈*桐", "138****1234", "金卡")
    paper = receipt.of(sealed(), SHOP, "李", who, copy_no=1, copied_by="王")
    assert paper.sale.short_no == "03-000318"
    assert (paper.sale.paid_minor, paper.sale.change_minor) == (540, 460)
    assert paper.sale.lines[0].named("en") == "cola"
    assert (paper.copy_no, paper.copied_by, paper.member) == (1, "王", who)


def test_the_proof_is_read_by_the_scanner():
    doc = sealed()
    code = parse_code(receipt.of(doc, SHOP, "李", None).proof)
    assert isinstance(code, ReceiptCode)
    assert (code.document, code.total_minor) == ("001-03.1.22", 540)
    assert code.hash8 == doc.hash[:8].hex()
    assert len(code.signature) == 86


def test_only_a_sale_has_a_receipt():
    with pytest.raises(ValueError, match="no receipt"):
        receipt.of(sealed(Kind.LOGIN), SHOP, "李", None)
