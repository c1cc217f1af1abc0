"""Whether PostgreSQL answers at the address given: `python -m tests.postgres postgres://user@host:port/name`.

The database that is named need not exist: tests make one beside it.
"""

import sys
from urllib.parse import urlsplit, urlunsplit

import psycopg


def main(url: str) -> int:
    """0 if it answers; else 1, with a sentence."""
    try:
        psycopg.connect(urlunsplit(urlsplit(url)._replace(path="/postgres")), connect_timeout=3).close()
    except psycopg.OperationalError as error:
        place = urlsplit(url)
        print(f"PostgreSQL does not answer at {place.hostname}:{place.port}; this leg is not run.\n{error}")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
