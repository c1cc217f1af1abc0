"""Health, for supervisors and load balancers: two plain-text addresses that tell no secrets."""

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from yimen.config.schema import unapplied_migrations

PLAIN = "text/plain; charset=utf-8"


@never_cache
@require_safe
def live(request: HttpRequest) -> HttpResponse:
    """200 as long as this process answers at all; nothing else is asked."""
    return HttpResponse("live\n", content_type=PLAIN)


@never_cache
@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    """200 when requests can be served: the database answers and has every migration. Else 503 and why."""
    reason = _readiness.reason_against()
    return HttpResponse(f"{reason or 'ready'}\n", status=503 if reason else 200, content_type=PLAIN)


class Readiness:
    """Remembers a complete schema: it does not shrink under a running process, and looking costs 50 ms."""

    def __init__(self) -> None:
        self.schema_complete = False

    def reason_against(self) -> str | None:
        """Why requests cannot be served now; None when they can."""
        try:
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1")
            missing = [] if self.schema_complete else unapplied_migrations(connection)
        except DatabaseError:
            return "the database does not answer"
        self.schema_complete = not missing
        return f"{len(missing)} migrations are not applied; yimen migrate applies them" if missing else None


_readiness = Readiness()
