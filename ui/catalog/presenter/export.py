"""All goods as a file that a spreadsheet opens: where to, and whether it was written."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from app.usecases.catalog import exporting
from ui.bridge import files
from ui.bridge.ports import Trouble
from ui.bridge.session import Session
from ui.catalog.presenter.editor import ME


class Export:
    """`tell(said, role)` says it on the page, `show()` shows what is known now."""

    def __init__(
        self, session: Session, show: Callable[[], None], tell: Callable[[str, str], None]
    ) -> None:
        self._session, self._show, self._tell = session, show, tell
        self.path, self.error = "", ""
        self.busy = False

    def propose(self, home: Path) -> bool:
        """A name of today where nothing is typed; whether there was none."""
        if self.path:
            return False
        day = self._session.at(self._session.now_ms()).date().isoformat()
        name = self._session.words("catalog.export_name", day=day)
        self.path = str(files.export_folder(home).joinpath(name))
        return True

    def typed(self, text: str) -> None:
        """Where it goes."""
        self.path, self.error = text, ""
        self._show()

    def write(self) -> None:
        """Write them."""
        text = self.path.strip()
        if self.busy:
            return
        if not text:
            self.error = self._session.words("catalog.path_empty")
            self._show()
            return
        path = Path(text).expanduser()
        s, language = self._session.services, self._session.language
        self.busy, self.error = True, ""
        self._tell("", "muted")

        def write() -> Path:
            target = path if path.suffix else path.with_suffix(".csv")
            return files.write(target, exporting.export_csv(s, language, active=None))

        self._session.runner.run(write, self._written, self._refused, initiator=ME, lane="report")

    def _written(self, path: Path) -> None:
        self.busy = False
        self._tell(self._session.words("catalog.exported", path=str(path)), "positive")

    def _refused(self, trouble: Trouble) -> None:
        self._session.sound("error")
        self.busy = False
        self.error = self._session.words.error(trouble)
        self._show()
