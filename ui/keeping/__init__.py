"""Where copies go, what is in them, how one comes back; the till looked over."""
