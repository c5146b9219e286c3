"""What a role may do is the shop's: who may change it, how far, from when, and what it leaves."""

import pytest

from app.domain.checkout.state import ApprovalRequest
from app.domain.document import Kind
from app.domain.permissions import MATRIX, Permission, Role
from app.store import staff
from app.usecases.outcome import Changes
from app.usecases.shop.desk import desk_book
from app.usecases.shop.settings import change as change_shop
from app.usecases.shop.settings import load as load_shop
from app.usecases.staff import edit, roles
from app.usecases.staff.approve import approve, approve_by_card, candidates
from app.usecases.staff.login import login
from tests.usecases.shop import PINS

CASHIER = MATRIX[Role.CASHIER]


def test_until_somebody_says_otherwise_the_roles_are_as_they_come(shop):
    assert roles.matrix(shop.s) == MATRIX
    assert all(one.allowed is None for one in edit.all_people(shop.s))
    assert roles.history(shop.s) == ()


def test_a_right_that_is_given_holds_at_once_and_one_that_is_taken_ends(shop):
    wanted = CASHIER - {Permission.RETURN} | {Permission.NO_SALE}
    made = roles.set_role(shop.s, shop.owner, Role.CASHIER, wanted)
    assert made.value[Role.CASHIER] == wanted
    assert made.changes == Changes(staff=True, settings=True)
    for name in ("林晓燕", "李伟"):
        one = shop.person(name)
        assert one.may(Permission.NO_SALE)
        assert not one.may(Permission.RETURN)
    assert shop.manager.may(Permission.RETURN)
    assert desk_book(shop.s).may(Role.CASHIER, Permission.NO_SALE)


def test_the_journal_has_who_when_and_the_whole_set_and_the_table_is_made_of_it_again(shop):
    first = CASHIER | {Permission.NO_SALE}
    roles.set_role(shop.s, shop.owner, Role.CASHIER, first)
    shop.clock.pass_ms(60_000)
    roles.set_role(shop.s, shop.owner, Role.CASHIER, CASHIER - {Permission.SHIFT})
    doc = shop.last_document()
    assert (doc.kind, doc.operator_id) == (Kind.ROLE_CHANGE, shop.owner.operator_id)
    assert doc.body["permissions"] == sorted(one.value for one in CASHIER - {Permission.SHIFT})
    later, earlier = roles.history(shop.s, Role.CASHIER)
    assert (later.given, later.taken) == ((), (Permission.NO_SALE, Permission.SHIFT))
    assert (earlier.given, earlier.taken) == ((Permission.NO_SALE,), ())
    assert later.at_ms - earlier.at_ms == 60_000
    assert later.operator_name == "赵敏"
    assert roles.history(shop.s, Role.MANAGER) == ()


def test_nothing_is_written_when_nothing_changes(shop):
    before = len(shop.documents())
    assert roles.set_role(shop.s, shop.owner, Role.CASHIER, CASHIER).changes == Changes()
    assert len(shop.documents()) == before


def give(shop, role, *more):
    return roles.set_role(shop.s, shop.owner, role, MATRIX[role] | set(more))


def test_only_who_may_manage_staff(shop, refused):
    with refused("permission.missing"):
        roles.set_role(shop.s, shop.manager, Role.CASHIER, CASHIER | {Permission.NO_SALE})


def test_nobody_gives_what_they_lack(shop, refused):
    give(shop, Role.MANAGER, Permission.STAFF_EDIT)
    with refused("role.not_yours") as said:
        roles.set_role(shop.s, shop.manager, Role.CASHIER, CASHIER | {Permission.SETTINGS_EDIT})
    assert said.facts == {"permission": "settings.edit"}
    roles.set_role(shop.s, shop.manager, Role.CASHIER, CASHIER | {Permission.NO_SALE})


@pytest.mark.parametrize(
    ("role", "code"), [(Role.MANAGER, "role.own"), (Role.OWNER, "role.of_owner")]
)
def test_who_is_no_owner_touches_neither_their_own_role_nor_the_owners(shop, refused, role, code):
    give(shop, Role.MANAGER, Permission.STAFF_EDIT)
    with refused(code):
        roles.set_role(shop.s, shop.manager, role, MATRIX[role] - {Permission.SELL})


