"""Lines by display width."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardware.api.slip import Align, Cell
from hardware.drivers.escpos.encoder import TextEncoder
from hardware.drivers.escpos.layout import paragraph, row, width_of, wrap

GB = TextEncoder("gb18030")


def shown(lines):
    out = []
    for line in lines:
        text, used = "", 0
        for x, glyphs in line:
            text += " " * (x - used) + "".join(g.text for g in glyphs)
            used = x + width_of(glyphs)
        out.append(text.rstrip())
    return out


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("一二三四五六", 8, ["一二三四", "五六"]),
        ("一二三四，五", 8, ["一二三", "四，五"]),  # a comma never starts a line
        ("可口可乐（罐", 10, ["可口可乐", "（罐"]),  # nor does an opening bracket end one
        ("hello world again", 11, ["hello world", "again"]),
        ("hello wonderful", 10, ["hello", "wonderful"]),
        ("可口可乐 330ml", 12, ["可口可乐", "330ml"]),
        ("aaaaaaaaaaaa", 5, ["aaaaa", "aaaaa", "aa"]),
        ("a\n\nb", 5, ["a", "", "b"]),
        ("", 5, [""]),
        ("会", 1, ["会"]),
    ],
)
def test_wrapping(text, width, lines):
    assert shown(paragraph(GB, text, width, Align.LEFT)) == lines


def test_alignment_counts_two_for_a_han_letter():
    assert shown(paragraph(GB, "会员", 10, Align.RIGHT)) == ["      会员"]
    assert shown(paragraph(GB, "会员", 10, Align.CENTER)) == ["   会员"]


def test_columns_share_the_paper():
    cells = (
        Cell("农夫山泉"),
        Cell("2 × 3.50", Align.RIGHT, weight=0),
        Cell("¥7.00", Align.RIGHT, cols=9),
    )
    line = shown(row(GB, cells, 32, 1, 1))
    assert line == ["农夫山泉     2 × 3.50    ￥7.00"]


def test_a_long_name_wraps_in_its_own_column():
    cells = (Cell("农夫山泉天然饮用水"), Cell("7.00", Align.RIGHT, cols=6))
    assert shown(row(GB, cells, 17, 1, 1)) == ["农夫山泉天   7.00", "然饮用水"]


def test_more_cells_than_paper_stand_below_each_other():
    cells = tuple(Cell(f"单{n}") for n in range(9))
    assert shown(row(GB, cells, 16, 1, 1)) == [f"单{n}" for n in range(9)]


glyph_texts = st.text(max_size=60)
cells = st.builds(Cell, glyph_texts, st.sampled_from(Align), st.integers(0, 4), st.integers(0, 60))


@given(glyph_texts, st.integers(1, 50))
def test_wrapping_never_exceeds_the_width_and_loses_only_spaces(text, width):
    glyphs = GB.glyphs(text)
    lines = wrap(glyphs, width)
    assert all(width_of(line) <= width for line in lines)
    kept = "".join(g.text for line in lines for g in line).replace(" ", "")
    assert kept == "".join(g.text for g in glyphs).replace(" ", "")


@given(st.lists(cells, min_size=1, max_size=12).map(tuple), st.integers(8, 60))
def test_rows_never_exceed_the_width_and_cells_never_touch(cells, width):
    for line in row(GB, cells, width, 1, 1):
        end = 0
        for x, glyphs in line:
            assert x >= end
            end = x + width_of(glyphs)
        assert end <= width
