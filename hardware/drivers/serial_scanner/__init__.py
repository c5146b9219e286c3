"""Barcode scanners on a COM port (RS-232, USB-CDC, Bluetooth SPP)."""
