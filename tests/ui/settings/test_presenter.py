"""The shop's settings are typed, checked, saved together; the machine's own act at once."""

import pytest

from app import settings as machine
from app.domain.errors import Unavailable
from app.domain.shift.terms import terms_of
from app.store import journal
from app.usecases.returns.reasons import blind_limit, reasons
from app.usecases.shop import settings
from tests.ui.shift.desk import BreakingRunner, HeldRunner, View
from ui.settings.presenter import SettingsPresenter
from ui.settings.viewmodel import SECTIONS


class At:
    def __init__(self, session, shop) -> None:
        self.view, self.session, self.shop = View(), session, shop
        self.page = SettingsPresenter(self.view, session)
        self.page.load()

    def field(self, name: str):
        return next(one for one in self.view.shown.fields if one.name == name)

    def documents(self) -> int:
        with self.shop.s.db.read() as tx:
            return journal.head(tx).seq


@pytest.fixture
def at(desk, shop):
    session = desk.session()
    session.settings = shop.settings
    return At(session, shop)


def test_it_opens_with_the_shop(at):
    shown = at.view.shown
    assert [one.code for one in shown.sections] == list(SECTIONS)
    assert at.field("shop_name").value == "便民生活超市"
    assert shown.save_off == "没有改动"
    assert at.field("shop_name").help


def test_several_sections_are_one_document(at, shop):
    before = at.documents()
    at.page.typed("phone", "0571-8888 0000")
    at.page.go("money")
    at.page.typed("rounding_step", "0.50")
    assert [one.code for one in at.view.shown.sections if one.waits] == ["shop", "money"]
    at.page.save()
    assert at.documents() == before + 1
    kept = settings.load(shop.s)
    assert (kept.phone, kept.rounding.step_minor) == ("0571-8888 0000", 50)
    assert at.session.shop == kept
    assert at.view.shown.said.endswith("已保存")
    assert not at.view.shown.dirty


def test_an_example_follows_the_typing(at):
    at.page.go("money")
    assert "12.34 收 12.30" in at.field("rounding_mode").example
    at.page.typed("rounding_step", "0.01")
    assert at.field("rounding_mode").example == "现金 12.34 就收 12.34。"
    at.page.typed("limit.cashier", "15")
    assert at.field("limit.cashier").example == "100.00 的商品，最多减 15.00。"


def test_what_is_wrong_is_said_under_its_field_and_nothing_is_lost(at, shop):
    before = at.documents()
    at.page.go("day")
    at.page.typed("cutoff_hour", "25")
    at.page.go("shop")
    at.page.typed("phone", "123")
    at.page.save()
    assert at.view.shown.section == "day"
    assert at.field("cutoff_hour").error == "请输入 0 到 23 的整数。"
    assert at.field("cutoff_hour").value == "25"
    assert at.documents() == before
    at.page.typed("cutoff_hour", "5")
    assert not at.field("cutoff_hour").error
    at.page.save()
    assert settings.load(shop.s).cutoff_hour == 5


def test_a_limit_below_the_lower_roles(at):
    at.page.go("money")
    at.page.typed("limit.manager", "5")
    at.page.save()
    assert at.field("limit.manager").error == "不能比 10% 少：级别高的不能少。"


def test_esc_brings_back_what_stood_there(at):
    at.page.typed("phone", "123")
    assert at.page.back()
    assert at.field("phone").value == settings.load(at.shop.s).phone
    assert not at.page.back()


def test_what_is_typed_survives_a_change_made_elsewhere(at, shop):
    at.page.typed("phone", "123")
    settings.change(shop.s, shop.owner, branch="解放路店")
    at.page.load()
    assert at.field("phone").value == "123"
    assert at.field("branch").value == "解放路店"


def test_a_label_is_tried_by_a_scan(at):
    assert not at.page.scanned("2100042013544")
    at.page.go("labels")
    assert at.page.scanned("2100042013544")
    assert at.field("try").example == "秤码 42，重 1.354 kg"
    assert not at.view.shown.dirty


def test_the_source_of_the_tax_is_shown_not_edited(at):
    at.page.go("tax")
    assert {one.kind for one in at.view.shown.fields} == {"fact"}
    assert "增值税法" in at.field("tax_source").value
    assert not at.view.shown.saves


def test_the_machines_own_settings_are_kept_at_once(at, shop):
    at.page.go("machine")
    at.page.typed("scale", "125")
    at.page.typed("sounds", "")
    assert at.session.settings.scale == 125
    kept = machine.load(shop.settings.data_dir, shop.settings.settings_dir)
    assert (kept.scale, kept.sounds) == (125, False)
    assert at.view.shown.said == "已保存，下次启动时生效"
    machine.save(kept, scale=100, sounds=True)  # the folder is the whole run's


def test_the_theme_is_worn_at_once(at, shop):
    worn: list[str] = []
    at.session.restyled.connect(worn.append)
    at.page.go("machine")
    at.page.typed("theme", "dark")
    assert worn == ["dark"]
    assert at.session.settings.theme == "dark"
    machine.save(at.session.settings, theme="light")


