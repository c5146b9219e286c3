"""The money: which tender, how much, what was taken, and the commit that follows by itself."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app.domain.checkout import events as ev
from app.domain.checkout.state import Mode
from app.domain.errors import Refused
from app.domain.tendering import ASSET_KINDS, KINDS
from ui.checkout.front import PayDraft
from ui.checkout.offer import offer
from ui.checkout.presenter.code_pay import CodePaying
from ui.checkout.presenter.counter import Counter
from ui.checkout.viewmodel.money.tenders import tender_keys

if TYPE_CHECKING:
    from app.usecases.sale.history import PrintState

CHOSEN = frozenset(one.code for one in (*KINDS, *ASSET_KINDS) if one.code != "package")
AGAIN_MS = 400  # a second press of the same key within this is the same press


class Paying:
    """Gestures in the right half while money changes hands."""

    def __init__(self, counter: Counter, codes: CodePaying) -> None:
        self._c, self._codes = counter, codes
        self._pressed_ms = -AGAIN_MS

    def pay(self) -> None:
        """To the tenders. Pressed twice it is pressed once."""
        c = self._c

        def act() -> None:
            if c.mode in (Mode.READY, Mode.DONE):
                c.refuse(Refused("basket.empty"))
            elif c.mode not in (Mode.PAYING, Mode.COMMITTING):
                c.fire(ev.PayPressed())

        c.gesture(act)

    def back(self) -> None:
        """Back to the goods; from the member's PIN back to the money."""
        c = self._c
        if c.front.pay.pin is not None:
            c.show(pay=replace(c.front.pay, pin=None), notice=None)
            return
        self._c.gesture(lambda: self._c.fire(ev.BackPressed()))

    def choose(self, code: str) -> None:
        """By which tender: a kind, `stored:<wallet>` or `gift:<card>`; what was keyed stays."""
        c = self._c
        kind, _, reference = code.partition(":")
        if c.mode is not Mode.PAYING or kind not in CHOSEN:
            return
        c.show(pay=PayDraft(kind, c.front.pay.text, reference=reference), notice=None)
        if kind == "stored" and self._at_once():
            self.confirm()

    def _at_once(self) -> bool:
        """Stored value that covers all of it needs no second key (counter.md 4: card, goods, pay,
        wallet); not where an amount was keyed or the member has another wallet to choose."""
        c = self._c
        keys = tender_keys(c.state, c.front.pay, c.frame())
        wallets = [one for one in keys if one.code.startswith("stored:")]
        if c.front.pay.text.strip() or len(wallets) != 1 or c.state.tenders:
            return False
        now = offer(c.state, c.front.pay, c.desk())
        return now.tender is not None and now.left_minor == 0

    def choose_kind(self, kind: str) -> None:
        """From the keyboard: the wallets one after another, the gift card that lies here."""
        c = self._c
        if c.mode is not Mode.PAYING:
            return
        keys = [one for one in tender_keys(c.state, c.front.pay, c.frame())]
        mine = [one for one in keys if one.code.partition(":")[0] == kind]
        able = [one for one in mine if not one.off]
        if not able:
            if mine:
                c.refuse_words(mine[0].off)
            return
        chosen = next((i for i, one in enumerate(able) if one.chosen), -1)
        self.choose(able[(chosen + 1) % len(able)].code)

    def typed(self, text: str) -> None:
        """The amount field's text."""
        c = self._c
        if c.mode is Mode.PAYING:
            c.show(pay=replace(c.front.pay, text=text, ask=False), notice=None)

    def quick(self, given_minor: int) -> None:
        """Quick cash: handed over and taken in one touch."""
        self._take("cash", given_minor, "")

    def confirm(self) -> None:
        """What the filled key says."""
        c = self._c
        if c.mode is not Mode.PAYING:
            return
        if c.state.due_minor == 0 and (c.state.tenders or c.state.basket.credit):
            c.gesture(lambda: c.fire(ev.CompletePressed()))
            return
        now = offer(c.state, c.front.pay, c.desk())
        if now.refused is not None:
            c.refuse(now.refused)
            return
        if self._codes.by_code(now.kind.code):
            c.refuse(Refused("paycode.scan"))  # a gateway takes it: nobody confirms it by hand
            return
        if now.unlikely and not c.front.pay.ask:
            c.session.sound("ask")
            c.show(pay=replace(c.front.pay, ask=True), notice=None)
            self._pressed_ms = c.till.monotonic_ms()  # a bounced Enter is no second answer
            return
        self._take(now.kind.code, now.given_minor, c.front.pay.reference)

    def _take(self, code: str, given_minor: int, reference: str) -> None:
        c = self._c
        now_ms = c.till.monotonic_ms()
        if now_ms - self._pressed_ms < AGAIN_MS:
            return
        self._pressed_ms = now_ms

        offered = ev.TenderOffered(code, given_minor, reference)

        def act() -> None:
            if c.mode is Mode.PAYING and c.fire(offered):
                c.show(pay=replace(PayDraft(), pin=c.front.pay.pin))

        c.gesture(act)

    def forget_press(self) -> None:
        """The next press is no second half of the last one, however soon it comes."""
        self._pressed_ms = -AGAIN_MS

    def undo(self, number: int) -> None:
        """Give one tender back. A second touch finds it gone, and says nothing."""
        c = self._c

        def act() -> None:
            tender = next((one for one in c.state.tenders if one.no == number), None)
            if c.mode is Mode.PAYING and tender is not None and not self._codes.undo(tender):
                c.fire(ev.TenderUndone(number))

        c.gesture(act)

    def undo_last(self) -> None:
        """From the keyboard: give back what was taken last."""
        tenders = self._c.state.tenders
        if tenders:
            self.undo(tenders[-1].no)

    def reprint(self) -> None:
        """A copy of the sale just made, or of the last one."""
        c = self._c
        last = c.state.last
        operator, sale_id = c.operator, last.sale_id if last else None

        def done(job_id: str) -> None:
            if last is not None:
                self.follow(job_id)
            c.say("accent", "checkout.reprinting")

        c.work(lambda: c.till.reprint(operator, sale_id), done)

    def printed(self) -> None:
        """Asked "Did it print?", a person looked and said yes."""
        c = self._c
        job = c.front.job
        if job is not None and job.state == "unsure":
            c.work(lambda: c.till.answer(job.job_id), lambda _: self.follow())

    def follow(self, job_id: str = "") -> None:
        """How the last sale's paper stands now."""
        c = self._c
        last = c.state.last
        job = job_id or (c.front.job.job_id if c.front.job else last.print_job if last else "")
        if c.mode is not Mode.DONE or not job:
            return

        def found(state: PrintState | None) -> None:
            if c.mode is Mode.DONE and state is not None:
                c.show(job=state)

        c.ask(lambda: c.till.print_state(job), found)
