"""Import an old site's mirror into the demo city.

python -m bench.import_mirror MIRROR_FOLDER BASE_URL AGENCY_CODE
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from bench.setting import SMALL, block, folder_of, head, say, table


def main(mirror: str, base_url: str, agency: str) -> None:
    """Twice on a copy of the small database: the second time everything is there already."""
    with tempfile.TemporaryDirectory() as scratch:
        shutil.copytree(folder_of(SMALL), scratch, dirs_exist_ok=True)
        runs = [block("importing", Path(scratch), mirror, base_url, agency) for _ in range(2)]
    rows = [
        (when, run["seen"], run["imported"], run["wall"], run["cpu"], run["seen"] / run["wall"])
        for when, run in zip(("first", "again"), runs, strict=True)
    ]
    size = subprocess.run(["du", "-sh", mirror], capture_output=True, text=True, check=True).stdout.split()[0]
    head(f"Import of {Path(mirror).name} ({size})")
    say(table(("run", "pages seen", "imported", "seconds", "processor seconds", "pages/s"), rows))


if __name__ == "__main__":
    main(*sys.argv[1:4])
