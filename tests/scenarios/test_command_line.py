"""`shuke` as one types it: what it says, in both languages, and what it returns."""

import json
import os
import subprocess
import sys

import pytest

from app import bootstrap
from app.cli import demo
from app.cli.main import main
from app.clock import SystemClock


@pytest.fixture
def shuke(demo_shop, capsys):
    """shuke("verify") -> (code, out, err), on a demo shop of this test's own."""

    def run(*words: str, language: str = "en"):
        where = ["--data", str(demo_shop.data_dir), "--settings", str(demo_shop.settings_dir)]
        code = main([words[0], *where, "--language", language, *words[1:]])
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


def test_verify(shuke):
    code, said, _ = shuke("verify")
    assert (code, "461 documents" in said) == (0, True)
    assert "账本完好" in shuke("verify", language="zh_CN")[1]
    found = json.loads(shuke("verify", "--json")[1])
    assert (found["ok"], found["docs"], found["first_bad"]) == (True, 461, None)
    assert shuke("verify", "--hashes")[0] == 0


def test_rebuild_and_health(shuke):
    assert "Every table" in shuke("rebuild", "--check")[1]
    assert "461" in shuke("rebuild")[1]
    assert shuke("rebuild", "--check")[0] == 0
    code, said, _ = shuke("health")
    assert code == 0
    assert "not encrypted" in said
    assert json.loads(shuke("health", "--json")[1])["integrity"] == "ok"


def test_x_and_devices(shuke):
    code, said, _ = shuke("x")
    assert code == 0
    assert "便民生活超市" in said
    assert "Simulated" in shuke("devices")[1]
    assert json.loads(shuke("x", "--json")[1])["totals"]["sales"] == 18


def test_the_day_is_looked_at_closed_and_added_up(shuke):
    code, said, _ = shuke("z")
    assert (code, "Not closed yet" in said, "Z 1" in said) == (0, True, True)
    made = json.loads(shuke("z", "--close", "--json")[1])
    assert made["proof"].startswith("SZ1:01-03.1.")
    assert (made["number"], made["totals"]["shift"]["sales"]) == ("03-1-000001", 36)
    assert "累计总额" in shuke("z", "1", language="zh_CN")[1]
    code, _, said = shuke("z", "7")
    assert (code, "no such Z" in said) == (2, True)
    code, _, said = shuke("z", "--close")
    assert (code, "Nothing is new" in said) == (2, True)
    other = made["proof"].replace("01-03", "01-07")
    code, said, _ = shuke("shop-day", "--scan", other)
    assert code == 0
    assert "Till 03, Z 1" in said
    assert "Till 07, Z 1" in said
    assert "Together" in said
    code, said, _ = shuke("shop-day", "2026-09-20")
    assert code in (0, 1)
    assert json.loads(shuke("shop-day", made["business_date"], "--json")[1])["tills"][1]["tid"]


def test_import_and_export(shuke, tmp_path):
    file = tmp_path / "goods.csv"
    file.write_text("名称,售价\n火箭,9.00\n坏,-1\n", encoding="utf-8")
    code, said, _ = shuke("import", str(file))
    assert code == 1
    assert "1 new" in said
    assert "row 3" in said
    assert "Nothing was written" in said
    assert "Written: 1 new" in shuke("import", str(file), "--apply")[1]
    look = shuke("undo-import")[1]
    assert "off sale: 火箭" in look
    assert "1 taken off sale" in look
    assert "Nothing was written" in look
    assert "1 taken off sale" in shuke("undo-import", "--apply")[1]
    assert "undone already" in shuke("undo-import")[2]
    out = tmp_path / "out.csv"
    assert "308 items" in shuke("export", str(out))[1]
    assert out.read_text("utf-8-sig").startswith("item_id,barcode,name")
    wrong = json.loads(shuke("import", str(file), "--json")[1])["wrong"]
    assert wrong[0]["errors"][0]["code"] == "price_negative"


def test_what_the_shop_began_with_is_no_import_to_take_back(shuke):
    code, _, said = shuke("undo-import", "--apply")
    assert (code, "no import" in said) == (2, True)


def test_play(shuke, tmp_path):
    story = tmp_path / "story.md"
    story.write_text("# T\n| a | b | c |\n|-|-|-|\n| log in | 林晓燕 121212 | lines 0 |\n", "utf-8")
    code, said, _ = shuke("play", str(story))
    assert (code, "all 1 gestures" in said) == (0, True)
    story.write_text("# T\n| a | b | c |\n|-|-|-|\n| log in | 林晓燕 1 | |\n", "utf-8")
    code, said, _ = shuke("play", str(story))
    assert code == 1
    assert "pin.wrong" in said
    assert "line 4" in said


