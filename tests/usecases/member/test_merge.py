"""Two files of one person become one with everything they own, and apart again (R24)."""

import pytest

from app.domain.document import Kind
from app.domain.member import Birthday
from app.domain.rights import AssetKind
from app.store.loyalty import merges
from app.usecases.health.rebuild import check_projections
from app.usecases.loyalty.purse import read as purse_of
from app.usecases.loyalty.shared.openings import opening
from app.usecases.member.cards import add_card, holder_of, report_lost
from app.usecases.member.edit import edit
from app.usecases.member.enrol import enrol
from app.usecases.member.erase import erase
from app.usecases.member.find import attach, file, search
from app.usecases.member.merge import merge, unmerge
from app.usecases.sale.complete import complete
from app.usecases.staff.word import binding_of
from tests.usecases.member.words_of_two import word_of
from tests.usecases.shop import COLA


def join(shop, name, phone, card="", **more):
    made = enrol(
        *(shop.s, shop.cashier), name=name, phone=phone, marketing=False, card=card, **more
    )
    return made.value.member_id


def owns(shop, member_id, principal=0, bonus=0, points=0):
    with shop.s.db.write() as tx:
        opening(
            *(tx, shop.s, member_id),
            operator_id=shop.owner.operator_id,
            source="test",
            principal_minor=principal,
            bonus_minor=bonus,
            points=points,
        )


def purse(shop, member_id):
    has = purse_of(shop.s, member_id)
    return has.total(AssetKind.PRINCIPAL), has.total(AssetKind.BONUS), has.points


@pytest.fixture
def two(shop):
    keep = join(shop, "孙小圣", "10055512345", "CARD-A", tags=("爱茶",), note="旧档")
    gone = join(
        *(shop, "孙悟空", "10055512346", "CARD-B"),
        tags=("邻居",),
        note="新档",
        birthday=Birthday(8, 15),
    )
    owns(shop, keep, 1000, 100, 10)
    owns(shop, gone, 500, 50, 5)
    return keep, gone


def test_everything_of_both(shop, two):
    keep, gone = two
    edit(shop.s, shop.manager, gone, tier_id="gold", marketing=True)
    merged = merge(shop.s, shop.manager, keep, gone).value
    assert purse(shop, keep) == purse(shop, gone) == (1500, 150, 15)
    assert (merged.name, merged.phone, merged.tier_id) == ("孙小圣", "10055512345", "gold")
    assert (merged.note, merged.tags) == ("旧档\n新档", ("爱茶", "邻居"))
    assert merged.birthday == Birthday(8, 15)
    assert not merged.consents.marketing
    for text in ("CARD-A", "CARD-B", "10055512345", "10055512346", "孙小圣"):
        assert [one.member_id for one in search(shop.s, text)] == [keep], text
    with shop.s.db.read() as tx:
        assert holder_of(tx, "CARD-B", shop.clock.now_ms()).member_id == keep
        assert merges.stays(tx, gone) == keep
    shown = file(shop.s, keep)
    assert [one.name for one in shown.merged] == ["孙悟空"]
    assert file(shop.s, gone).merged_into.member_id == keep
    assert not check_projections(shop.s)


def test_no_balance_is_moved_or_made(shop, two):
    """R24, odoo PR #171706: merging added balances up and zeroed the source."""
    keep, gone = two
    docs = len(shop.documents())
    merge(shop.s, shop.manager, keep, gone)
    made = shop.documents()[docs:]
    assert [doc.kind for doc in made] == [Kind.MEMBER_MERGE, Kind.MEMBER_EDIT, Kind.MEMBER_EDIT]
    assert not any(doc.postings or "moves" in doc.body for doc in made)
    for secret in ("孙小圣", "CARD-B", "10055512346", "新档"):
        assert secret not in "".join(doc.data.decode() for doc in made)


def test_sales_of_both_stand_in_one_file(shop, two):
    keep, gone = two
    shift = shop.shift()
    for member_id in two:
        basket = shop.basket(COLA, member=attach(shop.s, member_id))
        complete(shop.s, shop.cashier, shift.shift_id, basket, shop.paid(basket))
    merge(shop.s, shop.manager, keep, gone)
    assert file(shop.s, keep).visits == 2


