"""Health in words: which figure is calm, which wants a look, in both languages."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from app.usecases.device.spool import WaitingJob
from app.usecases.health.rebuild import Difference
from app.usecases.health.report import HealthReport
from app.usecases.ports import DeviceState
from app.words import Words
from ui.health import viewmodel as vm

ZH, EN = Words("zh_CN"), Words("en")
TODAY = date(2026, 9, 12)
REPORT = HealthReport(
    encryption=True,
    integrity="ok",
    journal_docs=4428,
    epoch=1,
    head_seq=4428,
    head_hash="ab" * 32,
    signer="cd" * 32,
    last_verify_ms=1_789_194_720_000,
    last_verify_ok=True,
    disk_free_mb=34_000,
    file_mb=12,
    path="till.db",
    versions=(
        *(("shuke", "0.1.0"), ("format", "1"), ("sqlite", "3.53"), ("python", "3.11")),
        ("system", "Linux"),
    ),
    devices=(),
    spool=(),
)


def at(at_ms: int) -> datetime:
    return datetime.fromtimestamp(at_ms // 1000, UTC)


def checks(words=ZH, key_place="", verdict=None, found=None, **changes) -> dict[str, vm.CheckVM]:
    made = vm.checks(
        replace(REPORT, **changes),
        key_place=key_place,
        verdict=verdict,
        found=found,
        at=at,
        words=words,
        today=TODAY,
    )
    return {one.name: one for one in made}


@pytest.mark.parametrize(
    ("free", "role", "words"),
    [
        (34_000, "positive", "还剩 34 GB"),
        (1_999, "warning", "还剩 1,999 MB"),
        (299, "danger", "还剩 299 MB"),
    ],
)
def test_a_disk_that_fills_up(free, role, words):
    found = checks(disk_free_mb=free)["space"]
    assert (found.role, found.words) == (role, words)


@pytest.mark.parametrize(
    ("on", "place", "more"),
    [
        (True, "keyring", "The key is in the system's keyring"),
        (True, "keys/till.key", "The key is in keys/till.key"),
        (True, "", "The key is beside the settings, not in the data folder"),
        (False, "", "Whoever gets this folder can read what is in it"),
    ],
)
def test_encryption_says_where_the_key_is(on, place, more):
    found = checks(EN, place, encryption=on)["encryption"]
    assert (found.more, found.role) == (more, "positive" if on else "warning")


def test_sqlites_own_words_are_shown_when_the_file_is_not_sound():
    found = checks(integrity="row 3 missing from index ix_sale")["file"]
    assert (found.role, found.words) == ("danger", "row 3 missing from index ix_sale")


def test_rows_that_differ_are_named_up_to_three():
    rows = [Difference("sale", str(n), "1", "2") for n in range(5)]
    found = checks(EN, found=rows)["tables"]
    assert found.words == "5 rows differ: sale 0, sale 1, sale 2"
    assert checks(found=[])["tables"].role == "positive"


def test_a_verification_of_another_day_says_which():
    assert checks(last_verify_ms=1_789_000_000_000)["journal"].words.startswith("9 月 10 日")


def test_how_many_want_a_look():
    good = checks().values()
    assert vm.about(tuple(good), ZH) == "都正常"
    bad = (*good, vm.device(DeviceState("printer", "printer", "", "down", "paper_out"), EN))
    assert vm.about(bad, EN) == "1 thing wants a look"


def test_fakes_say_that_they_are_fakes():
    fake = DeviceState("scale", "scale", "", "ready", simulated=True)
    assert vm.device(fake, ZH).words == "正常，模拟"
    assert vm.device(fake, EN).words == "fine, simulated"


def test_a_job_names_its_sale_its_copy_and_its_reason():
    one = WaitingJob("j", "copy", "unsure", "restart", 0, "s", "03-000318", 2, False)
    made = vm.job(one, at(1_789_194_720_000), EN, copies=True)
    assert made.title == "Receipt 03-000318　copy 2　06:32"
    assert made.words == "not sure it came out, the program stopped meanwhile"
    assert made.ask
