"""How the till is, measured on a real one: what is said, verified, compared, printed again."""

import zipfile

import pytest
import sqlcipher3.dbapi2 as sqlite

from app.domain.document import Kind
from app.domain.errors import Unavailable
from app.domain.receipt import proof_of
from app.store.schema import FORMAT
from app.usecases.health.crashes import FOLDER
from app.usecases.outcome import Changes, Print
from app.usecases.printing.settle import settle
from app.usecases.sale.complete import complete
from tests.ui.shift.desk import BreakingRunner, HeldRunner
from tests.usecases.shop import COLA
from ui.health.presenter import HealthPresenter


class View:
    def __init__(self) -> None:
        self.shown: list = []

    def put(self, shown) -> None:
        self.shown.append(shown)

    @property
    def last(self):
        return self.shown[-1]

    def check(self, name: str):
        return next(one for one in self.last.checks if one.name == name)


@pytest.fixture
def at(desk):
    def make(lang: str = "zh_CN", runner=None):
        view, session = View(), desk.session("陈工", lang, runner)
        presenter = HealthPresenter(view, session)
        presenter.load()
        return view, presenter, session

    return make


@pytest.fixture
def job(shop):
    """The print job of a sale of this morning."""
    shift = shop.shift()
    basket = shop.basket(COLA)
    outcome = complete(shop.s, shop.cashier, shift.shift_id, basket, shop.paid(basket))
    (printed,) = [one.job_id for one in outcome.effects if isinstance(one, Print)]
    return printed


def tampered(shop, statement: str) -> None:
    """Somebody who knows what a trigger is."""
    raw = sqlite.connect(str(shop.settings.database), isolation_level=None)
    for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        raw.execute(f"DROP TRIGGER {name}")
    raw.execute(statement)
    raw.close()


def test_everything_is_said_before_anything_was_asked(at):
    view, _, _ = at()
    assert [one.name for one in view.last.checks] == [
        *("journal", "tables", "file", "encryption", "space", "program")
    ]
    assert view.check("journal").words == "从来没有验证过"
    assert view.check("file").words == "完好"
    assert view.check("encryption").role == "warning"
    assert "还剩" in view.check("space").words
    assert f"数据格式 {FORMAT}" in view.check("program").words
    assert [one.title for one in view.last.devices][:2] == ["打印机", "钱箱"]
    assert view.last.crashes == ()
    assert view.last.jobs_none


def test_verified_and_remembered(at, shop):
    view, presenter, _ = at()
    presenter.verify()
    assert view.check("journal").words == "08:00 验证过，全部正确"
    assert "全部正确" in view.last.said
    again, _, _ = at()
    assert again.check("journal").role == "positive"


def test_a_document_that_was_changed_is_named(at, shop):
    tampered(shop, "UPDATE journal SET bytes = CAST(bytes || x'20' AS BLOB) WHERE seq = 40")
    view, presenter, _ = at()
    presenter.verify()
    found = view.check("journal")
    assert (found.role, found.words) == ("danger", "第 40 号有问题：内容被改过")
    presenter.load()
    assert view.check("journal").role == "danger"


def test_a_row_that_was_changed_is_named(at, shop):
    tampered(shop, "UPDATE sale SET member_id = 'nobody' WHERE counter = 3")
    view, presenter, _ = at()
    assert view.check("tables").role == "muted"
    presenter.check()
    found = view.check("tables")
    assert found.role == "danger"
    assert found.words.startswith("1 处不一样：sale ")


def test_tables_as_the_journal_says(at):
    view, presenter, _ = at()
    presenter.check()
    assert view.check("tables").words == "一致"
    assert view.last.work is None


def test_work_is_shown_and_can_be_stopped(desk):
    runner = HeldRunner()
    view = View()
    presenter = HealthPresenter(view, desk.session("陈工", runner=runner))
    presenter.load()
    runner.let_all_go()
    presenter.verify()
    assert view.last.work.stops
    presenter.check()  # one at a time
    assert len(runner.held) == 1
    assert presenter.cancel()
    runner.let_all_go()
    assert view.last.work is None
    assert view.last.said == "已停下，没有改动任何数据"
    assert view.check("journal").words == "从来没有验证过"
    assert not presenter.cancel()


