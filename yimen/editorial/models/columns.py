"""Columns (栏目): where texts are listed."""

from typing import Any, ClassVar

from django.db import models
from django.http import Http404, HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import Page
from wagtail.search import index

from yimen.design.paging import Pager, pager
from yimen.editorial.heads import column_tags, tag
from yimen.editorial.models.base import PublicPage
from yimen.editorial.places import Places
from yimen.editorial.rules import PARTS, ListPages, asked_for
from yimen.editorial.shelves import Shelf
from yimen.foundation.recording import differs_by
from yimen.pool import queries
from yimen.pool.models import Entry


def text_tags(page: PublicPage, *, source: str, column: "ColumnPage | None" = None) -> list[dict[str, str]]:
    """The tags of a text, after those of the column that it stands in, which is read where it is not at hand."""
    column = column or ColumnPage.objects.filter(path=page.path[: -page.steplen]).first()
    return [
        *(column.tags() if column else []),
        tag("ArticleTitle", page.title),
        tag("PubDate", page.public_since()),
        tag("ContentSource", source),
        tag("Keywords", column.keywords if column else ""),
    ]


class ColumnPage(PublicPage):
    """A column with one of three looks. The column's type decides how often it must be updated (norms
    §1.4).
    """

    class Layout(models.TextChoices):
        LIST = "list", _("list")
        GRAPHIC = "graphic", _("graphic")
        NAVIGATION = "navigation", _("navigation")

    class Type(models.TextChoices):
        """ColumnType of 国办发〔2017〕47号 annex 1; the Chinese words are what the tag carries."""

        OVERVIEW = "概况信息", _("overview")
        FUNCTIONS = "机构职能", _("functions of the body")
        LEADERS = "负责人信息", _("leaders")
        DOCUMENTS = "政策文件", _("policy documents")
        INTERPRETATION = "政策解读", _("interpretation of policies")
        NEWS = "工作动态", _("news of work")
        NOTICES = "通知公告", _("notices")
        GUIDE = "信息公开指南", _("guide to open information")
        CATALOGUE = "信息公开目录", _("catalogue of open information")
        PERSONNEL = "人事信息", _("personnel")
        PLANS = "规划计划", _("plans")
        DATA = "数据发布", _("data")
        SERVICES = "办事服务", _("services")
        INTERACTION = "互动交流", _("interaction")
        TOPIC = "专题专栏", _("topic")
        OTHER = "其他", _("other")

    PAGE_SIZE = 20
    pool_kind = "column"

    layout = models.CharField(_("layout"), max_length=12, choices=Layout.choices, default=Layout.LIST)
    column_type = models.CharField(_("column type"), max_length=12, choices=Type.choices, default=Type.OTHER)
    keywords = models.CharField(
        _("keywords"), max_length=120, blank=True, help_text=_("Separated by commas.")
    )
    introduction = models.TextField(_("introduction"), blank=True, max_length=500)

    open_to_departments = models.BooleanField(
        _("open to departments"),
        default=False,
        help_text=_("Editors of every department may place their texts here too."),
    )

    content_panels: ClassVar[list[Any]] = [
        *Page.content_panels,
        FieldPanel(
            "summary", help_text=_("What stands in this column; required by the tag ColumnDescription.")
        ),
        FieldPanel("introduction"),
        MultiFieldPanel(
            [
                FieldPanel("layout"),
                FieldPanel("column_type"),
                FieldPanel("keywords"),
                FieldPanel("open_to_departments"),
            ],
            heading=_("Kind of column"),
        ),
        *PublicPage.facet_panels,
    ]
    parent_page_types: ClassVar[list[str]] = [
        "frontdoor.CityHomePage",
        "editorial.SubsiteHomePage",
        "editorial.ColumnPage",
    ]
    subpage_types: ClassVar[list[str]] = [
        "editorial.ColumnPage",
        "editorial.ArticlePage",
        "editorial.InformationPage",
        "editorial.LeadersPage",
    ]
    search_fields: ClassVar[list[index.BaseField]] = [
        *PublicPage.search_fields,
        index.SearchField("keywords"),
    ]
    template = "editorial/column_page.html"

    class Meta:
        verbose_name = _("column")
        verbose_name_plural = _("columns")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        places = Places.around(context)
        context["side_nav"] = places.side_nav(request)
        context["children"] = places.below
        if self.layout == self.Layout.NAVIGATION:
            return context
        context.update(self._listed(request))
        context["feed_url"] = f"{context['address'].path}feed.xml"
        if context["part"] or context["pager"].number > 1:
            context["page_title"] = self._title_of_part(context["part"], context["pager"])
            context["canonical_url"] += context["query"]
            context["alternates"] = []  # a part of a list is no edition of anything
        return context

    def standard_meta(self, entry: Entry) -> list[dict[str, str]]:
        return self.tags()

    def tags(self) -> list[dict[str, str]]:
        """The column's four tags."""
        return column_tags(
            self.title,
            description=self.summary or self.introduction,
            keywords=self.keywords,
            column_type=self.column_type,
        )

    def description(self) -> str:
        return self.summary or self.introduction

    def _listed(self, request: HttpRequest) -> dict[str, Any]:
        """One page of the list. The front page has the newest; the others are numbered from the oldest, so
        that a new text does not shift what an address shows.
        """
        differs_by(*PARTS)
        asked = asked_for(request.META.get("QUERY_STRING", ""))
        shelf = Shelf.of(self.pk, asked) if asked else None
        if asked is None or shelf is None:
            raise Http404
        pages = ListPages(shelf.count, size=self.PAGE_SIZE)
        place = pages.place_of(asked.page)
        if place is None:
            raise Http404
        leaf = pages.leaf(place)
        entries = queries.in_column(self.pk, span=shelf.span)
        if self.layout == self.Layout.GRAPHIC:
            entries = entries.with_pictures()

        def url_of(number: int) -> str:
            return pages.url(number - 1, within=asked.within)

        return {
            "entries": queries.window(entries, leaf.start, leaf.stop, count=pages.count),
            "count": pages.count,
            "part": shelf.part,
            "filters": shelf.filters() if shelf.total > self.PAGE_SIZE else [],
            "query": url_of(place + 1).removeprefix("./"),
            "pager": pager(number=place + 1, total=pages.total, url_of=url_of),
        }

    def _title_of_part(self, part: str, shown: Pager) -> str:
        """A title of its own for each part of the list, as search engines and tabs show it."""
        title = _("%(title)s: %(part)s") % {"title": self.title, "part": part} if part else self.title
        if shown.number == 1:
            return str(title)
        return _("%(title)s, page %(number)s of %(total)s") % {
            "title": title,
            "number": shown.number,
            "total": shown.total,
        }
