"""State to words: `Maker.make(...)` gives the whole screen as frozen values, texts formatted.

Pure functions but for one memory: words of lines and quick keys that did not change are kept, so
that a scan makes the words of one line and not of five hundred.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app.domain.checkout.state import CheckoutState, Desk, Mode
from app.domain.ids import OperatorId
from app.domain.permissions import Operator, Permission, Role
from app.domain.pricing.priced import Book
from app.words import Words
from ui.bridge.customer_view import CustomerView
from ui.checkout import front as fr
from ui.checkout import member_front as mf
from ui.checkout.viewmodel import asking, panels, paying, people, selling
from ui.checkout.viewmodel.customer import Kept, customer
from ui.checkout.viewmodel.frame import Frame
from ui.checkout.viewmodel.left import Cache, left
from ui.checkout.viewmodel.money import code, plans, wallet
from ui.checkout.viewmodel.parts import EmptyVM, LeftVM, LoadingVM, SellVM, ShelfVM
from ui.checkout.viewmodel.whole import CheckoutVM, RightVM

if TYPE_CHECKING:
    from ui.bridge.session import Session

__all__ = ["CheckoutVM", "Frame", "Maker", "SellVM", "vm"]
NOBODY = Operator(OperatorId(""), "", Role.CASHIER)


def right(
    state: CheckoutState, front: fr.Front, f: Frame, shelf: ShelfVM, *, now_ms: int
) -> RightVM:
    """What stands in the right half: the machine's mode first, then the open panel."""
    mode, panel = state.mode, front.panel
    if not front.loaded:
        return LoadingVM(f.words("checkout.loading"))
    if mode is Mode.APPROVING and state.request is not None:
        return asking.approval(state.request, state, front, f)
    if mode is Mode.WEIGHING:
        return asking.weigh(state, front, f)
    asked = front.code
    if asked is not None and isinstance(panel, mf.PlanPayPanel):
        return code.code(asked, front.gateways, f)
    if mode in (Mode.PAYING, Mode.COMMITTING):
        name = state.basket.member.name if state.basket.member else ""
        draft = front.pay.pin
        if asked is not None:
            return code.code(asked, front.gateways, f)
        return wallet.pin(draft, name, f) if draft else paying.pay(state, front, f)
    if panel is not None and not isinstance(panel, fr.CheckPanel):
        return _panel(panel, state, Desk(f.operator, f.book, now_ms), f)
    if mode is Mode.CLOSED:
        return panels.opening(front, f)
    if panel is None and mode is Mode.DONE and state.last is not None and front.search is None:
        return paying.done(state.last, front, f)
    if front.items == 0 and mode is Mode.READY and front.search is None:
        return _empty(f)
    return selling.sell(state, front, f, shelf)


def _panel(panel: fr.Panel, state: CheckoutState, desk: Desk, f: Frame) -> RightVM:
    if isinstance(panel, mf.MoneyPanel):
        return _money(panel, state, f)
    if isinstance(panel, fr.MemberPanel):
        return people.member(panel, state, f)
    if isinstance(panel, fr.EnrolPanel):
        return people.enrol(panel, f)
    if isinstance(panel, fr.ParkedPanel):
        return people.parked(panel, state, f)
    if isinstance(panel, fr.QuantityPanel):
        return panels.quantity(panel, state, f)
    if isinstance(panel, fr.DiscountPanel):
        return panels.discount(panel, state, desk, f)
    if isinstance(panel, fr.NoSalePanel):
        return panels.no_sale(panel, f)
    if isinstance(panel, fr.CancelPanel):
        return panels.cancel(panel, state, f)
    if isinstance(panel, fr.DepartmentPanel):
        return panels.department(panel, f)
    return panels.help_(f)


