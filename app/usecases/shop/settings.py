"""The shop's settings: read whole, changed by name, each change a document."""

from __future__ import annotations

from dataclasses import replace
from typing import TypedDict, Unpack

from app.domain.codes import check_pattern
from app.domain.document import Kind
from app.domain.errors import Refused
from app.domain.member import clean_name
from app.domain.permissions import DiscountLimits, Operator, Permission, require
from app.domain.returns.how import EXTRA_REASONS, check_reasons, read_reasons
from app.domain.shop import STATED, CashRounding, Shop
from app.store import shop as shops
from app.usecases import commit
from app.usecases.outcome import Changes, Outcome
from app.usecases.sentinel.terms import EXTRA as WATCHED
from app.usecases.services import Services


class ShopChanges(TypedDict, total=False):
    """What may be changed after the first start; numbers, currency and zone stand for good."""

    shop_name: str
    till_name: str
    branch: str
    phone: str
    tax_no: str
    cutoff_hour: int
    paper_language: str
    paper_columns: int
    rounding: CashRounding
    limits: DiscountLimits
    footer: str
    auto_lock_minutes: int
    label_patterns: tuple[str, ...]
    extra: dict[str, str]


_WITHIN = {
    "cutoff_hour": range(24),
    "paper_columns": range(24, 65),
    "auto_lock_minutes": range(24 * 60 + 1),
}


def load(s: Services) -> Shop:
    """The shop as it stands now. Reader thread."""
    with s.db.read() as tx:
        return shops.load(tx)


def change(s: Services, operator: Operator, **fields: Unpack[ShopChanges]) -> Outcome[Shop]:
    """The shop after the change; nothing is written when nothing changes.

    What the till watches for is changed by those who see its cases only. Refused:
    `permission.missing`, `name.*`, `settings.value` (field: also one of `STATED`, which
    says what this file is and is nobody's setting), `label.pattern`.
    """
    return _change(s, operator, replace_stated=False, **fields)


def restate(s: Services, operator: Operator, extra: dict[str, str]) -> Outcome[Shop]:
    """The same for a use case whose own rule allows it to change what the file says of itself."""
    return _change(s, operator, replace_stated=True, extra=extra)


def _change(
    s: Services, operator: Operator, *, replace_stated: bool, **fields: Unpack[ShopChanges]
) -> Outcome[Shop]:
    require(operator, Permission.SETTINGS_EDIT)
    with s.db.write() as tx:
        before = shops.load(tx)
        after = replace(before, **fields)
        _check(after)
        if before.extra.get(WATCHED) != after.extra.get(WATCHED):
            require(operator, Permission.CASES)
        if not replace_stated:
            _require_stated(before, after)
        was, stands = shops.to_body(before), shops.to_body(after)
        changed = {name: value for name, value in stands.items() if was[name] != value}
        if not changed:
            return Outcome(before)
        body = {"changed": changed, "at_ms": s.clock.now_ms()}
        commit.seal(tx, s, Kind.SETTINGS_CHANGE, body, operator_id=operator.operator_id)
    return Outcome(after, Changes(settings=True))


def _require_stated(before: Shop, after: Shop) -> None:
    for name in STATED:
        if before.extra.get(name) != after.extra.get(name):
            raise Refused("settings.value", field=name)


def _check(shop: Shop) -> None:
    clean_name(shop.shop_name)
    for name, within in _WITHIN.items():
        if getattr(shop, name) not in within:
            raise Refused("settings.value", field=name)
    if shop.paper_language not in ("zh_CN", "en"):
        raise Refused("settings.value", field="paper_language")
    limits = shop.limits
    steps = (0, limits.cashier_ppm, limits.manager_ppm, limits.owner_ppm, 1_000_000)
    if list(steps) != sorted(steps):
        raise Refused("settings.value", field="limits")
    if not 1 <= shop.rounding.step_minor <= 10_000:
        raise Refused("settings.value", field="rounding")
    for pattern in shop.label_patterns:
        check_pattern(pattern)
    check_reasons(read_reasons(shop.extra.get(EXTRA_REASONS, "")))
