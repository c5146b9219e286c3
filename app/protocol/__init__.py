"""The treaty between till and head office: messages, codec, versions."""
