"""The settings' page: what is typed is kept until it is saved, the machine's own act at once."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Protocol

from app.domain.catalog import TaxProfile
from app.domain.errors import Refused
from app.domain.permissions import Permission
from app.domain.shop import Shop
from app.usecases.catalog.list_items import tax
from app.usecases.outcome import Changes
from app.usecases.sentinel.rehearse import Rehearsal, rehearse
from app.usecases.shop import settings
from ui.bridge.ports import Trouble
from ui.bridge.session import Session
from ui.settings import machine
from ui.settings import viewmodel as vm
from ui.settings.acts import MachineActs
from ui.settings.machine import TEXTS, Here
from ui.settings.typed import changes_of, texts_of
from ui.settings.viewmodel import FIELDS, SECTIONS, Page, SettingsVM

ME = "settings"
FIELD_OF = {"name": "shop_name", "limits": "limit.owner", "rounding": "rounding_step"}


class View(Protocol):
    """What the presenter asks of the screen."""

    def put(self, shown: SettingsVM) -> None:
        """Show this."""
        ...


class SettingsPresenter:
    """One settings screen. All sections are saved together, as one document."""

    def __init__(
        self, view: View, session: Session, screen: tuple[int, int] = machine.NEEDS
    ) -> None:
        """`screen` in real pixels: how large everything may be shown depends on it."""
        self._view, self._session, self._screen = view, session, screen
        self._acts = MachineActs(session, self._acted)
        self._page: Page | None = None
        self._section = SECTIONS[0]
        self._failure = ""
        self._rehearsing = False

    # --- reading -----------------------------------------------------------------------------

    def load(self) -> None:
        """Read the shop as it stands; what is typed stays."""
        if not self._session.loaded:
            return
        s = self._session.services
        self._session.runner.run(
            lambda: (settings.load(s), tax(s)),
            lambda found: self._found(*found),
            self._failed,
            initiator=ME,
            lane="read",
        )

    def changed(self, changes: Changes) -> None:
        """Something was written elsewhere."""
        if changes.settings:
            self.load()

    def _found(self, shop: Shop, profile: TaxProfile) -> None:
        self._failure = ""
        self._acts.load(self._screen)
        kept, before = texts_of(shop), self._page
        typed = {} if before is None else before.texts
        old = {} if before is None else before.kept
        mine = {name: text for name, text in typed.items() if text != old.get(name)}
        self._page = Page(
            shop,
            profile,
            kept,
            {**kept, **mine},
            self._acts.here,
            self._section,
            before.errors if before else {},
            before.trying if before else "",
            False,
            before.said if before else "",
            before.said_role if before else "muted",
            (before.serial if before else 0) + 1,
            before.tried if before else None,
            self._session.may(Permission.CASES),
        )
        self._show()
        self._rehearse()

    def _failed(self, trouble: Trouble) -> None:
        self._failure = self._session.words.error(trouble)
        self._show()

    # --- moving about ------------------------------------------------------------------------

    def go(self, section: str) -> None:
        """Another section; what is typed in this one stays."""
        shown = SECTIONS if self._page is None else self._page.shown
        if section in shown and section != self._section:
            self._section = section
            self._put(section=section, said="", trying="")
            self._rehearse()

    def _rehearse(self) -> None:
        """What the rules would have said: read once, when somebody comes to see them."""
        page = self._page
        if page is None or page.section != "watch" or page.tried is not None or self._rehearsing:
            return
        s, self._rehearsing = self._session.services, True
        self._session.runner.run(
            lambda: rehearse(s), self._rehearsed, self._refused, initiator=ME, lane="report"
        )

    def _rehearsed(self, tried: Rehearsal) -> None:
        self._rehearsing = False
        self._put(tried=tried)

    def back(self) -> bool:
        """Esc: what is typed and not saved goes. Says whether there was anything."""
        page = self._page
        if page is None or page.busy or not page.dirty:
            return False
        self._put(texts=dict(page.kept), errors={}, said="", serial=page.serial + 1)
        return True

    # --- typing ------------------------------------------------------------------------------

    def typed(self, name: str, text: str) -> None:
        """A field was typed into, or a key of a choice was pressed."""
        page = self._page
        if page is None:
            return
        if name == "try":
            self._put(trying=text)
            return
        if self._acts.takes(name):
            self._acts.typed(name, text)
            return
        if page.texts.get(name) == text:
            return
        errors = {key: said for key, said in page.errors.items() if key != name}
        self._put(texts={**page.texts, name: text}, errors=errors, said="")

    def scanned(self, text: str) -> bool:
        """A code is tried against the label patterns; elsewhere it is not for this page."""
        if self._section != "labels" or self._page is None:
            return False
        self._put(trying=text.strip()[:40], serial=self._page.serial + 1)
        return True

    # --- saving ------------------------------------------------------------------------------

    def save(self) -> None:
        """Write what changed, if everything can be read."""
        page = self._page
        if page is None or page.busy or not page.dirty:
            return
        changes, wrong = changes_of(page.texts, page.shop)
        if wrong:
            self._say_wrong(wrong)
            return
        s, operator = self._session.services, self._session.on_duty
        self._put(busy=True, errors={}, said="")
        self._session.runner.run(
            lambda: settings.change(s, operator, **changes),
            self._saved,
            self._refused,
            initiator=ME,
        )

    def _say_wrong(self, wrong: dict[str, Refused]) -> None:
        """The sentences stand under their fields; the first section that has one comes up."""
        self._session.sound("error")
        errors = {name: self._sentence(one, name) for name, one in wrong.items()}
        if not any(name in wrong for name in FIELDS[self._section]):
            self._section = next(
                code for code in SECTIONS if any(name in wrong for name in FIELDS[code])
            )
        said = self._session.words("settings.look_again", n=len(wrong))
        self._put(section=self._section, errors=errors, said=said, said_role="danger", busy=False)

    def _saved(self, shop: Shop) -> None:
        page = self._page
        if page is None:
            return
        self._session.put_shop(shop, self._session.zone)
        at = self._session.clock(self._session.now_ms())
        kept = texts_of(shop)
        self._page = replace(
            page,
            shop=shop,
            kept=kept,
            texts=kept,
            busy=False,
            said=self._session.words("settings.saved", at=at),
            said_role="positive",
            serial=page.serial + 1,
        )
        self._show()

    def _refused(self, trouble: Trouble) -> None:
        code = trouble.code if isinstance(trouble, Refused) else ""
        if isinstance(trouble, Refused) and code == "settings.value":
            name = str(trouble.facts.get("field", ""))
            self._say_wrong({FIELD_OF.get(name, name): trouble})
            return
        if isinstance(trouble, Refused) and code.startswith("name."):
            self._say_wrong({"shop_name": trouble})
            return
        self._session.sound("error")
        words = self._session.words.error(trouble)
        self._put(busy=False, said=words, said_role="danger")

    def _sentence(self, trouble: Refused, field: str) -> str:
        words = self._session.words
        own = f"settings.bad.{field.partition('.')[0]}.{trouble.code}"
        return words(own, **trouble.facts) if own in words else words.error(trouble)

    # --- this machine ------------------------------------------------------------------------

    def act(self, name: str) -> None:
        """A key of one of the machine's sections."""
        self._acts.act(name)

    def entered(self, name: str) -> None:
        """Enter in a field: save, or what the key below it does."""
        if name in TEXTS:
            self._acts.entered(name)
        else:
            self.save()

    def _acted(self, here: Here, said: str, anew: bool) -> None:
        page = self._page
        if page is None:
            return
        more = {"said": said, "said_role": "positive"} if said else {}
        self._put(here=here, serial=page.serial + anew, **more)

    # --- what is shown -----------------------------------------------------------------------

    def _put(self, **changes: Any) -> None:
        if self._page is not None:
            self._page = replace(self._page, **changes)
        self._show()

    def _show(self) -> None:
        if self._failure:
            self._view.put(SettingsVM("error", error=self._failure))
        elif self._page is None:
            self._view.put(SettingsVM("loading"))
        else:
            self._view.put(vm.settings(self._page, self._session.words))
