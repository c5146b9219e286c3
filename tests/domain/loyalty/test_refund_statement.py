"""What comes back of prepaid money, by the numbers of rules.md 4.2: R1, R6-R12."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import Refused
from app.domain.loyalty.law.statement import RefundFacts, statement
from app.words import LANGUAGES, Words
from tests.domain.loyalty.test_law import CALIFORNIA, NONE, PRC

# paid 3000, bonus 1000, consumed 3594 of face
VECTOR = RefundFacts(
    paid_minor=300_000,
    bonus_minor=100_000,
    consumed_discount_minor=359_400,
    consumed_list_minor=400_000,
    allowed_minor=40_600,
    bought_on="2026-05-01",
    today="2026-06-01",
)
FRESH = replace(VECTOR, consumed_discount_minor=0, consumed_list_minor=0, allowed_minor=400_000)


def refund(facts: RefundFacts, basis: str, profile=PRC) -> int:
    return statement(profile, basis, facts).refund_minor


def test_r6_the_vector():
    """3000 / 4000 = 0.75; 3594 is worth 2695.50; 304.50 comes back."""
    got = statement(PRC, "fault", VECTOR)
    assert got.refund_minor == 30_450
    said = {step.code: dict(step.facts) for step in got.steps}
    assert said["ratio"]["taken_minor"] == 269_550
    assert [step.code for step in got.steps] == [
        *("paid", "consumed_discount", "ratio", "rest", "refund")
    ]
    assert [step.amount_minor for step in got.steps][-2:] == [30_450, 30_450]


@pytest.mark.parametrize("profile", [PRC, CALIFORNIA, NONE], ids=lambda one: one.code)
def test_r6_holds_in_every_profile(profile):
    assert refund(VECTOR, "fault", profile) == refund(VECTOR, "closing", profile) == 30_450


def test_r6_without_a_bonus_the_ratio_is_one():
    assert refund(replace(VECTOR, bonus_minor=0, consumed_discount_minor=100), "fault") == 40_600
    facts = replace(VECTOR, bonus_minor=0, allowed_minor=299_900, consumed_discount_minor=100)
    assert refund(facts, "fault") == 299_900


def test_r7_beyond_what_was_prepaid_nothing_is_claimed():
    """Consumed 2900 at the discount, 3600 at list: at list price the 600 beyond are not claimed."""
    facts = replace(
        VECTOR, bonus_minor=0, consumed_discount_minor=290_000, consumed_list_minor=360_000
    )
    facts = replace(facts, allowed_minor=10_000)
    got = statement(PRC, "own_reason", facts)
    assert got.refund_minor == 0
    assert dict(got.steps[-2].facts) == {"over_minor": 60_000}
    assert got.steps[-2].code == "no_claim"
    assert refund(facts, "fault") == 10_000


@pytest.mark.parametrize(
    ("left", "want"), [(365, 36_500), (100, 10_000), (1, 100), (0, 0), (400, 36_500)]
)
@pytest.mark.parametrize("basis", ["fault", "own_reason"])
def test_r8_a_timed_card_by_its_days(left, want, basis):
    """Who simply did not come gets nothing for the days gone by."""
    facts = replace(FRESH, paid_minor=36_500, bonus_minor=0, total_days=365, left_days=left)
    assert refund(facts, basis) == want


def test_r8_rounds_half_up_once():
    facts = replace(FRESH, paid_minor=1000, bonus_minor=0, total_days=3, left_days=2)
    assert refund(facts, "fault") == 667


def test_r9_within_seven_days_unused_all_comes_back():
    for today in ("2026-05-01", "2026-05-08"):
        got = statement(PRC, "cooling_off", replace(FRESH, today=today))
        assert got.refund_minor == 300_000
    assert got.pay_until == "2026-05-18"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"today": "2026-05-09"}, "law.cooling_over"),
        ({"today": "2026-05-02", "consumed_discount_minor": 1}, "law.cooling_used"),
        ({"today": "2026-05-02", "consumed_list_minor": 1}, "law.cooling_used"),
        ({"today": "2026-05-02", "had_before": True}, "law.cooling_known"),
    ],
)
def test_r9_why_not(changes, code):
    with pytest.raises(Refused) as refused:
        statement(PRC, "cooling_off", replace(FRESH, **changes))
    assert refused.value.code == code
    for language in LANGUAGES:
        assert "{" not in Words(language).error(refused.value)


def test_r9_gifts_come_back_or_are_paid_for():
    facts = replace(FRESH, today="2026-05-02", gifts_minor=5_000)
    assert refund(facts, "cooling_off") == 295_000
    assert refund(replace(facts, gifts_minor=999_999), "cooling_off") == 0
    assert refund(facts, "fault") == 300_000


def test_r10_own_reason_at_list_price_and_the_bonus_is_lost():
    facts = replace(
        FRESH, consumed_discount_minor=80_000, consumed_list_minor=100_000, allowed_minor=320_000
    )
    got = statement(PRC, "own_reason", facts)
    assert got.refund_minor == 200_000
    assert "forfeit" in [step.code for step in got.steps]
    assert refund(facts, "fault") == 240_000


def test_r11_the_bicycle_card():
    """Unused for seven days all of it; else what was paid less what was used, never below zero."""
    early = replace(FRESH, today="2026-05-08")
    got = statement(PRC, "used_value", early)
    assert (got.refund_minor, got.pay_until) == (300_000, "2026-05-13")
    assert got.steps[1].code == "full"
    late = replace(FRESH, today="2026-05-09")
    assert statement(PRC, "used_value", late).steps[1].code == "consumed_discount"
    used = replace(early, consumed_discount_minor=120_000, consumed_list_minor=200_000)
    assert refund(used, "used_value") == 180_000
    assert refund(replace(used, consumed_discount_minor=350_000), "used_value") == 0


def test_r1_never_more_than_the_lots_allow():
    """CRMEB takes what is left and still refunds the full price."""
    got = statement(PRC, "fault", replace(VECTOR, allowed_minor=10_000))
    assert got.refund_minor == 10_000
    assert got.steps[-2].code == "lots"
    assert refund(replace(FRESH, today="2026-05-02", allowed_minor=7), "cooling_off") == 7


def test_what_went_back_before_is_not_paid_twice():
    facts = replace(FRESH, refunded_minor=100_000)
    assert refund(facts, "fault") == 200_000
    assert refund(replace(facts, refunded_minor=400_000), "fault") == 0


def test_a_basis_that_the_profile_does_not_have():
    with pytest.raises(Refused, match=r"law\.basis"):
        statement(NONE, "cooling_off", FRESH)


def test_facts_below_zero_are_a_bug():
    with pytest.raises(ValueError, match="below zero"):
        statement(PRC, "fault", replace(VECTOR, allowed_minor=-1))


AMOUNT = st.integers(0, 1_000_000)


@given(
    st.sampled_from(["fault", "own_reason", "closing", "used_value"]),
    st.builds(
        RefundFacts,
        *(AMOUNT, AMOUNT, AMOUNT, AMOUNT, AMOUNT),
        bought_on=st.just("2026-05-01"),
        today=st.sampled_from(["2026-05-02", "2026-07-01"]),
        total_days=st.integers(0, 400),
        left_days=st.integers(0, 500),
        gifts_minor=AMOUNT,
        refunded_minor=AMOUNT,
    ),
)
def test_r1_between_nothing_and_what_was_paid_and_every_step_can_be_printed(basis, facts):
    got = statement(PRC, basis, facts)
    assert 0 <= got.refund_minor <= min(facts.paid_minor, facts.allowed_minor)
    assert got.refund_minor == got.steps[-1].amount_minor
    assert got.steps[0].amount_minor == facts.paid_minor
    sums = [step.amount_minor for step in got.steps]
    assert sums == sorted(sums, reverse=True)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_step_is_a_line_of_paper(language):
    words, seen = Words(language), set()
    known = words.keys()
    odd = replace(VECTOR, gifts_minor=1, refunded_minor=1, allowed_minor=1)
    cases = [(basis.code, facts) for basis in PRC.bases[1:] for facts in (VECTOR, odd)]
    cases += [("cooling_off", replace(FRESH, today="2026-05-02"))]
    cases += [("fault", replace(FRESH, total_days=9, left_days=5))]
    cases += [("own_reason", replace(odd, allowed_minor=0, consumed_list_minor=999_999))]
    cases += [("own_reason", replace(odd, consumed_list_minor=9))]
    for basis, facts in cases:
        for step in statement(PRC, basis, facts).steps:
            text = words(f"law.step.{step.code}", **dict(step.facts))
            assert "⟦" not in text
            assert "{" not in text
            seen.add(f"law.step.{step.code}")
    till = {"law.step.stored", "law.step.balance", "law.step.card"}  # what the law says nothing of
    assert seen == {key for key in known if key.startswith("law.step.")} - till
