"""Scanners one can aim and card readers one can lay a card on."""
