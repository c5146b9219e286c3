"""Whose code a phone shows: digits that a customer pays with, told apart by how they begin.

WeChat Pay: 18 digits, 10 to 15 first. Alipay: 16 to 24 digits, 25 to 30 first (both: the gateways'
manuals). An EAN-13 is too short to be either; no code of ours is so long and all digits.
"""

from __future__ import annotations

WECHAT_DIGITS = 18
ALIPAY_DIGITS = range(16, 25)
_WECHAT = tuple(str(n) for n in range(10, 16))
_ALIPAY = tuple(str(n) for n in range(25, 31))


def scheme(text: str) -> str:
    """`wechat`, `alipay`, or empty for what is no code to pay with."""
    code = text.strip()
    if not (code.isascii() and code.isdigit()):
        return ""
    if len(code) == WECHAT_DIGITS and code.startswith(_WECHAT):
        return "wechat"
    if len(code) in ALIPAY_DIGITS and code.startswith(_ALIPAY):
        return "alipay"
    return ""
