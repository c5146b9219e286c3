"""The explicit list of driver modules; what fails to load is kept as a sentence."""
