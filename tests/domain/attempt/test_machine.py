"""What follows from what a gateway says: every phase with every deed and every word, in a table."""

from dataclasses import replace
from itertools import product

import pytest

from app.domain.attempt import machine
from app.domain.attempt.states import ENDS, Answer, Attempt, Deed, Phase, Said

AT = 100_000
OPEN = [phase for phase in Phase if phase not in ENDS]

# phase: what it is after a word that came to ask | to reverse; `=` stays, `!` opens a case
TABLE = """
phase        deed     approved      declined  waiting    unknown    reversed
written      pay      approved      declined  waiting    asking     reversed
written      ask      approved      declined  waiting    asking     reversed
written      reverse  approved      declined  waiting    asking     reversed
written      refund   approved      declined  waiting    asking     reversed
waiting      pay      approved      declined  =          asking     reversed
waiting      ask      approved      declined  =          asking     reversed
waiting      reverse  approved      declined  =          asking     reversed
waiting      refund   approved      declined  =          asking     reversed
asking       pay      approved      declined  waiting    =          reversed
asking       ask      approved      declined  waiting    =          reversed
asking       reverse  approved      declined  waiting    =          reversed
asking       refund   approved      declined  waiting    =          reversed
reversing    pay      giving_back!  declined  =          =          reversed
reversing    ask      giving_back!  declined  =          =          reversed
reversing    reverse  giving_back!  =         =          =          reversed
reversing    refund   giving_back!  declined  =          =          reversed
giving_back  pay      =             =         =          =          returned
giving_back  ask      =             =         =          =          returned
giving_back  reverse  =             owed!     =          =          returned
giving_back  refund   =             =         =          =          returned
refunding    pay      =             owed!     =          =          returned
refunding    ask      =             owed!     =          =          returned
refunding    reverse  =             owed!     =          =          returned
refunding    refund   =             owed!     =          =          returned
"""
ROWS = [line.split() for line in TABLE.strip().splitlines()]
CELLS = [
    (Phase(row[0]), Deed(row[1]), Said(said), cell)
    for row in ROWS[1:]
    for said, cell in zip(ROWS[0][2:], row[2:], strict=True)
]


def attempt(phase=Phase.WRITTEN, **more):
    base = Attempt("a" * 32, "wechat", 1280, "CNY", phase=phase, next=None, sent_ms=AT)
    return replace(base, **more)


def answer(deed, said, **more):
    paid = {"amount_minor": 1280, "currency": "CNY"} if said is Said.APPROVED else {}
    return Answer(deed, said, **{**paid, **more})


def test_the_table_knows_every_pair():
    assert {cell[:3] for cell in CELLS} == set(product(OPEN, Deed, Said))


@pytest.mark.parametrize(("phase", "deed", "said", "cell"), CELLS)
def test_what_follows(phase, deed, said, cell):
    before = attempt(phase)
    step = machine.heard(before, answer(deed, said), AT + 1000)
    want = phase if cell.startswith("=") else Phase(cell.rstrip("!"))
    assert step.attempt.phase is want
    assert bool(step.case) == cell.endswith("!")
    assert step.attempt.over == (want in ENDS)
    assert (step.attempt.next is None) == step.attempt.over, "what is not over is asked about"


@pytest.mark.parametrize("phase", sorted(ENDS))
@pytest.mark.parametrize("said", Said)
def test_what_is_over_stays_so(phase, said):
    """The same success said twice is one success; a word after the end changes nothing."""
    ended = attempt(phase)
    step = machine.heard(ended, answer(Deed.ASK, said), AT)
    assert (step.attempt, step.case) == (ended, "")
    assert machine.due(ended, AT * 9) is None


@pytest.mark.parametrize("phase", [Phase.WRITTEN, Phase.WAITING, Phase.ASKING, Phase.REVERSING])
@pytest.mark.parametrize("more", [{"amount_minor": 1279}, {"currency": "USD"}])
def test_another_amount_or_currency_is_not_accepted(phase, more):
    step = machine.heard(attempt(phase), answer(Deed.ASK, Said.APPROVED, **more), AT)
    assert (step.attempt.phase, step.case) == (Phase.WRONG, "amount")


