"""What an old site is worth: every address seen or linked, what it is, and what is wrong with it."""
