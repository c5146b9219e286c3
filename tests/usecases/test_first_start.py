"""A shop begins whole or not at all; the folder, its keys and its settings."""

import shutil
from dataclasses import replace

import pytest

from app import bootstrap
from app import settings as settings_of
from app.domain.errors import Unavailable
from app.domain.shop import CashRounding
from app.usecases.health.report import health
from app.usecases.health.verify import last_verified, remember, verify_journal
from app.usecases.ports import DeviceChoice
from app.usecases.sale.complete import complete
from app.usecases.shop import settings as shop_settings
from app.usecases.shop.desk import desk_book
from app.usecases.shop.first_start import Answers
from app.usecases.staff.login import demo_pins, login, people
from tests.usecases.shop import COLA

ANSWERS = Answers("小店", "老王", "787878")


@pytest.fixture
def place(tmp_path):
    return settings_of.load(tmp_path / "data", tmp_path / "settings")


def test_a_new_shop_can_be_entered(place):
    assert not place.exists
    bootstrap.create_shop(place, ANSWERS, devices={"printer": DeviceChoice("fake")})
    face = bootstrap.face(place)
    assert (face.shop_name, [one.name for one in face.people]) == ("小店", ["老王"])
    till = bootstrap.open_till(place)
    try:
        (owner,) = people(till.services)
        assert login(till.services, owner.operator_id, "787878").value.name == "老王"
        found = health(till.services)
        assert found.encryption
        assert (found.integrity, found.journal_docs) == ("ok", 4)
        assert demo_pins(till.services) == {}
        assert till.services.devices.choice("printer").way == "fake"
        verdict = verify_journal(till.services)
        assert verdict.ok
        remember(till.services, verdict)
        assert last_verified(till.services).docs == 4
    finally:
        till.close()
    assert not list(place.data_dir.glob("*.key"))


@pytest.mark.parametrize("demo", [False, True])
@pytest.mark.parametrize(("currency", "coin"), [("CNY", 10), ("EUR", 1), ("KWD", 5)])
def test_cash_comes_in_the_coins_that_there_are(place, currency, coin, demo):
    """R36: or no count of the drawer could ever agree. Phones still pay to the smallest unit."""
    bootstrap.create_shop(place, replace(ANSWERS, currency_code=currency, demo=demo), devices={})
    till = bootstrap.open_till(place)
    try:
        assert desk_book(till.services).rounding == CashRounding(coin)
    finally:
        till.close()


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"shop_name": " "}, "name.empty"),
        ({"owner_name": ""}, "name.empty"),
        ({"owner_pin": "123456"}, "pin.too_easy"),
        ({"owner_pin": "12"}, "pin.format"),
        ({"shop_no": "a-b"}, "shop.number"),
        ({"till_no": ""}, "shop.number"),
        ({"till_no": "T03"}, "shop.number"),  # a training till's
        ({"currency_code": "XXX"}, "shop.currency"),
        ({"zone": "Mars/Base"}, "shop.zone"),
        ({"zone": "../etc"}, "shop.zone"),
        ({"tax_profile": "../prc"}, "shop.tax_profile"),
    ],
)
def test_answers_that_do_not_do(place, refused, change, code):
    with refused(code):
        bootstrap.create_shop(place, replace(ANSWERS, **change))
    assert not place.exists


def test_a_shop_is_never_made_over_another(place, refused):
    bootstrap.create_shop(place, ANSWERS)
    with refused("shop.exists_already"):
        bootstrap.create_shop(place, ANSWERS)


def test_a_start_that_breaks_leaves_no_half_shop(place):
    class Broken:
        def now_ms(self):
            return 1_789_142_400_000

        def monotonic_ms(self):
            return 1

        def new_id(self):
            raise Unavailable("disk", "full")

    with pytest.raises(Unavailable):
        bootstrap.create_shop(place, ANSWERS, clock=Broken())
    assert not place.exists
    bootstrap.create_shop(place, ANSWERS)


def test_one_program_a_folder(place):
    bootstrap.create_shop(place, ANSWERS)
    till = bootstrap.open_till(place)
    with pytest.raises(Unavailable) as error:
        bootstrap.open_till(place)
    assert error.value.code == "folder.in_use"
    beside = bootstrap.look_into(place)
    assert verify_journal(beside.services).ok
    beside.close()
    till.close()
    bootstrap.open_till(place).close()


def test_without_its_keys_a_shop_stays_shut(place):
    bootstrap.create_shop(place, ANSWERS)
    shutil.rmtree(place.settings_dir)
    for enter in (bootstrap.open_till, bootstrap.face, bootstrap.look_into):
        with pytest.raises(Unavailable) as error:
            enter(place)
        assert error.value.code == "key.missing"


def test_a_folder_may_be_moved(place, tmp_path):
    bootstrap.create_shop(place, ANSWERS)
    shutil.move(place.data_dir, tmp_path / "elsewhere")
    moved = settings_of.load(tmp_path / "elsewhere", place.settings_dir)
    bootstrap.open_till(moved).close()


def test_a_damaged_file_is_said(place):
    bootstrap.create_shop(place, replace(ANSWERS, demo=True))
    place.database.write_bytes(b"not a database at all" * 100)
    with pytest.raises(Unavailable) as error:
        bootstrap.open_till(place)
    assert error.value.what in ("database", "key")


