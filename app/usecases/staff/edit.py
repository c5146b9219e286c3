"""People come, change and go: each is a document, nobody is ever deleted."""

from __future__ import annotations

from dataclasses import replace

from app.domain.codes import parse
from app.domain.document import Body, Kind
from app.domain.errors import Refused
from app.domain.ids import OperatorId
from app.domain.member import clean_name
from app.domain.permissions import Operator, Permission, Role, require
from app.store import shifts, staff
from app.store.engine import Tx
from app.usecases import commit
from app.usecases.outcome import Changes, Outcome
from app.usecases.services import Services
from app.usecases.staff.login import bare_token
from app.usecases.staff.pins import check_format

_TOUCHED = Changes(staff=True)
LANGUAGES = ("zh_CN", "en")


def all_people(s: Services) -> tuple[Operator, ...]:
    """Everybody, those who left too. Reader thread."""
    with s.db.read() as tx:
        return staff.people(tx, active_only=False)


def add(
    s: Services,
    by: Operator,
    *,
    name: str,
    role: Role,
    pin: str,
    language: str = "zh_CN",
    card_token: str = "",
) -> Outcome[Operator]:
    """A new operator. Refused: `permission.missing`, `name.*`, `pin.format`, `pin.too_easy`,
    `card.taken`, `card.not_a_staff_card`, `staff.role_above`."""
    require(by, Permission.STAFF_EDIT)
    check_format(pin)
    person = Operator(
        OperatorId(s.clock.new_id()),
        clean_name(name),
        role,
        language if language in LANGUAGES else "zh_CN",
        card_token=staff_token(card_token),
    )
    hashed = s.pins.hash(pin)
    with s.db.write() as tx:
        person = replace(person, allowed=staff.allowed(tx).get(role))
        _require_not_above(by, person)
        _require_card_free(tx, person)
        _seal(tx, s, by, staff.body(person, pin_hash=hashed), what=["added"])
    return Outcome(person, _TOUCHED)


def change(
    s: Services,
    by: Operator,
    operator_id: str,
    *,
    name: str | None = None,
    role: Role | None = None,
    language: str | None = None,
    card_token: str | None = None,
) -> Outcome[Operator]:
    """Another name, role, language or card. Everyone may change their own language.

    Refused: `permission.missing`, `operator.unknown`, `name.*`, `card.taken`,
    `card.not_a_staff_card`, `staff.last_owner`, `staff.role_above` (who may do more than oneself).
    """
    only_language = name is None and role is None and card_token is None
    if not (only_language and by.operator_id == operator_id):
        require(by, Permission.STAFF_EDIT)
    with s.db.write() as tx:
        before = _known(tx, operator_id)
        after = replace(
            before,
            name=before.name if name is None else clean_name(name),
            role=before.role if role is None else role,
            language=language if language in LANGUAGES else before.language,
            card_token=before.card_token if card_token is None else staff_token(card_token),
        )
        if after == before:
            return Outcome(before)
        after = replace(after, allowed=staff.allowed(tx).get(after.role))
        if not only_language:
            _require_not_above(by, before)
            _require_not_above(by, after)
        _require_card_free(tx, after)
        _require_owner(tx, after)
        _seal(tx, s, by, staff.body(after), what=_differences(before, after))
    return Outcome(after, _TOUCHED)


def set_pin(s: Services, by: Operator, operator_id: str, pin: str) -> Outcome[None]:
    """A new PIN, one's own or (with the right) another's; it lifts a wait.

    Refused: `permission.missing`, `operator.unknown`, `pin.format`, `pin.too_easy`,
    `staff.role_above`: who may do less than a person could else log in as them.
    """
    if by.operator_id != operator_id:
        require(by, Permission.STAFF_EDIT)
    check_format(pin)
    hashed = s.pins.hash(pin)
    with s.db.write() as tx:
        person = _known(tx, operator_id)
        _require_not_above(by, person)
        staff.set_attempts(tx, operator_id, staff.Attempts())
        _seal(tx, s, by, staff.body(person, pin_hash=hashed), what=["pin"])
    return Outcome(None, _TOUCHED)


