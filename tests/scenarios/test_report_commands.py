"""`shuke day` and `shuke report` as one types them."""

import json

import pytest

from app.cli.main import REFUSED, UNAVAILABLE, main

DAY = "2026-09-11"  # the demo shop's last day of trade


@pytest.fixture
def shuke(demo_shop, capsys):
    def run(*words: str, language: str = "en"):
        where = ["--data", str(demo_shop.data_dir), "--settings", str(demo_shop.settings_dir)]
        code = main([words[0], *where, "--language", language, *words[1:]])
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


def test_the_day_on_the_terminal(shuke):
    code, said, _ = shuke("day", DAY)
    assert code == 0
    assert "The owner's day" in said
    assert "经营日报" in shuke("day", DAY, language="zh_CN")[1]
    found = json.loads(shuke("day", DAY, "--json")[1])
    assert found["code"] == "day"
    assert found["period"]["from_on"] == DAY
    figures = {one["key"]: one["value"] for one in found["sections"][0]["figures"]}
    assert figures["receipts"] > 0


@pytest.mark.parametrize("ending", ["pdf", "xlsx", "csv", "txt"])
def test_the_day_as_a_file(shuke, tmp_path, ending):
    path = tmp_path / f"day.{ending}"
    code, said, _ = shuke("day", DAY, str(path))
    assert code == 0
    assert str(path) in said
    assert path.stat().st_size > 500


def test_any_report(shuke, tmp_path):
    listed = shuke("report")[1]
    assert "sales.hour" in listed
    assert "liabilities" in listed
    code, said, _ = shuke("report", "hour", "--from", "2026-09-01", "--until", DAY)
    assert code == 0
    assert "Sales by hour" in said
    found = json.loads(shuke("report", "abc", "--until", DAY, "--json")[1])
    assert found["code"] == "items.abc"
    path = tmp_path / "tax.csv"
    assert shuke("report", "sales.tax", str(path), "--from", DAY, "--compare", "before")[0] == 0
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")


def test_what_is_none(shuke, tmp_path):
    code, _, said = shuke("report", "weather")
    assert (code, "weather" in said) == (REFUSED, True)
    assert shuke("day", "2026-02-30")[0] == REFUSED
    assert shuke("report", "hour", "--from", DAY, "--until", "2026-09-01")[0] == REFUSED
    assert shuke("day", DAY, str(tmp_path / "x.doc"))[0] == REFUSED
    assert shuke("day", DAY, str(tmp_path / "no" / "x.pdf"))[0] == UNAVAILABLE
