"""Demo load and bulk load; makes the databases that the other scripts use.

python -m bench.load            both sizes that are not there yet
python -m bench.load --again    both anew
"""

import shutil
import sys

from bench.setting import PORT, SIZES, block, folder_of, head, say, table


def main() -> None:
    for size in SIZES:
        if folder_of(size).exists():
            if "--again" not in sys.argv:
                continue
            shutil.rmtree(folder_of(size))
        rows = block("loading", folder_of(size), size, PORT)
        head(f"Load to {size:,} articles")
        say(table(("step", "seconds", "processor seconds", ""), rows))


if __name__ == "__main__":
    main()
