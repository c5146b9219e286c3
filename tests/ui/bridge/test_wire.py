"""A signal without Qt."""

import pytest

from ui.bridge.wire import Wire


def test_slots_are_called_in_order_and_may_leave_meanwhile():
    wire, heard = Wire(), []

    def once(text: str) -> None:
        heard.append(text)
        wire.disconnect(once)

    wire.connect(once)
    wire.connect(heard.append)
    wire.emit("a")
    wire.emit("b")
    assert heard == ["a", "a", "b"]
    with pytest.raises(ValueError):
        wire.disconnect(once)
