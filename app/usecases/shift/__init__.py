"""One operator's time at the till: opened with a float, looked at, closed."""
