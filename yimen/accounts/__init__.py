"""Who may sign in: one user model, with staff and residents as kinds of user."""
