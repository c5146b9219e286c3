"""The keys sealed for the owner: a folder, a sentence typed twice. Knows no Qt."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from app.domain.errors import Refused
from app.usecases.keeping import key_bundle
from ui.bridge.ports import Trouble
from ui.bridge.session import Session
from ui.keeping.restoring import ME
from ui.keeping.viewmodel import KeysVM


class Sealing:
    """One file of keys; `done(said)` once it is written."""

    def __init__(
        self, session: Session, show: Callable[[], None], done: Callable[[str], None]
    ) -> None:
        self._session, self._show, self._done = session, show, done
        self.shown: KeysVM | None = None

    def ask(self, chosen: str) -> None:
        """Ask for a folder and a passphrase."""
        self.shown = KeysVM(chosen or str(Path.home()))
        self._show()

    def seal(self, folder: str, first: str, second: str) -> None:
        """Seal the keys; half a second on purpose."""
        s, operator, words = self._session.services, self._session.on_duty, self._session.words
        if self.shown is None or self.shown.busy:
            return
        if first != second:
            self.shown = replace(self.shown, error=words.error(Refused("keys.differ")))
            self._show()
            return
        self.shown = replace(self.shown, folder=folder, error="", busy=True)
        self._show()
        path = Path(folder).expanduser() / f"shuke-keys-{self._session.shop.tid}.json"
        self._session.runner.run(
            lambda: key_bundle.seal_keys(s, operator, path, first),
            self._sealed,
            self._refused,
            initiator=ME,
            lane="keep",
        )

    def _sealed(self, path: Path) -> None:
        self.shown = None
        self._done(self._session.words("keeping.keys_saved", path=str(path)))

    def _refused(self, trouble: Trouble) -> None:
        if self.shown is not None:
            error = self._session.words.error(trouble)
            self.shown = replace(self.shown, error=error, busy=False)
            self._show()
