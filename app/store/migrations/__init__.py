"""alembic revisions, forward only in the field; file/migrate.py runs them on a copy.

A released revision is never changed. `0001` is frozen SQL, not the tables of today.
"""