def test_progress_is_told_from_the_other_thread(at, shop):
    view, presenter, _ = at()
    presenter.verify()
    seen = [one.work for one in view.shown if one.work is not None]
    assert seen
    assert seen[0].share_ppm == 0


def test_an_unsure_print_is_asked_about_and_a_copy_is_the_way_on(at, shop, job):
    settle(shop.s, job, "unsure", "no_answer")
    view, presenter, _ = at()
    (shown,) = view.last.jobs
    assert (shown.ask, shown.again) == (True, False)
    assert shown.words == "不确定有没有打出，没有应答"
    presenter.answer(job, printed=False)
    (shown,) = view.last.jobs
    assert (shown.ask, shown.again) == (False, False)  # an original may be out there: only copies
    presenter.again(job)
    assert view.last.error


def test_a_job_that_never_reached_the_printer_is_sent_again(at, shop, job):
    settle(shop.s, job, "failed", "paper_out")
    view, presenter, session = at()
    (shown,) = view.last.jobs
    assert (shown.again, shown.words) == (True, "没有打出，没有纸")
    presenter.again(job)
    assert session.runner.effects == [Print(job)]
    assert view.last.jobs[0].words == "等打印机"


def test_yes_it_came_out(at, shop, job):
    settle(shop.s, job, "unsure", "no_answer")
    view, presenter, _ = at()
    presenter.answer(job, printed=True)
    assert view.last.jobs == ()


def test_crash_reports_by_their_ids(at, shop):
    folder = shop.settings.data_dir / FOLDER
    folder.mkdir()
    (folder / "A1B2C3-0000000101.txt").write_text("crash")
    view, _, _ = at("en")
    assert [one.words for one in view.last.crashes] == ["A1B2C3-0000000101"]


def test_prints_are_looked_at_again_when_one_moves(at, shop, job):
    view, presenter, _ = at()
    settle(shop.s, job, "failed", "offline")
    presenter.changed(Changes(prints=True))
    assert view.last.jobs[0].words == "没有打出，离线"


def test_a_till_that_cannot_be_measured_says_why(desk):
    runner = BreakingRunner()
    runner.broken = Unavailable("disk", "full")
    view = View()
    HealthPresenter(view, desk.session("陈工", runner=runner)).load()
    assert (view.last.state, bool(view.last.error)) == ("error", True)


def test_the_journal_goes_to_a_stick_and_says_so_itself(desk, shop, tmp_path):
    view, session = View(), desk.session("赵敏", "en", None)
    presenter = HealthPresenter(view, session, folder=tmp_path)
    presenter.load()
    presenter.export()
    (folder,) = tmp_path.glob("journal-*")
    assert str(folder) in view.last.said
    assert (shop.last_document().kind, view.last.work) == ("anchor.seen", None)


def test_a_stick_that_is_gone_is_said(desk, tmp_path):
    view, session = View(), desk.session("赵敏", "en", None)
    presenter = HealthPresenter(view, session, folder=tmp_path / "gone")
    presenter.load()
    presenter.export()
    assert "Plug the stick in" in view.last.error


def test_a_scanned_receipt_is_held_against_the_journal(at, shop, job):
    view, presenter, _ = at("en")
    text = proof_of(shop.documents(Kind.SALE)[-1])
    presenter.slip(text)
    assert "agrees with the journal" in view.last.said
    presenter.slip(text[:-4] + "AAAA")
    assert ("may be forged" in view.last.error, view.last.said) == (True, "")


def test_help_from_afar_is_one_file(desk, shop, tmp_path):
    session = desk.session()
    session.settings = shop.settings
    view = View()
    page = HealthPresenter(view, session, folder=tmp_path)
    page.load()
    page.bundle()
    made = tmp_path / "shuke-help-01-03.zip"
    assert str(made) in view.last.said
    with zipfile.ZipFile(made) as found:
        assert "devices.json" in found.namelist()
