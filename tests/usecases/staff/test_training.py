"""Training: a copy that counts nowhere, and a real till in which nothing changed."""

import shutil
from dataclasses import replace

import pytest

from app import bootstrap
from app.domain.document import Kind
from app.domain.errors import Refused, Unavailable
from app.settings import load
from app.store import drafts, spool
from app.usecases.health.rebuild import check_projections
from app.usecases.health.verify import verify_journal
from app.usecases.label import printing, templates
from app.usecases.label.printing import LabelLine
from app.usecases.outcome import KickDrawer
from app.usecases.ports import DeviceChoice
from app.usecases.printing import settle
from app.usecases.sale.complete import complete
from app.usecases.shop.settings import load as load_shop
from app.usecases.staff import training
from tests.usecases.shop import COLA, Shop

STILL = ("journal", "head", "sqlite_sequence", "alembic_version")


def rows(shop) -> dict[str, list]:
    """Every row of every table but the chain itself."""
    with shop.s.db.read() as tx:
        names = [
            name
            for (name,) in tx.all("SELECT name FROM sqlite_master WHERE type = 'table'")
            if name not in STILL and not name.startswith("sqlite_")
        ]
        found = {name: tx.all(f"SELECT * FROM {name}") for name in names}  # noqa: S608
    found["till_event"] = [row for row in found["till_event"] if "training" not in row]
    return {name: sorted(map(repr, lines)) for name, lines in found.items()}


def chain(shop) -> list[bytes]:
    return [doc.data for doc in shop.documents()]


def sell(shop, shift, *names):
    basket = shop.basket(*(names or (COLA,)))
    return complete(shop.s, shop.cashier, shift.shift_id, basket, shop.paid(basket))


class Copy(Shop):
    """The copy as a till, on the clock of the real one."""

    def __init__(self, settings, clock) -> None:
        self.settings, self.clock = settings, clock
        self.till = bootstrap.open_till(settings, clock=clock)


class Asked:
    """Stands where the devices' effects do."""

    def __init__(self, asked: list) -> None:
        self._asked = asked

    def perform(self, effects) -> None:
        self._asked.extend(effects)


@pytest.fixture
def copy(shop):
    """The shop, and its training copy opened as a till."""
    opened = []

    def begin(who=None):
        there = bootstrap.begin_training(shop.settings, shop.s, who or shop.manager)
        made = Copy(there, shop.clock)
        opened.append(made)
        return made

    yield begin
    for one in opened:
        one.close()


def test_only_who_may_and_never_in_training_itself(shop, copy, refused):
    with refused("permission.missing"):
        bootstrap.begin_training(shop.settings, shop.s, shop.cashier)
    there = copy()
    with refused("training.already"):
        bootstrap.begin_training(there.settings, there.s, there.manager)
    with refused("training.not_here"):
        training.leave(shop.s, shop.manager)


def test_a_day_of_practice_leaves_the_real_till_as_it_was(shop, copy):
    sell(shop, shop.shift(), COLA)
    before, documents = rows(shop), chain(shop)
    there = copy()
    shift = there.shift()
    for _ in range(3):
        sell(there, shift, COLA, COLA)
    training.leave(there.s, there.cashier)
    there.close()
    shop.again()
    bootstrap.end_training(shop.settings, shop.s)
    assert rows(shop) == before
    start, end = shop.documents()[len(documents) :]
    assert chain(shop)[: len(documents)] == documents
    assert [start.kind, end.kind] == [Kind.TRAINING] * 2
    assert (start.body["what"], end.body["what"]) == ("start", "end")
    assert (end.body["how"], end.body["receipts"]) == ("left", 3)
    assert end.body["training_id"] == start.body["training_id"]
    assert start.operator_id == shop.manager.operator_id
    assert not training.folder(shop.settings).exists()


def test_the_copy_has_a_life_of_its_own(shop, copy):
    sell(shop, shop.shift(), COLA)
    there = copy()
    made = sell(there, there.shift()).value
    opened = [doc for doc in there.documents(Kind.EPOCH_OPEN)][-1]
    assert opened.body["reason"] == "training"
    assert bytes.fromhex(opened.body["public_key"]) == there.s.signer.public_key
    assert there.s.signer.public_key != shop.s.signer.public_key
    assert "-T" in str(made.receipt_no)
    assert load_shop(there.s).training
    assert not load_shop(shop.s).training
    assert verify_journal(there.s).ok
    assert check_projections(there.s) == ()


def test_it_begins_with_an_empty_counter_and_nothing_to_print(shop, copy):
    shift = shop.shift()
    sell(shop, shift)
    with shop.s.db.write() as tx:
        for parked in (True, False):
            kept = drafts.Draft(f"s{parked}", "", "", parked, "", 1, 1, 1, 100, "", "{}")
            drafts.save(tx, kept)
    there = copy()
    with there.s.db.read() as tx:
        assert (drafts.parked(tx), drafts.unfinished(tx), spool.listed(tx)) == ((), (), ())
    there.shift(there.person("李伟"))


