"""Every field that can be set has its words, reads back what it shows, and makes a term again."""

import pytest

from app.domain.errors import Refused
from app.domain.loyalty.program import Program
from app.domain.loyalty.tier import TierTerms
from app.domain.loyalty.tier_rules import TierRule
from app.domain.money import CURRENCIES
from app.words import Words
from ui.program import values
from ui.program.specs import FORMS, SECTIONS, SINGLE

CNY = CURRENCIES["CNY"]
FIELDS = [(form, spec) for form, specs in FORMS.items() for spec in specs]


@pytest.mark.parametrize("lang", ["zh_CN", "en"])
def test_every_field_and_option_has_words(lang):
    words = Words(lang)
    keys = {f"prog.{form}.{spec.name}" for form, spec in FIELDS}
    keys |= {f"prog.option.{one or 'none'}" for _, spec in FIELDS for one in spec.options}
    keys |= {f"prog.add.{spec.of}" for _, spec in FIELDS if spec.kind == "list"}
    keys |= {f"prog.form.{spec.of}" for _, spec in FIELDS if spec.kind == "list"}
    keys |= {f"prog.{part}.{one}" for one in SECTIONS for part in ("section", "about")}
    keys |= {f"prog.row.{one}" for one in SECTIONS if one not in SINGLE}
    assert sorted(key for key in keys if key not in words) == []


def term_of(section: str):
    if section == "tier":
        return TierTerms("t", "银卡", discount_ppm=(("*", 50_000),)), TierRule("t")
    if section in SINGLE:
        return getattr(Program(), section)
    return values.new_term(section, "x", 1)


@pytest.mark.parametrize("section", SECTIONS)
def test_a_term_goes_into_the_form_and_comes_back(section):
    term = term_of(section)
    assert values.closed(section, values.opened(section, term)) == term


@pytest.mark.parametrize("section", SECTIONS)
def test_every_field_stands_in_its_term(section):
    data = values.opened(section, term_of(section))
    for spec in FORMS[section]:
        values.at(data, spec.name)
        if spec.kind == "list":
            entry = values.fresh(spec.of)
            for inner in FORMS[spec.of]:
                values.at(entry, inner.name)
            grown = values.put(data, spec.name, [entry])
            values.closed(section, grown)


@pytest.mark.parametrize(
    ("kind", "value", "text"),
    [
        ("money", 123450, "1234.50"),
        ("percent", 88_750, "8.875"),
        ("times", 1_500_000, "1.5"),
        ("number", 30, "30"),
        ("number", -1, "-1"),
        ("pieces", 3000, "3"),
        ("date", "2026-12-31", "2026-12-31"),
        ("text", "金卡", "金卡"),
    ],
)
def test_what_is_shown_is_read_again(kind, value, text):
    assert values.shown(kind, value, CNY) == text
    assert values.read(kind, text, CNY) == value


@pytest.mark.parametrize(
    ("kind", "text", "code"),
    [
        ("money", "-5", "amount.unreadable"),
        ("money", "1.234", "amount.too_precise"),
        ("money", "abc", "amount.unreadable"),
        ("percent", "101", "percent.unreadable"),
        ("percent", "-1", "percent.unreadable"),
        ("times", "x", "times.unreadable"),
        ("times", "101", "times.unreadable"),
        ("number", "2.5", "number.between"),
        ("number", "-2", "number.between"),
        ("number", "99999999", "number.between"),
        ("date", "2026-02-30", "date.unreadable"),
    ],
)
def test_what_cannot_be_is_refused(kind, text, code):
    with pytest.raises(Refused) as refused:
        values.read(kind, text, CNY)
    assert refused.value.code == code
    assert f"refused.{code}" in Words("zh_CN")


def test_an_input_method_does_no_harm():
    assert values.read("money", "１２。５", CNY) == 1250
    assert values.read("date", "2026/01/05", CNY) == "2026-01-05"
