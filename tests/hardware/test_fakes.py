"""The fake printer's paper: text, pictures that a scanner can read, and what it does not know."""

import pytest
import zxingcpp
from PIL import Image

from hardware.api.slip import Barcode, CodeKind, Cut, Slip, Text
from hardware.api.symbols import bars
from hardware.drivers.escpos.printer import EscposPrinter
from hardware.fakes.decode import Decoder, Unknown
from hardware.fakes.printer import FakePrinter
from tests.hardware.bench import FONT, codes, quick, quick_clock, receipt


def read_codes(path):
    with Image.open(path) as picture:
        return {(found.format.name, found.text) for found in zxingcpp.read_barcodes(picture)}


@pytest.mark.parametrize("model", ["generic-80", "generic-58", "raster-80"])
def test_codes_are_read_back_from_the_picture(tmp_path, model):
    profile = quick(model)
    letters = "cp437" if profile.mode == "raster" else "gb18030"
    fake = FakePrinter(
        columns=profile.columns,
        dots=profile.dots,
        letters=letters,
        folder=tmp_path / "paper",
        fonts=(FONT,),
    )
    printer = EscposPrinter(fake.port(), profile, quick_clock(), fonts=(FONT,))
    printer.print(codes())
    printer.print(receipt(12))
    assert read_codes(tmp_path / "paper" / "receipt-0001.png") == {
        ("EAN13", "6901234567892"),
        ("QRCode", "https://shop.example/r/M:会员-42"),
    }
    assert (tmp_path / "paper" / "receipt-0002.png").exists()
    again = FakePrinter(folder=tmp_path / "paper")
    EscposPrinter(again.port(), quick(), quick_clock()).print(receipt(12))
    text = (tmp_path / "paper" / "receipt-0003.txt").read_text(encoding="utf-8")
    assert "熟客便利店" in text
    assert not (tmp_path / "paper" / "receipt-0003.png").exists()


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        ("ean13", "6901234567892"),
        ("ean8", "96385074"),
        ("upca", "036000291452"),
        ("code39", "ABC-123"),
        ("code128", "M:A1-b2_c3{}"),
        ("itf", "12345678"),
    ],
)
def test_our_bars_are_what_a_scanner_reads(kind, data):
    pattern = "0" * 12 + bars(kind, data) + "0" * 12
    row = bytes(0 if module == "1" else 255 for module in pattern)
    picture = Image.frombytes("L", (len(row), 1), row).resize((len(row) * 2, 80), 0)
    assert data in {
        found.text.removeprefix("0" if kind == "upca" else "")
        for found in zxingcpp.read_barcodes(picture)
    } | {found.text[1:] for found in zxingcpp.read_barcodes(picture)}


def test_what_it_does_not_know_is_kept():
    fake = FakePrinter()
    port = fake.port()
    port.open()
    port.write(
        b"\x1b@ok\n\x1b\x99\x1d\x98\x1c\x97\x01\x10\x99\x1dk\x07\x00\x1d(H\x01\x00x\xff\xff\x0a"
    )
    port.close()
    (paper,) = fake.receipts
    assert paper.torn
    assert len(paper.unknown) == 8


def test_a_line_too_long_for_the_paper_is_noticed():
    fake = FakePrinter(columns=8, dots=96)
    port = fake.port()
    port.open()
    port.write("一二三四五\n".encode("gbk") + b"\x1dVB\x00")
    assert fake.receipts[0].overflows == 1
    assert fake.receipts[0].lines() == ["一二三四", "五"]


def test_bytes_may_come_one_by_one():
    fake, port = FakePrinter(), None
    whole = FakePrinter()
    printer = EscposPrinter(whole.port(), quick(), quick_clock())
    printer.print(codes())
    port = fake.port()
    port.open()
    for byte in bytes(whole.machine.received):
        port.write(bytes((byte,)))
    assert fake.receipts == whole.receipts


def test_chinese_mode_off_shows_junk_as_real_printers_do():
    ops = Decoder().feed(b"\x1c.\xc4\xe3")
    assert [op.char for op in ops] != ["你"]
    assert not any(isinstance(op, Unknown) for op in ops)


def test_power_loss_leaves_torn_paper():
    fake = FakePrinter()
    port = fake.port()
    port.open()
    port.write("半张".encode("gbk") + b"\n")
    fake.machine.power_cycle()
    assert fake.receipts[0].torn
    fake.paper_out()
    port.write(b"lost\n\x1dVB\x00")
    fake.machine.power_cycle()
    fake.load_paper()
    assert len(fake.receipts) == 1


def test_a_clean_slip_is_one_receipt_and_a_torn_one_is_marked():
    fake = FakePrinter()
    printer = EscposPrinter(fake.port(), quick("generic-58"), quick_clock())
    printer.print(Slip((Text("一"), Cut())))
    printer.print(Slip((Text("二"), Barcode(CodeKind.EAN8, "96385074"))))
    assert [paper.torn for paper in fake.receipts] == [False, False]
