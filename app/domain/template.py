"""How a shop's paper is arranged: which blocks stand on a slip, in which sequence, how large (F95).

A block is either one that the program fills (goods, totals, proof ...) or the shop's own: a text
with fields, a picture, a code, a rule. What law or a refund needs can be moved, never left out.
Kept with the shop's settings as JSON, so a template is a fact in the journal like every setting.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from app.domain.errors import Refused

RECEIPT, SLIP = "receipt", "slip"
KINDS = (RECEIPT, SLIP)
EXTRA = "template."  # in Shop.extra: template.receipt, template.slip
EXTRA_LOGO = "template.logo"
LANGUAGES = ("zh_CN", "en")
SIZES = ("normal", "bold", "tall", "large")
ALIGNS = ("left", "center", "right")
OWN = ("text", "rule", "blank", "qr")  # blocks that a shop adds as often as it likes
MOST_BLOCKS, MOST_TEXT = 40, 400
MOST_LETTERS = 100_000  # of its JSON: more than forty blocks with two full texts each

PARTS = {
    RECEIPT: (
        *("logo", "shop", "numbers", "lines", "totals", "tenders"),
        *("member", "proof", "thanks"),
    ),
    SLIP: ("logo", "shop", "body", "thanks"),
}
NEEDED = {
    RECEIPT: frozenset({"numbers", "lines", "totals", "tenders"}),
    SLIP: frozenset({"body"}),
}
FIELDS = {
    RECEIPT: (
        *("shop", "branch", "phone", "tax_no", "till", "cashier", "no", "date", "time"),
        *("due", "pieces", "saved", "member", "tier", "points", "earned", "balance"),
    ),
    SLIP: ("shop", "branch", "phone", "tax_no", "till", "cashier", "no", "date", "time"),
}
_FIELD = re.compile(r"\{(\w*)\}")


@dataclass(frozen=True, slots=True)
class Block:
    """One piece of paper's text. `texts`: (language, text with {fields}) of a text or a code.

    `size` and `align` are for the shop's own texts and the logo; the program's blocks know theirs.
    """

    code: str
    shown: bool = True
    texts: tuple[tuple[str, str], ...] = ()
    size: str = "normal"
    align: str = "center"

    def text(self, language: str) -> str:
        """In that language; where it lacks one, in whichever there is."""
        said = dict(self.texts)
        return said.get(language) or next((text for _, text in self.texts if text), "")


@dataclass(frozen=True, slots=True)
class Template:
    """The blocks of one kind of slip, top to bottom. Copy marks and cut are not its affair."""

    kind: str
    blocks: tuple[Block, ...]


def default(kind: str) -> Template:
    """What a shop has that never touched it: hardware.md 6.2."""
    rules = {RECEIPT: ("numbers", "lines", "totals"), SLIP: ()}[kind]
    blocks: list[Block] = []
    for part in PARTS[kind]:
        blocks.append(Block(part))
        if part in rules:
            blocks.append(Block("rule"))
    return Template(kind, tuple(blocks))


def of_shop(extra: Mapping[str, str], kind: str) -> Template:
    """The shop's own, else the default; one that cannot be read is the default, too."""
    try:
        return read(kind, extra.get(EXTRA + kind, ""))
    except Refused:
        return default(kind)


def read(kind: str, text: str) -> Template:
    """From what `write` made; empty is the default. Refused as `check`, `template.unreadable`."""
    if not text:
        return default(kind)
    if len(text) > MOST_LETTERS:  # read for every receipt
        raise Refused("template.unreadable")
    try:
        raw = json.loads(text)
        made = Template(kind, tuple(_block(one) for one in raw))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise Refused("template.unreadable") from error
    check(made)
    return made


def write(template: Template) -> str:
    """The JSON that settings keep; empty when it is the default."""
    if template == default(template.kind):
        return ""
    return json.dumps([_raw(one) for one in template.blocks], ensure_ascii=False, sort_keys=True)


def check(template: Template) -> None:
    """Refused `template.needed` (block), `template.twice` (block), `template.unknown` (block),
    `template.field` (field), `template.long`, `template.many`.
    """
    kind = template.kind
    if len(template.blocks) > MOST_BLOCKS:
        raise Refused("template.many", most=MOST_BLOCKS)
    seen: set[str] = set()
    for block in template.blocks:
        if block.code in OWN:
            _check_own(kind, block)
        elif block.code not in PARTS[kind]:
            raise Refused("template.unknown", block=block.code)
        elif block.code in seen:
            raise Refused("template.twice", block=block.code)
        elif block.code in NEEDED[kind] and not block.shown:
            raise Refused("template.needed", block=block.code)
        seen.add(block.code)
        if block.size not in SIZES or block.align not in ALIGNS:
            raise Refused("template.unreadable")
    for part in PARTS[kind]:
        if part in NEEDED[kind] and part not in seen:
            raise Refused("template.needed", block=part)


def _check_own(kind: str, block: Block) -> None:
    for language, text in block.texts:
        if language not in LANGUAGES:
            raise Refused("template.unreadable")
        if len(text) > MOST_TEXT:
            raise Refused("template.long", most=MOST_TEXT)
        for name in _FIELD.findall(text):
            if name not in FIELDS[kind]:
                raise Refused("template.field", field=name)


def filled(text: str, facts: Mapping[str, str]) -> str:
    """The text with its fields. A line all of whose fields are empty is left out: no "Member: ".

    Braces that name no field stand as they are.
    """
    lines = []
    for line in text.split("\n"):
        names = [name for name in _FIELD.findall(line) if name in facts]
        if names and not any(facts[name] for name in names):
            continue
        lines.append(_FIELD.sub(lambda found: facts.get(found[1], found[0]), line))
    return "\n".join(lines)


def moved(template: Template, place: int, by: int) -> Template:
    """The block at `place` that many places down; at an end it stays."""
    blocks = list(template.blocks)
    to = place + by
    if 0 <= place < len(blocks) and 0 <= to < len(blocks):
        blocks.insert(to, blocks.pop(place))
    return replace(template, blocks=tuple(blocks))


def put(template: Template, place: int, block: Block) -> Template:
    """Another block in that place."""
    blocks = list(template.blocks)
    blocks[place] = block
    return replace(template, blocks=tuple(blocks))


def added(template: Template, place: int, block: Block) -> Template:
    """A block behind that place."""
    blocks = list(template.blocks)
    blocks.insert(place + 1, block)
    return replace(template, blocks=tuple(blocks))


def removed(template: Template, place: int) -> Template:
    """Without one of the shop's own; a program's block is hidden instead, a needed one stays."""
    block = template.blocks[place]
    if block.code in NEEDED[template.kind]:
        raise Refused("template.needed", block=block.code)
    if block.code not in OWN:
        return put(template, place, replace(block, shown=False))
    return replace(template, blocks=template.blocks[:place] + template.blocks[place + 1 :])


def _block(raw: dict[str, Any]) -> Block:
    texts = tuple(sorted((str(lang), str(text)) for lang, text in raw.get("texts", {}).items()))
    shown, size, align = raw.get("shown", True), raw.get("size", "normal"), raw.get("align", "")
    return Block(str(raw["code"]), shown is True, texts, str(size), str(align or "center"))


def _raw(block: Block) -> dict[str, Any]:
    plain = Block(block.code)
    raw: dict[str, Any] = {"code": block.code}
    for name in ("shown", "size", "align"):
        if getattr(block, name) != getattr(plain, name):
            raw[name] = getattr(block, name)
    if block.texts:
        raw["texts"] = dict(block.texts)
    return raw
