"""What use cases need from outside, as Protocols; bootstrap injects what fulfils them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:  # the first paint reads this file and must not wait for the whole domain
    from app.domain.receipt import Receipt
    from app.domain.shift import ShiftReport, ZReport
    from app.domain.slips import (
        CashSlip,
        GiftCardSlip,
        MemberStatement,
        PackageSlip,
        RedeemSlip,
        RefundSlip,
        TopUpSlip,
        VoucherSlip,
        WithdrawalSlip,
    )
    from app.reports.report import Report
    from app.usecases.device.workshop import Workshop

Slip = dict[str, Any]


class Clock(Protocol):
    """Time and new names; the only source of both (house.md 7.1)."""

    def now_ms(self) -> int:
        """The wall clock, milliseconds since 1970 UTC."""
        ...

    def monotonic_ms(self) -> int:
        """A clock that never goes back while the program runs."""
        ...

    def new_id(self) -> str:
        """A fresh UUIDv7 as text."""
        ...


class Signer(Protocol):
    """The till's signing key."""

    @property
    def public_key(self) -> bytes:
        """32 bytes, Ed25519."""
        ...

    def sign(self, data: bytes) -> bytes:
        """64 bytes over `data`."""
        ...


class PinHasher(Protocol):
    """PINs as argon2id hashes (agreements 19). Slow on purpose: never on the GUI thread."""

    def hash(self, pin: str) -> str:
        """A hash to keep."""
        ...

    def verify(self, pin: str, hashed: str) -> bool:
        """Whether the PIN is the one that was hashed."""
        ...


class Vault(Protocol):
    """Seals what may one day have to be forgotten: a member's profile under a key of its own."""

    def new_key(self) -> bytes:
        """A fresh key."""
        ...

    def seal(self, key: bytes, profile: dict[str, Any]) -> str:
        """The profile, encrypted, as text for a document."""
        ...

    def open(self, key: bytes, sealed: str) -> dict[str, Any]:
        """The profile again."""
        ...


class Paper(Protocol):
    """Lays facts out as slips in the shop's paper language; makes no bytes (agreements 1)."""

    def in_language(self, language: str) -> Paper:
        """The same paper in another language."""
        ...

    def for_columns(self, columns: int) -> Paper:
        """The same paper for a printer that wide."""
        ...

    def receipt(self, receipt: Receipt) -> Slip:
        """A receipt, or its copy."""
        ...

    def x_report(self, report: ShiftReport) -> Slip:
        """The shift so far, or its close."""
        ...

    def no_sale(self, *, operator: str, reason: str, at_ms: int, zone: str) -> Slip:
        """The slip that says who opened the drawer and why."""
        ...

    def cash_movement(self, slip: CashSlip) -> Slip:
        """Money that went into the drawer or out of it, and why."""
        ...

    def z_report(self, report: ZReport) -> Slip:
        """The close of a till's day, or its copy."""
        ...

    def report(self, made: Report) -> Slip:
        """A report in short, with a QR of its figures."""
        ...

    def top_up(self, slip: TopUpSlip) -> Slip:
        """A top-up, a package, a membership or a gift card that was sold."""
        ...

    def redemption(self, slip: RedeemSlip) -> Slip:
        """Points for a gift."""
        ...

    def package(self, slip: PackageSlip) -> Slip:
        """A package paused, resumed, transferred or used."""
        ...

    def refund(self, slip: RefundSlip) -> Slip:
        """Goods that came back, and how they were paid back."""
        ...

    def withdrawal(self, slip: WithdrawalSlip) -> Slip:
        """Money paid out of a member's account, step by step."""
        ...

    def voucher(self, slip: VoucherSlip) -> Slip:
        """A voucher to take along."""
        ...

    def gift_card(self, slip: GiftCardSlip) -> Slip:
        """A gift card: the one paper that carries its code."""
        ...

    def member_statement(self, slip: MemberStatement) -> Slip:
        """What happened on a member's account."""
        ...


@dataclass(frozen=True, slots=True)
class DeviceState:
    """A device as a screen shows it. `state`: ready, warning, down, off. `reason` has a word.

    `name` is its place at the till (`printer`, `drawer`, `scale` ...), `simulated` says that it is
    one of the fakes, which a screen must never hide.
    """

    name: str
    kind: str
    model: str
    state: str
    reason: str = ""
    since_ms: int = 0
    detail: str = ""
    simulated: bool = False


