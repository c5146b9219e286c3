"""What members have and what the shop sells them: top-ups, points, vouchers, packages, tiers."""
