"""The journal in others' hands: exported, verified without us, compared with slips of paper."""
