"""What the pool takes for granted, without a database."""

from datetime import date

from yimen.design.preferences import ENTRANCES

# The five entrances of mission.md M5 "like five TV channels": Chinese name, English name, line, English line.
_WORDS: tuple[tuple[str, str, str, str], ...] = (
    ("市民", "Citizens", "生活办事，一处找齐", "Living here, all in one place"),
    ("企业", "Enterprises", "开办经营，政策直达", "Starting and running a business"),
    ("投资者", "Investors", "项目政策，落地服务", "Projects, policies and support"),
    ("旅游者", "Visitors", "山水人文，出行指南", "Places, culture and getting around"),
    ("公务员", "Civil servants", "学习工作，制度规范", "Rules, learning and daily work"),
)
AUDIENCES = dict(zip(ENTRANCES, _WORDS, strict=True))

# Kinds that are places to go to rather than things to read: never in lists of news.
PLACES = frozenset({"home", "subsite", "column", "entrance", "directory", "board", "agency_page"})

URGENT = 7  # days before a deadline from which lists mark it


def days_left(until: date, *, today: date) -> int | None:
    """Whole days until a deadline, 0 on the last day; None when it is over."""
    left = (until - today).days
    return left if left >= 0 else None


# Addresses in one part of a sitemap, sitemaps.org protocol 0.9: a part holds so many numbers of the register.
PART_OF_REGISTER = 50_000


def part_of_register(number: int) -> int:
    """The part of the sitemap that an entry's number falls into, counted from 1."""
    return number // PART_OF_REGISTER + 1


# Kinds that stay as they are: reached from the place they stand in, never news.
LASTING = frozenset({"information"})


def paths_above(path: str) -> list[str]:
    """The paths of all places above: `/a/b/` → `/`, `/a/`; the English home `/en/` is the top of its
    edition.
    """
    parts = path.strip("/").split("/")
    above = ["/" + "/".join(parts[:n]) + "/" for n in range(1, len(parts))]
    if parts[0] in {"", "en"}:
        return above
    return ["/", *above]


def parent_path(path: str) -> str:
    """The path of the place above: `/a/b/` → `/a/`; the top has none."""
    return path.rstrip("/").rpartition("/")[0] + "/" if path.strip("/") else ""
