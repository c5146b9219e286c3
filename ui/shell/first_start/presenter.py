"""Walks through the wizard: keeps what was typed, holds a page until it is right."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Protocol, cast

from app.domain.errors import Refused
from app.words import Words
from ui.bridge.ports import Trouble
from ui.shell.first_start.answers import PAGES, Draft, Faults, Page, faults, page_after
from ui.shell.first_start.viewmodel import FirstStartVM, vm

Create = Callable[[Draft, Callable[[Trouble], None]], None]
_PAGE_OF = {"pin": Page.OWNER, "name": Page.SHOP, "device": Page.PRINTER}


class FirstStartView(Protocol):
    """What the presenter asks of the screen."""

    def put(self, view: FirstStartVM) -> None:
        """Show this."""
        ...


class FirstStartPresenter:
    """`create(draft, on_refused)` opens the shop off the GUI thread; `quit_()` leaves the program.

    `speak(words)` is called when the language changes.
    """

    def __init__(  # noqa: PLR0917 - a presenter's parts
        self,
        view: FirstStartView,
        words: Words,
        create: Create,
        quit_: Callable[[], None],
        speak: Callable[[Words], None],
    ) -> None:
        self._view, self._words = view, words
        self._create, self._quit, self._speak = create, quit_, speak
        self.page = Page.LANGUAGE
        self.draft = Draft(language=words.lang)
        self._wrong: Faults = {}
        self._failure = ""
        self._busy = False
        self.show()

    def choose(self, code: str) -> None:
        """An option of the page in front."""
        if self.page is Page.LANGUAGE:
            self.draft = replace(self.draft, language=code)
            if code != self._words.lang:
                self._words = Words(code)
                self._speak(self._words)
        elif self.page is Page.COUNTRY:
            self.draft = replace(self.draft, country=code)
        elif self.page is Page.PRINTER:
            self.draft = replace(self.draft, printer=code)
            self._wrong = {}
        self.show()

    def typed(self, name: str, text: str) -> None:
        """A field's text; its error goes as soon as somebody types."""
        self.draft = replace(self.draft, **cast(Any, {name: text}))
        if self._wrong.pop(name, "") or self._failure:
            self._failure = ""
            self.show()

    def next(self) -> None:
        """Enter: the next page, when this one is right; the last one opens the shop."""
        if self._busy:
            return
        self._wrong = faults(self.page, self.draft)
        if self._wrong:
            self.show()
        elif self.page is Page.READY:
            self._open()
        else:
            self._turn(1)

    def back(self) -> None:
        """Esc: the page before, with what was typed; on the first one out of the program."""
        if self._busy:
            return
        if self.page is PAGES[0]:
            self._quit()
        else:
            self._turn(-1)

    def _turn(self, by: int) -> None:
        self.page, self._wrong, self._failure = page_after(self.page, by), {}, ""
        self.show()

    def _open(self) -> None:
        self._busy, self._failure = True, ""
        self.show()
        self._create(self.draft, self._refused)

    def _refused(self, trouble: Trouble) -> None:
        self._busy = False
        self._failure = self._words.error(trouble)
        if isinstance(trouble, Refused):
            self.page = _PAGE_OF.get(trouble.code.split(".", maxsplit=1)[0], self.page)
        self.show()

    def show(self) -> None:
        """Show where one is."""
        self._view.put(
            vm(
                self.page,
                self.draft,
                self._words,
                wrong=self._wrong,
                failure=self._failure,
                busy=self._busy,
            )
        )
