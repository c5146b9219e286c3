"""A slip set in printer columns: what stands where, and that nothing leaves the paper."""

import pytest
import zxingcpp
from hypothesis import example, given
from hypothesis import strategies as st
from PIL import Image

from app.words import paper_columns as width_of
from ui.history.slip_lines import lines_of, text_of, wrap
from ui.history.slip_picture import UNIT, picture


def slip(*items) -> dict:
    return {"v": 1, "items": list(items)}


def placed(line) -> list[tuple[int, str]]:
    return [(piece.col, piece.text) for piece in line.pieces]


def test_a_han_letter_is_two_columns_a_combining_mark_none():
    assert (width_of("会员 A"), width_of("e\u0301")) == (6, 1)


def test_text_is_centred_and_wide_text_in_half_the_columns():
    (line,) = lines_of(slip({"is": "text", "text": "熟客", "align": "center"}), 48)
    assert placed(line) == [(22, "熟客")]
    (wide,) = lines_of(
        slip({"is": "text", "text": "熟客", "align": "center", "wide": True, "tall": True}), 48
    )
    assert placed(wide) == [(10, "熟客")]
    assert (wide.wide, wide.tall) == (True, True)


def test_cells_keep_their_edges():
    cells = [
        {"text": "牛奶"},
        {"text": "2×4.30", "align": "right", "weight": 0},
        {"text": "8.60", "align": "right", "cols": 10},
    ]
    (line,) = lines_of(slip({"is": "columns", "cells": cells}), 48)
    assert placed(line) == [(0, "牛奶"), (30, "2×4.30"), (44, "8.60")]


def test_a_long_name_wraps_in_its_own_cell():
    cells = [{"text": "很长的商品名称" * 4}, {"text": "1.00", "align": "right", "cols": 10}]
    lines = lines_of(slip({"is": "columns", "cells": cells}), 32)
    assert len(lines) == 3
    assert all(width_of(one.pieces[0].text) <= 21 for one in lines)
    assert placed(lines[0])[1] == (28, "1.00")


@given(st.text(max_size=80), st.integers(2, 60))
def test_no_line_is_wider_than_the_paper_and_no_letter_is_lost(text, width):
    lines = wrap(text, width)
    assert "".join(lines) == text
    assert all(width_of(line) <= width for line in lines)


@example(["", "0" * 27, "0"], 32)  # a long figure leaves the one behind it its room
@given(st.lists(st.text(max_size=30), min_size=1, max_size=3), st.sampled_from([32, 48]))
def test_cells_never_leave_the_paper(texts, columns):
    cells = [{"text": texts[0]}, *({"text": t, "align": "right", "weight": 0} for t in texts[1:])]
    for line in lines_of(slip({"is": "columns", "cells": cells}), columns):
        for piece in line.pieces:
            assert piece.col >= 0
            assert piece.col + width_of(piece.text) <= columns


def test_it_reads_aloud_as_text():
    made = lines_of(slip({"is": "rule"}, {"is": "text", "text": "应收  88.00"}, {"is": "cut"}), 48)
    assert text_of(made) == "应收  88.00"


@pytest.mark.parametrize("columns", [32, 48])
def test_the_picture_is_as_wide_as_the_paper_and_its_qr_can_be_read(qapp, columns):
    proof = f"SHUKE1:01-03.1.318:8800:{'ab' * 8}:{'Ab9_' * 21}A"
    made = lines_of(slip({"is": "qr", "data": proof, "module": 5}, {"is": "feed"}), columns)
    drawn = picture(made, columns)
    assert drawn.width() == columns * UNIT
    grey = drawn.convertToFormat(drawn.Format.Format_Grayscale8)
    size = (grey.width(), grey.height())
    paper = Image.frombytes("L", size, bytes(grey.constBits()), "raw", "L", grey.bytesPerLine())
    (found,) = zxingcpp.read_barcodes(paper)
    assert found.text == proof
