"""Asking and listening: when a scale is taken for one, what is old, what is still, what is lost."""

import pytest

from hardware.api.errors import BadSettings, DeviceUnavailable, Reason
from hardware.api.events import Health, WeightMissing, WeightRead
from hardware.api.spec import DriverContext, TwinContext, complete
from hardware.drivers.scales import engine
from hardware.fakes.clock import StepClock
from hardware.fakes.port import TwinPort
from hardware.registry import load

REGISTRY = load()
SCALES = sorted(name for name in REGISTRY.specs if name.startswith("scale_"))
FLAGLESS = ("scale_acs", "scale_custom", "scale_digi", "scale_xk3190")


class Till:
    """A driver on its twin, looked at as the supervisor does."""

    def __init__(self, driver, wire=None, **given):
        self.clock = StepClock()
        self.twin = REGISTRY.twin(driver, given, TwinContext(self.clock))
        self.wire = wire or self.twin.wire()
        spec = REGISTRY.specs[driver]
        context = DriverContext("scale", self.clock)
        self.scale = spec.build(
            Waiting(self.wire, self.clock), complete(spec.settings, given), context
        )
        self.scale.open()

    def look(self, times=1):
        events = []
        for _ in range(times):
            events += self.scale.poll()
            self.clock.advance(self.scale.poll_ms)
        return events


class Waiting:
    """A wire whose silence takes the clock's time and nobody else's."""

    def __init__(self, inner, clock):
        self._inner, self._clock = inner, clock
        self.name, self.two_way = inner.name, True
        self.opened = 0

    @property
    def is_open(self):
        return self._inner.is_open

    def open(self):
        self.opened += not self._inner.is_open
        self._inner.open()

    def write(self, data):
        self._inner.write(data)

    def read(self, limit, timeout_ms):
        data = self._inner.read(limit, 0)
        if not data:
            self._clock.advance(timeout_ms)
            data = self._inner.read(limit, 0)
        return data

    def close(self):
        self._inner.close()

    def abort(self):
        self._inner.abort()


@pytest.mark.parametrize("driver", SCALES)
def test_what_lies_there_is_said_and_only_while_it_lies_there(driver):
    till = Till(driver)
    till.twin.put(1250)
    assert till.look(5)[-1] == WeightRead("scale", 1250, True, till.clock.now_ms() - 250)
    till.twin.put(480)
    assert till.look(5)[-1].grams == 480
    till.twin.break_down()
    with pytest.raises(DeviceUnavailable) as lost:
        till.look(40)
    assert lost.value.reason is Reason.NO_ANSWER


@pytest.mark.parametrize("driver", SCALES)
def test_a_moving_pan_is_never_still(driver):
    till = Till(driver)
    till.twin.put(1250, stable=False)
    seen = till.look(8)
    assert seen
    assert not [one for one in seen if isinstance(one, WeightRead) and one.stable]


@pytest.mark.parametrize("driver", SCALES)
def test_below_zero_is_no_weight(driver):
    till = Till(driver)
    till.twin.put(1250)
    till.look(4)
    till.twin.put(-50)
    assert till.look(4)[-1] == WeightMissing("scale", Reason.UNDER_ZERO, till.clock.now_ms() - 250)


@pytest.mark.parametrize("driver", [name for name in SCALES if name not in FLAGLESS])
def test_too_much_is_said_and_the_last_weight_is_not(driver):
    till = Till(driver)
    till.twin.put(1250)
    till.look(4)
    till.twin.put(15_001)
    assert [one.reason for one in till.look(4)][-1] is Reason.OVERLOAD


@pytest.mark.parametrize("driver", ["scale_toledo8217", "scale_sma", "scale_stream22"])
def test_a_tare_is_not_weighed(driver):
    till = Till(driver)
    till.twin.put(200)
    till.twin.tare()
    till.twin.put(1450)
    assert till.look(4)[-1].grams == 1250


