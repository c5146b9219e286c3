"""From a document to the rows people query: used by commit, rebuild and pull alike."""
