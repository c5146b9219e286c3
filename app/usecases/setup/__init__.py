"""This machine as a till: when it starts, how it reaches others, its set-up carried to the next."""
