"""What the engine says of a term that is not saved: warnings, example, preview, as sentences."""

from __future__ import annotations

from app.domain.loyalty.tier_rules import TierRule
from app.usecases.loyalty import program
from app.usecases.loyalty.nightly import TierPreview
from app.usecases.services import Services
from app.words import Words
from ui.program import values
from ui.program.sentences import Names
from ui.program.specs import NOUN
from ui.program.viewmodel import Page

SHOWN = 5  # members named in a preview

Said = tuple[tuple[str, ...], tuple[str, ...]]


def explained(s: Services, page: Page, words: Words) -> Said:
    """Warnings and the worked example, computed by the engine. Reader thread.

    ValueError, TypeError or KeyError while the form does not make a term yet.
    """
    term = values.closed(page.section, page.data or {})
    one = term[1] if page.section == "tier" else term
    noun = NOUN.get(page.section, page.section)
    return (
        tuple(
            words(_warned(said.code, words), **dict(said.facts))
            for said in program.warnings(s, noun, one, words.lang)
        ),
        tuple(
            words(f"program.example.{step.code}", **_spoken(dict(step.facts), words))
            for step in program.example(s, noun, one, words.lang).steps
        ),
    )


def _spoken(facts: dict[str, str | int], words: Words) -> dict[str, str | int]:
    """The facts for a reader: what has an English name beside it is called by it."""
    english = {name: facts.pop(name) for name in list(facts) if name.endswith("_en")}
    if words.lang != "en":
        return facts
    return facts | {name.removesuffix("_en"): value for name, value in english.items() if value}


def _warned(code: str, words: Words) -> str:
    """The word of a warning; what the law says has words of its own."""
    key = f"program.warning.{code}"
    return key if key in words else code


def rules_as_typed(page: Page) -> tuple[TierRule, ...]:
    """All tier rules, the lowest first, with the one in the form as it stands there."""
    data = {**dict(page.terms), page.term_id: page.data or {}}
    lowest_first = sorted(data.values(), key=lambda one: one["terms"]["level"])
    return tuple(values.closed("tier", one)[1] for one in lowest_first)


def previewed(found: TierPreview, names: Names, words: Words) -> tuple[str, ...]:
    """Who would move, in sentences."""
    tiers = names.get("tier", {})

    def named(tier_id: str) -> str:
        return tiers.get(tier_id, words("prog.no_tier"))

    lines = [words("prog.preview.of", n=found.members)]
    if not found.moves:
        lines.append(words("prog.preview.nobody"))
    for move in found.moves:
        here, there = named(move.from_tier), named(move.to_tier)
        lines.append(words("prog.preview.move", n=move.count, here=here, there=there))
    for one in found.examples[:SHOWN]:
        lines.append(
            words(
                "prog.preview.example",
                name=one.name,
                phone=one.phone_masked,
                here=named(one.from_tier),
                there=named(one.to_tier),
                spend_minor=one.spend_minor,
                growth=one.growth,
                n=one.visits,
            )
        )
    return tuple(lines)
