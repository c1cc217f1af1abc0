"""What the server calls for each request."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yimen.config.settings")

_django = get_wsgi_application()

from yimen.config.delivery import deliver  # noqa: E402  the apps must be ready

application = deliver(_django)
