"""`shuke devices ...`: what it says in both languages, beside an open till and without one."""

import io
import json

import pytest

from app import bootstrap
from app.cli.main import main
from hardware.fakes.printer import FakePrinter


@pytest.fixture
def shuke(demo_shop, capsys):
    """shuke("list") -> (code, out, err), on a demo shop of this test's own."""

    def run(*words: str, language: str = "en"):
        where = ["--data", str(demo_shop.data_dir), "--settings", str(demo_shop.settings_dir)]
        code = main(["devices", *words, *where, "--language", language])
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


@pytest.fixture
def typed(monkeypatch):
    """typed("3", "48"): what is typed on the terminal, a line each; then it ends."""

    def lines(*words: str) -> None:
        monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{one}\n" for one in words)))

    return lines


def test_list_is_the_usual_and_says_each_way(shuke):
    assert shuke("list")[1] == shuke()[1]
    found = json.loads(shuke("list", "--json")[1])
    assert [one["name"] for one in found][:2] == ["printer", "drawer"]
    assert "模拟" in shuke("list", language="zh_CN")[1]


def test_a_test_confirms_and_the_log_knows(shuke):
    code, said, _ = shuke("test", "printer")
    assert (code, said.strip()) == (0, "It answers, all is well")
    assert "Ready" in shuke("log", "printer")[1]
    notes = json.loads(shuke("log", "printer", "--json")[1])
    assert notes[0]["what"] == "ready"
    assert "last" in json.loads(shuke("list", "--json")[1])[0]


def test_the_log_without_a_name_names_each_line(shuke):
    shuke("test", "printer")
    shuke("test", "scale")
    said = shuke("log")[1]
    assert {"printer", "scale"} <= {line.split()[3] for line in said.splitlines()}
    assert all("printer" not in line for line in shuke("log", "scale")[1].splitlines())
    assert {one["name"] for one in json.loads(shuke("log", "--json")[1])} >= {"printer", "scale"}
    assert shuke("log", "toaster")[0] == 2


def test_what_is_not_set_fails_with_a_next_step(shuke):
    code, said, _ = shuke("test", "terminal")
    assert code == 1
    assert "not set" in said
    assert "  - " in said


def test_an_unknown_name_is_refused(shuke):
    code, _, said = shuke("test", "toaster")
    assert code == 2
    assert "card_reader" in said
    assert shuke("learn")[0] == 2


def test_beside_an_open_till_one_may_look_and_not_touch(shuke, demo_shop, typed):
    till = bootstrap.open_till(demo_shop)
    try:
        for deed in ("test", "learn"):
            code, _, said = shuke(deed, "printer")
            assert code == 2
            assert "The till is open" in said
        assert shuke("list")[0] == 0
        assert shuke("log", "printer")[0] == 0
        assert shuke("find")[0] == 0
    finally:
        till.close()


def test_find_asks_only_the_address_that_was_typed(shuke):
    fake = FakePrinter()
    server = fake.serve()
    try:
        found = json.loads(shuke("find", "--address", f"127.0.0.1:{server.port}", "--json")[1])
    finally:
        server.close()
    (printer,) = [one for one in found["finds"] if one["source"] == "network"]
    assert printer["proposals"][0]["why"] == "answered"
    assert fake.receipts == []
    assert shuke("find", "--address", "a/b")[0] == 2


def test_learn_keeps_what_was_answered(shuke, typed, demo_shop):
    typed("3", "again", "3", "48", "no", "skip", "", "y")
    code, said, _ = shuke("learn", "printer")
    assert code == 0, said
    profile = (demo_shop.data_dir / "profiles" / "own-printer.toml").read_text()
    assert 'mode = "utf8"' in profile
    assert 'cutter = "none"' in profile
    typed("n")
    assert shuke("learn", "scale")[0] == 1


def test_the_end_of_what_is_typed_keeps_nothing(shuke, typed, demo_shop):
    before = (demo_shop.data_dir / "devices.json").read_text()
    typed("3")
    code, said, _ = shuke("learn", "printer")
    assert (code, "as they were" in said) == (1, True)
    assert (demo_shop.data_dir / "devices.json").read_text() == before
    assert not (demo_shop.data_dir / "profiles").exists()


def test_what_is_not_set_is_learnt_with_way_and_settings(shuke, typed):
    fake = FakePrinter()
    server = fake.serve()
    try:
        where = ("--way", "tcp", "--set", "host=127.0.0.1", "--set", f"port={server.port}")
        typed("1", "48", "yes", "skip", "", "y")
        assert shuke("learn", "printer-2", *where)[0] == 0
        assert fake.receipts
    finally:
        server.close()
    assert "printer-2" in shuke("list")[1]
    assert shuke("learn", "scanner-2")[0] == 2
    assert shuke("learn", "printer-2", "--set", "port=x")[0] == 2
