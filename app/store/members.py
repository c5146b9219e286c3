"""Members as the counter finds them: by card, phone, or what one types; and their files' keys."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable

from app.domain.document import Body
from app.domain.ids import MemberId
from app.domain.member import Card, CardKind, CardState, Consents, Member
from app.store import member_file
from app.store.engine import Row, Tx
from app.store.queries.tokens import numbers

_MEMBER = (
    "SELECT member_no, member_id, name, phone, tier_id, notices, marketing, enrolled_ms, note,"
    " active, health_ok, health, household_id, advisor_id, groups, file FROM member"
)

_MANY = 500  # values in one question


def body(member: Member, sealed: str) -> Body:
    """The body of member.create or member.edit; the personal part only as `sealed`."""
    return {
        "member_id": member.member_id,
        "tier_id": member.tier_id,
        "notices": member.consents.notices,
        "marketing": member.consents.marketing,
        "health_ok": member.consents.health,
        "enrolled_ms": member.enrolled_ms,
        "active": member.active,
        "advisor_id": member.advisor_id,
        "household_id": member.household_id,
        "groups": list(member.groups),
        "sealed": sealed,
    }


def profile(member: Member) -> Body:
    """The personal part, to be sealed, and to be projected beside the sealed form."""
    return member_file.profile(member)


def get(tx: Tx, member_id: str) -> Member | None:
    """One member's file, active or not."""
    return _first(tx, tx.all(f"{_MEMBER} WHERE member_id = ?", (member_id,)))


def find_by_card(tx: Tx, token: str) -> Member | None:
    """The active member whose card in use carries this token."""
    rows = tx.all(
        f"{_MEMBER} JOIN member_card USING (member_no) WHERE token = ? AND active = 1"
        " AND state = 'active' ORDER BY member_no LIMIT 1",
        (token,),
    )
    return _first(tx, rows)


def card_holder(tx: Tx, token: str) -> Member | None:
    """Whose card this is or was, in any state, an active member's first."""
    rows = tx.all(
        f"{_MEMBER} JOIN member_card USING (member_no) WHERE token = ?"
        " ORDER BY active DESC, member_no LIMIT 1",
        (token,),
    )
    return _first(tx, rows)


def find_by_phone(tx: Tx, phone: str) -> Member | None:
    """The active member with that whole number (digits only, app.domain.member.clean_phone)."""
    rows = tx.all(f"{_MEMBER} WHERE phone = ? AND active = 1 ORDER BY member_no LIMIT 1", (phone,))
    return _first(tx, rows)


def owners(tx: Tx, phones: Iterable[str], tokens: Iterable[str]) -> dict[str, str]:
    """Names of the active members who have these numbers, and of those whose cards carry these
    tokens: for imports, set by set."""
    found: dict[str, str] = {}
    for wanted, text in (
        (phones, "SELECT phone, name FROM member WHERE active = 1 AND phone IN ({})"),
        (
            tokens,
            "SELECT token, name FROM member_card JOIN member USING (member_no)"
            " WHERE active = 1 AND token IN ({})",
        ),
    ):
        asked = list(wanted)
        for start in range(0, len(asked), _MANY):
            part = asked[start : start + _MANY]
            found.update(tx.all(text.format(", ".join("?" * len(part))), part))
    return found


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


def glance(tx: Tx, text: str, *, limit: int = 20) -> list[tuple[str, str, str, str]]:
    """As `search`, only what a list shows at every key press: member_id, name, phone, tier_id."""
    found = numbers(tx, "member", text, 2 * limit)
    if not found:
        return []
    marks = ", ".join("?" * len(found))
    rows = {
        row[0]: row[1:]
        for row in tx.all(
            "SELECT member_no, member_id, name, phone, tier_id FROM member"  # noqa: S608
            f" WHERE member_no IN ({marks}) AND active = 1",
            found,
        )
    }
    return [rows[number_] for number_ in found if number_ in rows][:limit]


def count(tx: Tx) -> int:
    """How many members there are, of whom none is ever removed: the last one's number."""
    row = tx.one("SELECT coalesce(max(member_no), 0) FROM member")
    return row[0] if row else 0


def number(tx: Tx, member_id: str) -> int:
    """The place of a member in this file (for `page`'s `after_no`); 0 for nobody."""
    row = tx.one("SELECT member_no FROM member WHERE member_id = ?", (member_id,))
    return row[0] if row else 0


