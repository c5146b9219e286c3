"""Readers against others' hands: pcscd with virtual readers, emupos's scanners, zxing's eyes."""
