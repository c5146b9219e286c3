"""What documents of members' money leave in the tables, and how it is read back."""

import pytest

from app.domain import rights
from app.domain.document import Kind
from app.domain.loyalty.stored_value import GENERAL
from app.domain.loyalty.voucher import Campaign, VoucherKind
from app.domain.rights import AssetKind
from app.keys import ProfileVault
from app.store import members, rebuild, sales, shop
from app.store.loyalty import (
    gift_cards,
    history,
    merges,
    packages,
    program,
    purse,
    refunds,
    rewards,
    topups,
    vouchers,
)
from app.store.projections import sale as sale_rows
from app.store.queries import shift_sums
from app.usecases import commit
from tests.domain.builders import NOW
from tests.store.loyalty import lives
from tests.store.loyalty.lives import TERMS, TODAY
from tests.store.tills import CHEN


def test_every_kind_folds_again_to_the_same_rows(till):
    lives.life(till)
    assert rebuild.check(till.db, ProfileVault().open) == []
    assert rebuild.rewrite(till.db, ProfileVault().open) > 20
    assert rebuild.check(till.db, ProfileVault().open) == []


@pytest.mark.parametrize(
    "wrong",
    [
        "UPDATE lot SET left = left - 1 WHERE lot_id = 't1.p'",
        "UPDATE rights SET r = r - 1 WHERE asset LIKE '%principal%'",
        "UPDATE member_day SET growth = 9",
        "DELETE FROM asset_move WHERE seq = 13",
        "UPDATE voucher SET live = 1 - live",
        "UPDATE program_term SET position = 7",
        "UPDATE topup SET refunded_minor = -1",
        "UPDATE refund_line SET qty_milli = 7",
        "UPDATE till_money SET amount_minor = 1",
        "UPDATE member_alias SET keep_id = 'm3'",
        "UPDATE member_tier SET since = ''",
        "UPDATE tier_given SET locked = 0",
        "UPDATE gift_card SET state = 'active'",
        "UPDATE package SET paused_days = 0",
        "UPDATE member_event SET why = ''",
        "UPDATE reward_taken SET points = 0",
    ],
)
def test_a_rebuild_names_what_was_changed_by_hand(till, wrong):
    lives.life(till)
    with till.db.write() as tx:
        tx.sql(wrong)
    named = {found.table for found in rebuild.check(till.db, ProfileVault().open)}
    assert named == {wrong.removeprefix("DELETE FROM ").removeprefix("UPDATE ").split()[0]}


def test_a_purse_is_what_the_moves_left(till):
    lives.life(till)
    with till.db.read() as tx:
        has = purse.read(tx, "m1", now_ms=NOW, today=TODAY)
    # m2 was merged into m1: what m2 had is here too
    assert has.total(AssetKind.PRINCIPAL) == 200_000
    assert has.total(AssetKind.BONUS) == 50_000
    assert has.points == 150
    assert {one.voucher_id for one in has.vouchers} == {"v-t1", "v-t2", "v-d"}
    assert has.vouchers[0].campaign == lives.FIVE
    (pack,) = has.packages
    assert (pack.plan, pack.lots[0].left, pack.paused_days) == (lives.WASH, 10, 8)
    assert (has.tier.tier_id, has.tier.until, has.growth) == ("gold", "2027-09-10", 698)
    assert has.holder == "m:m1"


def test_the_programme_is_what_was_set_and_is_read_once(till):
    with till.db.read() as tx:
        assert program.load(tx).plans == ()
    lives.set_terms(till)
    with till.db.read() as tx:
        first = program.load(tx)
        assert first == TERMS
        assert shop.book(tx).program is first
    with till.db.report() as tx:
        assert program.load(tx) is first
    till.seal(Kind.PROGRAM_CHANGE, program.body({}, {"campaign": ["five"], "wallet": [GENERAL]}))
    with till.db.read() as tx:
        second = program.load(tx)
        assert second.campaigns == ()
        assert second.wallets == TERMS.wallets  # nothing left of a noun: its default
        assert program.campaigns(tx)["five"] == lives.FIVE


