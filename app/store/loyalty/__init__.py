"""What members have, as rows: lots and rights, the programme, vouchers, packages, top-ups, days."""
