"""The functional core: pure rules, the standard library only; time and ids are passed in."""
