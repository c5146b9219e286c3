"""Every protocol's frames, byte by byte as the makers' tables have them, and torn ones."""

from functools import reduce
from operator import xor

import pytest

from hardware.api.errors import Reason
from hardware.drivers.scales import asked, streams
from hardware.drivers.scales.reading import LONGEST, Reading, in_grams

OVER = Reading(None, reason=Reason.OVERLOAD)
UNDER = Reading(None, reason=Reason.UNDER_ZERO)
MOVES = Reading(None, reason=Reason.UNSTABLE)
UNIT = Reading(None, reason=Reason.UNIT)


def still(grams):
    return Reading(grams, True)


def bare(grams):
    """Of a protocol without a flag for still."""
    return Reading(grams, None)


def cas(body):
    return b"\x01\x02" + body + bytes((reduce(xor, body),)) + b"\x03\x04"


def a9(body):
    return b"\x02" + body + b"%02X" % reduce(xor, body) + b"\x03"


TABLE = {
    "toledo": (
        asked.toledo("kg"),
        [
            (b"\x0201.250\r", still(1250)),  # emupos 0.4
            (b"\x0201.250N\r", still(1250)),
            (b"\x0200.000\r", still(0)),
            (b"\x02?\x01\r", MOVES),
            (b"\x02?\x12\r", OVER),
            (b"\x02?\x24\r", UNDER),
            (b"\x02?\x07\r", OVER),  # the worst of what it says
            (b"\x02?\x05\r", UNDER),
            (b"\x02?\x40\r", None),  # it did not understand: no weight, and no state either
            (b"\x02?\x10\r", None),
            (b"\x02E\r", None),
            (b"01.250\r", None),
            (b"\x0201.25", None),
            (b"\x02.250\r", None),
            (b"\x021.250\r", None),  # a byte was lost: nobody knows which
            (b"\x02 1.250\r", still(1250)),
            (b"\x0201.2505678\r", None),
            (b"\x82\xb01.250\r", None),  # seven bits read as eight
        ],
    ),
    "sma": (
        asked.sma(),
        [
            (b"\n 1G       0.480kg \r", still(480)),
            (b"\n 1G       0.480kg_\r", still(480)),  # emupos 0.4
            (b"\n 1GM      0.480kg \r", Reading(480, False)),
            (b"\nZ1G       0.000kg \r", still(0)),
            (b"\n 1N       0.480kg \r", still(480)),
            (b"\nO1G      99.999kg \r", OVER),
            (b"\nU1G      -0.005kg \r", UNDER),
            (b"\n 1G      -0.005kg \r", UNDER),
            (b"\n 1T       0.200kg \r", None),  # a tare lies on no pan
            (b"\nE1G  ---------- kg \r", None),
            (b"\n 1G        1.25lb_\r", UNIT),
            (b"\n 1G        0.00lb_\r", still(0)),
            (b"\n?\r", None),
            (b"\n 1G       1.000g \r", None),  # the k was lost: a kilogram, not a gram
            (b"\n 1G       0.480kg", None),
        ],
    ),
    "cas": (
        asked.cas(),
        [
            (cas(b"S 01.250kg"), still(1250)),
            (cas(b"U 01.250kg"), Reading(1250, False)),
            (cas(b"F 99.999kg"), OVER),
            (cas(b"S-00.005kg"), UNDER),
            (cas(b"S  1250 g "), still(1250)),
            (cas(b"S 001250 g"), still(1250)),
            (cas(b"S 01.250lb"), UNIT),
            (b"\x01\x02S 01.250kg\x00\x03\x04", None),  # xor mismatch: dropped
            (cas(b"S 01.250kg")[:-1], None),
            (cas(b"S 01.250kg")[1:], None),
        ],
    ),
    "stream22": (
        streams.stream22(),
        [
            (b"ST,GS,\x01\x60,   1.250 kg\r\n", still(1250)),
            (b"ST,NT,\x01\x60,   1.250 kg\r\n", still(1250)),
            (b"US,GS,\x01\x60,   1.250 kg\r\n", Reading(1250, False)),
            (b"OL,GS,\x01\x60,   OL    kg\r\n", OVER),
            (b"ST,GS,1,0,   1.250 kg\r\n", still(1250)),
            (b"ST,GS,\x01\x60,-  0.005 kg\r\n", UNDER),
            (b"ST,GS,\x01\x60,  1.2.50 kg\r\n", None),
            (b",GS,\x01\x60,   1.250 kg\r\n", None),
            (b"ST,GS,\x01\x60,   1.250 kg", None),
        ],
    ),
    "and": (
        streams.and_(),
        [
            (b"ST,GS,+  1.250kg\r\n", still(1250)),
            (b"ST,+0001.250 kg\r\n", still(1250)),
            (b"US,GS,+  1.250kg\r\n", Reading(1250, False)),
            (b"ST,GS,+   1250 g\r\n", still(1250)),
            (b"ST,NT,-  0.200kg\r\n", UNDER),
            (b"OL,GS,+99999.9kg\r\n", OVER),
            (b"ST,TR,+  0.200kg\r\n", None),  # a tare
            (b"QT,+000012  PC\r\n", None),  # pieces are no weight
            (b"wn00007.5kg", bare(7500)),
            (b"ww00007.5kg\r\n", bare(7500)),
            (b"wn-0000.1kg\r\n", UNDER),
            (b"wt00000.5kg\r\n", None),
            (b"ST,GS,+  1.250\r\n", None),  # no unit: nobody knows what it is
            (b"ST,GS,+ 1.2505kg\r\n", UNIT),  # half a gram is no whole gram
            (b"ST,GS,+  1.250g\r\n", None),  # the k was lost: 1.25 kg, not 1 g
            (b"ST,GS,+  1.25kg\r\n", None),
            (b"wn00001.0g\r\n", None),
        ],
    ),
    "digi": (
        streams.digi("kg"),
        [
            (b"00\r001.250\r400.000\rU000.00\rT0000.00\r\n", bare(1250)),
            (b"00\r0-0.005\r400.000\rU000.00\rT0000.00\r\n", UNDER),
            (b"00\r001.250\r400.000\rU000.00\r\n", None),
            (b"001.250\r400.000\rU000.00\rT0000.00\r\n", None),
        ],
    ),
    "acs": (
        streams.acs(4, 3),
        [
            (b"\r 0046\r", bare(46)),  # manual: 0D 20 30 30 34 36 = 0.046 kg
            (b"\r 1250\r", bare(1250)),
            (b"\r-0005\r", UNDER),
            (b"\r 0046", None),  # nobody knows yet whether that was all
            (b"\r 00465\r", None),
            (b" 0046\r", None),
        ],
    ),
    "xk3190-a9": (
        streams.xk3190_a9("kg"),
        [
            (a9(b"+0012503"), bare(1250)),
            (a9(b"+0001252"), bare(1250)),
            (a9(b"-0000053"), UNDER),
            (b"\x02+001250319\x03", None),
            (a9(b"+0012503")[1:], None),
            (a9(b"+0012504"), bare(125)),
            (a9(b"+0012514"), UNIT),  # 0.1251 kg: a tenth of a gram is left
        ],
    ),
    "xk3190-a12": (
        streams.xk3190_a12("kg"),
        [
            (b"=052.100=", bare(1250)),
            (b"=500.000-=", UNDER),
            (b"=052.100", None),
            (b"052.100=", None),
        ],
    ),
}
ROWS = [
    pytest.param(take, frame, wanted, id=f"{name}-{frame.hex()[:44]}")
    for name, (take, rows) in TABLE.items()
    for frame, wanted in rows
]


