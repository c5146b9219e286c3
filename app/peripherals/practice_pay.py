"""The two gateways of `shuke practice`: they sign as the real ones do and take nobody's money.

Their keys lie as files in practice's folder, the same ones the next time, so that a till that was
set up with them goes on working. A code is a customer's for one payment, as on a real phone.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from hardware.api.clock import Clock
from hardware.fakes.terminals.alipay import AlipayGateway
from hardware.fakes.terminals.ledger import TROUBLES
from hardware.fakes.terminals.site import FILES, Keys
from hardware.fakes.terminals.wechat import WechatGateway

__all__ = ["GATEWAYS", "TROUBLES", "Gateway", "Phone", "form", "gateway"]


@dataclass(frozen=True, slots=True)
class Gateway:
    """`begins`: how the codes of its customers begin (the gateways' manuals)."""

    driver: str
    make: Callable[[Clock, Keys], WechatGateway | AlipayGateway]
    begins: str


Form = dict[str, str]
GATEWAYS: Mapping[str, Gateway] = MappingProxyType(
    {
        "wechat": Gateway("wechat_pay", WechatGateway, "13"),
        "alipay": Gateway("alipay", AlipayGateway, "28"),
    }
)


def gateway(name: str, folder: Path, clock: Clock) -> WechatGateway | AlipayGateway:
    """One of them, with keys of its own in `<folder>/<name>`."""
    place = folder / name
    place.mkdir(mode=0o700, exist_ok=True)
    return GATEWAYS[name].make(clock, Keys(place))


def form(name: str, site: WechatGateway | AlipayGateway, folder: Path, address: str) -> Form:
    """What stands in the form of a terminal that is to talk with it."""
    host, _, port = address.partition(":")
    files = {one: str((folder / name / file).resolve()) for one, file in FILES.items()}
    own = {key: str(value) for key, value in site.settings.items()}
    return {"host": host, "port": port, "tls": "no", **own, **files}


class Phone:
    """A customer's phone: every code it shows is a new one. `shown` is the last."""

    def __init__(self, clock: Clock) -> None:
        self._clock, self._count, self.shown = clock, 0, "-"

    def code(self, name: str) -> str:
        """18 digits that no payment of this run or an earlier one had."""
        self._count += 1
        self.shown = f"{GATEWAYS[name].begins}{self._clock.now_ms() + self._count:016d}"
        return self.shown
