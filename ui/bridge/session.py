"""What a presenter gets: the till's parts, who stands there, and the few things all screens share.

Qt-free. The window makes one Session and keeps it; `services` come a moment after the first paint.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import TYPE_CHECKING, Protocol

from app.domain.permissions import Operator, Permission
from app.domain.shift import Shift
from app.domain.shop import Shop
from app.words import Words, clock, local
from ui.bridge.customer_view import CustomerMode, CustomerView
from ui.bridge.ports import Changed, Devices, Keeper, Sound, Trouble, Work
from ui.bridge.scans import ScanClaims
from ui.bridge.wire import Wire

if TYPE_CHECKING:
    from app.domain.checkout.events import ExchangeBegun
    from app.settings import Settings
    from app.usecases.ports import DeviceState
    from app.usecases.services import Services


class Time(Protocol):
    """The clock as a screen needs it."""

    def now_ms(self) -> int:
        """Milliseconds since 1970 UTC."""
        ...


@dataclass(frozen=True, slots=True)
class Notice:
    """A sentence in the place of the status strip. `role`: danger, warning, positive, accent.

    A `sticky` one stays until Esc or its key; `more` offers the details of a crash.
    """

    text: str
    role: str = "warning"
    sticky: bool = False
    more: bool = False


class Session:
    """One running till. Read it freely; change it only by its methods.

    `changed` fires when operator, shift, shop or language did; `wanted(place)` asks the window for
    a screen, `locked` for the lock, `noticed(Notice)` for the bar, `customer(CustomerView)` tells
    the customer's screen, `restyled(theme)` the look, `trained`
    asks for training or its end, `ready` fires once when the services are
    there. `settings` are this machine's, `keeper` can
    do what needs the till closed.
    """

    def __init__(
        self, *, runner: Work, change_feed: Changed, device_feed: Devices, words: Words, time: Time
    ) -> None:
        self.runner, self.change_feed, self.device_feed = runner, change_feed, device_feed
        self.words, self.time = words, time
        self.scans = ScanClaims()
        self.sound: Sound = _silence
        self.screens: Callable[[], tuple[DeviceState, ...]] = _no_screens
        self.operator: Operator | None = None
        self.shift: Shift | None = None
        self.shop = Shop(shop_no="", till_no="", shop_name="")
        self.zone: tzinfo | None = None
        self.demo = False
        self.customer_view = CustomerView(CustomerMode.CLOSED)
        self._services: Services | None = None
        self._member_id = ""
        self._exchange: ExchangeBegun | None = None
        self._errand = ("", "")
        self.changed, self.ready = Wire(), Wire()
        self.wanted, self.locked, self.noticed, self.customer = Wire(), Wire(), Wire(), Wire()
        self.restyled, self.trained, self.quitting = Wire(), Wire(), Wire()
        self.settings: Settings | None = None
        self.keeper: Keeper | None = None

    @property
    def services(self) -> Services:
        """The till's parts; asking before they are there is a bug (runner ops may always ask)."""
        if self._services is None:
            raise LookupError("the services are not there yet")
        return self._services

    @property
    def loaded(self) -> bool:
        """Whether the services are there."""
        return self._services is not None

    def put_services(self, services: Services) -> None:
        """Bootstrap has built the till. May be called on the writer thread, before `tell_ready`."""
        self._services = services

    def tell_ready(self) -> None:
        """On the GUI thread: whoever waits for the services may begin."""
        self.ready.emit()

    @property
    def language(self) -> str:
        """`zh_CN` or `en`: the screen's, by operator (agreements 20)."""
        return self.words.lang

    @property
    def on_duty(self) -> Operator:
        """Who is logged in; asking when nobody is is a bug."""
        if self.operator is None:
            raise LookupError("nobody is logged in")
        return self.operator

    def may(self, permission: Permission) -> bool:
        """Whether somebody is logged in who may do it."""
        return self.operator is not None and self.operator.may(permission)

    def put_shop(self, shop: Shop, zone: tzinfo | None) -> None:
        """The shop's settings, first or changed."""
        self.shop, self.zone = shop, zone
        self.changed.emit()

    def log_in(self, operator: Operator, shift: Shift | None, words: Words) -> None:
        """This person stands at the till now, in this language."""
        self.operator, self.shift, self.words = operator, shift, words
        self.changed.emit()

    def log_out(self) -> None:
        """Nobody stands at the till; panels of the one who left get no more scans."""
        self.operator, self.shift, self._member_id = None, None, ""
        self._exchange = None
        self._errand = ("", "")
        self.scans.drop_all()
        self.changed.emit()

    def put_operator(self, operator: Operator) -> None:
        """What the one on duty may do was changed: it holds from now on."""
        if operator != self.operator:
            self.operator = operator
            self.changed.emit()

    def put_shift(self, shift: Shift | None) -> None:
        """The operator's shift was opened, or closed (None)."""
        self.shift = shift
        self.changed.emit()

    def put_words(self, words: Words) -> None:
        """Another language on the screen."""
        self.words = words
        self.changed.emit()

    def now_ms(self) -> int:
        """The wall clock, milliseconds since 1970 UTC."""
        return self.time.now_ms()

    def at(self, at_ms: int) -> datetime:
        """An instant on the shop's wall clock (the machine's own before the shop is known)."""
        if self.zone is None:
            return datetime.fromtimestamp(at_ms // 1000).astimezone()
        return local(at_ms, self.zone)

    def clock(self, at_ms: int) -> str:
        """`14:32` in the shop."""
        return clock(self.at(at_ms))

    def go(self, place: str) -> None:
        """Show a screen by its name (`checkout`, `members` ...)."""
        self.wanted.emit(place)

    def bring_member(self, member_id: str) -> None:
        """To the counter with this member: checkout takes them when it comes to the front."""
        self._member_id = member_id
        self.go("checkout")

    def bring_exchange(self, begun: ExchangeBegun) -> None:
        """To the counter with goods that come back for others."""
        self._exchange = begun
        self.go("checkout")

    def take_exchange(self) -> ExchangeBegun | None:
        """What comes back for others, once."""
        begun, self._exchange = self._exchange, None
        return begun

    def send(self, place: str, errand: str) -> None:
        """To a screen to do something there: it takes the errand when it comes to the front."""
        self._errand = (place, errand)
        self.go(place)

    def take_errand(self, place: str) -> str:
        """What someone was sent to this place for, once; an empty text for nothing."""
        if self._errand[0] != place:
            return ""
        errand, self._errand = self._errand[1], ("", "")
        return errand

    def take_member(self) -> str:
        """Whom a member's page brought, once; an empty text when it brought nobody."""
        member_id, self._member_id = self._member_id, ""
        return member_id

    def lock(self) -> None:
        """Lock the till; the basket stays."""
        self.locked.emit()

    def notice(self, text: str, role: str = "warning") -> None:
        """A sentence in the bar, until Esc, the next scan, or a while. Never the only sign of
        something that matters."""
        self.noticed.emit(Notice(text, role))

    def refused(self, trouble: Trouble) -> None:
        """Say a refusal in the bar, with the sound of one. The default of every screen."""
        self.sound("error")
        self.notice(self.words.error(trouble), "danger")

    @property
    def training(self) -> bool:
        """Whether this is the training copy of the till."""
        return self.shop.training

    def train(self) -> None:
        """Into training, or back to the till: the program closes this one and opens the other."""
        self.trained.emit()

    def quit(self) -> None:
        """Close the till's window, a kiosk's too."""
        self.quitting.emit()

    def restyle(self, theme: str) -> None:
        """Wear `light` or `dark` from now on; the machine remembers it."""
        self.restyled.emit(theme)

    def show_customer(self, view: CustomerView) -> None:
        """What the customer sees from now on."""
        self.customer_view = view
        self.customer.emit(view)

    def claim_scans(self, take: Callable[[str], bool]) -> Callable[[], None]:
        """A panel asks for scans while it is open; call the result when it closes."""
        return self.scans.claim(take)

    def tap_keys(self, heard: Callable[[str, int], None]) -> Callable[[], None]:
        """A page that learns a scanner hears every key (its sign, the instant in ms) and nobody

        else does, until the result is called. Enter is CR.
        """
        return self.scans.tap(heard)


def _silence(name: str) -> None:
    """Until the window brings its sounds."""


def _no_screens() -> tuple[DeviceState, ...]:
    """Until the window knows its screens."""
    return ()
