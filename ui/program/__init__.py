"""The membership programme as its owner sets it, in words, each with an example by the engine."""
