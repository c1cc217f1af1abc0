"""Publish one article through the desk: until it stands in its list, and until the last task it enqueued has ended.

    python -m bench.publish [ROUNDS]    on the databases that bench.load made
    python -m bench.publish --slow SIZE the statements that take most of it

The worker runs as soon as the request has ended: its waiting between two looks at the queue is not in the figures.
"""

import sys

from bench.setting import LARGE, PORT, SIZES, SMALL, block, folder_of, head, median, percentile, say, table

PUBLISHED_A_BLOCK = 12

ROWS = (
    ("request to its place in the list, p50 ms", "stands", 0.5),
    ("… processor ms", "stands_cpu", 0.5),
    ("… p95 ms", "stands", 0.95),
    ("request to the end of its last task, p50 ms", "ends", 0.5),
    ("… processor ms", "ends_cpu", 0.5),
    ("… p95 ms", "ends", 0.95),
    ("one task, p50 ms", "task", 0.5),
    ("… p95 ms", "task", 0.95),
    ("write lock held by the request, p50 ms", "hold", 0.5),
    ("… longest ms", "hold", 1.0),
    ("write lock held by a task, longest ms", "task_hold", 1.0),
    ("statements in the request", "queries", 0.5),
    ("tasks", "tasks", 0.5),
)


def main(rounds: int) -> None:
    blocks: dict[int, list[dict[str, list[float]]]] = {size: [] for size in SIZES}
    for _round in range(rounds):
        for size in SIZES:
            blocks[size].append(block("publishing", folder_of(size), PUBLISHED_A_BLOCK, PORT))
    rows = []
    for label, name, share in ROWS:
        # of each block its percentile, of these the median
        of_size = {size: median([percentile(one[name], share) for one in blocks[size]]) for size in SIZES}
        rows.append((label, of_size[SMALL], of_size[LARGE], of_size[LARGE] / of_size[SMALL]))
    head(f"Publish one article, {rounds} × {PUBLISHED_A_BLOCK} in turn")
    say(table(("", f"{SMALL:,} articles", f"{LARGE:,} articles", "ratio"), rows))


if __name__ == "__main__":
    if "--slow" in sys.argv:
        for statement, microseconds in block(
            "publishing", folder_of(int(sys.argv[-1])), PUBLISHED_A_BLOCK, PORT
        )["slow"]:
            say(f"{microseconds / PUBLISHED_A_BLOCK / 1000:8.2f} ms a publication  {statement}")
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
