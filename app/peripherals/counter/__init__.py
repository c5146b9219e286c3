"""What stands at the counter beside paper: scales, what is shown and beeped, and trying it all."""
