"""`shuke devices list | find | test | learn | log`: the Devices page on the command line."""
