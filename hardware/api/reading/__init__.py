"""What readers say, as pure text: lines of bytes, keys of layouts, numbers of cards."""
