"""Scale, pole display, drawers and buzzer at one till: who rides on whose wire, and trying them."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest

from app.domain.errors import Refused
from app.peripherals import choices
from app.peripherals.build import host_of
from app.peripherals.counter.signals import Newest
from app.peripherals.counter.weights import FRESH_MS, Weights
from app.usecases.ports import DeviceChoice, DeviceTest, Weight
from hardware.api.drawer import KickState
from hardware.api.errors import DeviceUnavailable, Reason
from hardware.api.events import WeightMissing, WeightRead
from hardware.fakes.clock import StepClock
from tests.peripherals.conftest import Desk

LED8 = DeviceChoice("fake", driver="display_led8")
BEHIND = DeviceChoice("fake", driver="drawer_display")
SCALES = (
    *("scale_toledo8217", "scale_sma", "scale_cas", "scale_stream22", "scale_and"),
    *("scale_digi", "scale_acs", "scale_xk3190", "scale_custom"),
)


@pytest.mark.parametrize("driver", SCALES)
def test_any_scale_may_stand_at_the_till(desk: Desk, driver: str) -> None:
    desk.devices.configure("scale", DeviceChoice("fake", driver=driver))
    assert desk.devices.scale is not None
    desk.devices.scale.put(1354)
    weight = desk.devices.weigh().result(10)
    assert (weight.grams, weight.stable) == (1354, True)


def test_a_drawer_of_its_own_is_the_one_that_opens(desk: Desk) -> None:
    desk.devices.configure("drawer", DeviceChoice("fake", driver="drawer_serial"))
    assert desk.devices.kick().result(5).state is KickState.SENT
    assert desk.devices.twin("drawer").is_open
    printer = desk.devices.fake_printer
    assert printer is not None
    assert printer.drawer.pulses == 0


def test_a_drawer_behind_the_display_rides_on_its_wire(desk: Desk) -> None:
    desk.devices.configure("display", LED8)
    desk.devices.configure("drawer", BEHIND)
    assert desk.devices.twin("drawer") is None
    desk.devices.show((), lamp="total", figure="8.00")
    assert desk.devices.kick().result(5).state is KickState.SENT
    display = desk.devices.twin("display")
    assert (display.drawer.pulses, display.lamp, display.digits) == (1, "total", "8.00")
    desk.devices.retry("drawer")
    state = next(one for one in desk.devices.states() if one.name == "drawer")
    assert (state.kind, state.state) == ("drawer", "ready")
    assert desk.devices.wire_log("drawer") == desk.devices.wire_log("display")


@pytest.mark.parametrize(
    ("drawer", "display", "host"),
    [
        (DeviceChoice("none"), LED8, "printer"),
        (BEHIND, LED8, "display"),
        (BEHIND, DeviceChoice("fake"), ""),  # letters have no plug for a drawer
        (BEHIND, DeviceChoice("none"), ""),
        (
            DeviceChoice("serial", (("port", "COM3"),), "drawer_display"),
            DeviceChoice("serial", (("port", "COM3"),), "display_led8"),
            "display",
        ),
        (
            DeviceChoice("serial", (("port", "COM4"),), "drawer_display"),
            DeviceChoice("serial", (("port", "COM3"),), "display_led8"),
            "",
        ),
    ],
)
def test_on_whose_wire_a_drawer_lives(
    drawer: DeviceChoice, display: DeviceChoice, host: str
) -> None:
    assert host_of("drawer", {"drawer": drawer, "display": display}) == host


def test_one_port_serves_one_device(desk: Desk) -> None:
    at = (("port", "/dev/none-1"),)
    desk.devices.configure("scale", DeviceChoice("serial", at))
    with pytest.raises(Refused) as refused:
        desk.devices.configure("display", DeviceChoice("serial", at))
    assert (refused.value.code, refused.value.facts) == ("device.port_taken", {"other": "scale"})
    assert desk.devices.choice("display") == DeviceChoice("fake")
    desk.devices.configure("scale", DeviceChoice("serial", (("port", "/dev/none-2"),)))
    led8 = DeviceChoice("serial", at, "display_led8")
    desk.devices.configure("display", led8)
    desk.devices.configure("drawer", DeviceChoice("serial", at, "drawer_display"))  # shares it


def test_an_older_files_display_is_read_under_its_new_name(tmp_path: Path) -> None:
    old = {"display": {"way": "fake", "settings": [], "driver": "line_display"}}
    (tmp_path / choices.FILE).write_text(json.dumps(old))
    assert choices.load(tmp_path)["display"].driver == "display_cd5220"


def test_each_kind_is_tried(desk: Desk) -> None:
    test = desk.devices.test
    assert test("printer").state == "confirmed"
    assert test("drawer") == DeviceTest("confirmed", "", "opened")
    assert test("display") == DeviceTest("unsure", "", "shown")  # only a person can see it
    assert desk.devices.twin("display").shown == ["SHUKE 0123456789", "TEST        1234.50"]
    assert desk.devices.scale is not None
    desk.devices.scale.put(480)
    assert test("scale") == DeviceTest("confirmed", "", "480")
    desk.devices.scale.put(20_000)
    assert test("scale") == DeviceTest("unsure", "overload")
    assert test("scanner").state == "unsure"
    assert test("buzzer").state == "failed"
    assert test("scale-2") == DeviceTest("failed", "not_set")
    desk.devices.configure("drawer", DeviceChoice("fake", driver="drawer_serial"))
    assert test("drawer") == DeviceTest("unsure", "", "sent")


def test_a_scale_that_says_nothing_fails_its_test(desk: Desk) -> None:
    assert desk.devices.scale is not None
    desk.devices.scale.break_down()
    assert desk.devices.test("scale") == DeviceTest("failed", "no_answer")


def test_a_buzzer_in_the_printer(desk: Desk, poll_until: Any) -> None:
    desk.devices.configure("buzzer", DeviceChoice("fake"))
    assert desk.devices.test("buzzer") == DeviceTest("unsure", "", "beeped")
    desk.devices.beep("error")

    def heard() -> int:
        return sum(line.hex.count("1b 42 03") for line in desk.devices.wire_log("buzzer"))

    poll_until(lambda: heard() == 2)
    desk.devices.beep("ok")  # a beep for every sale is nobody's wish
    desk.devices.test("buzzer")
    assert heard() == 3


def test_a_dead_display_never_holds_anybody_up(desk: Desk) -> None:
    """A thousand texts for a display that is gone cost the caller nothing and pile up nowhere."""
    desk.devices.configure("display", DeviceChoice("serial", (("port", "/dev/none"),)))
    began = time.perf_counter()
    for number in range(1000):
        desk.devices.show((str(number),), lamp="total", figure=f"{number}.00")
    assert (time.perf_counter() - began) < 0.5


class Ended:
    """A future that is over: with an error, or after its work."""

    def __init__(self, error: Exception | None = None) -> None:
        self._error = error

    def add_done_callback(self, told: Any) -> None:
        told(self)

    def exception(self) -> Exception | None:
        return self._error


def test_a_text_whose_job_never_ran_does_not_block_the_next() -> None:
    said: list[str] = []
    newest = Newest()

    def runs(work: Any) -> Any:
        work(None)
        return Ended()

    def too_late(work: Any) -> Any:
        return Ended(DeviceUnavailable(Reason.DEADLINE))

    newest.say(lambda _: said.append("a"), too_late)
    newest.say(lambda _: said.append("b"), runs)
    assert said == ["b"]
    newest.again(runs)
    assert said == ["b", "b"]


def test_two_scales_do_not_know_each_other(desk: Desk, poll_until: Any) -> None:
    desk.devices.configure("scale-2", DeviceChoice("fake", driver="scale_cas"))
    assert desk.devices.scale is not None
    desk.devices.scale.put(100)
    desk.devices.twin("scale-2").put(200)

    def both() -> bool:
        found = [desk.devices.weight(name) for name in ("scale", "scale-2")]
        return [one.grams for one in found if one is not None] == [100, 200]

    poll_until(both)
    assert desk.devices.weight() == desk.devices.weight("scale")


def test_a_weight_grows_old_and_one_of_a_lost_scale_is_none() -> None:
    clock = StepClock()
    weights = Weights(clock)
    weights.heard(WeightRead("scale", 480, True, 0))
    assert weights.now("scale", None) == Weight(480, True)
    assert weights.now("scale", Reason.UNPLUGGED) == Weight(None, False, "unplugged")
    clock.advance(FRESH_MS + 1)
    assert weights.now("scale", None) == Weight(None, False, "no_answer")
    weights.heard(WeightMissing("scale", Reason.OVERLOAD, 0))
    assert weights.now("scale", None) == Weight(None, False, "overload")
