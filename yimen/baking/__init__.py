"""Delivery: public pages are rendered once and kept as files, until something that they show changes."""
