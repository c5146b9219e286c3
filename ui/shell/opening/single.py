"""One program a data folder: a second start brings the first one's window to the front instead."""

from __future__ import annotations

import getpass
import hashlib
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

WAIT_MS = 500
RAISE = b"raise\n"


def name_of(folder: Path) -> str:
    """The folder's bell: the same for every start on it by the same person."""
    path = str(folder.resolve())
    return "shuke-" + hashlib.sha256(f"{getpass.getuser()} {path}".encode()).hexdigest()[:20]


def ring(folder: Path) -> bool:
    """Ask the program that holds the folder to come to the front; False when nobody answers."""
    socket = QLocalSocket()
    socket.connectToServer(name_of(folder))
    if not socket.waitForConnected(WAIT_MS):
        return False
    socket.write(RAISE)
    rung = socket.waitForBytesWritten(WAIT_MS)
    socket.disconnectFromServer()
    return rung


class Doorbell(QObject):
    """`rung` fires when another start asked for the window."""

    rung = Signal()

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._open)
        name = name_of(folder)
        if not self._server.listen(name):
            QLocalServer.removeServer(name)  # left by a program that was killed
            self._server.listen(name)

    def _open(self) -> None:
        socket = self._server.nextPendingConnection()
        if socket is not None:
            socket.disconnected.connect(socket.deleteLater)
            self.rung.emit()

    def close(self) -> None:
        """Nobody answers any more."""
        self._server.close()
