"""An old department site made for the tests: GBK, layout tables, broken nesting, no meta tags, and all that went wrong.

The site of 云泽市水务局 as somebody made it in 2003 and a mirror program fetched it last week.
"""

import struct
import zlib
from dataclasses import dataclass
from pathlib import Path

BASE_URL = "http://www.yzsw.example"
SITE = "云泽市水务局"
FARM = '<div style="position:absolute;left:-9999px"><a href="http://casino.example/a">澳门葡京博彩</a></div>'
INJECTED = "<script>document.write('<a href=\"http://casino.example/\">时时彩平台</a>')</script>"
COLUMNS = {"swdt": "水务动态", "tzgg": "通知公告", "zcfg": "政策法规"}
TOPICS = ("城区供水管网改造", "水库除险加固", "农村饮水安全", "节水型单位创建", "水质监测公报")


@dataclass(frozen=True)
class Article:
    """What the site says of one article, as the tests expect it to be read."""

    file: str
    title: str
    date: str
    source: str
    column: str
    text: str


def picture(*, side: int = 4) -> bytes:
    """A valid PNG of one colour."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    row = b"\x00" + b"\x20\x60\xa0" * side
    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(row * side))
        + chunk(b"IEND", b"")
    )


def build(folder: Path) -> list[Article]:
    """Write the mirror into a folder; returns what its proper articles say."""
    articles = [article for code in COLUMNS for article in _column(code)]
    for number, article in enumerate(articles):
        _write(folder, article.file, _page(article, number, articles))
    for code, name in COLUMNS.items():
        mine = [article for article in articles if article.file.startswith(f"{code}/")]
        _write(folder, f"{code}/index.html", _list(name, mine))
    _write(folder, "index.html", _home(articles))
    _write_files(folder)
    _write_odd_pages(folder, articles)
    return articles


def _column(code: str) -> list[Article]:
    return [_article(code, number, topic) for number, topic in enumerate(TOPICS, start=1)]


def _article(code: str, number: int, topic: str) -> Article:
    title = {
        "swdt": f"我市{topic}工作取得新进展",
        "tzgg": f"关于做好{topic}工作的通知",
        "zcfg": f"云泽市{topic}管理办法（试行）",
    }[code]
    sentences = [
        f"{topic}关系全市{number * 3 + 20}万群众的生产生活，市水务局成立了{number + 2}个工作组分片负责。",
        f"截至目前，已完成投资{number * 120}万元，涉及{number + 4}个乡镇、{number * 7}个行政村。",
        "各单位要明确责任人员，按旬上报进度，遇有问题及时与局办公室联系。",
    ]
    source = ("水务局办公室", "云泽日报", "市防汛抗旱指挥部")[number % 3]
    date = f"2006-0{number}-1{number % 10} 0{number}:3{number % 10}"
    return Article(
        f"{code}/2006/{100 + number}.html", title, date, source, COLUMNS[code], "\n".join(sentences)
    )


def _page(article: Article, number: int, articles: list[Article]) -> str:
    """One article in the site's template. The nesting is broken on purpose, as the old editor left it."""
    paragraphs = "".join(
        f"<P align=left><FONT face=仿宋_GB2312>　　{line}</FONT>" for line in article.text.split("\n")
    )
    extra = _extra(article, number, articles)
    byline = f"发布时间：{article.date}　来源：{article.source}　作者：李明　点击数：{number * 17}"
    trail = f'当前位置：<a href="../../index.html">首页</a> &gt; <a href="../index.html">{article.column}</a> &gt; 正文'
    return _frame(
        f'<table width=780 align=center><tr><td colspan=2 class="dh">{trail}'
        f'<tr><td class="bt" align=center><font size=5 color=red><b>{article.title}</b></font>'
        f'<tr><td align=center class="xx">{byline}'
        f'<tr><td class="zw"><div id="zoom">{paragraphs}{extra}</div>'
        '<p align=right>【<a href="javascript:window.print()">打印本页</a>】'
        '【<a href="javascript:window.close()">关闭窗口</a>】'
        f'<tr><td>上一篇：<a href="{100 + number}.html">{articles[number - 1].title}</a></table>'
    )


