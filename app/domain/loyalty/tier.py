"""What a tier is worth at the counter: a price list of its own, or a percentage by department."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TierTerms:
    """A tier's prices (agreements 25). `discount_ppm` holds (department, ppm off) pairs.

    The department `*` stands for all that are not named. Where an item has a price on
    `price_list` too, the lower of both is what the member pays (R31).
    """

    tier_id: str
    name: str
    name_en: str = ""
    level: int = 0
    price_list: str = ""
    discount_ppm: tuple[tuple[str, int], ...] = ()

    def off_ppm(self, department_id: str) -> int:
        """How much of the price this tier takes off in a department."""
        rest = 0
        for department, off in self.discount_ppm:
            if department == department_id:
                return off
            if department == "*":
                rest = off
        return rest

    def named(self, language: str) -> str:
        """The name in a language."""
        return self.name_en if language == "en" and self.name_en else self.name
