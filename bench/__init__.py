"""Benchmarks: scripts, not tests. Figures and commands are in docs/benchmarks.md."""
