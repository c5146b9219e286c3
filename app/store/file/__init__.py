"""The database file itself: how it is opened, made, migrated, and what its errors mean."""
