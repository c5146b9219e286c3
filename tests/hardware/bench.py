"""The workbench: slips, quick models, and a pty with a device's side."""

import os
import pty
import select
import threading
import tty
from dataclasses import replace
from pathlib import Path

from hardware.api.clock import SystemClock
from hardware.api.slip import (
    Align,
    Barcode,
    Cell,
    CodeKind,
    Columns,
    Cut,
    Feed,
    Qr,
    Rule,
    Slip,
    Text,
)
from hardware.drivers.escpos.profile import load_profile

ROOT = Path(__file__).resolve().parents[2]
PROFILES = ROOT / "resources" / "profiles"
FONT = str(ROOT / "resources" / "fonts" / "NotoSansSC-Regular.ttf")
NOW_MS = 1_750_000_000_000


def quick_clock():
    return SystemClock(lambda: NOW_MS)


def quick(name="generic-80", **changes):
    """A model that gives up soon, so that silence does not cost the suite a minute."""
    changes = {"status_ms": 150, "confirm_ms": 500, "pause_open_ms": 0, **changes}
    return replace(load_profile(PROFILES, name), **changes)


def hello(text="你好，熟客"):
    return Slip((Text(text), Cut()))


def receipt(lines=40):
    """A Chinese receipt as a shop prints it, `lines` long on 80 mm paper."""
    head = [
        Text("熟客便利店", Align.CENTER, bold=True, wide=True, tall=True),
        Text("2025-06-15 20:26　收银：小李　A1-0042", Align.CENTER),
        Rule(),
    ]
    names = ("农夫山泉天然水 550ml", "可口可乐（罐装）", "散装苹果【红富士】", "康师傅红烧牛肉面")
    body = [
        Columns(
            (
                Cell(names[n % 4]),
                Cell(f"{n % 3 + 1} × 3.50", Align.RIGHT, weight=0),
                Cell(f"¥{(n % 3 + 1) * 3.5:.2f}", Align.RIGHT, cols=10),
            )
        )
        for n in range(lines - 7)
    ]
    foot = [
        Rule("="),
        Columns((Cell("应付"), Cell("¥252.00", Align.RIGHT, weight=0)), bold=True, tall=True),
        Text("会员 138****0000，本次积 252 分。"),
        Text("“谢谢惠顾”——欢迎再来！", Align.CENTER),
        Cut(),
    ]
    return Slip((*head, *body, *foot))


def codes():
    return Slip(
        (
            Text("扫码", Align.CENTER),
            Barcode(CodeKind.EAN13, "6901234567892"),
            Feed(1),
            Qr("https://shop.example/r/M:会员-42"),
            Text("完"),
            Cut(),
        )
    )


class Pty:
    """A serial line without hardware: `port` for the driver, `on_data` for the device's side."""

    def __init__(self, on_data=None):
        self._master, self._slave = pty.openpty()
        tty.setraw(self._slave)
        self.port = os.ttyname(self._slave)
        self.received = bytearray()
        self._on_data = on_data
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._pump, daemon=True)
        self._thread.start()

    def send(self, data):
        os.write(self._master, data)

    def unplug(self):
        """Like a pulled USB adapter: the port's file handle dies under its reader."""
        self._over.set()
        self._thread.join(5)
        if self._master >= 0:
            os.close(self._master)
            os.close(self._slave)
            self._master = -1

    close = unplug

    def _pump(self):
        while not self._over.is_set():
            ready, _, _ = select.select([self._master], [], [], 0.02)
            if not ready:
                continue
            try:
                data = os.read(self._master, 4096)
            except OSError:
                return
            self.received += data
            if self._on_data is not None:
                self._on_data(data, self.send)
