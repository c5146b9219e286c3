"""The shop's membership programme: from rows to one frozen value, kept until it changes."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from app.domain.document import Body
from app.domain.errors import Unavailable
from app.domain.loyalty.codec import from_data, to_data
from app.domain.loyalty.package import PackagePlan
from app.domain.loyalty.plan import Plan
from app.domain.loyalty.program import LawChoice, Program
from app.domain.loyalty.stored_value import StoredValueTerms, Wallet
from app.domain.loyalty.terms import GrowthTerms, PointsTerms, Reward
from app.domain.loyalty.tier_rules import Condition, Group, TierRule
from app.domain.loyalty.voucher import Campaign
from app.store.engine import Tx

# noun of the document -> field of Program, and what one term of it is
_ONE: dict[str, tuple[str, type]] = {
    "stored": ("stored", StoredValueTerms),
    "points": ("points", PointsTerms),
    "growth": ("growth", GrowthTerms),
    "law": ("law", LawChoice),
}
_LISTS: dict[str, tuple[str, type]] = {
    "wallet": ("wallets", Wallet),
    "plan": ("plans", Plan),
    "tier_rule": ("tier_rules", TierRule),
    "group": ("groups", Group),
    "campaign": ("campaigns", Campaign),
    "package_plan": ("package_plans", PackagePlan),
    "reward": ("rewards", Reward),
}

_Kept = tuple[Program, dict[str, Campaign]]


def load(tx: Tx) -> Program:
    """The programme as it stands; the defaults before the first program.change. Cheap to ask."""
    return _known(tx)[0]


def campaigns(tx: Tx) -> dict[str, Campaign]:
    """Every campaign that ever was, by id: a voucher outlives its campaign."""
    return _known(tx)[1]


def body(
    set_: Mapping[str, Sequence[Any]],
    removed: Mapping[str, Sequence[str]] | None = None,
    reason: str = "",
) -> Body:
    """The body of program.change: terms by noun (program.NOUNS), ids that go, by noun.

    A term replaces the one of its id and keeps its place, a new one comes last; `set_` of all
    terms of a noun, in order, also orders them. What is removed is kept for what still leans on it.
    """
    return {
        "set": {noun: [to_data(term) for term in terms] for noun, terms in set_.items()},
        "removed": {noun: list(gone) for noun, gone in (removed or {}).items()},
        "reason": reason,
    }


def _known(tx: Tx) -> _Kept:
    """A write keeps it until a document changes it, readers by the last document that did."""
    if tx.kept is None:
        mine: _Kept | None = tx.memo.get("program")
        if mine is None:
            mine = tx.memo["program"] = _read(tx)
        return mine
    version = tx.one("SELECT epoch, seq FROM program_head")
    kept: tuple[object, _Kept] | None = tx.kept.get("program")
    if kept is None or kept[0] != version:
        kept = tx.kept["program"] = (version, _read(tx))
    return kept[1]


def _read(tx: Tx) -> _Kept:
    found: dict[str, Any] = {}
    every: dict[str, Campaign] = {}
    lists: dict[str, list[Any]] = {}
    try:
        for noun, data, removed in tx.all(
            "SELECT noun, data, removed FROM program_term ORDER BY noun, position, term_id"
        ):
            if noun in _ONE:
                name, made = _ONE[noun]
                found[name] = from_data(made, json.loads(data))
            elif noun in _LISTS:
                name, made = _LISTS[noun]
                term: Any = from_data(made, json.loads(data))
                if isinstance(term, Campaign):
                    every[term.campaign_id] = term
                if not removed:
                    lists.setdefault(name, []).append(term)
    except (ValueError, KeyError, TypeError) as error:  # not what a document said
        raise Unavailable("database", "corrupt") from error
    found |= {name: tuple(terms) for name, terms in lists.items()}
    return _by_id(Program(**found)), every


def _by_id(program: Program) -> Program:
    """Rules from before there was a list of groups name one by its text."""
    if not program.groups:
        return program

    def known(asked: tuple[Condition, ...]) -> tuple[Condition, ...]:
        return tuple(replace(one, ref=program.group_of(one.ref)) for one in asked)

    rules = (
        replace(rule, reach=known(rule.reach), keep=known(rule.keep)) for rule in program.tier_rules
    )
    return replace(program, tier_rules=tuple(rules))
