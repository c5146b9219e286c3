"""Alipay: the code on a customer's phone (当面付, alipay.trade.*), signed with RSA2.

Source: manual (opendocs.alipay.com: alipay.trade.pay, .query, .cancel, .refund; the signature over
the raw letters of the inner answer), and python-alipay-sdk 3.4.0. Amounts go as text with two
places; only CNY is spoken here.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta, timezone
from types import MappingProxyType
from typing import Any
from urllib.parse import urlencode

from hardware.api.device import Transport
from hardware.api.spec import DriverContext, DriverSpec, Kind, Setting, Value
from hardware.api.terminal import PayAnswer, PayRequest, PayState, RefundRequest, Why
from hardware.drivers.terminals import http
from hardware.drivers.terminals.gateway import (
    Bad,
    WebDevice,
    check,
    declined,
    required,
    settings,
    text,
    unknown,
)
from hardware.drivers.terminals.keys import KeyPair, load

HOST = "openapi.alipay.com"
PATH = "/gateway.do"
CURRENCY = "CNY"
SKEW_MS = 300_000
_BEIJING = timezone(timedelta(hours=8))
_TITLE = 80
_AMOUNT = re.compile(r"([0-9]{1,10})(?:\.([0-9]{1,2}))?")

_STATES = {
    "TRADE_SUCCESS": PayState.APPROVED,
    "TRADE_FINISHED": PayState.APPROVED,
    "WAIT_BUYER_PAY": PayState.WAITING,
    "TRADE_CLOSED": PayState.REVERSED,
}
_REFUSALS = {
    "ACQ.PAYMENT_AUTH_CODE_INVALID": Why.CODE,
    "ACQ.SOUNDWAVE_PARSER_FAIL": Why.CODE,
    "ACQ.BUYER_BALANCE_NOT_ENOUGH": Why.NO_MONEY,
    "ACQ.BUYER_BANKCARD_BALANCE_NOT_ENOUGH": Why.NO_MONEY,
    "ACQ.ERROR_BALANCE_PAYMENT_DISABLE": Why.REFUSED,
    "ACQ.TOTAL_FEE_EXCEED": Why.LIMIT,
    "ACQ.BUYER_PAYMENT_AMOUNT_DAY_LIMIT_ERROR": Why.LIMIT,
    "ACQ.BEYOND_PAY_RESTRICTION": Why.LIMIT,
    "ACQ.TRADE_HAS_CLOSE": Why.CLOSED,
    "ACQ.ACCESS_FORBIDDEN": Why.SETUP,
    "ACQ.PARTNER_ERROR": Why.SETUP,
    "ACQ.INVALID_PARAMETER": Why.SETUP,
}
# it says itself that the outcome must be asked for (manual), or the id was used before
_ASK_FIRST = {
    "ACQ.SYSTEM_ERROR",
    "AOP.ACQ.SYSTEM_ERROR",
    "ACQ.TRADE_HAS_SUCCESS",
    "ACQ.CONTEXT_INCONSISTENT",
    "ACQ.TRADE_BUYER_NOT_MATCH",
}
_STAYS_PAID = (
    "ACQ.SELLER_BALANCE_NOT_ENOUGH",
    "ACQ.REASON_TRADE_REFUND_FEE_ERR",
    "ACQ.TRADE_CANCEL_TIME_OUT",
)
_ABSENT = "ACQ.TRADE_NOT_EXIST"


class Alipay(WebDevice):
    """A `Terminal` and a `Device`."""

    def __init__(
        self,
        wire: Transport,
        keys: KeyPair,
        app_id: str,
        context: DriverContext,
        *,
        store: str = "",
        answer_ms: int = 8000,
    ) -> None:
        super().__init__(wire, context.clock, answer_ms)
        self._keys, self._app_id, self._store = keys, app_id, store

    def pay(self, asked: PayRequest) -> PayAnswer:
        who = asked.attempt_id
        refused = check(who, asked.code)
        if refused is not None:
            return refused
        if asked.currency != CURRENCY:
            return declined(who, Why.CURRENCY, asked.currency)
        content = {
            "out_trade_no": who,
            "scene": "bar_code",
            "auth_code": asked.code,
            "subject": asked.title[:_TITLE] or who,
            "total_amount": amount_text(asked.amount_minor),
            **({"store_id": self._store} if self._store else {}),
        }
        said = self._heard(who, lambda: self._call("alipay.trade.pay", content), lost=declined)
        if isinstance(said, PayAnswer):
            return said
        code, sub = text(said.get("code")), text(said.get("sub_code"))
        if code == "10000":
            return self._trade(who, said, PayState.APPROVED)
        if code == "10003":
            return PayAnswer(PayState.WAITING, who, detail=code)
        if code == "20000" or sub in _ASK_FIRST:
            used = sub in ("ACQ.TRADE_HAS_SUCCESS", "ACQ.CONTEXT_INCONSISTENT")
            return unknown(who, Why.USED_ID if used else Why.BUSY, sub or code)
        if code in ("40001", "40002", "40006", "20001"):  # it did not look at the payment at all
            return declined(who, Why.SETUP, sub or code)
        if code != "40004":
            return unknown(who, Why.JUNK, code)
        return declined(who, _REFUSALS.get(sub, Why.REFUSED), sub)

    def ask(self, attempt_id: str) -> PayAnswer:
        """What became of an attempt."""
        said = self._ask_of(attempt_id, "alipay.trade.query")
        if isinstance(said, PayAnswer):
            return said
        code, sub = text(said.get("code")), text(said.get("sub_code"))
        if code == "10000":
            return self._trade(attempt_id, said, None)
        if sub == _ABSENT:
            return unknown(attempt_id, Why.NOT_FOUND, sub)
        return unknown(attempt_id, Why.BUSY if code in ("20000", "40004") else Why.SETUP, sub)

    def reverse(self, attempt_id: str) -> PayAnswer:
        """Undo all of it, on the day of the payment (manual); `retry_flag` Y means: once more."""
        said = self._ask_of(attempt_id, "alipay.trade.cancel")
        if isinstance(said, PayAnswer):
            return said
        code, sub = text(said.get("code")), text(said.get("sub_code"))
        if code == "10000" and text(said.get("out_trade_no")) != attempt_id:
            return unknown(attempt_id, Why.JUNK)
        if code == "10000" and text(said.get("retry_flag")) != "Y":
            return PayAnswer(PayState.REVERSED, attempt_id, detail=text(said.get("action")))
        if sub == _ABSENT:
            return unknown(attempt_id, Why.NOT_FOUND, sub)
        if code == "40004" and sub in _STAYS_PAID:
            return declined(attempt_id, Why.LIMIT, sub)
        return unknown(attempt_id, Why.BUSY, sub)

    def refund(self, asked: RefundRequest) -> PayAnswer:
        """Part of it goes back; the same `refund_id` asks for the same refund."""
        who = asked.attempt_id
        if asked.currency != CURRENCY:
            return declined(who, Why.CURRENCY, asked.currency)
        more = {"out_request_no": asked.refund_id, "refund_amount": amount_text(asked.amount_minor)}
        said = self._ask_of(who, "alipay.trade.refund", more)
        if isinstance(said, PayAnswer):
            return said
        code, sub = text(said.get("code")), text(said.get("sub_code"))
        if code == "10000" and text(said.get("out_trade_no")) != who:
            return unknown(who, Why.JUNK)
        if code == "10000" and text(said.get("fund_change")) == "Y":
            return PayAnswer(
                *(PayState.REVERSED, who, asked.amount_minor, CURRENCY),
                approval_no=text(said.get("trade_no")),
            )
        if code == "10000":  # N: it went before, or not yet; only asking tells (manual)
            return self._ask_refund(asked)
        if code == "20000" or sub in ("ACQ.SYSTEM_ERROR", "aop.ACQ.SYSTEM_ERROR"):
            return unknown(who, Why.BUSY, sub)
        return declined(who, Why.REFUSED, sub or code)

    def _ask_refund(self, asked: RefundRequest) -> PayAnswer:
        who = asked.attempt_id
        more = {"out_request_no": asked.refund_id}
        said = self._ask_of(who, "alipay.trade.fastpay.refund.query", more)
        if isinstance(said, PayAnswer):
            return said
        went = text(said.get("refund_status")) == "REFUND_SUCCESS"
        mine = text(said.get("out_trade_no")) == who
        mine = mine and text(said.get("out_request_no")) in ("", asked.refund_id)
        if went and mine and minor_of(said.get("refund_amount")) == asked.amount_minor:
            return PayAnswer(PayState.REVERSED, who, asked.amount_minor, CURRENCY)
        return unknown(who, Why.BUSY)

    # --- the wire ------------------------------------------------------------------------------

    def _trade(self, who: str, said: Mapping[str, Any], usual: PayState | None) -> PayAnswer:
        name = text(said.get("trade_status"))
        state = _STATES.get(name) if name else usual
        if text(said.get("out_trade_no")) != who or state is None:
            return unknown(who, Why.JUNK, name)
        return PayAnswer(
            state,
            who,
            minor_of(said.get("total_amount")) or 0,
            text(said.get("trans_currency")) or CURRENCY,
            text(said.get("trade_no")),
            why=Why.CLOSED if state is PayState.REVERSED else None,
            detail=name,
        )

    def _ask_of(
        self, who: str, method: str, more: Mapping[str, str] = MappingProxyType({})
    ) -> dict[str, Any] | PayAnswer:
        """What it says of an attempt, or UNKNOWN with the reason."""
        return self._heard(who, lambda: self._call(method, {"out_trade_no": who, **more}))

    def _call(self, method: str, content: Mapping[str, str]) -> dict[str, Any]:
        """One signed question. Raises `http.NotSent`, `http.NoReply`, `Bad`."""
        at = datetime.fromtimestamp(self._clock.now_ms() // 1000, UTC).astimezone(_BEIJING)
        params = {
            "app_id": self._app_id,
            "method": method,
            "format": "JSON",
            "charset": "utf-8",
            "sign_type": "RSA2",
            "timestamp": at.strftime("%Y-%m-%d %H:%M:%S"),
            "version": "1.0",
            "biz_content": json.dumps(content, ensure_ascii=False),
        }
        params["sign"] = self._keys.sign(signed_text(params).encode())
        headers = {
            "Accept": "application/json",
            "Content-Type": "application/x-www-form-urlencoded;charset=utf-8",
            "User-Agent": "shuke",
        }
        reply = self._ask(("POST", f"{PATH}?charset=utf-8", headers), urlencode(params).encode())
        if reply.status != 200:
            raise http.NoReply(junk=reply.status < 500)
        return self._inner(reply.body, method.replace(".", "_") + "_response")

    def _inner(self, raw: bytes, name: str) -> dict[str, Any]:
        """The inner object, by its raw letters: those were signed."""
        try:
            whole = raw.decode("utf-8")
            outer = json.loads(whole)
        except (ValueError, RecursionError) as error:
            raise Bad(Why.JUNK) from error
        if not isinstance(outer, dict):
            raise Bad(Why.JUNK)
        name = name if name in outer else "error_response"
        if not isinstance(outer.get(name), dict):
            raise Bad(Why.JUNK)
        letters = _letters(whole, name)
        if not letters or not self._keys.proves(letters.encode(), text(outer.get("sign"))):
            raise Bad(Why.BAD_SIGNATURE)
        said = json.loads(letters)  # what was signed and nothing else: a name may stand there twice
        if not isinstance(said, dict):
            raise Bad(Why.JUNK)
        return said


def _letters(whole: str, name: str) -> str:
    """The raw letters of the object under that name; a value that says the name is not fooled by:
    the object must be the one that the outer object holds."""
    for found in re.finditer(rf'"{re.escape(name)}"\s*:\s*', whole):
        if whole[: found.start()].strip() not in ("{", ""):
            continue
        try:
            _, end = json.JSONDecoder().raw_decode(whole, found.end())
        except ValueError:
            return ""
        return whole[found.end() : end]
    return ""


def signed_text(params: Mapping[str, str]) -> str:
    """What is signed: all but the signature, sorted, empty ones left out (manual)."""
    kept = sorted((name, value) for name, value in params.items() if value and name != "sign")
    return "&".join(f"{name}={value}" for name, value in kept)


def amount_text(minor: int) -> str:
    """1280 -> "12.80"."""
    whole, rest = divmod(minor, 100)
    return f"{whole}.{rest:02d}"


def minor_of(value: object) -> int | None:
    """ "12.80" -> 1280; None for what is no amount."""
    found = _AMOUNT.fullmatch(value) if isinstance(value, str) else None
    return int(found[1]) * 100 + int((found[2] or "").ljust(2, "0")) if found else None


def build(wire: Transport, given: Mapping[str, Value], context: DriverContext) -> Alipay:
    """For the registry. Raises `BadSettings`."""
    (app_id,) = required(given, "app_id")
    keys = load(str(given["key_file"]), str(given["gateway_key_file"]), context.folder)
    return Alipay(
        *(wire, keys, app_id, context), store=str(given["store"]), answer_ms=int(given["answer_ms"])
    )


SPEC = DriverSpec(
    name="alipay",
    kinds=(Kind.TERMINAL,),
    transports=("web",),
    build=build,
    settings=settings(Setting("app_id", ""), Setting("store", "")),
    capabilities=frozenset({"code", "refund"}),
    wire={"web": {"host": HOST, "port": 443}},
    tried="manual",
)