def _money(panel: mf.MoneyPanel, state: CheckoutState, f: Frame) -> RightVM:
    """A member's money: what they have, what they may buy, what their points buy."""
    if isinstance(panel, mf.GiftPanel):
        return panels.gift(panel, f)
    if isinstance(panel, mf.PlansPanel):
        return plans.plans(panel, state, f)
    if isinstance(panel, mf.PlanPayPanel):
        if panel.pin is not None:
            return wallet.pin(panel.pin, panel.plans.buyer.name, f)
        return plans.plan_pay(panel, state, f)
    if isinstance(panel, mf.PlanDonePanel):
        return plans.plan_done(panel, state, f)
    if isinstance(panel, mf.RewardsPanel):
        if panel.pin is not None:
            return wallet.pin(panel.pin, panel.buyer.name, f)
        return wallet.rewards(panel, state, f)
    return wallet.wallet(state, f)


def _empty(f: Frame) -> EmptyVM:
    """Nothing to sell yet: what to do first."""
    words = f.words
    department = ("department", words("checkout.first.department"), "tag")
    if not f.operator.may(Permission.CATALOG_EDIT):
        return EmptyVM(words("checkout.first.title"), words("checkout.first.ask"), (department,))
    return EmptyVM(
        title=words("checkout.first.title"),
        why=words("checkout.first.why"),
        keys=(
            ("transfer", words("checkout.first.import"), "upload"),
            ("new", words("checkout.first.add"), "plus"),
            department,
        ),
    )


def vm(
    state: CheckoutState, front: fr.Front, f: Frame, *, now_ms: int, cache: Cache | None = None
) -> CheckoutVM:
    """The whole screen."""
    kept: Cache = {} if cache is None else cache
    shelf = selling.shelf(front, f)
    half = right(state, front, f, shelf, now_ms=now_ms)
    return CheckoutVM(state.mode.value, left(state, front, f, kept), half)


class Maker:
    """`vm` with a memory: what did not change is the same object, so the screen can leave it."""

    def __init__(self) -> None:
        self._cache: Cache = {}
        self._theirs: Cache = {}  # lines in the customers' language, where that is another one
        self._kept: Kept = {}
        self._spoken: Words | None = None
        self._shelf: ShelfVM | None = None
        self._shelf_of: tuple[object, ...] = (None, None, None, None)
        self._seen: tuple[object, ...] = ()
        self.seen: CheckoutVM | None = None

    def make(
        self, state: CheckoutState, front: fr.Front, session: Session, book: Book
    ) -> tuple[CheckoutVM, CustomerView]:
        """The whole screen, now, and the customer's."""
        f = Frame(
            session.words,
            book,
            session.operator or NOBODY,
            session.clock,
            session.services.devices.states() if state.mode is Mode.DONE else (),
            session.now_ms(),
            front.gateways,
        )
        if (f.words, book) != self._seen:
            self._cache.clear()
            self._theirs.clear()
            self._kept.clear()
            self._seen = (f.words, book)
        of: tuple[object, ...] = (front.pages, front.page, f.words, book.currency)
        if self._shelf is None or any(a is not b for a, b in zip(of, self._shelf_of, strict=True)):
            self._shelf, self._shelf_of = selling.shelf(front, f), of
        half = right(state, front, f, self._shelf, now_ms=session.now_ms())
        beside = left(state, front, f, self._cache)
        seen = self._customer(state, front, f, beside, session.shop.paper_language)
        self.seen = CheckoutVM(state.mode.value, beside, half)
        return self.seen, seen

    def _customer(
        self, state: CheckoutState, front: fr.Front, f: Frame, beside: LeftVM, language: str
    ) -> CustomerView:
        """The customer's screen speaks as the paper does, whoever stands at the till."""
        if language != f.language:
            if self._spoken is None or self._spoken.lang != language:
                self._spoken = Words(language, f.words.digits)
                self._theirs.clear()
                self._kept.clear()
            f = replace(f, words=self._spoken)
            beside = left(state, front, f, self._theirs)
        return customer(state, front, f, beside, self._kept)
