"""`shuke devices ...`: what it says in both languages, beside an open till and without one."""

import io
import json
import os
import pty
import termios
import threading
import tty

import pytest

from app import bootstrap
from app.cli.main import main
from hardware.fakes.printer import FakePrinter
from hardware.learning.scanner import TEST_CODE
from hardware.supervisor import Supervisor


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


def test_a_test_starts_only_its_device_and_what_that_hangs_on(shuke, monkeypatch):
    begun = []
    add = Supervisor.add

    def told(self, name, device):
        begun.append(name)
        add(self, name, device)

    monkeypatch.setattr(Supervisor, "add", told)
    assert shuke("test", "scale")[0] == 0
    assert begun == ["scale"]
    assert shuke("test", "drawer")[0] == 0
    assert begun == ["scale", "printer"]


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


@pytest.fixture
def terminal(monkeypatch, poll_until):
    """terminal(text, then): a reader types when the terminal hears single keys, a person after."""
    master, slave = pty.openpty()
    stdin = os.fdopen(slave, encoding="utf-8")
    monkeypatch.setattr("sys.stdin", stdin)
    threads, heard = [], []
    listen = tty.setcbreak
    monkeypatch.setattr(tty, "setcbreak", lambda *how: (listen(*how), heard.append(how)))

    def whole_lines() -> int:
        return termios.tcgetattr(slave)[3] & termios.ICANON

    def at_it(text: str, then: str) -> None:
        def hands() -> None:
            for number, part in enumerate(text.split("|"), 1):
                poll_until(lambda number=number: len(heard) == number, 10)
                os.write(master, part.encode())
            poll_until(whole_lines, 10)
            os.write(master, then.encode())

        threads.append(threading.Thread(target=hands))
        threads[-1].start()

    yield at_it
    for one in threads:
        one.join(10)
    stdin.close()
    os.close(master)


def test_a_scanner_that_types_is_learnt_from_the_terminals_keys(shuke, terminal, demo_shop):
    terminal(f"{TEST_CODE}\r", "y\n")
    code, said, shown = shuke("learn", "scanner", "--way", "wedge")
    assert code == 0, said + shown
    assert "\u2580" in shown or "\u2588" in shown  # the code to scan
    kept = json.loads((demo_shop.data_dir / "devices.json").read_text())["scanner"]
    assert (kept["way"], kept["driver"]) == ("wedge", "")


def test_a_card_reader_that_types_is_learnt_from_two_taps(shuke, terminal, demo_shop):
    terminal("0123456789\r|0123456789\r", "y\n")
    code, said, _ = shuke("learn", "card_reader", "--way", "wedge")
    assert code == 0, said
    kept = json.loads((demo_shop.data_dir / "devices.json").read_text())["card_reader"]
    assert kept["way"] == "wedge"


def test_a_reader_that_types_is_refused_out_of_a_pipe(shuke, typed):
    typed("y")
    code, _, said = shuke("learn", "scanner", "--way", "wedge")
    assert code == 2
    assert "no terminal" in said
