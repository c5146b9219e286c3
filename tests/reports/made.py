"""A report with everything in it that a renderer may meet."""

from app.reports.period import Period
from app.reports.report import (
    Chart,
    Column,
    Curve,
    Figure,
    Figures,
    Frame,
    Named,
    Report,
    Row,
    Sentence,
    Sentences,
    Series,
    Table,
    Term,
    Unit,
    term,
    total_of,
)

EVIL = '=HYPERLINK("http://x")'
COLUMNS = (
    Column("item"),
    Column("n", Unit.COUNT, minor=True),
    Column("qty", Unit.QTY),
    Column("amount", Unit.MONEY),
    Column("share", Unit.PERCENT),
)
ROWS = (
    Row((Named("可乐", "Cola"), 1200, 1500, 123_456, 667_000)),
    Row((EVIL, 3, -2000, -60, -333_000)),
    Row(("+49", None, None, None, None)),
)


def report(**more) -> Report:
    """Sums worked out by hand: 1,203 and 1,233.96."""
    sections = (
        Figures(
            "headline",
            (
                Figure("sales", Term("report.figure.sales"), 648_230, compare=600_230, good=1),
                Figure("returned", Term("report.figure.returned"), 0, compare=0, good=-1),
                Figure("margin", Term("report.figure.margin"), None),
            ),
            Term("report.part.headline"),
        ),
        Sentences(
            "stand_out",
            Term("report.part.stand_out"),
            (Sentence(term("report.out.uncounted", n=2), "look", EVIL),),
        ),
        Table(
            *("by", Term("report.part.items"), COLUMNS, ROWS),
            total=total_of(ROWS, COLUMNS, Term("report.total")),
            chart=Chart("stack", ("a", "b"), (Series("x", (3, 1)),)),
        ),
        Table("none", Term("report.part.returns"), COLUMNS, (), empty=Term("report.no_returns")),
        Curve(
            "hours",
            Term("report.part.hours"),
            Chart(
                "bar",
                ("08", "09"),
                (Series(Term("report.series.day"), (5, None)), Series("usual", (4, 6))),
                low=(3, 4),
                high=(6, 8),
            ),
        ),
    )
    return Report(
        **{
            "code": "day",
            "title": Term("report.title.day"),
            "frame": Frame("便民超市", "03", "Asia/Shanghai", "CNY"),
            "period": Period("2026-09-12", "2026-09-12", "day"),
            "sections": sections,
            "short": ("headline", "stand_out", "by", "none", "missing"),
            **more,
        }
    )
