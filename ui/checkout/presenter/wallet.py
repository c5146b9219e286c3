"""What the member of this sale has, put to use: vouchers, packages, gifts for points."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app.domain.checkout import events as ev
from app.domain.checkout.state import CheckoutState, Mode
from app.domain.errors import Refused
from app.domain.ids import MemberId
from app.domain.loyalty.purse import Purse
from ui.bridge.ports import Trouble
from ui.checkout.member_front import Buyer, PinDraft, RewardsPanel, WalletPanel
from ui.checkout.presenter.counter import PIN_CODES, Counter

if TYPE_CHECKING:
    from app.usecases.loyalty.redeem import Redeemed, RewardOffer

WITH_PURSE = (Mode.READY, Mode.SELLING, Mode.PAYING)


class Wallet:
    """The member's panel, and the keys of use beneath the lines."""

    def __init__(self, counter: Counter) -> None:
        self._c = counter
        self._asked = ("", "")
        counter.after_step.append(self._stepped)

    def open(self) -> None:
        """Show what they have, read anew: something may have changed it meanwhile."""
        self._c.open(WalletPanel())
        self.read()

    def changed(self, members: frozenset[str]) -> None:
        """A commit elsewhere touched these members."""
        c = self._c
        member, last = c.state.basket.member, c.state.last
        if member is not None and member.member_id in members and c.mode is not Mode.CLOSED:
            self.read()
        if c.mode is Mode.DONE and last is not None and last.member_id in members:
            c.read_after(last.member_id)

    def _stepped(self, _: CheckoutState) -> None:
        """Whoever comes to the counter is read once more, beside the queue: a basket that was put
        aside comes back without its purse, and how near the next tier is takes its time."""
        state = self._c.state
        member = state.basket.member
        if member is None:
            self._asked = ("", "")
            return
        if state.mode not in WITH_PURSE:
            return
        at = (state.basket.sale_id, member.member_id)
        if at != self._asked:
            self._asked = at
            self.read()

    def read(self) -> None:
        """Their purse, beside the queue. What cannot be read stays unknown, and is said there."""
        c = self._c
        member = c.state.basket.member
        if member is None:
            return
        member_id = member.member_id

        def done(purse: Purse) -> None:
            c.fire_quietly(ev.PurseSeen(purse))

        c.ask(lambda: c.till.purse(member_id), done, _unknown)

    def touch(self, action: str) -> None:
        """A voucher or a package was touched: `voucher:<id>`, `use:<package>:<item>`."""
        kind, _, rest = action.partition(":")
        if kind == "exchange":
            self._c.gesture(lambda: self._c.fire(ev.ExchangeDropped()))
        elif kind == "voucher":
            self._voucher(rest)
        elif kind == "use":
            package_id, _, item_id = rest.partition(":")
            self._use(package_id, item_id)

    def _voucher(self, voucher_id: str) -> None:
        c = self._c

        def act() -> None:
            used = [one.voucher_id for one in c.state.basket.vouchers]
            if voucher_id in used:
                c.fire(ev.VoucherDropped(voucher_id))
                return
            theirs = c.state.purse.vouchers if c.state.purse else ()
            found = next((one for one in theirs if one.voucher_id == voucher_id), None)
            if found is None:
                c.refuse(Refused("voucher.unknown"))
            else:
                c.fire(ev.VoucherOffered(found))

        c.gesture(act)

    def _use(self, package_id: str, item_id: str) -> None:
        c = self._c

        def found(event: object) -> None:
            purse = c.state.purse
            packages = purse.packages if purse else ()
            package = next((one for one in packages if one.package_id == package_id), None)
            if package is None:
                c.refuse(Refused("package.not_here"))
            elif isinstance(event, ev.ItemIdentified):
                c.fire(ev.PackageUsed(package, event.item, event.unit_price_minor))
            else:
                c.fire(event)

        c.work(lambda: c.till.item_event(item_id), found, lane="read")

    def best_voucher(self) -> None:
        """While paying: the voucher that takes most off."""
        from ui.checkout.viewmodel.money.tenders import best_voucher

        c = self._c
        if c.mode is not Mode.PAYING:
            return
        best, _ = best_voucher(c.state, c.frame())
        if best is None:
            c.refuse(Refused("voucher.none_fits"))
        else:
            self.touch(best.action)


