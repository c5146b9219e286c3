"""What stands out, on the command line: a look, and the open cases."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from app.cli.proof import Add
from app.words import Words, clock, local

if TYPE_CHECKING:
    from app.cli.main import Call
    from app.domain.shop import Shop
    from app.usecases.sentinel.cases import Case


def announce(add: Add, words: Words) -> None:
    """`cases`."""
    one = add("cases", cases, words("cli.cases"))
    one.add_argument("--since", default="", metavar="DAY", help=words("cli.cases.since"))


def cases(call: Call) -> int:
    """`shuke cases [--json]`: looks, opens what is new, lists what is open; 1 when anything is."""
    from app import bootstrap
    from app.domain.errors import Refused
    from app.usecases.sentinel.cases import cases as listed
    from app.usecases.sentinel.look import look
    from app.usecases.shop.settings import load

    since = call.args.since
    if since and not _is_day(since):
        raise Refused("report.period", first=since, last="")
    till = bootstrap.open_till(call.settings)
    try:
        looked = look(till.services, since).value
        found, shop = listed(till.services), load(till.services)
    finally:
        till.close()
    call.give({**asdict(looked), "open": [_facts(one) for one in found]})
    call.say("cases.looked", days=looked.days, sales=looked.sales, n=looked.opened)
    for one in found:
        _say(call, shop, one)
    if not found:
        call.say("cli.cases.none")
    return 1 if found else 0


def _say(call: Call, shop: Shop, one: Case) -> None:
    from app.usecases.sentinel.telling import tell

    moment = local(one.at_ms, ZoneInfo(shop.zone))
    call.say(
        "cli.cases.line",
        level=call.words(f"cases.level.{one.level}"),
        when=f"{one.bd} {clock(moment)}",
        who=one.who_name or call.words("cases.till"),
        title=tell(one, call.words, shop.cutoff_hour).what,
    )


def _facts(one: Case) -> dict[str, object]:
    """A case for a program: no names, as in the journal."""
    told = asdict(one)
    for name in ("who_name", "member_name", "closed_by"):
        del told[name]
    return told


def _is_day(text: str) -> bool:
    from datetime import date

    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return len(text) == len("2026-09-12")
