"""What others put into a page: link farms that visitors do not see, scripts that write them, words of the trade."""

import re
from urllib.parse import urlsplit

from lxml import etree

from yimen.foundation.html_trees import is_hidden, names_hidden_by

_TRADE = re.compile(
    r"博彩|葡京|时时彩|六合彩|赌场|娱乐城|威尼斯人|真人视讯|百家乐|棋牌|彩金|私服|代开发票|壮阳|代孕|casino|betting",
    re.I,
)
_WRITES_LINKS = re.compile(
    r"document\.write(?:ln)?\([^)]{0,4000}(?:<a\s|\\x3ca|\\u003ca|%3Ca|<script)", re.I | re.S
)
_PACKED = re.compile(r"eval\(function\(p,a,c,k|String\.fromCharCode\((?:\d{2,5},){30}")
_SENDS_SEARCHERS_ON = re.compile(
    r"referrer.{0,200}(?:baidu|sogou|so\.com|google).{0,400}location", re.I | re.S
)
_SCRIPT = 50_000  # characters of one script that are looked through
_FARM_LEAST = 2  # foreign links in one hidden element


def poison_on(root: etree._Element, *, url: str) -> list[str]:
    """A sentence for each thing found; reads the whole tree, so it comes before hidden parts are dropped."""
    host = urlsplit(url).hostname or ""
    return [*_farms(root, host), *_scripts(root), *_words(root)]


def _farms(root: etree._Element, host: str) -> list[str]:
    names = names_hidden_by("\n".join(style.text or "" for style in root.iter("style")))
    told = []
    styled = [element for element in root.iterfind(".//*[@style]") if is_hidden(element)]
    styled += root.iterfind(".//*[@hidden]")
    if names:
        styled += [element for element in root.iter(etree.Element) if _names(element) & names]
    for element in styled:
        hosts = [other for other in map(_host, element.iter("a")) if other and other != host]
        words = _TRADE.search("".join(element.itertext()))
        if len(hosts) >= _FARM_LEAST or (hosts and words):
            told.append(f"hidden links to {', '.join(sorted(set(hosts))[:3])} ({len(hosts)})")
    return told


def _names(element: etree._Element) -> set[str]:
    return {f".{name}" for name in (element.get("class") or "").split()} | {f"#{element.get('id')}"}


def _scripts(root: etree._Element) -> list[str]:
    told = []
    for script in root.iter("script"):
        source = (script.text or "")[:_SCRIPT]
        if _TRADE.search(source):
            told.append("a script with words of the gambling trade")
        elif _SENDS_SEARCHERS_ON.search(source):
            told.append("a script that sends on visitors who come from a search engine")
        elif _PACKED.search(source) and _WRITES_LINKS.search(source):
            told.append("a packed script that writes links")
    return told


def _words(root: etree._Element) -> list[str]:
    title = root.findtext(".//title") or ""
    metas = " ".join(tag.get("content") or "" for tag in root.iter("meta"))
    found = _TRADE.search(f"{title} {metas}")
    return [f"“{found[0]}” in the title or description"] if found else []


def _host(anchor: etree._Element) -> str | None:
    try:
        return urlsplit(anchor.get("href") or "").hostname
    except ValueError:
        return None
