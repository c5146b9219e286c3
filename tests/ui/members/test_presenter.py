"""Finding, enrolling, looking at and changing members, over real use cases."""

import pytest

from app.domain.document import Kind
from app.usecases.member.enrol import enrol
from app.usecases.sale.complete import complete
from tests.ui.members.view import View
from tests.ui.shift.desk import HeldRunner
from tests.usecases.shop import COLA
from ui.members.presenter import MembersPresenter


@pytest.fixture
def at(desk):
    def make(who: str = "王建国", lang: str = "zh_CN", runner=None):
        view, session = View(), desk.session(who, lang, runner)
        presenter = MembersPresenter(view, session)
        presenter.load()
        return view, presenter, session

    return make


@pytest.fixture
def chen(shop):
    """A member with a name, a phone and a card of this test's own."""
    return enrol(
        *(shop.s, shop.owner),
        name="犇小满",
        phone="13800138777",
        marketing=False,
        card="M:TESTCARD4821",
    ).value


def names(view: View) -> list[str]:
    return [one.name for one in view.list.rows]


@pytest.mark.parametrize(
    "text", ["8777", "13800138777", "犇小", "bxm", "benxiaoman", "TESTCARD4821"]
)
def test_found_by_whatever_is_at_hand(at, chen, text):
    view, presenter, _ = at()
    presenter.typed(text)
    assert names(view)[:1] == ["犇小满"]
    assert view.list.rows[0].phone == "138****8777"


def test_an_older_keystrokes_answer_does_not_replace_a_newer_one(desk, chen):
    runner = HeldRunner()
    view = View()
    presenter = MembersPresenter(view, desk.session(runner=runner))
    presenter.typed("8")
    presenter.typed("8777")
    runner.let_go(1)
    assert names(view) == ["犇小满"]
    runner.let_go(0)
    assert names(view) == ["犇小满"]


@pytest.mark.parametrize(
    ("text", "words", "begun"),
    [
        ("13900001234", "用 13900001234 入会", ("13900001234", "")),
        ("查无此人", "录入 查无此人", ("", "查无此人")),
    ],
)
def test_nobody_found_is_a_step_from_enrolled(at, text, words, begun):
    view, presenter, _ = at()
    presenter.typed(text)
    assert (view.list.state, view.list.enrol) == ("none", words)
    presenter.enrol()
    assert view.begun == [begun]
    assert view.places[-1] == "enrol"


def test_phone_and_name_make_a_member_and_nothing_is_agreed_to_unasked(at, shop):
    view, presenter, _ = at("林晓燕")
    presenter.enrol()
    presenter.enrolling.submit("139 0000 1234", "喆😀先生", marketing=False)
    assert view.places[-1] == "file"
    assert (view.head.name, view.head.phone) == ("喆😀先生", "139****1234")
    assert view.head.said == "喆😀先生 已入会"
    (body,) = shop.documents(Kind.MEMBER_CREATE)[-1:]
    assert body.body["marketing"] is False


def test_a_phone_alone_makes_a_member(at):
    view, presenter, _ = at("林晓燕")
    presenter.enrol()
    presenter.enrolling.submit("13900001234", "", marketing=False)
    assert view.places[-1] == "file"
    assert view.head.phone == ""


@pytest.mark.parametrize(
    ("phone", "name", "field"),
    [("138", "某", "phone_error"), ("", "某", "phone_error"), ("139", "", "phone_error")],
)
def test_what_is_wrong_is_said_at_its_field(at, phone, name, field):
    view, presenter, _ = at()
    presenter.enrol()
    presenter.enrolling.submit(phone, name, marketing=False)
    assert getattr(view.enrol, field)
    assert not view.enrol.busy
    assert view.places[-1] == "enrol"


def test_a_phone_that_is_known_offers_its_member_while_it_is_typed(at, chen):
    view, presenter, _ = at()
    presenter.enrol()
    presenter.enrolling.phone("1380013877")
    assert view.enrol.known == ""
    presenter.enrolling.phone("138 0013 8777")
    assert "犇小满" in view.enrol.known
    presenter.enrolling.open_known()
    assert view.head.name == "犇小满"