@pytest.mark.parametrize("kept", sorted(roles.KEPT))
def test_an_owner_keeps_what_a_shop_cannot_do_without(shop, refused, kept):
    with refused("role.owner_keeps") as said:
        roles.set_role(shop.s, shop.owner, Role.OWNER, frozenset(Permission) - {kept})
    assert said.facts == {"permission": kept.value}
    roles.set_role(shop.s, shop.owner, Role.OWNER, frozenset(Permission) - {Permission.DEVICES})
    assert not shop.owner.may(Permission.DEVICES)
    roles.set_role(shop.s, shop.owner, Role.TECHNICIAN, MATRIX[Role.TECHNICIAN])


def test_a_permission_of_a_newer_program_means_nothing_here(shop):
    give(shop, Role.CASHIER, Permission.NO_SALE)
    with shop.s.db.write() as tx:
        tx.sql("UPDATE role SET permissions = replace(permissions, 'drawer.open', 'fly')")
        assert Permission.NO_SALE not in staff.rights(tx, Role.CASHIER)
        assert staff.rights(tx, Role.CASHIER) == CASHIER


# --- who manages staff without being an owner ---------------------------------------------------


def test_nobody_makes_or_becomes_somebody_who_may_more_than_themselves(shop, refused):
    give(shop, Role.MANAGER, Permission.STAFF_EDIT)
    me, owner_id = shop.manager, shop.owner.operator_id
    for attempt in (
        lambda: edit.add(shop.s, me, name="周婷", role=Role.OWNER, pin="918273"),
        lambda: edit.change(shop.s, me, shop.cashier.operator_id, role=Role.OWNER),
        lambda: edit.change(shop.s, me, me.operator_id, role=Role.OWNER),
        lambda: edit.set_pin(shop.s, me, owner_id, "918273"),
        lambda: edit.change(shop.s, me, owner_id, card_token="mine-0001"),
        lambda: edit.set_active(shop.s, me, owner_id, False),
    ):
        with refused("staff.role_above"):
            attempt()
    edit.add(shop.s, me, name="周婷", role=Role.CASHIER, pin="918273")
    edit.set_pin(shop.s, me, shop.cashier.operator_id, "918273")
    edit.set_pin(shop.s, me, me.operator_id, "918273")


def test_another_role_brings_its_own_rights_at_once(shop):
    give(shop, Role.MANAGER, Permission.CASES)
    who = edit.change(shop.s, shop.owner, shop.cashier.operator_id, role=Role.MANAGER).value
    assert who.may(Permission.CASES)
    assert who == shop.person("林晓燕")
    new = edit.add(shop.s, shop.owner, name="周婷", role=Role.MANAGER, pin="918273").value
    assert new.may(Permission.CASES)


# --- approvals follow --------------------------------------------------------------------------


def request(**more) -> ApprovalRequest:
    facts = {
        "action": "no_sale",
        "permission": Permission.NO_SALE,
        "roles": tuple(Role),
        "binding": "b" * 32,
        "reason": "换零钱",
    }
    return ApprovalRequest(**(facts | more))


def names(shop, permission=Permission.NO_SALE):
    return [one.name for one in candidates(shop.s, tuple(Role), permission)]


def test_who_may_say_yes_follows_the_rights(shop, refused):
    shift = shop.shift()
    by = {"sale_id": "", "shift_id": shift.shift_id, "asked_by": shift.operator_id}
    assert names(shop) == ["王建国", "赵敏"]
    roles.set_role(shop.s, shop.owner, Role.MANAGER, MATRIX[Role.MANAGER] - {Permission.NO_SALE})
    assert names(shop) == ["赵敏"]
    with refused("approval.role"):
        approve(shop.s, request(), shop.manager.operator_id, PINS["王建国"], **by)
    roles.set_role(shop.s, shop.owner, Role.MANAGER, MATRIX[Role.MANAGER] - {Permission.APPROVE})
    assert names(shop) == ["赵敏"]
    give(shop, Role.CASHIER, Permission.NO_SALE, Permission.APPROVE)
    assert names(shop) == ["林晓燕", "李伟", "赵敏"]


