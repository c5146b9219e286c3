"""What stands in a story's second column, made into what the till understands: goods, people, sums.

Goods and people go by their names, as the shopkeeper who reads the story knows them.
"""

from __future__ import annotations

import re

from app.cli.play.counter import Counter
from app.domain.catalog import Item
from app.domain.codes.gtin import check_digit
from app.domain.errors import Refused
from app.domain.money import parse_amount
from app.domain.permissions import Operator
from app.store import catalog, members, staff

ALL = ("rest", "其余", "exact", "正好", "")


def amount(counter: Counter, text: str) -> int:
    """An amount as one types it, in minor units."""
    desk = counter.desk()
    return parse_amount(text.replace("¥", ""), desk.book.currency)


def money(counter: Counter, text: str) -> int:
    """An amount, or `rest` for all that is still due."""
    state = counter.state
    return state.due_minor if text in ALL and state else amount(counter, text)


def grams(text: str) -> int:
    """`0.756 kg`, `0.756` or `756 g` as grams."""
    found = re.fullmatch(r"([\d.]+)\s*(kg|千克|公斤|g|克)?", text.strip())
    if found is None:
        raise Refused("weight.none")
    whole, _, part = found.group(1).partition(".")
    if found.group(2) in ("g", "克"):
        return int(whole)
    return int(whole or "0") * 1000 + int((part + "000")[:3])


def times(text: str) -> tuple[int, str]:
    """`3 × 可乐` as 3 and the rest; 1 when no number stands before."""
    found = re.fullmatch(r"(\d+)\s*[×x*]\s*(.+)", text)
    return (int(found.group(1)), found.group(2)) if found else (1, text)


def split(text: str, parts: int) -> list[str]:
    """The first words apart, the rest together; missing ones are empty."""
    words = text.split(maxsplit=parts - 1)
    return words + [""] * (parts - len(words))


def item(counter: Counter, text: str) -> Item:
    """The item of that name, or name and spec. Refused `item.unknown`."""
    with counter.s.db.read() as tx:
        found = catalog.search(tx, text.split(maxsplit=1)[0] if text.split() else "", limit=200)
    wanted = text.strip()
    for one in found:
        if wanted in (one.name, f"{one.name} {one.spec}".strip(), one.name_en):
            return one
    raise Refused("item.unknown")


def code(counter: Counter, text: str) -> str:
    """What the scanner would read: digits as they are, else the code of what is named."""
    kind, _, rest = text.partition(" ")
    if kind in ("label", "标签"):
        return _label(counter, rest)
    if kind in ("card", "会员卡"):
        return f"M:{_member_token(counter, rest)}"
    if kind in ("staff-card", "员工卡"):
        return f"S:{person(counter, rest).card_token}"
    if kind in ("receipt", "小票"):
        return counter.last_sale.receipt_no if counter.last_sale else ""
    if re.search(r"[\u4e00-\u9fff]", text):
        return item(counter, text).barcodes[0]
    return text


def _label(counter: Counter, text: str) -> str:
    """A scale's label: name and weight (`0.756 kg`), or name and price (`7.48`)."""
    name, _, figure = text.rpartition(" ")
    if figure in ("kg", "g"):
        name, _, number = name.rpartition(" ")
        figure = f"{number} {figure}"
    plu = item(counter, name).plu.zfill(5)
    if figure.endswith("g"):
        body = f"21{plu}{grams(figure):05d}"
    else:
        body = f"22{plu}{amount(counter, figure):05d}"
    return body + check_digit(body)


def _member_token(counter: Counter, name: str) -> str:
    with counter.s.db.read() as tx:
        for one in members.search(tx, name):
            if one.card_tokens:
                return one.card_tokens[0]
    raise Refused("member.unknown")


def person(counter: Counter, name: str) -> Operator:
    """The operator of that name. Refused `operator.unknown`."""
    with counter.s.db.read() as tx:
        for one in staff.people(tx, active_only=False):
            if one.name == name.strip():
                return one
    raise Refused("operator.unknown")


def rate_or_amount(counter: Counter, text: str) -> tuple[int, int]:
    """`20%` as (200,000 ppm, 0), `15.00` as (0, 1500)."""
    if text.endswith("%"):
        return int(text[:-1]) * 10_000, 0
    return 0, amount(counter, text)
