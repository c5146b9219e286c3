"""The way to a gateway: plain here, through a tunnel, and past no certificate without a voucher."""

import socket
import ssl
import threading
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from hardware.api.errors import BadSettings, DeviceUnavailable, Reason
from hardware.transports.catalog import make_transport
from hardware.transports.web import WebTransport


class Listener:
    """Accepts one connection after the other and hands each to `serve`."""

    def __init__(self, serve):
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]
        self._serve = serve
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def _run(self):
        with suppress(OSError):
            while True:
                one, _ = self.socket.accept()
                with suppress(OSError), one:
                    one.settimeout(3)
                    self._serve(one)

    def close(self):
        with suppress(OSError):
            self.socket.shutdown(socket.SHUT_RDWR)
        self.socket.close()
        self._thread.join(3)


@pytest.fixture
def listening():
    made = []

    def listen(serve):
        made.append(Listener(serve))
        return made[-1]

    yield listen
    for one in made:
        one.close()


def echo(sock):
    while data := sock.recv(100):
        sock.sendall(data.upper())


def said(wire):
    wire.write(b"hello")
    found = b""
    while len(found) < 5:
        found += wire.read(100, 1000)
    return found


def test_plain(listening):
    wire = WebTransport("127.0.0.1", listening(echo).port, tls=False)
    assert not wire.is_open
    wire.open()
    wire.open()
    assert said(wire) == b"HELLO"
    assert wire.read(100, 10) == b""
    wire.close()
    wire.close()
    with pytest.raises(DeviceUnavailable) as error:
        wire.write(b"x")
    assert (error.value.reason, error.value.facts["sent"]) == (Reason.CLOSED, 0)


def test_the_other_side_hangs_up(listening):
    wire = WebTransport("127.0.0.1", listening(lambda sock: sock.close()).port, tls=False)
    wire.open()
    with pytest.raises(DeviceUnavailable) as error:
        wire.read(100, 1000)
    assert error.value.reason is Reason.CONNECTION_LOST
    wire.close()


def test_nobody_listens(listening):
    gone = listening(echo)
    gone.close()
    with pytest.raises(DeviceUnavailable) as error:
        WebTransport("127.0.0.1", gone.port, tls=False).open()
    assert error.value.reason is Reason.REFUSED


def proxy_that(answers, asked):
    def serve(sock):
        asked.append(sock.recv(1000).split(b"\r\n")[0])
        sock.sendall(answers)
        if b"200" in answers:
            echo(sock)

    return serve


@pytest.mark.parametrize("spelt", ["127.0.0.1:{}", "http://127.0.0.1:{}", "http://127.0.0.1:{}/"])
def test_through_a_proxy(listening, spelt):
    asked = []
    proxy = listening(proxy_that(b"HTTP/1.1 200 Connection established\r\n\r\n", asked))
    wire = WebTransport("gateway.invalid", 443, tls=False, proxy=spelt.format(proxy.port))
    wire.open()
    assert said(wire) == b"HELLO"
    assert asked == [b"CONNECT gateway.invalid:443 HTTP/1.1"]
    wire.close()


@pytest.mark.parametrize("answer", [b"HTTP/1.1 407 No\r\n\r\n", b"nonsense\r\n\r\n", b""])
def test_a_proxy_that_refuses(listening, answer):
    proxy = listening(proxy_that(answer, []))
    wire = WebTransport("gateway.invalid", 443, tls=False, proxy=f"127.0.0.1:{proxy.port}")
    with pytest.raises(DeviceUnavailable) as error:
        wire.open()
    assert error.value.reason is Reason.UNREACHABLE
    assert not wire.is_open


def test_a_certificate_that_nobody_vouches_for_is_not_believed(listening, tmp_path):
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    day = datetime(2026, 1, 1, tzinfo=UTC)
    made = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    made = made.not_valid_before(day).not_valid_after(day + timedelta(days=9999))
    cert = made.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)
    pem = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    (tmp_path / "both.pem").write_bytes(cert + pem)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "both.pem")

    def serve(sock):
        with suppress(OSError):
            context.wrap_socket(sock, server_side=True).close()

    wire = WebTransport("127.0.0.1", listening(serve).port, tls=True, connect_ms=2000)
    with pytest.raises(DeviceUnavailable) as error:
        wire.open()
    assert error.value.reason is Reason.UNREACHABLE
    assert not wire.is_open


@pytest.mark.parametrize(
    ("given", "name"),
    [
        *(({}, "host"), ({"host": " "}, "host"), ({"host": "a", "proxy": "nonsense"}, "proxy")),
        *(({"host": one, "tls": False}, "tls") for one in ("10.0.0.9", "gate.example", "::2")),
    ],
)
def test_settings_that_cannot_work(given, name):
    with pytest.raises(BadSettings) as error:
        make_transport("web", given)
    assert error.value.facts["name"] == name


@pytest.mark.parametrize("host", ["127.0.0.1", "127.9.9.9", "::1", "localhost"])
def test_in_the_clear_only_on_this_machine(host):
    assert not make_transport("web", {"host": host, "tls": False}).is_open


def test_a_way_that_needs_no_wire():
    wire = make_transport("nothing", {})
    wire.open()
    wire.close()
