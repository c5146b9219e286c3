"""Members in and out of spreadsheets: CSV and Excel, looked at first, written in batches."""
