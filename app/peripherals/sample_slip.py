"""What a test prints: letters, Han, the currency sign and a code, so that one look says all."""

from __future__ import annotations

from typing import Any

from hardware.api.slip import Align, Cell, Columns, Cut, Feed, Qr, Rule, Slip, Text
from hardware.api.slip_codec import slip_to_dict


def sample_slip() -> dict[str, Any]:
    """The slip; its words are the same in every language, because they are what is tested."""
    return slip_to_dict(
        Slip(
            (
                Text("熟客 Shuke", Align.CENTER, wide=True, tall=True),
                Rule(),
                Columns((Cell("中文测试 ABC 123"), Cell("￥12.50", Align.RIGHT, 0))),
                Text("（）《》“”、。！？ 喆堃昇犇"),
                Rule(),
                Qr("SHUKE-TEST"),
                Feed(3),
                Cut(),
            )
        )
    )
