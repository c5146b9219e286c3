"""Laws of the judgement: a pure function of history and date, whatever was judged before."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.loyalty.tier_rules import (
    Condition,
    Downgrade,
    Given,
    History,
    MemberDay,
    Metric,
    TierRule,
    Window,
)
from app.domain.loyalty.tiers.judge import judge, ladder
from tests.domain.loyalty.tiers_by_day import by_day

BEGUN = date(2027, 11, 20)  # a leap day lies ahead
SPAN = 160


def day_on(offset: int) -> str:
    return (BEGUN + timedelta(days=offset)).isoformat()


def conditions(top: int):
    return st.one_of(
        st.builds(
            Condition,
            st.sampled_from([Metric.SPEND, Metric.VISITS, Metric.GROWTH, Metric.TOPUP]),
            st.integers(1, top),
            st.sampled_from(Window),
            st.integers(1, 60),
            wait_days=st.sampled_from([0, 0, 0, 7]),
        ),
        st.builds(Condition, st.just(Metric.TENURE), st.integers(1, SPAN)),
        st.builds(Condition, st.just(Metric.BALANCE), st.integers(1, top)),
        st.builds(Condition, st.just(Metric.GROUP), st.just(1), ref=st.sampled_from(["vip", "x"])),
    )


def rule(tier_id: str, top: int):
    some = st.lists(conditions(top), min_size=1, max_size=2).map(tuple)
    return st.builds(
        TierRule,
        st.just(tier_id),
        some,
        st.booleans(),
        st.one_of(st.just(()), some),
        st.sampled_from([0, 1, 10, 30, 90]),
        st.sampled_from([0, 0, 5, 20]),
        st.sampled_from(Downgrade),
        st.sampled_from([True, True, True, False]),
    )


RULES = st.tuples(
    st.just(TierRule("base")), rule("silver", 10), rule("gold", 20), rule("black", 30)
)
DAYS = st.dictionaries(
    st.integers(0, SPAN),
    st.tuples(
        st.integers(0, 3),
        st.integers(-3, 12),
        st.integers(-3, 12),
        st.integers(0, 12),
        st.integers(-9, 12),
    ),
    max_size=8,
).map(lambda found: tuple(MemberDay(day_on(n), *found[n]) for n in sorted(found)))
HISTORY = st.builds(History, st.just(day_on(3)), DAYS, groups=st.sampled_from([(), ("vip",)]))


@settings(max_examples=400, deadline=None)
@given(HISTORY, RULES, st.integers(3, SPAN))
def test_the_fold_is_a_review_on_every_single_day(history, rules, at):
    """R25-R29: terms, keeping, grace, one step, judged anew, refunds, waiting, leap day: all."""
    got = judge(history, rules, day_on(at))
    slow = by_day(
        replace(history, days=tuple(one for one in history.days if one.on <= day_on(at))),
        rules,
        day_on(at),
    )
    assert (got.tier_id, got.since, got.why, got.grace_until) == slow


@settings(deadline=None)
@given(HISTORY, RULES, st.lists(st.integers(3, SPAN), min_size=1, max_size=4), st.integers(3, SPAN))
def test_what_was_judged_before_does_not_matter(history, rules, earlier, at):
    alone = judge(history, rules, day_on(at))
    ready = ladder(rules)
    for one in earlier:
        judge(history, ready, day_on(one))
    assert judge(history, ready, day_on(at)) == alone
    assert judge(history, ready, day_on(at), progress=False) == replace(alone, missing=())


@settings(deadline=None)
@given(HISTORY, RULES, st.integers(3, SPAN))
def test_the_future_is_not_looked_at(history, rules, at):
    known = replace(history, days=tuple(one for one in history.days if one.on <= day_on(at)))
    assert judge(history, rules, day_on(at)) == judge(known, rules, day_on(at))


@settings(deadline=None)
@given(HISTORY, RULES, st.integers(3, SPAN))
def test_nothing_changes_before_the_next_day_that_is_said(history, rules, at):
    """The nightly review need not look at a member again before `next_on`."""
    known = replace(history, days=tuple(one for one in history.days if one.on <= day_on(at)))
    now = judge(known, rules, day_on(at), progress=False)
    assert not now.next_on or now.next_on > day_on(at)
    for later in range(at + 1, SPAN + 40):
        if now.next_on and day_on(later) >= now.next_on:
            break
        then = judge(known, rules, day_on(later), progress=False)
        assert replace(then, next_on="") == replace(now, next_on="")


GIVEN = st.lists(
    st.builds(
        Given,
        st.sampled_from(["base", "silver", "gold", "black", "gone"]),
        st.integers(0, SPAN).map(day_on),
        st.one_of(st.just(""), st.integers(0, SPAN).map(day_on)),
        st.booleans(),
    ),
    max_size=3,
).map(tuple)


@settings(deadline=None)
@given(HISTORY, GIVEN, RULES, st.integers(3, SPAN))
def test_gifts_too_change_nothing_before_the_day_that_is_said(history, gifts, rules, at):
    known = replace(
        history,
        given=gifts,
        days=tuple(one for one in history.days if one.on <= day_on(at)),
    )
    now = judge(known, rules, day_on(at), progress=False)
    for later in range(at + 1, SPAN + 30):
        if now.next_on and day_on(later) >= now.next_on:
            break
        assert judge(known, rules, day_on(later), progress=False).tier_id == now.tier_id


@settings(deadline=None)
@given(HISTORY, GIVEN, RULES, st.integers(3, SPAN))
def test_a_gift_that_is_not_locked_never_lowers(history, gifts, rules, at):
    loose = replace(history, given=tuple(replace(one, locked=False) for one in gifts))
    place = {one.tier_id: n for n, one in enumerate(rules)}
    own = judge(history, rules, day_on(at)).tier_id
    assert place[judge(loose, rules, day_on(at)).tier_id] >= place[own]


@settings(deadline=None)
@given(HISTORY, RULES, st.integers(3, SPAN), st.integers(0, 7))
def test_a_sale_wholly_returned_was_never_there(history, rules, at, which):
    """Refunds are negative parts of the day of the sale: the window moves back (A4)."""
    sale = MemberDay(day_on(which * 20), 1, 15, 15)
    empty = MemberDay(day_on(which * 20))
    others = tuple(one for one in history.days if one.on != sale.on)

    def having(day: MemberDay) -> History:
        return replace(history, days=tuple(sorted((*others, day), key=lambda one: one.on)))

    back = replace(sale, visits=sale.visits - 1, spend_minor=0, growth=0)
    assert judge(having(back), rules, day_on(at)) == judge(having(empty), rules, day_on(at))
