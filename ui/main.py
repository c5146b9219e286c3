"""The window's entry point: application, bootstrap, crash hook, single instance."""
