"""One contract for every driver and every fake behind it; and the registry that builds them."""

import pytest

from hardware.api.display import Lamp
from hardware.api.errors import BadSettings, DeviceUnavailable, Reason
from hardware.api.events import Health, WeightRead
from hardware.api.spec import DriverContext, Kind, TwinContext, complete
from hardware.drivers.escpos.profile import load_profile, profile_from, profile_names
from hardware.fakes.clock import StepClock
from hardware.fakes.faulty import Fault, FaultyTransport
from hardware.registry import DRIVER_MODULES, load
from tests.hardware.bench import PROFILES, quick_clock

REGISTRY = load()


class Rig:
    """A driver with its far side in hand: its twin, behind a wire that can be pulled."""

    def __init__(self, driver):
        spec, clock = REGISTRY.specs[driver], StepClock()
        context = DriverContext(driver, clock, str(PROFILES))
        self.wire = FaultyTransport(REGISTRY.twin(driver, {}, TwinContext(clock)).wire(), clock)
        self.device = spec.build(self.wire, complete(spec.settings, {}), context)

    def unplug(self):
        self.wire.strike(Fault.PULLED_IDLE)

    def plug(self):
        self.wire.mend()


OTHERS = {Kind.TERMINAL, Kind.CARD_READER, Kind.LABEL_PRINTER}  # have suites of their own
WIRED = sorted(name for name, spec in REGISTRY.specs.items() if not OTHERS & set(spec.kinds))


@pytest.fixture(params=WIRED)
def rig(request):
    rig = Rig(request.param)
    yield rig
    rig.device.close()


def test_every_driver_module_loads():
    assert not REGISTRY.failures
    assert len(REGISTRY.specs) >= len(DRIVER_MODULES)


def test_opening_and_closing_twice_is_nothing(rig):
    rig.device.close()
    for _ in range(2):
        rig.device.open()
        rig.device.open()
        assert rig.device.probe().health is Health.READY
        assert all(isinstance(event, WeightRead) for event in rig.device.poll())
        rig.device.close()
        rig.device.close()


def test_a_pulled_plug_is_told_and_a_new_one_works(rig):
    rig.device.open()
    rig.unplug()
    with pytest.raises(DeviceUnavailable) as gone:
        (rig.device.poll if rig.device.listens else lambda: use(rig.device))()
    assert gone.value.reason in {Reason.UNPLUGGED, Reason.NOT_FOUND}
    rig.device.close()
    with pytest.raises(DeviceUnavailable):
        rig.device.open()
    rig.plug()
    rig.device.open()
    assert rig.device.probe().health is Health.READY


def use(device):
    if hasattr(device, "show"):
        device.show(["x"], lamp=Lamp.TOTAL, figure="1.00")
    if hasattr(device, "kick"):
        fault = device.kick().reason
        if fault:
            raise DeviceUnavailable(fault)
    if hasattr(device, "beep"):
        device.beep(1)
    device.probe()


def test_abort_never_raises(rig):
    rig.device.abort()
    rig.device.open()
    rig.device.abort()
    rig.device.close()
    rig.device.open()
    assert rig.device.probe().health is Health.READY


def test_the_registry_builds_from_names_and_settings(tmp_path):
    context = DriverContext("front", quick_clock(), str(PROFILES))
    good = {
        "escpos": ("file", {"path": str(tmp_path / "lp")}),
        "serial_scanner": ("serial", {"port": "/dev/none"}),
        "display_led8": ("serial", {"port": "/dev/none"}),
        "scale_sma": ("tcp", {"host": "scale.shop.example"}),
    }
    for driver, (transport, settings) in good.items():
        device = REGISTRY.build(
            driver, transport, context, settings={}, transport_settings=settings
        )
        device.close()


@pytest.mark.parametrize(
    ("driver", "transport", "settings", "code"),
    [
        ("abacus", "tcp", {}, "driver_unknown"),
        ("serial_scanner", "tcp", {}, "transport_unfit"),
        ("escpos", "tcp", {"profile": "no-such"}, "profile_unknown"),
        ("escpos", "tcp", {"profile": "../../etc/passwd"}, "profile_unknown"),
        ("escpos", "tcp", {"drawer_sensor": "maybe"}, "setting_choice"),
        ("escpos", "tcp", {"volume": 11}, "setting_unknown"),
    ],
)
def test_what_cannot_be_built_is_refused(driver, transport, settings, code):
    context = DriverContext("front", quick_clock(), str(PROFILES))
    with pytest.raises(BadSettings) as refused:
        REGISTRY.build(
            driver, transport, context, settings=settings, transport_settings={"host": "printer"}
        )
    assert refused.value.code == code


def test_a_driver_that_does_not_load_is_a_sentence():
    registry = load(("hardware.drivers.scanners.serial", "hardware.drivers.gone", "hardware.api"))
    assert set(registry.specs) == {"serial_scanner"}
    assert set(registry.failures) == {"hardware.drivers.gone", "hardware.api"}
    assert "ModuleNotFoundError" in registry.failures["hardware.drivers.gone"]


def test_kinds():
    names = {kind: [spec.name for spec in REGISTRY.of_kind(kind)] for kind in Kind}
    assert names[Kind.PRINTER] == ["escpos"]
    assert names[Kind.DRAWER] == ["escpos", "drawer_serial", "drawer_display"]
    assert names[Kind.DISPLAY][0] == "display_led8"
    assert len(names[Kind.SCALE]) == 9
    assert names[Kind.SCANNER][0] == "serial_scanner"


@pytest.mark.parametrize("name", profile_names(PROFILES))
def test_every_printer_model_is_sound(name):
    profile = load_profile(PROFILES, name)
    assert profile.title
    assert profile.columns * 12 <= profile.dots
    assert profile.dots % 8 == 0


@pytest.mark.parametrize(
    "data",
    [
        {"columns": "48"},
        {"columns": 5},
        {"mode": "braille"},
        {"colour": True},
        {"prelude": "xyz"},
        {"codepage": "cp0"},
        {"substitutions": {"ab": "c"}},
        {"substitutions": 7},
    ],
)
def test_a_broken_model_is_refused(data):
    with pytest.raises(BadSettings):
        profile_from("x", data)


def test_a_model_file_that_is_no_toml(tmp_path):
    (tmp_path / "bad.toml").write_text("columns = = 4")
    with pytest.raises(BadSettings) as refused:
        load_profile(tmp_path, "bad")
    assert refused.value.code == "profile_broken"
