"""The register: entries, where they are placed and whom they concern."""

from typing import Any, ClassVar, Self

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from yimen.agencies.models import Agency
from yimen.foundation import tags
from yimen.foundation.recording import is_recording, shows
from yimen.records.models import TrackedModel
from yimen.subsites.models import Subsite

# Lists show what is listed, newest first. SQLite matches Django's bare `WHERE is_listed` with the condition of a
# partial index, never with a column of a full one, which it would then sort.
_LISTED = models.Q(is_listed=True)
_BY_TIME = ("-published_at", "-id")


class _Vocabulary(TrackedModel):
    """A named facet with a name in each language."""

    code = models.SlugField(_("code"), unique=True)
    name = models.CharField(_("name"), max_length=40)
    english_name = models.CharField(_("English name"), max_length=60)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        abstract = True
        ordering: ClassVar[list[str]] = ["order", "code"]

    def __str__(self) -> str:
        return self.name

    @property
    def shown_name(self) -> str:
        """The name in the language of the page being read."""
        return self.english_name if get_language() == "en" else self.name

    def change_tags(self) -> list[str]:
        return [tags.vocabulary(self._meta.model_name or "")]


class Audience(_Vocabulary):
    """One of the five entrances (五个通道), a facet over everything in the pool."""

    line = models.CharField(_("line"), max_length=60, blank=True)
    english_line = models.CharField(_("line in English"), max_length=80, blank=True)

    class Meta(_Vocabulary.Meta):
        verbose_name = _("audience")
        verbose_name_plural = _("audiences")

    @property
    def shown_line(self) -> str:
        return self.english_line if get_language() == "en" else self.line


class Subject(_Vocabulary):
    """What a text is about (主题分类)."""

    class Meta(_Vocabulary.Meta):
        verbose_name = _("subject")
        verbose_name_plural = _("subjects")


class EntryQuerySet(models.QuerySet["Entry"]):
    def with_pictures(self) -> "EntryQuerySet":
        """With their pictures, for cards, which fetch the sizes of all in one query."""
        return self.select_related("image")

    def newest_first(self) -> "EntryQuerySet":
        return self.order_by("-published_at", "-pk")


