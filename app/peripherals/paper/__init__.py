"""Paper: facts in, slips out, nothing worked out; one module for each kind of slip."""

from app.peripherals.paper.layout import PaperLayout

__all__ = ["PaperLayout"]