@pytest.mark.parametrize(("take", "frame", "wanted"), ROWS)
def test_a_frame(take, frame, wanted):
    assert take(frame)[0] == ([] if wanted is None else [wanted])


@pytest.mark.parametrize(("take", "frame", "wanted"), ROWS)
def test_between_nonsense_it_is_the_same(take, frame, wanted):
    """Noise before a frame does not hide it, and none is made out of noise."""
    found, _ = take(b"\xff\x80\x98" + frame)
    assert found == ([] if wanted is None else [wanted])


@pytest.mark.parametrize(("take", "rows"), TABLE.values(), ids=TABLE)
def test_in_pieces_it_is_the_same(take, rows):
    """However the wire cuts it: what was left over comes back with the next bytes."""
    stream = b"".join(frame for frame, wanted in rows if wanted is not None)
    whole = take(stream)[0]
    for cut in range(1, len(stream)):
        first, rest = take(stream[:cut])
        assert len(rest) <= LONGEST
        assert first + take(rest + stream[cut:])[0] == whole


@pytest.mark.parametrize(
    ("text", "unit", "grams"),
    [
        ("1.250", "kg", 1250),
        ("0001.2500", "kg", 1250),
        ("1.2505", "kg", None),
        ("1250", "g", 1250),
        ("1250.5", "g", None),
        ("2.50", "jin", 1250),
        ("2.50", "斤", 1250),
        ("1.001", "jin", None),  # half a gram
        ("0.1", "jin", 50),
        ("1", "lb", None),  # 453.59237 g
        ("100000", "lb", 45_359_237),
        ("0.00", "lb_", 0),
        ("1", "oz", None),
        ("1", "stone", None),
        ("-0.005", "kg", -5),
        ("+ 1.5", "kg", 1500),
        ("1,5", "kg", None),
        ("", "kg", None),
        (".", "kg", None),
        ("١", "kg", None),  # a digit, and none of ours
        ("9" * 40, "kg", None),
    ],
)
def test_whole_grams_or_nothing(text, unit, grams):
    assert in_grams(text, unit) == grams


def test_what_is_kept_of_noise_is_short():
    for take, _ in TABLE.values():
        assert len(take(b"x" * 5000)[1]) <= LONGEST
