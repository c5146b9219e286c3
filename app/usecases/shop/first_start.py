"""The first minutes of a shop: its first documents, and an owner who can log in."""

from __future__ import annotations

import json
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from app.domain.catalog import Department, TaxProfile
from app.domain.document import Kind
from app.domain.errors import Refused
from app.domain.ids import OperatorId
from app.domain.loyalty.tier import TierTerms
from app.domain.member import clean_name
from app.domain.money import CURRENCIES
from app.domain.permissions import Operator, Role
from app.domain.pricing.profiles import profile_from
from app.domain.shift.terms import denominations
from app.domain.shop import PRACTISED, CashRounding, Shop
from app.settings import RESOURCES
from app.store import catalog, journal, staff
from app.store import shop as shops
from app.store.engine import Tx
from app.usecases import commit
from app.usecases.outcome import Changes, Outcome
from app.usecases.services import Services
from app.usecases.staff.pins import check_format

ALL = Changes(catalog=True, staff=True, settings=True)
_TAX = RESOURCES / "tax"


@dataclass(frozen=True, slots=True)
class Answers:
    """What the wizard asked (agreements 24). `tax_profile` names a file in resources/tax.

    `shop_no` and `till_no` stand in every receipt number and never change. `printer` False: no
    receipt printer yet, nothing is spooled.
    """

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
    footer: str = ""
    paper_columns: int = 48
    printer: bool = True
    demo: bool = False
    owner_card: str = ""


def create(s: Services, answers: Answers) -> Outcome[Operator]:
    """The first documents of an empty journal: epoch.open with the shop, the owner, tax, a first
    department and a first tier.

    Refused: `shop.exists_already`, `name.*`, `pin.format`, `pin.too_easy`, `shop.number`,
    `shop.zone`, `shop.currency`, `shop.tax_profile`.
    """
    check(answers)
    owner = Operator(
        OperatorId(s.clock.new_id()),
        clean_name(answers.owner_name),
        Role.OWNER,
        answers.language,
        card_token=answers.owner_card,
    )
    hashed = s.pins.hash(answers.owner_pin)
    with s.db.write() as tx:
        if journal.head(tx) is not None:
            raise Refused("shop.exists_already")
        commit.open_epoch(tx, s, _shop(answers), operator_id=owner.operator_id, reason="first")
        commit.seal(
            *(tx, s, Kind.STAFF_CHANGE),
            {"operators": [staff.body(owner, pin_hash=hashed)], "what": ["added"]},
            operator_id=owner.operator_id,
        )
        _first_goods(tx, s, owner, answers)
    return Outcome(owner, ALL)


def tax_profiles() -> tuple[str, ...]:
    """The codes of the tax profiles that come with the program."""
    return tuple(sorted(path.stem for path in _TAX.glob("*.json")))


def tax_profile(code: str) -> TaxProfile:
    """A profile that comes with the program. Refused `shop.tax_profile`."""
    if code not in tax_profiles():
        raise Refused("shop.tax_profile", profile=code[:20])
    return profile_from(json.loads((_TAX / f"{code}.json").read_text(encoding="utf-8")))


def check(answers: Answers) -> None:
    """Refused as `create`, for a wizard that wants to know page by page."""
    clean_name(answers.shop_name)
    clean_name(answers.owner_name)
    check_format(answers.owner_pin)
    for number in (answers.shop_no, answers.till_no):
        if not (number.isascii() and number.isalnum() and len(number) <= 8):
            raise Refused("shop.number", number=number[:20])
    if answers.till_no.startswith(PRACTISED):  # its slips would pass for practised ones
        raise Refused("shop.number", number=answers.till_no)
    if answers.currency_code not in CURRENCIES:
        raise Refused("shop.currency", currency=answers.currency_code[:10])
    try:
        ZoneInfo(answers.zone)
    except (OSError, ValueError, KeyError) as error:  # unknown zones are a KeyError
        raise Refused("shop.zone", zone=answers.zone[:40]) from error
    tax_profile(answers.tax_profile)


def _shop(answers: Answers) -> Shop:
    return Shop(
        shop_no=answers.shop_no,
        till_no=answers.till_no,
        shop_name=clean_name(answers.shop_name),
        till_name=answers.till_name.strip()[:40],
        branch=answers.branch.strip()[:60],
        phone=answers.phone.strip()[:40],
        country=answers.country,
        currency_code=answers.currency_code,
        tax_profile=answers.tax_profile,
        zone=answers.zone,
        paper_language=answers.language,
        paper_columns=answers.paper_columns,
        rounding=_rounding(answers),
        footer=answers.footer.strip()[:100],
        extra={"demo": "yes"} if answers.demo else {},
    )


def _rounding(answers: Answers) -> CashRounding:
    """Cash comes in the coins that there are: no drawer can be counted to less (R36)."""
    return CashRounding(denominations(answers.currency_code)[-1])


def _first_goods(tx: Tx, s: Services, owner: Operator, answers: Answers) -> None:
    """Tax classes, a department to sell keyed amounts under, and the tier of every new member."""
    general = Department("general", "综合", "General", "standard", 1)
    regular = TierTerms("regular", "普通", "Regular")
    commit.seal(
        *(tx, s, Kind.CATALOG_CHANGE),
        {
            "reason": "first",
            "tax_profiles": [shops.tax_body(tax_profile(answers.tax_profile))],
            "departments": [] if answers.demo else [catalog.department_body(general)],
            "tiers": [shops.tier_body(regular)],
        },
        operator_id=owner.operator_id,
    )
