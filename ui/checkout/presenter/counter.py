"""Drives the checkout machine: events in, steps, intents out to the use cases, and one render.

It knows no gesture and no panel: the rooms beside it (goods, scans, paying ...) are made of it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Protocol

from app.domain.catalog import TaxProfile
from app.domain.checkout import events as ev
from app.domain.checkout.state import CheckoutState, Desk, Mode
from app.domain.checkout.step import closed, step
from app.domain.errors import Fact, Refused, Unavailable
from app.domain.ids import OperatorId, SaleId
from app.domain.loyalty.purse import Purse
from app.domain.permissions import Operator, Role
from app.domain.pricing.priced import Book
from app.domain.tendering import kind_of
from app.usecases.outcome import Outcome
from ui.bridge.ports import Lane, Trouble
from ui.checkout.front import ApprovalDraft, Front, Notice, Panel, PayDraft, WeighDraft
from ui.checkout.member_front import PinDraft
from ui.checkout.presenter.inbox import Inbox
from ui.checkout.viewmodel import CheckoutVM, Frame, Maker

if TYPE_CHECKING:
    from ui.bridge.session import Session
    from ui.checkout.presenter.till import Till

ME = "checkout"
SOUNDS = {"added": "ok", "done": "ok", "error": "error", "ask": "ask"}
PIN_CODES = ("card.pin_needed", "pin.wrong", "pin.locked", "pin.format")
NOBODY = Operator(OperatorId(""), "", Role.CASHIER)


class View(Protocol):
    """What the presenter asks of the screen."""

    def put(self, vm: CheckoutVM) -> None:
        """Show this."""
        ...

    def soon(self, act: Callable[[], object]) -> None:
        """Do it when what was shown has been painted."""
        ...


class Counter:
    """The machine's state, the front's state, and the only place where either changes."""

    def __init__(self, view: View, session: Session, till: Till) -> None:
        self._view, self.session, self.till = view, session, till
        self.inbox = Inbox()
        self.front = Front()
        tax = TaxProfile("", True, (), "")
        self.book = Book(session.shop.currency, tax, rounding=session.shop.rounding)
        self.maker = Maker()
        self.state = closed(self.desk())
        self.after_step: list[Callable[[CheckoutState], None]] = []
        self._kept: CheckoutState | None = None
        self.unsaved = False
        self.pin = self.kick = ""  # `kick`: the device's word on the newest sale's

    # --- who, what, when -----------------------------------------------------------------------

    def desk(self) -> Desk:
        """Who stands here, by which book, now."""
        return Desk(self.operator, self.book, self.session.now_ms())

    @property
    def operator(self) -> Operator:
        """Who is on duty."""
        return self.session.operator or NOBODY

    @property
    def shift_id(self) -> str:
        """The open shift, or an empty text."""
        return self.session.shift.shift_id if self.session.shift else ""

    @property
    def mode(self) -> Mode:
        """The machine's mode."""
        return self.state.mode

    def next_id(self) -> SaleId:
        """The id of the next basket."""
        return SaleId(self.till.new_id())

    # --- showing -------------------------------------------------------------------------------

    def show(self, **changes: Any) -> None:
        """Change the front and paint; what changes nothing paints nothing."""
        if changes:
            if all(getattr(self.front, name) == value for name, value in changes.items()):
                return
            self.front = replace(self.front, **changes)
        vm, customer = self.maker.make(self.state, self.front, self.session, self.book)
        self._view.put(vm)
        if customer != self.session.customer_view:
            self.session.show_customer(customer)

    def frame(self) -> Frame:
        """What words need: for a gesture that has to know what a key says."""
        s = self.session
        gateways = self.front.gateways
        return Frame(s.words, self.book, self.operator, s.clock, (), s.now_ms(), gateways)

    def open(self, panel: Panel) -> None:
        """Put a panel in place of the right half."""
        self.show(panel=panel, search=None, notice=None)

    def close(self) -> None:
        """Back to the quick keys; what the machine just said stays."""
        self.show(panel=None, search=None)

    def say(self, role: str, key: str, /, **facts: Fact) -> None:
        """A sentence above the dock."""
        self.show(notice=Notice(role, key, tuple(facts.items())))

    def refuse(self, trouble: Trouble) -> None:
        """Say a refusal, and sound it."""
        self.session.sound("error")
        self.show(notice=notice_of(trouble, self.session.words))

    def refuse_words(self, sentence: str) -> None:
        """Say why a key cannot be used now, in the words that stand on it."""
        self.session.sound("error")
        self.say("danger", "checkout.said", words=sentence)

    # --- the machine ---------------------------------------------------------------------------

    def gesture(self, act: Callable[[], object]) -> None:
        """Do what a hand asked for, after everything that came before it."""
        self.inbox.put(act)

    def fire(self, event: object, then: Callable[[], object] | None = None) -> bool:
        """One step, and `then` when it was taken. A refusal is said, and changes nothing."""
        before = self.state
        try:
            done = step(before, event, self.desk())
        except Refused as refusal:
            self.refuse(refusal)
            return False
        self.state = done.state
        self.front = replace(self.front, notice=None)
        self._turn(before)
        for intent in done.intents:
            self._carry_out(intent, before)
        for told in self.after_step:
            told(before)
        self.show()
        if then is not None:
            then()
        return True

    def fire_quietly(self, event: object) -> None:
        """A step whose refusal interests nobody: news that comes when it is over already."""
        try:
            self.state = step(self.state, event, self.desk()).state
        except Refused:
            return
        self.show()

    def _turn(self, before: CheckoutState) -> None:
        """What the front forgets when the mode changes."""
        mode = self.state.mode
        if mode is before.mode:
            return
        changes: dict[str, Any] = {}
        if mode is Mode.PAYING:
            changes["pay"] = PayDraft()
        if mode is Mode.WEIGHING:
            changes["weigh"] = WeighDraft()
        if mode is Mode.APPROVING:
            changes["approval"] = ApprovalDraft()
        if mode not in (Mode.READY, Mode.SELLING):
            changes.update(panel=None, search=None)
        if before.mode is Mode.DONE:
            changes.update(done_member=None, job=None, drawer="", kept_minor=0)
        self.front = replace(self.front, **changes)

    def _carry_out(self, intent: ev.Intent, before: CheckoutState) -> None:
        if isinstance(intent, ev.Sound):
            self.session.sound(SOUNDS.get(intent.name, "ok"))
        elif isinstance(intent, ev.SaveDraft):
            self._save(before)
        elif isinstance(intent, ev.Commit):
            self._commit()
        elif isinstance(intent, ev.ParkBasket):
            self._park(intent)
        elif isinstance(intent, ev.CancelBasket):
            self._cancel(intent)
        elif isinstance(intent, ev.OpenDrawer):
            self._open_drawer(intent)
        else:
            self.front = replace(
                self.front, notice=Notice("warning", f"say.{intent.code}", intent.facts)
            )

    # --- intents -------------------------------------------------------------------------------

    def work(
        self,
        op: Callable[[], Any],
        done: Callable[[Any], object],
        refused: Callable[[Trouble], object] | None = None,
        *,
        lane: Lane = "write",
        broken: Callable[[], object] | None = None,
    ) -> None:
        """Run a use case; its answer takes its turn in the inbox, and all that comes later waits.

        After a bug (the crash dialog says so) neither answer comes: a second, empty op in the same
        lane gives the turn up, `broken` says what then.
        """
        slot = self.inbox.hold()
        no = refused or self.refuse
        run = self.session.runner.run
        run(
            op,
            lambda value: self.inbox.fill(slot, lambda: done(value)),
            lambda trouble: self.inbox.fill(slot, lambda: no(trouble)),
            initiator=ME,
            lane=lane,
        )
        nothing = broken or self.show
        run(lambda: None, lambda _: self.inbox.fill(slot, nothing), initiator=ME, lane=lane)

    def ask(
        self,
        op: Callable[[], Any],
        done: Callable[[Any], None],
        refused: Callable[[Trouble], None] | None = None,
        *,
        lane: Lane = "read",
    ) -> None:
        """Run a use case beside the queue: a list, a state, a search."""
        self.session.runner.run(op, done, refused or self.refuse, initiator=ME, lane=lane)

    def _save(self, before: CheckoutState) -> None:
        """Keep the draft; a fast hand's ops find it written and do nothing."""
        if before.basket.sale_id != self.state.basket.sale_id and before.basket.member:
            old = before.basket.sale_id
            self.ask(lambda: self.till.drop(old), _nothing, lane="write")
        if self.mode is Mode.PAYING:
            self.ask(self._write_draft, _nothing, self._draft_failed, lane="write")
        elif not self.unsaved:
            self.unsaved = True
            self._view.soon(self.flush)

    def flush(self) -> None:
        """Write the draft that waits: the line is painted first, then it is kept."""
        if self.unsaved:
            self.unsaved = False
            self.ask(self._write_draft, _nothing, self._draft_failed, lane="write")

    def _write_draft(self) -> Outcome[None] | None:
        """On the writer's thread: the newest basket, once; an op that comes late finds it kept.

        A basket that is being sealed is no draft any more.
        """
        state = self.state
        if state is self._kept or state.mode is Mode.COMMITTING:
            return None
        self._kept = state
        return self.till.save(state.basket, state.tenders)

    def _draft_failed(self, trouble: Trouble) -> None:
        text = self.session.words.error(trouble)
        self.say("warning", "checkout.draft_failed", why=text)

    def read_after(self, member_id: str) -> None:
        """What the member has after the sale, behind the drawer and the change."""

        def done(purse: Purse) -> None:
            self.fire_quietly(ev.PurseSeen(purse))

        self.ask(lambda: self.till.purse(member_id), done, lambda _trouble: None)

    def _commit(self) -> None:
        state, operator, shift_id = self.state, self.operator, self.shift_id
        pin, self.pin = self.pin, ""
        self.kick = "asked"  # its word may come before the commit's

        def done(last: Any) -> None:
            drawer = any(kind_of(one.kind).opens_drawer for one in state.tenders)
            drawer = drawer or any(kind == "cash" for kind, _ in last.back)
            kick = self.kick if drawer else ""
            self.front = replace(self.front, done_member=state.basket.member, drawer=kick, job=None)
            self.fire(ev.CommitSucceeded(last, self.next_id()))
            if state.basket.member is not None:
                self.read_after(state.basket.member.member_id)

        def failed(trouble: Trouble) -> None:
            self.fire(ev.CommitFailed())
            self._save(self.state)
            if isinstance(trouble, Refused) and trouble.code in PIN_CODES:
                self._ask_pin(trouble)
            else:
                self.refuse(trouble)

        def broken() -> None:
            self.fire(ev.CommitFailed())
            self.say("danger", "checkout.not_saved")

        self.work(
            lambda: self.till.complete(operator, shift_id, state.basket, state.tenders, pin=pin),
            done,
            failed,
            broken=broken,
        )

    def _ask_pin(self, refusal: Refused) -> None:
        """The sale wants the member's PIN: first asked for, then said what was wrong with it."""
        first = refusal.code == "card.pin_needed"
        error = None if first else (f"refused.{refusal.code}", tuple(refusal.facts.items()))
        self.session.sound("ask" if first else "error")
        self.show(pay=replace(self.front.pay, pin=PinDraft(error=error)), notice=None)

    def _put_back(self, basket: Any, say: Callable[[], object]) -> None:
        """What could not be put aside stands at the counter again, as it was."""
        if self.mode in (Mode.READY, Mode.DONE):
            self.fire(ev.Recalled(basket))
        say()

    def _park(self, intent: ev.ParkBasket) -> None:
        basket = intent.basket

        def done(_: object) -> None:
            self.front = replace(self.front, parked=self.front.parked + 1)
            self.say("accent", "checkout.parked", n=self.front.parked)

        self.work(
            lambda: self.till.park(basket),
            done,
            lambda trouble: self._put_back(basket, lambda: self.refuse(trouble)),
            broken=lambda: self._put_back(basket, self.show),
        )

    def _cancel(self, intent: ev.CancelBasket) -> None:
        basket, operator, shift_id = intent.basket, self.operator, self.shift_id
        self.work(
            lambda: self.till.cancel(operator, shift_id, basket, intent.reason),
            lambda _: self.say("accent", "checkout.cancelled"),
            lambda trouble: self._put_back(basket, lambda: self.refuse(trouble)),
            broken=lambda: self._put_back(basket, self.show),
        )

    def _open_drawer(self, intent: ev.OpenDrawer) -> None:
        operator, shift_id = self.operator, self.shift_id
        self.work(
            lambda: self.till.no_sale(operator, shift_id, intent.reason, intent.approval),
            lambda _: self.say("accent", "checkout.drawer_opened"),
        )


def notice_of(trouble: Trouble, words: Any) -> Notice:
    """The sentence of a refusal or of the world's fault, as `Words.error` would say it."""
    facts = tuple(trouble.facts.items())
    if isinstance(trouble, Refused):
        return Notice("danger", f"refused.{trouble.code}", facts)
    assert isinstance(trouble, Unavailable)
    exact = f"unavailable.{trouble.code}"
    return Notice("danger", exact if exact in words else f"unavailable.{trouble.what}", facts)


def _nothing(_: object) -> None:
    """Nobody waits for this."""
