"""How `make screens` brings the wizard to its telling pages: each step when the last landed."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Protocol

from ui.devices.wizard.presenter import WizardPresenter

Do = Callable[[], object]


class Screen(Protocol):
    """The devices' page."""

    wizard: WizardPresenter

    def show_wizard(self, name: str) -> None:
        """Begin."""
        ...


def form(screen: Screen) -> list[Do]:
    """How it is reached, before it is tried."""
    return _to_form(screen, "printer", "tcp")


def ask(screen: Screen) -> list[Do]:
    """A printer has printed, and a person says which line can be read."""
    return [*_to_form(screen, "printer", "fake"), screen.wizard.next, _answer(screen, "3")]


def learn(screen: Screen) -> list[Do]:
    """A scanner that types is listened to."""
    return [*_to_form(screen, "scanner", "wedge"), screen.wizard.next]


def kept(screen: Screen) -> list[Do]:
    """A display that was seen, and is kept."""
    wizard = screen.wizard
    seen = [wizard.next, _answer(screen, "right"), wizard.next, wizard.next]
    return [*_to_form(screen, "display", "fake"), *seen]


POSES = (("form", form), ("ask", ask), ("learn", learn), ("kept", kept))


def _to_form(screen: Screen, name: str, way: str) -> list[Do]:
    wizard = screen.wizard
    return [partial(screen.show_wizard, name), wizard.skip, partial(wizard.pick, "way", way)]


def _answer(screen: Screen, code: str) -> Do:
    return partial(screen.wizard.pick, "answer", code)