def test_nobody_is_merged_with_themselves_or_twice(shop, two, refused):
    keep, gone = two
    third = join(shop, "猪八戒", "10055512347")
    with refused("merge.self"):
        merge(shop.s, shop.manager, keep, keep)
    with refused("member.unknown"):
        merge(shop.s, shop.manager, keep, "nobody")
    merge(shop.s, shop.manager, keep, gone)
    for pair in ((keep, gone), (gone, keep), (gone, third), (third, gone)):
        with refused("merge.already"):
            merge(shop.s, shop.manager, *pair)
    edit(shop.s, shop.manager, third, active=False)
    with refused("member.inactive"):
        merge(shop.s, shop.manager, third, keep)
    assert purse(shop, keep) == (1500, 150, 15)


def test_a_chain_of_merges(shop, two, refused):
    keep, gone = two
    third = join(shop, "猪八戒", "10055512347", "CARD-C")
    owns(shop, third, 1, 2, 3)
    merge(shop.s, shop.manager, keep, gone)
    merge(shop.s, shop.manager, third, keep)
    assert purse(shop, gone) == purse(shop, third) == (1501, 152, 18)
    assert [one.member_id for one in search(shop.s, "CARD-B")] == [third]
    with refused("merge.later_first"):
        unmerge(shop.s, shop.manager, gone)
    unmerge(shop.s, shop.manager, keep)
    unmerge(shop.s, shop.manager, gone)
    assert [purse(shop, one) for one in (keep, gone, third)] == [
        (1000, 100, 10),
        (500, 50, 5),
        (1, 2, 3),
    ]
    assert not check_projections(shop.s)


def test_apart_again_as_they_were(shop, two):
    """OSPOS #500, RepairDesk #840, #1052: merged for good."""
    keep, gone = two
    before = file(shop.s, keep).member, file(shop.s, gone).member
    merge(shop.s, shop.manager, keep, gone)
    unmerge(shop.s, shop.manager, gone)
    assert (file(shop.s, keep).member, file(shop.s, gone).member) == before
    assert [purse(shop, one) for one in two] == [(1000, 100, 10), (500, 50, 5)]
    assert [one.member_id for one in search(shop.s, "CARD-B")] == [gone]
    assert not check_projections(shop.s)
    merge(shop.s, shop.manager, gone, keep)
    assert purse(shop, keep) == (1500, 150, 15)


def test_what_was_changed_between_stays_changed(shop, two, refused):
    keep, gone = two
    merge(shop.s, shop.manager, keep, gone)
    edit(shop.s, shop.manager, keep, name="孙大圣", note="合并后写的")
    add_card(shop.s, shop.cashier, keep, "CARD-N")
    report_lost(shop.s, shop.cashier, keep, "CARD-B")
    unmerge(shop.s, shop.manager, gone)
    stayed = file(shop.s, keep).member
    assert (stayed.name, stayed.note) == ("孙大圣", "合并后写的")
    assert stayed.tags == ("爱茶",)
    assert stayed.birthday is None
    assert [one.token for one in stayed.cards] == ["CARD-A", "CARD-N"]
    with shop.s.db.read() as tx, refused("card.lost"):
        holder_of(tx, "CARD-B", shop.clock.now_ms())
    with refused("merge.none"):
        unmerge(shop.s, shop.manager, gone)


def test_a_cashier_needs_a_second_person(shop, two, refused):
    keep, gone = two
    with refused("approval.needed") as asked:
        merge(shop.s, shop.cashier, keep, gone)
    assert asked.facts["permission"] == "member.merge"
    assert asked.facts["binding"] == binding_of("member.merge", keep, gone)
    other = word_of(shop, "王建国", "member.merge", binding_of("member.merge", gone, keep))
    with refused("approval.other_action"):
        merge(shop.s, shop.cashier, keep, gone, other)
    word = word_of(shop, "王建国", asked.facts["action"], asked.facts["binding"])
    merge(shop.s, shop.cashier, keep, gone, word)
    (doc,) = shop.documents(Kind.MEMBER_MERGE)
    assert doc.body["approval"] == word.approval_id
    with refused("approval.needed"):
        unmerge(shop.s, shop.cashier, gone)


def test_a_word_grows_old(shop, two, refused):
    keep, gone = two
    word = word_of(shop, "王建国", "member.merge", binding_of("member.merge", keep, gone))
    shop.clock.pass_ms(61_000)
    with refused("approval.too_old"):
        merge(shop.s, shop.cashier, keep, gone, word)


def test_who_was_erased_is_not_merged(shop, two, refused):
    keep, _ = two
    third = join(shop, "猪八戒", "10055512347")
    erase(shop.s, shop.owner, third)
    with refused("member.forgotten"):
        merge(shop.s, shop.manager, keep, third)
