"""Label printers without metal: they read the bytes as a printer would and keep every picture."""
