"""How bytes travel: serial, TCP, USB, file; record and replay."""
