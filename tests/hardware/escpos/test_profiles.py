"""Printer models are data: each loads and prints on its twin; any slip fits any of them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hardware.api.errors import BadSettings
from hardware.api.printer import PrintState
from hardware.api.slip import Align, Cut, Slip, Text
from hardware.api.spec import DriverContext, TwinContext
from hardware.drivers.escpos.encoder import TextEncoder
from hardware.drivers.escpos.profile import load_profile, profile_from, profile_names
from hardware.fakes.clock import StepClock
from hardware.registry import load
from tests.hardware.bench import PROFILES, hello, receipt
from tests.hardware.escpos.random_slips import SOURCES, check

MODELS = profile_names(PROFILES)


@pytest.mark.parametrize("model", MODELS)
def test_a_model_prints_on_its_own_twin(model):
    clock = StepClock()
    registry = load(("hardware.drivers.escpos.driver",))
    given = {"profile": model}
    twin = registry.twin("escpos", given, TwinContext(clock))
    context = DriverContext("printer", clock, str(PROFILES))
    printer = registry.build_on("escpos", twin.wire(), context, settings=given)
    result = printer.print(receipt())
    talks = load_profile(PROFILES, model).status == "full"
    assert result.state is (PrintState.CONFIRMED if talks else PrintState.UNSURE)
    printer.close()
    if talks:
        (paper,) = twin.receipts
        assert not paper.unknown
        assert not paper.overflows


@pytest.mark.parametrize("model", MODELS)
def test_what_a_model_says_of_itself_agrees(model):
    profile = load_profile(PROFILES, model)
    assert profile.title
    assert profile.columns * 12 <= profile.dots + 11
    narrow = profile.dots <= 384
    assert ("-58" in model) == narrow
    if narrow:
        assert profile.cutter == "none"
        assert profile.feed_before_cut >= 4


@given(st.one_of(*SOURCES.values()), st.sampled_from(MODELS), st.booleans())
@settings(max_examples=300, deadline=None)
def test_any_text_on_any_model_stays_on_the_paper(slip, model, drawn):
    check(slip, model, drawn=drawn)


@pytest.mark.parametrize(
    "data",
    [
        *(b"\xff\xfe\x00", b"a = ", b"a = " + b"[" * 5000, b"prelude = '1b'\ncolumns = 'x'"),
        *(b"prelude = '1b70001900'", b"prelude = '1b4010140100 01'"),
        b"prelude = '" + b"00" * 65 + b"'",
    ],
)
def test_a_file_that_is_no_model_or_opens_the_drawer_is_a_setting_that_cannot_work(tmp_path, data):
    tmp_path.joinpath("own-odd.toml").write_bytes(data)
    with pytest.raises(BadSettings):
        load_profile(PROFILES, "own-odd", tmp_path)


def test_a_model_may_still_have_a_prelude_of_its_own():
    assert profile_from("own", {"prelude": "1b5202"}).prelude == "1b5202"


def test_what_a_utf8_font_may_print_wide_is_counted_wide():
    """Found by 20,000 random slips: a half-width Japanese stop ran over the edge."""
    assert TextEncoder("utf8").width("｡") == 2
    check(Slip((Text("｡", Align.RIGHT),)), "utf8-80", drawn=False)


@pytest.mark.parametrize("text", ["｟\u200d\u2029", "a\u2028b\u2029", "\u200d\x00\u200d"])
def test_separators_that_the_shaping_library_gives_up_on_are_left_out(text):
    """Found by 20,000 random slips: Pillow raised in the middle of a receipt."""
    check(Slip((Text("会员 " + text + " สวัสดี"),)), "generic-80", drawn=True)


def test_gbk_and_gb18030_are_the_same_two_bytes():
    text = "镕é￥¥（）①龘"
    assert TextEncoder("gbk").encode(text) == TextEncoder("gb18030").encode(text)


def test_gb2312_has_fewer_letters_and_the_same_places():
    encoder = TextEncoder("gb2312")
    assert encoder.encode("收银￥·—①") == "收银￥·—①".encode("gbk")
    assert encoder.missing("朱镕基龘") == "镕龘"


def test_a_patient_printer_takes_breath_between_jobs():
    clock = StepClock()
    registry = load(("hardware.drivers.escpos.driver",))
    given = {"compatible": True}
    twin = registry.twin("escpos", {}, TwinContext(clock))
    context = DriverContext("printer", clock, str(PROFILES))
    printer = registry.build_on("escpos", twin.wire(), context, settings=given)
    printer.print(hello())
    began = clock.monotonic_ms()
    printer.print(Slip((Text("二"), Cut())))
    assert clock.monotonic_ms() - began >= 1000
    assert len(twin.receipts) == 2
    printer.close()
