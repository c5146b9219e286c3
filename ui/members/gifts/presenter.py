"""Gift cards of the members' screen: found by the end of the code or by the card itself. No Qt."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Protocol

from app.domain.loyalty.gift_card import GiftCard
from app.usecases.loyalty import gift_cards, refund_topup
from app.usecases.loyalty.gift_cards import CardEvent
from app.usecases.services import Services
from ui.bridge.approval.asking import Asking
from ui.bridge.approval.shown import ApprovalVM
from ui.bridge.ports import Trouble
from ui.bridge.session import Session
from ui.members.gifts import viewmodel as vm
from ui.members.gifts.deeds import GiftDeed
from ui.members.gifts.viewmodel import FoundCard, GiftsVM
from ui.members.presenter.errand import Doing, Footing
from ui.members.viewmodel.dossier import Frame
from ui.members.viewmodel.parts import FormVM

Cards = Callable[[Services], tuple[GiftCard, ...]]


class View(Protocol):
    """What shows the page."""

    def put_gifts(self, shown: GiftsVM) -> None:
        """The page as it stands."""
        ...


class Gifts:
    """The page: a field, the cards it found, one deed at a time."""

    def __init__(self, view: View, session: Session, frame: Callable[[], Frame]) -> None:
        self._view, self._session, self._frame = view, session, frame
        self._shown = GiftsVM()
        self._found: tuple[FoundCard, ...] = ()
        self._told: tuple[GiftCard, tuple[CardEvent, ...]] | None = None
        self._asked = ""
        self._read: Cards | None = None
        self.asking = Asking(self, session)
        self.doing = Doing(self, session, self.asking, self._done)

    def open(self) -> None:
        """The page comes to the front, empty: whose card was here before is nobody's business."""
        while self.leave():
            pass
        self._nothing()
        self._put(GiftsVM())
        self._show()

    def typed(self, text: str) -> None:
        """The end of a code, a slip's number or a phone; a whole code is looked up like a scan."""
        said, self._asked = text.strip().upper(), ""
        self._put(replace(self._shown, typed=text, said=""))
        if ":" in said and len(said) > vm.SIGNS:
            self.scanned(said)
        elif len(said) >= vm.SIGNS:
            self._ask(lambda s: gift_cards.find(s, said))
        else:
            self._nothing()
            self._show()

    def scanned(self, code: str) -> None:
        """The card itself lies here."""
        self._put(replace(self._shown, said=""))
        self._ask(lambda s: (gift_cards.look(s, code),))

    def card(self, card_id: str) -> None:
        """The counter sent somebody here with a card."""
        self.open()
        self._ask(lambda s: (gift_cards.one(s, card_id),))

    def sold_with(self, topup_id: str) -> None:
        """Somebody was sent here with the sale of a card."""
        self.open()
        self._ask(lambda s: gift_cards.sold_with(s, topup_id))

    def member(self, member_id: str) -> None:
        """A member's card lies here: the gift cards that they took along."""
        self._put(replace(self._shown, typed="", said=""))
        self._ask(lambda s: gift_cards.of_member(s, member_id))

    def load(self) -> None:
        """What stands here is read again."""
        if self._read is not None:
            self._ask(self._read)

    def act(self, code: str) -> None:
        """A key beside a card was pressed."""
        what, _, card_id = code.partition(":")
        found = next((one for one in self._found if one.card.card_id == card_id), None)
        if found is not None and what == "history":
            self._tell(found.card)
        elif found is not None:
            self.doing.begin(GiftDeed(Footing(self._session, self._frame()), found, what))

    def leave(self) -> bool:
        """Esc: out of the approval, then out of the form."""
        return self.asking.leave() or self.doing.leave()

    # --- what `Doing` and `Asking` show ---------------------------------------------------------

    def put_form(self, shown: FormVM | None) -> None:
        """A form, or None when it is over."""
        self._put(replace(self._shown, form=shown))

    def put_approval(self, shown: ApprovalVM | None) -> None:
        """A second person is asked, or None when that is over."""
        self._put(replace(self._shown, approval=shown))

    # --- what came back -------------------------------------------------------------------------

    def _ask(self, cards: Cards) -> None:
        self._read, s = cards, self._session.services

        def read() -> tuple[FoundCard, ...]:
            found = cards(s)
            return tuple(FoundCard(one, refund_topup.may_cash_out(s, one)) for one in found)

        def landed(found: tuple[FoundCard, ...]) -> None:
            if self._read is not cards:
                return
            self._found, ids = found, [one.card.card_id for one in found]
            if self._asked not in ids:
                self._told, self._asked = None, ""
            self._show()
            if self._asked or ids:
                self._tell(found[ids.index(self._asked) if self._asked else 0].card)

        def failed(trouble: Trouble) -> None:
            if self._read is cards:
                self._found, self._told, self._asked = (), None, ""
                self._show()
                self._session.refused(trouble)

        self._session.runner.run(read, landed, failed, lane="read")

    def _tell(self, card: GiftCard) -> None:
        """What happened to it, read behind what was found: it may take a moment."""
        self._asked, s = card.card_id, self._session.services

        def landed(events: tuple[CardEvent, ...]) -> None:
            if self._asked == card.card_id:
                self._told = (card, events)
                self._show()

        self._session.runner.run(
            lambda: gift_cards.history(s, card.card_id),
            landed,
            self._session.refused,
            lane="report",
        )

    def _nothing(self) -> None:
        self._read, self._found, self._told, self._asked = None, (), None, ""

    def _done(self, said: str, value: Any) -> None:
        self._put(replace(self._shown, said=said))
        if isinstance(value, gift_cards.Replaced):
            self._asked = ""
            new, before = value.card.card_id, self._read
            self._ask(lambda s: (gift_cards.one(s, new), *_but(before(s) if before else (), new)))
        else:
            self.load()

    def _show(self) -> None:
        found = vm.sheet(self._shown.typed, self._found, self._frame(), self._told)
        self._put(replace(self._shown, sheet=found))

    def _put(self, shown: GiftsVM) -> None:
        self._shown = shown
        self._view.put_gifts(shown)


def _but(cards: tuple[GiftCard, ...], card_id: str) -> tuple[GiftCard, ...]:
    """All but one."""
    return tuple(one for one in cards if one.card_id != card_id)
