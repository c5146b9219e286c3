"""Rights that change while somebody stands at the till hold at once."""

from app.domain.permissions import MATRIX, Permission, Role
from app.usecases.staff import roles


def set_role(running, role, permissions):
    """The owner changes a role elsewhere; the till hears of it as of any commit."""
    services = running.session.services
    owner = next(p for p in running.program.start._till.people if p.role is Role.OWNER)
    running.program.runner.run(lambda: roles.set_role(services, owner, role, permissions))


def rail(running) -> list[str]:
    return [one.name for one in running.window._seen]


def test_a_right_given_and_taken_holds_for_who_is_selling(started, qtbot):
    till = started().log_in("林晓燕")
    assert not till.session.may(Permission.CATALOG_EDIT)
    set_role(till, Role.CASHIER, MATRIX[Role.CASHIER] | {Permission.CATALOG_EDIT})
    qtbot.waitUntil(lambda: till.session.may(Permission.CATALOG_EDIT))
    assert "catalog" in rail(till)
    till.window.go("catalog")
    set_role(till, Role.CASHIER, MATRIX[Role.CASHIER] - {Permission.MEMBER_ENROL})
    qtbot.waitUntil(lambda: not till.session.may(Permission.CATALOG_EDIT))
    assert "members" not in rail(till)
    assert till.window.here == "checkout"


def test_another_language_is_no_other_right_and_keeps_the_screen(started, qtbot):
    till = started().log_in("林晓燕")
    till.window.go("members")
    set_role(till, Role.MANAGER, MATRIX[Role.MANAGER] - {Permission.STOCK})
    till.idle()
    assert till.window.here == "members"