def test_a_till_without_a_settings_file_says_so(desk, shop):
    session = desk.session()
    session.settings = None
    at = At(session, shop)
    at.page.go("machine")
    assert at.view.shown.fields[0].value.startswith("现在改不了")
    at.page.typed("theme", "dark")


def test_a_double_tap_saves_once(desk, shop):
    runner = HeldRunner()
    at = At(desk.session(runner=runner), shop)
    runner.let_all_go()
    at.page.typed("phone", "123")
    at.page.save()
    at.page.save()
    assert len(runner.held) == 1
    runner.let_all_go()


def test_a_full_disk_keeps_what_was_typed(desk, shop):
    runner = BreakingRunner()
    at = At(desk.session(runner=runner), shop)
    at.page.typed("phone", "123")
    runner.broken = Unavailable("disk", "full")
    at.page.save()
    assert at.view.shown.said_role == "danger"
    assert at.field("phone").value == "123"
    at.page.load()
    assert at.view.shown.state == "error"
    runner.broken = None
    at.page.load()
    assert at.field("phone").value == "123"


def test_the_same_in_english(desk, shop):
    at = At(desk.session(lang="en"), shop)
    at.page.go("day")
    assert at.field("cutoff_hour").example == "Sunday 03:30 belongs to Saturday, 04:30 to Sunday."
    at.page.typed("auto_lock_minutes", "1")
    assert at.field("auto_lock_minutes").example == "Locks after 1 minute."


def test_a_reason_more_is_data_and_the_next_return_may_say_it(at, shop):
    at.page.go("returns")
    first = at.field("reason.0.name")
    assert first.value == "不想要了"
    assert at.field("reason.8.name").value == ""  # the next empty row, and no more of them
    assert not any(one.name == "reason.9.name" for one in at.view.shown.fields)
    at.page.typed("reason.8.name", "摔坏了")
    at.page.typed("reason.8.stock", "write_off")
    at.page.typed("return_blind_limit", "50")
    at.page.save()
    kept = settings.load(shop.s)
    added = next(one for one in reasons(shop.s) if one.name == "摔坏了")
    assert (added.stock, added.name_en, added.code[:4]) == ("write_off", "摔坏了", "own-")
    assert blind_limit(kept) == 5_000
    at.page.typed("reason.0.name", "后悔了")
    at.page.save()
    renamed = reasons(shop.s)[0]
    assert (renamed.code, renamed.name) == ("unwanted", "后悔了")
    at.page.typed("reason.0.name", "")
    at.page.save()
    assert all(one.code != "unwanted" for one in reasons(shop.s))


def test_reasons_that_cannot_be_are_said_under_their_field(at, shop):
    before = at.documents()
    at.page.go("returns")
    at.page.typed("reason.4.name", "不想要了")
    at.page.save()
    assert "不想要了" in at.field("reason.4.name").error
    for place in (5, 6, 7):
        at.page.typed(f"reason.{place}.name", "")
    at.page.typed("reason.4.name", "其他")
    at.page.save()
    assert at.field("reason.0.name").error
    at.page.back()
    at.page.typed("return_blind_limit", "x")
    at.page.save()
    assert at.field("return_blind_limit").error
    assert at.documents() == before


def test_the_drawers_terms_and_reasons_are_the_shops_own(at, shop):
    at.page.go("drawer")
    assert at.field("drawer.limit").value == "50.00"
    assert at.field("cash.0.name").value == "付供货商"
    at.page.typed("drawer.limit", "0")
    at.page.typed("drawer.kept", "300")
    at.page.typed("drawer.counted", "yes")
    at.page.typed("cash.0.name", "付货款")
    at.page.typed("cash.7.name", "买冰块")
    at.page.typed("cash.7.name_en", "Ice")
    at.page.save()
    terms = terms_of(settings.load(shop.s))
    assert (terms.limit_minor, terms.float_minor, terms.must_count) == (0, 30_000, True)
    by_code = {one.code: one for one in terms.reasons}
    assert by_code["supplier"].name == "付货款"  # the key stays, whatever it is called
    assert by_code["drop"].name == "交保险柜"
    own = next(one for one in terms.reasons if one.name == "买冰块")
    assert (own.name_en, own.way) == ("Ice", "out")


def test_only_what_differs_of_the_drawers_terms_is_written(at, shop):
    at.page.go("drawer")
    at.page.typed("drawer.kept", "300")
    at.page.save()
    extra = settings.load(shop.s).extra
    assert extra["shift.float"] == "30000"
    assert "shift.limit" not in extra
    assert "cash.reasons" not in extra


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("drawer.limit", "x"),
        ("drawer.limit", ""),
        ("drawer.kept", "-1"),
        ("cash.1.name", "付供货商"),
    ],
)
def test_terms_of_the_drawer_that_are_none(at, shop, name, typed):
    before = at.documents()
    at.page.go("drawer")
    at.page.typed(name, typed)
    at.page.save()
    assert at.field(name).error
    assert at.documents() == before
