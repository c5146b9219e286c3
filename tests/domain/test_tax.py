"""Tax by class: rates in and on top, line by line, and a summary that adds up (agreements 7)."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import Refused
from app.domain.pricing.profiles import profile_from
from app.domain.pricing.tax import settle, tax_of
from tests.domain.builders import NYC, PRC, rows

RESOURCES = Path(__file__).resolve().parents[2] / "resources" / "tax"

RATES = """
| 11300 | 130000 | included | 1300 |
| 10900 | 90000  | included | 900  |
| 10600 | 60000  | included | 600  |
| 10000 | 0      | included | 0    |
| 100   | 130000 | included | 12   |
| 1     | 130000 | included | 0    |
| 5     | 130000 | included | 1    |
| 10000 | 88750  | on top   | 888  |
| 1000  | 88750  | on top   | 89   |
| -1000 | 88750  | on top   | -89  |
| -11300 | 130000 | included | -1300 |
"""


@pytest.mark.parametrize(("amount", "rate", "how", "tax"), rows(RATES))
def test_tax_of_an_amount(amount, rate, how, tax):
    assert tax_of(int(amount), int(rate), included=how == "included") == int(tax)


def test_a_class_is_taxed_once_and_dealt_to_its_lines():
    """Three lines of 0.05 at 13 %: 0.02 for 0.15, not 0.01 three times."""
    taxes, shares = settle([("standard", 5)] * 3 + [("zero", 100)], PRC)
    assert taxes == [1, 1, 0, 0]
    assert [(s.tax_class, s.net_minor, s.tax_minor) for s in shares] == [
        ("standard", 13, 2),
        ("zero", 100, 0),
    ]


def test_shares_stand_in_the_order_of_the_profile():
    _, shares = settle([("zero", 1), ("service", 1), ("standard", 1), ("reduced", 1)], PRC)
    assert [s.tax_class for s in shares] == ["standard", "reduced", "service", "zero"]


def test_an_unknown_class_is_refused():
    with pytest.raises(Refused) as refused:
        settle([("standard", 5), ("luxury", 5)], PRC)
    assert (refused.value.code, refused.value.facts) == (
        "tax.unknown_class",
        {"tax_class": "luxury"},
    )


@given(
    st.lists(st.tuples(st.sampled_from(["standard", "reduced"]), st.integers(0, 10**6))),
    st.sampled_from([PRC, NYC]),
)
def test_lines_sum_to_the_summary_and_the_summary_to_the_gross(amounts, profile):
    taxes, shares = settle(amounts, profile)
    assert all(tax >= 0 for tax in taxes)
    for share in shares:
        mine = [i for i, (name, _) in enumerate(amounts) if name == share.tax_class]
        total = sum(amounts[i][1] for i in mine)
        assert sum(taxes[i] for i in mine) == share.tax_minor
        gross = total if profile.included else total + share.tax_minor
        assert share.net_minor + share.tax_minor == gross
        assert share.tax_minor == tax_of(total, share.rate_ppm, included=profile.included)


# --- profiles out of files -----------------------------------------------------------------------


@pytest.mark.parametrize("path", sorted(RESOURCES.glob("*.json")), ids=lambda path: path.stem)
def test_every_profile_that_comes_along_can_be_read(path):
    data = json.loads(path.read_text("utf-8"))
    profile = profile_from(data)
    assert profile.code == path.stem
    assert profile.source
    assert profile.rate_ppm("standard") > 0
    # a catalogue made under one profile can be sold under another
    assert {"standard", "reduced", "service", "zero"} <= {c.tax_class for c in profile.classes}


def test_the_rates_of_the_first_market():
    profile = profile_from(json.loads((RESOURCES / "prc.json").read_text("utf-8")))
    assert profile.included
    assert [one.rate_ppm for one in profile.classes] == [130_000, 90_000, 60_000, 0]


GOOD = {
    "code": "x",
    "included": True,
    "source": "a law",
    "classes": [{"class": "standard", "ppm": 1, "name": "一", "en": "one"}],
}


@pytest.mark.parametrize(
    "wrong",
    [
        {**GOOD, "included": "yes"},
        {**GOOD, "classes": []},
        {**GOOD, "classes": GOOD["classes"] * 2},
        {**GOOD, "classes": [{"class": "standard", "ppm": 0.13, "name": "一", "en": "one"}]},
        {**GOOD, "classes": [{"class": "standard", "ppm": -1, "name": "一", "en": "one"}]},
        {**GOOD, "classes": [{"class": "standard", "ppm": True, "name": "一", "en": "one"}]},
        {**GOOD, "classes": [{"class": "", "ppm": 1, "name": "一", "en": "one"}]},
        {**GOOD, "source": ""},
        {key: value for key, value in GOOD.items() if key != "code"},
    ],
)
def test_a_profile_that_is_wrong_is_refused(wrong):
    assert profile_from(GOOD).classes
    with pytest.raises(Refused) as refused:
        profile_from(wrong)
    assert refused.value.code == "tax.profile"