@pytest.mark.parametrize("driver", FLAGLESS)
@pytest.mark.parametrize("equal", [1, 3, 5])
def test_without_a_flag_equal_readings_decide(driver, equal):
    till = Till(driver, equal_readings=equal)
    till.twin.put(1250)
    readings = []
    while not readings or not readings[-1].stable:
        readings += till.scale.poll()
        till.clock.advance(100)
    till.twin.put(1255)
    changed = [one for one in till.look(2) if one.grams == 1255]
    assert equal == 1 or not changed[0].stable


def test_a_port_that_opens_is_no_scale():
    till = Till("scale_toledo8217")
    till.twin.break_down()
    began = till.clock.monotonic_ms()
    with pytest.raises(DeviceUnavailable) as refused:
        till.scale.probe()
    assert refused.value.reason is Reason.NO_ANSWER
    assert engine.ACCEPT_MS <= till.clock.monotonic_ms() - began <= engine.ACCEPT_MS + 1500
    till.twin.repair()
    assert till.scale.probe().health is Health.READY


def test_a_probe_of_a_scale_that_speaks_asks_nothing():
    till = Till("scale_stream22")
    till.look()
    began = till.clock.monotonic_ms()
    assert till.scale.probe().health is Health.READY
    assert till.clock.monotonic_ms() == began


def test_nonsense_opens_the_port_anew_once_and_then_is_lost():
    wire = TwinPort("junk", idle=lambda: b"\x98\x80\xe6\x6d")
    till = Till("scale_stream22", wire)
    with pytest.raises(DeviceUnavailable) as lost:
        till.look(60)
    assert lost.value.reason is Reason.JUNK_ANSWER
    assert till.scale._transport.opened == 2
    assert till.clock.monotonic_ms() >= engine.BAD_MS


def test_garbage_after_switching_on_ends_with_the_new_opening():
    """大华 after a restart: seven bytes of nonsense until the port is opened again."""
    state = {"good": False}
    wire = TwinPort("rebooted", idle=lambda: good() if state["good"] else b"\x6d" * 7)

    def good():
        return b"ST,GS,\x01\x60,   1.250 kg\r\n"

    till = Till("scale_stream22", wire)
    opened = till.scale._transport
    for _ in range(30):
        till.look()
        state["good"] = opened.opened > 1
        if state["good"]:
            break
    assert till.look(3)[-1].grams == 1250


def test_a_late_answer_belongs_to_an_older_pan():
    """What comes after its time is thrown away, and nothing is asked until the line was silent."""
    said = []
    held = []

    def receive(data, send):
        said.append(data)
        held.append(b"\x0201.250\r")

    wire = TwinPort("late", receive)
    till = Till("scale_toledo8217", wire)
    assert till.look(1) == []
    asked = len(said)
    wire.push(held[-1])  # now it comes
    assert till.look(2) == []
    assert len(said) == asked


def test_the_newest_of_a_stream_and_at_most_four_a_second():
    till = Till("scale_stream22")
    for grams in (100, 200, 300):
        till.wire.push(f"ST,GS,\x01\x60,{grams / 1000:8.3f} kg\r\n".encode())
    till.twin.break_down()
    assert [one.grams for one in till.scale.poll()] == [300]
    assert 2 <= 1000 // till.scale.poll_ms <= 5


def test_what_lay_in_the_port_before_it_was_opened_is_gone():
    till = Till("scale_stream22")
    till.scale.close()
    till.twin.break_down()
    till.wire.open()
    till.wire.push(b"ST,GS,\x01\x60,   9.999 kg\r\n")
    till.scale._transport._inner = till.wire
    till.wire.close()
    till.scale.open()
    assert till.look(2) == []


