"""Card readers one can lay a card on."""
