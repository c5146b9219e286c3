"""Scanners one can aim: on a cable, and as an input device with keys."""
