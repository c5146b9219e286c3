"""What the till says about itself: journal, disk, encryption, devices."""
