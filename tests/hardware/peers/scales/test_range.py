"""Every weight of a range, and the wrong driver on a port that opens."""

import pytest

from hardware.api.errors import DeviceUnavailable, Reason

pytestmark = [pytest.mark.peers, pytest.mark.emulator]
SCALES = ("toledo8217", "sma")


@pytest.mark.parametrize("name", SCALES)
def test_every_weight_of_its_range(pans, scale, name):
    asked = scale(name)
    asked.open()
    for grams in (0, 5, 995, 1000, 9995, 10_000, 15_000):
        pans.put(name, grams)
        assert asked.weigh().grams == grams


@pytest.mark.parametrize("name", SCALES)
def test_the_other_ones_driver_is_no_driver_for_it(pans, scale, name):
    """A port that opens is no scale: the wrong protocol is not taken for one."""
    other = scale(SCALES[1 - SCALES.index(name)])
    other._transport._inner._port = pans.port(name)
    with pytest.raises(DeviceUnavailable) as none:
        other.probe()
    assert none.value.reason in (Reason.NO_ANSWER, Reason.JUNK_ANSWER)
