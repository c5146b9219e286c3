"""From the button to the paper: a job of the spool through the real driver into its twin."""

import pytest
from PIL import Image, ImageChops

from app.peripherals.device_set import DeviceSet, Listeners
from app.peripherals.printing.effects import Effects
from app.settings import RESOURCES
from app.usecases.label import printing, templates
from app.usecases.label.facts import Told
from app.usecases.label.printing import LabelLine
from app.usecases.ports import DeviceChoice
from app.usecases.printing import settle
from tests.usecases.shop import APPLE


class Wired:
    """A shop's till with its devices running."""

    def __init__(self, shop, folder, driver):
        self.shop, self.folder, self.ends = shop, folder, []
        listeners = Listeners(lambda *a: None, lambda states: None, lambda job: None)
        now_ms = shop.clock.now_ms
        self.devices = DeviceSet(folder, now_ms, listeners, resources=RESOURCES)
        self.choice = DeviceChoice("fake", (("dpi", "300"),), driver)
        self.devices.configure("label_printer", self.choice)
        shop.s.devices.configure("label_printer", self.choice)
        self.effects = Effects(
            self.devices,
            load=lambda job_id, columns: settle.load(shop.s, job_id, columns),
            settled=lambda *end: self.ends.append(end),
            kicked=lambda *_: None,
        )

    @property
    def machine(self):
        return self.devices.twin("label_printer").machine

    def print(self, *lines):
        template = templates.one(self.shop.s, "weigh-60x40")
        made = printing.print_labels(self.shop.s, self.shop.manager, template, lines)
        self.effects.perform(made.effects)
        return made.value


@pytest.fixture(params=["label_tspl", "label_zpl"])
def wired(shop, tmp_path, request):
    made = Wired(shop, tmp_path, request.param)
    yield made
    made.devices.close()


def apple(shop, copies=2):
    return LabelLine(str(shop.item(APPLE).item_id), copies, Told(1354, 7))


def test_what_was_looked_at_is_what_lies_there(wired, qtbot):
    line = apple(wired.shop)
    job_id = wired.print(line)
    qtbot.waitUntil(lambda: wired.ends != [], timeout=20_000)
    assert wired.ends[0][:3] == (job_id, "confirmed", "")
    (label,) = wired.machine.labels
    template = templates.one(wired.shop.s, "weigh-60x40")
    seen = printing.picture(wired.shop.s, template, line)
    assert (label.copies, label.width, label.height) == (2, 720, 480)
    assert label.rows == seen.rows
    kept = Image.open(wired.folder / "labels" / "label-0001.png").convert("L")
    mine = Image.frombytes("1", (seen.width, seen.height), seen.rows).convert("L")
    assert ImageChops.difference(kept, ImageChops.invert(mine)).getbbox() is None


def test_without_labels_nothing_is_sent_and_it_may_be_sent_again(wired, qtbot):
    wired.machine.paper_out = True
    wired.print(apple(wired.shop))
    qtbot.waitUntil(lambda: wired.ends != [], timeout=20_000)
    assert wired.ends[0][1:3] == ("failed", "paper_out")
    wired.machine.load_paper()
    assert wired.machine.count == 0


def test_a_roll_that_ends_in_the_middle_is_a_question(wired, qtbot):
    wired.machine.paper_left = 1
    wired.print(apple(wired.shop, copies=3))
    qtbot.waitUntil(lambda: wired.ends != [], timeout=20_000)
    assert wired.ends[0][1:3] == ("unsure", "paper_out")
