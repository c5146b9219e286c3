"""Text into bytes: the tables of what GBK lacks, no text that could command a printer, and another
hand's bytes: python-escpos must say the same where both can speak (it garbles Chinese).
"""

import pytest
from escpos.printer import Dummy
from hypothesis import given
from hypothesis import strategies as st

from hardware.api.slip import Align, Barcode, CodeKind, Qr, Slip, Text
from hardware.drivers.escpos.encoder import CHINESE_OFF, INIT, TextEncoder
from hardware.drivers.escpos.job import CONFIRM, Compiler
from tests.hardware.bench import quick

GB = TextEncoder("gb18030")
UTF8 = TextEncoder("utf8")
LATIN = TextEncoder("codepage", "cp858")


@pytest.mark.parametrize(
    ("text", "data"),
    [
        ("收银 ABC ¥12.50", "cad5d2f820414243 20a3a431322e3530"),  # never 81308436, never "0 6"
        ("（）《》。，！", "a3a8a3a9a1b6a1b7a1a3a3aca3a1"),
        ("café", "636166a8a6"),
        ("cafe\u0301", "636166a8a6"),  # decomposed is the same letter
        ("€5 − 3 • ✓", "455552 35 20 2d 20 33 20 a1a4 20 a1cc"),
        ("10 ₩ £ ₫ ฿", "31 30 20 4b5257 20 474250 20 564e44 20 544842"),
        ("a\u00a0b\tc", "612062 20 63"),
        ("喆堃昇犇", "86b488d2954ea0c4"),
    ],
)
def test_chinese_mode(text, data):
    """R60, node-escpos #332: a yen sign that printed as "0 6"."""
    assert GB.encode(text) == bytes.fromhex(data)
    assert not GB.missing(text)


@pytest.mark.parametrize(
    ("text", "shown", "missing"),
    [
        ("ñandú", b"nand\xa8\xb2", "ñ"),
        ("Straße", b"Strasse", ""),
        ("สวัสดี", b"????", "สวัดี"),
        ("한국", b"??", "한국"),
        ("😀", b"?", "😀"),
        ("👨\u200d👩\u200d👧", b"???", "👨👩👧"),
        ("½", b"1/2", "½"),
        ("ﬁ", b"fi", "ﬁ"),
    ],
)
def test_what_gbk_lacks_has_a_stand_in_and_is_named(text, shown, missing):
    assert GB.encode(text) == shown
    assert set(GB.missing(text)) == set(missing)


def test_latin_page_and_utf8():
    assert LATIN.encode("Café €1 ￥2") == "Café €1 ¥2".encode("cp858")
    assert LATIN.missing("会员") == "会员"
    assert UTF8.encode("¥ 会员 한국 é") == "¥ 会员 한국 é".encode()
    assert UTF8.missing("สวัสดี 😀") == "สวัดี😀"  # no shaping, no emoji in printer fonts


def test_a_model_substitutes_what_its_font_breaks_on():
    encoder = TextEncoder("gb18030", substitutions={"·": "-", "€": "E"})
    assert encoder.encode("a·b €") == b"a-b E"


@pytest.mark.parametrize("encoder", [GB, UTF8, LATIN], ids=["gb", "utf8", "cp858"])
@given(text=st.text())
def test_any_text_is_harmless(encoder, text):
    glyphs = encoder.glyphs(text)
    data = encoder.encode(text)
    assert data == b"".join(glyph.data for glyph in glyphs)
    assert not any(byte < 0x20 or byte == 0x7F for byte in data)
    assert encoder.width(text) == sum(glyph.width for glyph in glyphs)


@given(st.text())
def test_in_chinese_mode_a_byte_is_a_column_and_all_of_it_is_gbk(text):
    data = GB.encode(text)
    assert len(data) == GB.width(text)
    data.decode("gbk")


@given(st.text(st.characters(codec="gbk", exclude_categories=("Cc", "Cf"))))
def test_what_gbk_has_comes_back(text):
    assert GB.encode(text).decode("gbk") == "".join(g.text for g in GB.glyphs(text))
    assert not GB.missing(text)


# --- the second encoder --------------------------------------------------------------------------

PAGE = 19  # CP858 in ESC/POS
ROMAN = quick("epson-tm", mode="codepage", codepage="cp858", codepage_id=PAGE, prelude="")


def ours(item):
    """The bytes of one item without what stands around every job."""
    head = INIT + CHINESE_OFF + b"\x1bt" + bytes((PAGE,))
    data = Compiler(ROMAN).compile(Slip((item,))).data
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
