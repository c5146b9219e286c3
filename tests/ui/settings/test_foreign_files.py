"""A set-up file made by somebody else: nothing in it can stop the next till from starting."""

import json

import pytest

from app import settings as machine
from app.domain.errors import Refused
from app.usecases.setup import copy

WITH = {"shuke_devices": 1, "devices": {}}


def written(folder, raw):
    path = folder / "other.shuke-devices.json"
    path.write_text(raw if isinstance(raw, str) else json.dumps(raw), encoding="utf-8")
    return path


@pytest.mark.parametrize("keys", ["pay=\0", "pay=F5\nother", '"\n[keys]\na="1', "\x7f", "\\", "会"])
def test_what_was_saved_is_always_read_again(tmp_path, keys):
    found = machine.load(tmp_path, tmp_path / "settings")
    made = copy.read(written(tmp_path, {**WITH, "machine": {"keys": keys}}))
    machine.save(found, **dict(made.machine))
    assert machine.load(tmp_path, tmp_path / "settings").keys == keys


@pytest.mark.parametrize(
    "wrong",
    [
        *({"theme": "none"}, {"scale": 5000}, {"language": "../.."}, {"keys_preset": "x"}),
        *({"keys": 5}, {"sounds": 1}, {"encryption": "off"}, {"data_dir": "/"}),
    ],
)
def test_a_machine_setting_that_cannot_be_is_left_out(tmp_path, wrong):
    made = copy.read(written(tmp_path, {**WITH, "machine": {**wrong, "full_screen": True}}))
    assert made.machine == (("full_screen", True),)


@pytest.mark.parametrize(
    "raw",
    [
        *("[" * 100_000, '{"shuke_devices":' * 50_000, " " * 1_000_001),
        '{"shuke_devices": 1, "devices": {}, "made_at_ms": 1e999}',
        '{"shuke_devices": 1, "devices": {"printer": {"way": "\\ud800"}}}',
    ],
)
def test_a_file_made_to_break_it_is_refused(tmp_path, raw):
    with pytest.raises(Refused, match="setup.unreadable"):
        copy.read(written(tmp_path, raw))


def test_only_profiles_that_are_some_are_taken_and_no_link_is_followed(tmp_path):
    profiles = {
        **{"../evil": "a = 1", "a/b": "a = 1", "Upper": "a = 1", "nul\0": "a = 1", "end\n": "a=1"},
        **{
            "number": 5,
            "broken": "a = ",
            "empty": "",
            "huge": "#" * 20_001,
            "own-one": "columns=42",
        },
    }
    made = copy.read(written(tmp_path, {**WITH, "profiles": profiles}))
    assert made.profiles == (("own-one", "columns=42"),)
    precious = tmp_path / "precious"
    precious.write_text("mine", encoding="utf-8")
    tmp_path.joinpath("profiles").mkdir()
    tmp_path.joinpath("profiles", "own-one.toml").symlink_to(precious)
    copy._keep_profiles(tmp_path, made.profiles)
    assert precious.read_text(encoding="utf-8") == "mine"
    assert tmp_path.joinpath("profiles", "own-one.toml").read_text() == "columns=42"