def test_weighing_now_waits_for_a_still_pan_and_says_why_not():
    till = Till("scale_acs")
    till.twin.put(480)
    assert (till.scale.weigh().grams, till.scale.weigh().stable) == (480, True)
    till.twin.put(480, stable=False)
    assert till.scale.weigh().stable is False
    asked = Till("scale_toledo8217")
    asked.twin.put(480, stable=False)
    for put, reason in ((480, Reason.UNSTABLE), (-5, Reason.UNDER_ZERO), (20_000, Reason.OVERLOAD)):
        asked.twin.put(put, stable=put != 480)
        with pytest.raises(DeviceUnavailable) as none:
            asked.scale.weigh()
        assert none.value.reason is reason


def test_a_scale_in_pounds_needs_the_technician():
    frame = b"\n 1G        1.25lb_\r"
    till = Till("scale_sma", TwinPort("pounds", lambda data, send: send(frame)))
    assert till.look()[0].reason is Reason.UNIT
    assert (till.scale.probe().health, till.scale.probe().reason) == (
        Health.ATTENTION,
        Reason.UNIT,
    )


def custom(**given):
    spec = REGISTRY.specs["scale_custom"]
    return spec.build(None, complete(spec.settings, given), DriverContext("scale", StepClock()))


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ({"ask_hex": "5"}, "ask_hex"),
        ({"end_hex": "zz"}, "end_hex"),
        ({"end_hex": "", "start_hex": ""}, "end_hex"),
        ({"end_hex": "", "length": 0}, "end_hex"),
        ({"pattern": "("}, "pattern"),
        ({"pattern": r"\d+"}, "pattern"),
        ({"pattern": ""}, "pattern"),
        ({"over_pattern": "x" * 200}, "over_pattern"),
        ({"stable_pattern": "["}, "stable_pattern"),
        ({"pattern": r"(\d+)+x"}, "pattern"),  # would try for longer than the shop is open
        ({"pattern": r"((a|a)*)b"}, "pattern"),
        ({"pattern": r"(\d*\d*\d*\d*)x"}, "pattern"),
    ],
)
def test_a_pattern_that_cannot_work_is_refused_by_name(given, name):
    with pytest.raises(BadSettings) as bad:
        custom(**given)
    assert bad.value.facts["name"] == name


@pytest.mark.parametrize(
    ("given", "heard", "grams"),
    [
        ({}, b"\x02 01.250\r", [1250]),
        ({"divisor": 1000}, b"\x02 1250\r", [1250]),
        ({"divisor": 3}, b"\x02 1000\r", []),  # no whole grams: refused
        ({"unit": "jin"}, b"\x02 2.5\r", [1250]),
        ({"unit": "g"}, b"\x02 1250\r", [1250]),
        ({"start_hex": "", "end_hex": "0d0a"}, b"50\r\n01.250\r\n9.", [1250]),  # the first is torn
        ({"length": 9, "end_hex": ""}, b"\x02 01.250X\x02 1.25", [1250]),
        ({"length": 9}, b"\x02 01.250\r\x02 01.25\rZ", [1250]),
        ({"pattern": r"G(\d+)"}, b"\x02N5G1\r", [1000]),
        ({"over_pattern": "OL"}, b"\x02 OL 9\r", [None]),
        ({}, b"\x02 abc\r", []),
        ({}, b"\x02" + b"1" * 100 + b"\r", []),
    ],
)
def test_a_pattern_of_the_technicians_own(given, heard, grams):
    scale = custom(**given)
    found = [one.grams for one in scale._speech.take(heard)[0]]
    assert [one for one in found if one is not None or None in grams] == grams


@pytest.mark.parametrize("pattern", [r"W[+]*\+([\d*+{}]+)\)", r"(\d\d\.\d\d\d)(\.\d)?"])
def test_a_pattern_with_signs_that_repeat_nothing(pattern):
    assert custom(pattern=pattern)


def test_a_flag_of_the_technicians_own():
    take = custom(stable_pattern="^S")._speech.take
    assert [one.stable for one in take(b"\x02S1.250\r\x02U1.250\r")[0]] == [True, False]
