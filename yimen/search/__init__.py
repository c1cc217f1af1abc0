"""Search: the staff's search over titles and texts; citizens' search comes with its own index."""
