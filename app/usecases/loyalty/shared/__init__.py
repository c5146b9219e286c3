"""What all verbs of members' money lean on: codes, vouchers made, slips filled, the law."""
