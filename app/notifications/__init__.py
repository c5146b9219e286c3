"""Pure intents and templates of what members are told; one sender per chain."""
