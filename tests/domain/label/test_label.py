"""Label templates: what may be kept, what an editor does, and codes that a till reads back."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.codes import PriceLabel, WeightLabel
from app.domain.codes.labels import read_label
from app.domain.errors import Refused
from app.domain.label import editing
from app.domain.label.codec import check, from_dict, read_all, to_dict, write_all
from app.domain.label.editing import STEP, Steps
from app.domain.label.shape import (
    LabelTemplate,
    Part,
    PartKind,
    filled,
    overlapping,
)
from app.domain.label.symbols import symbol
from app.domain.label.weigh_code import pattern_for, weigh_code

TEXT = Part(PartKind.TEXT, 10, 10, 100, 50, "{name}")
LABEL = LabelTemplate(
    "own-1", 400, 300, (TEXT, Part(PartKind.BARCODE, 10, 100, 300, 80, "x")), "架"
)


@pytest.mark.parametrize(
    ("text", "facts", "said"),
    [
        ("{price}", {"price": "¥3"}, "¥3"),
        ("会员 {member_price}", {"member_price": ""}, ""),
        ("会员 {member_price}", {}, ""),
        ("{shop} {date}", {"shop": "店"}, "店"),
        ("谢谢", {}, "谢谢"),
    ],
)
def test_a_text_whose_fields_are_all_empty_is_not_there(text, facts, said):
    assert filled(text, facts) == said


def test_a_template_comes_back_as_it_was_kept():
    assert from_dict(json.loads(json.dumps(to_dict(LABEL)))) == LABEL
    assert read_all(write_all((LABEL,))) == (LABEL,)


@pytest.mark.parametrize("text", ["", "x", "{}", '[{"id": 1}]', '[{"id":"a","width":1}]', "[3]"])
def test_what_nobody_can_read_is_left_out(text):
    assert read_all(text) == ()


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"w": 391}, "labels.outside"),
        ({"x": -1}, "labels.outside"),
        ({"w": 5}, "labels.small"),
        ({"font": 14}, "labels.font"),
        ({"lines": 0}, "labels.font"),
        ({"text": "x" * 201}, "labels.text"),
        ({"text": "{prize}"}, "labels.field"),
        ({"text_en": "{prize}"}, "labels.field"),
    ],
)
def test_a_part_that_cannot_be_printed_is_refused(change, code):
    raw = to_dict(LABEL)
    raw["parts"][0] |= change
    with pytest.raises(Refused, match=code):
        from_dict(raw)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"width": 99}, "labels.size"),
        ({"height": 2001}, "labels.size"),
        ({"gap": 201}, "labels.gap"),
        ({"parts": [to_dict(LABEL)["parts"][0]] * 41}, "labels.full"),
        ({"name": "x" * 41}, "labels.name"),
        ({"parts": [{"kind": "picture"}]}, "labels.broken"),
        ({"parts": [{**to_dict(LABEL)["parts"][0], "x": "1"}]}, "labels.broken"),
        ({"parts": 3}, "labels.broken"),
    ],
)
def test_a_template_that_cannot_be_printed_is_refused(change, code):
    with pytest.raises(Refused, match=code):
        from_dict(to_dict(LABEL) | change)


def test_a_part_stops_at_the_edge():
    assert editing.moved(LABEL, 0, -500, 9999).parts[0].x == 0
    assert editing.moved(LABEL, 0, 0, 9999).parts[0].y == 250
    assert editing.stretched(LABEL, 0, 9999, -9999).parts[0].w == 390
    assert editing.stretched(LABEL, 0, 0, -9999).parts[0].h == 10
    small = editing.resized(LABEL, 100, 100)
    check(small)
    assert (small.parts[1].x, small.parts[1].w) == (0, 100)


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["moved", "stretched", "resized"]),
            st.integers(-900, 900),
            st.integers(-900, 900),
        ),
        max_size=12,
    )
)
def test_no_hand_makes_a_template_that_cannot_be_kept(hands):
    label = LABEL
    for verb, a, b in hands:
        if verb == "resized":
            label = editing.resized(label, 100 + abs(a), 100 + abs(b))
        else:
            label = getattr(editing, verb)(label, 0, a, b)
        check(label)


def test_a_drag_is_one_step_and_every_step_can_be_undone():
    steps = Steps.of(LABEL)
    for _ in range(4):
        steps.do(editing.moved(steps.now, 0, STEP, 0), "move0")
    steps.rest()
    steps.do(editing.moved(steps.now, 0, 0, STEP), "move0")
    assert steps.now.parts[0].y == 10 + STEP
    assert steps.undo()
    assert steps.now.parts[0].x == 10 + 4 * STEP
    assert steps.undo()
    assert steps.now == LABEL
    assert not steps.undo()
    assert steps.redo()
    assert steps.redo()
    assert not steps.redo()
    assert steps.now.parts[0].y == 10 + STEP
    steps.undo()
    steps.do(LABEL)
    assert steps.can == (True, False)


def test_the_smallest_part_under_a_finger_is_taken():
    framed = editing.added(LABEL, Part(PartKind.BOX, 0, 0, 400, 300))
    assert editing.part_at(framed, 50, 30) == 0
    assert editing.part_at(framed, 390, 290) == 2
    assert editing.part_at(LABEL, 390, 290) == -1


def test_parts_that_meet_are_told_but_for_frames():
    over = editing.moved(LABEL, 1, 0, -60)
    assert overlapping(over) == ((0, 1),)
    assert overlapping(LABEL) == ()
    framed = editing.added(LABEL, Part(PartKind.BOX, 0, 0, 400, 300))
    assert overlapping(framed) == ()


@pytest.mark.parametrize(
    ("text", "kind", "modules"),
    [
        ("6911311000136", "ean13", 95),
        ("96385074", "ean8", 67),
        ("036000291452", "ean13", 95),
        ("A-1", "code128", 11 * 5 + 13),
        ("210004201354013404", "code128", 11 * 11 + 13),
        ("12AB", "code128", 11 * 6 + 13),
    ],
)
def test_the_narrowest_code_is_taken(text, kind, modules):
    found = symbol(text)
    assert (found.kind, len(found.modules)) == (kind, modules)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "labels.code_empty"),
        ("6911311000135", "labels.code_check"),
        ("96385075", "labels.code_check"),
        ("条码", "labels.code_letters"),
        ("a\nb", "labels.code_letters"),
        ("x" * 49, "labels.code_long"),
    ],
)
def test_what_is_no_code_is_refused(text, code):
    with pytest.raises(Refused, match=code):
        symbol(text)


PATTERNS = (
    "21IIIIIWWWWWC",
    "22IIIIIPPPPPC",
    "22IIIIIKPPPPC",
    "21IIIIIAAAAAWWWWWC",
    "2IIIIIIWWWWWC",
)


@pytest.mark.parametrize("pattern", PATTERNS)
@given(plu=st.integers(1, 99999), grams=st.integers(1, 99999), total=st.integers(1, 9999))
def test_the_till_reads_its_own_weigh_codes(pattern, plu, grams, total):
    code = weigh_code(pattern, str(plu), grams, total)
    read = read_label(code, (pattern,))
    if "P" in pattern or "A" in pattern:
        weighs = grams if "W" in pattern else 0
        assert read == PriceLabel(str(plu), total, weighs, code)
    else:
        assert read == WeightLabel(str(plu), grams, code)


@pytest.mark.parametrize(
    ("plu", "grams", "total", "code"),
    [
        ("", 100, 100, "labels.plu"),
        ("123456", 100, 100, "labels.plu"),
        ("42", 100_000, 100, "labels.too_much"),
    ],
)
def test_what_no_pattern_holds_is_refused(plu, grams, total, code):
    with pytest.raises(Refused, match=code):
        weigh_code(PATTERNS[0], plu, grams, total)


def test_a_label_has_the_pattern_of_its_length():
    assert pattern_for(PATTERNS, long=True) == PATTERNS[3]
    assert pattern_for(PATTERNS, long=False) == PATTERNS[0]
    assert pattern_for((), long=True) == ""
