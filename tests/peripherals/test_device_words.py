"""Every driver, way, option and reason has words in both languages: nobody reads a name of ours."""

import pytest

from app.peripherals.driver_info import drivers
from app.peripherals.wedge import SETTINGS
from app.words import Words
from hardware.api.errors import Reason
from hardware.discovery.seen import Source, Why
from hardware.drivers.escpos.profile import _FIELDS
from hardware.learning.lesson import GOOD, CardReason, ScannerReason
from hardware.registry import TWINS, load
from hardware.transports.catalog import TRANSPORTS

WORDS = {lang: Words(lang) for lang in ("zh_CN", "en")}
GIVEN = {"text": "x", "pause_ms": 1, "layout": "fr", "gap_ms": 1, "lost": 1, "length": 1}
GIVEN |= {"bytes": 3, "n": 2}


def wanted():
    """Each key that a form, a find or a sentence asks for."""
    for spec in load().specs.values():
        yield f"device.driver.{spec.name}"
        yield from (f"device.option.{one.name}" for one in spec.settings)
    for transport in TRANSPORTS.values():
        yield f"device.way.{transport.name}"
        yield from (f"device.option.{one.name}" for one in transport.settings)
    for settings in SETTINGS.values():
        yield from (f"device.option.{one.name}" for one in settings)
    yield from (f"device.option.{one.name}" for one in _FIELDS)
    yield from (f"device.reason.{one}" for one in Reason)
    yield from (f"wizard.source.{one}" for one in Source)
    yield from (f"wizard.why.{one}" for one in Why)


@pytest.mark.parametrize("lang", WORDS)
def test_everything_that_a_device_can_say_has_words(lang):
    missing = sorted({key for key in wanted() if key not in WORDS[lang]})
    assert not missing, "\n".join(missing)


@pytest.mark.parametrize("lang", WORDS)
def test_what_a_lesson_finds_has_a_sentence_or_a_next_step(lang):
    words = WORDS[lang]
    for one in [*ScannerReason, *CardReason]:
        if one in GOOD or f"wizard.note.{one}" in words:
            assert words(f"wizard.note.{one}", **GIVEN)
        else:
            assert f"wizard.reason.{one}" in words, one
            assert f"wizard.todo.{one}" in words, one


def test_every_driver_can_be_simulated_and_says_how_sure_we_are():
    assert {one.name for one in drivers()} == set(TWINS)
    assert all(one.tried in ("metal", "emulator", "manual") for one in drivers())
