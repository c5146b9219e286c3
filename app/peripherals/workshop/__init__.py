"""The bench beside the till: devices are found, tried without being kept, and learnt."""
