"""The session: who stands there, what everybody shares; without Qt."""

from zoneinfo import ZoneInfo

import pytest

from app.clock import ManualClock
from app.domain.errors import Refused
from app.domain.ids import OperatorId
from app.domain.permissions import Operator, Permission, Role
from app.domain.shop import Shop
from app.words import Words
from ui.bridge.change_feed import PlainChangeFeed
from ui.bridge.customer_view import CustomerMode, CustomerView
from ui.bridge.device_feed import PlainDeviceFeed
from ui.bridge.instant import InstantRunner
from ui.bridge.scans import ScanClaims
from ui.bridge.session import Session


@pytest.fixture
def session():
    feed = PlainChangeFeed()
    return Session(
        runner=InstantRunner(feed.committed),
        change_feed=feed,
        device_feed=PlainDeviceFeed(),
        words=Words("zh_CN"),
        time=ManualClock(1_789_194_720_000),
    )


def cashier() -> Operator:
    return Operator(OperatorId("o1"), "林晓燕", Role.CASHIER)


def test_nobody_is_there_at_first(session):
    assert not session.loaded
    assert not session.may(Permission.SELL)
    with pytest.raises(LookupError):
        _ = session.on_duty
    with pytest.raises(LookupError):
        _ = session.services


def test_logging_in_and_out_is_told(session):
    told = []
    session.changed.connect(lambda: told.append(session.operator and session.operator.name))
    session.log_in(cashier(), None, session.words)
    assert session.may(Permission.SELL)
    assert not session.may(Permission.STAFF_EDIT)
    session.log_out()
    assert told == ["林晓燕", None]


def test_who_leaves_takes_their_claims_along(session):
    taken = []
    session.claim_scans(lambda text: taken.append(text) is None)
    session.log_out()
    assert not session.scans.offer("1")
    assert taken == []


def test_the_newest_claim_is_asked_first_and_may_pass():
    claims, asked = ScanClaims(), []
    claims.claim(lambda text: asked.append("old") is None)
    release = claims.claim(lambda text: asked.append("new") is not None)
    assert claims.offer("1")
    assert asked == ["new", "old"]
    release()
    release()
    claims.offer("2")
    assert asked == ["new", "old", "old"]


def test_the_clock_is_the_shops(session):
    session.put_shop(Shop("01", "03", "店"), ZoneInfo("Asia/Shanghai"))
    assert session.clock(session.now_ms()) == "14:32"
    session.put_shop(Shop("01", "03", "店"), ZoneInfo("Europe/Berlin"))
    assert session.clock(session.now_ms()) == "08:32"


def test_a_refusal_is_said_with_its_sound(session):
    heard, said = [], []
    session.sound = heard.append
    session.noticed.connect(said.append)
    session.refused(Refused("shift.not_open"))
    assert heard == ["error"]
    assert said[0].role == "danger"
    assert "⟦" not in said[0].text


def test_the_customer_sees_the_last_view(session):
    seen = []
    session.customer.connect(seen.append)
    view = CustomerView(CustomerMode.SALE, due="3.00")
    session.show_customer(view)
    assert seen == [view]
    assert session.customer_view is view
