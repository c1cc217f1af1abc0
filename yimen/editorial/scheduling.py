"""Texts that go live or expire by the clock."""

from datetime import timedelta

from django.core.management import call_command

EVERY = timedelta(minutes=1)


def publish_due() -> None:
    """Publish what is due and withdraw what has expired, each through the page's own all-or-nothing verbs."""
    call_command("publish_scheduled", verbosity=0)
