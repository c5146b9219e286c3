"""The owner sees what each rule of the sentinel would say, and switches it off and on."""

import json

from app.domain.insight.sentinel import RULES
from app.domain.permissions import Role
from app.usecases.sentinel.terms import EXTRA, terms_of
from app.usecases.shop import settings
from app.usecases.staff.edit import all_people
from tests.ui.settings.test_presenter import at
from tests.usecases.conftest import refused
from ui.settings.typed import changes_of, texts_of

__all__ = ["at", "refused"]


def test_each_rule_has_its_sentence_its_line_and_its_example(at):
    at.page.go("watch")
    fields = at.view.shown.fields
    assert [one.name for one in fields] == [f"watch.{code}" for code in RULES]
    assert all(one.help and one.value == "yes" for one in fields)
    assert at.field("watch.no_sale").example  # read by the engine when one comes here
    assert "30 天" in at.field("watch.no_sale").example


def test_a_rule_switched_off_is_the_shops_setting_and_one_document(at, shop):
    at.page.go("watch")
    before = at.documents()
    at.page.typed("watch.keyed_member", "")
    at.page.save()
    assert at.documents() == before + 1
    kept = settings.load(shop.s)
    assert json.loads(kept.extra[EXTRA]) == {"keyed_member": {"on": False}}
    assert not terms_of(kept).of("keyed_member").on
    at.page.typed("watch.keyed_member", "yes")
    at.page.save()
    assert terms_of(settings.load(shop.s)).of("keyed_member").on


def test_numbers_that_the_shop_changed_stay_beside_the_switch(shop):
    own = {"no_sale": {"floor": 9}}
    settings.change(shop.s, shop.owner, extra={EXTRA: json.dumps(own)})
    stands = settings.load(shop.s)
    changes, _ = changes_of({**texts_of(stands), "watch.no_sale": ""}, stands)
    assert json.loads(changes["extra"][EXTRA]) == {"no_sale": {"floor": 9, "on": False}}
    changes, _ = changes_of(texts_of(stands), stands)
    assert json.loads(changes.get("extra", stands.extra)[EXTRA]) == own


def test_who_sees_no_cases_neither_sees_nor_changes_what_is_watched_for(at, shop, refused):
    (technician,) = [one for one in all_people(shop.s) if one.role is Role.TECHNICIAN]
    assert "watch" in [one.code for one in at.view.shown.sections]
    off = {EXTRA: json.dumps({"no_sale": {"on": False}})}
    with refused("permission.missing"):
        settings.change(shop.s, technician, extra=off)
    settings.change(shop.s, technician, footer="ask the technician")
    at.session.put_operator(technician)
    at.page.load()
    assert "watch" not in [one.code for one in at.view.shown.sections]
    at.page.go("watch")
    assert at.view.shown.section == "shop"
