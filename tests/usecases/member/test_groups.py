"""Groups that the owner names: chosen for a member, asked for by a tier, kept while in use."""

import pytest

from app.domain.loyalty.tier_rules import Condition, Group, Metric, TierRule
from app.store.loyalty import history
from app.usecases.loyalty import nightly, program
from app.usecases.member.edit import edit
from app.usecases.member.find import file
from tests.usecases.member.test_file import join


def rule(shop, tier_id: str, ref: str) -> None:
    asked = Condition(Metric.GROUP, 100_000, ref=ref)  # the amount of the condition before
    program.save(shop.s, shop.owner, "tier_rule", (TierRule(tier_id, (asked,)),))


@pytest.fixture
def club(shop):
    program.save(shop.s, shop.owner, "group", (Group("club", "校友会", "Alumni"),))
    return "club"


def test_who_is_in_the_group_has_its_tier(shop, club):
    one, other = join(shop, "孙小圣"), join(shop, "朱小能", "10055512346")
    rule(shop, "gold", club)
    edit(shop.s, shop.manager, one.member_id, groups=(club,))
    nightly.judge_now(shop.s, shop.owner)
    assert file(shop.s, one.member_id).member.tier_id == "gold"
    assert file(shop.s, other.member_id).member.tier_id != "gold"


def test_a_group_is_chosen_from_the_list(shop, club, refused):
    one = join(shop, "孙小圣")
    with refused("group.unknown"):
        edit(shop.s, shop.manager, one.member_id, groups=("校友",))
    with refused("program.unknown_ref"):
        rule(shop, "gold", "校友")
    with refused("program.empty"):
        rule(shop, "gold", "")
    assert edit(shop.s, shop.manager, one.member_id, groups=(club,)).value.groups == (club,)


def test_a_group_in_use_stays(shop, club, refused):
    one = join(shop, "孙小圣")
    rule(shop, "gold", club)
    with refused("program.in_use") as error:
        program.save(shop.s, shop.owner, "group", (), removed=(club,))
    assert error.facts["by"] == "金卡"
    program.save(shop.s, shop.owner, "tier_rule", (TierRule("gold"),))
    edit(shop.s, shop.manager, one.member_id, groups=(club,))
    with refused("group.has_members") as error:
        program.save(shop.s, shop.owner, "group", (), removed=(club,))
    assert error.facts["n"] == 1
    edit(shop.s, shop.manager, one.member_id, groups=())
    program.save(shop.s, shop.owner, "group", (), removed=(club,))
    assert not program.load(shop.s).groups


def test_texts_from_before_the_list_are_kept_and_mean_the_group_of_their_name(shop):
    """Rules and files that name a group by a text: they work, and go over to the list."""
    one = join(shop, "孙小圣")
    plain(shop, one.member_id)
    with shop.s.db.read() as tx:
        assert history.member_history(tx, one.member_id).groups == ("校友会",)
    edit(shop.s, shop.manager, one.member_id, note="x")  # the text is no reason to refuse
    program.save(shop.s, shop.owner, "group", (Group("club", "校友会"),))
    with shop.s.db.read() as tx:
        assert history.member_history(tx, one.member_id).groups == ("club",)
        assert history.many(tx, 0, 10_000)[-1].groups == ("club",)
    assert program.load(shop.s).tier_rule("gold").reach[0].ref == "club"


def plain(shop, member_id: str) -> None:
    """As a version before the list wrote it."""
    from dataclasses import replace

    from app.domain.document import Kind
    from app.store import members
    from app.store.loyalty import program as programs
    from app.usecases import commit
    from app.usecases.member.file_write import write_file

    old = TierRule("gold", (Condition(Metric.GROUP, 1, ref="校友会"),))
    with shop.s.db.write() as tx:
        member = replace(members.get(tx, member_id), groups=("校友会",))
        write_file(tx, shop.s, Kind.MEMBER_EDIT, member, shop.owner, what=["groups"])
        body = programs.body({"tier_rule": (old,)})
        commit.seal(tx, shop.s, Kind.PROGRAM_CHANGE, body, operator_id=shop.owner.operator_id)
