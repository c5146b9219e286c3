"""Scanners and card readers: bytes and keys in, scans and cards out."""
