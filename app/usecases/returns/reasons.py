"""Why goods come back: the shop's own list, each with what becomes of the goods."""

from __future__ import annotations

from collections.abc import Sequence

from app.domain.errors import Refused
from app.domain.permissions import Operator, Permission, require
from app.domain.returns.how import (
    BLIND_LIMIT_MINOR,
    EXTRA_LIMIT,
    EXTRA_REASONS,
    ReturnReason,
    check_reasons,
    read_reasons,
    reason_of,
    write_reasons,
)
from app.domain.shop import Shop
from app.store import shop as shops
from app.usecases.outcome import Outcome
from app.usecases.services import Services
from app.usecases.shop.settings import change


def reasons(s: Services, *, voids: bool = False) -> tuple[ReturnReason, ...]:
    """The reasons for a return, or for voiding a sale. Reader thread."""
    with s.db.read() as tx:
        return tuple(one for one in reasons_of(shops.load(tx)) if one.voids == voids)


def reasons_of(shop: Shop) -> tuple[ReturnReason, ...]:
    """All of a shop's reasons."""
    return read_reasons(shop.extra.get(EXTRA_REASONS, ""))


def as_said(shop: Shop, code: str, why: str) -> ReturnReason:
    """As it was said then; its English only while the shop still knows it by these words."""
    for one in reasons_of(shop):
        if (one.code, one.name) == (code, why):
            return one
    return ReturnReason(code, why, "")


def the_reason(shop: Shop, said: str, *, voids: bool = False) -> ReturnReason:
    """The reason of that key (or of those words). Refused `reason.missing`, `reason.unknown`."""
    return reason_of(reasons_of(shop), said, voids=voids)


def blind_limit(shop: Shop) -> int:
    """Up to how much goods come back without a receipt, in minor units."""
    text = shop.extra.get(EXTRA_LIMIT, "")
    return int(text) if text.isascii() and text.isdecimal() else BLIND_LIMIT_MINOR


def extra_of(shop: Shop, known: Sequence[ReturnReason], limit_minor: int) -> dict[str, str]:
    """The shop's `extra` with these; nothing of it where they are what holds anyway."""
    extra = dict(shop.extra)
    if tuple(known) != reasons_of(shop):
        extra[EXTRA_REASONS] = write_reasons(known)
    if limit_minor != blind_limit(shop):
        extra[EXTRA_LIMIT] = str(limit_minor)
    return extra


def change_reasons(
    s: Services, operator: Operator, known: Sequence[ReturnReason], *, limit_minor: int
) -> Outcome[Shop]:
    """Other reasons, another limit. Refused `permission.missing`, `reason.*`, `amount.negative`."""
    require(operator, Permission.SETTINGS_EDIT)
    check_reasons(known)
    if limit_minor < 0:
        raise Refused("settings.value", field=EXTRA_LIMIT)
    with s.db.read() as tx:
        shop = shops.load(tx)
    return change(s, operator, extra=extra_of(shop, known, limit_minor))