class Entry(models.Model):
    """Everything public, whatever app it comes from, is one row here; lists read this and never walk the
    page tree.
    """

    kind = models.CharField(_("kind"), max_length=20)
    content_type = models.ForeignKey(
        ContentType, verbose_name=_("content type"), on_delete=models.PROTECT, related_name="+"
    )
    object_id = models.PositiveBigIntegerField(_("number of the object"))
    title = models.CharField(_("title"), max_length=255)
    summary = models.TextField(_("summary"), blank=True)
    language = models.CharField(_("language"), max_length=10)
    translation_key = models.UUIDField(_("key of its translations"), null=True, db_index=True)
    host = models.CharField(_("host"), max_length=253, blank=True, help_text=_("Empty: the portal's own."))
    path = models.CharField(_("path"), max_length=1000)
    parent_path = models.CharField(_("path above"), max_length=1000, blank=True)
    published_at = models.DateTimeField(_("publish time"))
    changed_at = models.DateTimeField(_("last change"))
    valid_until = models.DateTimeField(_("valid until"), null=True)
    validity = models.CharField(
        _("validity"),
        max_length=12,
        blank=True,
        choices=[("withdrawn", _("no longer valid")), ("superseded", _("replaced by a newer text"))],
        help_text=_("Empty: valid. Otherwise it is shown with a notice and stands in no list."),
    )
    subsite = models.ForeignKey(
        Subsite, verbose_name=_("sub-site"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    agency = models.ForeignKey(
        Agency, verbose_name=_("agency"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    image = models.ForeignKey(
        "media.PortalImage", verbose_name=_("picture"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    is_listed = models.BooleanField(_("stands in lists"), default=True)
    is_restricted = models.BooleanField(_("not public"), default=False)
    is_alias = models.BooleanField(
        _("an alias"), default=False, help_text=_("The same page stands at an address of its own.")
    )
    audiences = models.ManyToManyField(
        Audience, verbose_name=_("audiences"), through="EntryAudience", related_name="+"
    )
    subjects = models.ManyToManyField(
        Subject, verbose_name=_("subjects"), through="EntrySubject", related_name="+"
    )

    objects: ClassVar[models.Manager["Entry"]] = models.Manager.from_queryset(EntryQuerySet)()

    class Meta:
        verbose_name = _("pool entry")
        verbose_name_plural = _("information pool")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["host", "path"], name="entry_one_address"),
            # An agency's page has an edition a language; a page of the tree is one edition.
            models.UniqueConstraint(
                fields=["content_type", "object_id", "language"], name="entry_one_row_an_edition"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["language", *_BY_TIME], condition=_LISTED, name="entry_newest"),
            models.Index(
                fields=["subsite", "language", *_BY_TIME], condition=_LISTED, name="entry_of_subsite"
            ),
            models.Index(fields=["agency", "language", *_BY_TIME], condition=_LISTED, name="entry_of_agency"),
            models.Index(fields=["host", "parent_path", "kind"], name="entry_below"),
            models.Index(fields=["kind", "language"], name="entry_of_kind"),
            models.Index(
                fields=["language", "valid_until"],
                condition=_LISTED & models.Q(valid_until__isnull=False),
                name="entry_open",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @classmethod
    def from_db(cls, *args: Any, **kwargs: Any) -> Self:
        """Whatever entry is read while a page is rendered is taken to be shown by it."""
        entry = super().from_db(*args, **kwargs)
        if is_recording():
            shows(entry.subject_name)
        return entry

    @property
    def subject_name(self) -> str:
        """Kind and identity for the change log."""
        return tags.entry(self.kind, self.object_id)


class Placement(models.Model):
    """An entry standing in a column; the publish time is repeated here so that a list is one index range."""

    entry = models.ForeignKey(
        Entry, verbose_name=_("pool entry"), on_delete=models.CASCADE, related_name="placements"
    )
    column = models.ForeignKey(Page, verbose_name=_("column"), on_delete=models.CASCADE, related_name="+")
    is_home = models.BooleanField(_("its own column"), default=False)
    published_at = models.DateTimeField(_("publish time"))
    is_listed = models.BooleanField(_("stands in lists"), default=True)

    class Meta:
        verbose_name = _("placement")
        verbose_name_plural = _("placements")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["entry", "column"], name="placed_once_a_column")
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["column", "-published_at", "-entry"], condition=_LISTED, name="placement_list"
            )
        ]

    def __str__(self) -> str:
        return f"{self.entry_id} → {self.column_id}"


class _Facet(models.Model):
    """One facet of an entry; what its lists sort and choose by is repeated, so that each is one index range."""

    entry = models.ForeignKey(Entry, verbose_name=_("pool entry"), on_delete=models.CASCADE)
    published_at = models.DateTimeField(_("publish time"))
    language = models.CharField(_("language"), max_length=10)
    is_listed = models.BooleanField(_("stands in lists"), default=True)

    class Meta:
        abstract = True


class EntryAudience(_Facet):
    """Whom an entry concerns."""

    audience = models.ForeignKey(Audience, verbose_name=_("audience"), on_delete=models.CASCADE)

    class Meta:
        verbose_name = _("audience of an entry")
        verbose_name_plural = _("audiences of entries")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["entry", "audience"], name="entry_audience_once")
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["audience", "language", "-published_at", "-entry"],
                condition=_LISTED,
                name="entry_audience_list",
            )
        ]

    def __str__(self) -> str:
        return f"{self.entry_id} → {self.audience_id}"


class EntrySubject(_Facet):
    """What an entry is about."""

    subject = models.ForeignKey(Subject, verbose_name=_("subject"), on_delete=models.CASCADE)

    class Meta:
        verbose_name = _("subject of an entry")
        verbose_name_plural = _("subjects of entries")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["entry", "subject"], name="entry_subject_once")
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["subject", "language", "-published_at", "-entry"],
                condition=_LISTED,
                name="entry_subject_list",
            )
        ]

    def __str__(self) -> str:
        return f"{self.entry_id} → {self.subject_id}"