class Rewards:
    """Gifts for points."""

    def __init__(self, counter: Counter) -> None:
        self._c = counter

    def open(self) -> None:
        """What the member's points buy."""
        c = self._c
        buyer = buyer_of(c)
        if not buyer.member_id:
            c.refuse(Refused("member.needed"))
            return
        c.open(RewardsPanel(buyer, redeem_id=c.till.new_id()))
        self._load(buyer.member_id)

    def _load(self, member_id: str, *, again: bool = False) -> None:
        """`again`: nothing is chosen, so that the second tap of two takes no second gift."""
        c = self._c

        def done(offers: tuple[RewardOffer, ...]) -> None:
            panel = c.front.panel
            if isinstance(panel, RewardsPanel):
                can = (i for i, one in enumerate(offers) if one.can and not again)
                first = next(can, -1)
                at = panel.at if 0 <= panel.at < len(offers) else first
                c.show(panel=replace(panel, offers=offers, at=at, loaded=True))

        c.ask(lambda: c.till.rewards(member_id), done)

    def choose(self, at: int) -> None:
        """Stand on one."""
        panel = self._c.front.panel
        if isinstance(panel, RewardsPanel) and not panel.busy:
            self._c.show(panel=replace(panel, at=at), notice=None)

    def move(self, by: int) -> None:
        """From the keyboard the next one that can be had, by so many places; none there: stay."""
        panel = self._c.front.panel
        if not isinstance(panel, RewardsPanel):
            return
        place = panel.at + by if panel.at >= 0 else 0
        while 0 <= place < len(panel.offers) and not panel.offers[place].can:
            place += by
        if 0 <= place < len(panel.offers):
            self.choose(place)

    def confirm(self, pin: str = "") -> None:
        """Take it: once, however often the key is pressed."""
        c, panel = self._c, self._c.front.panel
        if not isinstance(panel, RewardsPanel) or panel.busy:
            return
        if not 0 <= panel.at < len(panel.offers) or not panel.offers[panel.at].can:
            return
        reward = panel.offers[panel.at].reward
        operator, shift_id = c.operator, c.shift_id
        member_id, redeem_id = panel.buyer.member_id, panel.redeem_id
        waits = replace(panel.pin, busy=True) if panel.pin else None
        c.show(panel=replace(panel, busy=True, pin=waits))
        c.work(
            lambda: c.till.redeem(
                operator, shift_id, member_id, reward.reward_id, redeem_id=redeem_id, pin=pin
            ),
            self._redeemed,
            self._refused,
            broken=lambda: c.show(panel=replace(panel, busy=False)),
        )

    def _redeemed(self, done: Redeemed) -> None:
        c, panel = self._c, self._c.front.panel
        c.session.sound("ok")
        c.fire_quietly(ev.PurseSeen(done.purse))
        name = done.reward.named(c.session.language)
        if isinstance(panel, RewardsPanel):
            c.show(panel=RewardsPanel(panel.buyer, redeem_id=c.till.new_id()))
            self._load(panel.buyer.member_id, again=True)
        c.say("positive", "checkout.rewards.done", name=name, n=done.points, left=done.purse.points)

    def _refused(self, trouble: Trouble) -> None:
        c, panel = self._c, self._c.front.panel
        if not isinstance(panel, RewardsPanel):
            c.refuse(trouble)
            return
        if isinstance(trouble, Refused) and trouble.code in PIN_CODES:
            c.show(panel=replace(panel, busy=False, pin=pin_draft(trouble)))
            return
        c.show(panel=replace(panel, busy=False, pin=None))
        c.refuse(trouble)


def _unknown(_: Trouble) -> None:
    """The keys that need the purse say that it is not there yet."""


def pin_draft(refusal: Refused) -> PinDraft:
    """The PIN panel after a refusal: asked for the first time it says nothing is wrong."""
    if refusal.code == "card.pin_needed":
        return PinDraft()
    return PinDraft(error=(f"refused.{refusal.code}", tuple(refusal.facts.items())))


def buyer_of(c: Counter) -> Buyer:
    """The member of this sale, or of the one just made; an empty one without a member."""
    member = c.state.basket.member or (c.front.done_member if c.mode is Mode.DONE else None)
    if member is None:
        return Buyer()
    return Buyer(MemberId(member.member_id), member.name, member.phone_masked, member.tier_id)
