"""The people who work here: log in, approve for one another, come and go."""
