"""What a page's body is made of. Few page types, rich blocks."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import blocks
from wagtail.contrib.table_block.blocks import TableBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

from yimen.editorial.rules import why_not_described
from yimen.foundation.sanitising import clean_article_html, local_images_only
from yimen.foundation.speech import said
from yimen.media.models import PortalDocument

RICH_TEXT = [
    "h2",
    "h3",
    "h4",
    "bold",
    "italic",
    "ol",
    "ul",
    "hr",
    "link",
    "document-link",
    "blockquote",
    "superscript",
    "subscript",
]


class ImageBlock(blocks.StructBlock):
    """A picture with its words: what it shows, or why it shows nothing that matters (WCAG 2.2 SC 1.1.1)."""

    image = ImageChooserBlock(label=_("image"))
    alt = blocks.CharBlock(
        label=_("description"),
        required=False,
        max_length=200,
        help_text=_("What the picture shows, for those who do not see it."),
    )
    is_decorative = blocks.BooleanBlock(label=_("decoration only"), required=False)
    reason = blocks.CharBlock(
        label=_("why decoration only"),
        required=False,
        max_length=120,
        help_text=_("Who does not see the picture learns nothing of it: say why nothing is lost."),
    )
    caption = blocks.CharBlock(label=_("caption"), required=False, max_length=200)

    class Meta:
        icon = "image"
        label = _("image")
        template = "editorial/blocks/image.html"

    def clean(self, value: Mapping[str, Any]) -> Any:
        cleaned = super().clean(value)
        wrong = why_not_described(
            description=cleaned["alt"] or cleaned["image"].description,
            is_decorative=cleaned["is_decorative"],
            reason=cleaned["reason"],
        )
        if wrong:
            raise blocks.StructBlockValidationError(
                {field: ValidationError(said(words)) for field, words in wrong.items()}
            )
        return cleaned


class GalleryBlock(blocks.StructBlock):
    """Several pictures of one occasion."""

    title = blocks.CharBlock(label=_("title"), required=False, max_length=80)
    images = blocks.ListBlock(ImageBlock(), label=_("images"), min_num=2, max_num=30)

    class Meta:
        icon = "image"
        label = _("gallery")
        template = "editorial/blocks/gallery.html"


class VideoBlock(blocks.StructBlock):
    """A video file of our own with its words; nothing is embedded from elsewhere."""

    title = blocks.CharBlock(label=_("title"), max_length=120)
    video = DocumentChooserBlock(label=_("video file"))
    captions = DocumentChooserBlock(label=_("captions (WebVTT)"), required=False)
    poster = ImageChooserBlock(label=_("poster"), required=False)
    transcript = blocks.TextBlock(label=_("transcript"), help_text=_("What is said and shown, in words."))

    class Meta:
        icon = "media"
        label = _("video")
        template = "editorial/blocks/video.html"


class AttachmentsBlock(blocks.StructBlock):
    """Files to download, as a table."""

    files = blocks.ListBlock(DocumentChooserBlock(label=_("file")), label=_("files"), min_num=1, max_num=50)

    class Meta:
        icon = "doc-full"
        label = _("attachments")
        template = "editorial/blocks/attachments.html"


class TimelineEventBlock(blocks.StructBlock):
    when = blocks.CharBlock(label=_("when"), max_length=40)
    title = blocks.CharBlock(label=_("what"), max_length=120)
    text = blocks.TextBlock(label=_("details"), required=False)


class TimelineBlock(blocks.StructBlock):
    """What happened or will happen, in order."""

    events = blocks.ListBlock(TimelineEventBlock(), label=_("events"), min_num=1)

    class Meta:
        icon = "history"
        label = _("timeline")
        template = "editorial/blocks/timeline.html"


class QuoteBlock(blocks.StructBlock):
    text = blocks.TextBlock(label=_("quotation"))
    author = blocks.CharBlock(label=_("who said it"), required=False, max_length=80)

    class Meta:
        icon = "openquote"
        label = _("quotation")
        template = "editorial/blocks/quote.html"


class QuestionBlock(blocks.StructBlock):
    question = blocks.CharBlock(label=_("question"), max_length=200)
    answer = blocks.RichTextBlock(label=_("answer"), features=["bold", "ol", "ul", "link"])


class QuestionsBlock(blocks.StructBlock):
    """Questions and their answers."""

    questions = blocks.ListBlock(QuestionBlock(), label=_("questions"), min_num=1)

    class Meta:
        icon = "help"
        label = _("questions and answers")
        template = "editorial/blocks/questions.html"


class ContactBlock(blocks.StructBlock):
    """Whom to turn to."""

    name = blocks.CharBlock(label=_("office or person"), max_length=80)
    phone = blocks.CharBlock(label=_("phone"), required=False, max_length=60)
    address = blocks.CharBlock(label=_("address"), required=False, max_length=120)
    hours = blocks.CharBlock(label=_("office hours"), required=False, max_length=120)

    class Meta:
        icon = "user"
        label = _("contact")
        template = "editorial/blocks/contact.html"


class CalloutBlock(blocks.StructBlock):
    """What must not be overlooked."""

    title = blocks.CharBlock(label=_("title"), required=False, max_length=80)
    text = blocks.RichTextBlock(label=_("text"), features=["bold", "ol", "ul", "link"])
    kind = blocks.ChoiceBlock(
        label=_("kind"),
        choices=[("note", pgettext_lazy("call-out", "note")), ("warning", _("warning"))],
        default="note",
    )

    class Meta:
        icon = "info-circle"
        label = _("call-out")
        template = "editorial/blocks/callout.html"


_LINKED_FILE = re.compile(r'href="/documents/(\d{1,18})/')


@lru_cache(
    maxsize=64
)  # a large table takes 20 ms to clean, and a page is shown more often than it is changed
def _fit_to_show(html: str) -> str:
    return local_images_only(clean_article_html(html))


class ImportedTextBlock(blocks.TextBlock):
    """A body brought in from an old site: cleaned HTML with its tables and pictures as they were."""

    class Meta:
        icon = "code"
        label = _("imported text")
        help_text = _("HTML from an old site. It is cleaned when the page is saved.")
        template = "editorial/blocks/imported.html"

    def clean(self, value: str) -> str:
        return _fit_to_show(super().clean(value))

    def extract_references(self, value: str | None) -> Iterator[tuple[type, str, str, str]]:
        """Files that the text links to, so that they are public with it."""
        for found in _LINKED_FILE.finditer(value or ""):
            yield PortalDocument, found[1], "", ""

    def get_context(self, value: str, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context)
        # Cleaned again on the way out: what was stored before a rule was added must not come through.
        context["html"] = mark_safe(_fit_to_show(value))
        return context


class ArticleBody(blocks.StreamBlock):
    """The body of an article or an information page."""

    paragraph = blocks.RichTextBlock(
        label=_("text"), features=RICH_TEXT, icon="pilcrow", template="editorial/blocks/paragraph.html"
    )
    table = TableBlock(label=_("table"), icon="table", template="editorial/blocks/table.html")
    image = ImageBlock()
    gallery = GalleryBlock()
    video = VideoBlock()
    attachments = AttachmentsBlock()
    timeline = TimelineBlock()
    quote = QuoteBlock()
    questions = QuestionsBlock()
    contact = ContactBlock()
    callout = CalloutBlock()
    imported = ImportedTextBlock()
