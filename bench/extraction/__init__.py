"""Blocks of `bench/consolidation`: truth, harder settings, scores, and the parsers of others for comparison."""
