"""Judges members' tiers and writes down who moved: one at once, or page after page at night.

A tier is a pure function of history and date (R25-R29), so it does not matter when it is judged;
only whom a boundary or a change since the last review concerns needs it.
"""

from __future__ import annotations

from app.domain.document import Body, Kind
from app.domain.loyalty.tier_rules import Given, History, MemberDay, TierStanding
from app.domain.loyalty.tiers.below import floor_of, stays_below
from app.domain.loyalty.tiers.judge import Ladder, judge, ladder
from app.store import shop as shops
from app.store.engine import Tx
from app.store.loyalty import history, merges, nights
from app.store.loyalty import program as programs
from app.store.loyalty.history import Reviewed
from app.usecases import commit
from app.usecases.loyalty.night.work import PAGE, Rest, Work
from app.usecases.loyalty.purse import now_of
from app.usecases.services import Services

Row = tuple[str, str, str, str, str, str, str]  # member, then the standing as a document has it
ONE_BY_ONE = 100  # members read singly in one transaction
RULES = frozenset({"tier_rule", "tiers", "settings"})  # what makes every standing another
_NONE = ("", "", "", "", "")


def steps_of(tx: Tx) -> Ladder | None:
    """The rules made ready; None in a shop without any (tiers then stay as hands set them)."""
    rules = programs.load(tx).tier_rules
    return ladder(rules, shops.tiers(tx)) if rules else None


def row_of(member_id: str, found: TierStanding) -> Row:
    """A standing as `tier.change` carries it."""
    return (
        *(member_id, found.tier_id, found.since, found.until),
        *(found.why, found.grace_until, found.next_on),
    )


def seal_moves(
    tx: Tx, s: Services, on: str, why: str, rows: list[Row], *, operator_id: str = ""
) -> None:
    """One document for all who moved."""
    body: Body = {"on": on, "why": why, "members": [list(one) for one in rows]}
    commit.seal(tx, s, Kind.TIER_CHANGE, body, operator_id=operator_id)


def review_one(
    tx: Tx, s: Services, member_id: str, *, operator_id: str = "", why: str = "now"
) -> TierStanding | None:
    """Judge one member in the caller's transaction; None when the shop has no rules for tiers."""
    steps = steps_of(tx)
    if steps is None:
        return None
    on = now_of(tx, s)[1]
    found = judge(history.member_history(tx, member_id), steps, on, progress=False)
    before = history.standing(tx, member_id)
    if row_of(member_id, found) != row_of(member_id, before):
        seal_moves(tx, s, on, why, [row_of(member_id, found)], operator_id=operator_id)
    return found


def review(work: Work) -> Rest:
    """The review of this night: of all when rules changed or nothing is known, else of those whom a
    document since the last one names, and of those whose `next_on` has come."""
    with work.s.db.write() as tx:
        steps, everyone = steps_of(tx), nights.last_no(tx)
    if steps is None:
        return
    whom: set[str] = set()
    anew = work.first or bool(work.terms & RULES)
    if not anew:
        yield from _boundaries(work, whom)
        whom |= work.touched
    if anew or len(whom) > ONE_BY_ONE + everyone // 8:
        yield from review_all(work, steps)
    else:
        yield from _review_some(work, steps, sorted(whom))


def _boundaries(work: Work, whom: set[str]) -> Rest:
    after = ""
    while True:
        with work.s.db.write() as tx:
            ids, after = nights.boundaries(tx, work.today, after, 20 * PAGE)
        whom.update(ids)
        yield 0
        if not after:
            return


def review_all(work: Work, steps: Ladder) -> Rest:
    """Every active member, page by page; most of them need no look at their days."""
    after, floor = 0, floor_of(steps)
    while True:
        with work.s.db.write() as tx:
            page = nights.totals(tx, after, PAGE)
            rest = {
                one.member_id
                for one in page
                if one.known
                or one.shrank
                or one.tier_id != floor
                or not stays_below(steps, one.visits, one.spend_minor, one.growth)
            }
            rows: list[Row] = []
            if len(rest) > PAGE // 5:
                _judge_page(tx, work, steps, rows, (after, rest))
            else:
                for member_id in sorted(rest):
                    _judge_one(tx, work, steps, rows, member_id)
            _seal(tx, work, rows)
        if not page:
            return
        after = page[-1].member_no
        work.reviewed += len(page)
        yield len(page)


def _judge_page(
    tx: Tx, work: Work, steps: Ladder, rows: list[Row], where: tuple[int, set[str]]
) -> None:
    after, rest = where
    for one in history.many(tx, after, PAGE):
        if one.member_id in rest:
            found = judge(history_of(one), steps, work.today, progress=False)
            _note(work, steps, rows, row_of(one.member_id, found), one.stands)


def _judge_one(tx: Tx, work: Work, steps: Ladder, rows: list[Row], member_id: str) -> None:
    found = judge(history.member_history(tx, member_id), steps, work.today, progress=False)
    before = row_of(member_id, history.standing(tx, member_id))[1:]
    _note(work, steps, rows, row_of(member_id, found), before)


def _review_some(work: Work, steps: Ladder, whom: list[str]) -> Rest:
    for start in range(0, len(whom), ONE_BY_ONE):
        with work.s.db.write() as tx:
            kept = {merges.stays(tx, one) for one in whom[start : start + ONE_BY_ONE]}
            rows: list[Row] = []
            for member_id in sorted(kept):
                if not nights.active(tx, member_id):
                    continue
                work.reviewed += 1
                _judge_one(tx, work, steps, rows, member_id)
            _seal(tx, work, rows)
        yield len(kept)


def _note(work: Work, steps: Ladder, rows: list[Row], found: Row, before: tuple[str, ...]) -> None:
    """Write down who stands otherwise than before.

    Whoever never was anywhere but below, and stays there whatever day comes, needs no row.
    """
    if found[1:] == before:
        return
    tier_id, was = found[1], before[0]
    if before[1:] == _NONE and tier_id == was and found[4] == "lowest" and not found[6]:
        return
    rows.append(found)
    if tier_id != was:
        higher = steps.place.get(tier_id, -1) > steps.place.get(was, -1)
        work.up, work.down = work.up + higher, work.down + (not higher)


def _seal(tx: Tx, work: Work, rows: list[Row]) -> None:
    if rows:
        seal_moves(tx, work.s, work.today, "nightly", rows, operator_id=work.operator_id)
        work.moved.update(one[0] for one in rows)


def history_of(one: Reviewed) -> History:
    """What the store read of a member, as a judgement looks at it."""
    return History(
        one.enrolled_on,
        tuple([MemberDay(*day) for day in one.days]),
        tuple([Given(row[0], row[1], row[2], bool(row[3]), row[4]) for row in one.given])
        if one.given
        else (),
        one.groups,
    )
