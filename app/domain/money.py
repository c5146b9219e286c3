"""Money is a whole number of minor units; here is all the arithmetic it may meet.

No float and no `/` anywhere: products are rounded once, in a stated mode, and shares are dealt out
by largest remainder so that they always add up to what was shared (complaint 3.8 of rules.md).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.domain.errors import Refused

PPM = 1_000_000
MAX_MINOR = 999_999_999_99  # far above any basket, far below what 64 bits hold
_AMOUNT = re.compile(r"(?P<sign>-?)(?P<whole>[0-9]*)(?:\.(?P<fraction>[0-9]*))?")
_GROUPED = re.compile(r"-?[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]*)?")  # `1,50` is not 150
# what an input method makes of the keys of an amount
_KEYS = str.maketrans("０１２３４５６７８９．。，－−", "0123456789..,--")


class Rounding(StrEnum):
    """How a part of a unit is settled (R36). All modes are symmetric about zero (R37)."""

    HALF_UP = "half_up"
    HALF_DOWN = "half_down"
    HALF_EVEN = "half_even"
    HALF_ODD = "half_odd"
    UP = "up"
    DOWN = "down"


@dataclass(frozen=True, slots=True)
class Currency:
    """A currency: ISO code, digits after the point, its sign, and the notes and coins in use.

    `notes_minor` are what quick cash offers, ascending.
    """

    code: str
    digits: int
    sign: str
    notes_minor: tuple[int, ...]

    @property
    def unit_minor(self) -> int:
        """Minor units in one whole unit: 100 for the yuan, 1 for the yen."""
        return int(10**self.digits)


CURRENCIES: dict[str, Currency] = {
    c.code: c
    for c in (
        Currency("CNY", 2, "¥", (500, 1000, 2000, 5000, 10000)),
        Currency("EUR", 2, "€", (500, 1000, 2000, 5000, 10000)),
        Currency("USD", 2, "$", (500, 1000, 2000, 5000, 10000)),
        Currency("GBP", 2, "£", (500, 1000, 2000, 5000)),
        Currency("JPY", 0, "¥", (1000, 5000, 10000)),
        Currency("HKD", 2, "HK$", (2000, 5000, 10000, 50000)),
        Currency("KWD", 3, "KD", (1000, 5000, 10000, 20000)),
    )
}


def divide(numerator: int, denominator: int, mode: Rounding = Rounding.HALF_UP) -> int:
    """`numerator / denominator` as a whole number in `mode`; the sign never changes the size."""
    sign = -1 if (numerator < 0) != (denominator < 0) else 1
    whole, rest = divmod(abs(numerator), abs(denominator))
    twice, full = 2 * rest, abs(denominator)
    if rest == 0 or mode is Rounding.DOWN:
        return sign * whole
    up = (
        mode is Rounding.UP
        or twice > full
        or (
            twice == full
            and (
                mode is Rounding.HALF_UP
                or (mode is Rounding.HALF_EVEN and whole % 2 == 1)
                or (mode is Rounding.HALF_ODD and whole % 2 == 0)
            )
        )
    )
    return sign * (whole + up)


def times(price_minor: int, qty_milli: int) -> int:
    """Price of a quantity: minor units a piece (or kg) times thousandths, half up once."""
    return divide(price_minor * qty_milli, 1000)


def share_ppm(amount_minor: int, rate_ppm: int) -> int:
    """`rate_ppm` millionths of an amount, half up once."""
    return divide(amount_minor * rate_ppm, PPM)


def allocate(total: int, weights: Sequence[int]) -> list[int]:
    """Deal `total` out in proportion to `weights` so that the shares sum to it exactly.

    Largest remainder; equal remainders go to the earlier place. Weights must not be negative; when
    all are zero the first takes all. A negative total gives the mirror of the positive one.
    """
    if not weights:
        if total:
            raise ValueError("nothing to allocate to")
        return []
    if min(weights) < 0:
        raise ValueError("a weight is negative")
    if total < 0:
        return [-share for share in allocate(-total, weights)]
    whole = sum(weights)
    if whole == total:
        return list(weights)
    if whole == 0:
        return [total] + [0] * (len(weights) - 1)
    shares, rests = [], []
    for place, weight in enumerate(weights):
        share, rest = divmod(total * weight, whole)
        shares.append(share)
        rests.append((-rest, place))
    over = total - sum(shares)
    if over:
        rests.sort()
        for _, place in rests[:over]:
            shares[place] += 1
    return shares


def portion(shares: Sequence[int], amount: int) -> list[int]:
    """The first `amount` units of what `shares` make together, dealt out evenly and for good.

    Jefferson's divisors: never more than a share, the sum is exact, and a larger amount never gives
    anybody less. So pieces that are taken one after the other add up to the whole, however it was
    cut (A4): a piece is the difference of two portions. ValueError outside of 0..sum(shares).
    """
    whole = sum(shares)
    if not 0 <= amount <= whole or (shares and min(shares) < 0):
        raise ValueError("a portion is a part of the whole")
    if not whole:
        return [0] * len(shares)
    dealt = [share * amount // whole for share in shares]
    for _ in range(amount - sum(dealt)):
        best = -1
        for place, share in enumerate(shares):
            if dealt[place] < share and (
                best < 0 or (dealt[place] + 1) * shares[best] < (dealt[best] + 1) * share
            ):
                best = place
        dealt[best] += 1
    return dealt


def to_step(amount_minor: int, step_minor: int, mode: Rounding) -> int:
    """The amount in whole steps (cash rounding, R36): 1.37 to 0.10 half up is 1.40."""
    return divide(amount_minor, step_minor, mode) * step_minor


def parse_amount(text: str, currency: Currency) -> int:
    """What a person typed, as minor units: `12.5` is 1250 for the yuan.

    An input method that is on does no harm: `１２。５` is the same. Refused `amount.unreadable`,
    `amount.too_precise`, `amount.too_large`; never rounds silently.
    """
    shown = text.strip()[:40]
    typed = text.translate(_KEYS).strip()
    grouped = "," not in typed or _GROUPED.fullmatch(typed)
    found = _AMOUNT.fullmatch(typed.replace(",", "")) if grouped else None
    if found is None or not (found["whole"] or found["fraction"]):
        raise Refused("amount.unreadable", text=shown)
    whole, fraction = found["whole"].lstrip("0"), (found["fraction"] or "").rstrip("0")
    if len(fraction) > currency.digits:
        raise Refused("amount.too_precise", text=shown, digits=currency.digits)
    if len(whole) > 12:
        raise Refused("amount.too_large", text=shown)
    minor = int((whole + fraction.ljust(currency.digits, "0")) or "0")
    if minor > MAX_MINOR:
        raise Refused("amount.too_large", text=shown)
    return -minor if found["sign"] else minor


def plain(amount_minor: int, digits: int) -> str:
    """An amount in figures with an ASCII minus and no grouping, for files and codes: `-12.50`."""
    sign, size = ("-" if amount_minor < 0 else ""), abs(amount_minor)
    if digits == 0:
        return f"{sign}{size}"
    unit = 10**digits
    return f"{sign}{size // unit}.{size % unit:0{digits}d}"