def test_the_drawer_stays_shut_and_all_paper_says_training(shop, copy):
    there = copy()
    assert there.s.devices.choice("drawer").way == "none"
    asked = []
    there.till._effects = type(
        "Gear", (), {"perform": lambda self, effects: asked.extend(effects)}
    )()
    there.till.perform((KickDrawer(),))
    assert there.till.training
    assert asked == []
    slip = there.s.paper.no_sale(operator="林晓燕", reason="找零", at_ms=0, zone="Asia/Shanghai")
    texts = [one["text"] for one in slip["items"] if one["is"] == "text"]
    assert "TRAINING" in texts[0]
    assert "培训" in texts[0]
    assert texts[-1] == texts[0]
    assert slip["items"][-1]["is"] == "cut"


def test_nothing_of_it_is_kept_outside(shop, copy):
    assert copy().s.machine is None


def test_a_plug_that_was_pulled_harms_nothing(shop, copy):
    there = copy()
    sell(there, there.shift())
    there.close()
    before = rows(shop)
    shop.again()
    bootstrap.end_training(shop.settings, shop.s)
    bootstrap.end_training(shop.settings, shop.s)
    (end,) = [doc for doc in shop.documents(Kind.TRAINING) if doc.body["what"] == "end"]
    assert (end.body["how"], end.body["receipts"]) == ("broken", 1)
    assert rows(shop) == before
    keys = shop.settings.settings_dir / "keys"
    assert not [one for one in keys.glob("*") if end.body["training_id"] in one.name]


def test_a_copy_that_was_never_begun_is_thrown_away_without_a_word(shop):
    building = shop.settings.data_dir / training.BUILDING
    building.mkdir()
    (building / "till.id").write_text("nobody")
    count = len(shop.documents())
    bootstrap.end_training(shop.settings, shop.s)
    assert len(shop.documents()) == count
    assert not building.exists()


def test_where_no_copy_can_be_made_nothing_is_begun(shop):
    real = shop.settings
    (real.data_dir / training.BUILDING).write_text("a file where the folder should be")
    count = len(shop.documents())
    with pytest.raises(Unavailable, match="training"):
        bootstrap.begin_training(real, shop.s, shop.manager)
    assert len(shop.documents()) == count


def test_an_encrypted_till_is_copied_encrypted(tmp_path):
    from app.usecases.shop.first_start import Answers

    settings = replace(load(tmp_path / "data", tmp_path / "settings"), encryption="auto")
    answers = Answers(shop_name="小店", owner_name="赵敏", owner_pin="918273", language="zh_CN")
    bootstrap.create_shop(settings, answers)
    shop = Shop(settings, 1_789_000_000_000)
    try:
        there = bootstrap.begin_training(settings, shop.s, shop.owner)
        assert not there.database.read_bytes().startswith(b"SQLite format 3")
        copy = Copy(there, shop.clock)
        assert load_shop(copy.s).training
        copy.close()
    finally:
        shop.close()


def test_a_copy_in_another_ones_place_takes_no_keys_of_the_till_along(shop):
    """Somebody copied it by hand, mark and all: that mark names the keys of the till."""
    place = training.folder(shop.settings)
    place.mkdir()
    shutil.copy(shop.settings.data_dir / "till.id", place / "till.id")
    bootstrap.end_training(shop.settings, shop.s)
    shop.again()
    assert load_shop(shop.s).shop_name


def test_refusals_are_sentences():
    from app.words import Words

    for lang in ("zh_CN", "en"):
        assert Words(lang).error(Refused("training.already")) != "training.already"


def test_a_copy_knows_the_gateways_and_speaks_to_none(shop):
    far = DeviceChoice("web", (("host", "127.0.0.1"), ("port", 9)), "alipay")
    shop.s.devices.configure("terminal", far)
    there = bootstrap.begin_training(shop.settings, shop.s, shop.manager)
    till = bootstrap.open_till(there, ears=bootstrap.Ears(), clock=shop.clock)
    try:
        states = {one.name: one for one in till.services.devices.states()}
        assert (states["terminal"].state, states["terminal"].reason) == ("down", "training")
        assert till.services.terminals.states() == ()
    finally:
        till.close()


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_its_labels_are_marked_as_its_receipts_are(shop, copy, language):
    def both(one: Shop) -> tuple[bytes, list[bytes]]:
        """As it is looked at, and as the printer gets it."""
        one.s.devices.configure("label_printer", DeviceChoice("fake"))
        template = templates.one(one.s, "shelf-60x30")
        line = LabelLine(str(one.item(COLA).item_id))
        seen = printing.picture(one.s, template, line, language=language)
        made = printing.print_labels(one.s, one.manager, template, (line,), language=language)
        slip = settle.load(one.s, made.value)
        return seen.rows, [drawn.rows for drawn, _ in printing.drawn_of(slip, 8)]

    real, practised = both(shop), both(copy())
    assert [real[0]] == real[1]
    assert [practised[0]] == practised[1]
    band = 60 * 30  # bytes of 30 of its 240 rows of 480 dots
    black = [sum(byte.bit_count() for byte in one[0][-band:]) for one in (real, practised)]
    assert black[0] < band * 8 // 2 < black[1]
    assert real[0][:-2400] == practised[0][:-2400]  # what stands above is what a shelf would get
