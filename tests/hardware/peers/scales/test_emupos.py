"""Our Toledo 8217 and SMA drivers on scales that somebody else wrote."""

import pytest

from hardware.api.errors import DeviceUnavailable, Reason
from hardware.api.events import Health

pytestmark = [pytest.mark.peers, pytest.mark.emulator]
SCALES = ("toledo8217", "sma")


@pytest.mark.parametrize("name", SCALES)
def test_weights_and_why_there_is_none(pans, scale, name):
    """The transcript that is replayed where no emulator is: see tests/hardware/scales."""
    asked = scale(name)
    pans.put(name, 1250)
    asked.open()
    assert asked.probe().health is Health.READY
    assert asked.weigh().grams == 1250
    pans.put(name, 15_005)
    assert refusal(asked) is Reason.OVERLOAD
    pans.put(name, -5)
    assert refusal(asked) is Reason.UNDER_ZERO
    pans.put(name, 480)
    assert (asked.weigh().grams, asked.weigh().stable) == (480, True)


def refusal(asked):
    with pytest.raises(DeviceUnavailable) as none:
        asked.weigh()
    return none.value.reason


@pytest.mark.parametrize("name", SCALES)
def test_a_moving_pan_gives_no_still_weight_until_it_has_settled(pans, scale, name, poll_until):
    asked = scale(name)
    asked.open()
    pans.put(name, 730, stable=False)
    (first,) = asked.poll()
    assert not getattr(first, "stable", False)
    found = poll_until(
        lambda: [one for one in asked.poll() if getattr(one, "stable", False)], timeout=10
    )
    assert found[0].grams == 730


@pytest.mark.parametrize("name", SCALES)
def test_a_tare_is_taken_off(pans, scale, name):
    asked = scale(name)
    asked.open()
    pans.put(name, 200)
    pans.press(name, "tare")
    pans.put(name, 1450)
    assert asked.weigh().grams == 1250
