"""The desk's screens of accounts: users, invitations, deputies, the review."""
