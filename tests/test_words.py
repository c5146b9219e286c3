"""Words and figures: what `Words` says, and that every text the code names is there."""

import ast
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from string import Formatter

import pytest

from app import words as w
from app.domain.errors import Refused, Unavailable
from app.words import LANGUAGES, Words

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture
def made(tmp_path):
    """made(lang, {area: text of its JSON}): Words over those texts only."""

    def make(areas, lang="en", digits=2):
        folder = tmp_path / "i18n" / lang
        folder.mkdir(parents=True)
        for name, text in areas.items():
            (folder / f"{name}.json").write_text(text, "utf-8")
        return Words(lang, digits, tmp_path)

    return make


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        (w.amount(123450), "1,234.50"),
        (w.amount(123450, grouping=False), "1234.50"),
        (w.amount(-240), "−2.40"),
        (w.amount(5), "0.05"),
        (w.amount(300, plus=True), "+3.00"),
        (w.amount(0, plus=True), "0.00"),
        (w.amount(1500, 0), "1,500"),
        (w.amount(1500, 3), "1.500"),
        (w.quantity(2000), "2"),
        (w.quantity(1354), "1.354"),
        (w.quantity(500), "0.500"),
        (w.quantity(-1000), "−1"),
        (w.quantity(1200000), "1,200"),
        (w.percent(130000), "13%"),
        (w.percent(88750), "8.875%"),
        (w.percent(1000000), "100%"),
        (w.percent(-4000), "−0.4%"),
        (w.percent(0), "0%"),
        (w.whole(1240), "1,240"),
        (w.whole(-3), "−3"),
    ],
)
def test_figures(said, shown):
    assert said == shown


def test_times_and_days():
    at = datetime(2026, 9, 12, 6, 3, 8, tzinfo=UTC)
    there = w.local(int(at.timestamp() * 1000) + 999, timezone(timedelta(hours=8)))
    assert (w.clock(there), w.clock_seconds(there)) == ("14:03", "14:03:08")
    zh, en, day = Words("zh_CN"), Words("en"), date(2026, 9, 12)
    assert (zh.day(day), en.day(day)) == ("9 月 12 日 周六", "Sat 12 Sep")
    assert (zh.full_day(day), en.full_day(day)) == ("2026 年 9 月 12 日", "12 Sep 2026")
    assert (zh.moment(there), en.moment(there)) == ("9 月 12 日 14:03", "12 Sep 14:03")


def test_facts_are_written_by_what_they_measure(made):
    say = made({"a": '{"a.x": "{due_minor} {weight_milli} {rate_ppm} {n} {name}"}'})
    facts = {"due_minor": -123450, "weight_milli": 1354, "rate_ppm": 100000, "n": 1240}
    assert say("a.x", **facts, name="苹果") == "−1,234.50 1.354 10% 1,240 苹果"


def test_amounts_have_the_digits_of_the_currency(made):
    assert made({"a": '{"a.x": "{due_minor}"}'}, digits=0)("a.x", due_minor=1500) == "1,500"


def test_one_is_said_as_one(made):
    say = made({"a": '{"a.items": "{n} items", "a.items#one": "{n} item"}'})
    assert (say("a.items", n=1), say("a.items", n=2)) == ("1 item", "2 items")


def test_texts_of_all_areas_are_read_and_none_twice(made):
    say = made({"a": '{"a.x": "1"}', "b": '{"b.x": "2"}'})
    assert (say("a.x"), say("b.x"), sorted(say.keys())) == ("1", "2", ["a.x", "b.x"])


def test_a_key_in_two_areas_is_a_bug(made):
    with pytest.raises(ValueError, match="repeats"):
        made({"a": '{"a.x": "1"}', "b": '{"a.x": "2"}'})


def test_a_missing_text_shows_its_key_and_is_logged(made, expected_errors):
    say = made({"a": '{"a.x": "{name} was here"}'})
    assert say("a.y") == "⟦a.y⟧"
    assert say("a.x", other="1") == "⟦a.x⟧"
    assert [r.getMessage() for r in expected_errors] == [
        "no text for a.y in en",
        "text a.x in en lacks the fact 'name'",
    ]


def test_errors_are_sentences(made):
    say = made(
        {
            "errors": '{"refused.discount.over": "At most {limit_ppm}", "unavailable.disk": "Disk",'
            ' "unavailable.disk.full": "The disk is full"}'
        }
    )
    assert say.error(Refused("discount.over", limit_ppm=100000)) == "At most 10%"
    assert say.error(Unavailable("disk", "full")) == "The disk is full"
    assert say.error(Unavailable("disk", "gone")) == "Disk"


def test_an_unknown_language_is_a_bug():
    with pytest.raises(ValueError, match="fr"):
        Words("fr")


def facts_of(text):
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def test_both_languages_say_the_same_things():
    zh, en = (w.load(lang) for lang in LANGUAGES)
    assert {k.partition("#")[0] for k in zh} == {k.partition("#")[0] for k in en}
    for texts in (zh, en):
        assert not [key for key, text in texts.items() if not text.strip()]
        assert not [key for key in texts if "#" in key and not key.endswith("#one")], (
            "the only variant is #one"
        )
    assert not [k for k in zh.keys() & en.keys() if facts_of(zh[k]) != facts_of(en[k])]


SAYERS = {"words", "say", "w"}


def named(code):
    """Keys given literally to `words(...)`, `say(...)`, `self._w(...)`, also either of a choice."""
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Call) and node.args:
            callee = getattr(node.func, "attr", getattr(node.func, "id", "")).lstrip("_")
            first = node.args[0]
            both = [first.body, first.orelse] if isinstance(first, ast.IfExp) else [first]
            for part in both if callee in SAYERS else ():
                if isinstance(part, ast.Constant) and isinstance(part.value, str):
                    yield part.value


def test_every_text_the_program_names_is_there():
    known = {key for lang in LANGUAGES for key in w.load(lang)}
    files = [path for room in ("app", "ui") for path in sorted((ROOT / room).rglob("*.py"))]
    missing = [
        f"{path.relative_to(ROOT)}: {key}"
        for path in files
        for key in named(path.read_text("utf-8"))
        if "." in key and key not in known
    ]
    assert not missing, "\n".join(missing)


def test_a_text_that_is_missing_would_be_seen():
    code = "say('a.b'); self._w('c.d', n=1); look.words('e.f' if on else 'g.h'); draw('x.y')"
    assert sorted(named(code)) == ["a.b", "c.d", "e.f", "g.h"]


def test_sentences_stand_together_as_each_language_has_it():
    assert Words("zh_CN").sentences("一。", "", "二。") == "一。二。"
    assert Words("en").sentences("One.", "", "Two.") == "One. Two."


@pytest.mark.parametrize("state", ["queued", "sending", "confirmed", "failed"])
def test_one_label_is_not_many(state):
    assert "1 label" in Words("en")(f"labels.job.{state}", n=1, why="").replace("labels", "")
