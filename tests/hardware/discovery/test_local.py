"""What hangs on the machine itself: what it is, who would drive it, why; what cannot be asked."""

import pytest

from hardware.api.errors import BadSettings, Reason
from hardware.discovery.known import KnownUsb
from hardware.discovery.local import ThisMachine
from hardware.discovery.search import search
from hardware.discovery.seen import Source, Why, place_of
from hardware.registry import load
from tests.hardware.discovery.machine import KNOWN, TABLE, Desk


def seen(found, source):
    return [one for one in found.seen if one.source is source]


def test_each_find_has_its_way_and_who_would_drive_it_and_why():
    found = search(Desk(), KNOWN)
    chip, scanner, bare = seen(found, Source.SERIAL)
    assert (chip.title, dict(chip.settings)) == ("CH340", {"port": "/dev/ttyUSB0"})
    assert chip.proposals[0].why is Why.SERIAL_CHIP
    assert {"scale", "scanner", "display"} <= {one.kind for one in chip.proposals}
    assert [(one.kind, one.why) for one in scanner.proposals] == [("scanner", Why.KNOWN_DEVICE)]
    assert bare.proposals[0].why is Why.PLAIN_PORT
    clone, stranger = seen(found, Source.USB)
    assert dict(clone.settings)["instance"] == 2
    assert dict(clone.settings)["profile"] == "generic-58"
    assert [one.driver for one in stranger.proposals] == ["escpos", "label_tspl", "label_zpl"]
    assert [one.way for one in seen(found, Source.READER)] == ["pcsc"]
    assert [one.way for one in seen(found, Source.KEYBOARD)] == ["evdev"]
    assert [one.title for one in seen(found, Source.QUEUE)] == ["RAWPOS"]


@pytest.mark.parametrize(
    ("source", "reason"),
    [("usb", Reason.NO_LIBRARY), ("reader", Reason.NO_SERVICE), ("serial", Reason.HARDWARE)],
)
def test_a_source_that_cannot_be_searched_is_said_and_the_others_are(source, reason):
    found = search(Desk(**{source: reason}), KNOWN)
    assert [(one.source, one.reason) for one in found.troubles] == [(source, str(reason))]
    assert len({one.source for one in found.seen}) == 4  # all but this one and no addresses


def test_every_driver_that_the_table_proposes_exists_and_fits():
    specs = load().specs
    profiles = TABLE.parent.parent / "profiles"
    assert len(KNOWN) > 20
    for known in KNOWN._table.values():
        assert known.chip or known.kinds
        assert not known.profile or (profiles / f"{known.profile}.toml").is_file()
        for kind, driver in zip(known.kinds, known.drivers, strict=True):
            assert kind in specs[driver].kinds
    for proposal in [p for one in search(Desk(), KNOWN).seen for p in one.proposals]:
        assert proposal.kind in specs[proposal.driver].kinds


def test_every_proposal_can_be_reached_on_its_way():
    specs = load().specs
    for one in search(Desk(), KNOWN).seen:
        for proposal in one.proposals:
            assert one.way in specs[proposal.driver].transports, (one, proposal)


def test_a_broken_table_is_a_sentence(tmp_path):
    bad = tmp_path / "usb.toml"
    bad.write_text('[[device]]\nvid = "zz"\n')
    with pytest.raises(BadSettings, match="table_broken"):
        KnownUsb.load(bad)


def test_one_port_has_one_name_however_it_is_written(tmp_path):
    real, link = tmp_path / "ttyUSB0", tmp_path / "by-id"
    real.touch()
    link.symlink_to(real)
    assert place_of("serial", {"port": str(link)}) == place_of("serial", {"port": str(real)})
    assert place_of("tcp", {"host": "Printer"}) == place_of(
        "tcp", {"host": "printer", "port": 9100}
    )
    assert place_of("fake", {}) == place_of("none", {}) == ""


def test_this_machine_can_be_searched_whatever_it_lacks():
    found = search(ThisMachine(), KNOWN)
    assert {one.source for one in found.troubles} <= set(Source)
    assert all(one.reason for one in found.troubles)