def test_the_world_in_the_way(shuke, demo_shop, tmp_path):
    code, _, said = shuke("import", str(tmp_path / "nowhere.csv"))
    assert code == 3
    assert "cannot be read" in said
    till = bootstrap.open_till(demo_shop)
    code, _, said = shuke("rebuild")
    till.close()
    assert code == 3
    assert said.strip()
    story = tmp_path / "empty.md"
    story.write_text("# nothing", "utf-8")
    assert shuke("play", str(story))[0] == 2


def test_demo(tmp_path, capsys):
    where = ["--data", str(tmp_path / "d"), "--settings", str(tmp_path / "s"), "--language", "en"]
    assert main(["demo", *where]) == 0
    assert "ready" in capsys.readouterr().out
    assert main(["demo", *where]) == 0
    assert "already" in capsys.readouterr().out
    assert main(["demo", "--reset", *where]) == 0


def test_a_real_shop_is_never_reset(tmp_path, capsys):
    from app import settings as settings_of
    from app.usecases.shop.first_start import Answers

    place = settings_of.load(tmp_path / "d", tmp_path / "s")
    bootstrap.create_shop(place, Answers("真店", "老王", "787878"))
    where = ["--data", str(tmp_path / "d"), "--settings", str(tmp_path / "s"), "--language", "en"]
    assert main(["demo", "--reset", *where]) == 2
    assert "real one" in capsys.readouterr().err
    assert place.exists


def test_the_demo_is_the_same_every_time(demo_shop):
    demo.check_files()
    now = SystemClock().now_ms()
    begun = demo.midnight_before(now)
    assert 0 <= now - begun < demo.DAY_MS
    assert (begun + 8 * demo.HOUR_MS) % demo.DAY_MS == 0


def test_a_reset_leaves_what_is_not_the_programs(shuke, demo_shop, tmp_path, capsys):
    """No shop there: nothing goes. A shop there: only what the program wrote goes."""
    mine = demo_shop.data_dir / "letter.txt"
    mine.write_text("dear", "utf-8")
    till = bootstrap.open_till(demo_shop)
    try:
        assert shuke("demo", "--reset")[0] == 3
        assert demo_shop.exists
    finally:
        till.close()
    assert shuke("demo", "--reset")[0] == 0
    assert mine.read_text("utf-8") == "dear"
    other = tmp_path / "other"
    (other / "paper").mkdir(parents=True)
    (other / "till.notes").write_text("hours", "utf-8")
    where = ["--data", str(other), "--settings", str(tmp_path / "s")]
    assert main(["demo", "--reset", *where]) == 0
    assert (other / "paper").is_dir()
    assert (other / "till.notes").exists()


def test_an_export_that_cannot_be_written_is_a_sentence(shuke, tmp_path):
    code, _, said = shuke("export", str(tmp_path))
    assert (code, "cannot be written" in said) == (3, True)


def test_a_terminal_that_knows_no_han(demo_shop):
    where = ["--data", str(demo_shop.data_dir), "--settings", str(demo_shop.settings_dir)]
    done = subprocess.run(
        [sys.executable, "-m", "app.cli.main", "x", *where, "--language", "zh_CN"],
        capture_output=True,
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_statement_is_read_beside_an_open_till_and_written_beside_none(
    shuke, demo_shop, tmp_path
):
    file = tmp_path / "told.pdf"
    till = bootstrap.open_till(demo_shop)
    try:
        code, said, _ = shuke("statement", "6027")
        assert (code, "100****6027" in said) == (0, True)
        code, _, wrong = shuke("statement", "6027", str(file))
        assert (code, file.exists()) == (3, False)
        assert "close the till" in wrong
        assert "关掉收银机" in shuke("statement", "6027", str(file), language="zh_CN")[2]
        assert shuke("statement", "nobody at all", str(file))[0] == 2
    finally:
        till.close()
    assert shuke("statement", "6027", str(file))[0] == 0
    assert file.read_bytes().startswith(b"%PDF-")


def test_members_are_imported_with_what_they_had(shuke, tmp_path):
    path = tmp_path / "members.csv"
    path.write_text(
        "手机,姓名,储值余额,积分\n10099990001,新一,120.50,300\n123,错,1,1\n", encoding="utf-8"
    )
    code, said, _ = shuke("import-members", str(path))
    assert code == 1
    assert "1 new members, 1 wrong" in said
    assert "Nothing was written" in said
    code, said, _ = shuke("import-members", str(path), "--apply")
    assert "1 members, 1 of them with balances" in said
    assert "0 new members, 2 wrong" in shuke("import-members", str(path))[1]
