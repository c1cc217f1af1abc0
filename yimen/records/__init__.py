"""What the house remembers: the change log that followers read, and the recurring jobs that are due."""
