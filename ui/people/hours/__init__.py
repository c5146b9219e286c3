"""Attendance: a month of one person, the stamps of a day, corrections."""
