"""Makes a sale of a paid basket, in one write transaction: all of it is in the journal, or nothing.

Read it top to bottom: is it sold already, may it be sold, are vouchers and packages still there, is
it paid as it is priced, which goods come back for it (`exchange`), which lots pay (`spend`), then
the next receipt number, the sealed document, the paper waiting to be printed, and the draft gone.
"""

from __future__ import annotations

from app.domain import posting
from app.domain import sale as sales_of
from app.domain.checkout.hands import needed_words
from app.domain.checkout.state import LastSale
from app.domain.codes.cards import without_card
from app.domain.document import Document, Kind
from app.domain.errors import Refused
from app.domain.ids import ReceiptNo
from app.domain.permissions import Operator, Permission, require
from app.domain.pricing.basket import Basket
from app.domain.pricing.engine import price_shown
from app.domain.pricing.exclusive import require_allowed
from app.domain.pricing.priced import Book, PricedBasket
from app.domain.shop import Shop
from app.domain.tendering import MADE_BY_SALE, Tender, kind_of, of_packages, settled
from app.store import drafts, journal, sales, spool, staff
from app.store import shop as shops
from app.store.engine import Tx
from app.usecases import commit
from app.usecases.member.pin import check_pin
from app.usecases.outcome import Changes, Effect, KickDrawer, Outcome, Print
from app.usecases.printing.enqueue import enqueue
from app.usecases.returns.exchange import Swap, made_beside, seal_swap, swap_of
from app.usecases.sale.fresh import Now, freshen, now_and_member
from app.usecases.sale.spend import spend
from app.usecases.services import Services
from app.usecases.shift.open import require_selling
from app.usecases.tender.booking import require_approved


def complete(
    s: Services,
    operator: Operator,
    shift_id: str,
    basket: Basket,
    tenders: tuple[Tender, ...],
    *,
    pin: str = "",
) -> Outcome[LastSale]:
    """Seal the sale; a second call with the same sale id gives the same sale and no effects.

    `pin` is the member's, asked for above the shop's limit of stored value.
    Refused: `permission.missing`, `shift.not_open`, `shift.of_another`, `basket.empty`,
    `basket.already_sold` (other goods under the id of a sale), `code.payment_card`,
    `tender.amount`, `sale.total_changed` (paid_minor, due_minor), `approval.not_found`,
    `approval.other_action`, `card.pin_needed`, `pin.*`, `member.gone`, `item.exclusive`,
    and what `fresh`, `exchange` and `spend` refuse.
    """
    require(operator, Permission.SELL)
    if pin and basket.member is not None:
        check_pin(s, basket.member.member_id, pin)  # slow on purpose: never inside the transaction
    with s.db.write() as tx:
        shop = shops.load(tx)
        book, now_ms = shops.book(tx, shop), s.clock.now_ms()
        made = sales.document(tx, basket.sale_id)
        if made is not None:
            _require_same(made, basket)
            again, job = price_shown(basket, book, now_ms), spool.first_of(tx, basket.sale_id)
            return Outcome(_last(tx, made, basket, again, job))
        shift = require_selling(tx, s, operator, shift_id)
        now = now_and_member(tx, s, basket, tenders)
        if not pin:
            _require_pin(book, basket, tenders, now)
        basket = freshen(tx, basket, now)
        require_allowed(basket, book)
        priced = price_shown(basket, book, now_ms)
        _require_taken(tx, basket.sale_id, tenders)
        swap = swap_of(*(tx, s, operator, basket, priced), tenders=tenders)
        tenders = _with_made(tenders, swap, priced)
        _require_paid(basket, priced, tenders)
        _require_approvals(tx, basket, book, now_ms)
        first = seal_swap(*(tx, s, operator, shift, swap), sale_id=basket.sale_id)
        if swap is not None:
            now = now_and_member(tx, s, basket, tenders)  # what came back may pay at once
        spent = spend(
            *(tx, basket, priced, tenders, now), book=book, business_date=shift.business_date
        )
        doc = commit.seal(
            *(tx, s, Kind.SALE),
            sales_of.body(
                *(basket, spent.priced, tenders),
                receipt_no=_next_number(tx, shop),
                shift_id=shift_id,
                at_ms=now_ms,
                currency=shop.currency_code,
                loyalty=spent.loyalty,
            ),
            operator_id=operator.operator_id,
            postings=posting.of_sale(
                *(spent.priced, tenders),
                unit=shop.currency_code,
                tid=shop.tid,
                loyalty=spent.loyalty,
            ),
            business_date=shift.business_date,
        )
        job = enqueue(tx, s, "receipt", None, sale_id=basket.sale_id)
        drafts.drop(tx, basket.sale_id)
        last = _last(tx, doc, basket, spent.priced, job)
    return Outcome(last, _changes(basket), _effects(tenders, last.print_job, first))


