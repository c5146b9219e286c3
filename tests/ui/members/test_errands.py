"""Everything one does to a member: the form, the figures before, a second person, the document."""

from dataclasses import replace

import pytest

from app.domain.attempt.states import Phase
from app.domain.document import Kind
from app.domain.loyalty.tier_rules import Group
from app.domain.rights import AssetKind
from app.domain.tendering import Tender
from app.usecases.loyalty import program, purse
from app.usecases.loyalty.top_up import PlanSale, sell_plan
from app.usecases.member import find, household
from app.usecases.tender.begin import begin
from app.usecases.tender.record import record
from app.usecases.tender.standing import to_settle
from tests.ui.members.view import View
from tests.ui.shift.desk import HeldRunner
from tests.usecases.shop import PINS
from ui.members.presenter import MembersPresenter
from ui.members.presenter.errands.profile import day_of, parts


class Page:
    """A member's page, and hands that press what stands there."""

    def __init__(self, view, presenter, session, rich) -> None:
        self.view, self.presenter, self.session, self.rich = view, presenter, session, rich

    @property
    def doing(self):
        return self.presenter.filing.doing

    @property
    def form(self):
        return self.view.form

    def act(self, tab: str, code: str) -> "Page":
        filing = self.presenter.filing
        filing.turn(tab)
        acts = [one for one in self.view.acts() if one == code or one.startswith(f"{code}:")]
        filing.act(acts[0])
        return self

    def fill(self, **values: str) -> "Page":
        for name, value in values.items():
            self.doing.put(name, value)
        return self

    def do(self) -> "Page":
        self.doing.submit()
        return self

    def approve(self, who: str = "赵敏") -> "Page":
        asking = self.presenter.filing.asking
        person = self.rich.shop.person(who)
        asking.choose(str(person.operator_id))
        asking.submit(PINS[who])
        return self

    def field(self, name: str):
        return next(one for one in self.form.fields if one.name == name)

    @property
    def purse(self):
        return purse.read(self.rich.shop.s, self.rich.member_id)


@pytest.fixture
def page(desk, rich):
    def make(who: str = "林晓燕", runner=None):
        view, session = View(), desk.session(who, runner=runner)
        presenter = MembersPresenter(view, session)
        presenter.open(rich.member_id)
        return Page(view, presenter, session, rich)

    return make


def test_a_refund_shows_its_steps_then_asks_a_second_person_then_pays(page, rich):
    one = page().act("wallet", "refund")
    assert one.form.facts
    assert one.form.figure
    shown = one.form.figure
    one.do()
    assert one.view.approval is not None
    assert one.view.approval.amount == shown
    assert [name for _, name, _ in one.view.approval.people] == ["王建国", "赵敏"]
    one.approve("王建国")
    assert one.view.approval is None
    assert one.form is None
    assert one.view.head.said.startswith("已付给客人")
    assert rich.shop.documents(Kind.TOPUP_REFUND)


def test_a_wrong_pin_stays_on_the_panel_and_pays_nothing(page, rich):
    one = page().act("wallet", "refund").do()
    asking = one.presenter.filing.asking
    asking.submit("000000")
    assert one.view.approval.error
    assert one.view.approval.digits == 0
    assert one.presenter.back()
    assert one.view.approval is None
    assert one.form is not None
    assert not rich.shop.documents(Kind.TOPUP_REFUND)


def test_another_ground_is_another_sum(page):
    one = page().act("wallet", "refund")
    grounds = [code for code, *_ in one.field("basis").options]
    seen = set()
    for ground in grounds:
        one.fill(basis=ground)
        seen.add((one.form.figure, str(one.form.facts)))
    assert len(seen) > 1


def test_part_of_the_balance_goes_out_with_its_bonus(page):
    one = page().act("wallet", "withdraw").fill(what="part", amount="100")
    assert one.form.figure == "100.00"
    one.do().approve("王建国")
    assert one.form is None
    assert one.purse.total(AssetKind.PRINCIPAL) == 100_000


