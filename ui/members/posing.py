"""The members' screen in every state worth a picture: the most active member of the shop."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from ui.bridge.posing import pose
from ui.bridge.session import Session
from ui.members.screen import MembersScreen

Step = Callable[[MembersScreen], object]


def _type(text: str, screen: MembersScreen) -> None:
    screen.list.field.set_text(text)
    screen.presenter.typed(text)


def _open(screen: MembersScreen) -> None:
    screen.list.open_current()


def _turn(tab: str, screen: MembersScreen) -> None:
    screen.presenter.filing.turn(tab)


def _act(code: str, screen: MembersScreen) -> None:
    """The first act of that kind on the page."""
    keys = [one for one in screen.file.sheet.keys if one == code or one.startswith(f"{code}:")]
    if keys:
        screen.presenter.filing.act(keys[0])


def _put(name: str, value: str, screen: MembersScreen) -> None:
    screen.presenter.filing.doing.put(name, value)


def _submit(screen: MembersScreen) -> None:
    screen.presenter.filing.doing.submit()


OPENED: tuple[Step, ...] = (_open,)


def on(tab: str, *steps: Step) -> tuple[Step, ...]:
    """A member's page at a tab, then more."""
    return (*OPENED, partial(_turn, tab), *steps)


def acting(tab: str, code: str, *steps: Step) -> tuple[Step, ...]:
    """Something being done from a tab."""
    return on(tab, partial(_act, code), *steps)


POSES: dict[str, tuple[Step, ...]] = {
    "members": (),
    "members-nobody": (partial(_type, "13900001234"),),
    "members-enrol": (lambda screen: screen.presenter.enrol(),),
    "members-files": (lambda screen: screen.presenter.files(),),
    "members-gifts": (lambda screen: screen.presenter.cards(),),
    "member": OPENED,
    "member-history": on("history"),
    "member-wallet": on("wallet"),
    "member-points": on("points"),
    "member-vouchers": on("vouchers"),
    "member-packages": on("packages"),
    "member-cards": on("cards"),
    "member-profile": on("profile"),
    "member-statement": on("statement"),
    "member-refund": acting("wallet", "refund"),
    "member-withdraw": acting("wallet", "withdraw"),
    "member-adjust": acting(
        "points", "adjust", partial(_put, "n", "100"), partial(_put, "why", "complaint")
    ),
    "member-approval": acting(
        "points",
        "adjust",
        partial(_put, "n", "5000"),
        partial(_put, "why", "mistake"),
        _submit,
    ),
    "member-give": acting("points", "give"),
    "member-redeem": acting("points", "redeem"),
    "member-issue": acting("vouchers", "issue"),
    "member-hand": acting("vouchers", "hand", partial(_put, "who", "c")),
    "member-void": acting("vouchers", "void"),
    "member-pass": acting("packages", "pass", partial(_put, "who", "c")),
    "member-card-add": acting("cards", "card.add"),
    "member-card-lost": acting("cards", "card.lost"),
    "member-card-block": acting("cards", "card.block"),
    "member-pin": acting("cards", "pin"),
    "member-edit": acting("profile", "edit"),
    "member-consent": acting("profile", "consent"),
    "member-family": acting("profile", "family", partial(_put, "who", "w")),
    "member-merge": acting("profile", "merge", partial(_put, "who", "l")),
    "member-erase": acting("profile", "erase"),
    "member-look": (*OPENED, lambda screen: screen.presenter.filing.reveal()),
}


def pictures(session: Session) -> list[tuple[str, Callable[[], QWidget]]]:
    """Each makes a screen of its own and brings it there (`pose`)."""
    return [(name, partial(_posed, session, steps)) for name, steps in POSES.items()]


def _posed(session: Session, steps: tuple[Step, ...]) -> QWidget:
    screen = MembersScreen(session)
    return pose(screen, session, [partial(step, screen) for step in steps])
