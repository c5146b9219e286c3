"""Receipt printers that speak ESC/POS, and the cash drawer on their second plug: one wire."""
