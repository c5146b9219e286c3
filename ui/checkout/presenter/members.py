"""Who buys: found by phone tail, name, initials or card, and taken in within twenty seconds."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app.domain.checkout import events as ev
from app.domain.checkout.state import Mode
from app.domain.errors import Refused
from app.domain.member import Member, clean_name, clean_phone
from ui.bridge.ports import Trouble
from ui.checkout.front import EnrolPanel, MemberPanel
from ui.checkout.member_front import WalletPanel
from ui.checkout.presenter.counter import Counter
from ui.checkout.presenter.wallet import Wallet

if TYPE_CHECKING:
    from app.usecases.member.find import MemberRow

TAKES_A_MEMBER = (Mode.READY, Mode.SELLING, Mode.DONE)


class Members:
    """The member panel and the enrol panel."""

    def __init__(self, counter: Counter, wallet: Wallet) -> None:
        self._c, self._wallet = counter, wallet
        self._searching = False

    def open(self) -> None:
        """What the member here has; without one, or pressed again, find one, then take one in."""
        c, panel = self._c, self._c.front.panel
        here = c.state.basket.member is not None and c.mode in (Mode.READY, Mode.SELLING)
        if isinstance(panel, MemberPanel):
            self.enrol()
        elif here and not isinstance(panel, EnrolPanel | WalletPanel):
            self._wallet.open()
        else:
            self.find()

    def find(self) -> None:
        """Find a member."""
        c = self._c
        if isinstance(c.front.panel, EnrolPanel) or c.mode in TAKES_A_MEMBER:
            c.open(MemberPanel())
            self._look()
        else:
            c.refuse(Refused(f"not_now.{c.mode.value}"))

    # --- finding -------------------------------------------------------------------------------

    def typed(self, text: str) -> None:
        """What is looked for."""
        panel = self._c.front.panel
        if isinstance(panel, MemberPanel):
            self._c.show(panel=replace(panel, text=text, at=0), notice=None)
            self._look()

    def _look(self) -> None:
        """One search at a time; the newest text is asked for when the last answer is there."""
        c, panel = self._c, self._c.front.panel
        if self._searching or not isinstance(panel, MemberPanel):
            return
        self._searching = True
        text = panel.text

        def done(rows: tuple[MemberRow, ...]) -> None:
            self._searching = False
            now = c.front.panel
            if isinstance(now, MemberPanel):
                c.show(panel=replace(now, rows=rows, at=0, loaded=now.text == text))
                if now.text != text:
                    self._look()

        def failed(trouble: Trouble) -> None:
            self._searching = False
            c.refuse(trouble)

        c.ask(lambda: c.till.members(text), done, failed)

    def move(self, by: int) -> None:
        """Another row."""
        panel = self._c.front.panel
        if isinstance(panel, MemberPanel) and panel.rows:
            at = min(len(panel.rows) - 1, max(0, panel.at + by))
            self._c.show(panel=replace(panel, at=at))

    def choose(self, at: int) -> None:
        """Take the member of a row."""
        panel = self._c.front.panel
        if isinstance(panel, MemberPanel) and 0 <= at < len(panel.rows):
            self.attach(panel.rows[at].member_id)

    def confirm(self) -> None:
        """Enter: the row one stands on; nobody found begins the enrolment of who was typed."""
        panel = self._c.front.panel
        if not isinstance(panel, MemberPanel):
            return
        if panel.rows and panel.loaded:
            self.choose(panel.at)
        elif panel.loaded and panel.text.strip():
            self.enrol()

    def attach(self, member_id: str) -> None:
        """Their terms apply from now on."""
        c = self._c

        def done(event: ev.MemberAttached) -> None:
            if isinstance(c.front.panel, MemberPanel | EnrolPanel | WalletPanel):
                c.front = replace(c.front, panel=None, search=None)
            c.fire(event)

        c.work(lambda: c.till.attached(member_id), done, lane="read")

    def detach(self) -> None:
        """Back to shelf prices."""
        c = self._c
        c.gesture(lambda: c.fire(ev.MemberDetached(), c.close))

    # --- taking in -----------------------------------------------------------------------------

    def enrol(self) -> None:
        """A new member; what was typed while searching is not typed again."""
        c, panel = self._c, self._c.front.panel
        text = panel.text.strip() if isinstance(panel, MemberPanel) else ""
        digits = text.replace(" ", "").replace("-", "")
        is_phone = digits.isascii() and digits.isdecimal()
        c.open(EnrolPanel(phone=digits if is_phone else "", name="" if is_phone else text))

    def put(
        self, *, phone: str | None = None, name: str | None = None, marketing: bool | None = None
    ) -> None:
        """What was typed into the enrolment."""
        c, panel = self._c, self._c.front.panel
        if not isinstance(panel, EnrolPanel):
            return
        panel = panel if phone is None else replace(panel, phone=phone, taken_by="")
        panel = panel if name is None else replace(panel, name=name)
        panel = panel if marketing is None else replace(panel, marketing=marketing)
        c.show(panel=replace(panel, error=None), notice=None)

    def save(self) -> None:
        """Take the member in, and into this sale."""
        c, panel = self._c, self._c.front.panel
        if not isinstance(panel, EnrolPanel) or panel.busy:
            return
        if panel.taken_by:
            self.attach(panel.taken_by)
            return
        try:
            clean_phone(panel.phone)
            if panel.name.strip():
                clean_name(panel.name)
        except Refused as refusal:
            self._wrong(refusal)
            return
        c.show(panel=replace(panel, busy=True, error=None))
        operator = c.operator
        c.work(
            lambda: c.till.enrol(
                operator,
                name=panel.name.strip(),
                phone=panel.phone,
                marketing=panel.marketing,
                card=panel.card,
            ),
            self._enrolled,
            self._wrong,
            broken=lambda: c.show(panel=replace(panel, busy=False)),
        )

    def _enrolled(self, member: Member) -> None:
        self._c.session.sound("ok")
        self.attach(member.member_id)

    def _wrong(self, trouble: Trouble) -> None:
        c, panel = self._c, self._c.front.panel
        if not isinstance(panel, EnrolPanel):
            c.refuse(trouble)
            return
        field = trouble.code.partition(".")[0] if isinstance(trouble, Refused) else ""
        if not isinstance(trouble, Refused) or field not in ("phone", "name", "card"):
            c.show(panel=replace(panel, busy=False))
            c.refuse(trouble)
            return
        error = (field, f"refused.{trouble.code}", tuple(trouble.facts.items()))
        taken = str(trouble.facts.get("member_id", "")) if trouble.code == "phone.taken" else ""
        c.session.sound("error")
        c.show(panel=replace(panel, busy=False, error=error, taken_by=taken))