def test_points_by_hand_want_a_reason_and_above_the_limit_two_people(page):
    one = page("王建国").act("points", "adjust").fill(n="100")
    assert one.form.off
    one.fill(why="complaint").do()
    assert one.form is None
    before = one.purse.points
    one.act("points", "adjust").fill(n="5000", why="mistake").do()
    assert one.view.approval is not None
    assert one.view.approval.amount == "+5,000"
    one.approve("赵敏")
    assert one.purse.points == before + 5000


@pytest.mark.parametrize("typed", ["", "0", "1.5", "-3", "九"])
def test_what_is_no_number_of_points_cannot_be_given(page, typed):
    one = page("王建国").act("points", "adjust").fill(n=typed, why="other")
    assert one.form.off


def test_points_go_to_family_only(page, rich, shop):
    one = page("王建国").act("points", "give")
    assert one.form.off
    one.presenter.back()
    household.join_household(shop.s, shop.manager, rich.member_id, rich.other_id)
    one = page("王建国").act("points", "give").fill(n="30").do()  # nobody to choose from
    if one.view.approval is not None:
        one.approve("赵敏")
    assert purse.read(shop.s, rich.other_id).points == 30


def test_a_reward_pressed_twice_is_taken_once(page, rich, shop, desk):
    one = page()
    one.presenter.filing.turn("points")
    code = next(c for c, act in one.view.acts().items() if c.startswith("redeem:") and not act.off)
    one.presenter.filing.act(code)
    before, taken = one.purse.points, len(shop.documents(Kind.REDEEM))
    one.do()
    one.do()
    assert len(shop.documents(Kind.REDEEM)) == taken + 1
    assert one.purse.points < before


def test_a_voucher_is_issued_handed_on_and_voided(page, rich, shop):
    one = page("王建国").act("vouchers", "issue").fill(campaign="welcome5", why="thanks").do()
    assert one.form is None
    one.act("vouchers", "hand").fill(who="8666")
    assert one.field("who").options[0][1] == "麤先生"
    one.doing.put("who.pick", rich.other_id)
    one.do()
    assert one.form is None
    assert purse.read(shop.s, rich.other_id).vouchers
    one.act("vouchers", "void")
    assert one.form.off
    one.fill(reason="印错了").do()
    assert one.form is None


def test_a_package_goes_to_another_member_with_two_people(page, rich, shop):
    one = page("林晓燕").act("packages", "pass").fill(who="8666")
    one.doing.put("who.pick", rich.other_id)
    one.do()
    if one.view.approval is not None:
        one.approve("王建国")
    assert one.form is None
    assert purse.read(shop.s, rich.other_id).packages


def test_cards_are_added_by_scanning_lost_and_replaced(page, rich, shop):
    one = page("王建国").act("cards", "card.add")
    assert one.presenter.scanned("M:SECOND9999")
    one.do()
    assert [row.title for row in one.view.sections()["会员卡"].rows] == ["尾号 4821", "尾号 9999"]
    one.act("cards", "card.lost").do()
    assert one.view.rows("会员卡")["尾号 4821"].aside == "已挂失"
    one.presenter.filing.act("card.replace:SECOND9999")
    one.presenter.scanned("M:THIRD7777")
    one.do()
    assert find.search(shop.s, "THIRD7777", 1)[0].member_id == rich.member_id


def test_a_card_scanned_on_its_tab_is_this_members(page, rich, shop):
    one = page("王建国")
    one.presenter.filing.turn("cards")
    assert one.presenter.scanned("M:SECOND9999")
    one.do()
    assert find.search(shop.s, "SECOND9999", 1)[0].member_id == rich.member_id
    one.act("cards", "card.add")
    assert one.presenter.scanned("90000001")  # a bare number, and no barcode of goods
    one.do()
    assert find.search(shop.s, "90000001", 1)[0].member_id == rich.member_id


def test_a_pin_is_keyed_twice_and_never_shown(page, rich):
    one = page().act("cards", "pin").fill(pin="739150", again="739151")
    assert one.form.off
    one.fill(again="739150").do()
    assert one.form is None
    assert one.purse.has_pin
    assert "739150" not in str(rich.shop.last_document().body)


