"""Labels in dots: every default is read back by a reader nobody here wrote, in both languages."""

import io
from dataclasses import replace

import pytest
import zxingcpp
from PIL import Image, ImageChops

from app.domain.errors import Refused
from app.domain.label.shape import LabelTemplate, Part, PartKind, overlapping
from app.reports.labels.draw import Artist, kept_logo, read_logo
from app.reports.labels.sheet import A4, SHEET_DOTS, SHEETS, pages, sheet_named, sheet_pdf
from app.usecases.label.templates import defaults

FACTS = {
    "zh_CN": {
        "name": "北岸可乐零糖汽水家庭分享装",
        "second_name": "Northbank Cola Zero",
        "spec": "500ml×6",
        "unit": "瓶",
        "price": "¥13.50",
        "unit_price": "¥12.80/kg",
        "was_price": "¥14.20",
        "member_price": "¥13.20",
        "barcode": "6911311000136",
        "plu": "42",
        "weight": "1.354 kg",
        "total": "¥13.40",
        "weigh_code": "210004201354013404",
        "date": "2026-09-12",
        "best_before": "2026-09-19",
        "shop": "熟客便利店",
        "card_code": "V:7K3M9QWX",
        "card_title": "满 50 减 10 券",
        "card_until": "2026-12-31",
    }
}
FACTS["en"] = FACTS["zh_CN"] | {
    "name": "Northbank Cola Zero Sugar Family Pack",
    "second_name": "北岸可乐零糖",
    "unit": "bottle",
    "shop": "Regular's Corner",
    "card_title": "10 off 50",
}
TEMPLATES = {one.template_id: one for one in defaults()}


def picture(drawn):
    dots = Image.frombytes("1", (drawn.width, drawn.height), drawn.rows)
    return ImageChops.invert(dots).convert("L")


def read(drawn):
    """What a reader finds, with white around as a label's backing has."""
    page = Image.new("L", (drawn.width + 80, drawn.height + 80), 255)
    page.paste(picture(drawn), (40, 40))
    return {one.text for one in zxingcpp.read_barcodes(page)}


@pytest.mark.parametrize("dots", [8, 12, SHEET_DOTS])
@pytest.mark.parametrize("language", ["zh_CN", "en"])
@pytest.mark.parametrize("template_id", sorted(TEMPLATES))
def test_every_default_is_read_back(template_id, language, dots):
    template, facts = TEMPLATES[template_id], FACTS[language]
    drawn = Artist(dots, language=language).draw(template, facts)
    coded = {PartKind.BARCODE, PartKind.QR}
    wanted = {part.text.strip("{}") for part in template.parts if part.kind in coded}
    assert read(drawn) == {facts[name] for name in wanted}
    assert {one.code for one in drawn.troubles} <= {"cut"}
    assert (drawn.width, drawn.height) == (
        template.width * dots // 10,
        template.height * dots // 10,
    )


@pytest.mark.parametrize("code", ["210004201354013404", "2112345012506"])
def test_weigh_codes_of_either_length_are_read_back(code):
    drawn = Artist(8).draw(TEMPLATES["weigh-60x40"], FACTS["zh_CN"] | {"weigh_code": code})
    assert read(drawn) == {code}


@pytest.mark.parametrize("template", defaults(), ids=lambda one: one.template_id)
def test_nothing_in_a_default_lies_over_anything_else(template):
    assert overlapping(template) == ()


