"""What the wizard has been told so far, and what is wrong with it page by page. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from app.usecases.ports import DeviceChoice

NAME_MOST = 60
PIN_LENGTH = 6
PORT = 9100


class Page(StrEnum):
    """The questions, in their order (agreements 24)."""

    LANGUAGE = "language"
    COUNTRY = "country"
    SHOP = "shop"
    OWNER = "owner"
    PRINTER = "printer"
    READY = "ready"


PAGES = tuple(Page)


@dataclass(frozen=True, slots=True)
class Country:
    """A country's starting point: its money, its tax profile, its clock."""

    code: str
    currency_code: str
    tax_profile: str
    zone: str


COUNTRIES = (
    Country("CN", "CNY", "prc", "Asia/Shanghai"),
    Country("DE", "EUR", "eu-de", "Europe/Berlin"),
    Country("US", "USD", "us-nyc", "America/New_York"),
)
PRINTERS = ("none", "tcp", "file", "fake")


@dataclass(frozen=True, slots=True)
class Draft:
    """The answers so far. `printer` is one of PRINTERS, `host` may end in `:port`."""

    language: str = "zh_CN"
    country: str = "CN"
    shop_name: str = ""
    till_name: str = ""
    owner_name: str = ""
    pin: str = ""
    pin_again: str = ""
    printer: str = "none"
    host: str = ""
    path: str = ""
    paper_columns: int = 48

    @property
    def place(self) -> Country:
        """The country chosen."""
        return next(one for one in COUNTRIES if one.code == self.country)


Faults = dict[str, str]  # field to the key of its sentence


def faults(page: Page, draft: Draft) -> Faults:
    """What has to be typed differently before the next page; empty when all is well."""
    found: Faults = {}
    if page is Page.SHOP:
        _name(found, "shop_name", draft.shop_name)
        if len(draft.till_name) > NAME_MOST:
            found["till_name"] = "shell.first.name_long"
    elif page is Page.OWNER:
        _name(found, "owner_name", draft.owner_name)
        if len(draft.pin) != PIN_LENGTH or not (draft.pin.isascii() and draft.pin.isdigit()):
            found["pin"] = "shell.first.pin_length"
        elif len(set(draft.pin)) == 1 or draft.pin in "01234567890" + "09876543210":
            found["pin"] = "shell.first.pin_easy"
        elif draft.pin != draft.pin_again:
            found["pin_again"] = "shell.first.pin_differs"
    elif page is Page.PRINTER:
        if draft.printer == "tcp" and address(draft.host) is None:
            found["host"] = "shell.first.host_wrong"
        if draft.printer == "file" and not draft.path.strip():
            found["path"] = "shell.first.path_empty"
    return found


def _name(found: Faults, field: str, value: str) -> None:
    if not value.strip():
        found[field] = "shell.first.name_empty"
    elif len(value.strip()) > NAME_MOST:
        found[field] = "shell.first.name_long"


def address(text: str) -> tuple[str, int] | None:
    """`192.168.1.50` or `printer.local:9101` as (host, port); None when it is neither."""
    host, colon, port = text.strip().partition(":")
    if not host or any(c.isspace() or c in "/\\@" for c in host):
        return None
    if not colon:
        return host, PORT
    return (host, int(port)) if port.isdigit() and 0 < int(port) < 65536 else None


def printer_choice(draft: Draft) -> DeviceChoice:
    """The printer as the devices keep it."""
    profile = "generic-80" if draft.paper_columns == 48 else "generic-58"
    settings: list[tuple[str, str | int | bool]] = []
    if draft.printer == "tcp":
        host, port = address(draft.host) or ("", PORT)
        settings = [("host", host), ("port", port)]
    elif draft.printer == "file":
        settings = [("path", draft.path.strip())]
    if draft.printer == "none":
        return DeviceChoice("none")
    return DeviceChoice(draft.printer, (*settings, ("profile", profile)))


def page_after(page: Page, by: int) -> Page:
    """The next page, or the one before; the ends stay."""
    place = min(max(PAGES.index(page) + by, 0), len(PAGES) - 1)
    return PAGES[place]
