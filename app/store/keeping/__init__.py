"""Copies of the till's file: made while it sells, looked at as a stranger would, made plain."""