@pytest.mark.parametrize("phase", [Phase.WRITTEN, Phase.WAITING, Phase.ASKING, Phase.REVERSING])
def test_an_id_that_another_payment_has_is_never_reversed(phase):
    step = machine.heard(attempt(phase), answer(Deed.PAY, Said.UNKNOWN, why="used_id"), AT)
    assert (step.attempt.phase, step.case) == (Phase.WRONG, "used_id")


def test_an_approval_that_does_not_say_how_much_is_asked_about():
    bare = Answer(Deed.ASK, Said.APPROVED)
    assert machine.heard(attempt(Phase.ASKING), bare, AT).attempt.phase is Phase.ASKING
    assert machine.heard(attempt(Phase.REVERSING), bare, AT).attempt.phase is Phase.REVERSING


def run(said, seconds, at=None, start=None):
    """Ask what is due every half second, `said(deed, n)` answers; (attempt, [(second, deed)])."""
    now, done = start or machine.sent(attempt(), 0), []
    first = said(Deed.PAY, 0)
    if start is None and first is not None:
        now = machine.heard(now, first, 500).attempt
    for half in range(2, seconds * 2):
        ms = half * 500
        if at and at[0] == ms:
            now = at[1](now, ms)
        deed = machine.due(now, ms)
        if deed is not None:
            done.append((ms // 1000, deed))
            now = machine.heard(machine.asking(now), said(deed, len(done)), ms).attempt
    return now, done


def test_silence_is_asked_then_reversed_then_asked_for_ever():
    now, done = run(lambda deed, _: Answer(deed, Said.UNKNOWN, why="no_answer"), 600)
    assert now.phase is Phase.REVERSING
    deeds = [deed for _, deed in done]
    first = deeds.index(Deed.REVERSE)
    assert set(deeds[:first]) == {Deed.ASK}
    assert 15 <= done[first][0] <= 25
    assert deeds[first : first + 4] == [Deed.REVERSE, Deed.ASK, Deed.REVERSE, Deed.ASK]
    assert done[-1][0] > 480, "it is never given up"
    assert len(done) < 60, "and asked less and less often"


def test_a_password_that_never_comes_is_reversed_after_a_minute():
    def said(deed, _):
        return Answer(deed, Said.REVERSED if deed is Deed.REVERSE else Said.WAITING)

    now, done = run(said, 120)
    assert now.phase is Phase.REVERSED
    assert 58 <= done[-1][0] <= 66
    assert done[-1][1] is Deed.REVERSE


def test_a_cashier_who_gives_up_reverses_fifteen_seconds_after_the_code_at_the_earliest():
    def said(deed, _):
        return Answer(deed, Said.REVERSED if deed is Deed.REVERSE else Said.WAITING)

    now, done = run(said, 60, at=(3000, machine.give_up))
    assert now.phase is Phase.REVERSED
    assert done[-1] == (15, Deed.REVERSE)


def test_a_payment_that_never_arrived_ends_as_reversed_but_not_at_once():
    def said(deed, _):
        return Answer(deed, Said.UNKNOWN, why="not_found")

    now, done = run(said, 120)
    assert (now.phase, now.why) == (Phase.REVERSED, "not_found")
    assert done[-1][0] >= 30


@pytest.mark.parametrize("phase", OPEN)
def test_after_a_restart_the_gateway_is_asked_first(phase):
    found = machine.found(attempt(phase, given_up=phase is Phase.REVERSING), AT)
    first = Deed.REFUND if phase is Phase.REFUNDING else Deed.ASK
    assert machine.due(found, AT) is first
    assert found.given_up == (phase is Phase.REVERSING), "what was given up stays so"


def test_giving_back_a_tender_that_cannot_go_back_leaves_it_paid():
    back = machine.give_back(attempt(Phase.APPROVED), AT, held=True)
    step = machine.heard(back, Answer(Deed.REVERSE, Said.DECLINED), AT)
    assert (step.attempt.phase, step.case) == (Phase.APPROVED, "")


@pytest.mark.parametrize("phase", sorted(set(Phase) - {Phase.APPROVED}))
def test_only_what_was_approved_can_be_given_back(phase):
    assert machine.give_back(attempt(phase), AT) == attempt(phase)


@pytest.mark.parametrize("phase", sorted(ENDS | {Phase.REVERSING, Phase.GIVING_BACK}))
def test_giving_up_twice_is_giving_up_once(phase):
    assert machine.give_up(attempt(phase), AT) == attempt(phase)
