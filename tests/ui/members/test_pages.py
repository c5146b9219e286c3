"""What each tab of a member with everything says."""

import pytest

from app.usecases.member import household
from tests.ui.members.view import View
from ui.members.presenter import MembersPresenter


@pytest.fixture
def page(desk, rich):
    """page(tab, who): the member's page there."""

    def make(tab: str = "overview", who: str = "王建国", lang: str = "zh_CN"):
        view, session = View(), desk.session(who, lang)
        presenter = MembersPresenter(view, session)
        presenter.open(rich.member_id)
        presenter.filing.turn(tab)
        return view, presenter, session

    return make


def test_the_overview_says_what_they_have(page):
    view, _, _ = page()
    stored = view.sections()["储值余额"]
    assert (stored.figure, stored.sign) == ("1,615.00", "¥")
    assert view.rows("储值余额")["本金"].value == "1,100.00"
    assert view.rows("储值余额")["赠送"].value == "515.00"
    assert view.rows("储值余额")["其中鲜奶卡"].value == "115.00"
    assert view.sections()["次卡"].hint == "1 张"
    assert view.sections()["次卡"].rows[0].value == "剩 10 次"
    assert any("升" in row for row in view.rows("等级"))


def test_each_wallet_stands_apart_and_every_top_up_has_its_way_back(page, rich):
    view, _, _ = page("wallet")
    assert view.sections()["鲜奶卡"].figure == "115.00"
    bought = view.sections()["充值和购卡"].rows
    assert [one.value for one in bought] == ["60.00", "100.00", "1,000.00"]
    assert all(one.acts[0].code.startswith("refund:") for one in bought)


def test_points_by_their_end_and_what_they_buy(page):
    view, _, _ = page("points", "林晓燕")
    points = view.sections()["积分"]
    assert sum(int(one.value.replace(",", "")) for one in points.rows) == int(
        points.figure.replace(",", "")
    )
    rewards = view.sections()["可以换"].rows
    assert [one.acts[0].off == "" for one in rewards].count(False) >= 1
    poor = next(one for one in rewards if one.acts[0].off)
    assert "还差" in poor.sub


def test_vouchers_say_what_they_are_worth_and_until_when(page):
    view, _, _ = page("vouchers")
    row = view.sections()["手上的券"].rows[0]
    assert row.sub.startswith("减 ")
    assert row.value.startswith("到 ")
    assert {act.code.partition(":")[0] for act in row.acts} >= {"print", "void"}


def test_packages_say_what_is_left(page):
    view, _, _ = page("packages")
    section = next(one for one in view.sections().values() if "送货" in one.title)
    assert section.rows[0].value == "剩 10，共 10"
    assert section.rows[0].done_ppm == 1_000_000
    assert {one.code.partition(":")[0] for one in section.acts} >= {"refund"}


def test_a_cashier_sees_why_not(page):
    view, _, _ = page("vouchers", "林晓燕")
    assert view.acts()["issue"].off == "店长可以发"
    view, _, _ = page("cards", "林晓燕")
    assert view.acts()["card.add"].off


def test_a_card_never_shows_its_token(page):
    view, _, _ = page("cards")
    assert view.sections()["会员卡"].rows[0].title == "尾号 4821"
    shown = [one.title + one.sub + one.aside for one in view.sections()["会员卡"].rows]
    assert "TESTCARD" not in str(shown)


def test_family_and_consents_stand_on_the_profile(page, rich, shop):
    household.join_household(shop.s, shop.manager, rich.member_id, rich.other_id)
    view, _, _ = page("profile")
    assert "麤先生" in view.rows("家人")
    assert view.rows("同意")["优惠短信"].aside == "同意"
    assert view.acts()["consent:marketing"].title == "撤回"
    assert view.sections()["同意和查看记录"].rows


def test_history_holds_sales_and_top_ups_the_newest_first(page):
    view, _, _ = page("history")
    values = [one.value for one in view.history.rows if one.icon == "wallet"]
    assert values == ["60.00", "100.00", "1,000.00"]
    assert {"wallet", "ticket"} <= {one.icon for one in view.history.rows}


def test_every_tab_in_english_too(page):
    for tab in ("overview", "wallet", "points", "vouchers", "packages", "cards", "profile"):
        view, _, _ = page(tab, lang="en")
        assert "⟦" not in str(view.sheet)


def test_a_sale_elsewhere_is_seen_without_a_gesture(page, rich):
    view, presenter, _ = page()
    rich.sell("topup200")
    from app.usecases.outcome import Changes

    presenter.changed(Changes(members=frozenset({rich.member_id})))
    assert view.rows("储值余额")["本金"].value == "1,300.00"


def test_use_and_top_up_need_a_shift(page):
    view, presenter, session = page()
    assert view.head.use_off == "还没有开班"  # the manager opened none
    presenter.filing.topup()
    assert session.take_errand("checkout") == ""
    view, presenter, session = page(who="林晓燕")
    presenter.filing.topup()
    assert session.take_errand("checkout").startswith("topup:")
