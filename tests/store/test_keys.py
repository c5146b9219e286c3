"""Secrets: made once, kept where they belong, readable by nobody else, never in the data folder."""

import subprocess
import sys
from pathlib import Path

import keyring
import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from keyring.backend import KeyringBackend
from keyring.errors import KeyringError

from app.clock import ManualClock, SystemClock
from app.domain.errors import Unavailable
from app.keys import ArgonPins, KeyStore, ProfileVault, TillSigner

ROOT = Path(__file__).resolve().parents[2]


class Ring(KeyringBackend):
    """A keyring in memory; `locked` refuses."""

    priority = 1

    def __init__(self, *, locked: bool = False) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}
        self.locked = locked

    def get_password(self, service: str, username: str) -> str | None:
        if self.locked:
            raise KeyringError("locked")
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        if self.locked:
            raise KeyringError("locked")
        self.kept[service, username] = password


@pytest.fixture
def ring():
    before = keyring.get_keyring()
    made = Ring()
    keyring.set_keyring(made)
    yield made
    keyring.set_keyring(before)


def test_without_a_keyring_a_key_file_of_ones_own(tmp_path):
    store = KeyStore(tmp_path / "settings", "demo")
    assert not store.has("signing")
    seed = store.signing_seed()
    key, place = store.encryption("auto")
    assert (len(seed), len(key), place.source) == (32, 32, "file")
    assert seed != key
    for path in (tmp_path / "settings").iterdir():
        assert path.stat().st_mode & 0o777 == 0o600
    again = KeyStore(tmp_path / "settings", "demo")
    assert (again.signing_seed(), again.encryption("auto")) == (seed, (key, place))
    other = KeyStore(tmp_path / "settings", "other")
    assert other.signing_seed() != seed


def test_encryption_off_makes_no_key(tmp_path):
    store = KeyStore(tmp_path, "demo")
    key, place = store.encryption("off")
    assert (key, place.source, list(tmp_path.glob("*.key"))) == (None, "none", [])


def test_a_keyring_that_works_is_used(tmp_path, ring):
    store = KeyStore(tmp_path, "demo")
    key, place = store.encryption("auto")
    assert (place.source, len(ring.kept), list(tmp_path.glob("*.key"))) == ("keyring", 1, [])
    assert KeyStore(tmp_path, "demo").encryption("auto")[0] == key


def test_a_locked_keyring_is_said_so_and_no_second_key_is_made(tmp_path, ring):
    store = KeyStore(tmp_path, "demo")
    store.encryption("auto")
    ring.locked = True
    with pytest.raises(Unavailable) as error:
        store.encryption("auto")
    assert error.value.code == "key.keyring"


def test_a_spoilt_key_file_is_said_so(tmp_path):
    store = KeyStore(tmp_path, "demo")
    store.signing_seed()
    tmp_path.joinpath("demo.signing.key").write_text("not hex")
    with pytest.raises(Unavailable) as error:
        store.signing_seed()
    assert error.value.code == "key.unreadable"


def test_a_place_that_cannot_be_written_is_said_so(tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("")
    with pytest.raises(Unavailable) as error:
        KeyStore(blocked / "settings", "demo").signing_seed()
    assert error.value.code in ("key.unwritable", "key.unreadable")


def test_signatures():
    signer = TillSigner(bytes(32))
    public = Ed25519PublicKey.from_public_bytes(signer.public_key)
    public.verify(signer.sign(b"x"), b"x")
    with pytest.raises(InvalidSignature):
        public.verify(signer.sign(b"x"), b"y")


def test_a_profile_is_sealed_under_a_key_of_its_own():
    vault = ProfileVault()
    key, other = vault.new_key(), vault.new_key()
    sealed = vault.seal(key, {"name": "陈小桐"})
    assert vault.open(key, sealed) == {"name": "陈小桐"}
    assert "陈" not in sealed
    assert vault.seal(key, {"name": "陈小桐"}) != sealed
    with pytest.raises(ValueError, match="not sealed"):
        vault.open(other, sealed)


def test_pins():
    pins = ArgonPins()
    hashed = pins.hash("123456")
    assert hashed.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert pins.verify("123456", hashed)
    assert not pins.verify("123457", hashed)
    assert not pins.verify("123456", "")


def test_ids_sort_by_time_and_do_not_repeat():
    clock = SystemClock()
    made = [clock.new_id() for _ in range(500)]
    assert made == sorted(made)
    assert len({*made}) == 500
    assert clock.monotonic_ms() <= clock.monotonic_ms()
    assert clock.now_ms() > 1_700_000_000_000


def test_the_clock_of_stories_goes_when_it_is_told():
    clock = ManualClock(1000, prefix=7)
    assert (clock.now_ms(), clock.new_id(), clock.new_id()) == (
        *(1000, "00000007-0000-7000-8000-000000000001", "00000007-0000-7000-8000-000000000002"),
    )
    steady = clock.monotonic_ms()
    clock.pass_ms(5)
    clock.set_wall(10)
    assert (clock.now_ms(), clock.monotonic_ms() - steady) == (10, 5)


LIGHT = """
import sys
import app.store.boot, app.store.engine, app.store.catalog, app.store.journal, app.keys, app.clock
import app.usecases.commit, app.usecases.sale.complete, app.usecases.sale.identify_code
heavy = {"sqlalchemy", "alembic", "keyring", "pypinyin", "argon2", "reportlab"} & {*sys.modules}
assert not heavy, heavy
"""


def test_what_the_first_paint_and_the_first_sale_need_is_light():
    done = subprocess.run(
        [sys.executable, "-c", LIGHT], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("left", ["", "00", "zz", "00" * 31])
def test_a_key_file_cut_short_is_no_key(tmp_path, left):
    """A full disk or a power cut once left it: nothing may be sealed with half a key."""
    (tmp_path / "demo.encryption.key").write_text(left, "ascii")
    for ask in (lambda s: s.encryption("auto"), lambda s: s.has("encryption")):
        with pytest.raises(Unavailable) as world:
            ask(KeyStore(tmp_path, "demo"))
        assert world.value.code == "key.unreadable"


def test_a_key_that_a_full_disk_stops_leaves_no_key_file(tmp_path):
    (tmp_path / "demo.signing.key.new").mkdir()
    with pytest.raises(Unavailable) as world:
        KeyStore(tmp_path, "demo").signing_seed()
    assert world.value.code == "key.unwritable"
    assert not (tmp_path / "demo.signing.key").exists()
