"""WeChat Pay: the code on a customer's phone (付款码支付, API v3), in public-key mode.

Source: manual (pay.weixin.qq.com, code-payment-v3: codepay, query, reverse, domestic refunds; the
signature of requests and answers), and wechatpayv3 2.0.4 for the names of headers. Every answer is
taken only when its signature and its time are right; anything else leaves the attempt unknown.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Mapping
from typing import Any

from hardware.api.device import Transport
from hardware.api.spec import DriverContext, DriverSpec, Kind, Setting, Value
from hardware.api.terminal import PayAnswer, PayRequest, PayState, RefundRequest, Why
from hardware.drivers.terminals import http
from hardware.drivers.terminals.gateway import (
    Bad,
    Verdict,
    WebDevice,
    check,
    declined,
    required,
    settings,
    text,
    unknown,
)
from hardware.drivers.terminals.keys import KeyPair, load

HOST = "api.mch.weixin.qq.com"  # the second entrance is api2.mch.weixin.qq.com
SCHEME = "WECHATPAY2-SHA256-RSA2048"
SKEW_MS = 300_000  # an answer older or newer than that is not of now (manual)
_MOST_MINOR = 10**15
_TITLE = 42  # letters; the field holds 127 bytes
_TRADES = "/v3/pay/transactions/out-trade-no/"

_STATES = {
    "SUCCESS": PayState.APPROVED,
    "USERPAYING": PayState.WAITING,
    "ACCEPT": PayState.WAITING,
    "REFUND": PayState.REVERSED,
    "REVOKED": PayState.REVERSED,
    "CLOSED": PayState.REVERSED,
    "PAYERROR": PayState.DECLINED,
}
_REFUSALS = {  # codes of a pay request that promise that nothing was taken
    "AUTH_CODE_ERROR": Why.CODE,
    "AUTH_CODE_EXPIRE": Why.CODE,
    "AUTH_CODE_INVALID": Why.CODE,
    "AUTHCODEEXPIRE": Why.CODE,
    "NOT_ENOUGH": Why.NO_MONEY,
    "NOTENOUGH": Why.NO_MONEY,
    "BANK_ERROR": Why.REFUSED,
    "TRADE_ERROR": Why.REFUSED,
    "RULE_LIMIT": Why.LIMIT,
    "FREQUENCY_LIMITED": Why.LIMIT,
    "RATELIMIT_EXCEEDED": Why.LIMIT,
    "NOT_SUPPORTED_CARD": Why.REFUSED,
    "ACCOUNT_ERROR": Why.REFUSED,
    "ORDER_CLOSED": Why.CLOSED,
    "ORDER_REVERSED": Why.CLOSED,
    "OUT_TRADE_NO_USED": Why.USED_ID,
    "PARAM_ERROR": Why.SETUP,
    "INVALID_REQUEST": Why.SETUP,
    "SIGN_ERROR": Why.SETUP,
    "NO_AUTH": Why.SETUP,
    "APPID_MCHID_NOT_MATCH": Why.SETUP,
    "MCH_NOT_EXISTS": Why.SETUP,
}
# the trade of this id exists already: what became of it is found by asking, not by this answer
_ASK_FIRST = {"OUT_TRADE_NO_USED", "ORDERPAID", "ORDER_PAID", "INVALID_REQUEST", "PARAM_ERROR"}
_LATER = {"SYSTEM_ERROR", "SYSTEMERROR", "BANK_ERROR"}
_ABSENT = {"ORDER_NOT_EXIST", "ORDERNOTEXIST", "RESOURCE_NOT_EXISTS"}


def _nonce() -> str:
    return secrets.token_hex(16)


class WechatPay(WebDevice):
    """A `Terminal` and a `Device`. `ids`: (appid, mchid, key_serial, gateway_key_id)."""

    def __init__(
        self,
        wire: Transport,
        keys: KeyPair,
        ids: tuple[str, str, str, str],
        context: DriverContext,
        *,
        store: str = "",
        answer_ms: int = 8000,
        nonce: Callable[[], str] = _nonce,
    ) -> None:
        super().__init__(wire, context.clock, answer_ms)
        self._keys, self._store, self._nonce = keys, store, nonce
        self._appid, self._mchid, self._serial, self._gateway_id = ids

    # --- what the till asks --------------------------------------------------------------------

    def pay(self, asked: PayRequest) -> PayAnswer:
        who = asked.attempt_id
        refused = check(who, asked.code)
        if refused is not None:
            return refused
        body = {
            "appid": self._appid,
            "mchid": self._mchid,
            "description": asked.title[:_TITLE] or who,
            "out_trade_no": who,
            "payer": {"auth_code": asked.code},
            "amount": {"total": asked.amount_minor, "currency": asked.currency},
            "scene_info": {"store_info": {"id": self._store or self._mchid}},
        }
        found = self._told(who, "POST", "/v3/pay/transactions/codepay", body, lost=declined)
        if isinstance(found, PayAnswer):
            return found
        status, said = found
        if status == 200:
            return self._trade(who, said, PayState.APPROVED)
        code = text(said.get("code"))
        if code == "USERPAYING":
            return PayAnswer(PayState.WAITING, who, detail=code)
        if code in _LATER or code in _ASK_FIRST or status >= 500 or status == 202:
            return unknown(who, _REFUSALS.get(code, Why.BUSY), code)
        return declined(who, _REFUSALS.get(code, Why.REFUSED), code)

    def ask(self, attempt_id: str) -> PayAnswer:
        """What became of an attempt."""
        path = f"{_TRADES}{attempt_id}?mchid={self._mchid}"
        found = self._told(attempt_id, "GET", path)
        if isinstance(found, PayAnswer):
            return found
        status, said = found
        if status == 200:
            return self._trade(attempt_id, said, None)
        code = text(said.get("code"))
        if code in _ABSENT:
            return unknown(attempt_id, Why.NOT_FOUND, code)
        return unknown(attempt_id, Why.SETUP if 400 <= status < 429 else Why.BUSY, code)

    def reverse(self, attempt_id: str) -> PayAnswer:
        """Undo all of it. Within seven days of the payment (manual)."""
        body = {"appid": self._appid, "mchid": self._mchid}
        found = self._told(attempt_id, "POST", f"{_TRADES}{attempt_id}/reverse", body)
        if isinstance(found, PayAnswer):
            return found
        status, said = found
        code = text(said.get("code"))
        if status == 200 and not self._is_of(attempt_id, said):
            return unknown(attempt_id, Why.JUNK)
        if status == 200 and "trade_state" in said:  # how it stands, played again: nothing undone
            return unknown(attempt_id, Why.JUNK)
        if status == 200:
            return PayAnswer(PayState.REVERSED, attempt_id)
        if code == "USERPAYING":
            return PayAnswer(PayState.WAITING, attempt_id, why=Why.BUSY, detail=code)
        if code in _ABSENT:
            return unknown(attempt_id, Why.NOT_FOUND, code)
        if code in ("REVERSE_EXPIRE", "NOT_ENOUGH", "TRADE_STATE_ERROR"):
            return declined(attempt_id, Why.LIMIT, code)
        return unknown(attempt_id, Why.BUSY, code)

    def refund(self, asked: RefundRequest) -> PayAnswer:
        """Part of it goes back; the same `refund_id` asks for the same refund."""
        body = {
            "out_trade_no": asked.attempt_id,
            "out_refund_no": asked.refund_id,
            "amount": {
                "refund": asked.amount_minor,
                "total": asked.whole_minor,
                "currency": asked.currency,
            },
        }
        who = asked.attempt_id
        found = self._told(who, "POST", "/v3/refund/domestic/refunds", body)
        if isinstance(found, PayAnswer):
            return found
        status, said = found
        code = text(said.get("code"))
        if status != 200:
            if status == 401:  # not signed: no word that money is given back by hand for
                return unknown(who, Why.SETUP, code)
            later = status >= 500 or code in _LATER or code in ("FREQUENCY_LIMITED",)
            return unknown(who, Why.BUSY, code) if later else declined(who, Why.REFUSED, code)
        return _refunded(asked, said)

    # --- the wire ------------------------------------------------------------------------------

    def _trade(self, who: str, said: Mapping[str, Any], usual: PayState | None) -> PayAnswer:
        """An answer about a trade; one about another trade is none."""
        name = text(said.get("trade_state"))
        state = _STATES.get(name) if name else usual
        if not self._is_of(who, said):
            return unknown(who, Why.JUNK, name)
        if name == "NOTPAY":
            return PayAnswer(PayState.WAITING, who, detail=name)
        if state is None:
            return unknown(who, Why.JUNK, name)
        amount = said.get("amount")
        amount = amount if isinstance(amount, dict) else {}
        total = amount.get("total")
        return PayAnswer(
            state,
            who,
            total if type(total) is int and 0 <= total < _MOST_MINOR else 0,
            text(amount.get("currency")),
            text(said.get("transaction_id")),
            why=Why.CLOSED if state in (PayState.DECLINED, PayState.REVERSED) else None,
            detail=name,
        )

    def _is_of(self, who: str, said: Mapping[str, Any]) -> bool:
        """Whether an answer speaks of this attempt, and of no other merchant's."""
        ours = text(said.get("mchid")) in ("", self._mchid)
        return ours and text(said.get("out_trade_no")) == who

    def _told(
        self, who: str, method: str, path: str, body: object = None, *, lost: Verdict | None = None
    ) -> tuple[int, dict[str, Any]] | PayAnswer:
        """Status and answer, or the answer that no word is."""
        return self._heard(who, lambda: self._call(method, path, body), lost=lost)

    def _call(self, method: str, path: str, body: object = None) -> tuple[int, dict[str, Any]]:
        """One signed question. Raises `http.NotSent`, `http.NoReply`, `Bad`."""
        raw = b"" if body is None else json.dumps(body, ensure_ascii=False).encode()
        headers = {
            "Accept": "application/json",
            "Content-Type": "application/json",
            "User-Agent": "shuke",
            "Wechatpay-Serial": self._gateway_id,
            "Authorization": self._authorization(method, path, raw),
        }
        reply = self._ask((method, path, headers), raw)
        if reply.status == 401:  # it did not even look at it, and may not sign that
            return 401, _json(reply.body)
        self._require_genuine(reply)
        return reply.status, _json(reply.body)

    def _authorization(self, method: str, path: str, raw: bytes) -> str:
        stamp, nonce = str(self._clock.now_ms() // 1000), self._nonce()
        said = f"{method}\n{path}\n{stamp}\n{nonce}\n".encode() + raw + b"\n"
        parts = {
            "mchid": self._mchid,
            "nonce_str": nonce,
            "signature": self._keys.sign(said),
            "timestamp": stamp,
            "serial_no": self._serial,
        }
        return f"{SCHEME} " + ",".join(f'{name}="{value}"' for name, value in parts.items())

    def _require_genuine(self, reply: http.Reply) -> None:
        given = reply.headers
        stamp, nonce = given.get("wechatpay-timestamp", ""), given.get("wechatpay-nonce", "")
        said = f"{stamp}\n{nonce}\n".encode("latin-1") + reply.body + b"\n"
        if given.get("wechatpay-serial") != self._gateway_id or not self._keys.proves(
            said, given.get("wechatpay-signature", "")
        ):
            raise Bad(Why.BAD_SIGNATURE)
        if not stamp.isascii() or not stamp.isdigit() or len(stamp) > 12:
            raise Bad(Why.JUNK)
        if abs(int(stamp) * 1000 - self._clock.now_ms()) > SKEW_MS:
            raise Bad(Why.CLOCK)


def _refunded(asked: RefundRequest, said: Mapping[str, Any]) -> PayAnswer:
    amount = said.get("amount")
    amount = amount if isinstance(amount, dict) else {}
    said_of = (text(said.get("out_refund_no")), text(said.get("out_trade_no")))
    back = (amount.get("refund"), text(amount.get("currency")) or asked.currency)
    mine = said_of == (asked.refund_id, asked.attempt_id)
    if not mine or back != (asked.amount_minor, asked.currency):
        return unknown(asked.attempt_id, Why.JUNK)
    states = {"SUCCESS": PayState.REVERSED, "PROCESSING": PayState.WAITING}
    name = text(said.get("status"))
    state = states.get(name, PayState.DECLINED if name in ("CLOSED", "ABNORMAL") else None)
    if state is None:
        return unknown(asked.attempt_id, Why.JUNK, name)
    return PayAnswer(
        *(state, asked.attempt_id, asked.amount_minor, text(amount.get("currency"))),
        approval_no=text(said.get("refund_id")),
        detail=name,
    )


def _json(raw: bytes) -> dict[str, Any]:
    if not raw:
        return {}  # 204 and the like: signed, and says nothing
    try:
        said = json.loads(raw)
    except (ValueError, RecursionError) as error:
        raise Bad(Why.JUNK) from error
    if not isinstance(said, dict):
        raise Bad(Why.JUNK)
    return said


def build(wire: Transport, given: Mapping[str, Value], context: DriverContext) -> WechatPay:
    """For the registry. Raises `BadSettings`."""
    names = required(given, "appid", "mchid", "key_serial", "gateway_key_id")
    keys = load(str(given["key_file"]), str(given["gateway_key_file"]), context.folder)
    ids = (names[0], names[1], names[2], names[3])
    return WechatPay(
        *(wire, keys, ids, context), store=str(given["store"]), answer_ms=int(given["answer_ms"])
    )


SPEC = DriverSpec(
    name="wechat_pay",
    kinds=(Kind.TERMINAL,),
    transports=("web",),
    build=build,
    settings=settings(
        Setting("appid", ""),
        Setting("mchid", ""),
        Setting("key_serial", ""),
        Setting("gateway_key_id", ""),
        Setting("store", ""),
    ),
    capabilities=frozenset({"code", "refund"}),
    wire={"web": {"host": HOST, "port": 443}},
    tried="manual",
)
