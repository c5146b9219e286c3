"""What stands in the programme, said in one line each: entries of lists, and terms in the list."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.words import Words, percent, quantity

Names = Mapping[str, Mapping[str, str]]  # kind of reference -> code -> name


def times_text(ppm: int) -> str:
    """`2`, `1.5`: how many times."""
    return quantity(ppm // 1000)


class Sayer:
    """Says data of a form in a language; `names` are what references are called."""

    def __init__(self, words: Words, names: Names) -> None:
        self._words, self._names = words, names

    def name(self, of: str, code: str) -> str:
        """What a reference is called; one that is gone shows its code."""
        if not code:
            return self._words("prog.nothing")
        return self._names.get(of, {}).get(code, code)

    def option(self, form: str, code: str) -> str:
        """An option's word; a form may have a word of its own for it."""
        own = f"prog.option.{form}.{code}"
        return self._words(own if own in self._words else f"prog.option.{code or 'none'}")

    def names_of(self, of: str, codes: list[str]) -> str:
        """Several references; none means everything."""
        if not codes:
            return self._words(f"prog.all.{of}")
        shown = [self.name(of, str(code)) for code in codes[:3]]
        more = len(codes) - len(shown)
        text = self._words("prog.join").join(shown)
        return self._words("prog.and_more", text=text, n=more) if more else text

    def entry(self, form: str, data: Mapping[str, Any]) -> str:
        """One entry of a list, as a sentence."""
        return str(getattr(self, f"_{form}")(data))

    def _earn_rule(self, data: Mapping[str, Any]) -> str:
        by, of = (
            data["by"],
            {"department": "department", "tender": "source"}.get(data["by"], "item"),
        )
        if not data["points"]:
            return self._words("prog.say.earns_nothing", what=self.name(of, data["ref"]))
        return self._words(
            f"prog.say.earn.{by}",
            what=self.name(of, data["ref"]) if data["ref"] else "",
            per_minor=data["per"],
            pieces=data["per"] // 1000,
            points=data["points"],
        )

    def _multiplier(self, data: Mapping[str, Any]) -> str:
        named = data["name_en"] if self._words.lang == "en" and data["name_en"] else data["name"]
        times = times_text(data["ppm"])
        return self._words("prog.say.multiplier", name=named or "…", times=times)

    def _discount(self, data: Mapping[str, Any]) -> str:
        where = self.name("department_or_all", data["department"])
        return self._words("prog.say.discount", where=where, off=percent(data["ppm"]))

    def _condition(self, data: Mapping[str, Any]) -> str:
        metric = data["metric"]
        window = ""
        if metric in ("spend", "visits", "growth", "topup"):
            window = self._words(f"prog.say.window.{data['window']}", days=data["days"])
        return self._words(
            f"prog.say.condition.{metric}",
            window=window,
            least_minor=data["at_least"],
            least=data["at_least"],
            group=self.name("group", data["ref"]),
        )

    def _benefit(self, data: Mapping[str, Any]) -> str:
        kind = data["kind"]
        return self._words(
            f"prog.say.benefit.{kind}",
            times=times_text(data["ppm"]),
            n=data["n"],
            campaign=self.name("campaign", data["campaign_id"]),
            every=self._words(f"prog.option.{data['every']}"),
            items=self.names_of("item", list(data["items"])),
        )

    def _grant(self, data: Mapping[str, Any]) -> str:
        kind = data["kind"]
        of = {"voucher": "campaign", "package": "package_plan", "tier": "tier", "item": "item"}
        said = self._words(
            f"prog.say.grant.{kind}",
            amount_minor=data["n"],
            n=data["n"],
            what=self.name(of.get(kind, "wallet"), data["ref"]),
            days=data["valid_days"],
        )
        if data["times"] > 1:
            every = self._words(f"prog.option.{data['every']}")
            said = self._words("prog.say.released", said=said, times=data["times"], every=every)
        return said

    def _service(self, data: Mapping[str, Any]) -> str:
        item = self.name("item", data["item_id"])
        if not data["uses"]:
            return self._words("prog.say.service_unlimited", item=item)
        return self._words("prog.say.service", item=item, uses=data["uses"])

    def _law_text(self, data: Mapping[str, Any]) -> str:
        return self._words("prog.say.law_text", key=self.name("law_key", data["key"]))

    def _rule(self, data: Mapping[str, Any]) -> str:
        """The first condition, and that there are others beside it."""
        reach = data["reach"]
        if not data["by_reach"] or not reach:
            return self._words("prog.say.everyone" if data["by_reach"] else "prog.say.by_gift")
        first, more = self._condition(reach[0]), len(reach) - 1
        if not more:
            return first
        key = "prog.say.reach.every" if data["every_condition"] else "prog.say.reach.any"
        return self._words(key, first=first, n=more)

    def term(self, section: str, data: Mapping[str, Any]) -> tuple[str, str]:
        """A term in the list: its name and, small, what it is."""
        named = data["terms"] if section == "tier" else data
        name = named["name_en"] if self._words.lang == "en" and named["name_en"] else named["name"]
        facts: dict[str, str | int] = {}
        if section == "tier":
            facts = {"rule": self._rule(data["rule"])}
        elif section == "plan":
            facts = {"price_minor": data["price_minor"], "n": len(data["grants"])}
        elif section == "campaign":
            facts = {"kind": self.option("campaign", data["kind"]), "days": data["valid_days"]}
        elif section == "package_plan":
            facts = {"n": len(data["services"]), "days": data["valid_days"]}
        elif section == "reward":
            facts = {"points": data["points"]}
        elif section == "wallet":
            facts = {"where": self.names_of("department", list(data["departments"]))}
        return name or self._words("prog.unnamed"), self._words(f"prog.row.{section}", **facts)
