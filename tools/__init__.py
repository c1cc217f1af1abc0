"""What the makers of the portal use and no portal needs."""
