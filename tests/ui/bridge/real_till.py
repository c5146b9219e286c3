"""A shop behind a real runner: ops on threads, results through Qt's loop."""

from app.words import Words
from tests.usecases.shop import Shop
from ui.bridge.change_feed import ChangeFeed
from ui.bridge.crash import CrashLog
from ui.bridge.device_feed import DeviceFeed
from ui.bridge.runner import Runner
from ui.bridge.session import Session


class RealTill:
    """`told`: what the session noticed."""

    def __init__(self, settings, morning, tmp_path) -> None:
        self.shop = Shop(settings, morning)
        self.feed = ChangeFeed()
        self.runner = Runner(self.feed, CrashLog(tmp_path), lambda: 0)
        self.session = Session(
            runner=self.runner,
            change_feed=self.feed,
            device_feed=DeviceFeed(),
            words=Words("zh_CN"),
            time=self.shop.clock,
        )
        self.session.put_services(self.shop.s)
        self.told: list = []
        self.session.noticed.connect(self.told.append)

    def close(self) -> None:
        self.runner.close()
        self.shop.close()
