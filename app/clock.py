"""The only caller of the wall clock and of uuid7: everything else is handed the time."""
