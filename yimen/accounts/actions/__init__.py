"""What is done with accounts: inviting, standing in for somebody, taking away."""
