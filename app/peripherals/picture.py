"""A slip as the till's own printer would print it: its driver's bytes, read back by its twin.

What the model cannot print shows as it would on paper, so nobody learns it from a member.
"""

from __future__ import annotations

from io import BytesIO
from typing import Any

from app.peripherals.build import Bench
from app.peripherals.printing.fitted import USUAL, profile_of
from app.usecases.ports import DeviceChoice, Slip, SlipPicture
from hardware.api.slip_codec import slip_from_dict

NARROW = 42


def picture_of(slip: Slip, columns: int, choice: DeviceChoice, bench: Bench) -> SlipPicture:
    """By the chosen printer's model; without one by a usual model for paper of that width."""
    from hardware.drivers.escpos.job import Compiler
    from hardware.fakes.picture import Painter
    from hardware.fakes.printer import FakePrinter

    profile = profile_of(choice, bench, "generic-58" if columns < NARROW else USUAL)
    job = Compiler(profile, bench.fonts).compile(slip_from_dict(slip))
    letters = {"utf8": "utf-8", "codepage": profile.codepage}.get(profile.mode, "gb18030")
    fake = FakePrinter(columns=profile.columns, dots=profile.dots, letters=letters)
    port = fake.port()
    port.open()
    port.write(job.data)
    port.close()
    made: list[Any] = [Painter(bench.fonts).paint(one) for one in fake.receipts]
    out = BytesIO()
    if made:
        made[0].save(out, format="PNG")
    missing = "".join(one.detail for one in job.warnings if one.code == "missing_letters")
    text = fake.receipts[0].text() if fake.receipts else ""
    return SlipPicture(out.getvalue(), text, missing, profile.title or profile.name, profile.dots)
