"""Rows of a member: the file, the cards, the words they are found by, and what became of them.

Body of member.create and member.edit: {member_id, tier_id, notices, marketing, health_ok,
enrolled_ms, active, advisor_id, household_id, groups: [...], sealed, consents?: [{what, given,
how}], cards?: [{what, tail}]}; an edit may leave out what it does not change, and documents of the
first release know less. The sealed profile, opened: app/store/member_file.py. Without it the member
is a row that nobody can be found by.
member.merge {keep, gone}: from then on `gone` is an alias of `keep` (app/store/loyalty/merges.py);
member.unmerge {keep, gone} ends it. Files that change thereby are member.edit documents beside it.
member.erase {member_id, why}: nothing that names the person stays. member.seen {member_id, what,
why}: who looked at what.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from app.domain.document import Body, Document, canonical
from app.store.engine import Tx
from app.store.member_file import Profile, split
from app.store.queries.search_text import joined, member_words

_FIELDS = (
    *("tier_id", "notices", "marketing", "enrolled_ms", "active"),
    *("health_ok", "household_id", "advisor_id", "groups"),
)
_ONE_MORE = (
    "INSERT INTO day_cube (dim, bd, key, n, qty_milli, base_minor, total_minor, net_minor,"
    " tax_minor, cost_minor, costed_minor, refunds, refund_minor)"
    " VALUES ('member', ?, 'new', 1, 0, 0, 0, 0, 0, 0, 0, 0, 0)"
    " ON CONFLICT (dim, bd, key) DO UPDATE SET n = n + 1"
)
_NEW: Body = {
    **{"tier_id": "", "notices": 1, "marketing": 0, "active": 1, "health_ok": 0},
    **{"household_id": "", "advisor_id": "", "groups": []},
}


def member(tx: Tx, doc: Document, profile: dict[str, Any] | None) -> None:
    """A member joins, or their file changes."""
    body = doc.body
    row = tx.one("SELECT member_no FROM member WHERE member_id = ?", (body["member_id"],))
    if row is None:
        _joins(tx, doc, profile if body.get("sealed") else None)
    else:
        for field in _FIELDS:
            if field in body:
                tx.sql(
                    f"UPDATE member SET {field} = ? WHERE member_no = ?",  # noqa: S608
                    (_plain(body[field]), row[0]),
                )
        if body.get("sealed"):
            _profile(tx, row[0], profile or {})
    if "consents" in body:
        _consents(tx, doc)
    if "cards" in body:
        _card_events(tx, doc)


def _joins(tx: Tx, doc: Document, opened: dict[str, Any] | None) -> None:
    """The whole row at once."""
    row = tx.one("SELECT coalesce(max(member_no), 0) + 1 FROM member")
    _join(tx, doc, opened, row[0] if row else 1)


def join_all(tx: Tx, joined: Iterable[tuple[Document, dict[str, Any] | None]]) -> None:
    """New members by the thousand; the numbers are those that one after the other would get."""
    row = tx.one("SELECT coalesce(max(member_no), 0) FROM member")
    for member_no, (doc, opened) in enumerate(joined, row[0] + 1 if row else 1):
        _join(tx, doc, opened if doc.body.get("sealed") else None, member_no)
        if "consents" in doc.body:
            _consents(tx, doc)
        if "cards" in doc.body:
            _card_events(tx, doc)


def _join(tx: Tx, doc: Document, opened: dict[str, Any] | None, member_no: int) -> None:
    full = _NEW | {"enrolled_ms": doc.eff_ms} | doc.body
    found = split(opened or {})
    words = _words(found)
    tx.many(
        "INSERT INTO member (member_no, member_id, name, phone, note, words, health, birthday,"
        " file, tier_id, notices, marketing, enrolled_ms, active, health_ok, household_id,"
        " advisor_id, groups) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (
                *(member_no, doc.body["member_id"], *_columns(found, words)),
                *(_plain(full[field]) for field in _FIELDS),
            )
        ],
    )
    _keys(tx, member_no, found, words)
    tx.many(_ONE_MORE, [(doc.business_date,)])


def merge(tx: Tx, doc: Document) -> None:
    """Two files were one person."""
    body = doc.body
    tx.sql(
        "INSERT INTO member_alias (gone_id, keep_id, epoch, seq) VALUES (?, ?, ?, ?)",
        (body["gone"], body["keep"], doc.epoch, doc.seq),
    )
    tx.memo["merged"] = True
    tx.sql("UPDATE member SET active = 0 WHERE member_id = ?", (body["gone"],))
    for who, other in ((body["keep"], body["gone"]), (body["gone"], body["keep"])):
        _events(tx, doc, [("merge", other, "")], who)


def unmerge(tx: Tx, doc: Document) -> None:
    """They were two after all."""
    body = doc.body
    tx.sql("DELETE FROM member_alias WHERE gone_id = ?", (body["gone"],))
    tx.sql("UPDATE member SET active = 1 WHERE member_id = ?", (body["gone"],))
    for who, other in ((body["keep"], body["gone"]), (body["gone"], body["keep"])):
        _events(tx, doc, [("unmerge", other, "")], who)


def erase(tx: Tx, doc: Document) -> None:
    """The person is forgotten; what they did stays under a number that leads nowhere."""
    member_id = doc.body["member_id"]
    row = tx.one("SELECT member_no FROM member WHERE member_id = ?", (member_id,))
    if row is not None:
        _profile(tx, row[0], {})
        tx.sql(
            "UPDATE member SET active = 0, tier_id = '', household_id = '', advisor_id = '',"
            " groups = '[]' WHERE member_no = ?",
            row,
        )
    _events(tx, doc, [("erase", "", doc.body.get("why", ""))])


def seen(tx: Tx, doc: Document) -> None:
    """Somebody looked at what is masked elsewhere."""
    _events(tx, doc, [("seen", doc.body["what"], doc.body.get("why", ""))])


def _card_events(tx: Tx, doc: Document) -> None:
    _events(tx, doc, [("card", one["what"], one.get("tail", "")) for one in doc.body["cards"]])


def _events(tx: Tx, doc: Document, found: list[tuple[str, str, str]], member_id: str = "") -> None:
    tx.many(
        "INSERT INTO member_event (member_id, epoch, seq, n, kind, what, why, operator_id, at_ms)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (
                *(member_id or doc.body.get("member_id", ""), doc.epoch, doc.seq, n),
                *(*one, doc.operator_id, doc.eff_ms),
            )
            for n, one in enumerate(found, 1)
        ],
    )


def _consents(tx: Tx, doc: Document) -> None:
    tx.many(
        "INSERT INTO consent_log (member_id, epoch, seq, what, given, how, operator_id, at_ms)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (
                *(doc.body["member_id"], doc.epoch, doc.seq, one["what"], int(one["given"])),
                *(one.get("how", ""), doc.operator_id, doc.eff_ms),
            )
            for one in doc.body["consents"]
        ],
    )


def _profile(tx: Tx, member_no: int, opened: dict[str, Any]) -> None:
    """The personal part takes the place of what stood there; words are those of cards in use."""
    found = split(opened)
    words = _words(found)
    old = tx.one("SELECT words FROM member WHERE member_no = ?", (member_no,)) or ("",)
    if old[0]:
        tx.many(
            "DELETE FROM member_token WHERE token = ? AND member_no = ?",
            [(word, member_no) for word in old[0].split()],
        )
    tx.sql("DELETE FROM member_card WHERE member_no = ?", (member_no,))
    tx.sql(
        "UPDATE member SET name = ?, phone = ?, note = ?, words = ?, health = ?, birthday = ?,"
        " file = ? WHERE member_no = ?",
        (*_columns(found, words), member_no),
    )
    _keys(tx, member_no, found, words)


def _words(found: Profile) -> list[str]:
    used = [one.token for one in found.cards if one.state.value in ("active", "blocked")]
    return sorted(member_words(found.name, found.phone, used))


def _columns(found: Profile, words: list[str]) -> tuple[str, ...]:
    file = canonical(dict(found.file)).decode() if found.file else "{}"
    return (
        *(found.name, found.phone, found.note, joined(words), found.health, found.birthday),
        file,
    )


def _keys(tx: Tx, member_no: int, found: Profile, words: list[str]) -> None:
    """What a member is found by."""
    cards = {one.token: one for one in found.cards}
    tx.many(
        "INSERT INTO member_card (token, member_no, position, kind, state, until_ms, label)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        [
            (one.token, member_no, place, one.kind.value, one.state.value, one.until_ms, one.label)
            for place, one in enumerate(cards.values())
        ],
    )
    tx.many(
        "INSERT INTO member_token (token, member_no) VALUES (?, ?)",
        [(word, member_no) for word in words],
    )


def _plain(value: object) -> object:
    if isinstance(value, list):
        if not value:
            return "[]"
        return canonical({"": value}).decode()[4:-1]
    return int(value) if isinstance(value, bool) else value
