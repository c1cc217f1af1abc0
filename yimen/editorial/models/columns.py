"""Columns (栏目): where texts are listed."""

from typing import Any, ClassVar

from django.db import models
from django.http import Http404, HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import Page
from wagtail.search import index

from yimen.design.paging import pager
from yimen.editorial.heads import tag
from yimen.editorial.models.base import PublicPage
from yimen.editorial.rules import leaf_url, list_pages, page_asked_for
from yimen.pool import queries
from yimen.pool.models import Entry


def column_tags(column: "ColumnPage") -> list[dict[str, str]]:
    """The column's four tags, which its articles carry too."""
    return [
        tag("ColumnName", column.title),
        tag("ColumnDescription", column.summary or column.title),
        tag("ColumnKeywords", column.keywords or column.title),
        tag("ColumnType", column.column_type),
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

    content_panels: ClassVar[list[Any]] = [
        *Page.content_panels,
        FieldPanel(
            "summary", help_text=_("What stands in this column; required by the tag ColumnDescription.")
        ),
        FieldPanel("introduction"),
        MultiFieldPanel(
            [FieldPanel("layout"), FieldPanel("column_type"), FieldPanel("keywords")],
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
        context["children"] = queries.places_below(context["address"]) if context["address"] else []
        if self.layout != self.Layout.NAVIGATION:
            context.update(self._listed(request))
        return context

    def standard_meta(self, entry: Entry) -> list[dict[str, str]]:
        return column_tags(self)

    def _listed(self, request: HttpRequest) -> dict[str, Any]:
        """One page of the list. The front page has the newest; the others are numbered from the oldest, so
        that a new text does not shift what an address shows.
        """
        count = queries.count_in_column(self.pk)
        leaves = list_pages(count, size=self.PAGE_SIZE)
        number = page_asked_for(request.GET.get("page"), leaves)
        if number is None:
            raise Http404
        leaf = leaves[number]
        entries = queries.in_column(self.pk)
        if self.layout == self.Layout.GRAPHIC:
            entries = entries.with_pictures()
        return {
            "entries": list(entries[leaf.start : leaf.stop]),
            "count": count,
            "pager": pager(
                number=number + 1, total=len(leaves), url_of=lambda shown: leaf_url(shown - 1, leaves)
            ),
        }
