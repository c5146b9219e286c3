"""Members as the counter finds them: by card, phone, or what one types; and their files' keys."""

from __future__ import annotations

from app.domain.document import Body
from app.domain.ids import MemberId
from app.domain.member import Consents, Member, plain_cards
from app.store.engine import Row, Tx
from app.store.queries.tokens import numbers

_MEMBER = (
    "SELECT member_no, member_id, name, phone, tier_id, notices, marketing, enrolled_ms, note,"
    " active FROM member"
)


def body(member: Member, sealed: str) -> Body:
    """The body of member.create or member.edit; the personal part only as `sealed`."""
    return {
        "member_id": member.member_id,
        "tier_id": member.tier_id,
        "notices": member.consents.notices,
        "marketing": member.consents.marketing,
        "enrolled_ms": member.enrolled_ms,
        "active": member.active,
        "sealed": sealed,
    }


def profile(member: Member) -> Body:
    """The personal part, to be sealed, and to be projected beside the sealed form."""
    return {
        "name": member.name,
        "phone": member.phone,
        "card_tokens": list(member.card_tokens),
        "note": member.note,
    }


def get(tx: Tx, member_id: str) -> Member | None:
    """One member's file, active or not."""
    return _first(tx, tx.all(f"{_MEMBER} WHERE member_id = ?", (member_id,)))


def find_by_card(tx: Tx, token: str) -> Member | None:
    """The active member whose card carries this token."""
    rows = tx.all(
        f"{_MEMBER} JOIN member_card USING (member_no) WHERE token = ? AND active = 1"
        " ORDER BY member_no LIMIT 1",
        (token,),
    )
    return _first(tx, rows)


def find_by_phone(tx: Tx, phone: str) -> Member | None:
    """The active member with that whole number (digits only, app.domain.member.clean_phone)."""
    rows = tx.all(f"{_MEMBER} WHERE phone = ? AND active = 1 ORDER BY member_no LIMIT 1", (phone,))
    return _first(tx, rows)


def search(tx: Tx, text: str, *, limit: int = 20) -> tuple[Member, ...]:
    """Active members by what one types: phone tail or part, name, initials, full pinyin, card."""
    found = numbers(tx, "member", text, 2 * limit)
    if not found:
        return ()
    marks = ", ".join("?" * len(found))
    place = {number: order for order, number in enumerate(found)}
    rows = tx.all(f"{_MEMBER} WHERE member_no IN ({marks}) AND active = 1", found)
    rows.sort(key=lambda row: place[row[0]])
    return _members(tx, rows[:limit])


def count(tx: Tx) -> int:
    """How many members there are."""
    row = tx.one("SELECT count(*) FROM member")
    return row[0] if row else 0


def page(tx: Tx, *, after_no: int = 0, limit: int = 100) -> tuple[Member, ...]:
    """Members in order of joining."""
    return _members(
        tx, tx.all(f"{_MEMBER} WHERE member_no > ? ORDER BY member_no LIMIT ?", (after_no, limit))
    )


def keep_key(tx: Tx, member_id: str, key: bytes) -> None:
    """Keep the key that a member's profile is sealed with: before the document that carries it."""
    tx.sql("INSERT INTO member_key (member_id, key) VALUES (?, ?)", (member_id, key))


def key_of(tx: Tx, member_id: str) -> bytes | None:
    """The key of a member's profile; None when there is none, or the member was forgotten."""
    row = tx.one("SELECT key FROM member_key WHERE member_id = ?", (member_id,))
    return row[0] if row else None


def _first(tx: Tx, rows: list[Row]) -> Member | None:
    found = _members(tx, rows)
    return found[0] if found else None


def _members(tx: Tx, rows: list[Row]) -> tuple[Member, ...]:
    if not rows:
        return ()
    cards: dict[int, list[str]] = {row[0]: [] for row in rows}
    marks = ", ".join("?" * len(cards))
    for number, token in tx.all(
        "SELECT member_no, token FROM member_card"  # noqa: S608
        f" WHERE member_no IN ({marks}) ORDER BY member_no, position",
        list(cards),
    ):
        cards[number].append(token)
    return tuple(
        Member(
            member_id=MemberId(row[1]),
            name=row[2],
            phone=row[3],
            tier_id=row[4],
            cards=plain_cards(cards[row[0]]),
            consents=Consents(bool(row[5]), bool(row[6])),
            enrolled_ms=row[7],
            note=row[8],
            active=bool(row[9]),
        )
        for row in rows
    )
