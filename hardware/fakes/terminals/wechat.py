"""A practice WeChat Pay: codepay, query, reverse and refunds, signed as the real one signs."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from hardware.api.clock import Clock
from hardware.api.spec import TwinContext, Value
from hardware.fakes.terminals.ledger import Bad, Trade
from hardware.fakes.terminals.site import Keys, Request, Site, compact, reply, spoiled

GATEWAY_ID = "PUB_KEY_ID_PRACTICE"
MCHID, APPID, SERIAL = "1900000001", "wx0000practice", "PRACTICE"
HOUR_S = 3600
_STATE = {
    "paying": "USERPAYING",
    "paid": "SUCCESS",
    "declined": "PAYERROR",
    "closed": "REVOKED",
    "refunded": "REFUND",
}
_AUTH = re.compile(r'(\w+)="([^"]*)"')


class WechatGateway(Site):
    """`ledger` says what happened; `plan` what is to happen."""

    def __init__(self, clock: Clock, keys: Keys | None = None) -> None:
        super().__init__("wechat_pay", clock, keys or Keys())
        self._wait_ms = 0

    @property
    def settings(self) -> dict[str, Value]:
        """What the driver must be set to so as to talk with it."""
        return {
            **self.keys.settings(),
            "appid": APPID,
            "mchid": MCHID,
            "key_serial": SERIAL,
            "gateway_key_id": GATEWAY_ID,
        }

    def wait_ms(self) -> int:
        wait, self._wait_ms = self._wait_ms, 0
        return wait

    def answer(self, asked: Request) -> bytes | None:
        if not self._genuine(asked):
            self.ledger.bad_signatures += 1
            return reply(401, compact({"code": "SIGN_ERROR", "message": "签名错误"}).encode())
        body = json.loads(asked.body) if asked.body else {}
        path = asked.path.partition("?")[0]
        if path == "/v3/pay/transactions/codepay":
            return self._pay(body)
        bad = self.ledger.next_bad()
        if path == "/v3/refund/domestic/refunds":
            return self._say(*self._refund(body), bad)
        who, _, deed = path.removeprefix("/v3/pay/transactions/out-trade-no/").partition("/")
        if deed == "reverse":
            return self._say(*self._reverse(who), bad)
        return self._say(*self._query(who), bad)

    # --- deeds ---------------------------------------------------------------------------------

    def _pay(self, body: dict[str, Any]) -> bytes | None:
        book, who = self.ledger, body["out_trade_no"]
        book.calls.append(("pay", who))
        code, amount = body["payer"]["auth_code"], body["amount"]
        if who in book.trades:
            return self._say(400, _error("OUT_TRADE_NO_USED", "商户订单号重复"), Bad.NONE)
        if code in book.used_codes:
            return self._say(400, _error("AUTH_CODE_EXPIRE", "付款码已过期"), Bad.NONE)
        trade = book.begin(who, amount["total"], amount["currency"], code)
        if trade is None:
            return None
        self._wait_ms = trade.plan.slow_ms
        if trade.state == "paying":
            said: tuple[int, dict[str, Any]] = (400, _error("USERPAYING", "需要用户输入支付密码"))
        elif trade.state == "declined":
            said = (403, _error(trade.plan.code or "NOT_ENOUGH", "余额不足"))
        else:
            said = (200, self._trade(trade))
        return self._say(*said, trade.plan.bad)

    def _query(self, who: str) -> tuple[int, dict[str, Any]]:
        self.ledger.calls.append(("ask", who))
        trade = self.ledger.look(who)
        if trade is None:
            return 404, _error("ORDER_NOT_EXIST", "订单不存在")
        return 200, self._trade(trade)

    def _reverse(self, who: str) -> tuple[int, dict[str, Any]]:
        self.ledger.calls.append(("reverse", who))
        did = self.ledger.undo(who)
        if did == "absent":
            return 404, _error("ORDER_NOT_EXIST", "订单不存在")
        if did == "again":
            return 500, _error("SYSTEM_ERROR", "系统异常")
        return 200, {"appid": APPID, "mchid": MCHID, "out_trade_no": who}

    def _refund(self, body: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        who, number = body["out_trade_no"], body["out_refund_no"]
        self.ledger.calls.append(("refund", who))
        back = body["amount"]["refund"]
        if self.ledger.back(who, number, back) == "refused":
            return 403, _error("NOT_ENOUGH", "可退金额不足")
        return 200, {
            "refund_id": f"5030{number[:12]}",
            "out_refund_no": number,
            "out_trade_no": who,
            "status": "SUCCESS",
            "amount": {**body["amount"], "payer_refund": back},
        }

    # --- words ---------------------------------------------------------------------------------

    def _trade(self, trade: Trade) -> dict[str, Any]:
        return {
            "appid": APPID,
            "mchid": MCHID,
            "out_trade_no": trade.attempt_id,
            "transaction_id": trade.number,
            "trade_type": "MICROPAY",
            "trade_state": _STATE[trade.state],
            "amount": {"total": trade.amount_minor, "currency": trade.currency},
        }

    def _say(self, status: int, said: dict[str, Any], bad: Bad) -> bytes | None:
        if bad is Bad.SILENT:
            return None
        none = spoiled(bad)
        if none is not None:
            return none
        if bad is Bad.OTHER and "out_trade_no" in said:
            said = {**said, "out_trade_no": "SOMEBODYELSE"}
        if bad is Bad.AMOUNT and "amount" in said:
            said = {**said, "amount": {**said["amount"], "total": said["amount"]["total"] - 1}}
        if bad is Bad.CURRENCY and "amount" in said:
            said = {**said, "amount": {**said["amount"], "currency": "USD"}}
        body = compact(said).encode()
        now_s = self.clock.now_ms() // 1000 - (HOUR_S if bad is Bad.STALE else 0)
        signed = f"{now_s}\nnonce\n".encode() + body + b"\n"
        return reply(
            status,
            body,
            {
                "Wechatpay-Timestamp": str(now_s),
                "Wechatpay-Nonce": "nonce",
                "Wechatpay-Serial": GATEWAY_ID,
                "Wechatpay-Signature": self.keys.sign(signed, wrong=bad is Bad.SIGNATURE),
                "Wechatpay-Signature-Type": "WECHATPAY2-SHA256-RSA2048",
            },
        )

    def _genuine(self, asked: Request) -> bool:
        given = dict(_AUTH.findall(asked.headers.get("authorization", "")))
        said = f"{asked.method}\n{asked.path}\n{given.get('timestamp')}\n{given.get('nonce_str')}\n"
        signed = said.encode() + asked.body + b"\n"
        return given.get("mchid") == MCHID and self.keys.shop_signed(
            signed, given.get("signature", "")
        )


def _error(code: str, message: str) -> dict[str, Any]:
    return {"code": code, "message": message}


def twin(settings: Mapping[str, Value], context: TwinContext) -> WechatGateway:
    """For the registry."""
    del settings
    return WechatGateway(context.clock)
