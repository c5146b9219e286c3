"""Label printers: confirmed only when the label is out once, in its own dots; failed never."""

from hardware.api.label import LabelPage
from hardware.api.printer import PrintState
from hardware.drivers.labels.printer import LabelWirePrinter, Manners
from hardware.drivers.labels.tspl import Tspl
from hardware.drivers.labels.zpl import Zpl
from hardware.fakes.faulty import FaultyTransport
from hardware.fakes.labels.tspl import TsplTwin
from hardware.fakes.labels.zpl import ZplTwin
from tests.hardware.contract.rig import Rig

PAGE = LabelPage(12, 3, bytes.fromhex("800030f0fff0"), 40, 30)
COPIES = 2


class LabelBench:
    def __init__(self, clock, tongue, twin, *, answers=True):
        self.twin = twin
        self.wire = FaultyTransport(twin.wire(), clock)
        self.device = LabelWirePrinter(self.wire, tongue, clock, Manners(answers=answers))
        self.before = 0

    def work(self):
        self.before = self.twin.machine.count
        result = self.device.print_labels(((PAGE, COPIES),))
        if result.state is PrintState.FAILED:
            assert result.sent == 0
        return " ".join(part for part in (str(result.state), result.reason or "") if part)

    def honest(self, outcome):
        new = self.twin.machine.count - self.before
        if outcome == "confirmed":
            assert new == COPIES, f"confirmed, and {new} came out"
            label = self.twin.labels[-1]
            assert label.rows == PAGE.rows, "confirmed, and it is another picture"
        elif outcome.startswith("failed"):
            assert new == 0, f"failed, and {new} came out"
        else:
            assert new <= COPIES, f"{outcome}, and {new} came out"


RIGS = (
    Rig("label_tspl", lambda clock: LabelBench(clock, Tspl(), TsplTwin()), done="confirmed"),
    Rig(
        "label_tspl-mute",
        lambda clock: LabelBench(clock, Tspl(), TsplTwin(), answers=False),
        done="unsure one_way",
    ),
    Rig("label_zpl", lambda clock: LabelBench(clock, Zpl(), ZplTwin()), done="confirmed"),
    Rig(
        "label_zpl-mute",
        lambda clock: LabelBench(clock, Zpl(packed=False), ZplTwin(), answers=False),
        done="unsure one_way",
    ),
)
