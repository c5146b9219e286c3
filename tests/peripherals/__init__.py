"""The bridge to the devices: layouts, effects, the device set; with the fakes that ship."""
