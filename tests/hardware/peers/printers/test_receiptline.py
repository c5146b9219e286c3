"""The same lines by two encoders that know nothing of each other read the same on paper."""

import random  # noqa: TID251 - seeded, the same lines every time

import pytest

from hardware.api.slip import Align, Cell, Columns, Cut, Slip, Text
from hardware.drivers.escpos.job import Compiler
from tests.hardware.bench import quick
from tests.hardware.escpos.test_job import printed

pytestmark = pytest.mark.peers

LETTERS = "农夫山泉天然水可口乐罐装散苹果红富士康师傅烧牛肉面谢惠顾欢迎再来店铺收银员小李会员积分"
PLAIN = "abcdefghXYZ0123456789.,:;()/+%#@!?&"
WIDE = "，。、；：？！（）《》“”—…·×÷￥"


def lines_of(data, columns):
    (paper,), strange = printed(data, columns, columns * 12)
    assert not strange
    assert paper.overflows == 0
    return [line.rstrip() for line in paper.lines() if line.strip()]


def ours(items, model):
    return Compiler(quick(model)).compile(Slip((*items, Cut()))).data


def words(dice, most):
    """At most so many columns, without a blank at an end."""
    text, used = "", 0
    for _ in range(dice.randrange(1, most)):
        letter = dice.choice(dice.choice((LETTERS, PLAIN, WIDE, LETTERS + " ")))
        used += 1 if letter.isascii() else 2
        if used > most:
            break
        text += letter
    return text.strip() or "空"


@pytest.mark.parametrize(("columns", "model"), [(48, "generic-80"), (32, "generic-58")])
def test_two_hundred_lines_read_alike(receiptline, columns, model):
    dice = random.Random(columns)
    cells, fixed = (columns - 20, 7, 11), columns - 20
    asked, mine = [], []
    for _ in range(200):
        align = dice.choice(tuple(Align))
        text = words(dice, columns)
        left, right = ("", " ") if align is Align.LEFT else (" ", "")
        if align is Align.CENTER:
            left = right = ""
        asked.append((f"|{left}{text}{right}|" if left or right else f"{text}", columns))
        mine.append((Text(text, align),))
    for _ in range(200):
        name, qty, sum_ = words(dice, fixed), str(dice.randrange(1, 99)), f"{dice.random():.2f}"
        widths = ",".join(str(one) for one in cells)
        asked.append((f"{{width:{widths};border:space}}\n{name} | {qty} | {sum_}", columns))
        mine.append(
            (
                Columns(
                    (
                        Cell(name, Align.LEFT, cols=cells[0]),
                        Cell(qty, Align.CENTER, cols=cells[1]),
                        Cell(sum_, Align.RIGHT, cols=cells[2]),
                    )
                ),
            )
        )
    for (doc, _), theirs, items in zip(asked, receiptline(asked), mine, strict=True):
        assert lines_of(ours(items, model), columns) == lines_of(theirs, columns), doc
