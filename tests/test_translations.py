"""Every text is there in both languages, asks for the same facts, and gets them when used."""

import ast
import json
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

from tests.tidy_rules import dotted

ROOT = Path(__file__).resolve().parents[1]
I18N = ROOT / "resources" / "i18n"
LANGUAGES = ("zh_CN", "en")

Use = tuple[str, str, set[str] | None]  # (where, key, facts given; None: not to be seen here)


def texts(lang: str, folder: Path = I18N) -> dict[str, dict[str, str]]:
    """Area file name to its texts."""
    return {
        p.name: json.loads(p.read_text("utf-8")) for p in sorted((folder / lang).glob("*.json"))
    }


def all_texts(lang: str) -> dict[str, str]:
    return {key: text for area in texts(lang).values() for key, text in area.items()}


def facts_of(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def uses(code: str, path: str) -> Iterator[Use]:
    """Each text named in the code: words("key", ...) and raised Refused("code", ...)."""
    for node in ast.walk(ast.parse(code)):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        first, callee = node.args[0], dotted(node.func).split(".")[-1].lstrip("_")
        if isinstance(first, ast.Constant) and isinstance(first.value, str):
            spread = any(word.arg is None for word in node.keywords)
            facts = None if spread else {str(word.arg) for word in node.keywords}
            if callee == "words":
                yield f"{path}:{node.lineno}", first.value, facts
            elif callee == "Refused":
                yield f"{path}:{node.lineno}", f"refused.{first.value}", facts


def wrong_use(use: Use, known: dict[str, str]) -> str | None:
    where, key, facts = use
    if key not in known:
        return f"{where} no text {key}"
    missing = set() if facts is None else facts_of(known[key]) - facts
    return f"{where} {key} lacks the facts {sorted(missing)}" if missing else None


def test_both_languages_have_the_same_areas_and_keys():
    zh, en = texts("zh_CN"), texts("en")
    assert zh.keys() == en.keys()
    odd = []
    for area in zh:
        keys_zh, keys_en = ({key.partition("#")[0] for key in side[area]} for side in (zh, en))
        odd += [f"{area}: {key}" for key in sorted(keys_zh ^ keys_en)]
    assert not odd, "in one language only:\n" + "\n".join(odd)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_key_stands_twice_and_no_text_is_empty(lang):
    areas = texts(lang)
    assert len(all_texts(lang)) == sum(len(area) for area in areas.values())
    empty = [key for key, text in all_texts(lang).items() if not text.strip()]
    assert not empty


def test_both_languages_ask_for_the_same_facts():
    zh, en = all_texts("zh_CN"), all_texts("en")
    odd = [key for key in zh.keys() & en.keys() if facts_of(zh[key]) != facts_of(en[key])]
    assert not odd


def test_what_the_code_says_has_a_text_with_its_facts():
    known = all_texts("zh_CN")
    files = [path for room in ("app", "ui") for path in sorted((ROOT / room).rglob("*.py"))]
    found = [
        wrong_use(use, known)
        for path in files
        for use in uses(path.read_text("utf-8"), path.relative_to(ROOT).as_posix())
    ]
    wrong = [fault for fault in found if fault]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(
    ("code", "fault"),
    [
        ("words('sell.unknown')", "no text"),
        ("self._words('sell.due', n=1)", "lacks the facts ['amount_minor']"),
        ("raise Refused('discount.over', limit_ppm=1)", "lacks the facts ['asked_ppm']"),
        ("raise Refused('not.written')", "no text"),
    ],
)
def test_a_missing_text_or_fact_is_seen(code, fault):
    known = {
        "sell.due": "{amount_minor}",
        "refused.discount.over": "{asked_ppm} {limit_ppm}",
    }
    (use,) = uses(code, "x.py")
    assert fault in (wrong_use(use, known) or "")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_of_the_terms_has_one_name(lang):
    """Who is sent there finds it in the rail under the very name."""
    known = all_texts(lang)
    name = known["shell.place.program"]
    sent = ("member.tier_none", "member.rewards_none", "checkout.plans.none.why")
    for key in ("prog.title", "refused.plan.unknown_package", "permission.program.edit", *sent):
        assert name in known[key], key
    assert not [key for key, text in known.items() if "programme" in text.lower()]
