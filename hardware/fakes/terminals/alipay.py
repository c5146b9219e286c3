"""A practice Alipay: trade.pay, query, cancel and refund, signed as the real one signs."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl

from hardware.api.clock import Clock
from hardware.api.spec import TwinContext, Value
from hardware.fakes.terminals.ledger import Bad, Trade
from hardware.fakes.terminals.site import Keys, Request, Site, compact, reply, spoiled

APP_ID = "2021000000practice"
Said = dict[str, Any]
_STATE = {
    "paying": "WAIT_BUYER_PAY",
    "paid": "TRADE_SUCCESS",
    "declined": "TRADE_CLOSED",
    "closed": "TRADE_CLOSED",
    "refunded": "TRADE_CLOSED",
}


class AlipayGateway(Site):
    """`ledger` says what happened; its `plans` what is to happen."""

    def __init__(self, clock: Clock, keys: Keys | None = None) -> None:
        super().__init__("alipay", clock, keys or Keys())
        self._wait_ms = 0

    @property
    def settings(self) -> dict[str, Value]:
        """What the driver must be set to so as to talk with it."""
        return {**self.keys.settings(), "app_id": APP_ID}

    def wait_ms(self) -> int:
        wait, self._wait_ms = self._wait_ms, 0
        return wait

    def answer(self, asked: Request) -> bytes | None:
        given = dict(parse_qsl(asked.body.decode(), keep_blank_values=True))
        method = given.get("method", "")
        name = method.replace(".", "_") + "_response"
        if not self._genuine(given):
            self.ledger.bad_signatures += 1
            no = {"code": "40002", "msg": "Invalid Arguments", "sub_code": "isv.invalid-signature"}
            return self._say(name, no, Bad.NONE)
        content = json.loads(given["biz_content"])
        who = content["out_trade_no"]
        if method == "alipay.trade.pay":
            said, bad = self._pay(who, content)
            return self._say(name, said, bad) if said else None
        bad = self.ledger.next_bad()
        deeds = {
            "alipay.trade.query": self._query,
            "alipay.trade.cancel": self._cancel,
            "alipay.trade.refund": self._refund,
            "alipay.trade.fastpay.refund.query": self._refund_query,
        }
        return self._say(name, deeds[method](who, content), bad)

    # --- deeds ---------------------------------------------------------------------------------

    def _pay(self, who: str, content: Said) -> tuple[Said, Bad]:
        book = self.ledger
        book.calls.append(("pay", who))
        if who in book.trades:
            return _no("ACQ.CONTEXT_INCONSISTENT"), Bad.NONE
        if content["auth_code"] in book.used_codes:
            return _no("ACQ.PAYMENT_AUTH_CODE_INVALID"), Bad.NONE
        trade = book.begin(who, _minor(content["total_amount"]), "CNY", content["auth_code"])
        if trade is None:
            return {}, Bad.SILENT
        self._wait_ms = trade.plan.slow_ms
        if trade.state == "paying":
            said = {"code": "10003", "msg": "order success pay inprocess", "out_trade_no": who}
        elif trade.state == "declined":
            said = _no(trade.plan.code or "ACQ.BUYER_BALANCE_NOT_ENOUGH")
        else:
            said = _yes({"out_trade_no": who, "trade_no": trade.number, **_amount(trade)})
        return said, trade.plan.bad

    def _query(self, who: str, _: Said) -> Said:
        self.ledger.calls.append(("ask", who))
        trade = self.ledger.look(who)
        if trade is None:
            return _no("ACQ.TRADE_NOT_EXIST")
        state = {"trade_status": _STATE[trade.state], "trade_no": trade.number}
        return _yes({"out_trade_no": who, **state, **_amount(trade)})

    def _cancel(self, who: str, _: Said) -> Said:
        self.ledger.calls.append(("reverse", who))
        before = self.ledger.trades.get(who)
        was_paid = before is not None and before.state == "paid"
        did = self.ledger.undo(who)
        if did == "absent":
            return _no("ACQ.TRADE_NOT_EXIST")
        if did == "again":
            return {**_yes({"out_trade_no": who}), "retry_flag": "Y"}
        action = "refund" if was_paid else "close"
        return {**_yes({"out_trade_no": who}), "retry_flag": "N", "action": action}

    def _refund(self, who: str, content: Said) -> Said:
        self.ledger.calls.append(("refund", who))
        back = _minor(content["refund_amount"])
        did = self.ledger.back(who, content["out_request_no"], back)
        if did == "refused":
            return _no("ACQ.REFUND_AMT_NOT_EQUAL_TOTAL")
        changed = {"fund_change": "Y" if did == "done" else "N", "trade_no": "T" + who[:12]}
        return _yes({"out_trade_no": who, **changed})

    def _refund_query(self, who: str, content: Said) -> Said:
        self.ledger.calls.append(("ask_refund", who))
        trade = self.ledger.trades.get(who)
        went = trade.refunds.get(content["out_request_no"]) if trade else None
        if went is None:
            return _yes({"out_trade_no": who})
        status = {"refund_status": "REFUND_SUCCESS", "refund_amount": _text(went)}
        return _yes({"out_trade_no": who, **status})

    # --- words ---------------------------------------------------------------------------------

    def _say(self, name: str, said: Said, bad: Bad) -> bytes | None:
        if bad is Bad.SILENT:
            return None
        none = spoiled(bad)
        if none is not None:
            return none
        if bad is Bad.OTHER and "out_trade_no" in said:
            said = {**said, "out_trade_no": "SOMEBODYELSE"}
        if bad is Bad.AMOUNT and "total_amount" in said:
            said = {**said, "total_amount": "0.01"}
        if bad is Bad.CURRENCY and "total_amount" in said:
            said = {**said, "trans_currency": "USD"}
        inner = compact(said)
        signature = self.keys.sign(inner.encode(), wrong=bad is Bad.SIGNATURE)
        return reply(200, f'{{"{name}":{inner},"sign":"{signature}"}}'.encode())

    def _genuine(self, given: Mapping[str, str]) -> bool:
        kept = sorted((k, v) for k, v in given.items() if v and k != "sign")
        signed = "&".join(f"{k}={v}" for k, v in kept).encode()
        return given.get("app_id") == APP_ID and self.keys.shop_signed(
            signed, given.get("sign", "")
        )


def _yes(more: Said) -> Said:
    return {"code": "10000", "msg": "Success", **more}


def _no(sub_code: str) -> Said:
    return {"code": "40004", "msg": "Business Failed", "sub_code": sub_code, "sub_msg": "失败"}


def _amount(trade: Trade) -> Said:
    return {"total_amount": _text(trade.amount_minor)}


def _text(minor: int) -> str:
    whole, rest = divmod(minor, 100)
    return f"{whole}.{rest:02d}"


def _minor(text: str) -> int:
    whole, _, rest = text.partition(".")
    return int(whole) * 100 + int(rest.ljust(2, "0"))


def twin(settings: Mapping[str, Value], context: TwinContext) -> AlipayGateway:
    """For the registry."""
    del settings
    return AlipayGateway(context.clock)
