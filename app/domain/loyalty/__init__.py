"""What a member has earned: tiers and terms; the other rules come with members' money."""
