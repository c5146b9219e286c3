"""Keeping as one types it: what each command says, in both languages, and what it returns."""

import io
import json
import zipfile

import pytest

from app.cli.main import main
from app.store.verify import verify


@pytest.fixture
def shuke(own_settings, capsys, monkeypatch):
    """shuke("backup") -> (code, out, err), on a shop of this test's own."""

    def run(*words: str, language: str = "en", typed: str = ""):
        where = ["--data", str(own_settings.data_dir), "--settings", str(own_settings.settings_dir)]
        monkeypatch.setattr("sys.stdin", io.StringIO(typed))
        code = main([words[0], *where, "--language", language, *words[1:]])
        said = capsys.readouterr()
        assert "⟦" not in said.out + said.err
        return code, said.out, said.err

    return run


@pytest.fixture
def stick(tmp_path):
    (tmp_path / "stick").mkdir()
    return tmp_path / "stick"


@pytest.fixture
def copy(shuke, stick):
    code, said, _ = shuke("backup", "--to", str(stick))
    assert (code, "461 documents" in said) == (0, True)
    (made,) = stick.glob("*/*.db")
    return made


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_a_copy_is_made_listed_tried_and_restored(shuke, copy, own_settings, language):
    assert str(copy) in shuke("restore", language=language)[1]
    assert shuke("restore", str(copy), "--drill", language=language)[0] == 0
    code, said, _ = shuke("restore", str(copy), language=language)
    assert (code, "2" in said) == (1, True)  # it only says what it would do
    assert verify(own_settings.database).docs == 461
    code, said, _ = shuke("restore", str(copy), "--apply", language=language)
    assert code == 0
    assert "till-001.db" in said
    assert verify(own_settings.database).docs == 462


def test_what_will_be_missing_must_be_said(shuke, copy, own_settings):
    for number in range(2):
        from app import bootstrap
        from app.cli.commands import owner
        from app.usecases.shop.settings import change

        till = bootstrap.open_till(own_settings)
        change(till.services, owner(till.services), footer=f"{number}")
        till.close()
    code, said, _ = shuke("restore", str(copy))
    lost = json.loads(shuke("restore", str(copy), "--json")[1])["lost"]
    assert code == 1
    assert f"--lose {lost}" in said
    code, _, err = shuke("restore", str(copy), "--apply")
    assert (code, f"--lose {lost}" in err) == (2, True)
    assert shuke("restore", str(copy), "--apply", "--lose", str(lost + 1))[0] == 2
    code, said, _ = shuke("restore", str(copy), "--apply", "--lose", str(lost))
    assert code == 0
    assert "held" in said


def test_no_copy_is_said_to_be_none(shuke, stick):
    assert shuke("restore")[0] == 1
    code, _, err = shuke("restore", str(stick))
    assert (code, "no usable copy" in err) == (2, True)


def test_doctor_and_its_bundle(shuke, copy, tmp_path):
    code, said, _ = shuke("doctor", "--bundle", str(tmp_path / "d.zip"))
    assert code == 0
    assert "follows on" in said
    assert "doctor.json" in zipfile.ZipFile(tmp_path / "d.zip").namelist()
    found = json.loads(shuke("doctor", "--json")[1])
    assert {one["part"] for one in found} >= {"file", "journal", "backup", "keys"}
    assert "数据文件完好" in shuke("doctor", language="zh_CN")[1]


def test_doctor_is_alarmed_by_a_file_that_does_not_open(shuke, own_settings):
    own_settings.database.write_bytes(b"nothing" * 1000)
    code, said, _ = shuke("doctor")
    assert code == 1
    assert "shuke restore" in said


def test_keys_are_sealed_and_brought_to_another_machine(shuke, tmp_path, own_settings):
    path = str(tmp_path / "keys.json")
    assert shuke("keys", "--save", path, typed="short\n")[0] == 2
    assert shuke("keys", "--save", path, typed="a sentence of mine\n")[0] == 0
    assert shuke("keys", "--put", path, typed="another sentence\n")[0] == 2
    code, said, _ = shuke("keys", "--put", path, typed="a sentence of mine\n")
    assert (code, "0 of them new" in said) == (0, True)
    assert shuke("keys")[0] == 2


def test_data(shuke, tmp_path):
    plain = str(tmp_path / "plain.db")
    assert "sale" in shuke("data", "tables")[1]
    assert shuke("data", "query", "SELECT 1 AS one", "--csv")[1] == "one\r\n1\r\n"
    assert json.loads(shuke("data", "query", "SELECT 1 AS one", "--json")[1]) == [{"one": 1}]
    assert shuke("data", "query", "DELETE FROM sale")[0] == 2
    assert shuke("data", "copy", plain)[0] == 0
    assert shuke("data", "export", "item", str(tmp_path / "i.csv"), "--from", plain)[0] == 0
    take = ("data", "import", str(tmp_path / "i.csv"), "goods", "--into", plain)
    assert shuke(*take)[0] == 0
    assert "goods" in shuke("data", "tables", "--from", plain)[1]


def test_data_never_changes_the_live_till(shuke, own_settings, tmp_path):
    (tmp_path / "x.csv").write_text("a\n1\n")
    into = str(own_settings.database)
    code, _, err = shuke("data", "import", str(tmp_path / "x.csv"), "sale", "--into", into)
    assert (code, "not touched" in err) == (2, True)


def test_a_backup_beside_a_till_that_sells(shuke, own_settings, stick):
    from app import bootstrap

    till = bootstrap.open_till(own_settings)
    try:
        assert shuke("backup", "--to", str(stick))[0] == 0
        code, _, err = shuke("restore", str(stick))
        assert (code, "using this folder" in err) == (3, True)
    finally:
        till.close()
