"""The owner sees what each rule of the sentinel would say, and switches it off and on."""

import json

from app.domain.insight.sentinel import RULES
from app.usecases.sentinel.terms import EXTRA, terms_of
from app.usecases.shop import settings
from tests.ui.settings.test_presenter import at
from ui.settings.typed import changes_of, texts_of

__all__ = ["at"]


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
