"""Puts a slip together as the shop's template says (`domain.template`), from blocks and facts."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping, Sequence
from typing import Any

from app.domain.shop import Shop
from app.domain.template import EXTRA_LOGO, Block, filled, of_shop
from hardware.api.errors import BadSlip
from hardware.api.slip import Align, Feed, Image, Item, Qr, Rule, Text

_LOOKS: dict[str, dict[str, bool]] = {
    "normal": {},
    "bold": {"bold": True},
    "tall": {"tall": True},
    "large": {"wide": True, "tall": True},
}
COLUMN_DOTS = 12


def composed(
    kind: str,
    shop: Shop,
    language: str,
    parts: Mapping[str, Sequence[Item]],
    facts: Mapping[str, str],
) -> list[Item]:
    """`parts` are the program's blocks by name; rules at the ends or doubled are left out."""
    template = of_shop(shop.extra, kind)
    items: list[Item] = []
    for block in template.blocks:
        if not block.shown:
            continue
        if block.code == "logo":
            items += logo(shop, block)
        elif block.code in parts:
            items += parts[block.code]
        else:
            items += _own(block, language, facts, shop.paper_columns)
    return _tidied(items)


def _own(block: Block, language: str, facts: Mapping[str, str], columns: int) -> list[Item]:
    text = filled(block.text(language), facts)
    if block.code == "rule":
        return [Rule("-")]
    if block.code == "blank":
        return [Feed(1)]
    if block.code == "qr":
        try:
            return [Qr(text, module=5 if columns >= 42 else 4)] if text else []
        except BadSlip:  # grown too long by its fields: better no code than no receipt
            return []
    return [Text(text, Align(block.align), **_LOOKS[block.size])] if text else []


def logo(shop: Shop, block: Block) -> list[Item]:
    """The shop's picture if it has one; too wide a one for this paper is left out."""
    made = read_logo(shop.extra.get(EXTRA_LOGO, ""))
    if made is None or made.width > shop.paper_columns * COLUMN_DOTS:
        return []
    return [Image(made.width, made.height, made.bits, Align(block.align))]


def read_logo(text: str) -> Image | None:
    """What settings keep of a picture (`usecases.template.logo`); None when there is none."""
    try:
        raw: dict[str, Any] = json.loads(text)
        return Image(raw["width"], raw["height"], base64.b64decode(raw["bits"]))
    except (ValueError, TypeError, KeyError):
        return None


def _tidied(items: list[Item]) -> list[Item]:
    """No rule above everything, none below, never two together: hidden blocks leave such."""
    kept: list[Item] = []
    for item in items:
        if isinstance(item, Rule) and (not kept or isinstance(kept[-1], Rule)):
            continue
        kept.append(item)
    while kept and isinstance(kept[-1], Rule):
        kept.pop()
    return kept
