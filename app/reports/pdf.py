"""A report on A4: figures large, what stands out first, tables with their sums, charts, pages."""

from __future__ import annotations

from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib import colors
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    CondPageBreak,
    Flowable,
    Paragraph,
    SimpleDocTemplate,
    Spacer,
    TableStyle,
)
from reportlab.platypus import Table as Grid

from app.reports import charts
from app.reports.charts import ACCENT, INK, MUTED, RULE
from app.reports.pdf_fonts import MEDIUM, REGULAR, register_fonts
from app.reports.report import Chart, Curve, Figure, Figures, Report, Row, Sentences, Table, Unit
from app.reports.words_of import Told

SIDE, WIDTH = 16 * mm, int(A4[0] - 32 * mm)
CARDS = 4
PART = 120  # rows
WHOLE = 16  # so many rows of a table stay on one page
_GOOD, _BAD, _LOOK = (colors.HexColor(x) for x in (0x1B6B3A, 0xA8231B, 0x8A6100))
_BODY = ParagraphStyle("body", fontName=REGULAR, fontSize=8.5, leading=12, textColor=INK)
_MORE = ParagraphStyle("more", parent=_BODY, fontSize=7.5, leading=10.5, textColor=MUTED)
_RIGHT = ParagraphStyle("right", parent=_BODY, alignment=TA_RIGHT)
_BOLD = ParagraphStyle("bold", parent=_BODY, fontName=MEDIUM)
_BOLD_RIGHT = ParagraphStyle("bold_right", parent=_BOLD, alignment=TA_RIGHT)
_HEAD = ParagraphStyle("head", parent=_MORE)
_HEAD_RIGHT = ParagraphStyle("head_right", parent=_HEAD, alignment=TA_RIGHT)
_PART = ParagraphStyle("part", parent=_BOLD, fontSize=11, leading=15, spaceBefore=0, spaceAfter=3)
_TITLE = ParagraphStyle("title", parent=_BOLD, fontSize=18, leading=24)
_SHOP = ParagraphStyle("shop", parent=_BODY, fontSize=10, leading=14, textColor=MUTED)
_BIG = ParagraphStyle("big", parent=_BOLD, fontSize=15, leading=19)
for _style in (_BODY, _MORE, _RIGHT, _BOLD, _BOLD_RIGHT, _HEAD, _HEAD_RIGHT):
    _style.wordWrap = "CJK"
for _style in (_PART, _TITLE, _SHOP, _BIG):
    _style.wordWrap = "CJK"
_NUMBER, _SHORT_TEXT = 23 * mm, 26 * mm


def pdf(made: Report, language: str) -> bytes:
    """The pages, A4 upright."""
    register_fonts()
    return _Pages(Told(made, language)).built()


class _Paper(Canvas):
    """Draws the foot when all pages are known: one pass says `1 of 3`."""

    def __init__(self, *args: Any, told: Told, **more: Any) -> None:
        super().__init__(*args, **more)
        self._told = told
        self._pages: list[dict[str, Any]] = []

    def showPage(self) -> None:  # noqa: N802 - reportlab's name
        """Keeps the page for later."""
        self._pages.append(dict(self.__dict__))
        begin: Any = getattr(self, "_startPage")  # noqa: B009 - the stubs do not know it
        begin()

    def save(self) -> None:
        """All pages with their feet, then the file."""
        for number, page in enumerate(self._pages, 1):
            self.__dict__.update(page)
            self._foot(number, len(self._pages))
            super().showPage()
        super().save()

    def _foot(self, page: int, pages: int) -> None:
        told = self._told
        self.setFont(REGULAR, 7.5)
        self.setFillColor(MUTED)
        self.drawString(SIDE, 10 * mm, f"{told.made.frame.shop_name} · {told.title}")
        self.drawCentredString(A4[0] * 0.5, 10 * mm, told.period)
        text = told.words("report.page", page=page, pages=pages)
        self.drawRightString(A4[0] - SIDE, 10 * mm, text)


