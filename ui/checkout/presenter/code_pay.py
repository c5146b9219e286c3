"""Money by the code on a customer's phone: from the scan to the gateway's word, whatever happens.

It decides nothing: `app.domain.attempt.machine` says what follows, the use cases write it down, and
only then the gateway is asked (lane `pay`). One attempt is in front of the cashier; others, given
up or found after a crash, are asked about in the background until they are over.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Protocol

from app.domain.attempt import machine, paycode
from app.domain.attempt.states import Answer, Attempt, Deed, Phase, Said
from app.domain.checkout import events as ev
from app.domain.checkout.state import CheckoutState, Mode
from app.domain.errors import Fact, Refused
from app.usecases.outcome import Changes
from ui.bridge.ports import Trouble
from ui.bridge.wire import WireLike
from ui.checkout.front import CodeFront, PayDraft
from ui.checkout.member_front import PlanPayPanel
from ui.checkout.offer import offer, plan_offer
from ui.checkout.presenter.counter import ME, Counter

if TYPE_CHECKING:
    from app.domain.tendering import Tender

GATEWAYS = ("wechat", "alipay")
TELL_MS = 60_000
_BEFORE = (Mode.READY, Mode.SELLING, Mode.DONE)
_SAID = {
    Phase.DECLINED: "danger",
    Phase.REVERSED: "warning",
    Phase.RETURNED: "positive",
    Phase.OWED: "danger",
    Phase.WRONG: "danger",
}


class PlanMoney(Protocol):
    """Where a plan's money is taken: the same attempts pay for it."""

    def paid(self, attempt: Attempt) -> bool:
        """An approved attempt that was made for the plan in front pays for it; False when there is
        none, or not for so much any more."""
        ...

    def unpaid(self, attempt_id: str) -> None:
        """Its money went back: it pays for nothing."""
        ...


