"""A member's statement on A4: head, rows with running balances on as many pages as they need."""

from __future__ import annotations

from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib import colors
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Paragraph,
    SimpleDocTemplate,
    Spacer,
    Table,
    TableStyle,
)

from app.reports.pdf_fonts import register_fonts
from app.reports.statement import Statement
from app.reports.statement_words import Said

Cells = list[Paragraph | str]

_INK, _MUTED, _RULE = (
    colors.HexColor(0x1D2129),
    colors.HexColor(0x6B7280),
    colors.HexColor(0xD5D9E0),
)
_WIDTHS = [29 * mm, 49 * mm, 31 * mm, 19 * mm, 20 * mm, 18 * mm, 16 * mm]
_BODY = ParagraphStyle("body", fontName="Shuke", fontSize=8.5, leading=12, textColor=_INK)
_MORE = ParagraphStyle("more", parent=_BODY, textColor=_MUTED)
_RIGHT = ParagraphStyle("right", parent=_BODY, alignment=TA_RIGHT)
_HEAD = ParagraphStyle("head", parent=_BODY, fontName="Shuke-Medium")
_HEAD_RIGHT = ParagraphStyle("head_right", parent=_HEAD, alignment=TA_RIGHT)
_TITLE = ParagraphStyle("title", parent=_HEAD, fontSize=16, leading=22)
_SHOP = ParagraphStyle("shop", parent=_BODY, fontSize=10, leading=14)
for _style in (_BODY, _MORE, _RIGHT, _HEAD, _HEAD_RIGHT, _TITLE, _SHOP):
    _style.wordWrap = "CJK"


def pdf(made: Statement, language: str) -> bytes:
    """The pages, A4 upright; the figures of each column stand under one another."""
    register_fonts()
    said = Said(made, language)
    return _built(said, _built(said, 0)[1])[0]  # twice: the foot says how many pages there are


def _built(said: Said, pages: int) -> tuple[bytes, int]:
    """The file, and on how many pages it stands."""

    def foot(canvas: Canvas, doc: BaseDocTemplate) -> None:
        canvas.setFont("Shuke", 8)
        canvas.setFillColor(_MUTED)
        text = said.words("statement.page", page=doc.page, pages=pages)
        canvas.drawCentredString(A4[0] * 0.5, 9 * mm, text)

    out = BytesIO()
    page = SimpleDocTemplate(
        out,
        pagesize=A4,
        title=said.title,
        author=said.made.shop_name,
        leftMargin=14 * mm,
        rightMargin=14 * mm,
        topMargin=16 * mm,
        bottomMargin=18 * mm,
        invariant=1,
    )
    page.build(_story(said), onFirstPage=foot, onLaterPages=foot)
    return out.getvalue(), page.page


def _story(said: Said) -> list[Flowable]:
    made, words = said.made, said.words
    story: list[Flowable] = [
        Paragraph(escape(made.shop_name), _SHOP),
        Paragraph(escape(said.title), _TITLE),
        *(Paragraph(escape(line), _BODY) for line in said.about),
        Spacer(1, 5 * mm),
        _rows(said),
        Spacer(1, 6 * mm),
        Paragraph(escape(words("statement.balances")), _HEAD),
        Spacer(1, 1 * mm),
    ]
    if made.balances:
        story.append(_balances(said))
    else:
        story.append(Paragraph(escape(words("statement.nothing_left")), _BODY))
    story += [Paragraph(escape(text), _MORE) for text in made.texts]
    return story


def _rows(said: Said) -> Table:
    made, words = said.made, said.words
    heads = [_HEAD] * 3 + [_HEAD_RIGHT] * 4
    cells: list[Cells] = [
        [Paragraph(escape(t), s) for t, s in zip(said.headings, heads, strict=True)]
    ]
    cells.append(_end(words("statement.before"), said, made.stored_before, made.points_before))
    for row in made.rows:
        cells.append(
            [
                *(Paragraph(escape(x), _BODY) for x in (said.when(row), said.what(row), row.ref)),
                Paragraph(said.money(row.stored_minor, plus=True), _RIGHT),
                Paragraph(said.money(row.stored_after), _RIGHT),
                Paragraph(said.points(row.points, plus=True), _RIGHT),
                Paragraph(said.points(row.points_after), _RIGHT),
            ]
        )
    if not made.rows:
        cells.append(["", Paragraph(escape(words("statement.none")), _MORE), *[""] * 5])
    cells.append(_end(words("statement.after"), said, made.stored_after, made.points_after))
    return Table(cells, colWidths=_WIDTHS, repeatRows=1, style=_grid())


def _end(title: str, said: Said, stored: int, points: int) -> Cells:
    """What there was before, or is afterwards."""
    figures = (
        Paragraph(said.money(stored), _HEAD_RIGHT),
        Paragraph(said.points(points), _HEAD_RIGHT),
    )
    return ["", Paragraph(escape(title), _HEAD), "", "", figures[0], "", figures[1]]


def _balances(said: Said) -> Table:
    cells = []
    for one in said.made.balances:
        name, much, ends = said.balance(one)
        cells.append(
            [Paragraph(escape(name), _BODY), Paragraph(much, _RIGHT), Paragraph(ends, _MORE)]
        )
    return Table(cells, colWidths=[80 * mm, 30 * mm, 72 * mm], style=_grid(head=False))


def _grid(*, head: bool = True) -> TableStyle:
    rules: list[Any] = [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LINEBELOW", (0, 0), (-1, -1), 0.4, _RULE),
        ("LEFTPADDING", (0, 0), (-1, -1), 2),
        ("RIGHTPADDING", (0, 0), (-1, -1), 2),
        ("TOPPADDING", (0, 0), (-1, -1), 2.5),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 2.5),
    ]
    return TableStyle([*rules, ("LINEBELOW", (0, 0), (-1, 0), 0.9, _INK)] if head else rules)
