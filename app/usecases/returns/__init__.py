"""Goods that come back beside the plain return: exchange, void, without a receipt; the reasons."""