def page(tx: Tx, *, after_no: int = 0, limit: int = 100) -> tuple[Member, ...]:
    """Members in order of joining."""
    return _members(
        tx, tx.all(f"{_MEMBER} WHERE member_no > ? ORDER BY member_no LIMIT ?", (after_no, limit))
    )


def household(tx: Tx, household_id: str) -> tuple[Member, ...]:
    """Everybody of a household, in order of joining; nobody for an empty id."""
    if not household_id:
        return ()
    rows = tx.all(f"{_MEMBER} WHERE household_id = ? ORDER BY member_no", (household_id,))
    return _members(tx, rows)


def born_on(tx: Tx, keys: Iterable[str]) -> tuple[str, ...]:
    """The active members whose birthday is one of these (`08-15`, lunar `L08-15`), by id."""
    wanted = list(keys)
    marks = ", ".join("?" * len(wanted))
    rows = tx.all(
        f"SELECT member_id FROM member WHERE birthday IN ({marks})"  # noqa: S608
        " AND birthday <> '' AND active = 1 ORDER BY member_no",
        wanted,
    )
    return tuple(row[0] for row in rows)


def consents(tx: Tx, member_id: str) -> list[Row]:
    """What was agreed to and taken back: (at_ms, operator_id, what, given 0/1, how), in order."""
    return tx.all(
        "SELECT at_ms, operator_id, what, given, how FROM consent_log WHERE member_id = ?"
        " ORDER BY epoch, seq, what",
        (member_id,),
    )


def events(tx: Tx, member_id: str, *, kind: str = "") -> list[Row]:
    """What became of a file: (at_ms, operator_id, kind, what, why), in order. Kinds: `card`,
    `merge`, `unmerge` (what: the other's id), `erase`, `seen`."""
    return tx.all(
        "SELECT at_ms, operator_id, kind, what, why FROM member_event WHERE member_id = ?"
        " AND kind = iif(? = '', kind, ?) ORDER BY epoch, seq, n",
        (member_id, kind, kind),
    )


def keep_photo(tx: Tx, data: bytes) -> str:
    """Keep a picture, outside of the journal; the hash that a file names it by."""
    name = hashlib.sha256(data).hexdigest()
    tx.sql("INSERT OR IGNORE INTO photo (photo, data) VALUES (?, ?)", (name, data))
    return name


def photo(tx: Tx, name: str) -> bytes | None:
    """A picture by its hash."""
    row = tx.one("SELECT data FROM photo WHERE photo = ?", (name,))
    return row[0] if row else None


def drop_photo(tx: Tx, name: str) -> None:
    """Throw a picture away."""
    tx.sql("DELETE FROM photo WHERE photo = ?", (name,))


def drop_key(tx: Tx, member_id: str) -> None:
    """Forget a member: no document of theirs can be read any more."""
    tx.sql("DELETE FROM member_key WHERE member_id = ?", (member_id,))


def keep_key(tx: Tx, member_id: str, key: bytes) -> None:
    """Keep the key that a member's profile is sealed with: before the document that carries it."""
    tx.sql("INSERT INTO member_key (member_id, key) VALUES (?, ?)", (member_id, key))


def keep_keys(tx: Tx, keys: Iterable[tuple[str, bytes]]) -> None:
    """The same for many members: (member_id, key)."""
    tx.many("INSERT INTO member_key (member_id, key) VALUES (?, ?)", keys)


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
    cards: dict[int, list[Card]] = {row[0]: [] for row in rows}
    marks = ", ".join("?" * len(cards))
    for number_, token, kind, state, until_ms, label in tx.all(
        "SELECT member_no, token, kind, state, until_ms, label FROM member_card"  # noqa: S608
        f" WHERE member_no IN ({marks}) ORDER BY member_no, position",
        list(cards),
    ):
        cards[number_].append(Card(token, CardKind(kind), CardState(state), until_ms, label))
    return tuple(
        member_file.with_file(
            Member(
                member_id=MemberId(row[1]),
                name=row[2],
                phone=row[3],
                tier_id=row[4],
                cards=tuple(cards[row[0]]),
                consents=Consents(bool(row[5]), bool(row[6]), bool(row[10])),
                enrolled_ms=row[7],
                note=row[8],
                active=bool(row[9]),
                health_note=row[11],
                household_id=row[12],
                advisor_id=row[13],
                groups=tuple(json.loads(row[14])) if row[14] != "[]" else (),
            ),
            json.loads(row[15]) if row[15] != "{}" else {},
        )
        for row in rows
    )
