"""Barcodes and QR codes: by the printer's own commands, or as dots where it has none."""

from __future__ import annotations

from typing import Any

from hardware.api.slip import Barcode, CodeKind, Qr
from hardware.api.symbols import bars
from hardware.drivers.escpos.raster import Bits

_GS_K = {
    CodeKind.UPCA: 65,
    CodeKind.EAN13: 67,
    CodeKind.EAN8: 68,
    CodeKind.CODE39: 69,
    CodeKind.ITF: 70,
    CodeKind.CODE128: 73,
}
_QUIET = 10  # modules of white on each side, or no reader finds the code
_ECC = {"L": 48, "M": 49, "Q": 50, "H": 51}


def module_width(barcode: Barcode, dots: int) -> int:
    """Dots per module, 3 or 2; 0 when the code is wider than the paper."""
    modules = len(bars(barcode.kind, barcode.data)) + 2 * _QUIET
    return next((width for width in (3, 2) if modules * width <= dots), 0)


def barcode_native(barcode: Barcode, module: int) -> bytes:
    """`GS k` function B, centred, its text below it when wanted."""
    data = barcode.data.encode("ascii")
    if barcode.kind is CodeKind.CODE128:
        data = b"{B" + data.replace(b"{", b"{{")
    head = b"\x1dh" + bytes((barcode.height,)) + b"\x1dw" + bytes((module,))
    head += b"\x1df\x00\x1dH" + (b"\x02" if barcode.readable else b"\x00")
    return head + b"\x1dk" + bytes((_GS_K[barcode.kind], len(data))) + data


def barcode_bits(barcode: Barcode, module: int) -> Bits:
    modules = "0" * _QUIET + bars(barcode.kind, barcode.data) + "0" * _QUIET
    return _magnify([modules], module, barcode.height)


def qr_module(qr: Qr, dots: int) -> int:
    """The wanted module, smaller when the paper is; 0 when not even one dot fits."""
    side = _qr_side(qr) + 8
    return min(qr.module, dots // side)


def qr_native(qr: Qr, module: int) -> bytes:
    """`GS ( k`: model 2, module, error correction, store, print."""
    data = qr.data.encode()
    size = (len(data) + 3).to_bytes(2, "little")
    return (
        b"\x1d(k\x04\x00\x31\x41\x32\x00"
        + b"\x1d(k\x03\x00\x31\x43"
        + bytes((module,))
        + b"\x1d(k\x03\x00\x31\x45"
        + bytes((_ECC[qr.ecc],))
        + b"\x1d(k"
        + size
        + b"\x31\x50\x30"
        + data
        + b"\x1d(k\x03\x00\x31\x51\x30"
    )


def qr_bits(qr: Qr, module: int) -> Bits:
    import segno

    code = segno.make_qr(qr.data.encode(), error=qr.ecc, boost_error=False)
    rows = ["".join("1" if dot else "0" for dot in row) for row in code.matrix_iter(border=4)]
    return _magnify(rows, module, module)


def _qr_side(qr: Qr) -> int:
    """Modules of a code by the standard's capacity tables; drawing it would take milliseconds."""
    from segno import consts

    table: Any = consts.SYMBOL_CAPACITY
    size = len(qr.data.encode())
    level = {
        "L": consts.ERROR_LEVEL_L,
        "M": consts.ERROR_LEVEL_M,
        "Q": consts.ERROR_LEVEL_Q,
        "H": consts.ERROR_LEVEL_H,
    }[qr.ecc]
    for version in range(1, 41):
        bits = 4 + (8 if version <= 9 else 16) + 8 * size
        if table[version][level] >= bits:
            return 17 + 4 * version
    return 177


def _magnify(rows: list[str], across: int, down: int) -> Bits:
    """Rows of "0" and "1" as bits, each module `across` by `down` dots."""
    width = len(rows[0]) * across
    stride = (width + 7) // 8
    data = bytearray()
    for row in rows:
        dots = "".join(module * across for module in row).ljust(stride * 8, "0")
        data += int(dots, 2).to_bytes(stride, "big") * down
    return Bits(width, len(rows) * down, bytes(data))
