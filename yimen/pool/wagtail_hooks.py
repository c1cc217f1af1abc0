"""Staff screens of the vocabularies."""

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from yimen.pool.models import Audience, Subject

_WORDS = [FieldPanel("name"), FieldPanel("english_name"), FieldPanel("order")]


class AudienceViewSet(SnippetViewSet):
    model = Audience
    icon = "group"
    list_display: ClassVar[list[str]] = ["name", "english_name", "code", "order"]
    list_export: ClassVar[list[str]] = ["code", "name", "english_name", "line", "english_line", "order"]
    panels: ClassVar[list[Any]] = [*_WORDS, FieldPanel("line"), FieldPanel("english_line")]


class SubjectViewSet(SnippetViewSet):
    model = Subject
    icon = "tag"
    list_display: ClassVar[list[str]] = ["name", "english_name", "code", "order"]
    list_export: ClassVar[list[str]] = ["code", "name", "english_name", "order"]
    panels: ClassVar[list[Any]] = [FieldPanel("code"), *_WORDS]


class VocabularyGroup(SnippetViewSetGroup):
    """Audiences and subjects: the facets over everything public."""

    menu_label = _("Vocabularies")
    menu_icon = "tag"
    menu_order = 270
    items = (AudienceViewSet, SubjectViewSet)


register_snippet(VocabularyGroup)