@pytest.mark.parametrize("language", ["zh_CN", "en"])
@pytest.mark.parametrize("template", defaults(), ids=lambda one: one.template_id)
def test_no_ink_leaves_its_box(template, language):
    long = {name: (text + " ") * 9 for name, text in FACTS[language].items()}
    drawn = Artist(8, language=language).draw(template, long)
    left = picture(drawn)
    for part in template.parts:
        box = tuple(side * 8 // 10 for side in (part.x, part.y, part.x + part.w, part.y + part.h))
        left.paste(255, (box[0], box[1], box[2] + 1, box[3] + 1))
    assert left.getextrema() == (255, 255)


def one_part(part, text="", dots=8, **facts):
    template = LabelTemplate("x", 400, 300, (part,))
    return Artist(dots).draw(template, {"name": text, **facts})


def test_a_long_name_shrinks_first_and_is_cut_last():
    part = Part(PartKind.TEXT, 10, 10, 300, 40, "{name}", font=40)
    assert not one_part(part, "苹果").troubles
    assert not one_part(part, "红富士苹果大果礼盒装二十").troubles
    assert [one.code for one in one_part(part, "苹果" * 40).troubles] == ["cut"]


def test_a_struck_price_has_a_line_through_it():
    part = Part(PartKind.TEXT, 10, 10, 300, 60, "{name}", font=60)
    plain = one_part(part, "¥4.20")
    struck = one_part(replace(part, strike=True), "¥4.20")
    assert struck.rows.count(0xFF) > plain.rows.count(0xFF) + 5


@pytest.mark.parametrize(
    ("w", "text", "code"),
    [
        (300, "6911311000135", "code_refused"),
        (300, "条码", "code_refused"),
        (100, "6911311000136", "code_narrow"),
        (200, "6911311000136", "code_fine"),
    ],
)
def test_a_code_that_cannot_be_read_is_told(w, text, code):
    part = Part(PartKind.BARCODE, 10, 10, w, 100, "{name}")
    (trouble,) = one_part(part, text).troubles
    assert trouble.code == code


def test_a_part_without_its_fields_is_not_there():
    part = Part(PartKind.BARCODE, 10, 10, 300, 100, "{name}")
    assert not any(one_part(part, "").rows)


def png(colour, size=(300, 100)):
    out = io.BytesIO()
    Image.linear_gradient("L").resize(size).save(out, "PNG")
    return out.getvalue()


def test_a_logo_is_dithered_to_dots():
    logo = read_logo(kept_logo(png("grey")))
    part = Part(PartKind.LOGO, 0, 0, 300, 200)
    drawn = Artist(8, logo=logo).draw(LabelTemplate("x", 400, 300, (part,)), {})
    ink = sum(byte.bit_count() for byte in drawn.rows)
    area = 240 * 80
    assert area * 0.35 < ink < area * 0.65
    assert not drawn.troubles
    bare = Artist(8).draw(LabelTemplate("x", 400, 300, (part,)), {})
    assert [one.code for one in bare.troubles] == ["logo"]


@pytest.mark.parametrize("data", [b"", b"GIF89a", b"\x89PNG\r\n\x1a\n" + b"x" * 40])
def test_no_picture_is_refused(data):
    with pytest.raises(Refused, match=r"logo\.unreadable"):
        kept_logo(data)


def test_a_huge_file_is_refused():
    with pytest.raises(Refused, match=r"logo\.too_large"):
        kept_logo(b"x" * 10_000_001)


def test_a_kept_logo_is_small_enough_for_a_setting():
    assert len(kept_logo(png("grey", (3000, 2000)))) < 60_000
    assert read_logo("no base64!") == b""


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda one: one.sheet_id)
def test_every_sheet_lies_on_its_paper(sheet):
    assert sheet.left >= 0
    assert sheet.top >= 0
    assert sheet.left + (sheet.columns - 1) * sheet.step_x + sheet.width <= A4[0]
    assert sheet.top + (sheet.rows - 1) * sheet.step_y + sheet.height <= A4[1]


@pytest.mark.parametrize(
    ("labels", "start", "sheets"), [(1, 1, 1), (24, 1, 1), (24, 2, 2), (25, 1, 2), (1, 24, 1)]
)
def test_a_sheet_that_was_begun_is_gone_on_with(labels, start, sheets):
    sheet = sheet_named("3x8")
    assert pages(sheet, labels, start) == sheets
    drawn = Artist(SHEET_DOTS).draw(TEMPLATES["shelf-60x30"], FACTS["zh_CN"])
    pdf = sheet_pdf(sheet, [(drawn, labels)], start=start)
    assert pdf.count(b"/Type /Page\n") + pdf.count(b"/Type /Page ") == sheets
    assert pdf.count(b"/Subtype /Image") == 1  # one picture, however many copies
