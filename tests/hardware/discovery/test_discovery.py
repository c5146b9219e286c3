"""What a search sees and proposes, on stand-ins and on real sockets of this machine."""

import socket
import threading
from pathlib import Path

import pytest

from hardware.api.errors import BadSettings, DeviceUnavailable, Reason
from hardware.discovery.known import KnownUsb
from hardware.discovery.local import SerialPort, ThisMachine
from hardware.discovery.network import Address, addresses, ask_printer
from hardware.discovery.search import search
from hardware.discovery.seen import Source, Why, place_of
from hardware.fakes.printer import FakePrinter
from hardware.registry import load
from hardware.transports.usb import UsbFound

TABLE = Path(__file__).resolve().parents[3] / "resources" / "discovery" / "usb.toml"
KNOWN = KnownUsb.load(TABLE)


class Desk:
    """A machine with one of each; what is missing raises as the real one does."""

    def __init__(self, **missing: Reason) -> None:
        self.missing = missing

    def _look(self, name, found):
        if name in self.missing:
            raise DeviceUnavailable(self.missing[name], where=name)
        return found

    def serial_ports(self):
        ports = [
            SerialPort("/dev/ttyUSB0", "USB Serial", 0x1A86, 0x7523),
            SerialPort("/dev/ttyACM0", "Scanner", 0x1EAB, 0x1D06),
            SerialPort("/dev/ttyS0", "ttyS0"),
        ]
        return self._look("serial", ports)

    def usb_printers(self):
        found = [UsbFound(0x0416, 0x5011, "", 2, "POS58 Printer"), UsbFound(0x9999, 1, "A1")]
        return self._look("usb", found)

    def queues(self):
        return self._look("queue", ("RAWPOS",))

    def readers(self):
        return self._look("reader", ("ACR122U 00",))

    def keyboards(self):
        return self._look("keyboard", (("/dev/input/event3", "USB Scanner"),))


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


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("192.168.1.50", ["192.168.1.50:9100"]),
        ("127.0.0.1:9101, till-printer", ["127.0.0.1:9101", "till-printer:9100"]),
        ("10.0.0.8-10", ["10.0.0.8:9100", "10.0.0.9:9100", "10.0.0.10:9100"]),
        ("10.0.0.8，10.0.0.8", ["10.0.0.8:9100"]),
        ("", []),
    ],
)
def test_addresses_as_people_type_them(text, found):
    assert [f"{one.host}:{one.port}" for one in addresses(text)] == found


@pytest.mark.parametrize(
    "text", ["a b/c", "10.0.0.9-3", "10.0.0.1:x", "10.0.0.1-300", "10.0.0.0/24"]
)
def test_what_is_no_address(text):
    with pytest.raises(BadSettings, match="address_bad"):
        addresses(text)


def test_nobody_sweeps_a_network():
    with pytest.raises(BadSettings, match="address_many"):
        addresses("10.0.0.1-200")
    with pytest.raises(BadSettings, match="address_many"):
        addresses("10.0.0.1-60 10.0.1.1-60")


@pytest.fixture
def line():
    """line(answer): a listener on this machine; what it heard lies in `heard`."""
    opened = []

    def make(answer: bytes):
        heard = bytearray()
        server = socket.create_server(("127.0.0.1", 0))

        def serve():
            try:
                wire, _ = server.accept()
            except OSError:
                return
            with wire:
                heard.extend(wire.recv(16))
                if answer:
                    wire.sendall(answer)
                wire.settimeout(2)
                try:
                    wire.recv(16)
                except OSError:
                    return

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        opened.append((server, thread))
        return Address("127.0.0.1", server.getsockname()[1]), heard

    yield make
    for server, thread in opened:
        server.close()
        thread.join(3)


def test_a_receipt_printer_answers_and_nothing_is_printed():
    fake = FakePrinter()
    server = fake.serve()
    try:
        address = Address("127.0.0.1", server.port)
        assert ask_printer(address) is Why.ANSWERED
        assert fake.receipts == []
    finally:
        server.close()


@pytest.mark.parametrize(
    ("answer", "why"), [(b"", Why.SILENT), (b"\x00", Why.SILENT), (b"\x16", Why.ANSWERED)]
)
def test_a_port_that_is_open_is_no_receipt_printer_yet(line, answer, why):
    address, heard = line(answer)
    assert ask_printer(address, wait_ms=150) is why
    assert bytes(heard) == b"\x10\x04\x01"


def test_nobody_there_is_no_find(line):
    address, _ = line(b"")
    with socket.create_server(("127.0.0.1", 0)) as free:
        shut = Address("127.0.0.1", free.getsockname()[1])
    found = search(Desk(), KNOWN, sources=(Source.NETWORK,), addresses=(shut, address), wait_ms=150)
    assert [dict(one.settings)["port"] for one in found.seen] == [address.port]
    assert found.seen[0].proposals[0].why is Why.SILENT


def test_what_a_device_of_the_till_uses_is_said_and_not_asked(line):
    address, heard = line(b"\x12")
    place = place_of("tcp", {"host": address.host, "port": address.port})
    found = search(
        Desk(),
        KNOWN,
        addresses=(address,),
        taken={place: "printer", place_of("serial", {"port": "/dev/ttyUSB0"}): "scale"},
        wait_ms=150,
    )
    assert {one.taken for one in found.seen if one.taken} == {"printer", "scale"}
    assert bytes(heard) == b""


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
