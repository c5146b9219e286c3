"""Where threads meet the screen: ports, runner, change feed, device feed."""
