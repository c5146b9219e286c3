"""The rules, without a till: tables of text, and laws that hold for any input."""
