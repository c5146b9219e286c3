"""A slip is checked when it is built, and survives the print spool unchanged."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardware.api.errors import BadSlip
from hardware.api.slip import (
    Align,
    Barcode,
    Cell,
    CodeKind,
    Columns,
    Cut,
    Feed,
    Image,
    Qr,
    Rule,
    Slip,
    Text,
)
from hardware.api.slip_codec import slip_from_dict, slip_to_dict
from hardware.api.symbols import gs1_check_digit

texts = st.text(max_size=30)
aligns = st.sampled_from(Align)
flags = st.booleans()
cells = st.builds(Cell, texts, aligns, st.integers(0, 5), st.integers(0, 12))
items = st.one_of(
    st.builds(Text, texts, aligns, flags, flags, flags, flags),
    st.builds(Columns, st.lists(cells, min_size=1, max_size=6).map(tuple), flags, flags, flags),
    st.builds(Rule, st.sampled_from("-=*.")),
    st.builds(Qr, st.text(min_size=1, max_size=40), st.integers(1, 16), st.sampled_from("LMQH")),
    st.builds(Feed, st.integers(1, 255)),
    st.builds(Cut, flags),
    st.just(Barcode(CodeKind.EAN13, "6901234567892")),
    st.just(Image(9, 2, b"\xff\x80\x00\x80")),
)
slips = st.builds(Slip, st.lists(items, max_size=8).map(tuple))


@given(slips)
def test_a_slip_survives_the_spool(slip):
    stored = json.dumps(slip_to_dict(slip), sort_keys=True, ensure_ascii=False)
    assert slip_from_dict(json.loads(stored)) == slip


@given(slips)
def test_only_plain_integers_texts_and_flags_are_stored(slip):
    def plain(value):
        if isinstance(value, dict):
            return all(type(k) is str and plain(v) for k, v in value.items())
        if isinstance(value, list):
            return all(map(plain, value))
        return type(value) in (str, int, bool)

    assert plain(slip_to_dict(slip))


def test_the_stored_shape_does_not_change():
    slip = Slip((Text("合计", bold=True), Columns((Cell("a"), Cell("9", Align.RIGHT, cols=8)))))
    assert slip_to_dict(slip) == {
        "v": 1,
        "items": [
            {"is": "text", "text": "合计", "bold": True},
            {
                "is": "columns",
                "cells": [{"text": "a"}, {"text": "9", "align": "right", "cols": 8}],
            },
        ],
    }


@pytest.mark.parametrize(
    ("stored", "code"),
    [
        ({"v": 2, "items": []}, "slip_version"),
        ({"v": 1}, "slip_version"),
        ({"v": 1, "items": [{"is": "hologram"}]}, "slip_kind"),
        ({"v": 1, "items": [{"is": "text", "text": "a", "blink": True}]}, "slip_fields"),
        ({"v": 1, "items": [{"is": "text", "text": "a", "align": "up"}]}, "slip_fields"),
        ({"v": 1, "items": [{"is": "columns", "cells": [{"txt": "a"}]}]}, "slip_fields"),
        ({"v": 1, "items": [{"is": "feed", "lines": 0}]}, "feed_lines"),
    ],
)
def test_what_is_not_a_slip_is_refused(stored, code):
    with pytest.raises(BadSlip) as refused:
        slip_from_dict(stored)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        (CodeKind.EAN13, "6901234567890"),
        (CodeKind.EAN13, "690123456789"),
        (CodeKind.EAN13, "69012345678９2"),
        (CodeKind.EAN8, "96385075"),
        (CodeKind.UPCA, "036000291453"),
        (CodeKind.CODE39, "abc"),
        (CodeKind.CODE39, "A*B"),
        (CodeKind.CODE128, "会员"),
        (CodeKind.CODE128, "a\x1d"),
        (CodeKind.ITF, "123"),
        (CodeKind.ITF, ""),
    ],
)
def test_a_code_that_no_till_could_read_is_refused(kind, data):
    with pytest.raises(BadSlip):
        Barcode(kind, data)


@pytest.mark.parametrize(
    "make",
    [
        lambda: Columns(()),
        lambda: Rule("──"),
        lambda: Rule("─"),
        lambda: Rule("\x1b"),
        lambda: Qr(""),
        lambda: Qr("x" * 1001),
        lambda: Qr("x", ecc="Z"),
        lambda: Image(9, 1, b"\xff"),
        lambda: Cell("x", weight=-1),
        lambda: Barcode(CodeKind.EAN13, "6901234567892", height=0),
    ],
)
def test_what_no_printer_could_print_is_refused(make):
    with pytest.raises(BadSlip):
        make()


@given(st.text("0123456789", min_size=12, max_size=12))
def test_every_number_has_one_check_digit(body):
    digit = gs1_check_digit(body)
    Barcode(CodeKind.EAN13, body + digit)
    for other in set("0123456789") - {digit}:
        with pytest.raises(BadSlip):
            Barcode(CodeKind.EAN13, body + other)
