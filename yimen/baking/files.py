"""A kept answer as one file: a line of magic, lengths and a checksum, facts as JSON, then the bodies.

Written beside its place and renamed, so that nobody reads half of one. Nothing is flushed to the disk: what a power
cut leaves torn is known by its checksum and thrown away (docs/adr/0042).
"""

import contextlib
import json
import os
import tempfile
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from yimen.baking.rules import Copy, Key

_MAGIC = b"YIMEN1"


@dataclass(frozen=True)
class Filed:
    """What a file says beside the answer itself: enough to write the index anew."""

    key: Key
    copy: Copy
    tags: tuple[str, ...]
    position: int


def to_bytes(filed: Filed) -> bytes:
    """The file's content."""
    copy, key = filed.copy, filed.key
    facts = {
        "key": [key.host, key.path, key.query, key.look, key.entrance],
        "status": copy.status,
        "headers": copy.headers,
        "mark": copy.mark,
        "changed_at": copy.changed_at,
        "kept_at": copy.kept_at,
        "holds_until": copy.holds_until,
        "parameters": copy.parameters,
        "shows_entrances": copy.shows_entrances,
        "bodies": [[name, len(body)] for name, body in copy.bodies.items()],
        "tags": filed.tags,
        "position": filed.position,
    }
    head = json.dumps(facts, ensure_ascii=True, separators=(",", ":")).encode()
    rest = head + b"".join(copy.bodies.values())
    return b"%s %08x %08x\n" % (_MAGIC, len(head), zlib.crc32(rest)) + rest


def from_bytes(content: bytes) -> Filed | None:
    """What a file's content says; None for one that is torn or none of ours."""
    line, _, rest = content.partition(b"\n")
    parts = line.split(b" ")
    if len(parts) != 3 or parts[0] != _MAGIC or len(parts[1]) != 8 or len(parts[2]) != 8:
        return None
    try:
        length, checksum = int(parts[1], 16), int(parts[2], 16)
        if zlib.crc32(rest) != checksum:
            return None
        return _filed(json.loads(rest[:length]), rest[length:])
    except (ValueError, KeyError, TypeError):
        return None


def _filed(facts: dict[str, Any], rest: bytes) -> Filed:
    bodies: dict[str, bytes] = {}
    start = 0
    for name, length in facts["bodies"]:
        bodies[name] = rest[start : start + length]
        start += length
    copy = Copy(
        status=facts["status"],
        headers=tuple((name, value) for name, value in facts["headers"]),
        bodies=bodies,
        mark=facts["mark"],
        changed_at=facts["changed_at"],
        kept_at=facts["kept_at"],
        holds_until=facts["holds_until"],
        parameters=tuple(facts["parameters"]),
        shows_entrances=facts["shows_entrances"],
    )
    return Filed(Key(*facts["key"]), copy, tuple(facts["tags"]), facts["position"])


def write_beside(target: Path, content: bytes) -> Path:
    """Write content to a new file in the target's folder; whoever calls renames it. Raises OSError."""
    target.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(prefix=".new-", dir=target.parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
        Path(name).chmod(0o644)  # a web server of another user reads it
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return Path(name)


def replace(target: Path, content: bytes) -> None:
    """Write wholly or not at all. Raises OSError."""
    new = write_beside(target, content)
    try:
        new.replace(target)
    except OSError:
        new.unlink(missing_ok=True)
        raise


def remove(path: Path) -> None:
    """Gone afterwards, whether it was there or not. Raises OSError where it cannot be removed."""
    with contextlib.suppress(FileNotFoundError, NotADirectoryError):
        path.unlink()
