"""How long SQLite's write lock is held, and what was asked while it was."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.db import connection


@dataclass
class Holds:
    """Seconds of each writing transaction, and the slowest statements."""

    seconds: list[float] = field(default_factory=list)
    statements: list[tuple[float, str]] = field(default_factory=list)

    @property
    def longest(self) -> float:
        return max(self.seconds, default=0.0)


@contextmanager
def watched() -> Iterator[Holds]:
    """Watch this process's connection: every transaction is IMMEDIATE, so BEGIN to COMMIT is the hold."""
    holds, began = Holds(), [0.0]
    real = {name: getattr(connection, name) for name in ("_commit", "_rollback")}

    def statement(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        before = time.perf_counter()
        result = execute(sql, params, many, context)
        after = time.perf_counter()
        if sql.startswith("BEGIN"):
            began[0] = after
        holds.statements.append((after - before, sql))
        return result

    def ending(name: str) -> Any:
        def end() -> None:
            real[name]()
            if began[0]:
                holds.seconds.append(time.perf_counter() - began[0])
                began[0] = 0.0

        return end

    try:
        for name in real:
            setattr(connection, name, ending(name))
        with connection.execute_wrapper(statement):
            yield holds
    finally:
        for name in real:
            delattr(connection, name)
