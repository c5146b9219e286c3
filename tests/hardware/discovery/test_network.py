"""Network printers at addresses that a person typed, on real sockets of this machine."""

import socket
import threading

import pytest

from hardware.api.errors import BadSettings
from hardware.discovery.network import Address, addresses, ask_printer
from hardware.discovery.search import search
from hardware.discovery.seen import Source, Why, place_of
from hardware.fakes.printer import FakePrinter
from tests.hardware.discovery.machine import KNOWN, Desk


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
