"""What a person does with goods that come back in a story: exchange, void, without a receipt."""

from __future__ import annotations

import re
from collections.abc import Callable

from app.cli.play import given
from app.cli.play.counter import Counter
from app.cli.play.member_gestures import pieces_of
from app.cli.play.second_word import with_word
from app.domain.catalog import SHELF, price_on
from app.domain.checkout import events as ev
from app.domain.errors import Refused
from app.usecases.outcome import Outcome
from app.usecases.returns.blind import BlindLine, return_blind
from app.usecases.returns.exchange import begin_exchange
from app.usecases.returns.void import void
from app.usecases.sale.returning import Returned
from app.words import Words, amount

Do = Callable[[Counter, str], None]
Look = Callable[[Counter, str, Words], str]


def exchange(c: Counter, text: str) -> None:
    """`1 2 reason`: pieces of the last sale pay for other goods; `all reason`."""
    if c.last_sale is None:
        raise Refused("sale.none_yet")
    sale_id = c.last_sale.sale_id
    pieces, reason = pieces_of(c, sale_id, text)
    c.handle(begin_exchange(c.s, c.person(), sale_id, pieces, reason=reason))


def drop(c: Counter, _: str) -> None:
    """Nothing comes back after all."""
    c.handle(ev.ExchangeDropped())


def undo(c: Counter, text: str) -> None:
    """`reason`, or `reason name PIN` with a second person: the last sale is voided."""
    if c.last_sale is None:
        raise Refused("sale.none_yet")
    sale_id, shift_id = c.last_sale.sale_id, c.open_shift().shift_id
    reason, who = given.split(text, 2)
    made = with_word(
        *(c, who),
        lambda yes: void(c.s, c.person(), shift_id, sale_id, reason=reason, approval=yes),
    )
    _came_back(c, made)


def blind(c: Counter, text: str) -> None:
    """`2 × item reason name PIN`: without a receipt, at the price of today."""
    goods, _, rest = text.partition("；") if "；" in text else text.partition(";")
    count, what = given.times(goods.strip())
    item = given.item(c, what)
    price = price_on(item.prices, SHELF, c.clock.now_ms()) or 0
    line = BlindLine(str(item.item_id), count * 1000, price)
    shift_id = c.open_shift().shift_id
    reason, who = given.split(rest, 2)
    made = with_word(
        *(c, who),
        lambda yes: return_blind(c.s, c.person(), shift_id, (line,), reason=reason, approval=yes),
    )
    _came_back(c, made)


def _came_back(c: Counter, made: Outcome[Returned]) -> None:
    c.returned = made.value.returning
    c.done(made)


def credit(c: Counter, _: str, __: Words) -> str:
    """What goods that come back pay here."""
    return amount(c.state.credit_minor) if c.state else "-"


def given_back(c: Counter, wanted: str, _: Words) -> str:
    """`cash 3.50`: what of an exchange went back beyond the new goods."""
    kind = re.split(r"\s", wanted)[0]
    back = dict(c.last_sale.back) if c.last_sale else {}
    return f"{kind} {amount(back[kind])}" if kind in back else "-"


GESTURES: dict[str, Do] = {
    "exchange": exchange,
    "drop exchange": drop,
    "void": undo,
    "return blind": blind,
}
LOOKS: dict[str, Look] = {"credit": credit, "given back": given_back}
