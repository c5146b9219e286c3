"""The use cases of the counter under the names a presenter calls them by.

Every method runs off the GUI thread, in the lane its caller chose. The use cases are imported when
they are first needed: the window must be painted before the store's libraries are loaded.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.checkout.events import CodeUnknown, ItemIdentified, MemberAttached
from app.domain.checkout.state import ApprovalRequest, LastSale
from app.domain.errors import Refused
from app.domain.loyalty.purse import Purse
from app.domain.member import Member
from app.domain.permissions import Operator, Role
from app.domain.pricing.basket import Approval, Basket
from app.domain.pricing.priced import Book
from app.domain.shift import Shift
from app.domain.tendering import Tender
from app.usecases.outcome import Outcome
from app.usecases.ports import Weight

if TYPE_CHECKING:
    from app.domain.attempt.states import Answer, Attempt, Deed
    from app.domain.catalog import Department
    from app.usecases.loyalty.redeem import Redeemed, RewardOffer
    from app.usecases.loyalty.top_up import LawNotice, PlanOffer, PlanSale, PlanSold
    from app.usecases.member.find import MemberRow
    from app.usecases.sale.draft import LeftOver, ParkedBasket
    from app.usecases.sale.history import PrintState
    from app.usecases.sale.identify_code import Identified
    from app.usecases.sale.quick_keys import QuickPage
    from app.usecases.sale.search_items import FoundItem
    from app.usecases.tender.terminals import GatewayState
    from ui.bridge.session import Session


@dataclass(frozen=True, slots=True)
class Shelf:
    """What the counter sells by: the book, the quick keys, and how many items there are."""

    book: Book
    pages: tuple[QuickPage, ...]
    items: int


@dataclass(frozen=True, slots=True)
class Morning:
    """Everything the counter must know before its first scan."""

    shelf: Shelf
    shift: Shift | None
    left: LeftOver | None
    parked: int
    in_the_way: Refused | None = None


class Till:
    """The use cases, bound to the session's services and whoever is on duty."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def new_id(self) -> str:
        """A fresh id for the next sale."""
        return self._session.services.clock.new_id()

    def monotonic_ms(self) -> int:
        """A clock that never goes back."""
        return self._session.services.clock.monotonic_ms()

    def weight(self) -> Weight | None:
        """The scale's newest reading; returns at once."""
        return self._session.services.devices.weight()

    # --- reading -------------------------------------------------------------------------------

    def shelf(self) -> Shelf:
        """Book and quick keys."""
        from app.usecases.catalog.list_items import count
        from app.usecases.sale.quick_keys import pages
        from app.usecases.shop.desk import desk_book

        s = self._session.services
        return Shelf(desk_book(s), pages(s), count(s))

    def morning(self, operator: Operator) -> Morning:
        """All that `activated` needs, in one go."""
        from app.usecases.sale.draft import left_over, parked
        from app.usecases.shift.open import current, in_the_way

        s = self._session.services
        return Morning(
            self.shelf(),
            current(s, operator),
            left_over(s),
            len(parked(s)),
            in_the_way(s, operator),
        )

    def shift(self, operator: Operator) -> Shift | None:
        """The operator's open shift."""
        from app.usecases.shift.open import current

        return current(self._session.services, operator)

    def identify(self, text: str, *, typed: bool = False) -> Identified:
        """What a code means; one that a person typed may be a short number or a phone's."""
        from app.usecases.sale.identify_code import identify

        return identify(self._session.services, text, at=self._session.now_ms(), typed=typed)

    def item_event(self, item_id: str) -> ItemIdentified | CodeUnknown:
        """What a quick key or a search result means."""
        from app.usecases.sale.identify_code import item_event

        return item_event(self._session.services, item_id)

    def stock_milli(self, item_id: str) -> int | None:
        """How many of it there should be; None where nobody counts it."""
        from app.usecases.stock.levels import level

        return level(self._session.services, item_id).qty_milli

    def department_item(self, department_id: str, price_minor: int) -> ItemIdentified:
        """A keyed amount under a department's name."""
        from app.usecases.sale.identify_code import department_item

        return department_item(self._session.services, department_id, price_minor)

    def departments(self) -> tuple[Department, ...]:
        """Departments that may sell a keyed amount."""
        from app.usecases.catalog.list_items import departments

        return tuple(one for one in departments(self._session.services) if one.open_price)

    def search(self, text: str, language: str) -> tuple[FoundItem, ...]:
        """Items by what was typed."""
        from app.usecases.sale.search_items import search

        return search(self._session.services, text, language)

    def members(self, text: str) -> tuple[MemberRow, ...]:
        """Members by what was typed."""
        from app.usecases.member.find import search

        return search(self._session.services, text)

    def attached(self, member_id: str) -> MemberAttached:
        """A member found by hand: their terms, and what they have here."""
        from app.usecases.sale.member_at_counter import attach_member

        return attach_member(self._session.services, member_id)

    def purse(self, member_id: str) -> Purse:
        """What a member has."""
        from app.usecases.loyalty.purse import read

        return read(self._session.services, member_id)

    def offers(self, member_id: str, language: str) -> tuple[PlanOffer, ...]:
        """The plans on offer; gift cards alone for nobody."""
        from app.usecases.loyalty.top_up import offers

        return offers(self._session.services, member_id, language=language)

    def best(self, member_id: str, amount_minor: int) -> PlanOffer | None:
        """The top-up that gives most for an amount."""
        from app.usecases.loyalty.top_up import best

        return best(self._session.services, member_id, amount_minor)

    def law(self, member_id: str, plan_id: str, amount_minor: int) -> tuple[LawNotice, ...]:
        """What the law says to it."""
        from app.usecases.loyalty.top_up import law

        return law(self._session.services, member_id, plan_id, amount_minor)

    def rewards(self, member_id: str) -> tuple[RewardOffer, ...]:
        """What a member's points buy."""
        from app.usecases.loyalty.redeem import rewards

        return rewards(self._session.services, member_id)

    def parked(self) -> tuple[ParkedBasket, ...]:
        """The baskets that wait."""
        from app.usecases.sale.draft import parked

        return parked(self._session.services)

    def candidates(self, roles: tuple[Role, ...]) -> tuple[Operator, ...]:
        """Who may say yes."""
        from app.usecases.staff.approve import candidates

        return candidates(self._session.services, roles)

    def print_state(self, job_id: str) -> PrintState | None:
        """How the paper stands."""
        from app.usecases.sale.history import print_state

        return print_state(self._session.services, job_id)

    # --- gateways ------------------------------------------------------------------------------

    def gateways(self) -> tuple[GatewayState, ...]:
        """The payment gateways that are set; returns at once."""
        return self._session.services.terminals.states()

    def begin_pay(
        self, operator: Operator, shift_id: str, *, sale_id: str, kind: str, amount_minor: int
    ) -> Outcome[Attempt]:
        """Write an attempt down before anything is sent."""
        from app.usecases.tender.begin import begin

        return begin(
            *(self._session.services, operator, shift_id),
            sale_id=sale_id,
            kind=kind,
            amount_minor=amount_minor,
        )

    def gateway(self, attempt: Attempt, deed: Deed, code: str, title: str) -> Answer:
        """Ask a gateway: waits seconds, lane `pay`."""
        terminals = self._session.services.terminals
        return terminals.call(attempt, deed, code=code, title=title)

    def attempt(self, attempt_id: str) -> Attempt | None:
        """An attempt as it was written down last."""
        from app.usecases.tender.standing import one

        return one(self._session.services, attempt_id)

    def to_settle(self) -> tuple[Attempt, ...]:
        """All that must still be asked about."""
        from app.usecases.tender.standing import to_settle

        return to_settle(self._session.services)

    def tell_stuck(self) -> Outcome[int]:
        """Cases for attempts that no gateway has a word on. Writer thread."""
        from app.usecases.tender.stuck import tell

        return tell(self._session.services)

    def must_keep(self, before: Attempt, after: Attempt) -> bool:
        """Whether it must be written down before anything follows."""
        from app.usecases.tender.record import to_keep

        return to_keep(before, after)

    def record(self, attempt: Attempt, case: str, operator_id: str) -> Outcome[bool]:
        """Write down how an attempt stands; whether it was news."""
        from app.usecases.tender.record import record

        return record(self._session.services, attempt, case=case, operator_id=operator_id)

    # --- writing -------------------------------------------------------------------------------

    def open_shift(self, operator: Operator, float_minor: int) -> Outcome[Shift]:
        """Begin a shift."""
        from app.usecases.shift.open import open_shift

        return open_shift(self._session.services, operator, float_minor)

    def save(self, basket: Basket, tenders: tuple[Tender, ...]) -> Outcome[None]:
        """Keep the draft."""
        from app.usecases.sale.draft import save

        return save(self._session.services, basket, tenders)

    def drop(self, sale_id: str) -> Outcome[None]:
        """Forget a draft."""
        from app.usecases.sale.draft import drop

        return drop(self._session.services, sale_id)

    def park(self, basket: Basket) -> Outcome[ParkedBasket]:
        """Put a basket aside."""
        from app.usecases.sale.draft import park

        return park(self._session.services, basket)

    def recall(self, sale_id: str) -> Outcome[tuple[Basket, tuple[Tender, ...]]]:
        """Take a parked basket up again."""
        from app.usecases.sale.draft import recall

        return recall(self._session.services, sale_id)

    def complete(
        self,
        operator: Operator,
        shift_id: str,
        basket: Basket,
        tenders: tuple[Tender, ...],
        *,
        pin: str = "",
    ) -> Outcome[LastSale]:
        """Seal the sale."""
        from app.usecases.sale.complete import complete

        return complete(self._session.services, operator, shift_id, basket, tenders, pin=pin)

    def sell_plan(self, operator: Operator, shift_id: str, asked: PlanSale) -> Outcome[PlanSold]:
        """Sell a plan."""
        from app.usecases.loyalty.top_up import sell_plan

        return sell_plan(self._session.services, operator, shift_id, asked)

    def keep_change(
        self, operator: Operator, shift_id: str, sale_id: str, minor: int
    ) -> Outcome[PlanSold]:
        """A sale's change into the member's wallet."""
        from app.usecases.loyalty.keep_change import keep_change

        return keep_change(self._session.services, operator, shift_id, sale_id, minor)

    def redeem(
        self,
        operator: Operator,
        shift_id: str,
        member_id: str,
        reward_id: str,
        *,
        redeem_id: str,
        pin: str,
    ) -> Outcome[Redeemed]:
        """Points for a gift."""
        from app.usecases.loyalty.redeem import redeem

        s = self._session.services
        return redeem(s, operator, shift_id, member_id, reward_id, redeem_id=redeem_id, pin=pin)

    def cancel(
        self, operator: Operator, shift_id: str, basket: Basket, reason: str
    ) -> Outcome[None]:
        """Journal a cancelled basket."""
        from app.usecases.sale.cancel import cancel

        return cancel(self._session.services, operator, shift_id, basket, reason)

    def no_sale(
        self, operator: Operator, shift_id: str, reason: str, approval: Approval | None
    ) -> Outcome[None]:
        """Open the drawer."""
        from app.usecases.drawer.open_drawer import no_sale

        return no_sale(self._session.services, operator, shift_id, reason, approval)

    def reprint(self, operator: Operator, sale_id: str | None) -> Outcome[str]:
        """A copy of a receipt."""
        from app.usecases.sale.reprint import reprint

        return reprint(self._session.services, operator, sale_id)

    def answer(self, job_id: str) -> Outcome[str]:
        """A person looked: it did print."""
        from app.usecases.printing.settle import answer

        return answer(self._session.services, job_id, printed=True)

    def enrol(
        self, operator: Operator, *, name: str, phone: str, marketing: bool, card: str
    ) -> Outcome[Member]:
        """Take a member in."""
        from app.usecases.member.enrol import enrol

        s = self._session.services
        return enrol(s, operator, name=name, phone=phone, marketing=marketing, card=card)

    def approve(
        self, request: ApprovalRequest, approver_id: str, pin: str, *, sale_id: str, shift_id: str
    ) -> Outcome[Approval]:
        """A second person's PIN."""
        from app.usecases.staff.approve import approve

        return approve(
            self._session.services,
            request,
            approver_id,
            pin,
            sale_id=sale_id,
            shift_id=shift_id,
            asked_by=self._session.on_duty.operator_id,
        )

    def approve_by_card(
        self, request: ApprovalRequest, token: str, *, sale_id: str, shift_id: str, pin: str = ""
    ) -> Outcome[Approval]:
        """A second person's card, with the PIN where the shop wants both."""
        from app.usecases.staff.approve import approve_by_card

        return approve_by_card(
            self._session.services,
            request,
            token,
            sale_id=sale_id,
            shift_id=shift_id,
            asked_by=self._session.on_duty.operator_id,
            pin=pin,
        )
