"""Shifts as they are: a hundred sales, some change, some phones; and ways to spoil them."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from random import Random  # noqa: TID251 - shifts are made up, the same in every run

from app.domain.insight.difference import GaveUp, Habit, Moved, Opened, ShiftFacts, Sold

NOTES = (500, 1000, 2000, 5000, 10000)
PIECES = (10000, 5000, 2000, 1000, 500, 100, 50, 10)
MINUTE = 60_000
FLOAT = 50_000


@dataclass(frozen=True)
class Planted:
    """What was done to a shift: the codes that name it, and its row, if it has one."""

    facts: ShiftFacts
    codes: tuple[str, ...]
    row: tuple[int, int] | None = None


def shift(r: Random) -> ShiftFacts:
    """A shift without a fault: 60 to 140 sales, returns, movements, openings, cancelled baskets."""
    sold, at_ms = [], 8 * 60 * MINUTE
    for n in range(r.randrange(60, 140)):
        at_ms += r.randrange(1, 8) * MINUTE
        due = r.randrange(15, 900) * 10 if r.random() < 0.85 else r.randrange(10, 40) * 500
        one = Sold((1, 10 + 10 * n), at_ms, f"03-{n:06d}", goods=f"{r.randrange(400)}x{due}")
        sold.append(_paid(r, one, due))
    end = at_ms

    def some_ms() -> int:
        return r.randrange(8 * 60 * MINUTE, end)

    moved = [Moved((1, 2001), some_ms(), "refund", -r.randrange(20, 400) * 10, no="R1")]
    moved += [Moved((1, 2002), some_ms(), "cash.out", -r.randrange(2, 30) * 500, reason="errand")]
    opened = tuple(
        Opened((1, 3000 + n), some_ms(), "change_money") for n in range(r.randrange(0, 3))
    )
    gave_up = tuple(
        GaveUp((1, 4000 + n), some_ms(), r.randrange(15, 900) * 10) for n in range(r.randrange(4))
    )
    facts = ShiftFacts(
        gaps=(),
        sold=tuple(sold),
        moved=tuple(moved),
        opened=opened,
        gave_up=gave_up,
        notes=NOTES,
        float_minor=FLOAT,
        float_at=(1, 1),
        floats=(FLOAT,),
        habits=(Habit(-2_000, "ice", 3, (1, 5)),) if r.random() < 0.5 else (),
    )
    return counted(facts, due_of(facts))


def _paid(r: Random, one: Sold, due: int) -> Sold:
    if r.random() < 0.55:
        kind = r.choice(("wechat", "wechat", "alipay", "card"))
        return replace(one, others=((kind, due),))
    given = due
    if r.random() < 0.75:
        given = next((note for note in NOTES if note >= due and r.random() < 0.7), due)
    return replace(one, cash_minor=due, given_minor=given, change_minor=given - due)


def due_of(facts: ShiftFacts) -> int:
    """What documents say should be in the drawer."""
    return (
        facts.float_minor
        + sum(one.cash_minor for one in facts.sold)
        + sum(one.cash_minor for one in facts.moved)
    )


def counted(facts: ShiftFacts, real: int, typed: dict[int, int] | None = None) -> ShiftFacts:
    """The drawer really holds `real`; it is counted, with some numbers typed otherwise."""
    rows = piles(real) | (typed or {})
    cash = sum(value * n for value, n in rows.items())
    return replace(
        facts,
        gaps=(("cash", due_of(facts), cash),),
        denominations=tuple(rows.items()),
        piles=tuple(piles(real).items()),  # much as the last shift left them
    )


def piles(real: int) -> dict[int, int]:
    """A sum as it lies in a drawer: not only the largest notes."""
    found, left = {}, real
    for value, share in zip(PIECES, (50, 40, 60, 60, 70, 80, 90, 100), strict=True):
        found[value] = left * share // 100 // value
        left -= found[value] * value
    return found


# --- the faults ---------------------------------------------------------------------------------


def refund_unpaid(r: Random, facts: ShiftFacts) -> Planted:
    one = facts.moved[0]
    return Planted(counted(facts, due_of(facts) - one.cash_minor), ("refund_unpaid",), one.at)


def keyed_as_cash(r: Random, facts: ShiftFacts) -> Planted:
    one = r.choice([s for s in facts.sold if s.cash_minor and not s.change_minor])
    return Planted(counted(facts, due_of(facts) - one.cash_minor), ("keyed_cash",), one.at)


def keyed_as_cash_and_slips(r: Random, facts: ShiftFacts) -> Planted:
    one = r.choice([s for s in facts.sold if s.cash_minor and not s.change_minor])
    made = counted(facts, due_of(facts) - one.cash_minor)
    due = sum(minor for s in facts.sold for kind, minor in s.others if kind == "wechat")
    gaps = (*made.gaps, ("wechat", due, due + one.cash_minor))
    return Planted(replace(made, gaps=gaps), ("keyed_cash",), one.at)


def keyed_as_phone(r: Random, facts: ShiftFacts) -> Planted:
    one = r.choice([s for s in facts.sold if s.others])
    return Planted(counted(facts, due_of(facts) + one.others[0][1]), ("keyed_other",), one.at)


def change_for_a_hundred(r: Random, facts: ShiftFacts) -> Planted:
    """The customer handed over 50, the change was for 100; then the drawer was opened again."""
    due = r.randrange(100, 480) * 10
    one = Sold((1, 5001), 700 * MINUTE, "03-009999", due, 10_000, 10_000 - due)
    facts = replace(facts, sold=(*facts.sold, one))
    opened = (*facts.opened, Opened((1, 5002), one.at_ms + MINUTE, "change_money"))
    facts = replace(facts, opened=opened)
    return Planted(counted(facts, due_of(facts) - 5_000), ("change_note",), one.at)


def change_quietly(r: Random, facts: ShiftFacts) -> Planted:
    """The same with 10 for 20, and nobody noticed."""
    due = r.randrange(20, 95) * 10
    one = Sold((1, 5001), 700 * MINUTE, "03-009999", due, 2_000, 2_000 - due)
    facts = replace(facts, sold=(one, *facts.sold))
    return Planted(counted(facts, due_of(facts) - 1_000), ("change_note",), one.at)


def rounding(r: Random, facts: ShiftFacts) -> Planted:
    facts = replace(facts, rounding_minor=r.choice((-370, -540, 210, 630)))
    return Planted(counted(facts, due_of(facts) - facts.rounding_minor), ("rounding",))


def pay_out_forgotten(r: Random, facts: ShiftFacts) -> Planted:
    """The drawer was opened for it, and nothing was keyed."""
    opened = (Opened((1, 5001), 700 * MINUTE, "check_drawer"),)
    facts = replace(facts, opened=opened)
    paid = r.choice((1_500, 2_500, 3_000, 4_500, 6_000, 12_000))
    return Planted(
        counted(facts, due_of(facts) - paid), ("out_unrecorded_seen", "out_unrecorded"), (1, 5001)
    )


def usual_pay_out_forgotten(r: Random, facts: ShiftFacts) -> Planted:
    facts = replace(facts, habits=(Habit(-2_000, "ice", 3, (1, 5)),))
    return Planted(counted(facts, due_of(facts) - 2_000), ("out_unrecorded_usual",), (1, 5))


def pay_in_forgotten(r: Random, facts: ShiftFacts) -> Planted:
    facts = replace(facts, opened=(Opened((1, 5001), 700 * MINUTE, "change_money"),))
    paid = r.choice((10_000, 15_000, 20_000))
    return Planted(
        counted(facts, due_of(facts) + paid), ("in_unrecorded_seen", "in_unrecorded"), (1, 5001)
    )


def movement_turned(r: Random, facts: ShiftFacts) -> Planted:
    one = facts.moved[1]
    return Planted(counted(facts, due_of(facts) - 2 * one.cash_minor), ("movement_turned",), one.at)


def cancelled_and_paid(r: Random, facts: ShiftFacts) -> Planted:
    one = GaveUp((1, 5001), 700 * MINUTE, r.randrange(100, 900) * 10 + 10)
    facts = replace(facts, gave_up=(*facts.gave_up, one))
    return Planted(counted(facts, due_of(facts) + one.amount_minor), ("cancelled",), one.at)


def float_typed_wrong(r: Random, facts: ShiftFacts) -> Planted:
    """500.00 lay there; 50.00, 5,000.00 or 300.00 was typed."""
    real = due_of(facts)
    typed = r.choice((5_000, 500_000, 30_000))
    return Planted(counted(replace(facts, float_minor=typed), real), ("float",), (1, 1))


def tenfold(r: Random, facts: ShiftFacts) -> Planted:
    rows = piles(due_of(facts))
    value = r.choice([v for v, n in rows.items() if 0 < n < 1_000])
    return Planted(counted(facts, due_of(facts), {value: rows[value] * 10}), ("count_tenfold",))


def turned_digits(r: Random, facts: ShiftFacts) -> Planted:
    real = due_of(facts)
    while True:
        rows = piles(real)
        fits = [v for v, n in rows.items() if n > 9 and n % 11]
        if fits:
            value = r.choice(fits)
            return Planted(
                counted(facts, real, {value: int(str(rows[value])[::-1])}),
                ("count_turned", "count_digit", "count_tenfold"),
            )
        real += 10_000


def left_out(r: Random, facts: ShiftFacts) -> Planted:
    rows = piles(due_of(facts))
    value = r.choice([v for v, n in rows.items() if 1 < n < 60])
    return Planted(counted(facts, due_of(facts), {value: 0}), ("count_left_out",))


def bundle_left_out(r: Random, facts: ShiftFacts) -> Planted:
    value = r.choice((100, 50, 10))
    real = due_of(facts) + value * 100
    began = facts.float_minor + value * 100
    facts = replace(facts, float_minor=began, floats=(began,))
    made = counted(facts, real, piles(real - value * 100))
    usual = tuple((v, n + 100 * (v == value)) for v, n in made.denominations)
    return Planted(replace(made, piles=usual), ("count_bundle",))


def twice(r: Random, facts: ShiftFacts) -> Planted:
    first = r.choice([s for s in facts.sold if s.cash_minor])
    again = replace(first, at=(1, 5001), at_ms=first.at_ms + 2 * MINUTE, no="03-009999")
    place = facts.sold.index(first) + 1
    facts = replace(facts, sold=(*facts.sold[:place], again, *facts.sold[place:]))
    return Planted(counted(facts, due_of(facts) - again.cash_minor), ("twice",), again.at)


def late_slip(r: Random, facts: ShiftFacts) -> Planted:
    late = Sold((1, 7), 1, "03-000001", others=(("card", r.randrange(100, 900) * 10),))
    made = counted(replace(facts, before=(late,)), due_of(facts))
    due = sum(minor for s in facts.sold for kind, minor in s.others if kind == "card")
    gaps = (*made.gaps, ("card", due, due + late.others[0][1]))
    return Planted(replace(made, gaps=gaps), ("slip_late",), late.at)


def slip_missing(r: Random, facts: ShiftFacts) -> Planted:
    fits = [s for s in facts.sold if s.others and s.others[0][0] == "card"]
    one = r.choice(fits or [s for s in facts.sold if s.others])
    kind, minor = one.others[0]
    made = counted(facts, due_of(facts))
    due = sum(m for s in facts.sold for k, m in s.others if k == kind)
    return Planted(
        replace(made, gaps=(*made.gaps, (kind, due, due - minor))), ("slip_missing",), one.at
    )


FAULTS: tuple[Callable[[Random, ShiftFacts], Planted], ...] = (
    refund_unpaid,
    keyed_as_cash,
    keyed_as_cash_and_slips,
    keyed_as_phone,
    change_for_a_hundred,
    change_quietly,
    rounding,
    pay_out_forgotten,
    usual_pay_out_forgotten,
    pay_in_forgotten,
    movement_turned,
    cancelled_and_paid,
    float_typed_wrong,
    tenfold,
    turned_digits,
    left_out,
    bundle_left_out,
    twice,
    late_slip,
    slip_missing,
)
