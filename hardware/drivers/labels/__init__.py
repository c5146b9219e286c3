"""Label printers by bitmap: the same dots in two languages, TSPL and ZPL."""