def test_a_shop_may_want_card_and_pin(shop, refused):
    shift = shop.shift()
    by = {"sale_id": "", "shift_id": shift.shift_id, "asked_by": shift.operator_id}
    card = ("S:" + shop.manager.card_token,)
    assert approve_by_card(shop.s, request(), *card, **by).value.approver_name == "王建国"
    extra = load_shop(shop.s).extra | {"approve_card_pin": "yes"}
    change_shop(shop.s, shop.owner, extra=extra)
    with refused("approval.pin_too") as said:
        approve_by_card(shop.s, request(), *card, **by)
    assert said.facts == {"name": "王建国", "operator_id": shop.manager.operator_id}
    with refused("pin.wrong"):
        approve_by_card(shop.s, request(), *card, **by, pin="000000")
    approve_by_card(shop.s, request(), *card, **by, pin=PINS["王建国"])
    assert shop.last_document().body["how"] == "card+pin"


# --- waits after wrong PINs ----------------------------------------------------------------------


def test_the_fifth_wrong_pin_stands_in_the_journal_as_what_it_is(shop, refused):
    who = shop.cashier.operator_id
    for _ in range(4):
        with refused("pin.wrong"):
            login(shop.s, who, "000000")
    with refused("pin.locked"):
        login(shop.s, who, "000000")
    reasons = [doc.body["reason"] for doc in shop.documents(Kind.LOGIN)[-5:]]
    assert reasons == ["wrong_pin"] * 4 + ["locked"]
    assert edit.waits(shop.s) == {who: shop.clock.now_ms() + 60_000}


def test_an_owner_ends_a_wait_and_the_journal_says_so(shop, refused):
    who = shop.cashier.operator_id
    for _ in range(5):
        with pytest.raises(Exception, match="pin"):
            login(shop.s, who, "000000")
    with refused("permission.missing"):
        edit.lift_wait(shop.s, shop.manager, who)
    edit.lift_wait(shop.s, shop.owner, who)
    assert shop.last_document().body["what"] == ["wait"]
    assert edit.waits(shop.s) == {}
    assert login(shop.s, who, PINS["林晓燕"]).value.name == "林晓燕"
    count = len(shop.documents())
    edit.lift_wait(shop.s, shop.owner, who)
    assert len(shop.documents()) == count


def test_an_owner_gets_back_what_they_took_from_themselves(shop):
    """Else a right that nobody has any more could never be given again, in this shop, by anyone."""
    roles.set_role(shop.s, shop.owner, Role.OWNER, roles.KEPT)
    assert not shop.owner.may(Permission.RESTORE)
    roles.set_role(shop.s, shop.owner, Role.OWNER, frozenset(Permission))
    assert shop.owner.rights == frozenset(Permission)


def test_an_owner_is_above_whoever_has_as_many_rights(shop, refused):
    """The matrix may give a manager everything, or take much from the owner: still nobody but an
    owner becomes one, or gives an owner another PIN."""
    give(shop, Role.MANAGER, *Permission)
    roles.set_role(shop.s, shop.owner, Role.OWNER, roles.KEPT)
    me, owner_id = shop.manager, shop.owner.operator_id
    for attempt in (
        lambda: edit.change(shop.s, me, me.operator_id, role=Role.OWNER),
        lambda: edit.set_pin(shop.s, me, owner_id, "918273"),
        lambda: edit.change(shop.s, me, owner_id, card_token="mine-0001"),
    ):
        with refused("staff.role_above"):
            attempt()


def test_nobody_takes_away_what_they_lack(shop, refused):
    """Who strips a role above could then give its people another PIN."""
    give(shop, Role.CASHIER, Permission.STAFF_EDIT)
    with refused("role.not_yours"):
        roles.set_role(shop.s, shop.cashier, Role.MANAGER, {Permission.SELL})
