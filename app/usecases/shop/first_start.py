"""The first minutes of a shop: its first documents, and an owner who can log in."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.permissions import Operator
from app.usecases.outcome import Outcome
from app.usecases.services import Services


@dataclass(frozen=True, slots=True)
class Answers:
    """What the wizard asked (agreements 24). `tax_profile` names a file in resources/tax."""

    shop_name: str
    owner_name: str
    owner_pin: str
    language: str = "zh_CN"
    branch: str = ""
    country: str = "CN"
    currency_code: str = "CNY"
    tax_profile: str = "prc"
    shop_no: str = "01"
    till_no: str = "01"
    till_name: str = ""
    zone: str = "Asia/Shanghai"
    phone: str = ""
    paper_columns: int = 48
    printer: bool = True
    demo: bool = False


def create(s: Services, answers: Answers) -> Outcome[Operator]:
    """The first documents of an empty journal: epoch.open, settings, tax, a department, the owner.

    Refused: `shop.exists_already`, `name.*`, `pin.format`, `pin.too_easy`, `shop.number`,
    `shop.zone`, `shop.currency`, `shop.tax_profile`.
    """
    raise NotImplementedError


def tax_profiles() -> tuple[str, ...]:
    """The codes of the tax profiles that come with the program."""
    raise NotImplementedError


def check(answers: Answers) -> None:
    """Refused as `create`, for a wizard that wants to know page by page."""
    raise NotImplementedError
