"""The shop's arrangement on paper: seen by the simulated printer, in both widths."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pytest
from PIL import Image, ImageDraw

from app.domain import template as t
from app.domain.errors import Refused
from app.domain.template import RECEIPT, SLIP, Block
from app.peripherals.paper import PaperLayout
from app.reports.labels import picture_file
from app.usecases.template import logo
from app.usecases.template.sample import sample_receipt, sample_slip
from app.words import Words
from tests.peripherals.test_paper import SHOP, on_paper, receipt_of

PAPER = PaperLayout(Words("zh_CN"))


def shop_with(kind: str, made: t.Template, columns: int = 48, **extra: str):
    return replace(SHOP, paper_columns=columns, extra={f"template.{kind}": t.write(made), **extra})


def arranged(receipt, made, columns=48, **extra):
    return replace(receipt, shop=shop_with(RECEIPT, made, columns, **extra))


def star() -> bytes:
    image = Image.new("RGB", (300, 100), "white")
    ImageDraw.Draw(image).ellipse((20, 10, 280, 90), fill="black")
    out = BytesIO()
    image.save(out, format="PNG")
    return out.getvalue()


@pytest.mark.parametrize("columns", [32, 48])
def test_blocks_stand_where_the_shop_wants_them(columns):
    made = t.default(RECEIPT)
    place = [b.code for b in made.blocks].index("thanks")
    made = t.moved(made, place, -place)
    own = Block("text", texts=(("zh_CN", "店长 {cashier}\n会员 {member}"),), align="left")
    made = t.added(made, 0, own)
    text = on_paper(PAPER.receipt(arranged(receipt_of(columns, member=False), made)), columns)
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    assert lines[0].startswith("谢谢惠顾")
    assert lines[1] == "店长 林晓燕"
    assert "会员" not in text


def test_a_hidden_block_leaves_no_double_rule():
    made = t.default(RECEIPT)
    codes = [b.code for b in made.blocks]
    for code in ("shop", "thanks", "member", "proof"):
        made = t.removed(made, codes.index(code))
    lines = on_paper(PAPER.receipt(arranged(receipt_of(48), made)), 48).splitlines()
    rules = [bool(line) and set(line) == {"-"} for line in lines if line.strip()]
    assert not rules[0]
    assert not any(one and other for one, other in zip(rules, rules[1:], strict=False))
    assert "便民生活超市" not in "\n".join(lines)


def test_a_copy_is_marked_whatever_the_template_says():
    made = t.added(t.default(RECEIPT), 0, Block("rule"))
    slip = PAPER.receipt(arranged(receipt_of(48, copy_no=1), made))
    assert on_paper(slip, 48).count("王建国") == 2


PROGRAM = b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n(/etc/passwd) (r) file\n%%EOF\n"


def test_only_pictures_are_opened_never_what_runs():
    assert not {"EPS", "WMF", "PDF"} & set(picture_file.FORMATS)


def test_the_logo_is_black_and_white_and_fits_the_paper():
    kept = logo.made(star(), columns=32, width_percent=100)
    made = t.default(RECEIPT)
    receipt = arranged(receipt_of(32), made, 32, **{"template.logo": kept})
    images = [one for one in PAPER.receipt(receipt)["items"] if one["is"] == "image"]
    assert [one["width"] for one in images] == [300]
    assert on_paper(PAPER.receipt(receipt), 32)
    broken = arranged(receipt_of(32), made, 32, **{"template.logo": "{"})
    assert on_paper(PAPER.receipt(broken), 32)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        *((b"no picture", "logo.unreadable"), (b"", "logo.unreadable")),
        (b"x" * 10_000_001, "logo.too"),
        (PROGRAM, "logo.unreadable"),
    ],
)
def test_what_is_no_picture_is_refused(data, code):
    with pytest.raises(Refused, match=code):
        logo.made(data, columns=48)


def test_a_white_picture_is_refused():
    out = BytesIO()
    Image.new("RGB", (50, 50), "white").save(out, format="PNG")
    with pytest.raises(Refused, match="logo.empty"):
        logo.made(out.getvalue(), columns=48, dither=False)


@pytest.mark.parametrize("language", ["zh_CN", "en"])
@pytest.mark.parametrize("columns", [32, 48])
def test_the_examples_are_whole_on_paper(language, columns):
    shop = replace(SHOP, paper_columns=columns, paper_language=language)
    paper = PaperLayout(Words(language))
    assert "45" in on_paper(paper.receipt(sample_receipt(shop)), columns)
    assert "412.00" in on_paper(paper.top_up(sample_slip(shop)), columns)


def test_every_other_slip_takes_the_slip_template():
    made = t.added(t.default(SLIP), 3, Block("text", texts=(("zh_CN", "退换请带小票 {no}"),)))
    text = on_paper(PAPER.top_up(sample_slip(shop_with(SLIP, made))), 48)
    assert text.rstrip().endswith("退换请带小票 03-000458")
