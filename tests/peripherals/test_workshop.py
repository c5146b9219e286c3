"""The bench: trying keeps nothing, lessons keep what a person saw, and what slept wakes up."""

import json

import pytest

from app.domain.errors import Refused
from app.peripherals import choices
from app.peripherals.build import Bench
from app.peripherals.workshop.bench import DeviceWorkshop
from app.peripherals.workshop.kept import Diary, diary
from app.settings import RESOURCES
from app.usecases.device import learn
from app.usecases.device.learn import Draft, judge_weight, settle, skip, steps
from app.usecases.device.workshop import DeviceNote, TrialSaid
from app.usecases.ports import DeviceChoice
from hardware.api.clock import SystemClock
from hardware.drivers.escpos.profile import load_profile
from hardware.fakes.printer import FakePrinter
from tests.peripherals.conftest import NOW

FAKE = DeviceChoice("fake")
SAID = TrialSaid("ok")


@pytest.fixture
def tcp():
    """A printer on a socket of this machine, and how to reach it."""
    fake = FakePrinter()
    server = fake.serve()
    yield fake, DeviceChoice("tcp", (("host", "127.0.0.1"), ("port", server.port)))
    server.close()


def state(desk, name):
    return next(one for one in desk.devices.states() if one.name == name)


def test_a_trial_keeps_nothing_and_the_old_set_up_stays_at_work(desk, tcp, tmp_path):
    fake, choice = tcp
    before = (tmp_path / "devices.json").read_text()
    trial = desk.devices.workshop().trial("printer", choice)
    assert trial.do("look").state == "ok"
    assert trial.do("letters").state == "ok"
    assert desk.devices.test("printer").state == "confirmed"  # the old one, meanwhile
    trial.close()
    trial.close()
    assert (tmp_path / "devices.json").read_text() == before
    assert trial.do("look").state == "failed"


def test_the_port_of_the_device_itself_is_lent_and_given_back(desk, tcp, poll_until):
    fake, choice = tcp
    desk.devices.configure("printer", choice)
    poll_until(lambda: state(desk, "printer").state == "ready")
    trial = desk.devices.workshop().trial("printer", choice)
    assert state(desk, "printer").reason == "being_set_up"
    assert trial.do("cut").state == "ok"
    trial.close()
    poll_until(lambda: state(desk, "printer").state == "ready")


def test_a_port_of_another_device_is_never_touched(desk, tcp):
    fake, choice = tcp
    desk.devices.configure("printer", choice)
    with pytest.raises(Refused, match="port_taken"):
        desk.devices.workshop().trial("printer-2", choice)


def test_nonsense_is_refused_and_nothing_sleeps(desk):
    with pytest.raises(Refused, match=r"device\.setting"):
        desk.devices.workshop().trial("printer", DeviceChoice("tcp", (("host", ""),)))
    with pytest.raises(Refused, match=r"device\.setting"):
        desk.devices.workshop().trial("toaster", FAKE)
    assert state(desk, "printer").reason != "being_set_up"


def test_rows_are_numbered_and_only_the_right_alphabet_reads_right(desk, tcp):
    fake, choice = tcp
    trial = desk.devices.workshop().trial("printer", choice)
    trial.do("letters")
    trial.do("width")
    trial.do("cut")
    trial.close()
    text = "\n".join(one.text() for one in fake.receipts)
    lines = text.splitlines()
    good = [one for one in lines if "熟客 Shuke ￥12.50 中文测试" in one]
    assert good[0].startswith("1 ")
    assert any(one.startswith("3 ") and "中文" not in one for one in lines)
    assert any(one.endswith("48|") for one in lines)
    assert not any(one.endswith("64|") and len(one) == 64 for one in lines)


