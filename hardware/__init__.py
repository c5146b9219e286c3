"""Peripherals for any shop: has never heard of a sale."""