class _Pages:
    def __init__(self, told: Told) -> None:
        self._told = told

    def built(self) -> bytes:
        """The file."""
        told, out = self._told, BytesIO()
        page = SimpleDocTemplate(
            out,
            pagesize=A4,
            title=f"{told.title} {told.period}",
            author=told.made.frame.shop_name,
            leftMargin=SIDE - 6,  # a frame keeps six points on each side
            rightMargin=SIDE - 6,
            topMargin=14 * mm,
            bottomMargin=18 * mm,
            invariant=1,
        )

        def paper(*args: Any, **more: Any) -> Canvas:
            return _Paper(*args, told=told, **more)

        page.build(self._story(), canvasmaker=paper, onLaterPages=self._above)
        return out.getvalue()

    def _above(self, canvas: Canvas, _doc: BaseDocTemplate) -> None:
        canvas.setStrokeColor(RULE)
        canvas.setLineWidth(0.4)
        canvas.line(SIDE, A4[1] - 11 * mm, A4[0] - SIDE, A4[1] - 11 * mm)

    def _story(self) -> list[Flowable]:
        told = self._told
        shop, *about = told.about
        story: list[Flowable] = [
            _text(shop, _SHOP),
            _text(told.title, _TITLE),
            *(_text(line, _BODY) for line in about),
            Spacer(1, 4 * mm),
        ]
        for one in told.made.sections:
            if isinstance(one, Figures):
                story += self._figures(one)
            elif isinstance(one, Table):
                story += self._table(one)
            elif isinstance(one, Sentences):
                story += self._sentences(one)
            else:
                story += self._curve(one)
            story.append(Spacer(1, 5 * mm))
        return story

    def _part(self, title: str, room: float) -> list[Flowable]:
        """A section's title, with so much of the section on the same page."""
        found: list[Flowable] = [CondPageBreak(room)]
        return [*found, _text(title, _PART)] if title else found

    def _figures(self, one: Figures) -> list[Flowable]:
        told = self._told
        found = self._part(told.say(one.title), 30 * mm)
        if note := told.say(one.note):
            found += [_text(note, _MORE), Spacer(1, 1.5 * mm)]
        cards = [self._card(x) for x in one.figures]
        cards += [[]] * (-len(cards) % CARDS)
        rows = [cards[n : n + CARDS] for n in range(0, len(cards), CARDS)]
        if rows:
            found.append(Grid(rows, colWidths=[WIDTH * 0.25] * CARDS, style=_CARDS))
        return found

    def _card(self, one: Figure) -> list[Any]:
        told = self._told
        found: list[Any] = [
            _text(told.say(one.label), _MORE),
            _text(told.figure(one), _BIG),
        ]
        if change := told.change(one):
            found.append(Paragraph(self._coloured(one, change), _MORE))
        if note := told.say(one.note):
            found.append(_text(note, _MORE))
        return found

    def _coloured(self, one: Figure, change: str) -> str:
        """Green where it is good, red where not; the sign says it too."""
        was, dot, by = change.partition(" · ")
        if not by or not one.good or not one.change_ppm:
            return escape(change)
        colour = _GOOD if (one.change_ppm > 0) == (one.good > 0) else _BAD
        return f'{escape(was)}{dot}<font color="#{colour.hexval()[2:]}">{escape(by)}</font>'

    def _sentences(self, one: Sentences) -> list[Flowable]:
        told = self._told
        found = self._part(told.say(one.title), 20 * mm)
        if not one.lines:
            return [*found, _text(told.say(one.empty), _BODY)]
        colour = {"bad": _BAD, "look": _LOOK, "good": _GOOD, "plain": MUTED}
        for line in one.lines:
            mark = f'<font color="#{colour[line.level].hexval()[2:]}">■</font> '
            why = told.say(line.why)
            more = f' <font color="#{MUTED.hexval()[2:]}">{escape(why)}</font>' if why else ""
            found.append(Paragraph(f"{mark}{escape(told.say(line.text))}{more}", _BODY))
        return found

    def _curve(self, one: Curve) -> list[Flowable]:
        told = self._told
        if not one.chart.labels:
            return [*self._part(told.say(one.title), 15 * mm), _text(told.say(one.note), _BODY)]
        return [*self._part(told.say(one.title), 60 * mm), self._chart(one.chart)]

    def _chart(self, chart: Chart) -> Flowable:
        return charts.drawing(chart, self._told, WIDTH, 130)

    def _table(self, one: Table) -> list[Flowable]:
        told = self._told
        drawn = self._chart(one.chart) if one.chart is not None and one.rows else None
        room = drawn.height + 6 if drawn is not None else 0  # its own: a bar takes little
        found = self._part(told.say(one.title), room + 17 * (3 + min(len(one.rows), WHOLE)))
        if not one.rows:
            return [*found, _text(told.say(one.empty), _BODY)]
        if drawn is not None:
            found += [drawn, Spacer(1, 2 * mm)]
        widths = _widths(one)
        heads = [
            _text(told.heading(x), _HEAD if x.unit is Unit.TEXT else _HEAD_RIGHT)
            for x in one.columns
        ]
        rows: list[Any] = [heads, *(self._cells(row, one, widths) for row in one.rows)]
        style = [*_GRID, *_columns(one)]
        if one.total is not None:
            rows.append(self._cells(one.total, one, widths))
            style.append(("LINEABOVE", (0, -1), (-1, -1), 0.8, INK))
            style.append(("FONTNAME", (0, -1), (-1, -1), MEDIUM))
        for start in range(0, len(rows), PART):  # a long table is quick to lay out in parts
            part = rows[start : start + PART]
            ends = start + PART >= len(rows)
            rules = style if ends else [x for x in style if x[1] != (0, -1)]
            if start:
                part = [heads, *part]
            found.append(Grid(part, colWidths=widths, repeatRows=1, style=TableStyle(rules)))
        if note := told.say(one.note):
            found += [Spacer(1, 1 * mm), _text(note, _MORE)]
        return found

    def _cells(self, row: Row, one: Table, widths: list[float]) -> list[Any]:
        """Bare text where it fits into its column: what is broken into lines costs much more."""
        found: list[Any] = []
        cells = self._told.cells(row, one.columns)
        for text, column, width in zip(cells, one.columns, widths, strict=True):
            font = MEDIUM if row.strong else REGULAR
            if stringWidth(text, font, 8.5) <= width - 4:
                found.append(text)
            elif column.unit is Unit.TEXT:
                found.append(_text(text, _BOLD if row.strong else _BODY))
            else:
                found.append(_text(text, _BOLD_RIGHT if row.strong else _RIGHT))
        return found


