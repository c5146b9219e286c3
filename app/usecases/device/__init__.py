"""The till's devices as a person meets them: how they are, trying them, choosing them."""
