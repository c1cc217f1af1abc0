"""The portal for programs: what is public as JSON, and the way in for departments' own systems."""
