"""Whose code a phone shows."""

import pytest

from app.domain.attempt.paycode import scheme


@pytest.mark.parametrize("head", range(10, 16))
def test_wechat(head):
    assert scheme(f"{head}4567890123456789") == "wechat"


@pytest.mark.parametrize("head", range(25, 31))
@pytest.mark.parametrize("size", range(16, 25))
def test_alipay(head, size):
    assert scheme(f"{head}{'7' * (size - 2)}") == "alipay"


@pytest.mark.parametrize(
    "text",
    [
        *("", "6901234567892", "13456789012345678", "1345678901234567890", "164567890123456789"),
        *("094567890123456789", "241234567890123456", "311234567890123456", "2" * 15, "28" * 13),
        *("１３４５６７８９０１２３４５６７８９", "13456789012345678a", "M:134567890123456789"),
    ],
)
def test_everything_else_is_no_code_to_pay_with(text):
    assert scheme(text) == ""
