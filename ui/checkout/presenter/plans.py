"""Top-ups, packages, paid tiers and gift cards: which plan, what the law says, then the money."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from app.domain.checkout import events as ev
from app.domain.checkout.state import CheckoutState, Mode
from app.domain.errors import Refused
from app.domain.tendering import KINDS, Tender, settled, take
from ui.bridge.ports import Trouble
from ui.checkout.front import MemberPanel
from ui.checkout.member_front import Buyer, PlanDonePanel, PlanPayPanel, PlansPanel
from ui.checkout.offer import plan_offer
from ui.checkout.presenter.code_pay import CodePaying
from ui.checkout.presenter.counter import PIN_CODES, Counter
from ui.checkout.presenter.wallet import buyer_of, pin_draft
from ui.checkout.typed import money
from ui.checkout.viewmodel.money.plans import amount_of, blocked

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.domain.attempt.states import Attempt
    from app.usecases.loyalty.top_up import LawNotice, PlanOffer, PlanSold

AGAIN_MS = 400
WHERE = (Mode.READY, Mode.SELLING, Mode.DONE)


class Plans:
    """Gestures from the list of plans to the money and the end. `find` looks for a member."""

    def __init__(
        self,
        counter: Counter,
        codes: CodePaying,
        find: Callable[[], None],
        attach: Callable[[str], None],
    ) -> None:
        self._c, self._codes, self._find, self._attach = counter, codes, find, attach
        codes.plans = self
        self._pressed_ms = -AGAIN_MS
        self._waits = False
        counter.after_step.append(self._stepped)

    # --- which one -----------------------------------------------------------------------------

    def open(self, buyer: Buyer | None = None) -> None:
        """The plans for the member who is here; nobody here is found first, pressed again it sells
        gift cards to whoever takes one along."""
        c = self._c
        if c.mode not in WHERE:
            c.refuse(Refused(f"not_now.{c.mode.value}"))
            return
        who = buyer or buyer_of(c)
        if not who.member_id and not self._waits:
            self._waits = True
            self._find()
            if isinstance(c.front.panel, MemberPanel):
                c.show(panel=replace(c.front.panel, for_plan=True))
            return
        self._waits = False
        c.open(PlansPanel(who))
        language = c.session.language
        c.ask(lambda: c.till.offers(who.member_id, language), self._offered)

    def for_member(self, member_id: str) -> None:
        """Another screen sent somebody here to top up."""
        self._waits = True
        self._attach(member_id)

    def forget(self) -> None:
        """Whoever was looked for is not wanted for a plan any more."""
        self._waits = False

    def _stepped(self, before: CheckoutState) -> None:
        now = self._c.state.basket.member
        if self._waits and now is not None and now != before.basket.member:
            self.open()

    def _offered(self, offers: tuple[PlanOffer, ...]) -> None:
        c, panel = self._c, self._c.front.panel
        if isinstance(panel, PlansPanel):
            first = next((place for place, one in enumerate(offers) if one.can), -1)
            c.show(panel=replace(panel, offers=offers, at=first, loaded=True))
            self._ask_law()

    def touch(self, place: int) -> None:
        """A plan was touched: on to the money, unless the law has something against it."""
        c, panel = self._c, self._c.front.panel
        if isinstance(panel, PlansPanel) and 0 <= place < len(panel.offers):
            c.show(panel=replace(panel, at=place, text="", own=None, go=True), notice=None)
            self._ask_law()

    def move(self, by: int) -> None:
        """The next plan, from the keyboard."""
        c, panel = self._c, self._c.front.panel
        if isinstance(panel, PlansPanel) and panel.offers:
            at = min(len(panel.offers) - 1, max(0, panel.at + by))
            c.show(panel=replace(panel, at=at, text="", own=None, go=False), notice=None)
            self._ask_law()

    def identified(self, text: str) -> None:
        """What the cashier saw of an identity card."""
        panel = self._c.front.panel
        if isinstance(panel, PlansPanel):
            self._c.show(panel=replace(panel, identity=text))

    def _own(self, text: str) -> None:
        """An amount of one's own: the plan that gives most for it."""
        c, panel = self._c, self._c.front.panel
        if not isinstance(panel, PlansPanel):
            return
        now = replace(panel, text=text, own=None, notices=(), asked=False, go=False)
        c.show(panel=now, notice=None)
        try:
            amount = money(text, c.book.currency)
        except Refused:
            return
        if not amount:
            self._ask_law()
            return
        member_id = panel.buyer.member_id

        def found(best: PlanOffer | None) -> None:
            after = c.front.panel
            if isinstance(after, PlansPanel) and after.text == text:
                c.show(panel=replace(after, own=best, asked=best is None))
                self._ask_law()

        c.ask(lambda: c.till.best(member_id, amount), found)

    def _ask_law(self) -> None:
        """What the law says to the plan one stands on."""
        c, panel = self._c, self._c.front.panel
        if not isinstance(panel, PlansPanel) or panel.offer is None or not panel.offer.can:
            return
        plan_id, member_id = panel.offer.plan.plan_id, panel.buyer.member_id
        amount = amount_of(panel, c.frame())

        def said(notices: tuple[LawNotice, ...]) -> None:
            now = c.front.panel
            same = isinstance(now, PlansPanel) and now.offer is not None
            if not same or not isinstance(now, PlansPanel) or now.offer is None:
                return
            if now.offer.plan.plan_id != plan_id:
                return
            go, now = now.go, replace(now, notices=notices, asked=True, go=False)
            c.show(panel=now)
            if go:
                self.take()

        c.ask(lambda: c.till.law(member_id, plan_id, amount), said)

    def take(self) -> None:
        """To the money."""
        c, panel = self._c, self._c.front.panel
        if not isinstance(panel, PlansPanel) or panel.offer is None:
            return
        amount = amount_of(panel, c.frame())
        if not amount or not panel.offer.can or blocked(panel):
            return
        self._pressed_ms = c.till.monotonic_ms()  # a bounced Enter takes no money
        pays = PlanPayPanel(panel, c.till.new_id(), amount)
        c.show(panel=pays, gateways=c.till.gateways(), notice=None)

    # --- the money -----------------------------------------------------------------------------

    def typed(self, text: str) -> None:
        """The amount field's text: what is handed over, or an amount of one's own."""
        panel = self._c.front.panel
        if isinstance(panel, PlanPayPanel):
            self._c.show(panel=replace(panel, text=text, ask=False), notice=None)
        else:
            self._own(text)

    def choose(self, code: str) -> None:
        """By which tender."""
        panel = self._c.front.panel
        if isinstance(panel, PlanPayPanel) and code in {one.code for one in KINDS}:
            self._c.show(panel=replace(panel, kind=code, ask=False), notice=None)

    def quick(self, given_minor: int) -> None:
        """Quick cash: handed over and taken in one touch."""
        panel = self._c.front.panel
        if isinstance(panel, PlanPayPanel):
            text = str(given_minor)
            unit = self._c.book.currency.digits
            text = f"{text[:-unit] or '0'}.{text[-unit:].zfill(unit)}" if unit else text
            self._c.show(panel=replace(panel, kind="cash", text=text, ask=True))
            self.confirm()

    def undo(self, number: int) -> None:
        """Give one tender back."""
        panel = self._c.front.panel
        if not isinstance(panel, PlanPayPanel) or panel.busy:
            return
        for one in panel.tenders:
            if one.no == number and not self._codes.undo(one):
                rest = tuple(other for other in panel.tenders if other is not one)
                self._c.show(panel=replace(panel, tenders=rest), notice=None)

    def paid(self, attempt: Attempt) -> bool:
        """A gateway's money for the plan in front; what is paid whole is sold at once."""
        c, panel = self._c, self._c.front.panel
        if not isinstance(panel, PlanPayPanel) or panel.topup_id != attempt.sale_id or panel.busy:
            return False
        given = (attempt.kind, attempt.amount_minor)
        try:
            tender = take(
                *(panel.amount_minor, panel.tenders, *given),
                rounding=c.book.rounding,
                reference=attempt.attempt_id,
            )
        except Refused:  # paid otherwise meanwhile: it goes back
            return False
        tenders = (*panel.tenders, tender)
        c.show(panel=replace(panel, tenders=tenders, text="", kind="cash", ask=False), code=None)
        if settled(tenders) == panel.amount_minor:
            self.sell()
        return True

    def unpaid(self, attempt_id: str) -> None:
        """A gateway's money that went back."""
        panel = self._c.front.panel
        if isinstance(panel, PlanPayPanel):
            rest = tuple(one for one in panel.tenders if one.reference != attempt_id)
            self._c.show(panel=replace(panel, tenders=rest))

    def undo_last(self) -> None:
        """From the keyboard."""
        panel = self._c.front.panel
        if isinstance(panel, PlanPayPanel) and panel.tenders:
            self.undo(panel.tenders[-1].no)

    def back(self) -> None:
        """To the plans; money already taken goes back first, on purpose."""
        c, panel = self._c, self._c.front.panel
        if not isinstance(panel, PlanPayPanel) or panel.busy:
            return
        if panel.pin is not None:
            c.show(panel=replace(panel, pin=None), notice=None)
        elif panel.tenders:
            c.refuse(Refused("pay.undo_first", n=len(panel.tenders)))
        else:
            c.show(panel=panel.plans, notice=None)

    def confirm(self) -> None:
        """What the filled key says; the last of the money sells the plan."""
        c, panel = self._c, self._c.front.panel
        if not isinstance(panel, PlanPayPanel) or panel.busy:
            return
        if settled(panel.tenders) == panel.amount_minor:
            self.sell()
            return
        now = plan_offer(panel, c.book)
        if now.tender is None:
            if now.refused is not None:
                c.refuse(now.refused)
            return
        if self._codes.by_code(now.kind.code):
            c.refuse(Refused("paycode.scan"))  # a gateway takes it: nobody confirms it by hand
            return
        now_ms = c.till.monotonic_ms()
        if now_ms - self._pressed_ms < AGAIN_MS:
            return
        self._pressed_ms = now_ms
        if now.unlikely and not panel.ask:
            c.session.sound("ask")
            c.show(panel=replace(panel, ask=True), notice=None)
            return
        tenders: tuple[Tender, ...] = (*panel.tenders, now.tender)
        c.show(panel=replace(panel, tenders=tenders, text="", kind="cash", ask=False))
        if settled(tenders) == panel.amount_minor:
            self.sell()

    def sell(self, pin: str = "") -> None:
        """Seal it: a second press finds the same sale."""
        from app.usecases.loyalty.top_up import PlanSale

        c, panel = self._c, self._c.front.panel
        if not isinstance(panel, PlanPayPanel) or panel.busy or panel.plans.offer is None:
            return
        asked = PlanSale(
            panel.topup_id,
            panel.plans.buyer.member_id,
            panel.plans.offer.plan.plan_id,
            panel.amount_minor,
            panel.tenders,
            pin=pin,
            identity=panel.plans.identity.strip(),
        )
        operator, shift_id = c.operator, c.shift_id
        waits = replace(panel.pin, busy=True) if panel.pin else None
        c.show(panel=replace(panel, busy=True, pin=waits), notice=None)
        c.work(
            lambda: c.till.sell_plan(operator, shift_id, asked),
            self._sold,
            self._refused,
            broken=lambda: c.show(panel=replace(panel, busy=False)),
        )

    def _refused(self, trouble: Trouble) -> None:
        c, panel = self._c, self._c.front.panel
        if isinstance(panel, PlanPayPanel):
            wrong = isinstance(trouble, Refused) and trouble.code in PIN_CODES
            asks = pin_draft(trouble) if isinstance(trouble, Refused) and wrong else None
            c.show(panel=replace(panel, busy=False, pin=asks))
            if asks is not None:
                return
        c.refuse(trouble)

    def _sold(self, sold: PlanSold) -> None:
        c, panel = self._c, self._c.front.panel
        c.session.sound("ok")
        buyer = panel.plans.buyer if isinstance(panel, PlanPayPanel) else buyer_of(c)
        member = c.state.basket.member
        if sold.purse is not None:
            c.fire_quietly(ev.PurseSeen(sold.purse))
        offer = panel.plans.offer if isinstance(panel, PlanPayPanel) else None
        name = offer.plan.named(c.session.language) if offer else sold.plan_name
        told = _told(sold, offer) if offer else sold
        c.show(panel=PlanDonePanel(buyer, told, name), notice=None)
        tier = sold.purse.tier.tier_id if sold.purse else ""
        if member is not None and tier and tier != member.tier_id:
            self._new_terms(member.member_id)

    def _new_terms(self, member_id: str) -> None:
        """Another tier: its prices hold for what lies on the counter at once."""
        c = self._c
        panel = c.front.panel

        def done(event: Any) -> None:
            c.fire(event)
            c.show(panel=panel)

        c.work(lambda: c.till.attached(member_id), done, lane="read")

    # --- change that stays ---------------------------------------------------------------------

    def keep_change(self) -> None:
        """The change of the last sale into the member's wallet (存零): once."""
        c = self._c
        last = c.state.last
        if last is None or c.front.kept_minor or not last.change_minor:
            return
        operator, shift_id, minor = c.operator, c.shift_id, last.change_minor

        def kept(_: object) -> None:
            if c.state.last is not None and c.state.last.sale_id == last.sale_id:
                c.show(kept_minor=minor)
                c.session.sound("ok")
                if c.front.done_member is not None:
                    c.read_after(c.front.done_member.member_id)

        c.work(lambda: c.till.keep_change(operator, shift_id, last.sale_id, minor), kept)


def _told(sold: PlanSold, offer: PlanOffer) -> PlanSold:
    """What was given, called as on the key that was pressed: the slip has its own language."""
    names = {(one.kind, one.ref): one.name for one in offer.gives}
    given = tuple(replace(one, name=names.get((one.kind, one.ref), one.name)) for one in sold.given)
    return replace(sold, given=given)
