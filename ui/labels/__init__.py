"""Labels: chosen, looked at in the printer's own dots, printed; and their templates' editor."""
