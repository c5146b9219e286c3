"""The devices' page over the shipped fakes, running: states, tests, the printer's choice."""

import pytest

from app import bootstrap
from app.domain.document import Kind
from app.usecases.device.look import choice
from app.usecases.outcome import KickDrawer
from app.usecases.shop import settings
from tests.ui.shift.desk import Desk
from tests.usecases.shop import Shop
from ui.devices.presenter import DevicesPresenter


class View:
    def __init__(self) -> None:
        self.last = None

    def put(self, shown) -> None:
        self.last = shown

    def row(self, name: str):
        return next(one for one in self.last.rows if one.name == name)


@pytest.fixture
def running(shop: Shop) -> Shop:
    """The shop with its devices awake."""
    shop.till.close()
    shop.till = bootstrap.open_till(shop.settings, ears=bootstrap.Ears(), clock=shop.clock)
    return shop


@pytest.fixture
def at(running):
    def make(who: str = "陈工", lang: str = "zh_CN"):
        view, session = View(), Desk(running).session(who, lang)
        presenter = DevicesPresenter(view, session)
        presenter.load()
        return view, presenter, session

    return make


@pytest.fixture
def ready(at, poll_until):
    """The page with every fake awake."""
    view, presenter, session = at()

    def awake() -> bool:
        presenter.load()
        return all(one.role == "positive" for one in view.last.rows)

    poll_until(awake)
    return view, presenter, session


def test_fakes_are_there_and_say_that_they_are_fakes(ready):
    view, _, _ = ready
    assert [one.name for one in view.last.rows][:2] == ["printer", "drawer"]
    assert {one.simulated for one in view.last.rows} == {"模拟"}
    assert view.last.about == "5 台"


def test_the_printer_prints_a_test_slip(ready):
    view, presenter, _ = ready
    presenter.act("printer")
    assert view.row("printer").note == "试打的一张已经出纸"


def test_trying_the_drawer_leaves_a_document(ready, running):
    view, presenter, session = ready
    presenter.act("drawer")
    last = running.last_document()
    assert (last.kind, last.body["reason"]) == (Kind.DRAWER_OPEN, "device_test")
    assert session.runner.effects == [KickDrawer()]
    assert "已记入账本" in view.row("drawer").note


def test_the_scale_reads_live(ready, running, poll_until):
    view, presenter, _ = ready
    running.till.devices.scale.put(1354)

    def seen() -> bool:
        presenter.tick()
        return view.row("scale").note == "1.354 kg，稳定"

    poll_until(seen)


def test_a_scan_shows_that_the_scanner_works_and_not_the_code(ready):
    view, presenter, _ = ready
    assert presenter.scanned("6901234567892")
    assert view.row("scanner").note == "08:00 扫到 13 位，尾号 7892"


def test_a_printer_out_of_paper_opens_what_to_do(ready, running, poll_until):
    view, presenter, _ = ready
    running.till.devices.fake_printer.machine.faults.paper_out = True
    presenter.act("printer")

    def told() -> bool:
        presenter.load()
        return view.row("printer").trouble is not None

    poll_until(told)
    trouble = view.row("printer").trouble
    assert "没有纸" in trouble.what
    assert "照常收银" in trouble.still
    assert len(trouble.steps) == 2


def test_the_printer_is_chosen_and_the_choice_is_kept(at, running):
    view, presenter, _ = at()
    presenter.choose()
    assert view.last.choose.way == "fake"
    presenter.pick_way("tcp")
    assert [one.value for one in view.last.choose.fields] == ["", "9100"]
    presenter.save()
    assert view.last.choose.fields[0].error  # an address is needed
    presenter.typed("host", "127.0.0.1")
    presenter.save()
    assert view.last.state == "list"
    kept = choice(running.s)
    assert (kept.way, dict(kept.settings)["host"]) == ("tcp", "127.0.0.1")
    running.again()
    assert choice(running.s).way == "tcp"


@pytest.mark.parametrize(
    ("way", "name", "text"),
    [("tcp", "port", "70000"), ("tcp", "port", "x"), ("serial", "baud", "fast")],
)
def test_what_is_wrong_is_said_at_its_field(at, way, name, text):
    view, presenter, _ = at()
    presenter.choose()
    presenter.pick_way(way)
    presenter.typed("host" if way == "tcp" else "port", "COM3")
    presenter.typed(name, text)
    presenter.save()
    (bad,) = [one.name for one in view.last.choose.fields if one.error]
    assert bad == name


def test_paper_of_58_mm_is_the_shops_setting(at, running):
    view, presenter, session = at()
    presenter.choose()
    assert view.last.choose.width == "80"
    presenter.pick_width("58")
    presenter.save()
    assert settings.load(running.s).paper_columns == session.shop.paper_columns == 32
    assert running.last_document().kind is Kind.SETTINGS_CHANGE


def test_esc_keeps_the_choice_as_it_was(at, running):
    view, presenter, _ = at()
    presenter.choose()
    presenter.pick_way("none")
    assert presenter.back()
    assert (view.last.state, choice(running.s).way) == ("list", "fake")
    assert not presenter.back()


def test_who_may_not_is_refused(at, running):
    view, presenter, _ = at("林晓燕")
    presenter.act("drawer")
    assert view.row("drawer").note
    assert running.last_document().kind is not Kind.DRAWER_OPEN