class CodePaying:
    """`take` is asked for every scan first, `tick` called twice a second while it is `active`."""

    def __init__(self, counter: Counter) -> None:
        self._c = counter
        self._behind: dict[str, Attempt] = {}
        self._over: set[str] = set()  # that came to their end in this run
        self._asked: dict[str, int] = {}  # questions under way
        self._by_hand: set[str] = set()  # settled by a person while such a question was
        self._reading = self._known = False
        self._tell_ms = 0
        self.plans: PlanMoney | None = None
        counter.after_step.append(self._stepped)
        session = counter.session
        wires: tuple[tuple[WireLike, Callable[..., None]], ...] = (
            (session.device_feed.states, self.states_came),
            (session.change_feed.committed, self._committed),
        )
        self._wires = wires
        for wire, slot in wires:
            wire.connect(slot)

    def stop(self) -> None:
        """The screen is gone: hear nothing more."""
        for wire, slot in self._wires:
            with suppress(RuntimeError):  # the feed is gone before its screen
                wire.disconnect(slot)
        self._wires = ()

    @property
    def active(self) -> bool:
        """Whether time matters here."""
        return self._c.front.code is not None or bool(self._behind)

    # --- which gateways stand ready ------------------------------------------------------------

    def states_came(self, _states: object) -> None:
        """A device changed; keys say it while paying. The first gateway that is there is asked
        about what was left open."""
        c = self._c
        if not c.front.loaded:
            return
        gateways = c.till.gateways()
        if gateways and not self._known:
            self._known = True
            self.resume()
        if c.mode is Mode.PAYING or isinstance(c.front.panel, PlanPayPanel):
            c.show(gateways=gateways)

    def _stepped(self, before: CheckoutState) -> None:
        now = self._c.mode
        if now is Mode.PAYING and before.mode is not Mode.PAYING:
            self._c.front = replace(self._c.front, gateways=self._c.till.gateways())
        if before.mode is Mode.CLOSED and now is not Mode.CLOSED:
            self._tell()
            self.resume()

    def by_code(self, kind: str) -> bool:
        """Whether a gateway takes this tender here, so that nobody confirms it by hand."""
        return any(one.kind == kind for one in self._c.front.gateways)

    # --- a code is scanned ---------------------------------------------------------------------

    def take(self, text: str) -> bool:
        """A scan that is a customer's code, or that comes while one is being asked about."""
        c = self._c
        if c.front.code is not None:
            c.refuse(Refused("pay.under_way"))
            return True
        tender = paycode.scheme(text)
        if not tender:
            return False
        gateways = {one.kind: one for one in c.till.gateways()}
        if not gateways:
            return False
        refusal, panel = None, c.front.panel
        plan = isinstance(panel, PlanPayPanel)
        if isinstance(panel, PlanPayPanel) and (panel.busy or panel.pin is not None):
            refusal = Refused("not_now.committing")
        elif c.mode in _BEFORE and not plan:
            refusal = Refused("paycode.early")
        elif c.mode is not Mode.PAYING and not plan:
            refusal = Refused(f"not_now.{c.mode.value}")
        elif tender not in gateways:
            refusal = Refused("paycode.not_set", tender=tender)
        elif not gateways[tender].ready:
            refusal = Refused("paycode.offline", tender=tender)
        if refusal is not None:
            c.refuse(refusal)
        else:
            c.gesture(lambda: self._begin(tender, text.strip()))
        return True

    def _begin(self, kind: str, code: str) -> None:
        """Write it down, then send it. The amount is what was keyed, or all that is due."""
        c = self._c
        panel = c.front.panel
        if c.front.code is not None:
            return
        if isinstance(panel, PlanPayPanel):
            now, sale_id = plan_offer(replace(panel, kind=kind), c.book), panel.topup_id
        elif c.mode is Mode.PAYING:
            now = offer(c.state, PayDraft(kind, c.front.pay.text), c.desk())
            sale_id = c.state.basket.sale_id
        else:
            return
        if now.refused is not None:
            c.refuse(now.refused)
            return
        operator, shift_id, amount = c.operator, c.shift_id, now.given_minor
        at = c.till.monotonic_ms()
        first = machine.asking(Attempt("", kind, amount, c.book.currency.code, sale_id=sale_id))
        c.show(code=CodeFront(first, at, at), notice=None)

        def begun(attempt: Attempt) -> None:
            sent = machine.sent(attempt, c.till.monotonic_ms())
            c.show(code=CodeFront(sent, at, at))
            self._ask(sent, Deed.PAY, code)

        def refused(trouble: Trouble) -> None:
            c.show(code=None)
            c.refuse(trouble)

        c.work(
            lambda: c.till.begin_pay(
                operator, shift_id, sale_id=sale_id, kind=kind, amount_minor=amount
            ),
            begun,
            refused,
            broken=lambda: c.show(code=None),
        )

    # --- what hands do meanwhile ---------------------------------------------------------------

    def cancel(self) -> None:
        """Esc: undo it. Once that is under way, Esc goes on with another way to pay."""
        front = self._c.front.code
        if front is None:
            return
        if front.attempt.phase in (Phase.REVERSING, Phase.GIVING_BACK):
            self.leave()
            return
        if front.attempt.attempt_id:
            after = machine.give_up(front.attempt, self._c.till.monotonic_ms())
            self._advance(front.attempt, after)

    def leave(self) -> None:
        """Go on with the sale; the till goes on asking, and gives back what comes too late."""
        c, front = self._c, self._c.front.code
        if front is None or front.attempt.phase not in (Phase.REVERSING, Phase.GIVING_BACK):
            return
        self._behind[front.attempt.attempt_id] = front.attempt
        c.show(code=None, pay=PayDraft())
        c.say("warning", "codepay.left", tender=c.session.words(f"tender.{front.attempt.kind}"))

    def undo(self, tender: Tender) -> bool:
        """Give back a tender that a gateway took; False for one that was confirmed by hand."""
        c = self._c
        if tender.kind not in GATEWAYS or not tender.reference:
            return False

        def found(attempt: Attempt | None) -> None:
            if attempt is None or c.front.code is not None:
                return
            at = c.till.monotonic_ms()
            self._behind.pop(attempt.attempt_id, None)
            on_its_way = replace(machine.found(attempt, at), held=True)
            back = machine.give_back(on_its_way, at, held=True)
            c.show(code=CodeFront(back, at, at), notice=None)
            self._advance(attempt, back)

        c.ask(lambda: c.till.attempt(tender.reference), found)
        return True

    # --- time ----------------------------------------------------------------------------------

    def tick(self) -> None:
        """Ask what is due; show how long it has taken."""
        c, now = self._c, self._c.till.monotonic_ms()
        front = c.front.code
        if front is not None:
            c.show(code=replace(front, now_ms=now))
            self._go(front.attempt)
        for attempt in tuple(self._behind.values()):
            self._go(attempt)
        if now >= self._tell_ms:
            self._tell()

    def _tell(self) -> None:
        """What has had no word for long becomes a case: a person may look."""
        c = self._c
        self._tell_ms = c.till.monotonic_ms() + TELL_MS
        c.ask(c.till.tell_stuck, lambda _: None, lambda _: None, lane="write")

    def resume(self) -> None:
        """What a crash, a return or an earlier shift left open: the gateway is asked first."""
        if self._reading or not self._c.till.gateways():
            return
        self._reading = True

        def found(open_ones: tuple[Attempt, ...]) -> None:
            self._reading = False
            for one in open_ones:
                self._adopt(one)
            if open_ones:
                self._c.show()

        def failed(_: Trouble) -> None:
            self._reading = False

        self._c.ask(self._c.till.to_settle, found, failed)

    def _committed(self, changes: Changes, _initiator: str) -> None:
        if self._c.mode is Mode.CLOSED:
            return
        if changes.sales:
            self.resume()
        if changes.cases:
            self._look_again()

    def _look_again(self) -> None:
        """Somebody may have settled by hand what is being asked about here."""
        c, front = self._c, self._c.front.code
        known = [*self._behind.values(), *((front.attempt,) if front is not None else ())]
        for attempt in known:
            if attempt.attempt_id:
                c.ask(partial(c.till.attempt, attempt.attempt_id), self._found_again)

    def _found_again(self, stored: Attempt | None) -> None:
        mine = self._find(stored.attempt_id) if stored is not None else None
        if stored is None or mine is None or mine.over or stored.why != machine.BY_HAND:
            return
        if self._asked.get(mine.attempt_id):  # what is being said comes first
            self._by_hand.add(mine.attempt_id)
        elif mine.phase is not stored.phase:
            now = replace(machine.found(stored, self._c.till.monotonic_ms()), held=False)
            self._put(now)
            self._settled(now)

    def _adopt(self, one: Attempt) -> None:
        c, front = self._c, self._c.front.code
        known = one.attempt_id in self._behind or one.attempt_id in self._over
        if known or (front is not None and front.attempt.attempt_id == one.attempt_id):
            return
        held = any(tender.reference == one.attempt_id for tender in c.state.tenders)
        if one.phase is not Phase.APPROVED:
            self._behind[one.attempt_id] = replace(one, held=held and not one.of)
        elif not held and c.mode not in (Mode.COMMITTING, Mode.CLOSED):
            self._behind[one.attempt_id] = one
            self._settled(one)

    # --- the gateway's word --------------------------------------------------------------------

    def _go(self, attempt: Attempt) -> None:
        """Do what is due now, once."""
        deed = machine.due(attempt, self._c.till.monotonic_ms())
        if deed is not None and not self._asked.get(attempt.attempt_id):
            asking = machine.asking(attempt)
            self._put(asking)
            self._ask(asking, deed)

    def _ask(self, attempt: Attempt, deed: Deed, code: str = "") -> None:
        c, who = self._c, attempt.attempt_id
        self._asked[who] = self._asked.get(who, 0) + 1
        title = c.session.shop.shop_name

        def answered(answer: Answer) -> None:
            self._asked[who] -= 1
            c.gesture(lambda: self._heard(who, answer))

        def failed(_: Trouble) -> None:  # a bug of ours: nothing is known
            answered(Answer(deed, Said.UNKNOWN, why="no_answer"))

        c.session.runner.run(
            lambda: c.till.gateway(attempt, deed, code, title),
            answered,
            failed,
            initiator=ME,
            lane="pay",
        )

    def _heard(self, who: str, answer: Answer) -> None:
        attempt, c = self._find(who), self._c
        if attempt is None:
            return
        step = machine.heard(attempt, answer, c.till.monotonic_ms())
        by_hand = who in self._by_hand
        self._by_hand.discard(who)
        if by_hand and not c.till.must_keep(attempt, step.attempt):  # nothing new: the word holds
            c.ask(partial(c.till.attempt, who), self._found_again)
        else:
            self._advance(attempt, step.attempt, step.case)

    def _advance(self, before: Attempt, after: Attempt, case: str = "") -> None:
        """Write it down if it must be; only then anything follows."""
        c = self._c
        self._put(after)
        if after.phase is before.phase or not c.till.must_keep(before, after):
            self._go(after)
            return
        waiting = replace(after, next=None)
        self._put(waiting)

        def kept(news: bool) -> None:
            if news:
                self._put(after)
                self._settled(after)
            else:  # it is over already, or a sale has it
                self._drop(after)

        def failed(trouble: Trouble) -> None:
            """Not written: as it was before, to be asked about again in a while."""
            self._put(machine.found(before, c.till.monotonic_ms() + machine.ASK_EVERY_MS))
            c.refuse(trouble)

        by = c.operator.operator_id
        c.ask(lambda: c.till.record(after, case, by), kept, failed, lane="write")

    def _settled(self, attempt: Attempt) -> None:
        if attempt.phase is Phase.APPROVED:
            self._approved(attempt)
        elif attempt.over:
            self._ended(attempt)
        else:
            self._c.show()
            self._go(attempt)

    def _approved(self, attempt: Attempt) -> None:
        """It pays for the sale that it was made for; for nothing else, and never silently."""
        c = self._c
        if attempt.held:  # it could not go back: the sale keeps it
            self._drop(attempt)
            self._say("danger", "codepay.stays", attempt)
            return
        offered = ev.TenderOffered(attempt.kind, attempt.amount_minor, attempt.attempt_id)
        c.gesture(lambda: self._offer(attempt, offered))

    def _offer(self, attempt: Attempt, offered: ev.TenderOffered) -> None:
        c = self._c
        if self.plans is not None and self.plans.paid(attempt):
            self._drop(attempt)
            return
        mine = attempt.sale_id == c.state.basket.sale_id and bool(c.state.basket.lines)
        fits = mine and attempt.amount_minor <= c.state.due_minor
        late = attempt.attempt_id in self._behind
        if fits and c.mode is Mode.SELLING:
            c.fire(ev.PayPressed())
        if fits and c.mode is Mode.PAYING:
            self._drop(attempt)
            c.front = replace(c.front, pay=PayDraft(), code=None)
            if c.fire(offered):
                if late:
                    self._say("positive", "codepay.found", attempt)
                return
        if c.mode is Mode.COMMITTING:
            return
        self._over.discard(attempt.attempt_id)
        self._behind[attempt.attempt_id] = attempt
        back = machine.give_back(attempt, c.till.monotonic_ms())
        self._advance(attempt, back, "late")

    def _ended(self, attempt: Attempt) -> None:
        c = self._c
        front = c.front.code is not None and c.front.code.attempt.attempt_id == attempt.attempt_id
        self._drop(attempt)
        if front and attempt.phase is not Phase.DECLINED:  # Enter means cash again
            c.show(pay=PayDraft())
        tender = next((t for t in c.state.tenders if t.reference == attempt.attempt_id), None)
        gone = attempt.phase in (Phase.RETURNED, Phase.OWED)  # it is the customer's again
        if tender is not None and gone and c.mode is Mode.PAYING:
            number = tender.no
            c.gesture(lambda: c.fire(ev.TenderUndone(number)))
        if gone and self.plans is not None:
            self.plans.unpaid(attempt.attempt_id)
        code = f"codepay.{attempt.phase.value}"
        if attempt.phase is Phase.DECLINED:
            code = f"codepay.declined.{attempt.why or 'refused'}"
            code = code if code in c.session.words else "codepay.declined.refused"
        if attempt.of:
            code = f"codepay.refund.{attempt.phase.value}"
        if front or _SAID[attempt.phase] != "warning":
            self._say(_SAID[attempt.phase], code, attempt)

    def _say(self, role: str, key: str, attempt: Attempt) -> None:
        c = self._c
        facts: dict[str, Fact] = {
            "tender": c.session.words(f"tender.{attempt.kind}"),
            "amount_minor": attempt.amount_minor,
            "got_minor": attempt.got_minor,
            "got": attempt.got_currency,
        }
        c.session.sound("error" if role == "danger" else "ok")
        c.gesture(partial(c.say, role, key, **facts))

    # --- where an attempt stands ---------------------------------------------------------------

    def _find(self, who: str) -> Attempt | None:
        front = self._c.front.code
        if front is not None and front.attempt.attempt_id == who:
            return front.attempt
        return self._behind.get(who)

    def _put(self, attempt: Attempt) -> None:
        c, front = self._c, self._c.front.code
        if front is not None and front.attempt.attempt_id == attempt.attempt_id:
            c.show(code=replace(front, attempt=attempt, now_ms=c.till.monotonic_ms()))
        elif attempt.attempt_id in self._behind:
            self._behind[attempt.attempt_id] = attempt

    def _drop(self, attempt: Attempt) -> None:
        c, front = self._c, self._c.front.code
        self._over.add(attempt.attempt_id)
        self._behind.pop(attempt.attempt_id, None)
        if front is not None and front.attempt.attempt_id == attempt.attempt_id:
            c.show(code=None)
