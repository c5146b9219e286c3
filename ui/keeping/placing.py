"""Where copies go: plugged-in disks are offered, a folder can be typed. Knows no Qt."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from app.usecases.keeping import places
from ui.bridge.ports import Trouble
from ui.bridge.session import Session
from ui.keeping.restoring import ME
from ui.keeping.viewmodel import PlaceVM


class Placing:
    """One question where to; `done(said)` once it is answered."""

    def __init__(
        self, session: Session, show: Callable[[], None], done: Callable[[str], None]
    ) -> None:
        self._session, self._show, self._done = session, show, done
        self.shown: PlaceVM | None = None

    def ask(self, chosen: str) -> None:
        """Ask, with the place of now; disks are looked for meanwhile."""
        self.shown = PlaceVM(chosen, (), bool(chosen))
        self._show()
        self._session.runner.run(places.plugged_in, self._plugged, lane="report")

    def save(self, folder: str) -> None:
        """Copies go there from now on; empty: beside the data."""
        s = self._session.services
        self._session.runner.run(
            lambda: places.choose(s, folder),
            lambda now: self._placed(now.chosen),
            self._refused,
            initiator=ME,
            lane="report",
        )

    def _plugged(self, found: tuple[Path, ...]) -> None:
        if self.shown is not None:
            self.shown = replace(self.shown, found=tuple(map(str, found)))
            self._show()

    def _placed(self, chosen: str) -> None:
        words = self._session.words
        said = words("keeping.place_saved", path=chosen) if chosen else ""
        self._done(said or words("keeping.place_dropped"))

    def _refused(self, trouble: Trouble) -> None:
        if self.shown is not None:
            self.shown = replace(self.shown, error=self._session.words.error(trouble))
            self._show()
