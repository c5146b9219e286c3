"""What the report says, in Chinese and English."""

from __future__ import annotations

import re

TEXTS = """
changed: 内容被改过：和当时签下的不一样。
  Its content was changed after it was signed.
moved: 这是另一份单据（编号 {says}）被放到了这里。
  Another document ({says}) was put in its place.
link: 它和前一份单据接不上：中间有东西被拿走或换过。
  It does not follow the one before it: something between was taken or replaced.
foreign: 这份单据不是这台收银机写的。
  This till never wrote this document.
forged: 签名不对：没有钥匙的人加进来或改过它。
  Its signature is wrong: somebody without the till's key added or changed it.
column: 日期或类型的旁注和单据本身不同。
  The note of its kind or day differs from the document.
missing: 编号 {first} 到 {last} 的单据不见了。
  Documents {first} to {last} are gone.
unreadable: 读不出来：已损坏。
  It cannot be read: damaged.
epoch: 收银机的开头不对：缺失或接错。
  The till's opening document is missing, or follows something else.
key: 签名钥匙不是您知道的那把（{key}…）。
  It was signed with another key than the one that is known ({key}...).
postings: 借贷不平。
  Its postings do not add up to zero.
backdated: 时间比前一份单据早：时间被倒填。
  It is older than the document before it: backdated.
receipt: 小票号 {first} 到 {last} 缺失或重复。
  Receipt numbers {first} to {last} are missing, or one is there twice.
z_number: 日结编号不连续：应为 {first}，写的是 {last}。
  Z numbers do not go on: {first} was due, it says {last}.
z_total: 日结累计（{says} 分）和单据加起来（{is_} 分）不符。
  The Z's running total {says} is not the sum of the documents, {is_} (smallest unit).
anchor: 和「{name}」当时记下的不同：账本被换过。
  It is not what '{name}' saw: the journal was replaced.
slip_total: 「{name}」上的金额和账本不同。
  The amount on '{name}' is not the journal's.
slip_sign: 「{name}」的签名不对：不是这台收银机打的。
  '{name}' is not signed by this till: it did not print it.
tail: 账本到 {last} 号为止，文件却记着 {head} 号：尾部被截掉或加过。
  The journal ends at {last}, its file notes {head}: the tail was cut or added to.
cut: 「{name}」证明有过 {seq} 号单据，现在没有：尾部被截掉。
  '{name}' proves that there was a document {seq}; it is gone: the tail was cut.
other_till: 「{name}」是另一台收银机（{tid}）的。
  '{name}' is of another till ({tid}).
empty: 没有任何单据。
  There are no documents.
title: 熟客账本核验
  Verification of a Shuke journal
source: 来源：{path}
  Source: {path}
counted: 共 {docs} 份单据，收银机 {tid}，最后一份 {epoch}-{seq}，校验码 {head}。
  {docs} documents of till {tid}; the last is {epoch}-{seq}, check {head}.
fast: 每份单据的签名都核对过。
  The signature of every document was checked.
slow: 没有 cryptography：核对了 {signed} 个关键签名，各担保之前的全部单据。
  Without cryptography: {signed} signatures checked, each vouches for all before it.
agrees: 对得上：{name}
  Agrees: {name}
signer: 签名钥匙：{key}…；请和收银机健康页或日结单旁记下的核对。
  Signed with the key {key}...; compare it with what the till's Health page or an older export says.
ok: 结论：账本完整，没有发现任何改动。
  Result: the journal is whole; nothing was found to be changed.
bad: 结论：账本不对，共 {n} 处；从第一处起都不可信。
  Result: the journal is wrong in {n} places; trust nothing from the first one on.
at: 单据 {epoch}-{seq}：{what}
  Document {epoch}-{seq}: {what}
limits: 没有小票、日结或旧导出作对照时，截掉的尾部和换钥匙整本重签都看不出来。
  Without a slip, a Z or an older export, a cut tail or a journal signed anew cannot be seen.
gone: 找不到账本：{path}
  No journal here: {path}
locked: 文件已加密：请在收银机上导出账本，再核验导出。
  The file is encrypted: export the journal on the till and verify the export.
broken: 文件读不出来，已损坏：{why}
  The file cannot be read, it is damaged: {why}
no_slip: 这不是熟客的小票二维码：{text}
  This is not the QR of a Shuke slip: {text}
"""
_READ = re.findall(r"^(\w+): (.+)\n  (.+)$", TEXTS, re.MULTILINE)
WORDS = {key: (zh, en) for key, zh, en in _READ}
