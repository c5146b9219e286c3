"""Paper's arrangement: what may be moved, hidden and added, and what never leaves a receipt."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain import template as t
from app.domain.errors import Refused
from app.domain.template import KINDS, NEEDED, PARTS, RECEIPT, SLIP, Block, Template

THANKS = Block("text", texts=(("en", "By {cashier}"), ("zh_CN", "收银 {cashier}")), size="bold")


@pytest.mark.parametrize("kind", KINDS)
def test_the_default_is_sound_and_is_kept_as_nothing(kind):
    made = t.default(kind)
    t.check(made)
    assert t.write(made) == ""
    assert t.read(kind, "") == made


def test_what_was_written_is_read_again():
    made = t.added(t.moved(t.default(RECEIPT), 0, 3), 1, THANKS)
    assert t.read(RECEIPT, t.write(made)) == made


@pytest.mark.parametrize("kind", KINDS)
def test_what_a_slip_needs_is_moved_but_never_lost(kind):
    made = t.default(kind)
    for place, block in enumerate(made.blocks):
        if block.code not in NEEDED[kind]:
            continue
        with pytest.raises(Refused, match="template.needed"):
            t.removed(made, place)
        with pytest.raises(Refused, match="template.needed"):
            t.check(t.put(made, place, replace(block, shown=False)))
        left_out = Template(kind, made.blocks[:place] + made.blocks[place + 1 :])
        with pytest.raises(Refused, match="template.needed"):
            t.check(left_out)
        t.check(t.moved(made, place, -1))


def test_a_programs_block_is_hidden_an_own_one_goes():
    made = t.added(t.default(SLIP), 0, THANKS)
    assert not t.removed(made, 0).blocks[0].shown
    assert t.removed(made, 1) == t.default(SLIP)


@pytest.mark.parametrize(
    ("blocks", "code"),
    [
        ((Block("shop"), Block("shop")), "template.twice"),
        ((Block("lines"),), "template.unknown"),
        ((Block("text", texts=(("en", "{points}"),)),), "template.field"),
        ((Block("text", texts=(("en", "x" * 401),)),), "template.long"),
        ((Block("text", texts=(("fr", "x"),)),), "template.unreadable"),
        ((Block("text", size="huge"),), "template.unreadable"),
        ((Block("rule"),) * 41, "template.many"),
    ],
)
def test_what_cannot_stand_on_a_slip_is_refused(blocks, code):
    with pytest.raises(Refused, match=code):
        t.check(Template(SLIP, (*blocks, Block("body"))))


WORSE = ("[" * 100_000, '[{"code":"rule","texts":{"en":"' + "a" * 100_000 + '"}}]')


@pytest.mark.parametrize("text", ["{", "[1]", '[{"no":1}]', '{"a":1}', "[]", "null", *WORSE])
def test_a_template_that_nobody_can_read_is_the_default_on_paper(text):
    with pytest.raises(Refused):
        t.read(RECEIPT, text)
    assert t.of_shop({"template.receipt": text}, RECEIPT) == t.default(RECEIPT)


def test_fields_are_filled_and_a_line_without_any_fact_is_left_out():
    facts = {"cashier": "林晓燕", "member": "", "tier": ""}
    text = "您好\n会员 {member} {tier}\n收银 {cashier} {else} {"
    assert t.filled(text, facts) == "您好\n收银 林晓燕 {else} {"


@given(st.sampled_from(KINDS), st.integers(-3, 20), st.integers(-20, 20))
def test_moving_keeps_every_block(kind, place, by):
    made = t.default(kind)
    after = t.moved(made, place, by)
    assert sorted(b.code for b in after.blocks) == sorted(b.code for b in made.blocks)
    assert set(PARTS[kind]) <= {b.code for b in after.blocks}
