"""Pieces every screen is made of: tokens, money edit, keypad, tables, dialogs."""
