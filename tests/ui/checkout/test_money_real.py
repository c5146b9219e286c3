"""A member's money at the counter on a real file: enrolled, topped up, spent, and on paper."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from app import settings as settings_of
from app.cli import demo
from app.cli.slip_text import text_of
from app.domain.checkout.state import Mode
from app.settings import Settings
from app.usecases.health.verify import verify_journal
from app.usecases.member.erase import erase
from app.usecases.printing import settle
from app.words import Words
from tests.scenarios.conftest import TODAY
from tests.ui.checkout.test_real import Till
from tests.usecases.shop import COLA, MILK
from ui.checkout.member_front import PlanDonePanel, PlansPanel
from ui.kit import theme

K = Qt.Key
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """The demo shop with its programme, made once."""
    folder = tmp_path_factory.mktemp("money-shop")
    settings = settings_of.load(folder / "data", folder / "settings")
    demo.make(settings, today_ms=TODAY)
    return settings_of.load(settings.data_dir, settings.settings_dir)


@pytest.fixture
def till(qtbot, qapp, template: Settings, tmp_path: Path):
    theme.use(qapp, "light", Words("zh_CN")).set_wide(False)
    data = shutil.copytree(template.data_dir, tmp_path / "shop")
    made = Till(qtbot, settings_of.load(Path(data), template.settings_dir))
    yield made
    made.down()
    made.shop.close()


def plan_at(till: Till, plan_id: str) -> int:
    panel = till.screen.presenter.counter.front.panel
    assert isinstance(panel, PlansPanel)
    return next(i for i, one in enumerate(panel.offers) if one.plan.plan_id == plan_id)


def enrol(till: Till) -> None:
    """The shift is opened, and somebody new stands here."""
    till.key(K.Key_Return)
    till.key(K.Key_F2, K.Key_F2)
    till.type("13900001111")
    till.key(K.Key_Return)
    till.type("Xu")
    till.key(K.Key_Return)


def top_up(till: Till, plan_id: str) -> None:
    till.key(K.Key_F2, modifier=SHIFT)
    till.screen.presenter.plans.touch(plan_at(till, plan_id))
    till.settle()
    if isinstance(till.screen.presenter.counter.front.panel, PlansPanel):
        till.key(K.Key_Return)
    till.key(K.Key_Return)
    assert isinstance(till.screen.presenter.counter.front.panel, PlanDonePanel)


def paper(till: Till, job_id: str) -> str:
    slip = settle.load(till.shop.s, job_id)
    assert slip is not None
    return text_of(slip, 48)


def test_enrolled_topped_up_and_paid_with_everything(till):
    enrol(till)
    top_up(till, "topup1000")
    sold = till.screen.presenter.counter.front.panel.sold
    assert sold.purse.stored_minor() == 150_000
    assert "1,000.00" in till.vm.right.how
    if sold.print_job:
        assert "充值凭证" in paper(till, sold.print_job)
    till.key(K.Key_Escape)
    till.scan(COLA, MILK)
    assert till.vm.left.who.facts[0][:2] == ("储值", "1,500.00")
    due = till.state.due_minor
    till.key(K.Key_F9, K.Key_F2)
    assert till.state.mode is Mode.DONE
    last = till.state.last
    assert [(one.kind, one.amount_minor) for one in last.tenders] == [("stored", due)]
    assert last.purse.stored_minor() == 150_000 - due
    text = paper(till, last.print_job)
    assert "储值" in text
    assert "赠送" in text
    assert f"{(150_000 - due) // 100:,}.{(150_000 - due) % 100:02d}" in text
    assert verify_journal(till.shop.s).ok


def test_a_package_is_sold_and_used_in_two_gestures(till):
    enrol(till)
    top_up(till, "delivery10")
    till.key(K.Key_Escape)
    (use,) = till.vm.left.uses
    assert use.title == "送货上门"
    till.screen.presenter.wallet.touch(use.action)
    till.settle()
    assert till.vm.left.dock.amount == "0.00"
    till.key(K.Key_F9)
    assert till.state.mode is Mode.DONE
    text = paper(till, till.state.last.print_job)
    assert "剩 9 次" in text


def test_points_buy_a_gift_and_change_stays(till):
    enrol(till)
    top_up(till, "topup500")
    till.key(K.Key_Escape)
    till.key(K.Key_F5, modifier=SHIFT)
    till.key(K.Key_Return)
    assert "茶叶蛋" in till.vm.left.notice.text
    till.key(K.Key_Escape)
    till.scan(COLA)
    till.key(K.Key_F9)
    till.type("10")
    till.key(K.Key_Return)
    change = till.state.last.change_minor
    before = till.state.last.purse.stored_minor()
    till.screen.presenter.plans.keep_change()
    till.settle()
    assert till.vm.right.amount == "0.00"
    member = till.screen.presenter.counter.front.done_member
    after = till.screen.presenter.counter.till.purse(member.member_id)
    assert after.stored_minor() == before + change
    assert till.state.last.purse.stored_minor() == before + change, "and stands beside the name"
    assert verify_journal(till.shop.s).ok


@pytest.mark.parametrize("typed", ["0", "-5", "99999999999999", "1.005", "1e5", "...", "abc", "00"])
def test_what_is_no_amount_pays_nothing(till, typed):
    """Under every way of paying: nothing is taken, and the key says why."""
    enrol(till)
    top_up(till, "topup500")
    till.key(K.Key_Escape)
    till.scan(COLA)
    till.key(K.Key_F9)
    due = till.state.due_minor
    for tender in (K.Key_F1, K.Key_F2, K.Key_F6):
        till.key(tender)
        till.screen.presenter.paying.typed(typed)
        till.settle()
        taken = [one.given_minor for one in till.state.tenders]
        assert all(0 < one <= 10_000_000 for one in taken)
        assert "⟦" not in till.vm.right.confirm.title + till.vm.right.confirm.off
    assert till.state.mode is Mode.PAYING
    assert till.state.due_minor == due


def test_a_member_in_the_basket_is_not_erased_until_the_sale_is_done(till):
    """The back office is told why; the sale at the counter goes on with the member on it."""
    enrol(till)
    till.scan(COLA)
    member = till.state.basket.member.member_id
    s, owner = till.shop.s, till.shop.owner
    said = []
    for _ in range(2):
        till.runner.run(
            lambda: erase(s, owner, member),
            lambda _done: said.append("erased"),
            lambda no: said.append(no.code),
            lane="write",
        )
        till.settle()
        if len(said) == 1:
            till.key(K.Key_F9)
            till.type("10")
            till.key(K.Key_Return)
            assert till.state.mode is Mode.DONE
    assert said == ["member.in_basket", "erased"]
    text = paper(till, till.state.last.print_job)
    assert "Xu" not in text
    assert "1111" not in text
    assert verify_journal(till.shop.s).ok