@dataclass(frozen=True, slots=True)
class Weight:
    """A scale's answer: grams, and whether the pan is still.

    `grams` None: the scale says no weight, or nothing at all; `reason` is why (overload,
    under_zero, unstable, unit, no_answer ...: `device.reason.<reason>` is its word).
    """

    grams: int | None
    stable: bool
    reason: str = ""


@dataclass(frozen=True, slots=True)
class DeviceChoice:
    """How a device is reached. `way`: none, fake, or a transport (tcp, serial, usb, spooler, file).

    `settings` are the transport's and the driver's by name (`host`, `port`, `baud`, `profile` ...).
    `driver` empty: the usual one of its kind. `stands_in_for` names another printer whose jobs this
    one takes while that one cannot print.
    """

    way: str
    settings: tuple[tuple[str, str | int | bool], ...] = ()
    driver: str = ""
    stands_in_for: str = ""


@dataclass(frozen=True, slots=True)
class DeviceTest:
    """What a test found. `state`: confirmed, unsure, failed; `reason` has a word, as in states."""

    state: str
    reason: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class SlipPicture:
    """A slip as paper: a PNG at the head's dots, its text, the letters it lacks, the model."""

    png: bytes
    text: str = ""
    missing: str = ""
    model: str = ""
    dots: int = 0


@dataclass(frozen=True, slots=True)
class WireLine:
    """One thing that went over a device's wire. `what`: open, close, out, in, fault.

    `hex` and `text` are the first bytes, with whatever looks like a payment card masked; `size` is
    how many there were.
    """

    at_ms: int
    what: str
    hex: str = ""
    text: str = ""
    size: int = 0
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Option:
    """One setting of a driver or of a wire: a field of a form. `type`: text, number, yes_no."""

    name: str
    type: str
    default: str | int | bool
    choices: tuple[str, ...] = ()
    low: int = 0
    high: int = 0


@dataclass(frozen=True, slots=True)
class DriverInfo:
    """A driver as a form shows it. `ways`: (transport, its options with this driver's defaults).

    `tried`: metal, emulator, manual - how sure we are. Its words are `device.driver.<name>`.
    """

    name: str
    kinds: tuple[str, ...]
    ways: tuple[tuple[str, tuple[Option, ...]], ...]
    options: tuple[Option, ...]
    tried: str
    simulated: bool


class Devices(Protocol):
    """What a screen may ask of the devices; all calls but `test` return at once.

    A device's name is its kind (`printer`, `scale` ...) or kind and number (`printer-2`).
    """

    def names(self) -> tuple[str, ...]:
        """The usual places first (set or not), then whatever else was added."""
        ...

    def drivers(self) -> tuple[DriverInfo, ...]:
        """Every driver that this machine can load."""
        ...

    def columns(self) -> int:
        """How wide the receipt printer prints; 0 where none is set."""
        ...

    def read_wedge(self, text: str) -> str:
        """A scan that was typed, as it was meant: layout turned back, a card as `U:` and number."""
        ...

    def remove(self, name: str) -> None:
        """Forget a device; a usual place stays, unset."""
        ...

    def workshop(self) -> Workshop:
        """The bench beside the till: finding, trying, learning, simulating."""
        ...

    def wire_log(self, name: str) -> tuple[WireLine, ...]:
        """What went over its wire lately, oldest first."""
        ...

    def retry(self, name: str) -> None:
        """Do not wait for the next try."""
        ...

    def show(self, lines: tuple[str, ...], *, lamp: str = "", figure: str = "") -> None:
        """On the customer's pole display, if there is one; only the newest call counts.

        A display of digits shows `figure` (no thousands mark) under its `lamp`: price, total,
        paid, change, or none; one of letters shows the lines. Returns at once, whatever it does.
        """
        ...

    def beep(self, pattern: str) -> None:
        """On the shop's buzzer, if there is one: ok, ask, error. Returns at once."""
        ...

    def picture(self, slip: Slip, columns: int) -> SlipPicture:
        """The slip as this till's printer would print it; nothing is printed. Not on the GUI."""
        ...

    def states(self) -> tuple[DeviceState, ...]:
        """Every device with its state."""
        ...

    def weight(self, name: str = "") -> Weight | None:
        """The newest reading of the scale (the first that is set); None where none is set."""
        ...

    def choice(self, name: str) -> DeviceChoice:
        """How the device of that name is set now."""
        ...

    def configure(self, name: str, choice: DeviceChoice) -> None:
        """Keep a choice for good and use it at once; Refused `device.setting` (name)."""
        ...

    def test(self, name: str) -> DeviceTest:
        """Print a test slip, kick the drawer, ask the scale: waits seconds, never on the GUI."""
        ...
