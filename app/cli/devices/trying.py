"""`shuke devices test NAME`: the Devices page's test while the till is closed."""

from __future__ import annotations

import threading
import time
from dataclasses import asdict
from typing import TYPE_CHECKING

from app.cli.devices.commands import alone

if TYPE_CHECKING:
    from app.cli.main import Call
    from app.peripherals.device_set import DeviceSet

WAKE_S = 4.0  # for a device to say how it is before it is tried


def test(call: Call) -> int:
    """0 when it worked or a person must look, 1 when it did not."""
    from app.cli.commands import owner
    from app.clock import SystemClock
    from app.peripherals.device_set import DeviceSet, Listeners
    from app.settings import RESOURCES
    from app.usecases.device.try_out import write_down_kick

    name = call.args.name
    with alone(call) as till:
        if name.startswith("drawer"):  # an opening that no sale explains is written down (R41)
            write_down_kick(till.services, owner(till.services))
        told = threading.Event()
        listeners = Listeners(lambda *_: None, lambda _: told.set(), lambda _: None)
        folder = call.settings.data_dir
        running = DeviceSet(folder, SystemClock().now_ms, listeners, resources=RESOURCES)
        try:
            running.start(name)
            _awake(running, name, told)
            found = running.test(name)
        finally:
            running.close()
    call.give({"name": name, **asdict(found)})
    words = call.words
    reason = words(f"device.reason.{found.reason}") if found.reason else ""
    if found.state == "failed":
        call.say("devices.tested.failed", reason=reason or words("devices.state.down"))
        key = f"device.todo.{found.reason}"
        for line in words(key if key in words else "device.todo.other").split("\n"):
            call.line(f"  - {line}")
        return 1
    call.say("devices.tested.confirmed" if found.state == "confirmed" else "devices.tested.unsure")
    return 0


def _awake(running: DeviceSet, name: str, told: threading.Event) -> None:
    """Until it has said anything, or the time is over: then the test says what is wrong."""
    end = time.monotonic() + WAKE_S
    while time.monotonic() < end:
        told.clear()
        state = next((one for one in running.states() if one.name == name), None)
        if state is None or state.state != "warning" or state.reason:
            return
        told.wait(0.2)
