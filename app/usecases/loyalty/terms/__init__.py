"""The programme's terms before they are saved: checked, warned of, worked through as examples."""
