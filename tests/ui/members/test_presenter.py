"""Finding, enrolling, looking at and changing members, over real use cases."""

import pytest

from app.domain.document import Kind
from app.usecases.member.enrol import enrol
from app.usecases.sale.complete import complete
from tests.ui.shift.desk import HeldRunner
from tests.usecases.shop import COLA
from ui.members.presenter import MembersPresenter


class View:
    def __init__(self) -> None:
        self.places: list[str] = []
        self.list = self.enrol = self.file = self.edit = None
        self.begun: list[tuple[str, str]] = []
        self.fresh = 0

    def go(self, place: str) -> None:
        self.places.append(place)

    def put_list(self, shown) -> None:
        self.list = shown

    def put_enrol(self, shown) -> None:
        self.enrol = shown

    def begin_enrol(self, phone: str, name: str) -> None:
        self.begun.append((phone, name))

    def put_file(self, shown) -> None:
        self.file = shown

    def put_edit(self, shown, *, fresh: bool) -> None:
        self.edit = shown
        self.fresh += fresh


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


def typed(**changes) -> tuple[dict, dict]:
    texts = {"name": "犇小满", "phone": "", "note": "", "tier": "regular"}
    flags = {"notices": True, "marketing": False, "active": True}
    return (
        {k: changes.get(k, v) for k, v in texts.items()},
        {k: changes.get(k, v) for k, v in flags.items()},
    )


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
    assert (view.file.name, view.file.phone) == ("喆😀先生", "139****1234")
    assert view.file.said == "喆😀先生 已入会"
    body = shop.last_document()
    assert body.kind is Kind.MEMBER_CREATE
    assert body.body["marketing"] is False


@pytest.mark.parametrize(
    ("phone", "name", "field"),
    [("138", "某", "phone_error"), ("", "某", "phone_error"), ("13900001234", "", "name_error")],
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
    assert view.file.name == "犇小满"


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
    assert view.file.name == "某"


def test_a_card_nobody_has_opens_the_form_with_it(at):
    view, presenter, _ = at()
    assert presenter.scanned("M:UNKNOWN0001")
    assert view.places[-1] == "enrol"
    assert view.enrol.card == "尾号 0001"


@pytest.mark.parametrize("text", ["6901234567892", "4111111111111111", "S:STAFFCARD1", ""])
def test_other_codes_are_not_for_this_screen(at, text):
    _, presenter, _ = at()
    assert not presenter.scanned(text)


def test_the_whole_number_only_after_asking_and_only_for_whom_it_is_allowed(at, chen):
    view, presenter, _ = at()
    presenter.open(chen.member_id)
    assert view.file.phone == "138****8777"
    presenter.filing.reveal()
    assert view.file.phone == "138 0013 8777"
    presenter.open(chen.member_id)
    assert view.file.phone == "138****8777"  # asked for anew on each visit
    view, presenter, _ = at("林晓燕")
    presenter.open(chen.member_id)
    presenter.filing.reveal()
    assert view.file.phone == "138****8777"
    assert view.file.phone_off


def test_visits_are_counted_and_shown(at, shop, chen):
    shift = shop.shift()
    for _ in range(2):
        basket = shop.basket(COLA, member=shop.member("8777"))
        complete(shop.s, shop.cashier, shift.shift_id, basket, shop.paid(basket))
    view, presenter, _ = at()
    presenter.open(chen.member_id)
    assert view.file.visits.startswith("来 2 次")
    assert [one.when[:2] for one in view.file.sales] == ["今天", "今天"]
    assert view.file.weeks[-1] == 2 * shop.due(basket)


def test_only_what_was_changed_is_written(at, shop, chen):
    view, presenter, _ = at()
    presenter.open(chen.member_id)
    presenter.edit()
    assert (view.edit.phone, view.edit.phone_hint) == ("", "138****8777")
    presenter.save(*typed(note="要小袋子", tier="gold", marketing=True))
    assert view.places[-1] == "file"
    assert view.file.tier == "金卡"
    assert view.file.facts[0].value == "要小袋子"
    last = shop.last_document()
    assert last.kind is Kind.MEMBER_EDIT
    assert "13800138777" not in str(last.body)


def test_saving_nothing_new_writes_nothing(at, shop, chen):
    before = len(shop.documents())
    view, presenter, _ = at()
    presenter.open(chen.member_id)
    presenter.edit()
    presenter.save(*typed())
    assert view.places[-1] == "file"
    assert len(shop.documents()) == before


def test_a_refused_change_stays_in_the_form_with_its_reason(at, chen):
    view, presenter, _ = at()
    presenter.open(chen.member_id)
    presenter.edit()
    presenter.save(*typed(phone="12"))
    assert view.edit.error_of("phone")
    assert view.edit.error_of("name") == ""
    assert view.places[-1] == "edit"


def test_cards_come_and_go_in_the_form(at, shop, chen):
    view, presenter, _ = at()
    presenter.open(chen.member_id)
    presenter.edit()
    assert presenter.scanned("M:SECOND9999")
    assert view.edit.cards == ("尾号 4821", "尾号 9999")
    presenter.filing.drop_card(0)
    presenter.save(*typed())
    assert view.file.facts[1].value == "尾号 9999"


def test_a_cashier_looks_but_does_not_edit(at, chen):
    view, presenter, _ = at("林晓燕")
    presenter.open(chen.member_id)
    assert view.file.edit_off == "店长可以修改"
    presenter.edit()
    assert view.places[-1] == "file"


def test_esc_goes_back_step_by_step(at, chen):
    view, presenter, _ = at()
    presenter.open(chen.member_id)
    presenter.edit()
    assert presenter.back()
    assert presenter.place == "file"
    assert presenter.back()
    assert presenter.place == "list"
    assert not presenter.back()
