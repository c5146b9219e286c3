"""Lets a person in: six digits, five tries, then a wait that doubles and survives a restart."""

from __future__ import annotations

import json

from app.domain.codes.chip import chip_of
from app.domain.document import Kind
from app.domain.errors import Refused
from app.domain.permissions import Operator
from app.settings import RESOURCES
from app.store import shop as shops
from app.store import staff
from app.store.engine import Tx
from app.usecases import commit
from app.usecases.outcome import Changes, Outcome
from app.usecases.services import Services
from app.usecases.staff.pins import TRIES, after_wrong, require_unlocked, since_the_clock


def people(s: Services) -> tuple[Operator, ...]:
    """Who can log in: active operators in the shop's order. Reader thread."""
    with s.db.read() as tx:
        return staff.people(tx)


def login(s: Services, operator_id: str, pin: str) -> Outcome[Operator]:
    """The person, journalled. Writer thread (the hash takes tens of milliseconds).

    Refused: `pin.wrong` (left), `pin.locked` (seconds), `operator.unknown`, `operator.inactive`.
    """
    person = check_pin(s, operator_id, pin)
    with s.db.write() as tx:
        _journal(tx, s, operator_id, ok=True, how="pin")
    return Outcome(person, Changes(staff=True))


def login_by_card(s: Services, token: str) -> Outcome[Operator]:
    """The person whose staff card this is, journalled; `token` with or without its `S:`.

    Refused: `card.unknown`, `pin.locked` (a wait for wrong PINs holds for the card too).
    """
    with s.db.read() as tx:
        holder = staff.by_card(tx, bare_token(token))
        so_far = staff.attempts(tx, holder.operator_id) if holder else staff.Attempts()
    if holder is not None:
        _require_unlocked(s, holder.operator_id, so_far)
    with s.db.write() as tx:
        person = by_card(tx, s, token)
        staff.set_attempts(tx, person.operator_id, staff.Attempts())
        _journal(tx, s, person.operator_id, ok=True, how="card")
    return Outcome(person, Changes(staff=True))


def demo_pins(s: Services) -> dict[str, str]:
    """Operator id to PIN in the demo shop (agreements 26), empty in a real one."""
    with s.db.read() as tx:
        if shops.load(tx).extra.get("demo") != "yes":
            return {}
        names = {one.name: one.operator_id for one in staff.people(tx)}
    known = json.loads((RESOURCES / "demo" / "shop.json").read_text(encoding="utf-8"))["people"]
    return {names[one["name"]]: one["pin"] for one in known if one["name"] in names}


def check_pin(s: Services, operator_id: str, pin: str) -> Operator:
    """The active person whose PIN this is. A wrong one is counted and journalled, then refused.

    The hash is worked out outside of any transaction. Refused as `login`.
    """
    with s.db.read() as tx:
        person, hashed = staff.get(tx, operator_id), staff.pin_hash(tx, operator_id)
        so_far = staff.attempts(tx, operator_id)
    if person is None:
        raise Refused("operator.unknown")
    if not person.active:
        raise Refused("operator.inactive", name=person.name)
    _require_unlocked(s, operator_id, so_far)
    right = bool(hashed) and s.pins.verify(pin, hashed)
    with s.db.write() as tx:
        if right:
            if so_far.failures:
                staff.set_attempts(tx, operator_id, staff.Attempts())
        else:
            so_far = after_wrong(so_far, s.clock.now_ms())
            staff.set_attempts(tx, operator_id, so_far)
            waits = so_far.locked_until_ms > s.clock.now_ms()
            _journal(tx, s, operator_id, ok=False, how="pin", waits=waits)
    if not right:
        require_unlocked(so_far, s.clock.now_ms())
        raise Refused("pin.wrong", left=TRIES - so_far.failures)
    return person


def _require_unlocked(s: Services, operator_id: str, so_far: staff.Attempts) -> None:
    """Refused `pin.locked`; a wait from before the clock was set back is written down anew."""
    now_ms = s.clock.now_ms()
    true = since_the_clock(so_far, now_ms)
    if true != so_far:
        with s.db.write() as tx:
            staff.set_attempts(tx, operator_id, true)
    require_unlocked(true, now_ms)


def by_card(tx: Tx, s: Services, token: str) -> Operator:
    """The active person whose card this is. Refused `card.unknown`, `pin.locked`."""
    person = staff.by_card(tx, bare_token(token))
    if person is None:
        raise Refused("card.unknown")
    require_unlocked(staff.attempts(tx, person.operator_id), s.clock.now_ms())
    return person


def bare_token(token: str) -> str:
    """A staff card's token without its `S:`; a chip's is its number."""
    chip = chip_of(token.strip())
    return chip[0] if chip else token.strip().removeprefix("S:")


def _journal(
    tx: Tx, s: Services, operator_id: str, *, ok: bool, how: str, waits: bool = False
) -> None:
    """`reason` of a wrong PIN: `wrong_pin`, or `locked` for the one that a wait begins with."""
    reason = "" if ok else "locked" if waits else "wrong_pin"
    commit.seal(
        *(tx, s, Kind.LOGIN, {"ok": ok, "how": how, "reason": reason}), operator_id=operator_id
    )
