"""The figures that issues name, taken by `make bench`; ratios come from one run."""
