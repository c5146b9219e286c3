"""What the domain refuses, says and explains has a calm sentence in both languages."""

import ast
from pathlib import Path

import pytest

from app.domain.checkout.state import Mode
from app.domain.errors import Refused
from app.domain.pricing.engine import price
from app.words import LANGUAGES, Words
from tests.domain.builders import BOOK, NOW, basket

DOMAIN = Path(__file__).resolve().parents[2] / "app" / "domain"


def named(callee: str) -> set[str]:
    """The first argument of every call of that name in app/domain."""
    found = set()
    for path in DOMAIN.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
                name = node.func.attr if isinstance(node.func, ast.Attribute) else ""
                name = node.func.id if isinstance(node.func, ast.Name) else name
                if name == callee:
                    found.add(str(node.args[0].value))
    return found


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_refusal_has_its_sentence(lang):
    words = Words(lang)
    codes = named("Refused") | {f"not_now.{mode.value}" for mode in Mode}
    assert len(codes) > 50
    assert not [code for code in sorted(codes) if f"refused.{code}" not in words]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_is_said_and_explained_has_its_words(lang):
    words = Words(lang)
    say = named("Say") | {"approval_void", "discount_void"}
    assert not [code for code in say if f"say.{code}" not in words]
    rules = named("PriceAdjustment")
    assert rules >= {"price.override", "tier.list", "tier.percent", "discount.line"}
    assert not [rule for rule in rules if f"adjust.{rule}" not in words]
    every = "1 cola, 1 pen, 1 bread, 1 gift, 1 tv, tv = 5"
    notes = [
        note
        for tier in ("gold", "silver", "bronze")
        for note in price(basket(every, tier=tier), BOOK, NOW).not_applied
    ]
    assert {note.reason for note in notes} >= {"price_was_set", "no_tier_price", "not_lower"}
    assert not [n for n in notes if f"not_applied.{n.rule}.{n.reason}" not in words]


def test_a_step_of_a_price_as_a_sentence():
    facts = {"tier": "金卡", "price_minor": 390, "reason": ""}
    assert Words("zh_CN")("adjust.tier.list", **facts) == "金卡会员价 3.90"
    facts["tier"] = "Gold"
    assert Words("en")("adjust.tier.list", **facts) == "Gold member price 3.90"
    assert Words("en")("adjust.tier.percent", tier="Gold", off_ppm=50_000) == "Gold member 5% off"


def test_amounts_in_a_refusal_are_written_as_amounts():
    assert "12.50" in Words("en").error(Refused("pay.not_yet", due_minor=1250))
    assert "1,000" in Words("zh_CN").error(Refused("quantity.ask", qty_milli=1_000_000))
