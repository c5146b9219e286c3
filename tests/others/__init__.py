"""What users of other tills complain of, played on this one.

Each test names the thread (or the rule) that it answers, and plays what the thread says went wrong
through the use cases of a real shop. `test_list.py` holds the list to its word.
"""
