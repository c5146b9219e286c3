"""Looks back: finds a sale, shows it whole, prints its receipt again. Knows no Qt."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Protocol

from app.domain.codes import ReceiptCode, parse
from app.domain.errors import Refused
from app.domain.loyalty.tier import TierTerms
from app.domain.permissions import Permission
from app.domain.returns import How
from app.usecases.catalog.list_items import tiers
from app.usecases.outcome import Changes
from app.usecases.printing.settle import answer
from app.usecases.printing.width import paper_width
from app.usecases.returns.look_back import BlindDetail, BlindRow, blind_detail, reprint_blind
from app.usecases.sale.history import SaleDetail, detail
from app.usecases.sale.identify_code import Identified, ReceiptFound, identify
from app.usecases.sale.reprint import reprint
from ui.bridge.ports import Trouble
from ui.bridge.session import Session
from ui.history import viewmodel as vm
from ui.history.blind import BlindPresenter
from ui.history.blind import View as BlindView
from ui.history.looking import BLIND, Found, key_of, matching, page, sales_of
from ui.history.return_words import DoneVM
from ui.history.returning import ReturnPresenter
from ui.history.returning import View as ReturnView
from ui.history.unreceipted import blind_page, blind_row
from ui.history.viewmodel import DetailVM, ListVM, RowVM

ME = "history"
LIMIT = 60


class View(ReturnView, BlindView, Protocol):
    """What the presenter asks of the screen."""

    def put_list(self, shown: ListVM, chosen: str) -> None:
        """The list, and which sale of it is open."""
        ...

    def put_detail(self, shown: DetailVM | None, error: str = "") -> None:
        """One sale, none, or why it cannot be shown."""
        ...

    def clear_search(self) -> None:
        """Empty the search field."""
        ...

    def put_blind_done(self, shown: DoneVM) -> None:
        """What to hand over for goods without a receipt."""
        ...


class HistoryPresenter:
    """One history screen. The newest sale is open until another is chosen."""

    def __init__(self, view: View, session: Session) -> None:
        self._view, self._session = view, session
        self._text = ""
        self._rows: tuple[Found, ...] = ()
        self._list = ListVM("loading")
        self._open_id = ""
        self._shown: DetailVM | None = None
        self._more = self._reading = False
        self._printing = ""
        self._by_scan = ""  # the sale whose receipt was scanned here
        self._sought = False  # whether what is looked for was typed just now
        self._meant = ""  # the sale that somebody was sent here to take back
        self.returning = ReturnPresenter(view, session, self._took_back)
        self.blind = BlindPresenter(view, session, self.returning.asking, self._took_blind)

    def load(self) -> None:
        """The screen comes to the front: the newest sales, and the one that is open.

        Cash that was handed over before somebody went away is not asked for again.
        """
        if self._shown is not None:
            self._shown = replace(self._shown, done=None, said="")
        self._refresh()

    def _refresh(self) -> None:
        self._find(self._text)
        if self._open_id:
            self._read(self._open_id)

    def changed(self, changes: Changes) -> None:
        """A commit while the screen is in front."""
        if changes.sales or changes.prints:
            self._find(self._text)
            if self._open_id:
                self._read(self._open_id)

    def typed(self, text: str) -> None:
        """What stands in the search field now."""
        self._text, self._sought = text.strip(), True
        self._find(self._text)

    def _forget_search(self) -> None:
        """A receipt came by itself: what was looked for before must not open another over it."""
        if self._text:
            self._text, self._sought = "", False
            self._view.clear_search()
            self._find("")

    def retry(self) -> None:
        """Read again after an error."""
        self._put_list(ListVM("loading"))
        self.load()

    def near_end(self) -> None:
        """The list is scrolled to its end: older sales, if there are any."""
        sales = sales_of(self._rows)
        if not self._more or self._reading or not sales:
            return
        self._reading = True
        s, after = self._session.services, sales[-1].sale_id
        self._session.runner.run(
            lambda: page(s, after, LIMIT), self._older, self._failed, lane="read"
        )

    def open(self, sale_id: str) -> None:
        """Show one sale, or the return without a receipt `blind:<id>`."""
        if sale_id != self._open_id:
            self.returning.leave()
            self._open_id, self._shown = sale_id, None
            self._read(sale_id)

    def sent(self, errand: str) -> None:
        """Somebody was sent here: `sale:<id>` opens it, `return:<id>` its panel, too."""
        verb, _, sale_id = errand.partition(":")
        if not sale_id:
            return
        self._meant = sale_id if verb == "return" else ""
        self.returning.leave()
        self._forget_search()
        if sale_id == self._open_id:
            self._take_back_meant()
        self.open(sale_id)
        self._put_list(self._list)

    def take_back(self) -> None:
        """Goods of the sale that is open come back."""
        shown = self._shown
        if shown is not None and not shown.blind and not shown.return_off:
            self._shown = replace(shown, done=None, said="")
            self.returning.open(shown.sale_id)

    def void(self) -> None:
        """The whole sale is undone: its own shift, before the Z."""
        shown = self._shown
        if shown is not None and shown.void:
            self._shown = replace(shown, done=None, said="")
            self.returning.open(shown.sale_id, How.VOID)

    def _take_back_meant(self) -> None:
        """The panel that was asked for, once the sale is read."""
        if self._meant and self._shown is not None and self._shown.sale_id == self._meant:
            self._meant = ""
            self.take_back()

    def _took_back(self, sale_id: str, done: DoneVM) -> None:
        """It came back: say what to hand over, and read the sale again."""
        if self._shown is not None and self._shown.sale_id == sale_id:
            self._put(replace(self._shown, done=done, said="", error=""))
            self._read(sale_id)
        self._find(self._text)

    def leave(self) -> bool:
        """Out of whatever panel is open."""
        return self.blind.leave() or self.returning.leave()

    def without_receipt(self) -> None:
        """Goods come back whose receipt nobody has."""
        off = self.blind.off()
        if off:
            self._session.sound("error")
            self._session.notice(off)
        elif not self.returning.open_on:
            self.blind.open()

    def _took_blind(self, done: DoneVM) -> None:
        """It came back without a receipt: say what to hand over; what was to be handed over for the
        sale that is open has been."""
        if self._shown is not None:
            self._put(replace(self._shown, done=None, said=""))
        self._view.put_blind_done(done)

    def scanned(self, text: str) -> bool:
        """The QR or the number of a receipt opens it; anything else is not for this screen."""
        if self.returning.asking.scanned(text) or self.blind.scanned(text):
            return True
        try:
            code = parse(text, self._session.shop.label_patterns)
        except Refused:
            return False
        if not isinstance(code, ReceiptCode):
            return self._keep_chosen()
        s, now_ms = self._session.services, self._session.now_ms()
        self._session.runner.run(
            lambda: identify(s, text, at=now_ms), self._scanned, self._session.refused, lane="read"
        )
        return True

    def reprint(self) -> None:
        """A copy of the sale that is open, marked as one; pressed twice it is printed once."""
        shown = self._shown
        if shown is None or self._printing or shown.reprint_off:
            return
        s, operator, key = self._session.services, self._session.on_duty, shown.sale_id
        again = reprint_blind if shown.blind else reprint
        self._printing, key = key, key.removeprefix(BLIND)
        self._session.runner.run(
            lambda: again(s, operator, key), self._sent, self._refused, initiator=ME
        )

    def answer(self, job_id: str, *, printed: bool) -> None:
        """A person looked whether an unsure print came out."""
        s = self._session.services
        self._session.runner.run(
            lambda: answer(s, job_id, printed=printed),
            lambda _: self._refresh(),
            self._refused,
            initiator=ME,
        )

    # --- the list ----------------------------------------------------------------------------

    def _find(self, text: str) -> None:
        s = self._session.services
        self._session.runner.run(
            lambda: matching(s, text, LIMIT),
            lambda rows: self._found(text, rows),
            self._failed,
            lane="read",
        )

    def _found(self, text: str, rows: tuple[Found, ...]) -> None:
        if text != self._text or self._session.operator is None:
            return
        self._rows = rows
        self._more = not text and len(sales_of(rows)) == LIMIT
        self._show_rows()
        sought, self._sought = self._sought, False
        if rows and (not self._open_id or (sought and text and len(rows) == 1)):
            self.open(key_of(rows[0]))
            self._show_rows()
        elif not rows and not (self.returning.open_on or self.blind.open_now):
            self._open_id, self._shown = "", None  # what is not found is not taken back either
            self._view.put_detail(None)

    def _older(self, rows: tuple[Found, ...]) -> None:
        self._reading = False
        self._more = len(sales_of(rows)) == LIMIT
        self._rows += rows
        self._show_rows()

    def _show_rows(self) -> None:
        rows = tuple(self._row(one) for one in self._rows)
        state = "rows" if rows else "none" if self._text else "empty"
        none = self._session.words("history.none", text=self._text) if state == "none" else ""
        self._put_list(ListVM(state, rows=rows, none=none))

    def _row(self, one: Found) -> RowVM:
        words, today, at = self._session.words, self._today(), self._session.at(one.at_ms)
        if isinstance(one, BlindRow):
            return blind_row(one, at, today, words)
        return vm.row(one, at, today, words)

    def _today(self) -> date:
        return self._session.at(self._session.now_ms()).date()

    def _failed(self, trouble: Trouble) -> None:
        self._reading = False
        self._put_list(ListVM("error", error=self._session.words.error(trouble)))

    def _put_list(self, shown: ListVM) -> None:
        self._list = shown
        self._view.put_list(shown, self._open_id)

    # --- one sale ----------------------------------------------------------------------------

    def _read(self, sale_id: str) -> None:
        s = self._session.services
        if sale_id.startswith(BLIND):
            self._session.runner.run(
                lambda: blind_detail(s, sale_id.removeprefix(BLIND)),
                lambda found: self._opened_blind(sale_id, found),
                self._unreadable,
                lane="read",
            )
            return
        self._session.runner.run(
            lambda: (detail(s, sale_id), tiers(s)),
            lambda found: self._opened(sale_id, *found),
            self._unreadable,
            lane="read",
        )

    def _opened(self, sale_id: str, one: SaleDetail, known: tuple[TierTerms, ...]) -> None:
        session = self._session
        if sale_id != self._open_id or session.operator is None:
            return
        words = session.words
        tier = next((t for t in known if t.tier_id == one.sale.tier_id), None)
        shown = vm.detail(
            one,
            at=session.at(one.sale.at_ms),
            columns=paper_width(session.services, session.shop),
            words=words,
            job_times={job.job_id: session.at(job.at_ms) for job in one.jobs if job.at_ms},
            tier=tier.named(words.lang) if tier else "",
        )
        before = self._shown if self._shown and self._shown.sale_id == sale_id else None
        self._put(
            replace(
                shown,
                reprint_off=self._reprint_off(),
                done=before.done if before else None,
                said=before.said if before else "",
                error=before.error if before else "",
                return_off=self._return_off(one),
                void=self._may_void(one),
            )
        )
        self._open_scanned()
        self._take_back_meant()

    def _open_scanned(self) -> None:
        """A scan shows the receipt here; at the counter the same scan begins a return. Said, where
        it can come back."""
        shown = self._shown
        if shown is None or shown.sale_id != self._by_scan:
            return
        self._by_scan = ""
        if not (shown.return_off or self.returning.open_on):
            self._put(replace(shown, said=self._session.words("history.scanned"), error=""))

    def _opened_blind(self, key: str, one: BlindDetail) -> None:
        session, before = self._session, self._shown
        if key != self._open_id or session.operator is None:
            return
        shown = blind_page(
            one,
            at=session.at(one.row.at_ms),
            columns=paper_width(session.services, session.shop),
            words=session.words,
            job_times={job.job_id: session.at(job.at_ms) for job in one.jobs if job.at_ms},
        )
        if before is not None and before.sale_id == key:
            shown = replace(shown, said=before.said, error=before.error)
        self._put(replace(shown, reprint_off=self._reprint_off()))

    def _reprint_off(self) -> str:
        may = self._session.may(Permission.REPRINT)
        return "" if may else self._session.words("history.reprint_off")

    def _return_off(self, one: SaleDetail) -> str:
        """Why nothing of this sale can come back, or an empty text."""
        whole = sum(line.total_minor for line in one.sale.lines)
        gone = sum(back.total_minor for back in one.refunds)
        if one.refunds and gone >= whole:
            return self._session.words("return.all_back")
        return self.returning.off()

    def _may_void(self, one: SaleDetail) -> bool:
        """Of this shift, and nothing of it has come back."""
        shift = self._session.shift
        mine = shift is not None and str(shift.shift_id) == one.sale.shift_id
        return mine and not one.refunds and not self.returning.off()

    def _unreadable(self, trouble: Trouble) -> None:
        self._shown = None
        self._view.put_detail(None, self._session.words.error(trouble))

    def _keep_chosen(self) -> bool:
        """Goods scanned beside chosen lines: sold by themselves they would lose the return."""
        if not self.returning.chosen:
            return False
        self._session.sound("error")
        self._session.notice(self._session.words("history.exchange_first"))
        return True

    def _scanned(self, found: Identified) -> None:
        if isinstance(found, ReceiptFound):
            self._forget_search()
            self._by_scan = found.sale_id
            self._open_scanned()
            self.open(found.sale_id)
            self._put_list(self._list)
        else:
            self._session.sound("error")
            self._session.notice(self._session.words("history.not_ours"))

    def _sent(self, _job_id: str) -> None:
        self._printing = ""
        if self._shown is not None:
            self._shown = replace(self._shown, said=self._session.words("history.sent"), error="")
            self._read(self._shown.sale_id)

    def _refused(self, trouble: Trouble) -> None:
        self._printing = ""
        if self._shown is not None:
            self._put(replace(self._shown, error=self._session.words.error(trouble), said=""))

    def _put(self, shown: DetailVM) -> None:
        self._shown = shown
        self._view.put_detail(shown)
