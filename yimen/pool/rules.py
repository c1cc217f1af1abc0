"""What the pool takes for granted, without a database."""

# The five entrances of mission.md M5 "like five TV channels": code → Chinese name, English name, line,
# English line.
AUDIENCES: dict[str, tuple[str, str, str, str]] = {
    "citizen": ("市民", "Citizens", "生活办事，一处找齐", "Living here, all in one place"),
    "business": ("企业", "Enterprises", "开办经营，政策直达", "Starting and running a business"),
    "investor": ("投资者", "Investors", "项目政策，落地服务", "Projects, policies and support"),
    "visitor": ("旅游者", "Visitors", "山水人文，出行指南", "Places, culture and getting around"),
    "official": ("公务员", "Civil servants", "学习工作，制度规范", "Rules, learning and daily work"),
}

# Kinds that are places to go to rather than things to read: never in lists of news.
PLACES = frozenset({"home", "subsite", "column", "entrance", "directory", "board", "agency"})


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
