"""The desk's own screens and rules, one topic a file."""
