"""What may stand in the right half: one widget each, made when it is first needed."""
