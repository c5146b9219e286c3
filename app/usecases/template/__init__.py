"""The shop's paper: how receipts and slips are arranged, looked at before anybody prints one."""
