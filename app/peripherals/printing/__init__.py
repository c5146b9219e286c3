"""Print jobs on their way: to the printer that is set, to one that stands in, to the labels'."""
