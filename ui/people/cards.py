"""Staff cards: one is waited for and kept, or taken away; a scanned one shows whose it is."""

from __future__ import annotations

from collections.abc import Callable

from app.domain.errors import Refused
from app.domain.permissions import Operator
from app.usecases.staff import edit
from ui.people.page import Page


class Cards:
    """The card of the person in front. `shown` brings somebody to the front."""

    def __init__(self, page: Page, shown: Callable[[str], None]) -> None:
        self._page, self._shown = page, shown

    def press(self) -> None:
        """The card's key: wait for a scan, or stop waiting."""
        page = self._page
        if page.free is None:
            return
        if page.state is not None and page.state.waiting:
            page.stop_waiting()
            page.show()
        else:
            page.release = page.session.claim_scans(self._take)
            page.put(waiting=True, errors={}, said="")

    def drop(self) -> None:
        """The card is lost, or somebody else's from now on: it opens nothing any more."""
        if self._page.free is not None:
            self._page.stop_waiting()
            self._set("")

    def scanned(self, text: str) -> bool:
        """A staff card shows whose it is; anything else is not for this page."""
        page, token = self._page, text.strip()
        if not token.startswith("S:"):
            return False
        token = token.removeprefix("S:")
        found = next((p for p in page.people or () if p.card_token == token), None)
        if found is None:
            page.session.sound("ask")
            page.tell("people.card_unknown", "warning")
        else:
            page.session.sound("ok")
            self._shown(found.operator_id)
        return True

    def _take(self, text: str) -> bool:
        """Only a staff card's own code: the code of a bottle would open the till for everybody."""
        self._page.stop_waiting()
        if text.strip().startswith(("S:", "U:")):
            self._set(text)
        else:
            self._page.refused(Refused("card.not_a_staff_card"), "card")
        return True

    def _set(self, token: str) -> None:
        page, state = self._page, self._page.state
        if state is None or state.person is None:
            return
        s, by, held = page.session.services, page.session.on_duty, state.person.operator_id
        page.run(lambda: edit.change(s, by, held, card_token=token), self._kept, field="card")

    def _kept(self, person: Operator) -> None:
        page = self._page
        key = "people.card_done" if person.card_token else "people.card_gone"
        page.keep(person)
        said = page.session.words(key, name=person.name)
        page.put(person=person, busy=False, errors={}, said=said, said_role="positive")
