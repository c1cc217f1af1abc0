"""Pictures and files: the image and document models, and how they reach a visitor."""
