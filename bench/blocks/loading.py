"""Makes one database."""

from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.utils import timezone

from bench.setting import taking
from yimen.demo.content import read_content
from yimen.demo.volume import REASON, missing_articles
from yimen.editorial.bulk import load_articles
from yimen.editorial.indexes import gather_statistics


def measure(size: str, port: str) -> list[tuple[str, float, float, str]]:
    """Make one database; (step, wall seconds, processor seconds, note) for each step."""
    rows = []
    with taking() as took:
        call_command("migrate", verbosity=0)
    rows.append(("migrate", took.wall, took.cpu, ""))
    with taking() as took, Path("/dev/null").open("w") as nowhere:
        call_command("demo", host="localhost", port=int(port), stdout=nowhere)
    rows.append(("demo city with its indexes", took.wall, took.cpu, ""))
    now = timezone.now()
    content = read_content(today=timezone.localdate())
    wanting, articles = missing_articles(int(size), content=content, now=now)
    with taking() as took:
        load_articles(articles, now=now, reason=REASON)
    note = f"{wanting / took.wall:,.0f} pages/s, {wanting / took.cpu:,.0f} a processor second"
    rows.append((f"bulk load of {wanting:,} articles", took.wall, took.cpu, note))
    for step, command in (
        ("search index of the desk", "wagtail_update_index"),
        ("reference index", "rebuild_references_index"),
    ):
        with taking() as took:
            call_command(command, verbosity=0)
        rows.append((step, took.wall, took.cpu, f"{int(size) / took.wall:,.0f} pages/s"))
    with taking() as took:
        gather_statistics()
    megabytes = sum(file.stat().st_size for file in settings.DATA_DIR.glob("yimen.sqlite3*")) / 1e6
    rows.append(("ANALYZE", took.wall, took.cpu, f"database {megabytes:,.0f} MB"))
    return rows
