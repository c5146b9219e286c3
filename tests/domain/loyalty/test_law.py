"""The law's profiles and limits: R42-R46, R50-R51 as data with sources, never a constant."""

import json
from dataclasses import replace
from datetime import date

import pytest

from app.domain.errors import Refused
from app.domain.loyalty.law.limits import PlanFacts, check_sale, check_terms, pays_out, terms
from app.domain.loyalty.law.profile import ExpiryLaw, LawProfile, owners_text, profile_from
from app.domain.loyalty.plan import Grant, GrantKind, Plan, PlanKind
from app.domain.loyalty.program import LawChoice
from app.settings import RESOURCES
from app.words import LANGUAGES, Words

CODES = ("prc", "us-ca", "none")
TOPUP, GIFT, PACKAGE = PlanKind.TOPUP, PlanKind.GIFT_CARD, PlanKind.PACKAGE


def data(code: str) -> dict:
    return json.loads((RESOURCES / "law" / f"{code}.json").read_text("utf-8"))


def profile(code: str) -> LawProfile:
    return profile_from(data(code))


PRC, CALIFORNIA, NONE = (profile(code) for code in CODES)


def codes(notices) -> list[tuple[str, bool]]:
    return [(one.code, one.blocks) for one in notices]


def sale(kind: PlanKind, amount: int, **more: object) -> PlanFacts:
    more.setdefault("identity", True)
    return PlanFacts(kind, amount, **more)


@pytest.mark.parametrize(
    ("before", "amount", "blocked"),
    [
        *((0, 500_000, False), (0, 500_001, True), (400_000, 100_000, False)),
        *((400_000, 100_001, True), (0, 1, False)),
    ],
)
def test_r42_a_named_card_holds_5000_and_no_cent_more(before, amount, blocked):
    got = check_sale(PRC, sale(TOPUP, amount, balance_after_minor=before + amount))
    assert codes(got) == ([("law.named_limit", True)] if blocked else [])
    if blocked:
        facts = dict(got[0].facts)
        assert facts["after_minor"] - facts["limit_minor"] == facts["over_minor"] > 0


@pytest.mark.parametrize(("amount", "blocked"), [(100_000, False), (100_001, True)])
def test_r42_a_bearer_card_holds_1000(amount, blocked):
    got = check_sale(PRC, sale(GIFT, amount, named=False))
    assert codes(got) == ([("law.bearer_limit", True)] if blocked else [])


def test_r44_a_named_card_is_in_a_real_name():
    got = check_sale(PRC, sale(TOPUP, 10_000, identity=False))
    assert codes(got) == [("law.identity_named", False)]
    assert check_sale(PRC, sale(TOPUP, 10_000)) == ()


@pytest.mark.parametrize(
    ("amount", "today", "asked"),
    [(100_000, (), False), (100_000, (900_000,), True), (99_999, (900_000,), False)]
    + [(100_000, (100_000,) * 9, True)],
)
def test_r44_ten_thousand_of_bearer_cards_ask_for_a_document(amount, today, asked):
    facts = sale(GIFT, amount, named=False, sold_today=today, identity=False)
    assert ("law.identity", True) in codes(check_sale(PRC, facts)) or not asked
    assert ("law.identity", True) not in codes(check_sale(PRC, facts)) or asked
    assert not codes(check_sale(PRC, replace(facts, identity=True, sold_today=())))


@pytest.mark.parametrize(
    ("amount", "cash", "organisation", "want"),
    [
        (499_999, 499_999, True, []),
        (500_000, 500_000, True, [("law.no_cash_organisation", True)]),
        (500_000, 0, True, []),
        (500_000, 500_000, False, []),
    ],
)
def test_r44_an_organisation_pays_5000_by_transfer(amount, cash, organisation, want):
    facts = sale(TOPUP, amount, cash_minor=cash, organisation=organisation)
    assert codes(check_sale(PRC, facts)) == want


def test_r44_a_person_pays_50000_by_transfer():
    wide = replace(PRC, named_limit_minor=0)
    facts = sale(TOPUP, 5_000_000, cash_minor=1)
    assert codes(check_sale(wide, facts)) == [("law.no_cash", True)]
    assert check_sale(wide, sale(TOPUP, 4_999_999, cash_minor=4_999_999)) == ()


def test_r45_three_purchases_near_the_limit_are_a_hint():
    wide = replace(PRC, bearer_limit_minor=0)
    facts = sale(GIFT, 950_000, named=False, sold_today=(990_000, 900_000, 10))
    assert codes(check_sale(wide, facts)) == [("law.splitting", False)]
    facts = replace(facts, sold_today=(990_000, 899_999))
    assert check_sale(wide, facts) == ()


