"""The owner's sealed keys open an encrypted copy on another machine; nothing else does."""

import json
from dataclasses import replace

import pytest

from app import bootstrap
from app import settings as settings_of
from app.clock import ManualClock
from app.domain.errors import Unavailable
from app.keys import KeyStore
from app.store.verify import verify
from app.usecases.keeping import alerts, key_bundle, places, restore
from app.usecases.keeping.backup import back_up
from app.usecases.shop.first_start import Answers
from app.usecases.staff.login import people
from tests.scenarios.conftest import MORNING

PASS = "梅雨季的第三家店"
LONG = f"{PASS} 2026"


@pytest.fixture
def sealed(tmp_path):
    """An encrypted shop, open."""
    settings = settings_of.load(tmp_path / "data", tmp_path / "machine")
    answers = Answers(
        shop_name="熟客便利店",
        owner_name="赵敏",
        owner_pin="454545",
        language="zh_CN",
        country="CN",
        currency_code="CNY",
        tax_profile="prc",
        zone="Asia/Shanghai",
    )
    clock = ManualClock(MORNING, prefix=5)
    bootstrap.create_shop(settings, answers, clock=clock)
    till = bootstrap.open_till(settings, clock=clock)
    yield settings, till, clock
    till.close()


def test_a_copy_comes_back_on_another_machine_with_the_bundle_alone(sealed, tmp_path):
    settings, till, clock = sealed
    s = till.services
    stick = tmp_path / "stick"
    stick.mkdir()
    places.choose(s, str(stick))
    copy = back_up(s).value
    assert copy.encrypted
    assert "keys" in {one.code for one in alerts.alerts(s)}
    key_bundle.seal_keys(s, people(s)[0], tmp_path / "keys.json", LONG)
    assert "keys" not in {one.code for one in alerts.alerts(s)}
    new = replace(settings, data_dir=tmp_path / "new", settings_dir=tmp_path / "new-machine")
    with pytest.raises(Unavailable) as error:
        restore.preview(new, copy)
    assert error.value.code == "key.missing"
    opened = key_bundle.open_keys(tmp_path / "keys.json", LONG)
    assert key_bundle.put_keys(new, opened) == ("signing", "encryption")
    assert key_bundle.put_keys(new, opened) == ()
    seen = restore.preview(new, copy)
    done = restore.restore(
        new, seen, bootstrap.restorer(new, copy.till, clock=clock), newest="unknown"
    )
    assert done.epoch > copy.epoch
    again = bootstrap.open_till(new, clock=clock)
    assert verify(new.database, again.services.db.key).ok
    assert again.services.signer.public_key == s.signer.public_key
    again.close()


def test_nothing_of_the_keys_is_readable_and_only_the_passphrase_opens(sealed, tmp_path, refused):
    settings, till, _ = sealed
    s, path = till.services, tmp_path / "keys.json"
    key_bundle.seal_keys(s, people(s)[0], path, LONG)
    text = path.read_text("utf-8")
    kept = KeyStore(settings.settings_dir / "keys", places.places(s).till).kept()
    assert not any(one.hex() in text for one in kept.values())
    assert path.stat().st_mode & 0o777 == 0o600
    with refused("keys.wrong"):
        key_bundle.open_keys(path, LONG + " ")
    said = json.loads(text)
    said["about"]["tid"] = "99-99"
    path.write_text(json.dumps(said), "utf-8")
    with refused("keys.wrong"):
        key_bundle.open_keys(path, LONG)


def test_what_is_no_bundle_and_what_would_stop_the_machine(sealed, tmp_path, refused):
    _, till, _ = sealed
    s, path = till.services, tmp_path / "keys.json"
    key_bundle.seal_keys(s, people(s)[0], path, LONG)
    said = json.loads(path.read_text("utf-8"))
    for change in ({"kib": 1 << 30}, {"passes": 10_000}, {"lanes": 64}, {"salt": "!"}):
        path.write_text(json.dumps({**said, "kdf": {**said["kdf"], **change}}), "utf-8")
        with refused("keys.unreadable"):
            key_bundle.open_keys(path, LONG)
    path.write_text("[]", "utf-8")
    with refused("keys.unreadable"):
        key_bundle.open_keys(path, LONG)
    with refused("keys.unreadable"):
        key_bundle.open_keys(tmp_path / "nothing.json", LONG)


def test_too_short_in_the_wrong_place_or_by_the_wrong_person(kept, tmp_path, refused):
    with refused("keys.short"):
        key_bundle.seal_keys(kept.s, kept.owner, tmp_path / "keys.json", PASS)
    with refused("keys.inside"):
        key_bundle.seal_keys(kept.s, kept.owner, kept.settings.data_dir / "keys.json", LONG)
    with refused("permission.missing"):
        key_bundle.seal_keys(kept.s, kept.manager, tmp_path / "keys.json", LONG)
    assert not (tmp_path / "keys.json").exists()
