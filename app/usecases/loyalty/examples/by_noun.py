"""Which example and which warnings a noun of the programme has."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from app.usecases.loyalty.examples import earning, judging, selling
from app.usecases.loyalty.examples.shapes import Example, ExampleStep, Scene, Warning, scene
from app.usecases.services import Services

_EXAMPLES: dict[str, Callable[[Scene, Any], list[ExampleStep]]] = {
    "points": earning.points,
    "growth": earning.growing,
    "reward": earning.reward,
    "plan": selling.plan,
    "stored": selling.stored,
    "wallet": selling.wallet,
    "package_plan": selling.package,
    "tier_rule": judging.tier,
    "group": judging.group,
    "campaign": judging.campaign,
    "law": judging.law,
}
_WARNINGS: dict[str, Callable[[Scene, Any], list[Warning]]] = {
    "points": earning.points_warnings,
    "reward": earning.reward_warnings,
    "plan": selling.plan_warnings,
    "stored": selling.stored_warnings,
    "package_plan": selling.package_warnings,
    "tier_rule": judging.tier_warnings,
    "campaign": judging.campaign_warnings,
    "law": judging.law_warnings,
}


def warnings(s: Services, noun: str, term: Any, language: str = "") -> tuple[Warning, ...]:
    """What the owner should know of a term that is not saved yet, names in `language` (empty: the
    paper's). Reader thread."""
    with s.db.read() as tx:
        found = _WARNINGS.get(noun)
        return tuple(found(scene(tx, s, noun, term, language), term)) if found else ()


def example(s: Services, noun: str, term: Any, language: str = "") -> Example:
    """A worked example of a term that is not saved yet, by the engine; names as in `warnings`.
    Reader thread."""
    with s.db.read() as tx:
        return Example(tuple(_EXAMPLES[noun](scene(tx, s, noun, term, language), term)))
