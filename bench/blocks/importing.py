"""Brings one mirror in."""

from pathlib import Path

from django.conf import settings
from django.core.management import call_command

from bench.setting import taking


def measure(mirror: str, base_url: str, agency: str) -> dict[str, float]:
    with taking() as took, Path("/dev/null").open("w") as nowhere:
        report = settings.DATA_DIR / "report.jsonl"
        call_command(
            "consolidate",
            mirror,
            base_url=base_url,
            agency=agency,
            report=report,
            stdout=nowhere,
            stderr=nowhere,
        )
    lines = report.read_text(encoding="utf-8").splitlines()
    imported = sum('"verdict": "article"' in line for line in lines)
    return {"wall": took.wall, "cpu": took.cpu, "seen": len(lines), "imported": imported}
