"""Reads a story: a Markdown page whose table rows are gestures and what is to be seen after them.

A table has three columns: what is done, with what, what is then seen. What is seen is parted by
`;`, each part a word and what it should say. Text around the tables is for people.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from app.domain.errors import Refused, Unavailable


@dataclass(frozen=True, slots=True)
class Seen:
    """One expectation: `word` is the English name of what is looked at, `value` what it says."""

    word: str
    value: str


@dataclass(frozen=True, slots=True)
class Gesture:
    """One row: `line_no` in the file, the English name of what is done, with what, what is seen."""

    line_no: int
    do: str
    said: str
    given: str
    sees: tuple[Seen, ...]


@dataclass(frozen=True, slots=True)
class Story:
    """A story: its title (the first heading) and its rows."""

    title: str
    gestures: tuple[Gesture, ...]


DO: dict[str, tuple[str, ...]] = {
    "log in": ("登录",),
    "lock": ("锁定",),
    "open shift": ("开班",),
    "close shift": ("交班",),
    "scan": ("扫码",),
    "type": ("输入",),
    "key": ("快捷键",),
    "department": ("部门价",),
    "quantity": ("数量",),
    "set quantity": ("改数量",),
    "weigh": ("称重",),
    "key weight": ("手工称重",),
    "remove": ("删行",),
    "price": ("改价",),
    "discount line": ("单品折扣",),
    "discount": ("整单折扣",),
    "approve": ("批准",),
    "deny": ("不批准",),
    "member": ("会员",),
    "detach": ("去掉会员",),
    "enrol": ("入会",),
    "park": ("挂单",),
    "recall": ("取单",),
    "pay": ("收款",),
    "cash": ("现金",),
    "wechat": ("微信",),
    "alipay": ("支付宝",),
    "card": ("银行卡",),
    "undo": ("撤销",),
    "back": ("返回",),
    "ok": ("知道了",),
    "cancel": ("整单取消",),
    "no sale": ("开钱箱",),
    "reprint": ("重打",),
    "x report": ("X 报表", "小结"),
    "printer": ("打印机",),
    "power cut": ("断电",),
    "wait": ("等",),
    "rounding": ("抹零到",),
    "verify": ("校验账本",),
    "membership": ("会员方案",),
    "sell plan": ("充值", "办卡"),
    "give voucher": ("发券",),
    "voucher": ("用券",),
    "drop voucher": ("撤券",),
    "package": ("用次卡",),
    "uncover": ("取消次卡",),
    "stored": ("储值",),
    "points": ("积分",),
    "return": ("退货",),
    "exchange": ("换货",),
    "drop exchange": ("取消换货",),
    "void": ("作废",),
    "return blind": ("无小票退货",),
    "count": ("清点",),
    "hand over": ("接班", "交给"),
    "pay in": ("存入",),
    "pay out": ("取出",),
    "to the safe": ("交保险柜",),
    "close day": ("日结",),
    "scan z": ("扫 Z 单",),
}
SEE: dict[str, tuple[str, ...]] = {
    "due": ("应收",),
    "left": ("还差",),
    "cash due": ("现金应收",),
    "change": ("找零",),
    "rounding": ("抹零",),
    "lines": ("行数",),
    "line": ("行",),
    "pieces": ("件数",),
    "saved": ("已省",),
    "member": ("会员",),
    "counter": ("柜台",),
    "stopped": ("停下",),
    "asks": ("要批准",),
    "refused": ("不行",),
    "says": ("提示",),
    "receipt": ("小票",),
    "paper": ("纸上",),
    "printed": ("打印",),
    "drawer": ("钱箱开",),
    "parked": ("挂着",),
    "sales": ("单数",),
    "x": ("小结",),
    "journal": ("账本",),
    "tries": ("还可试",),
    "balance": ("储值余额",),
    "points": ("积分余额",),
    "vouchers": ("券数",),
    "uses": ("次数",),
    "earned": ("得积分",),
    "returned": ("退了",),
    "back to": ("退到",),
    "credit": ("抵",),
    "given back": ("退给客人",),
    "difference": ("差额",),
    "cause": ("原因",),
    "z": ("日结单",),
}


def _names(table: dict[str, tuple[str, ...]]) -> dict[str, str]:
    known = {name: name for name in table}
    known.update({other: name for name, others in table.items() for other in others})
    return known


_DO, _SEE = _names(DO), _names(SEE)


def read(path: Path) -> Story:
    """The story in a file. Refused `story.*` names the line that cannot be read."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise Unavailable("file", "unreadable", path=str(path)) from error
    return parse(text, path.stem)


def parse(text: str, title: str = "") -> Story:
    """The story in a text. Refused `story.empty`, `story.columns`, `story.do`, `story.see`."""
    gestures: list[Gesture] = []
    head_passed = False
    for line_no, line in enumerate(text.splitlines(), 1):
        if line.startswith("# ") and not gestures:
            title = line[2:].strip()
        if not line.lstrip().startswith("|"):
            head_passed = False
            continue
        cells = [cell.strip() for cell in re.split(r"(?<!\\)\|", line.strip().strip("|"))]
        if re.fullmatch(r"[-: |]+", line.strip()):
            head_passed = True
        elif head_passed:
            gestures.append(_gesture(line_no, cells))
    if not gestures:
        raise Refused("story.empty")
    return Story(title, tuple(gestures))


def _gesture(line_no: int, cells: list[str]) -> Gesture:
    if len(cells) != 3:
        raise Refused("story.columns", line=line_no)
    said, given, seen = cells
    do = _DO.get(said) or _DO.get(said.casefold())
    if do is None:
        raise Refused("story.do", line=line_no, text=said[:40])
    parts = [part.strip() for part in re.split(r"[;；]", seen) if part.strip()]
    return Gesture(line_no, do, said, given, tuple(_seen(line_no, part) for part in parts))


def _seen(line_no: int, part: str) -> Seen:
    """The longest word that the part begins with, and the rest."""
    for length in range(len(part), 0, -1):
        word = _SEE.get(part[:length].casefold())
        if word and (length == len(part) or not part[length - 1 : length + 1].isalpha()):
            return Seen(word, part[length:].strip(" :："))
        if word and not part[:length].isascii():
            return Seen(word, part[length:].strip(" :："))
    raise Refused("story.see", line=line_no, text=part[:40])
