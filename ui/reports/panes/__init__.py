"""The parts of the reports screen: list, days, figures, tables, charts, visitors."""
