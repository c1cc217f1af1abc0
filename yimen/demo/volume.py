"""Volume for benchmarks: the demo city's own words, dealt out again over all its columns."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from html import escape
from itertools import cycle, islice

from wagtail.rich_text import RichText

from yimen.demo.content import Content, block_shapes
from yimen.editorial.bulk import NewArticle
from yimen.editorial.models import ArticlePage, ColumnPage
from yimen.pool.models import Audience

REASON = "演示数据：为压力测试批量载入"
_PARAGRAPHS = 8  # about 1,500 characters, as measured on real portals
_BETWEEN = timedelta(minutes=37)  # 50,000 articles reach back three and a half years


def missing_articles(total: int, *, content: Content, now: datetime) -> tuple[int, Iterator[NewArticle]]:
    """How many articles are wanting for `total`, and these articles."""
    wanting = max(0, total - ArticlePage.objects.count())
    return wanting, islice(_endless(content, now), wanting)


def _endless(content: Content, now: datetime) -> Iterator[NewArticle]:
    columns = list(
        ColumnPage.objects.live()
        .filter(locale__language_code="zh-hans")
        .exclude(layout=ColumnPage.Layout.NAVIGATION)
        .order_by("path")
    )
    audiences = list(Audience.objects.order_by("order"))
    titles = cycle(article.title for article in content.articles if article.site != "en")
    paragraphs = cycle(_paragraphs(content))
    for number, column in enumerate(cycle(columns), start=1):
        words = "".join(f"<p>{escape(text)}</p>" for text in islice(paragraphs, _PARAGRAPHS))
        yield NewArticle(
            column=column,
            title=f"{next(titles)}（存档{number}）",
            summary=next(paragraphs)[:120],
            body=[("paragraph", RichText(words))],
            released_at=now - number * _BETWEEN,
            audiences=(audiences[number % len(audiences)], audiences[(number + 2) % len(audiences)]),
        )


def _paragraphs(content: Content) -> list[str]:
    blocks = (block for article in content.articles if article.site != "en" for block in article.blocks)
    return [block.text for block in blocks if isinstance(block, block_shapes.Paragraph)]
