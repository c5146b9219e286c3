"""What a story sees of members' money: of the member at the counter, or of the one just served."""

from __future__ import annotations

from app.cli.play.counter import Counter
from app.domain.loyalty.purse import Purse
from app.usecases.loyalty import purse as purses
from app.words import Words, amount, whole


def _purse(c: Counter) -> Purse | None:
    """Read anew: a return or a top-up changes it behind the counter's back."""
    if c.state is not None and c.state.basket.member is not None:
        return purses.read(c.s, c.state.basket.member.member_id)
    last = c.last_sale.member_id if c.last_sale else ""
    return purses.read(c.s, last) if last else None


def balance(c: Counter, _: str, __: Words) -> str:
    """Stored value, all wallets."""
    purse = _purse(c)
    return amount(purse.stored_minor()) if purse else "-"


def points(c: Counter, _: str, __: Words) -> str:
    """Points that may be spent."""
    purse = _purse(c)
    return whole(purse.points) if purse else "-"


def vouchers(c: Counter, _: str, __: Words) -> str:
    """How many vouchers."""
    purse = _purse(c)
    return str(len(purse.vouchers)) if purse else "-"


def uses(c: Counter, wanted: str, _: Words) -> str:
    """`package 9`: uses that are left in all."""
    purse = _purse(c)
    name = wanted.rpartition(" ")[0]
    for package in purse.packages if purse else ():
        if package.plan.name == name:
            return f"{name} {sum(lot.left for lot in package.lots)}"
    return "-"


def earned(c: Counter, _: str, __: Words) -> str:
    """Points of the last sale."""
    return whole(c.last_sale.points) if c.last_sale else "-"


def returned(c: Counter, _: str, __: Words) -> str:
    """What the last return gave back in all."""
    return amount(c.returned.total_minor + c.returned.rounding_minor) if c.returned else "-"


def back_to(c: Counter, wanted: str, _: Words) -> str:
    """`cash 3.50`: one way in which the last return gave back."""
    kind = wanted.partition(" ")[0]
    for one in c.returned.back if c.returned else ():
        if one.kind == kind:
            return f"{kind} {amount(one.amount_minor)}"
    return "-"
