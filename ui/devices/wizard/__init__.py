"""The wizard: finds what is plugged in, tries it, asks what a person sees, and keeps the answer."""
