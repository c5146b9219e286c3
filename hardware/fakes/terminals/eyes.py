"""The terminal that a person looks at: nothing to simulate but that it stands there."""

from __future__ import annotations

from collections.abc import Mapping

from hardware.api.device import Transport
from hardware.api.spec import TwinContext, Value
from hardware.fakes.port import TwinPort


class Counter:
    """`wire` is the place where it stands; unplug it and it is gone."""

    def __init__(self) -> None:
        self.port = TwinPort("by_hand")

    def wire(self) -> Transport:
        """The place."""
        return self.port


def twin(settings: Mapping[str, Value], context: TwinContext) -> Counter:
    """For the registry."""
    del settings, context
    return Counter()