def test_a_programme_that_was_not_committed_is_nobodys(till):
    lives.set_terms(till)
    other = Campaign("ten", "十元券", VoucherKind.AMOUNT, amount_minor=1000)
    body = program.body({"campaign": [other]})

    def changed_and_taken_back() -> None:
        with till.db.write() as tx:
            commit.seal(tx, till.s, Kind.PROGRAM_CHANGE, body, operator_id="o1")
            assert program.load(tx).campaign("ten") == other
            raise LookupError

    with pytest.raises(LookupError):
        changed_and_taken_back()
    with till.db.write() as tx:
        assert program.load(tx) == TERMS
    with till.db.read() as tx:
        assert program.load(tx) == TERMS
    third = Campaign("a", "九元券", VoucherKind.AMOUNT, amount_minor=900)
    till.seal(Kind.PROGRAM_CHANGE, program.body({"campaign": [third]}))  # with the number of before
    with till.db.read() as tx:
        assert [one.campaign_id for one in program.load(tx).campaigns] == ["five", "a"]


def test_a_write_sees_its_own_change_of_the_programme(till):
    body = program.body({"campaign": TERMS.campaigns})
    with till.db.write() as tx:
        assert program.load(tx).campaigns == ()
        commit.seal(tx, till.s, Kind.PROGRAM_CHANGE, body, operator_id="o1")
        assert program.load(tx).campaigns == TERMS.campaigns
        assert shop.book(tx).program.campaigns == TERMS.campaigns


def test_terms_keep_their_order_until_the_owner_sets_another(till):
    lives.set_terms(till)
    first, second = TERMS.plans
    till.seal(Kind.PROGRAM_CHANGE, program.body({"plan": [second]}))
    with till.db.read() as tx:
        assert program.load(tx).plans == (first, second)
    till.seal(Kind.PROGRAM_CHANGE, program.body({"plan": [second, first]}))
    with till.db.read() as tx:
        assert program.load(tx).plans == (second, first)


def test_a_voucher_follows_its_lot(till):
    lives.life(till)
    with till.db.read() as tx:
        moved = vouchers.by_code(tx, "Cv-d")
        assert moved is not None
        assert (moved.voucher.holder, moved.live, moved.why) == ("m:m2", True, "redeem")
        assert vouchers.given(tx, "five", "v:v-b", why="birthday") == 1
        assert vouchers.get(tx, "nobody") is None


def test_a_writer_sees_a_merge_though_it_knew_that_nobody_was_merged(till):
    with till.db.write() as tx:
        assert merges.ids(tx, "m1") == ("m1",)
    till.seal(Kind.MEMBER_MERGE, {"keep": "m1", "gone": "m2"})
    with till.db.write() as tx:
        assert merges.ids(tx, "m1") == merges.ids(tx, "m2") == ("m1", "m2")
    till.seal(Kind.MEMBER_UNMERGE, {"keep": "m1", "gone": "m2"})
    with till.db.write() as tx:
        assert (merges.ids(tx, "m1"), merges.ids(tx, "m2")) == (("m1",), ("m2",))


def test_a_used_voucher_says_where_and_comes_back(till):
    lives.set_terms(till)
    lives.top_up(till)
    used = [{"voucher_id": "v-t1", "campaign_id": "five", "amount": 500}]
    sale = till.sell("cola", member=CHEN).body
    with till.db.write() as tx:  # a sale with a voucher, as its rows are made
        sale_rows.use_vouchers(tx, {**sale, "vouchers": used}, TODAY)
    till.seal(
        Kind.ADJUST,
        {"moves": rights.body(lives.spent(till, lives.HOLDER, "v-t1", 1))},
    )
    with till.db.read() as tx:
        row = vouchers.get(tx, "v-t1", today=TODAY)
        assert row is not None
        assert (row.live, row.used_sale, row.voucher.used_today) == (False, sale["sale_id"], 1)
        assert vouchers.of(tx, lives.HOLDER, today=TODAY) == ()
        assert len(vouchers.of(tx, lives.HOLDER, today=TODAY, live=False)) == 1
    back = rights.give_back("v-t1", lives.HOLDER, lives.COUPON, 1)
    till.seal(
        Kind.REFUND,
        {
            **{"refund_id": "r", "sale_id": sale["sale_id"], "shift_id": "s1", "lines": []},
            **{"total": 0, "vouchers_back": ["v-t1"], "moves": rights.body([back])},
        },
    )
    with till.db.read() as tx:
        row = vouchers.get(tx, "v-t1", today=TODAY)
        assert row is not None
        assert (row.live, row.used_sale, row.voucher.used_today) == (True, "", 0)


