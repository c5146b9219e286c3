"""Another hand's bytes: python-escpos must say the same as our encoder where both can speak.

Ours is its own because python-escpos garbles Chinese (see encoder.py); what both know stands here,
so that a slip of our pen is not only compared with our own golden files.
"""

import pytest
from escpos.printer import Dummy

from hardware.api.slip import Align, Barcode, CodeKind, Qr, Slip, Text
from hardware.drivers.escpos.encoder import CHINESE_OFF, INIT
from hardware.drivers.escpos.job import CONFIRM, Compiler
from tests.hardware.bench import quick

PAGE = 19  # CP858 in ESC/POS
LATIN = quick("epson-tm", mode="codepage", codepage="cp858", codepage_id=PAGE, prelude="")


def ours(item):
    """The bytes of one item without what stands around every job."""
    head = INIT + CHINESE_OFF + b"\x1bt" + bytes((PAGE,))
    data = Compiler(LATIN).compile(Slip((item,))).data
    assert data.startswith(head)
    assert data.endswith(CONFIRM)
    return data.removeprefix(head).removesuffix(CONFIRM)


@pytest.fixture
def theirs():
    printer = Dummy()
    printer.charcode("CP858")
    printer.clear()
    return printer


@pytest.mark.parametrize("text", ["Cola 600ml  2 x 3.50", "Café crème à 5 €", "£1 ½ ñ ß Ø"])
def test_plain_lines(theirs, text):
    theirs.text(f"{text}\n")
    assert ours(Text(text)) == theirs.output


def test_bold_wide_and_tall(theirs):
    theirs.set(bold=True)
    theirs.text("Total\n")
    theirs.set(bold=False)
    assert ours(Text("Total", bold=True)) == theirs.output
    theirs.clear()
    theirs.set(custom_size=True, width=2, height=2)
    theirs.text("88.00\n")
    big = theirs.output
    assert big.removesuffix(b"88.00\n")[-3:] == ours(Text("88.00", wide=True, tall=True))[:3]


@pytest.mark.parametrize("level", range(4))
def test_qr(theirs, level):
    data = "SHUKE1:01-03.1.42:1450:0123456789abcdef:c2lnbmF0dXJl"
    theirs.qr(data, native=True, size=6, ec=level)
    wanted = b"\x1ba\x00" + theirs.output + b"\x1ba\x00"
    assert ours(Qr(data, 6, "LMQH"[level], Align.LEFT)) == wanted


@pytest.mark.parametrize(
    ("kind", "data", "said"),
    [
        (CodeKind.EAN13, "6901234567892", "6901234567892"),
        (CodeKind.EAN8, "96385074", "96385074"),
        (CodeKind.UPCA, "036000291452", "036000291452"),
        (CodeKind.CODE39, "A1-0042", "A1-0042"),
        (CodeKind.ITF, "1234567890", "1234567890"),
        (CodeKind.CODE128, "03-000318", "{B03-000318"),
    ],
)
@pytest.mark.parametrize("readable", [True, False])
def test_barcodes(theirs, kind, data, said, readable):
    theirs.barcode(
        *(said, kind.upper().replace("UPCA", "UPC-A")),
        height=64,
        width=3 if len(data) < 14 else 2,
        pos="BELOW" if readable else "OFF",
        function_type="B",
    )
    assert ours(Barcode(kind, data, 64, readable)) == theirs.output + b"\x1ba\x00"
