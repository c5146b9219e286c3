"""What stands out in the till's own journal and may be theft (F65, rules.md 3.18): facts in, cases
out.

Pure: a business date's sales and deeds, what earlier days make usual, and the rules' numbers, which
are data. Nothing here accuses anybody: a finding names rows of the journal for a person to look at.
"""

from app.domain.insight.sentinel.facts import At, Day, Deed, Finding, Sold
from app.domain.insight.sentinel.habit import Habit
from app.domain.insight.sentinel.tally import Tally, tallies
from app.domain.insight.sentinel.terms import LEVELS, Rule, Terms
from app.domain.insight.sentinel.watch import RULES, watch

__all__ = [
    "LEVELS",
    "RULES",
    "At",
    "Day",
    "Deed",
    "Finding",
    "Habit",
    "Rule",
    "Sold",
    "Tally",
    "Terms",
    "tallies",
    "watch",
]
