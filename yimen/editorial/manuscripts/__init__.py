"""Word manuscripts become drafts: what a file holds, what is proposed from it, and the page that comes of it."""