def test_days_are_sums_and_the_largest_top_up(till):
    lives.set_terms(till)
    lives.top_up(till)
    lives.top_up(till, "t9", amount=30_000, counts=[{"m": "m1", "on": TODAY, "topup": 30_000}],
                 vouchers=[])  # fmt: skip
    with till.db.read() as tx:
        (day,) = history.member_history(tx, "m1").days
        assert (day.on, day.topup_minor, day.stored_minor) == (TODAY, 100_000, 300_000)
    refund = {"topup_id": "t1", "shift_id": "s1", "member_id": "m1", "refund": 1, "tender": "cash"}
    till.seal(Kind.TOPUP_REFUND, refund)
    with till.db.read() as tx:
        (day,) = history.member_history(tx, "m1").days
        assert day.topup_minor == 30_000  # the other one is the largest now
        assert topups.bought(tx, "p1000", "m1") == 1
        assert [one.refunded_minor for one in topups.of(tx, "m1")] == [-1, 1]


def test_the_review_reads_all_as_it_reads_one(till):
    lives.life(till)
    with till.db.read() as tx:
        everybody = history.many(tx, 0, 100)
        assert [one.member_id for one in everybody] == ["m1"]  # m2 was merged away
        (one,) = everybody
        whole = history.member_history(tx, "m1")
        assert one.enrolled_on == whole.enrolled_on
        assert [day[0] for day in one.days] == ["2025-12-31", TODAY]
        assert one.days == [
            (d.on, d.visits, d.spend_minor, d.growth, d.topup_minor, d.stored_minor)
            for d in whole.days
        ]
        assert (
            one.given
            == [(g.tier_id, g.on, g.until, int(g.locked), g.why) for g in whole.given]
            == [("gold", TODAY, "2027-09-10", 0, "bought"), ("gold", TODAY, "", 1, "granted")]
        )
        assert one.stands[0] == "gold"
        assert history.many(tx, one.member_no + 1, 100) == []
        assert history.growth(tx, "m1", since="2026-01-01") == -2


def test_an_unmerged_member_has_their_own_again(till):
    lives.life(till)
    with till.db.read() as tx:
        assert merges.ids(tx, "m2") == ("m1", "m2")
        assert merges.stays(tx, "m2") == "m1"
        gone = merges.document(tx, "m2")
        assert gone is not None
        assert gone.kind is Kind.MEMBER_MERGE
        assert [one[2:4] for one in members.events(tx, "m2")] == [("merge", "m1")]
    till.seal(Kind.MEMBER_UNMERGE, {"keep": "m1", "gone": "m2"})
    with till.db.read() as tx:
        assert purse.read(tx, "m1", now_ms=NOW, today=TODAY).total(AssetKind.PRINCIPAL) == 100_000
        has = purse.read(tx, "m2", now_ms=NOW, today=TODAY)
        assert (has.holder, has.total(AssetKind.PRINCIPAL)) == ("m:m2", 100_000)
        assert has.has_pin
        assert merges.document(tx, "m2") is None


def test_an_erased_member_is_a_number(till):
    lives.life(till)
    till.seal(Kind.MEMBER_ERASE, {"member_id": "m2", "why": "asked"})
    with till.db.write() as tx:
        members.drop_key(tx, "m2")
    with till.db.read() as tx:
        gone = members.get(tx, "m2")
        assert gone is not None
        assert (gone.name, gone.phone, gone.cards, gone.active, gone.household_id) == (
            *("", "", (), False, ""),
        )
        assert members.search(tx, "王二") == ()
        assert members.card_holder(tx, "B-1") is None
    assert rebuild.check(till.db, ProfileVault().open) == []


