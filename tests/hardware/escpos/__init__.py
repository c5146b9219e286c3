"""The receipt printers and what they are told, byte by byte."""
