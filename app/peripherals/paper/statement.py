"""Papers that account for something: money paid out step by step, and a member's statement."""

from __future__ import annotations

from typing import Any

from app.domain.slips import Balances, MemberStatement, StatementRow, WithdrawalSlip
from app.peripherals.paper.balances import balances
from app.peripherals.paper.rows import NARROW, RULE, Rows
from app.words import local, paper_columns, whole
from hardware.api.slip import Align, Cell, Columns, Item, Text


def withdrawal(rows: Rows, slip: WithdrawalSlip) -> dict[str, Any]:
    """Every step that led to what was paid out, for the member to sign (rules.md 4.2)."""
    words, head = rows.words, slip.head
    items: list[Item] = [
        *rows.head(head, words("paper.withdrawal")),
        *rows.member(head.member),
        *([Text(slip.about)] if slip.about else []),
        RULE,
    ]
    items.append(rows.row(words("paper.withdrawal.step"), words("paper.withdrawal.so_far")))
    for step in slip.steps:
        said = words(f"law.step.{step.code}", **dict(step.facts))
        items += _step(rows, said, rows.money(step.amount_minor), head.shop.paper_columns)
    paid = rows.sign(head.shop) + rows.money(slip.paid_minor)
    items += [RULE, rows.bold(words("paper.withdrawal.paid"), paid)]
    for tender, minor in slip.went:
        items.append(rows.row(words(f"tender.{tender}"), rows.money(minor)))
    if slip.by_code:
        items.append(Text(words("paper.withdrawal.by_code")))
    after = _holds(rows, slip.balances) if head.member is not None else []
    items += [RULE, *after] if after else []
    items += [RULE, *[Text(one) for one in slip.terms]] if slip.terms else []
    items += [RULE, Text(words("paper.refund.signed")), Text(" ")]
    return rows.finish(head, items, thanks=False)


def _step(rows: Rows, said: str, so_far: str, columns: int) -> list[Item]:
    """A step and what is refundable after it; a long one stands above its figure, never cut."""
    if paper_columns(said) + paper_columns(so_far) < columns:
        return [rows.row(said, so_far)]
    return [Text(said), rows.row("", so_far)]


def _holds(rows: Rows, after: Balances) -> list[Item]:
    """What the member has; that no money is left is said too."""
    none = [] if after.wallets else [rows.row(rows.words("paper.balance"), rows.money(0))]
    return [*none, *balances(rows, after)]


def member_statement(rows: Rows, slip: MemberStatement) -> dict[str, Any]:
    """What there was, what happened, what there is: two columns of figures, money and points."""
    words, head = rows.words, slip.head
    period = words(
        "paper.statement.period", start=rows.day(slip.from_on), end=rows.day(slip.until_on)
    )
    items: list[Item] = [
        *rows.head(head, words("paper.statement")),
        *rows.member(head.member),
        Text(period),
        RULE,
        _figures(rows, "", words("paper.statement.money"), words("paper.points")),
        _figures(
            rows,
            words("paper.statement.before"),
            rows.money(slip.before_minor),
            whole(slip.points_before),
        ),
        RULE,
    ]
    for one in slip.rows:
        items += _event(rows, one, slip)
    if not slip.rows:
        items.append(Text(words("paper.statement.nothing"), Align.CENTER))
    after = (rows.money(slip.after_minor), whole(slip.points_after))
    items += [RULE, _figures(rows, words("paper.statement.after"), *after)]
    more = _holds(rows, slip.balances) if slip.balances != Balances() else []
    items += [RULE, *more] if more else []
    return rows.finish(head, items, thanks=False)


def _event(rows: Rows, one: StatementRow, slip: MemberStatement) -> list[Item]:
    """One event: when and what; on narrow paper its figures stand below."""
    when = local(one.at_ms, rows.zone(slip.head.shop))
    kind = rows.words(f"paper.row.{one.kind}")
    said = " ".join(x for x in (f"{when:%m-%d}", kind, one.no) if x)
    money = rows.money(one.minor, plus=True) if one.minor else ""
    points = _signed(one.points) if one.points else ""
    if slip.head.shop.paper_columns < NARROW:
        return [Text(said), _figures(rows, "", money, points)]
    return [_figures(rows, said, money, points)]


def _signed(n: int) -> str:
    return f"+{whole(n)}" if n > 0 else whole(n)


def _figures(rows: Rows, words: str, money: str, points: str) -> Item:
    """Money and points at the right edge, one under the other."""
    return Columns((Cell(words), rows.amount_cell(money), Cell(points, Align.RIGHT, cols=8)))