def _extra(article: Article, number: int, articles: list[Article]) -> str:
    """What single articles carry: pictures, attachments, links, a table."""
    if article.file == "swdt/2006/101.html":
        later = articles[-1]
        return (
            '<p><img src="../../images/dam.png" alt="加固后的大坝" width=400></p>'
            '<p><img src="../../images/broken.jpg"></p>'
            f'<p>详见<a href="../../{later.file}">{later.title}</a>和<a href="../../files/plan.doc">实施方案.doc</a>，'
            '另见<a href="../../files/lost.doc">已经遗失的附件</a>。'
        )
    if article.file == "tzgg/2006/102.html":
        return (
            "<table border=1 width=500><tr><td rowspan=2 width=100>乡镇<td>水库<td>责任人<tr><td>东湖<td>"
            '<a href="../../swdt/2006/101.html">张平</a></table>'
        )
    return FARM if number % 2 else ""


def _frame(content: str, *, charset: str = "gb2312") -> str:
    menu = "".join(
        f'<td><a href="{BASE_URL}/{code}/index.html">{name}</a></td>' for code, name in COLUMNS.items()
    )
    return (
        f'<html><head><meta http-equiv="Content-Type" content="text/html; charset={charset}">'
        f"<title>{SITE}</title>{INJECTED}</head><body><table width=780><tr><td>欢迎访问{SITE}网站！今天是：2006年9月1日"
        f"<tr>{menu}</table>{content}<table><tr><td>版权所有：{SITE}　地址：云泽市滨河路8号　联系电话：0700-1234567"
        "<tr><td>云ICP备05000001号　技术支持：云泽网络</table></body></html>"
    )


def _list(name: str, articles: list[Article]) -> str:
    rows = "".join(
        f'<tr><td>·<a href="2006/{article.file.rpartition("/")[2]}" title="{article.title}">{article.title[:9]}...</a>'
        f"<td>[{article.date[:10]}]"
        for article in articles
    )
    return _frame(
        f'<table><tr><td>当前位置：<a href="../index.html">首页</a> &gt; {name}{rows}</table>'
        "<p>共1页 首页 上一页 下一页 尾页"
    )


def _home(articles: list[Article]) -> str:
    links = "".join(
        f'<li><a href="{article.file}">{article.title}</a> {article.date[:10]}' for article in articles[::3]
    )
    return _frame(f"<ul>{links}</ul>")


def _write_files(folder: Path) -> None:
    for name, data in {
        "images/dam.png": picture(),
        "images/broken.jpg": b"\xff\xd8\xff\xe0 this was cut off",
        "files/plan.doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 plan",
        "css/style.css": b"body{}",
    }.items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)


def _write_odd_pages(folder: Path, articles: list[Article]) -> None:
    third = articles[2]
    twin = _page(articles[3], 3, articles).replace("水务动态", "通知公告")
    _write(folder, "tzgg/2006/201.html", twin)
    lying = _page(third, 2, articles).replace(third.title, "谎称自己是UTF-8的一页").replace(FARM, "")
    _write(
        folder,
        "swdt/2006/lying.html",
        lying.replace("charset=gb2312", "charset=utf-8").replace("29万", "90万"),
    )
    (folder / "swdt/2006/undecodable.html").write_bytes(b"<html><body>" + bytes(range(128, 256)) * 30)
    _write(folder, "swdt/2006/empty.html", _frame("<table><tr><td></table>"))
    _write(
        folder,
        "old.html",
        '<html><head><meta http-equiv=refresh content="0;url=swdt/index.html"></head></html>',
    )
    _write(
        folder,
        "frames.html",
        "<html><frameset cols=20%,*><frame src=a.html><frame src=b.html></frameset></html>",
    )
    _write(folder, "gone.html", _frame("<h1>404 Not Found</h1>"))
    _write(
        folder,
        "show.asp?id=7.html",
        _page(articles[1], 1, articles).replace(articles[1].title, "动态页面的一篇旧闻"),
    )
    (folder / "tzgg/2006/zero.html").write_bytes(b"")


def _write(folder: Path, name: str, text: str) -> None:
    target = folder / name
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(text.encode("gb18030"))