@pytest.mark.parametrize("kind", ["printer", "scale", "display", "scanner", "card_reader"])
def test_a_simulated_device_goes_all_the_way(desk, kind):
    driver = "card_serial" if kind == "card_reader" else ""
    draft = Draft(f"{kind}-2", DeviceChoice("fake", (), driver))
    workshop = desk.devices.workshop()
    trial = workshop.trial(draft.name, draft.choice)
    done = []
    while ahead := [one for one in steps(draft) if one.name not in dict(draft.outcome)]:
        step = ahead[0]
        said = learn.try_step(trial, draft, step, "1000")
        assert said.state != "failed", (step, said)
        answer = {"letters": "1", "width": "48", "drawer": "opened"}.get(step.name, "")
        answer = answer or ("1000" if step.types else step.answers[0] if step.answers else "")
        if step.name == "tap_again":
            said = workshop.learn_card((*draft.taps, str(said.fact("uid"))))
        draft = settle(draft, step.name, answer, said)
        done.append(step.name)
    trial.close()
    assert draft.gave("look") == "ok"
    if kind == "printer":
        assert dict(draft.profile) == {
            "mode": "gb18030",
            "columns": 48,
            "dots": 576,
            "cutter": "partial",
            "drawer_pin": 2,
            "drawer_sensor": "high_is_open",
            "status": "full",
        }
    if kind == "scale":
        assert (draft.gave("protocol"), draft.gave("weigh")) == ("scale_toledo8217", "ok")
    if kind == "scanner":
        assert draft.gave("scan") == "ok"
    if kind == "card_reader":
        assert draft.gave("tap_again") == "ok", draft


@pytest.mark.parametrize(
    ("known", "got", "verdict"),
    [
        (1000, 1003, ("ok", ())),
        (1000, 2000, ("unit", (("unit", "jin"),))),
        (500, 500_000, ("unit", (("unit", "g"),))),
        (1000, 10_000, ("divisor", (("divisor", 10),))),
        (1000, 700, ("wrong", ())),
        (0, 700, ("wrong", ())),
    ],
)
def test_a_known_weight_says_unit_and_point(known, got, verdict):
    assert judge_weight(FAKE, known, got) == verdict


@pytest.mark.parametrize(
    ("opened", "shut", "sensor"),
    [
        ("high", "low", "high_is_open"),
        ("low", "high", "low_is_open"),
        ("high", "high", "none"),
        ("unknown", "low", "none"),
    ],
)
def test_the_drawers_sensor_is_what_differs(opened, shut, sensor):
    draft = Draft("printer", FAKE)
    draft = settle(draft, "open_now", "", TrialSaid("ok", "", (("pin", opened),)))
    draft = settle(draft, "shut_now", "", TrialSaid("ok", "", (("pin", shut),)))
    assert dict(draft.profile)["drawer_sensor"] == sensor


def test_who_reads_nothing_gets_pictures_and_who_reads_letters_is_asked_for_the_page():
    draft = settle(Draft("printer", FAKE), "letters", "none", SAID)
    assert dict(draft.profile)["mode"] == "raster"
    assert "pages" not in [one.name for one in steps(draft)]
    draft = settle(draft, "letters", "4", SAID)
    assert "pages" in [one.name for one in steps(draft)]
    assert dict(settle(draft, "pages", "3", SAID).profile)["codepage_id"] == 19


def test_a_drawer_that_stays_shut_is_tried_at_the_other_pin_and_a_skip_changes_nothing():
    draft = settle(Draft("printer", FAKE), "drawer", "shut", SAID)
    assert "drawer5" in [one.name for one in steps(draft)]
    assert "open_now" not in [one.name for one in steps(draft)]
    draft = settle(draft, "drawer5", "opened", SAID)
    assert dict(draft.profile)["drawer_pin"] == 5
    assert "open_now" in [one.name for one in steps(draft)]
    skipped = skip(Draft("printer", FAKE), "cut")
    assert (skipped.gave("cut"), skipped.profile) == ("skipped", ())


def test_a_profile_of_the_shops_own_lies_beside_the_data_and_is_found(desk, tmp_path):
    workshop = desk.devices.workshop()
    name = workshop.keep_profile("Printer 2", "sunmi-58", (("columns", 42), ("mode", "utf8")))
    assert name == "own-printer-2"
    shipped = RESOURCES / "profiles"
    found = load_profile(shipped, name, tmp_path / "profiles")
    assert (found.columns, found.mode, found.cutter) == (42, "utf8", "none")
    assert found.substitutions == load_profile(shipped, "sunmi-58").substitutions
    assert name in workshop.profiles()
    desk.devices.configure("printer", DeviceChoice("fake", (("profile", name),)))
    with pytest.raises(Refused, match=r"device\.profile"):
        workshop.keep_profile("bad", "sunmi-58", (("columns", 4),))