def _columns(one: Table) -> list[Any]:
    """Numbers at the right."""
    return [
        ("ALIGN", (place, 1), (place, -1), "RIGHT")
        for place, column in enumerate(one.columns)
        if column.unit is not Unit.TEXT
    ]


def _widths(one: Table) -> list[float]:
    """Numbers as wide as they need, the first text takes what is left."""
    fixed = [_SHORT_TEXT if x.unit is Unit.TEXT else _NUMBER for x in one.columns[1:]]
    most = WIDTH - 34 * mm
    if sum(fixed) > most:
        shrink = most * 1_000 // sum(fixed)
        fixed = [x * shrink * 0.001 for x in fixed]
    return [WIDTH - sum(fixed), *fixed]


def _text(text: str, style: ParagraphStyle) -> Paragraph:
    return Paragraph(escape(text), style)


_PAD: list[Any] = [
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ("LEFTPADDING", (0, 0), (-1, -1), 2),
    ("RIGHTPADDING", (0, 0), (-1, -1), 2),
]
_GRID: list[Any] = [
    *_PAD,
    ("TOPPADDING", (0, 0), (-1, -1), 2),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 2.5),
    ("LINEBELOW", (0, 0), (-1, -1), 0.3, RULE),
    ("LINEBELOW", (0, 0), (-1, 0), 0.8, INK),
    ("FONT", (0, 1), (-1, -1), REGULAR, 8.5, 12),
    ("TEXTCOLOR", (0, 1), (-1, -1), INK),
]
_CARDS = TableStyle(
    [
        *_PAD,
        ("LEFTPADDING", (0, 0), (-1, -1), 6),
        ("TOPPADDING", (0, 0), (-1, -1), 4),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 6),
        ("LINEBEFORE", (0, 0), (-1, -1), 1.2, ACCENT),
    ]
)
