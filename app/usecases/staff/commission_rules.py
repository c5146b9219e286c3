"""Rules of commission (员工提成): for what, for whom, how much, from when. Pure.

One rule counts for a line: the most particular one that holds on the day of the sale. An item goes
before its department, that before all services, that before all goods; and a person before a role,
that before everybody. Of two alike the later one counts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.document import Body
from app.domain.errors import Refused
from app.domain.money import MAX_MINOR, PPM, share_ppm, times
from app.domain.permissions import Role

SCOPES = ("all", "kind", "department", "item", "plans", "plan")
GOODS = {"all": 0, "kind": 1, "department": 2, "item": 3}
PLANS = {"plans": 0, "plan": 1}
HOWS = ("percent", "piece")
KINDS = ("piece", "weighed", "service")
ROLE = "role:"


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. `key` names what `scope` is about (item, department, kind or plan; empty for all).

    `how` percent: `ppm` of the net price (of a plan's price); piece: `minor` for each piece or kg.
    `who`: everybody (empty), `role:<role>`, or a person's id. It holds from `from_on` to
    `until_on`, both counted; an empty end is none.
    """

    rule_id: str
    scope: str
    key: str
    how: str
    ppm: int
    minor: int
    who: str
    from_on: str
    until_on: str = ""

    def holds(self, bd: str) -> bool:
        """Whether it counts on that business date."""
        return self.from_on <= bd and (not self.until_on or bd <= self.until_on)

    def amount(self, qty_milli: int, net_minor: int) -> int:
        """The commission on so much, half up once; negative where more came back than was sold."""
        if self.how == "percent":
            return share_ppm(net_minor, self.ppm)
        return times(self.minor, qty_milli)


@dataclass(frozen=True, slots=True)
class Line:
    """What a rule is looked up for."""

    bd: str
    operator_id: str
    role: Role | None
    item_id: str = ""
    department_id: str = ""
    kind: str = ""
    plan_id: str = ""


def rule_for(rules: Sequence[Rule], line: Line) -> Rule | None:
    """The one rule that counts; None when none does."""
    fits = [one for one in rules if one.holds(line.bd) and _about(one, line) and _of(one, line)]
    return max(fits, key=_particular, default=None)


def _about(rule: Rule, line: Line) -> bool:
    if line.plan_id:
        return rule.scope == "plans" or (rule.scope == "plan" and rule.key == line.plan_id)
    named = {"kind": line.kind, "department": line.department_id, "item": line.item_id}
    return rule.scope == "all" or named.get(rule.scope) == rule.key


def _of(rule: Rule, line: Line) -> bool:
    if not rule.who:
        return True
    if rule.who.startswith(ROLE):
        return line.role is not None and rule.who == f"{ROLE}{line.role.value}"
    return rule.who == line.operator_id


def _particular(rule: Rule) -> tuple[int, int, str, str]:
    rank = GOODS.get(rule.scope, PLANS.get(rule.scope, 0))
    who = 0 if not rule.who else 1 if rule.who.startswith(ROLE) else 2
    return rank, who, rule.from_on, rule.rule_id


def check(rule: Rule) -> None:
    """Refused `commission.value` (field) for what makes no rule."""
    named = rule.scope not in ("all", "plans")
    sound = {
        "scope": rule.scope in SCOPES,
        "key": bool(rule.key) == named and (rule.scope != "kind" or rule.key in KINDS),
        "how": rule.how in HOWS,
        "ppm": 0 < rule.ppm <= PPM if rule.how == "percent" else rule.ppm == 0,
        "minor": 0 < rule.minor <= MAX_MINOR if rule.how == "piece" else rule.minor == 0,
        "from_on": bool(rule.from_on),
        "until_on": not rule.until_on or rule.until_on >= rule.from_on,
    }
    for field, good in sound.items():
        if not good:
            raise Refused("commission.value", field=field)


def to_body(rule: Rule) -> Body:
    """A rule as settings.change carries it."""
    return {
        "rule_id": rule.rule_id,
        "scope": rule.scope,
        "key": rule.key,
        "how": rule.how,
        "ppm": rule.ppm,
        "minor": rule.minor,
        "who": rule.who,
        "from_on": rule.from_on,
        "until_on": rule.until_on,
    }


def from_body(body: Body) -> Rule:
    """The rule that `to_body` wrote."""
    return Rule(**body)
