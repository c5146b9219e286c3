"""What an example is made of, and the shop it is worked out in."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from app.domain.catalog import SHELF, Item, price_on
from app.domain.loyalty.program import Program
from app.domain.loyalty.slip import Facts
from app.domain.pricing.priced import Book
from app.domain.shop import business_date
from app.store import catalog
from app.store import shop as shops
from app.store.engine import Tx
from app.store.loyalty import program as programs
from app.usecases.services import Services

FIELDS = {
    "wallet": ("wallets", "wallet_id"),
    "plan": ("plans", "plan_id"),
    "tier_rule": ("tier_rules", "tier_id"),
    "group": ("groups", "group_id"),
    "campaign": ("campaigns", "campaign_id"),
    "package_plan": ("package_plans", "package_plan_id"),
    "reward": ("rewards", "reward_id"),
}


@dataclass(frozen=True, slots=True)
class Warning:  # noqa: A001 - what it is called on the screen
    """What the owner should know before saving: the word `program.warning.<code>`; never a bar."""

    code: str
    facts: Facts = ()


@dataclass(frozen=True, slots=True)
class ExampleStep:
    """One line of a worked example: the word `program.example.<code>` with its facts."""

    code: str
    facts: Facts = ()


@dataclass(frozen=True, slots=True)
class Example:
    """A worked example by the real engine, from top to bottom; the last step is the answer."""

    steps: tuple[ExampleStep, ...]


@dataclass(frozen=True, slots=True)
class Scene:
    """The shop an example plays in: its programme with the edited term in place, its goods.

    `before` is the programme as it is saved. `lang` is the language of names: the
    reader's.
    """

    tx: Tx
    before: Program
    program: Program
    book: Book
    now_ms: int
    today: str
    zone: str
    lang: str

    def price(self, item: Item) -> int:
        """An item's shelf price now, 0 without one."""
        return price_on(item.prices, SHELF, self.now_ms) or 0

    def item(self, item_id: str) -> Item | None:
        """An item of the shop."""
        return catalog.get(self.tx, item_id)

    def some_item(self, departments: tuple[str, ...], items: tuple[str, ...] = ()) -> Item | None:
        """An item with a price among these (empty: any)."""
        for item_id in items:
            found = catalog.get(self.tx, item_id)
            if found is not None and self.price(found):
                return found
        if items and not departments:
            return None
        for department in departments or ("",):
            for one in catalog.page(self.tx, department_id=department, limit=20):
                if one.active and self.price(one):
                    return one
        return None

    def weights(self, item_ids: list[str]) -> dict[str, int]:
        """Shelf prices by item."""
        return {one: self.price(item) for one in item_ids if (item := self.item(one))}


def step(code: str, **facts: str | int) -> ExampleStep:
    """A step of an example."""
    return ExampleStep(code, tuple(facts.items()))


def warning(code: str, **facts: str | int) -> Warning:
    """Something to know."""
    return Warning(code, tuple(facts.items()))


def scene(tx: Tx, s: Services, noun: str, term: Any, language: str = "") -> Scene:
    """The shop with `term` in its programme, as if it were saved."""
    shop, before = shops.load(tx), programs.load(tx)
    changed = with_term(before, noun, term)
    now_ms = s.clock.now_ms()
    return Scene(
        tx=tx,
        before=before,
        program=changed,
        book=replace(shops.book(tx, shop), program=changed),
        now_ms=now_ms,
        today=business_date(now_ms, shop.zone, shop.cutoff_hour),
        zone=shop.zone,
        lang=language or shop.paper_language,
    )


def with_term(program: Program, noun: str, term: Any) -> Program:
    """The programme with a term replaced, or added at the end."""
    if noun not in FIELDS:
        return replace(program, **{noun: term})
    name, key = FIELDS[noun]
    kept = list(getattr(program, name))
    places = [i for i, one in enumerate(kept) if getattr(one, key) == getattr(term, key)]
    if places:
        kept[places[0]] = term
    else:
        kept.append(term)
    changed: dict[str, Any] = {name: tuple(kept)}
    return replace(program, **changed)
