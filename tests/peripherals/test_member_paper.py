"""Slips of members' money as they lie on the counter: golden text, both languages, both papers.

After a change on purpose: delete the file under `golden/`, run the test, read what it wrote.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from app.peripherals.paper import PaperLayout
from app.words import Words
from tests.peripherals import member_slips as slips
from tests.peripherals.test_paper import held, on_paper

Make = Callable[[PaperLayout, int, str], dict[str, Any]]
MADE: dict[str, Make] = {
    "topup": lambda p, c, lang: p.top_up(slips.top_up(c, lang)),
    "gift-card": lambda p, c, lang: p.top_up(slips.card_sold(c, lang)),
    "redemption": lambda p, c, lang: p.redemption(slips.redeemed(c, lang)),
    "package": lambda p, c, lang: p.package(slips.paused(c, lang)),
    "refund": lambda p, c, lang: p.refund(slips.refunded(c, lang)),
    "exchange": lambda p, c, lang: p.refund(slips.exchanged(c, lang)),
    "without-receipt": lambda p, c, lang: p.refund(slips.without_receipt(c, lang)),
    "voucher": lambda p, c, lang: p.voucher(slips.voucher(c, lang)),
    "statement": lambda p, c, lang: p.member_statement(slips.statement(c, lang)),
}


@pytest.mark.parametrize("name", MADE)
@pytest.mark.parametrize("language", ["zh_CN", "en"])
@pytest.mark.parametrize("columns", [32, 48])
def test_a_slip(name: str, language: str, columns: int) -> None:
    slip = MADE[name](PaperLayout(Words(language)), columns, language)
    held(f"{name}-{language}-{columns}.txt", on_paper(slip, columns))


def test_a_gift_cards_code_is_on_its_own_slip_alone() -> None:
    paper = PaperLayout(Words("zh_CN"))
    new = on_paper(paper.gift_card(slips.replaced(48, "zh_CN")), 48)
    assert "[qr G:7K2M9Q4XPL3V8T5W]" in new
    assert "7K2M 9Q4X PL3V 8T5W" in new
    shown = slips.replaced(48, "zh_CN")
    hidden = slips.replace(shown, card=slips.replace(shown.card, code=""))
    text = on_paper(paper.gift_card(hidden), 48)
    assert "[qr" not in text
    assert "****8T5W" in text
    assert "9Q4X" not in text


@pytest.mark.parametrize("columns", [32, 48])
def test_a_payout_says_every_step_whole_and_that_nothing_is_left(columns: int) -> None:
    facts = (("paid_minor", 200_000), ("bonus_minor", 50_000), ("taken_minor", 12_345))
    slip = slips.withdrawal(columns, "zh_CN", "ratio")
    slip = slips.replace(slip, steps=(slips.StepLine("ratio", 200_000, facts),))
    text = on_paper(PaperLayout(Words("zh_CN")).withdrawal(slip), columns)
    assert "付款占比：2,000.00÷（2,000.00＋赠送500.00），折合123.45" in "".join(text.split())
    rows = [line.split() for line in text.splitlines()]
    assert ["计算步骤", "到这一步可退"] in rows
    assert ["储值余额", "0.00"] in rows