def test_blocking_notices_come_first():
    facts = sale(TOPUP, 600_000, identity=False, cash_minor=600_000, organisation=True)
    assert [one.blocks for one in check_sale(PRC, facts)] == [True, True, False]


def test_a_paid_tier_is_no_prepaid_card_and_no_profile_says_nothing():
    assert check_sale(PRC, sale(PlanKind.MEMBERSHIP, 9_999_999, identity=False)) == ()
    for kind in PlanKind:
        facts = sale(kind, 9_999_999, identity=False, cash_minor=9_999_999, named=False)
        assert check_sale(NONE, facts) == ()


def topup(price: int, *grants: Grant) -> Plan:
    return Plan("p", "充值", price, grants=grants)


def test_r43_paid_money_never_ends_a_bonus_may():
    plan = topup(
        10_000,
        Grant(GrantKind.PRINCIPAL, 10_000, valid_days=365),
        Grant(GrantKind.BONUS, 1_000, valid_days=90),
    )
    assert codes(check_terms(PRC, plan)) == [("law.expiry_banned.principal", True)]
    assert check_terms(NONE, plan) == ()


@pytest.mark.parametrize(("days", "short"), [(0, False), (365 * 3, True), (1098, False)])
def test_r43_a_bearer_card_lives_three_years(days, short):
    plan = Plan("g", "礼品卡", 50_000, GIFT)
    want = [("law.expiry_short.gift_card", True)] if short else []
    assert codes(check_terms(PRC, plan, valid_days=days)) == want


def test_r50_r51_california_lets_no_gift_card_end_and_pays_small_balances_out():
    plan = Plan("g", "礼品卡", 50_000, GIFT)
    assert codes(check_terms(CALIFORNIA, plan, valid_days=9999)) == [
        ("law.expiry_banned.gift_card", True)
    ]
    assert check_terms(CALIFORNIA, plan) == ()
    short = check_terms(CALIFORNIA, Plan("p", "次卡", 50_000, PACKAGE), valid_days=365)
    assert codes(short) == [("law.expiry_short.package", True)]
    paid = [pays_out(CALIFORNIA, minor) for minor in (0, 1, 1499, 1500)]
    assert paid == [False, True, True, False]
    assert not pays_out(PRC, 1)


def test_a_bonus_over_the_laws_limit():
    strict = replace(PRC, bonus_limit_ppm=200_000)
    plan = topup(10_000, Grant(GrantKind.BONUS, 2_000))
    assert check_terms(strict, plan) == ()
    plan = topup(10_000, Grant(GrantKind.BONUS, 1_500), Grant(GrantKind.BONUS, 501))
    (notice,) = check_terms(strict, plan)
    assert (notice.code, notice.blocks) == ("law.bonus_over_limit", True)
    assert dict(notice.facts) == {"bonus_minor": 2001, "most_minor": 2000, "limit_ppm": 200_000}


def test_a_plan_that_no_card_may_hold_is_seen_when_it_is_written():
    assert codes(check_terms(PRC, topup(500_001))) == [("law.named_limit", True)]
    assert codes(check_terms(PRC, Plan("g", "卡", 100_001, GIFT))) == [("law.bearer_limit", True)]
    assert check_terms(PRC, Plan("m", "年费", 999_999, PlanKind.MEMBERSHIP)) == ()


@pytest.mark.parametrize("code", CODES)
def test_every_figure_has_a_source_and_a_sentence_in_both_languages(code):
    """R13, R42-R44, R46, R50: the months that records are kept too."""
    one = profile(code)
    assert one.code == code
    assert one.sources
    assert all(source.title and source.title_en and source.dated for source in one.sources)
    for basis in one.bases:
        assert one.source(basis.source)
    for ref in (one.limits_source, one.identity_source, one.split_source):
        assert not ref or one.source(ref)
    said = [key for key, _ in terms(one)] + [f"law.basis.{basis.code}" for basis in one.bases]
    for language in LANGUAGES:
        words = Words(language)
        keys = [*said, one.disclaimer, f"law.profile.{code}"]
        assert all(key in words for key in keys)
        for key, facts in terms(one):
            assert "⟦" not in words(key, **dict(facts))
            assert "{" not in words(key, **dict(facts))


