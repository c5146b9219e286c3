"""The counter without Qt: gestures in, `view.put(vm)` out. Split by what the hand is doing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.checkout.presenter.asking import Asking
from ui.checkout.presenter.code_pay import CodePaying
from ui.checkout.presenter.counter import Counter, View
from ui.checkout.presenter.days import Days
from ui.checkout.presenter.goods import Goods
from ui.checkout.presenter.keys import Keys
from ui.checkout.presenter.members import Members
from ui.checkout.presenter.paying import Paying
from ui.checkout.presenter.pins import Pins
from ui.checkout.presenter.plans import Plans
from ui.checkout.presenter.scanning import Scanning
from ui.checkout.presenter.till import Till
from ui.checkout.presenter.wallet import Rewards, Wallet
from ui.checkout.presenter.weighing import Weighing

if TYPE_CHECKING:
    from ui.bridge.session import Session

__all__ = ["CheckoutPresenter", "Till", "View"]


class CheckoutPresenter:
    """All gestures of the counter by room: `goods`, `scanning`, `paying`, `asking`, `members`,
    `codes`, `wallet`, `rewards`, `plans`, `pins`, `weighing`, `days`; `keys.press(action)` is the
    keyboard."""

    def __init__(self, view: View, session: Session, till: Till | None = None) -> None:
        self.session = session
        self.counter = Counter(view, session, till or Till(session))
        self.asking = Asking(self.counter)
        self.scanning = Scanning(self.counter, self.asking.card)
        self.weighing = Weighing(self.counter)
        self.goods = Goods(self.counter)
        self.wallet = Wallet(self.counter)
        self.members = Members(self.counter, self.wallet)
        self.codes = CodePaying(self.counter)
        self.paying = Paying(self.counter, self.codes)
        self.rewards = Rewards(self.counter)
        self.plans = Plans(self.counter, self.codes, self.members.find, self.members.attach)
        self.pins = Pins(self.counter, self.plans, self.rewards)
        self.days = Days(self.counter, self.paying, self.wallet, self.members.attach)
        self.keys = Keys(self)

    def scan(self, text: str) -> bool:
        """A code from any scanner."""
        if self.counter.front.loaded and self.codes.take(text):
            return True
        return self.scanning.scan(text)

    def stop(self) -> None:
        """The screen is gone: hear nothing more."""
        self.days.stop()
        self.codes.stop()

    def activated(self) -> None:
        """The screen is seen; a member's page may have brought its member along."""
        self.days.activated()
        if not self.counter.front.loaded:
            return
        brought = self.session.take_member()
        if brought:
            self.members.attach(brought)
        begun = self.session.take_exchange()
        if begun is not None:
            self.days.exchange(begun)
        errand, _, member_id = self.session.take_errand("checkout").partition(":")
        if errand == "topup" and member_id:
            self.plans.for_member(member_id)
