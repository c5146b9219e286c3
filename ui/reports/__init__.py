"""Reports: the owner's day and every other report, as tables and charts, on paper and in files."""