def test_a_lost_card_is_known_and_finds_nobody(till):
    lives.life(till)
    till.seal(Kind.MEMBER_UNMERGE, {"keep": "m1", "gone": "m2"})
    with till.db.read() as tx:
        assert members.find_by_card(tx, "B-2") is None
        holder = members.card_holder(tx, "B-2")
        assert holder is not None
        assert holder.member_id == "m2"
        assert holder.tags == ("爱茶",)
        assert members.search(tx, "B2") == ()
        assert [one.member_id for one in members.search(tx, "B1")] == ["m2"]
        assert [one.member_id for one in members.household(tx, "h1")] == ["m2"]


def test_what_came_back_and_what_was_redeemed(till):
    lives.life(till)
    with till.db.read() as tx:
        (row,) = refunds.recent(tx, member_id="m2")  # read for the one who stayed
        assert row.sale_id in {one.sale_id for one in sales.recent(tx, member_id="m2")}
        assert refunds.returned(tx, row.sale_id)[1].qty_milli == 1000
        assert refunds.of_sale(tx, row.sale_id) == (row,)
        assert refunds.next_no(tx) == 2
        assert topups.next_no(tx) == 6
        assert (rewards.taken(tx, "cup"), rewards.taken(tx, "cup", "m2")) == (1, 0)
        assert rewards.redeemed(tx, "d1")
        assert not rewards.redeemed(tx, "d2")
        card = gift_cards.by_hash(tx, "h1")
        assert card is not None
        assert (card.masked, card.available_minor, card.state) == ("****7K2M", 20_000, "blocked")
        assert packages.get(tx, "nobody") is None


def test_a_shift_counts_plans_and_returns(till):
    till.sell("cola")
    with till.db.read() as tx:
        before = shift_sums.totals(tx, "s1")
    lives.life(till)
    with till.db.read() as tx:
        after = shift_sums.totals(tx, "s1")
    sold = 300 - 30  # a cola to a member, in cash
    assert after.cash_expected_minor - before.cash_expected_minor == (
        60_000 * 2 + 20_000 + 30_000 + sold - 270
    )
    assert (after.topups, after.topups_minor) == (5, 280_000)
    assert (after.refunds, after.refunds_minor) == (2, 90_000 + 300)
    was, now = ({kind: n for kind, _, n in one.by_tender} for one in (before, after))
    assert now["wechat"] - was.get("wechat", 0) == 2 * 40_000 + 30_000 - 90_000
    assert now["stored"] == -30


def test_holders_stand_in_postings_and_not_in_daily_balances(till):
    lives.set_terms(till)
    lives.top_up(till)
    with till.db.read() as tx:
        assert tx.one("SELECT amount FROM posting WHERE account = '2110.m:m1'") == (-100_000,)
        accounts = {row[0]: row[1] for row in tx.all("SELECT account, amount FROM account_day")}
    assert accounts["2110"] == -100_000
    assert not any(":" in account for account in accounts)


def test_balances_are_the_purse_with_points_summed_up(till):
    lives.life(till)
    later = [rights.give(lives.lot(f"f{n}", lives.POINTS, 7, from_ms=NOW + 9)) for n in range(3)]
    more = [rights.give(lives.lot(f"g{n}", lives.POINTS, 5)) for n in range(3)]
    till.seal(Kind.ADJUST, {"moves": rights.body([*later, *more])})
    with till.db.read() as tx:
        whole = purse.read(tx, "m1", now_ms=NOW, today=TODAY)
        shown = purse.balances(tx, "m1", now_ms=NOW, today=TODAY)
    for kind in AssetKind:
        assert shown.total(kind) == whole.total(kind)
    assert (shown.points, shown.frozen_points) == (whole.points, 21) == (165, 21)
    assert (shown.vouchers, shown.packages, shown.tier) == (
        *(whole.vouchers, whole.packages, whole.tier),
    )
    assert len([one for one in shown.lots if one.asset.kind is AssetKind.POINTS]) == 2