def test_two_files_become_one_and_apart_again(page, rich, shop):
    one = page("王建国").act("profile", "merge").fill(who="8666")
    one.doing.put("who.pick", rich.other_id)
    assert one.form.facts
    one.do()
    if one.view.approval is not None:
        one.approve("赵敏")
    assert one.form is None
    assert shop.documents(Kind.MEMBER_MERGE)
    one.act("profile", "unmerge")
    assert all("****" in fact.value for fact in one.form.facts)  # whose number each keeps
    one.do()
    if one.view.approval is not None:
        one.approve("赵敏")
    assert one.form is None
    assert shop.documents(Kind.MEMBER_UNMERGE)
    assert find.search(shop.s, "8666", 1)[0].member_id == rich.other_id


def test_erasing_says_what_is_lost_and_wants_yes_to_it(page, rich, shop):
    one = page("赵敏").act("profile", "erase").fill(why="本人要求")
    assert one.form.off == "还有余额，先退款或同意作废"
    assert any("删掉" in note.text for note in one.form.notes)
    one.fill(forfeit="1").do()
    if one.view.approval is not None:
        one.approve("王建国")
    assert shop.documents(Kind.MEMBER_ERASE)
    assert one.view.places[-1] == "list"


def test_a_consent_is_a_line_in_the_log(page):
    one = page("王建国").act("profile", "consent:marketing")
    one.do()
    assert one.view.rows("同意")["优惠短信"].aside == "不同意"
    assert "优惠短信：不同意，撤回" in one.view.rows("同意和查看记录")


def test_only_what_was_changed_is_written(page, rich, shop):
    one = page("王建国").act("profile", "edit")
    one.fill(note="要小袋子", birthday="1988-8-15", tags="早餐、熟客")
    assert {fact.label for fact in one.form.facts} == {"备注", "生日", "标签"}
    one.do()
    assert one.view.rows("资料")["备注"].value == "要小袋子"
    assert one.view.rows("资料")["生日"].value == "1988 年 8 月 15 日"
    assert "13800138777" not in str(shop.last_document().body)
    before = len(shop.documents())
    one.act("profile", "edit").do()
    assert len(shop.documents()) == before


@pytest.mark.parametrize("locked", ["1", ""])
def test_a_tier_by_hand_is_locked_when_that_is_said(page, rich, shop, locked):
    one = page("王建国").act("overview", "tier")
    one.fill(tier="gold", reason="贵宾").fill(locked=locked).do()
    given = shop.rows("SELECT tier_id, locked, member_id FROM tier_given")
    assert [one[:2] for one in given if one[2] == rich.member_id] == [("gold", int(bool(locked)))]
    assert one.act("overview", "tier").field("locked").value == locked, "the form knows of it"


def test_a_tier_by_hand_ends_on_the_day_that_is_said(page, rich, shop):
    one = page("王建国").act("overview", "tier")
    assert one.form.off, "a reason first"
    one.fill(tier="gold", reason="贵宾")
    before = len(shop.documents())
    for wrong in ("2020-1-1", "soon", "2027-13-1"):
        one.fill(until=wrong).do()
        assert next(field for field in one.form.fields if field.name == "until").error
    assert len(shop.documents()) == before
    one.fill(until="2027.3.1").do()
    again = one.act("overview", "tier")
    assert (again.field("tier").value, again.field("until").value) == ("gold", "2027-03-01")
    again.fill(until="2026-12-31", reason="写错了").do()
    assert one.purse.tier.until == "2026-12-31"


def test_a_profile_names_groups_of_the_list_gender_and_paper(page, rich, shop):
    program.save(shop.s, shop.owner, "group", (Group("club", "校友会"), Group("bank", "农商行")))
    one = page("王建国").act("profile", "edit")
    assert one.field("groups").options == (("club", "校友会"), ("bank", "农商行"))
    one.fill(groups="club", gender="female", language="en").do()
    assert one.form is None, "nothing was refused"
    rows = one.view.rows("资料")
    assert (rows["团体"].value, rows["性别"].value) == ("校友会", "女")
    assert rows["小票语言"].value == "English"
    file = find.file(shop.s, rich.member_id).member
    assert (file.groups, file.gender, file.language) == (("club",), "female", "en")


@pytest.mark.parametrize(("name", "value"), [("phone", "12"), ("birthday", "13-40")])
def test_a_refused_change_stays_at_its_field(page, name, value):
    one = page("王建国").act("profile", "edit").fill(**{name: value}).do()
    assert one.field(name).error
    assert one.form is not None