def _require_pin(book: Book, basket: Basket, tenders: tuple[Tender, ...], now: Now) -> None:
    """Above the shop's limit a card alone is no key to the money of a member who has a PIN (3.20).
    Refused `card.pin_needed`."""
    limit = book.program.stored.pin_above_minor
    stored = sum(one.amount_minor for one in tenders if one.kind == "stored")
    guarded = now.purse is not None and now.purse.has_pin
    if limit and stored > limit and guarded and basket.member is not None:
        raise Refused("card.pin_needed", name=basket.member.name)


def _require_same(made: Document, basket: Basket) -> None:
    """The second call is about the same goods: others under a sold id would leave unpaid."""
    sold = [(one["n"], one["item"], one["qty"]) for one in made.body["lines"]]
    if sold != [(one.line_no, one.item.item_id, one.qty_milli) for one in basket.lines]:
        raise Refused("basket.already_sold")


def _require_taken(tx: Tx, sale_id: str, tenders: tuple[Tender, ...]) -> None:
    """Refused `tender.not_by_hand`: packages and goods that come back are the sale's own word; and
    `pay.not_approved`: what a gateway is said to have taken, it has."""
    require_approved(tx, sale_id, tenders)
    for one in tenders:
        if one.kind in MADE_BY_SALE:
            raise Refused("tender.not_by_hand", tender=one.kind)


def _with_made(
    tenders: tuple[Tender, ...], swap: Swap | None, priced: PricedBasket
) -> tuple[Tender, ...]:
    """With what no hand gives: goods that come back, then packages."""
    tenders = (*tenders, *(swap.tenders if swap else ()))
    return (*tenders, *of_packages(priced, 1 + max((t.no for t in tenders), default=0)))


def _require_paid(basket: Basket, priced: PricedBasket, tenders: tuple[Tender, ...]) -> None:
    """The money on the counter is for the total as it is worked out here, not as it was shown."""
    if not basket.lines:
        raise Refused("basket.empty")
    for one in tenders:
        without_card(one.reference)
        if one.amount_minor < 0 or one.change_minor < 0:
            raise Refused("tender.amount")
    if settled(tenders) != priced.due_minor:
        raise Refused("sale.total_changed", paid_minor=settled(tenders), due_minor=priced.due_minor)


def _require_approvals(tx: Tx, basket: Basket, book: Book, now_ms: int) -> None:
    """Every approval that the basket shows stands in the journal, for this sale, for this action on
    these goods at these amounts: worked out anew, whatever the basket says that it is bound to."""
    for approval, action, bound in needed_words(basket, book, basket.priced_ms or now_ms):
        word = staff.approval(tx, approval.approval_id)
        if word is None:
            raise Refused("approval.not_found")
        if (word.action, word.binding, word.sale_id) != (action, bound, basket.sale_id):
            raise Refused("approval.other_action")


def _next_number(tx: Tx, shop: Shop) -> ReceiptNo:
    """One more than the last receipt: inside the transaction, so there is never a gap (R 3.23)."""
    head = journal.head(tx)
    if head is None:
        raise Refused("shop.missing")
    return ReceiptNo(shop.shop_no, shop.till_no, head.epoch, head.receipts + 1)


def _last(tx: Tx, doc: Document, basket: Basket, priced: PricedBasket, job: str) -> LastSale:
    """The sale as the counter shows it until the next scan."""
    body, paid = doc.body, sales_of.tenders(doc.body)
    earned = body.get("earned", {})
    refund_no, back = made_beside(tx, doc)
    return LastSale(
        sale_id=body["sale_id"],
        receipt_no=body["no"],
        at_ms=body["at_ms"],
        due_minor=body["due"],
        rounding_minor=sum(one.rounding_minor for one in paid),
        change_minor=sum(one.change_minor for one in paid),
        priced=priced,
        tenders=paid,
        member_name=basket.member.name if basket.member else "",
        print_job=job,
        points=earned.get("points", 0),
        growth=earned.get("growth", 0),
        member_id=body["member_id"],
        back=back,
        refund_no=refund_no,
    )


def _changes(basket: Basket) -> Changes:
    who = {basket.member.member_id if basket.member else ""}
    who.add(basket.credit.member_id if basket.credit else "")
    members = frozenset(who - {""})
    return Changes(sales=True, shift=True, drafts=True, prints=True, members=members)


def _effects(
    tenders: tuple[Tender, ...], job_id: str, first: tuple[Effect, ...]
) -> tuple[Effect, ...]:
    """The drawer springs for what goes into it or comes out of it; paper follows. `first` is what
    the return of an exchange wants."""
    kick = any(kind_of(one.kind).opens_drawer for one in tenders) and KickDrawer() not in first
    drawer: tuple[Effect, ...] = (KickDrawer(), *first) if kick else first
    return (*drawer, Print(job_id)) if job_id else drawer