def lift_wait(s: Services, by: Operator, operator_id: str) -> Outcome[None]:
    """The wait after wrong PINs is over at once; nothing is written where there is none.

    Refused: `permission.missing`, `operator.unknown`, `staff.role_above`.
    """
    require(by, Permission.STAFF_EDIT)
    with s.db.write() as tx:
        person = _known(tx, operator_id)
        if staff.attempts(tx, operator_id) == staff.Attempts():
            return Outcome(None)
        _require_not_above(by, person)
        staff.set_attempts(tx, operator_id, staff.Attempts())
        _seal(tx, s, by, staff.body(person), what=["wait"])
    return Outcome(None, _TOUCHED)


def waits(s: Services) -> dict[str, int]:
    """Who is shut out after wrong PINs, and until when (ms UTC). Reader thread."""
    now_ms = s.clock.now_ms()
    with s.db.read() as tx:
        found = {one.operator_id: staff.attempts(tx, one.operator_id) for one in staff.people(tx)}
    return {
        str(who): one.locked_until_ms for who, one in found.items() if one.locked_until_ms > now_ms
    }


def set_active(s: Services, by: Operator, operator_id: str, active: bool) -> Outcome[Operator]:
    """Someone leaves or comes back. Refused: `permission.missing`, `operator.unknown`,
    `staff.last_owner`, `staff.shift_open`, `staff.role_above`."""
    require(by, Permission.STAFF_EDIT)
    with s.db.write() as tx:
        before = _known(tx, operator_id)
        if before.active == active:
            return Outcome(before)
        if not active and shifts.current(tx, operator_id) is not None:
            raise Refused("staff.shift_open", name=before.name)
        after = replace(before, active=active)
        _require_not_above(by, after)
        _require_card_free(tx, after)
        _require_owner(tx, after)
        _seal(tx, s, by, staff.body(after), what=["active"])
    return Outcome(after, _TOUCHED)


def staff_token(text: str) -> str:
    """A staff card's token without its `S:`; empty for none. Refused `card.not_a_staff_card`."""
    token = bare_token(text)
    if token and getattr(parse(f"S:{token}"), "token", "") != token:
        raise Refused("card.not_a_staff_card")
    return token


def _known(tx: Tx, operator_id: str) -> Operator:
    person = staff.get(tx, operator_id)
    if person is None:
        raise Refused("operator.unknown")
    return person


def _require_card_free(tx: Tx, person: Operator) -> None:
    holder = staff.by_card(tx, person.card_token) if person.card_token else None
    if person.active and holder is not None and holder.operator_id != person.operator_id:
        raise Refused("card.taken", name=holder.name)


def _require_not_above(by: Operator, person: Operator) -> None:
    """Nobody makes, or lets in, somebody who may do more than they themselves; owners may. An owner
    is above everybody else, however many rights the matrix gives or takes."""
    if by.role is Role.OWNER:
        return
    if person.role is Role.OWNER or not person.rights <= by.rights:
        raise Refused("staff.role_above", name=person.name, role=person.role.value)


def _require_owner(tx: Tx, after: Operator) -> None:
    """A shop without an owner could never be changed again."""
    others = [one for one in staff.people(tx) if one.operator_id != after.operator_id]
    stays = after.active and after.role is Role.OWNER
    if not stays and not any(one.role is Role.OWNER for one in others):
        raise Refused("staff.last_owner")


def _differences(before: Operator, after: Operator) -> list[str]:
    names = ("name", "role", "language", "card_token")
    return [name for name in names if getattr(before, name) != getattr(after, name)]


def _seal(tx: Tx, s: Services, by: Operator, entry: Body, *, what: list[str]) -> None:
    body: Body = {"operators": [entry], "what": what}
    commit.seal(tx, s, Kind.STAFF_CHANGE, body, operator_id=by.operator_id)