def test_a_cashier_looks_but_does_not_edit(page):
    one = page()
    one.presenter.filing.turn("profile")
    assert one.view.acts()["edit"].off == "店长可以修改"
    one.presenter.filing.edit()
    assert one.form is None


def test_a_form_that_is_on_its_way_takes_no_second_press(desk, rich):
    runner = HeldRunner()
    view, session = View(), desk.session("王建国", runner=runner)
    presenter = MembersPresenter(view, session)
    presenter.open(rich.member_id)
    runner.let_all_go()
    presenter.filing.act("pin")
    presenter.filing.doing.put("pin", "739150")
    presenter.filing.doing.put("again", "739150")
    presenter.filing.doing.submit()
    presenter.filing.doing.submit()
    assert len(runner.held) == 1
    assert not presenter.filing.leave()


@pytest.mark.parametrize(
    ("text", "lunar", "said"),
    [("8-15", False, "08-15"), ("1988年8月15日", True, "L08-15"), ("1988.8.15", False, "08-15")],
)
def test_birthdays_as_people_write_them(text, lunar, said):
    assert str(day_of(text, lunar=lunar)) == said


def test_lists_are_parted_by_any_comma():
    assert parts("早餐、熟客，早餐, vip") == ("早餐", "熟客", "vip")


def paid_by_code(rich, minor: int, cash: int = 0) -> str:
    """A top-up that a gateway took, and a part of it in cash; its id."""
    s, who, shift_id = rich.shop.s, rich.shop.cashier, rich.shift.shift_id
    topup_id = rich.shop.clock.new_id()
    asked = begin(*(s, who, shift_id), sale_id=topup_id, kind="wechat", amount_minor=minor).value
    said = replace(
        asked, phase=Phase.APPROVED, next=None, approval_no="4200001234202609121234567890"
    )
    record(s, replace(said, got_minor=minor, got_currency="CNY"))
    paid = [Tender(1, "cash", cash, cash)] if cash else []
    paid.append(Tender(len(paid) + 1, "wechat", minor, minor, reference=asked.attempt_id))
    wish = (topup_id, rich.member_id, "topup1000", minor + cash, tuple(paid))
    sell_plan(s, who, shift_id, PlanSale(*wish, identity="1234"))
    return topup_id


def newest(one, rich):
    """What the page says of the plan that was bought last, read anew."""
    one.presenter.open(rich.member_id)
    one.presenter.filing.turn("wallet")
    return one.view.sections()["充值和购卡"].rows[0]


def test_what_was_paid_by_code_goes_back_so_and_nobody_is_asked_how(page, rich):
    topup_id = paid_by_code(rich, 100_000)
    one = page().act("wallet", f"refund:{topup_id}")
    assert [field.name for field in one.form.fields] == ["basis", "gifts"]
    one.fill(gifts="on")
    assert one.form.confirm == "原路退回 1,000.00"
    assert [note.role for note in one.form.notes if "原路退回" in note.text] == ["warning"]
    one.do().approve("王建国")
    assert one.view.head.said == "1,000.00 正在原路退回，确认后会提示"  # and not: is back
    (back,) = [x for x in to_settle(rich.shop.s) if x.of]
    assert back.amount_minor == 100_000
    bought = newest(one, rich)
    assert (bought.note, bought.note_role) == ("1,000.00 正在退款", "warning")
    assert bought.aside == "单号尾数 121234567890"
    record(rich.shop.s, replace(back, phase=Phase.RETURNED))
    assert newest(one, rich).note == "已退 1,000.00"


def test_the_rest_is_handed_over_as_somebody_says(page, rich):
    topup_id = paid_by_code(rich, 60_000, cash=40_000)
    one = page().act("wallet", f"refund:{topup_id}").fill(gifts="on")
    assert one.field("tender").value == "cash"
    assert [(x.label, x.value) for x in one.form.facts][-2:] == [
        *(("微信支付原路退回", "600.00"), ("付给客人", "400.00")),
    ]
    assert one.form.confirm == "退 1,000.00"
    one.do().approve("王建国")
    assert one.view.head.said == "已付给客人 400.00；600.00 正在原路退回，确认后会提示"