def test_simulated_in_one_click_and_back(desk, tcp):
    _, choice = tcp
    workshop = desk.devices.workshop()
    desk.devices.configure("printer", choice)
    workshop.simulate("printer")
    workshop.simulate("printer")  # twice does not forget what was there
    assert desk.devices.choice("printer").way == "fake"
    assert workshop.before("printer") == choice
    assert workshop.real_again("printer") == choice
    assert desk.devices.choice("printer") == choice
    with pytest.raises(Refused, match="nothing_before"):
        workshop.real_again("printer")


def test_lost_and_back_are_one_line_each(tmp_path):
    kept = Diary(tmp_path)
    for what in ("ready", "ready", "lost", "lost", "ready"):
        kept.add(DeviceNote(NOW, "scale", what, "no_answer" if what == "lost" else ""))
    kept.add(DeviceNote(NOW, "printer", "ready"))
    kept.add(DeviceNote(NOW, "display", "lost", "unplugged"))
    kept.add(DeviceNote(NOW, "display", "lost", "not_found"))
    assert [one.reason for one in diary(tmp_path, "display")] == ["unplugged"]
    assert [one.what for one in diary(tmp_path, "scale")] == ["ready", "lost", "ready"]
    assert len(diary(tmp_path)) == 5
    with (tmp_path / "device-log.jsonl").open("a") as file:
        file.write("not json\n")
    assert len(diary(tmp_path)) == 5


def test_the_diary_does_not_grow_for_ever(tmp_path):
    kept = Diary(tmp_path)
    for n in range(2105):
        kept.add(DeviceNote(n, "scale", "ready" if n % 2 else "lost"))
    assert len((tmp_path / "device-log.jsonl").read_text().splitlines()) < 2105
    assert diary(tmp_path)[-1].at_ms == 2104


def test_devices_that_run_write_their_diary(desk, poll_until):
    poll_until(lambda: {"printer", "scale"} <= {n.name for n in desk.devices.workshop().diary()})
    names = [n.name for n in desk.devices.workshop().diary() if n.what == "ready"]
    assert len(names) == len(set(names))


def test_a_search_knows_what_the_till_uses(desk, tcp):
    fake, choice = tcp
    port = dict(choice.settings)["port"]
    workshop = desk.devices.workshop()
    free = workshop.find(["network"], f"127.0.0.1:{port}").finds[0]
    assert (free.taken, free.proposals[0].why) == ("", "answered")
    desk.devices.configure("printer", choice)
    used = workshop.find(["network"], f"127.0.0.1:{port}").finds[0]
    assert used.taken == "printer"
    with pytest.raises(Refused, match=r"device\.address"):
        workshop.find(["network"], "not/an/address")


def test_a_scanner_that_types_is_learnt(desk):
    workshop = desk.devices.workshop()
    code = workshop.test_code()
    strokes = [(char, 1000 + n * 8) for n, char in enumerate(code + "\r")]
    said = workshop.learn_keys(strokes)
    assert said.state == "ok"
    draft = settle(Draft("scanner", DeviceChoice("wedge")), "keys", "", said)
    desk.devices.configure("scanner", draft.choice)
    assert workshop.learn_keys([]).state == "failed"


def test_the_bench_works_without_running_devices(tmp_path):
    choices.save(tmp_path, {"printer": FAKE})
    from app.peripherals.chosen import ChosenDevices

    workshop = ChosenDevices(tmp_path).workshop()
    trial = workshop.trial("printer", FAKE)
    assert trial.do("look").state == "ok"
    trial.close()
    assert workshop.print_sheet("printer", {}).reason == "not_running"
    assert isinstance(workshop, DeviceWorkshop)
    assert Bench(tmp_path, RESOURCES, SystemClock(lambda: NOW)).fonts
    assert json.loads((tmp_path / "devices.json").read_text())["printer"]["way"] == "fake"
