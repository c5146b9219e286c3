"""Random bytes never give a weight that was not framed: the framing is judged by other code.

Frames are made by the twins' encoders, which were written from the tables and not from the
parsers; what a parser finds in noise must be the bytes of such a frame.
"""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hardware.api.spec import complete
from hardware.drivers.scales import asked, streams
from hardware.fakes.scales import speech
from hardware.fakes.scales.pan import Pan
from hardware.registry import load

SPECS = load().specs
PROTOCOLS = {
    "toledo": (asked.toledo("kg"), speech.toledo8217, b"\x02?WN.\r"),
    "sma": (asked.sma(), speech.sma, b"\nZOU1GM .kg\r"),
    "cas": (asked.cas(), speech.cas, b"\x01\x02SUF -.kg\x03\x04"),
    "stream22": (streams.stream22(), speech.stream22, b"STUSOL,GSNT. kg\r\n"),
    "and": (streams.and_(), speech.and_, b"STUSOL,GS+-. kg\r\nwn"),
    "digi": (streams.digi("kg"), speech.digi, b"\r04UT.-\n"),
    "acs": (streams.acs(4, 3), speech.acs(4), b"\r -\n"),
    "a9": (streams.xk3190_a9("kg"), speech.xk3190_a9, b"\x02+-\x03ABCDEF"),
    "a12": (streams.xk3190_a12("kg"), speech.xk3190_a12, b"=.-"),
}
# what must stand in the noise, whole, wherever a weight is found: first and last byte of a frame
ENDS = {
    "toledo": (b"\x02", b"\r"),
    "sma": (b"\n", b"\r"),
    "cas": (b"\x01\x02", b"\x03\x04"),
    "stream22": (b",", b"\r\n"),
    "and": (b"", b"g"),
    "digi": (b"\r0", b"\r\n"),
    "acs": (b"\r", b""),
    "a9": (b"\x02", b"\x03"),
    "a12": (b"=", b"="),
}
EXAMPLES = 250


def noise(alphabet):
    """Bytes that look like the protocol far more often than a wire's noise does."""
    likely = st.sampled_from(sorted(set(alphabet + b"0123456789")))
    return st.lists(likely | st.integers(0, 255), max_size=60).map(bytes)


@pytest.mark.parametrize("name", PROTOCOLS)
@settings(max_examples=EXAMPLES, deadline=None)
@given(data=st.data())
def test_a_weight_was_framed(name, data):
    take, _, alphabet = PROTOCOLS[name]
    heard = data.draw(noise(alphabet))
    found, rest = take(heard)
    assert len(rest) <= 64
    first, last = ENDS[name]
    for one in found:
        if one.grams is not None:
            assert one.grams >= 0
            begin = heard.find(first)
            assert 0 <= begin < heard.rfind(last) or not last
            assert set(b"0123456789") & set(heard[begin:])


@pytest.mark.parametrize("name", PROTOCOLS)
@settings(max_examples=EXAMPLES, deadline=None)
@given(
    grams=st.integers(0, 9999),
    still=st.booleans(),
    before=st.binary(max_size=12),
    damage=st.integers(0, 60),
)
def test_a_lost_byte_makes_no_other_weight(name, grams, still, before, damage):
    """A frame reads back as it was said; one byte lost out of it gives no other weight. (A12 alone
    has neither width nor sum: three equal readings must do.)"""
    take, say, _ = PROTOCOLS[name]
    frame = say(Pan(grams, still=still))
    follows = frame[:1] if name in ("acs", "a12") else b""
    heard = [one for one in take(frame + follows)[0] if one.grams is not None]
    if name == "toledo" and not still:
        assert heard == []
    else:
        assert [one.grams for one in heard] == [grams]
    if name != "a12":
        at = damage % len(frame)
        torn = frame[:at] + frame[at + 1 :]
        assert all(one.grams in (None, grams) for one in take(torn + follows)[0])
    assert take(before)[0] == [] or any(byte in b"0123456789?" for byte in before)


@pytest.mark.parametrize("name", sorted(n for n in SPECS if n.startswith("scale_")))
def test_every_protocol_is_tried(name):
    """A new driver joins the tables above."""
    assert complete(SPECS[name].settings, {}) is not None
    known = {"toledo8217", "sma", "cas", "stream22", "and", "digi", "acs", "xk3190", "custom"}
    assert name.removeprefix("scale_") in known