def all_notices():
    tight = replace(
        PRC,
        bonus_limit_ppm=1,
        bonus=ExpiryLaw(True, 0, "mofcom-2012-9"),
        package=ExpiryLaw(True, 0, "mofcom-2012-9"),
        gift_card=ExpiryLaw(True, 0, "mofcom-2012-9"),
    )
    short = ExpiryLaw(False, 99, "mofcom-2012-9")
    slow = replace(tight, principal=short, bonus=short, package=short, gift_card=short)
    ending = [Grant(kind, 9_999, valid_days=9) for kind in (GrantKind.PRINCIPAL, GrantKind.BONUS)]
    for law in (tight, slow):
        for kind in (TOPUP, PACKAGE, GIFT):
            plan = Plan("p", "x", 9_999_999, kind, grants=tuple(ending))
            yield from check_terms(law, plan, valid_days=9)
    for named in (True, False):
        for organisation in (True, False):
            facts = PlanFacts(TOPUP, 9_999_999, named, 9_999_999, 9_999_999, (950_000,) * 3)
            yield from check_sale(PRC, replace(facts, organisation=organisation))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_notice_is_a_sentence(language):
    words, seen = Words(language), set()
    known = words.keys()
    for notice in all_notices():
        text = words(notice.code, **dict(notice.facts))
        assert "⟦" not in text
        assert "{" not in text
        seen.add(notice.code)
    written = {key for key in known if key.startswith("law.")}
    other = ("law.terms", "law.step", "law.basis", "law.profile", "law.disclaimer")
    assert seen == {key for key in written if not key.startswith(other)}


def test_the_owners_own_words_win():
    choice = LawChoice("prc", (("law.named_limit", "最多 {limit_minor}，{nothing}！"),))
    assert owners_text(choice, "law.named_limit", {"limit_minor": "5,000.00"}) == (
        "最多 5,000.00，{nothing}！"
    )
    assert owners_text(choice, "law.no_cash", {}) == ""
    for broken in ("{", "{0}", "{a.b}", "{a[0]}", "{limit_minor!z}", "{limit_minor:d}"):
        choice = LawChoice("prc", (("law.no_cash", broken),))
        assert owners_text(choice, "law.no_cash", {"limit_minor": "1"})


def changed(**more: object) -> dict:
    return {**data("prc"), **more}


BAD = [
    changed(named_limit_minor=-1),
    changed(named_limit_minor="5000"),
    changed(named_limit_minor=50.5),
    changed(named_limit_minor=True),
    changed(identity_named=1),
    changed(named_limit=500_000),
    changed(bases=[{"code": "x", "price": "free", "source": "fashi-2025-4"}]),
    changed(bases=[{"code": "x", "bonus": "half", "source": "fashi-2025-4"}]),
    changed(bases=[{"code": "x", "source": "hearsay"}]),
    changed(bases=[{"code": "x", "source": "fashi-2025-4", "pay_days": -1}]),
    changed(principal={"banned": True, "source": "hearsay"}),
    changed(gift_card={"minimum_months": -36, "source": "mofcom-2012-9"}),
    changed(sources="none"),
    changed(bases=None),
    {"code": "x"},
]


@pytest.mark.parametrize("bad", BAD, ids=range(len(BAD)))
def test_a_wrong_profile_is_refused(bad):
    with pytest.raises(Refused, match=r"law\.profile"):
        profile_from(bad)


@pytest.mark.parametrize("path", sorted((RESOURCES / "law").glob("*.json")), ids=lambda p: p.stem)
def test_every_profile_says_where_it_is_from_when_and_that_it_is_no_advice(path):
    data = json.loads(path.read_text("utf-8"))
    found = profile_from(data)
    assert found.sources
    assert all(one.title and one.title_en and one.dated for one in found.sources)
    assert date.fromisoformat(found.looked_on)
    assert found.disclaimer == "law.disclaimer"
    with pytest.raises(Refused):
        profile_from({**data, "looked_on": ""})


def test_r47_and_r48_duties_are_told_and_their_figures_are_data():
    """R47: shares to deposit by size; R48: Beijing's filing for transport trades, above the sum."""
    (filing,) = (one for one in PRC.duties if one.code == "filing")
    assert (filing.over_minor, filing.over_cards, filing.within_days) == (10_000_000, 100, 5)
    assert PRC.to_file(10_000_000) == ()
    assert PRC.to_file(10_000_001) == (filing,)
    shares = [one.share_ppm for one in PRC.duties if one.code == "deposit"]
    assert shares == [200_000, 300_000, 400_000]
    assert NONE.to_file(10**12) == CALIFORNIA.to_file(10**12) == ()


@pytest.mark.parametrize(
    "wrong", [{"code": "pray"}, {"source": "nowhere"}, {"over_minor": -1}, {"share_ppm": 0.2}]
)
def test_a_wrong_duty_is_refused(wrong):
    raw = data("prc")
    raw["duties"][0] |= wrong
    with pytest.raises(Refused, match=r"law\.profile"):
        profile_from(raw)
