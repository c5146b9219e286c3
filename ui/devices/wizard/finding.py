"""The wizard's search: what is plugged in, what answers at typed addresses, which one is meant."""

from __future__ import annotations

from app.usecases.device import set_up
from app.usecases.device.workshop import Find, Finds
from ui.devices.wizard.stage import Stage


class Finding:
    """`picked` is the number of one of `fitting`; `landed` while a typed address was just found."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self.kind = self.fixed = ""
        self.addresses = self.picked = ""
        self.finds: Finds | None = None
        self.landed = False

    def start(self, kind: str, fixed: str) -> None:
        """For a kind (empty: any), in the place of a device that is set up (empty: none)."""
        self.kind, self.fixed = kind, fixed
        self.addresses = self.picked = ""
        self.finds, self.landed = None, False

    def search(self) -> None:
        """Look everywhere, and at the addresses that were typed."""
        session, addresses = self._stage.session, self.addresses
        s, operator = session.services, session.on_duty
        self.picked = ""
        self._stage.ask(lambda: set_up.find(s, operator, (), addresses), self._found)

    def _found(self, finds: Finds) -> None:
        """The one that was typed is what is meant: it is picked, and the hand goes on."""
        self.finds = finds
        typed = [
            str(number)
            for number, one in enumerate(self.fitting(), 1)
            if one.source == "network" and self.free(one)
        ]
        self.picked, self.landed = (typed[0], True) if len(typed) == 1 else ("", False)
        self._stage.show()
        self.landed = False

    def fitting(self) -> tuple[Find, ...]:
        """What was found that could be of the kind that is wanted."""
        found = self.finds.finds if self.finds else ()
        return tuple(
            one for one in found if not self.kind or any(p.kind == self.kind for p in one.proposals)
        )

    def free(self, find: Find) -> bool:
        """Whether no other device of the till uses it."""
        return find.taken in ("", self.fixed)

    @property
    def meant(self) -> Find | None:
        """The one that was picked."""
        shown = self.fitting()
        known = self.picked.isdecimal() and int(self.picked) <= len(shown)
        return shown[int(self.picked) - 1] if known else None
