"""Takes goods back without a receipt: which, for how much, why, to where; a second person says yes.

Knows no Qt. What it comes to is asked of the use case after every touch.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Protocol

from app.domain.checkout.events import ItemIdentified, MemberAttached
from app.domain.errors import Refused
from app.domain.money import parse_amount
from app.domain.permissions import Permission
from app.domain.pricing.basket import Approval
from app.domain.returns import ReturnReason
from app.usecases.returns.blind import CASH, BlindLine, preview_blind, return_blind
from app.usecases.returns.reasons import blind_limit, reasons
from app.usecases.sale.identify_code import Identified, identify
from app.usecases.sale.return_goods import Returned, Returning
from app.usecases.sale.search_items import FoundItem, search
from ui.bridge.approval.asking import Asking, needed
from ui.bridge.approval.shown import ApprovalVM, Asked
from ui.bridge.ports import Trouble
from ui.bridge.session import Session
from ui.history import blind_words as vm
from ui.history.blind_words import BlindVM
from ui.history.return_words import PIECE, DoneVM, done

ME = "history"
OFFERS = 4  # found items that stand beneath the field


class View(Protocol):
    """What shows the panel."""

    def put_blind(self, shown: BlindVM | None) -> None:
        """The panel, or None when it is over."""
        ...

    def put_approval(self, shown: ApprovalVM | None) -> None:
        """A second person is asked, or None when that is over."""
        ...


@dataclass(frozen=True, slots=True)
class Draft:
    """What was chosen so far. `to` is `cash` or the member's holder, `member` whom it names;
    `current` the line whose price is keyed."""

    refund_id: str
    lines: tuple[tuple[FoundItem, int, int], ...] = ()
    current: int = 0
    text: str = ""
    found: tuple[FoundItem, ...] = ()
    reasons: tuple[ReturnReason, ...] = ()
    reason: str = ""
    to: str = CASH
    member: tuple[str, str] = ("", "")
    price_text: str = ""
    shown: Returning | None = None
    busy: bool = False
    error: str = ""

    @property
    def asked(self) -> tuple[BlindLine, ...]:
        """The lines as the use case takes them."""
        return tuple(BlindLine(one.item.item_id, qty, price) for one, qty, price in self.lines)


class BlindPresenter:
    """One return at a time; its id is made when the panel opens, so a double tap is one return."""

    def __init__(
        self, view: View, session: Session, asking: Asking, made: Callable[[DoneVM], None]
    ) -> None:
        self._view, self._session, self._told = view, session, made
        self.asking = asking
        self._draft: Draft | None = None

    @property
    def open_now(self) -> bool:
        """Whether the panel is there."""
        return self._draft is not None

    def off(self) -> str:
        """Why this person cannot begin one, or an empty text."""
        session, words = self._session, self._session.words
        if session.shift is None:
            return words("return.no_shift")
        return "" if session.may(Permission.RETURN) else words("return.not_allowed")

    def open(self) -> None:
        """An empty panel."""
        if self.off() or self._draft is not None:
            return
        s = self._session.services
        self._draft = Draft(s.clock.new_id())
        self._show()
        self._session.runner.run(
            lambda: reasons(s), lambda known: self._put(reasons=known), self._refused, lane="read"
        )

    def leave(self) -> bool:
        """Out of the approval, then out of the panel; nothing was taken back."""
        if self.asking.leave():
            return True
        if self._draft is None or self._draft.busy:
            return False
        self._close()
        return True

    # --- which goods -------------------------------------------------------------------------

    def typed(self, text: str) -> None:
        """Part of a name or a code: what it may be stands beneath."""
        if self._draft is None:
            return
        self._put(text=text, found=() if not text.strip() else self._draft.found)
        if not text.strip():
            return
        s, language = self._session.services, self._session.language
        self._session.runner.run(
            lambda: search(s, text, language, OFFERS),
            lambda rows: self._offered(text, rows),
            self._refused,
            lane="read",
        )

    def entered(self) -> None:
        """Enter: the first that was found; with nothing typed, take it all back."""
        draft = self._draft
        if draft is None:
            return
        if draft.text.strip():
            self.choose(0)
        else:
            self.submit()

    def choose(self, at: int) -> None:
        """One of what was found joins, at its price of today."""
        draft = self._draft
        if draft is None or draft.busy or not 0 <= at < len(draft.found):
            return
        self._add(draft.found[at], PIECE)

    def scanned(self, text: str) -> bool:
        """Goods join, a member's card says where the money goes; the rest is for others."""
        if self.asking.scanned(text):
            return True
        if self._draft is None:
            return False
        s, now_ms = self._session.services, self._session.now_ms()
        self._session.runner.run(
            lambda: identify(s, text, at=now_ms), self._meant, self._refused, lane="read"
        )
        return True

    def pick(self, at: int) -> None:
        """Stand on a line."""
        if self._draft is not None and 0 <= at < len(self._draft.lines):
            self._put(current=at, price_text="")

    def step(self, at: int, by: int) -> None:
        """One more or less of a line; none leaves it."""
        draft = self._draft
        if draft is None or draft.busy or not 0 <= at < len(draft.lines):
            return
        item, qty, price = draft.lines[at]
        left = qty + by * PIECE
        rest = (*draft.lines[:at], *draft.lines[at + 1 :])
        now = (*draft.lines[:at], (item, left, price), *draft.lines[at + 1 :])
        self._lines(now if left > 0 else rest, min(at, max(0, len(rest) - 1)))

    def more(self) -> None:
        """One more of the line one stands on, from the keyboard."""
        if self._draft is not None:
            self.step(self._draft.current, 1)

    def less(self) -> None:
        """One less, from the keyboard."""
        if self._draft is not None:
            self.step(self._draft.current, -1)

    def price(self, text: str) -> None:
        """What is paid for a piece or kg of the line one stands on."""
        draft = self._draft
        if draft is None or draft.busy or not draft.lines:
            return
        self._put(price_text=text, error="")
        try:
            minor = parse_amount(text, self._session.shop.currency)
        except Refused as wrong:
            self._put(error=self._session.words.error(wrong))
            return
        at = draft.current
        item, qty, _ = draft.lines[at]
        self._lines((*draft.lines[:at], (item, qty, minor), *draft.lines[at + 1 :]), at)

    # --- why, to where -----------------------------------------------------------------------

    def reason(self, code: str) -> None:
        """Why it comes back."""
        if self._draft is not None and not self._draft.busy:
            self._put(reason=code)

    def next_reason(self, by: int) -> None:
        """The reason before or after, from the keyboard."""
        draft = self._draft
        if draft is None or not draft.reasons:
            return
        codes = [one.code for one in draft.reasons]
        at = codes.index(draft.reason) + by if draft.reason in codes else min(0, by)
        self.reason(codes[at % len(codes)])

    def goes_to(self, code: str) -> None:
        """Cash, or the member whose card was scanned."""
        draft = self._draft
        if draft is None or draft.busy:
            return
        if code != CASH and not draft.member[0]:
            self._session.sound("ask")
            self._put(error=self._session.words("blind.scan_member"))
            return
        self._put(to=code, error="")
        self._ask()

    def turn(self) -> None:
        """The other way, from the keyboard."""
        if self._draft is not None:
            self.goes_to(CASH if self._draft.to != CASH else vm.MEMBER)

    def submit(self, approval: Approval | None = None) -> None:
        """Take it back."""
        draft, shift = self._draft, self._session.shift
        if draft is None or shift is None or draft.busy or vm.missing(draft.shown, draft.reason):
            return
        s, operator, shift_id = self._session.services, self._session.on_duty, str(shift.shift_id)
        to = self._to(draft)
        self._put(busy=True, error="")
        self._session.runner.run(
            lambda: return_blind(
                *(s, operator, shift_id, draft.asked),
                reason=draft.reason,
                to=to,
                approval=approval,
                refund_id=draft.refund_id,
            ),
            self._made,
            self._refused,
            initiator=ME,
        )

    # --- what came back ----------------------------------------------------------------------

    @staticmethod
    def _to(draft: Draft) -> str:
        return CASH if draft.to == CASH else f"m:{draft.member[0]}"

    def _offered(self, text: str, rows: tuple[FoundItem, ...]) -> None:
        if self._draft is not None and self._draft.text == text:
            self._put(found=rows)

    def _meant(self, event: Identified) -> None:
        if self._draft is None:
            return
        if isinstance(event, ItemIdentified):
            found = FoundItem(event.item, event.unit_price_minor)
            self._add(found, event.qty_milli or PIECE)
        elif isinstance(event, MemberAttached):
            who = (str(event.member.member_id), event.member.name)
            self._session.sound("ok")
            self._put(member=who, to=vm.MEMBER, error="")
            self._ask()
        else:
            self._session.sound("error")
            self._put(error=self._session.words("blind.not_goods"))

    def _add(self, found: FoundItem, qty: int) -> None:
        draft = self._draft
        if draft is None or draft.busy:
            return
        if found.price_minor is None:
            self._session.sound("error")
            self._put(error=self._session.words("checkout.search.no_price"))
            return
        self._session.sound("ok")
        self._put(text="", found=())
        lines = draft.lines
        for at, (one, had, price) in enumerate(lines):
            if one.item.item_id == found.item.item_id:
                now = (*lines[:at], (one, had + qty, price), *lines[at + 1 :])
                self._lines(now, at)
                return
        self._lines((*lines, (found, qty, found.price_minor)), len(lines))

    def _lines(self, lines: tuple[tuple[FoundItem, int, int], ...], current: int) -> None:
        self._put(lines=lines, current=current, error="")
        self._ask()

    def _ask(self) -> None:
        draft = self._draft
        if draft is None:
            return
        if not draft.lines:
            self._put(shown=None)
            return
        s, lines, to = self._session.services, draft.asked, self._to(draft)
        self._session.runner.run(
            lambda: preview_blind(s, lines, to=to),
            lambda shown: self._previewed(lines, to, shown),
            self._refused,
            lane="read",
        )

    def _previewed(self, lines: tuple[BlindLine, ...], to: str, shown: Returning) -> None:
        draft = self._draft
        if draft is not None and (draft.asked, self._to(draft)) == (lines, to):
            self._put(shown=shown)

    def _made(self, made: Returned) -> None:
        self._draft = None
        self._view.put_blind(None)
        self._told(done(made, self._session.words))

    def _refused(self, trouble: Trouble) -> None:
        draft = self._draft
        if draft is None:
            return
        self._put(busy=False)
        if needed(trouble) and draft.shown is not None:
            what, figure, facts = vm.asked(draft.shown, self._session.words)
            asked = Asked(
                action=str(trouble.facts["action"]),
                permission=str(trouble.facts["permission"]),
                binding=str(trouble.facts["binding"]),
                what=what,
                amount=figure,
                facts=facts,
                amount_minor=draft.shown.total_minor,
                reason=vm.reason_said(draft.reasons, draft.reason, self._session.language),
            )
            self.asking.ask(asked, self.submit)
            return
        self._session.sound("error")
        self._put(shown=None, error=self._session.words.error(trouble))

    def _close(self) -> None:
        self._draft = None
        self._view.put_blind(None)

    def _put(self, **changes: object) -> None:
        if self._draft is not None:
            self._draft = replace(self._draft, **changes)  # type: ignore[arg-type]
            self._show()

    def _show(self) -> None:
        draft = self._draft
        if draft is None or self._session.operator is None:
            return
        limit = blind_limit(self._session.shop)
        self._view.put_blind(
            vm.panel(
                vm.Seen(
                    lines=draft.lines,
                    current=draft.current,
                    text=draft.text,
                    found=draft.found,
                    reasons=draft.reasons,
                    reason=draft.reason,
                    to=draft.to,
                    member=draft.member[1],
                    price_text=draft.price_text,
                    shown=draft.shown,
                    busy=draft.busy,
                    error=draft.error,
                    limit_minor=limit,
                ),
                self._session.words,
            )
        )
