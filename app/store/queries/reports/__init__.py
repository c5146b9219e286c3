"""What reports ask of the tables: grouped statements by business date, never a row a sale."""
