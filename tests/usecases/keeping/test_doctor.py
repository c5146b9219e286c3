"""The till looked over, also when it does not open; a bundle in which nobody stands."""

import json
import shutil
import sqlite3
import zipfile

import pytest

from app.reports.doctor_words import next_step, sentence
from app.usecases.health import diagnosis, doctor
from app.usecases.health.doctor import PARTS, examine, worst
from app.usecases.keeping import logs, marks, places
from app.usecases.keeping.backup import back_up
from app.words import Words

DAY = 86_400_000


def looked(kept, now_ms: int = 0) -> dict[str, doctor.Finding]:
    found = examine(kept.settings, now_ms or kept.clock.now_ms())
    assert [one.part for one in found] == list(PARTS)
    for lang in ("zh_CN", "en"):
        words = Words(lang)
        for one in found:
            said = sentence(one.code, one.facts, words)
            if one.level != "ok":
                said += next_step(one.code, one.facts, words)
            assert "⟦" not in said, one
            assert "{" not in said, one
    return {one.part: one for one in found}


def test_a_till_that_is_well(kept):
    kept.choose()
    kept.sell()
    back_up(kept.s)
    marks.note(kept.s)
    found = looked(kept)
    well = {part for part, one in found.items() if one.level == "ok"}
    assert well == set(PARTS) - {"second", "keys"}  # one disk under the tests, no encryption
    assert found["journal"].facts["n"] == kept.head()[1]


@pytest.mark.parametrize(
    ("part", "code", "hurt"),
    [
        ("file", "file_closed", lambda kept: kept.settings.database.write_bytes(b"SQLite for" * 9)),
        ("file", "file_missing", lambda kept: kept.settings.database.unlink()),
        ("backup", "backup_never", lambda kept: None),
        ("second", "second_none", lambda kept: None),
        ("mark", "mark_none", lambda kept: None),
    ],
)
def test_each_fault_is_named(kept, part, code, hurt):
    kept.s.db.close()
    good = kept.settings.database.read_bytes()
    hurt(kept)
    if not kept.settings.database.exists():
        for tail in ("-wal", "-shm"):
            kept.settings.database.with_name("till.db" + tail).unlink(missing_ok=True)
    places.places(kept.s).mark.unlink(missing_ok=True)
    assert looked(kept)[part].code == code
    kept.settings.database.write_bytes(good)


def test_a_document_that_was_changed_is_named_by_number(kept):
    kept.sell()
    raw = sqlite3.connect(kept.settings.database)
    for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        raw.execute(f"DROP TRIGGER {name}")
    raw.execute("UPDATE journal SET bytes = CAST(bytes || x'20' AS BLOB) WHERE seq = 40")
    raw.commit()
    raw.close()
    found = looked(kept)["journal"]
    assert (found.code, found.facts["seq"], found.facts["reason"]) == ("journal_bad", "40", "hash")


def test_clocks_places_and_a_file_behind(kept):
    kept.choose()
    kept.sell()
    back_up(kept.s)
    now = kept.clock.now_ms()
    assert looked(kept, now - 3 * DAY)["clock"].code == "clock_back"
    assert looked(kept, now + 40 * DAY)["clock"].code == "clock_far"
    assert looked(kept, now + 2 * DAY)["backup"].code == "backup_old"
    mark = marks.read(places.places(kept.s))
    marks.write(places.places(kept.s), marks.Mark(1, mark.seq + 5, "00", mark.tid, 9, 0, now))
    assert looked(kept)["mark"].code == "mark_behind"
    shutil.rmtree(kept.second)
    assert looked(kept)["second"].code == "second_gone"


def test_keys_that_others_can_read(kept):
    keys = kept.settings.settings_dir / "keys"
    one = next(keys.glob("*.key"))
    one.chmod(0o644)
    assert looked(kept)["keys"].code == "keys_open"
    one.chmod(0o600)
    assert worst(looked(kept).values()) != "danger"


def test_the_bundle_holds_nobody(kept, tmp_path):
    """Names, phones, cards, PIN hashes, receipts and amounts of the demo: none of them is in it,
    whatever the program's faults and its folders were called."""
    kept.sell(2)
    data = kept.settings.data_dir
    people = kept.rows("SELECT name, phone FROM member") + kept.rows(
        "SELECT name, '' FROM operator"
    )
    cards = [token for (token,) in kept.rows("SELECT token FROM member_card")]
    secrets = {text for row in people for text in row if text} | set(cards)
    secrets |= {row[0] for row in kept.rows("SELECT card_token FROM operator") if row[0]}
    secrets |= {row[0] for row in kept.rows("SELECT pin_hash FROM operator") if row[0]}
    secrets |= {row[0] for row in kept.rows("SELECT receipt_no FROM sale")}
    (data / "crashes").mkdir()
    name, phone = people[0]
    trace = (
        f"crash A1B2C3-0000000101\nat_ms 5\nwhere 陈小桐\npython 3.11.7 on Linux-6\n\n"
        f'Traceback (most recent call last):\n  File "/home/{name}/shuke/app/usecases/sale.py",'
        f" line 7, in sell\n    raise ValueError({phone})\n"
        f"app.domain.errors.Refused: ('member', {{'name': '{name}'}})\n{phone}\n"
        f"KeyError: '{cards[0]}'\n"
    )
    (data / "crashes" / "A1B2C3-0000000101.txt").write_text(trace, "utf-8")
    logs.note(kept.s, "keeping", chore="backup", said="ok")
    with (data / "logs" / "shuke.log").open("a", encoding="utf-8") as log:
        log.write(f"{name} {phone}\n")
    path = tmp_path / "diagnosis.zip"
    names = diagnosis.bundle(kept.settings, path, kept.clock.now_ms(), kept.s)
    assert set(names) >= {"doctor.json", "tables.json", "keeping.json", "devices.json"}
    with zipfile.ZipFile(path) as found:
        texts = {one: found.read(one).decode() for one in found.namelist()}
    whole = "\n".join(texts.values())
    assert not [one for one in secrets if one in whole]
    assert str(data) not in whole
    assert "/home" not in whole
    crash = texts["crashes/A1B2C3-0000000101.txt"].splitlines()
    assert crash == [
        "crash A1B2C3-0000000101",
        "at_ms 5",
        "python 3.11.7 on Linux-6",
        "  app/usecases/sale.py:7 sell",
        "app.domain.errors.Refused",
        "KeyError",
    ]
    assert json.loads(texts["tables.json"])["rows"]["sale"] >= 2


def test_the_bundle_is_written_for_a_till_that_does_not_open(kept, tmp_path):
    kept.s.db.close()
    good = kept.settings.database.read_bytes()
    kept.settings.database.write_bytes(b"nothing" * 100)
    diagnosis.bundle(kept.settings, tmp_path / "d.zip", kept.clock.now_ms())
    with zipfile.ZipFile(tmp_path / "d.zip") as found:
        said = {one["part"]: one for one in json.loads(found.read("doctor.json"))}
        assert json.loads(found.read("tables.json")) == {"why": "key.missing"}
    assert said["file"]["level"] == "danger"
    kept.settings.database.write_bytes(good)
