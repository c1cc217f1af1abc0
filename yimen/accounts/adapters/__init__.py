"""How django-allauth is bent to the house: who may try, who is let in, what is encrypted, whom it writes to."""
