"""The operator's command line: the only place that prints."""