def test_enrolling_somebody_twice_says_who_it_is(at, chen):
    view, presenter, _ = at()
    presenter.enrol()
    presenter.enrolling.submit("13800138777", "别人", marketing=True)
    assert view.enrol.phone_error
    assert view.enrol.known_id == chen.member_id


def test_two_presses_enrol_once(desk, shop):
    runner = HeldRunner()
    view = View()
    presenter = MembersPresenter(view, desk.session(runner=runner))
    presenter.enrol()
    presenter.enrolling.submit("13900001234", "某", marketing=False)
    presenter.enrolling.submit("13900001234", "某", marketing=False)
    assert len(runner.held) == 1


def test_a_scanned_card_becomes_the_new_members(at, shop):
    view, presenter, _ = at()
    presenter.enrol()
    assert presenter.scanned("M:NEWCARD7788")
    assert view.enrol.card == "尾号 7788"
    presenter.enrolling.submit("13900001234", "某", marketing=False)
    presenter.back()
    assert presenter.scanned("M:NEWCARD7788")
    assert view.head.name == "某"


def test_a_card_nobody_has_opens_the_form_with_it(at):
    view, presenter, _ = at()
    assert presenter.scanned("M:UNKNOWN0001")
    assert view.places[-1] == "enrol"
    assert view.enrol.card == "尾号 0001"


@pytest.mark.parametrize("text", ["6901234567892", "4111111111111111", "S:STAFFCARD1", ""])
def test_other_codes_are_not_for_this_screen(at, text):
    _, presenter, _ = at()
    assert not presenter.scanned(text)


def test_the_whole_number_only_after_saying_why_and_only_for_whom_it_is_allowed(at, shop, chen):
    view, presenter, _ = at()
    presenter.open(chen.member_id)
    assert view.head.phone == "138****8777"
    presenter.filing.reveal()
    assert view.form.title == "看全号"
    assert view.head.phone == "138****8777"
    presenter.filing.doing.submit()
    assert view.head.phone == "138 0013 8777"
    (seen,) = shop.documents(Kind.MEMBER_SEEN)
    assert (seen.body["what"], seen.body["why"]) == ("phone", "要打电话")
    presenter.filing.reveal()
    assert view.head.phone == "138****8777"
    presenter.open(chen.member_id)
    assert view.head.phone == "138****8777"  # asked for anew on each visit
    view, presenter, _ = at("林晓燕")
    presenter.open(chen.member_id)
    presenter.filing.reveal()
    assert view.form is None
    assert view.head.phone_off


def test_visits_are_counted_and_shown(at, shop, chen):
    shift = shop.shift()
    for _ in range(2):
        basket = shop.basket(COLA, member=shop.member("8777"))
        complete(shop.s, shop.cashier, shift.shift_id, basket, shop.paid(basket))
    view, presenter, _ = at()
    presenter.open(chen.member_id)
    visits = view.sheet.columns[2][1][1]
    assert visits.hint.startswith("来 2 次")
    assert [one.lead[:2] for one in visits.rows] == ["今天", "今天"]
    assert visits.sparks[-1] == 2 * shop.due(basket)
    assert dict(view.sheet.foot)["常买"] == COLA.split()[0]


def test_same_name_is_said_while_it_is_typed(at, chen):
    """POS Awesome #318: two of one name, told apart by the phone."""
    view, presenter, _ = at()
    presenter.enrol()
    presenter.enrolling.name("犇小满")
    assert "138****8777" in view.enrol.twin
    presenter.enrolling.name("犇")
    assert view.enrol.twin == ""


def test_esc_goes_back_step_by_step(at, chen):
    view, presenter, _ = at()
    presenter.open(chen.member_id)
    presenter.filing.edit()
    assert view.form is not None
    assert presenter.back()
    assert view.form is None
    assert presenter.place == "file"
    assert presenter.back()
    assert presenter.place == "list"
    assert not presenter.back()
