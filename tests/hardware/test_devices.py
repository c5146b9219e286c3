"""One contract for every driver and every fake behind it; and the registry that builds them."""

import pytest

from hardware.api.errors import BadSettings, DeviceUnavailable, Reason
from hardware.api.events import Health
from hardware.api.spec import DriverContext, Kind, complete
from hardware.drivers.escpos.profile import load_profile, profile_from, profile_names
from hardware.drivers.line_display import LineDisplay
from hardware.fakes.display import FakeDisplay
from hardware.fakes.printer import FakePrinter
from hardware.fakes.scale import FakeScale
from hardware.fakes.scanners.gun import FakeScanner
from hardware.registry import DRIVER_MODULES, load
from hardware.transports.memory import Loopback
from tests.hardware.bench import PROFILES, quick_clock

REGISTRY = load()


class Rig:
    """A driver with its far side in hand."""

    def __init__(self, driver):
        spec = REGISTRY.specs[driver]
        context = DriverContext(driver, quick_clock(), str(PROFILES))
        if driver == "escpos":
            wire = FakePrinter().port()
            self.unplug, self.plug = wire.unplug, wire.plug
        else:
            cable = FakeScanner().cable if driver == "serial_scanner" else Loopback()
            wire, self.unplug, self.plug = cable.near, cable.unplug, cable.plug
        self.device = spec.build(wire, complete(spec.settings, {}), context)


@pytest.fixture(params=sorted(REGISTRY.specs))
def rig(request):
    rig = Rig(request.param)
    yield rig
    rig.device.close()


def test_every_driver_module_loads():
    assert not REGISTRY.failures
    assert len(REGISTRY.specs) == len(DRIVER_MODULES)


def test_opening_and_closing_twice_is_nothing(rig):
    rig.device.close()
    for _ in range(2):
        rig.device.open()
        rig.device.open()
        assert rig.device.probe().health is Health.READY
        assert rig.device.poll() == ()
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
    if isinstance(device, LineDisplay):
        device.show(["x"])
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
        "line_display": ("serial", {"port": "/dev/none"}),
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
    assert names[Kind.PRINTER] == names[Kind.DRAWER] == ["escpos"]
    assert names[Kind.SCANNER] == ["serial_scanner"]
    assert names[Kind.SCALE] == []


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


def test_the_line_display_speaks_cd5220():
    cable = Loopback()
    display = LineDisplay(cable.near)
    display.show(["TOTAL 合计", "12.50", "third"])
    said = cable.far.read(200, 100)
    assert said == b"\x1b@\x0c\x1bQATOTAL               \r\x1bQB12.50               \r"
    display.clear()
    assert cable.far.read(200, 100) == b"\x18\x0c"
    assert (display.columns, display.lines) == (20, 2)


def test_the_fake_display_and_scale():
    display = FakeDisplay()
    display.show(["x" * 30])
    assert display.shown == ("x" * 20, "")
    display.clear()
    assert display.shown == ("", "")
    display.unplugged = True
    with pytest.raises(DeviceUnavailable):
        display.show(["y"])
    scale = FakeScale(quick_clock())
    scale.put(1250, stable=False)
    assert (scale.weigh().grams, scale.weigh().stable) == (1250, False)
    scale.put(20_000)
    with pytest.raises(DeviceUnavailable) as over:
        scale.weigh()
    assert over.value.reason is Reason.OVERLOAD
    scale.break_down()
    with pytest.raises(DeviceUnavailable):
        scale.weigh()
    scale.repair()
    scale.put(-5)
    assert scale.weigh().grams == -5
