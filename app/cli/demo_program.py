"""The demo shop's membership programme, saved through the use case that the owner's screens use."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from app.domain.loyalty.codec import from_data
from app.domain.permissions import Operator
from app.settings import RESOURCES
from app.usecases.catalog.list_items import list_items
from app.usecases.loyalty import program
from app.usecases.loyalty.terms.checks import TYPES
from app.usecases.services import Services

PATH = RESOURCES / "demo" / "program.json"
# what others lean on comes first
ORDER = (
    *("wallet", "stored", "points", "growth", "campaign", "package_plan"),
    *("tier_rule", "plan", "reward", "law"),
)


def furnish(s: Services, owner: Operator, path: Path = PATH) -> None:
    """Save every noun of the file; `@name|spec` stands for the item of that name."""
    nouns = json.loads(path.read_text(encoding="utf-8"))
    ids: dict[str, str] = {}
    for row in list_items(s, limit=10_000):
        ids.setdefault(f"@{row.item.name}", row.item.item_id)
        ids[f"@{row.item.name}|{row.item.spec}"] = row.item.item_id
    for noun in ORDER:
        terms: list[Any] = [from_data(TYPES[noun], _named(one, ids)) for one in nouns[noun]]
        program.save(s, owner, noun, terms)


def _named(value: Any, ids: dict[str, str]) -> Any:
    if isinstance(value, dict):
        return {name: _named(one, ids) for name, one in value.items()}
    if isinstance(value, list):
        return [_named(one, ids) for one in value]
    return ids[value] if isinstance(value, str) and value.startswith("@") else value