def test_prices_without_tax(place):
    """The excluded-tax profile (agreements 25) comes with the program and works."""
    answers = replace(ANSWERS, tax_profile="us-nyc", currency_code="USD", language="en")
    bootstrap.create_shop(place, answers)
    till = bootstrap.open_till(place)
    assert not shop_settings.load(till.services).paper_language.startswith("zh")
    till.close()


# --- settings of the shop ------------------------------------------------------------------------


def test_settings_change_by_document(shop, refused):
    before = shop_settings.load(shop.s)
    made = shop_settings.change(shop.s, shop.owner, rounding=CashRounding(50), footer="再来")
    assert made.changes.settings
    assert shop.last_document().body["changed"] == {
        "footer": "再来",
        "rounding": {"mode": "half_up", "step_minor": 50},
    }
    assert shop_settings.load(shop.s) == made.value
    docs = len(shop.documents())
    shop_settings.change(shop.s, shop.owner, footer="再来")
    assert len(shop.documents()) == docs
    with refused("permission.missing"):
        shop_settings.change(shop.s, shop.cashier, footer="x")
    for field, value in (
        ("cutoff_hour", 24),
        ("paper_columns", 200),
        ("auto_lock_minutes", -1),
        ("paper_language", "fr"),
        ("rounding", CashRounding(0)),
        ("limits", replace(before.limits, cashier_ppm=500_000)),
    ):
        with refused("settings.value") as error:
            shop_settings.change(shop.s, shop.owner, **{field: value})
        assert error.facts == {"field": field}
    with refused("name.empty"):
        shop_settings.change(shop.s, shop.owner, shop_name=" ")
    with refused("label.pattern"):
        shop_settings.change(shop.s, shop.owner, label_patterns=("nonsense",))


def test_a_tampered_journal_is_named(shop):
    shift = shop.shift()
    basket = shop.basket(COLA)
    complete(shop.s, shop.cashier, shift.shift_id, basket, shop.paid(basket))
    assert verify_journal(shop.s).ok
    path, seq = shop.settings.database, shop.last_document().seq
    shop.close()
    _edit(path, seq)
    shop.again()
    verdict = verify_journal(shop.s)
    assert (verdict.first_bad, verdict.reason) == (seq, "hash")


def _edit(path, seq):
    """Change a sealed sale as somebody with the file in hand would: without the triggers."""
    import sqlcipher3.dbapi2 as sqlite

    raw = sqlite.connect(str(path))
    for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        raw.execute(f"DROP TRIGGER {name}")
    raw.execute(
        "UPDATE journal SET bytes = CAST(replace(CAST(bytes AS TEXT), '380', '038') AS BLOB)"
        " WHERE seq = ?",
        (seq,),
    )
    raw.commit()
    raw.close()


# --- settings of the machine ---------------------------------------------------------------------


def test_settings_of_the_machine(tmp_path):
    folder, data = tmp_path / "settings", tmp_path / "data"
    found = settings_of.load(data, folder)
    assert (found.theme, found.scale, found.encryption) == ("light", 100, "auto")
    changed = settings_of.save(found, theme="dark", scale=150, language="en")
    assert settings_of.load(data, folder) == changed
    data.mkdir()
    (data / "till.toml").write_text('encryption = "off"\n', encoding="utf-8")
    assert settings_of.load(data, folder) == replace(changed, encryption="off")
    (folder / "settings.toml").write_text('theme = "dark"\nunknown = 1\n', encoding="utf-8")
    assert settings_of.load(data, folder).theme == "dark"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("theme = ", "settings.unreadable"),
        ('theme = "neon"', "settings.value"),
        ("scale = 1000", "settings.value"),
        ('scale = "big"', "settings.value"),
        ("full_screen = 1", "settings.value"),
    ],
)
def test_settings_nobody_can_use_are_said(tmp_path, text, code):
    (tmp_path / "settings.toml").write_text(text, encoding="utf-8")
    with pytest.raises(Unavailable) as error:
        settings_of.load(tmp_path / "data", tmp_path)
    assert error.value.code == code


def test_a_mark_that_a_full_disk_left_empty_is_made_anew(place):
    """Or every such folder would go by the same keys."""
    place.data_dir.mkdir(parents=True)
    (place.data_dir / bootstrap.MARK).touch()
    bootstrap.create_shop(place, ANSWERS)
    assert len((place.data_dir / bootstrap.MARK).read_text("ascii")) == 36
    assert not (place.settings_dir / "keys" / ".signing.key").exists()
    (place.data_dir / bootstrap.MARK).write_text("")
    with pytest.raises(Unavailable) as error:
        bootstrap.open_till(place)
    assert error.value.code == "key.missing"


def test_a_file_that_is_no_database_where_nothing_was_encrypted(place):
    """The keys are there: it is not they that are missing."""
    bootstrap.create_shop(replace(place, encryption="off"), ANSWERS)
    place.database.write_bytes(b"a letter to the owner, and no database at all")
    for enter in (bootstrap.open_till, bootstrap.face, bootstrap.look_into):
        with pytest.raises(Unavailable) as error:
            enter(place)
        assert error.value.code == "database.corrupt"
