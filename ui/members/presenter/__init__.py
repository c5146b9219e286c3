"""The members' screen without Qt: found, taken in, looked at, and everything done to them."""

from ui.members.presenter.errand import ME
from ui.members.presenter.finding import MembersPresenter
from ui.members.presenter.view import View

__all__ = ["ME", "MembersPresenter", "View"]
