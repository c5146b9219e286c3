"""Rows of a member: the file, the cards, and the words they are found by.

Body of member.create and member.edit: {member_id, tier_id, notices, marketing, enrolled_ms, active,
sealed}; an edit may leave out what it does not change. The sealed profile, opened: {name, phone,
card_tokens: [...], note}. Without it the member is a row that nobody can be found by.
"""

from __future__ import annotations

from typing import Any

from app.domain.document import Document
from app.store.engine import Tx
from app.store.search_text import joined, member_words

_FIELDS = ("tier_id", "notices", "marketing", "enrolled_ms", "active")
_NEW = {"tier_id": "", "notices": 1, "marketing": 0, "active": 1}


def member(tx: Tx, doc: Document, profile: dict[str, Any] | None) -> None:
    """A member joins, or their file changes."""
    body = doc.body
    row = tx.one("SELECT member_no FROM member WHERE member_id = ?", (body["member_id"],))
    if row is None:
        full = _NEW | {"enrolled_ms": doc.eff_ms} | body
        tx.sql(
            "INSERT INTO member (member_id, name, phone, tier_id, notices, marketing, enrolled_ms,"
            " note, active, words) VALUES (?, '', '', ?, ?, ?, ?, '', ?, '')",
            (body["member_id"], *(_plain(full[field]) for field in _FIELDS)),
        )
        row = tx.one("SELECT member_no FROM member WHERE member_id = ?", (body["member_id"],))
    else:
        for field in _FIELDS:
            if field in body:
                tx.sql(
                    f"UPDATE member SET {field} = ? WHERE member_id = ?",  # noqa: S608
                    (_plain(body[field]), body["member_id"]),
                )
    if row is not None and body.get("sealed"):
        _profile(tx, row[0], profile or {})


def _profile(tx: Tx, member_no: int, profile: dict[str, Any]) -> None:
    name, phone = profile.get("name", ""), profile.get("phone", "")
    cards = list(dict.fromkeys(profile.get("card_tokens", ())))
    words = sorted(member_words(name, phone, cards))
    old = tx.one("SELECT words FROM member WHERE member_no = ?", (member_no,)) or ("",)
    tx.many(
        "DELETE FROM member_token WHERE token = ? AND member_no = ?",
        [(word, member_no) for word in old[0].split()],
    )
    tx.sql("DELETE FROM member_card WHERE member_no = ?", (member_no,))
    tx.sql(
        "UPDATE member SET name = ?, phone = ?, note = ?, words = ? WHERE member_no = ?",
        (name, phone, profile.get("note", ""), joined(words), member_no),
    )
    tx.many(
        "INSERT INTO member_card (token, member_no, position) VALUES (?, ?, ?)",
        [(token, member_no, position) for position, token in enumerate(cards)],
    )
    tx.many(
        "INSERT INTO member_token (token, member_no) VALUES (?, ?)",
        [(word, member_no) for word in words],
    )


def _plain(value: object) -> object:
    return int(value) if isinstance(value, bool) else value
