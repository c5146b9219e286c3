"""The peripherals' island: pure parts by tables, wires by real sockets and ptys."""
