"""Blocks of measurements, each run in a process of its own with Django set up: `measure(...)` gives the figures."""
