"""The desk's form of every public page."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin.forms.pages import CopyForm, WagtailAdminPageForm
from wagtail.models import Page

from yimen.editorial.proofreading import blockers_of
from yimen.editorial.rules import GRACE, is_left_over, why_not_slug
from yimen.editorial.writing_rules import PERSONAL
from yimen.foundation.pinyin import pinyin_slug
from yimen.foundation.speech import said
from yimen.subsites.choices import is_choice_allowed
from yimen.subsites.queries import addressing_of


class PublicPageForm(WagtailAdminPageForm):
    """Gives Chinese titles their pinyin slug: Wagtail's script drops the characters and sends what is left.
    Nothing is submitted or published while a blocker speaks against it (`writing_rules`).
    """

    is_draft = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False
        if "go_live_at" in self.fields and not self._may_publish():
            del self.fields["go_live_at"]  # when a text goes live is said by whoever publishes it

    @property
    def show_schedule_publishing_toggle(self) -> bool:
        """Whether the form offers times at all."""
        return "go_live_at" in self.fields or "expire_at" in self.fields

    def _may_publish(self) -> bool:
        if self.for_user is None:
            return True
        if self.instance.pk:
            return bool(self.instance.permissions_for_user(self.for_user).can_publish())
        return bool(self._parent().permissions_for_user(self.for_user).can_publish_subpage())

    def defer_required_fields(self) -> None:
        """Wagtail calls it before it saves a draft: what must stop publishing must not stop that."""
        self.is_draft = True
        super().defer_required_fields()

    def _post_clean(self) -> None:
        super()._post_clean()
        if not self.is_draft and not self.errors:
            for found in blockers_of(self.instance):
                where = "personal_data_reason" if found.code in PERSONAL else None
                self.add_error(where if where in self.fields else None, said(found.words))

    def clean(self) -> dict[str, Any]:
        title, slug = self.cleaned_data.get("title"), self.cleaned_data.get("slug")
        if title and slug is not None:
            if not slug or self._is_automatic(slug, title=title):
                self.cleaned_data["slug"] = free_slug(title, parent=self._parent(), page=self.instance)
            else:
                reason = why_not_slug(slug, parent_path=_path_of(self._parent()))
                if reason:
                    self.add_error("slug", said(reason))
        cleaned: dict[str, Any] = super().clean()
        at = cleaned.get("go_live_at")
        if at and "go_live_at" in self.changed_data and at < timezone.now() - GRACE:
            self.add_error(
                "go_live_at", _("This time is past. Choose a later one, or leave it empty to publish now.")
            )
        return cleaned

    def is_valid(self) -> bool:
        """Asked last whether the person may point to what the form and its rows point to."""
        return bool(super().is_valid()) and is_choice_allowed(self)

    def save(self, commit: bool = True) -> Any:
        """A new page is a draft until its revision is published: Wagtail would store it as public first, and its
        go-live time only afterwards.
        """
        if self.instance.pk is None:
            self.instance.live = False
        return super().save(commit=commit)

    def _is_automatic(self, slug: str, *, title: str) -> bool:
        """Whether nobody chose this slug: what Wagtail's script left of the title, or what an autosave made of a
        title that was still being written. A page that was ever public keeps its own.
        """
        page = self.instance
        if page.first_published_at is not None:
            return False
        if page.pk is None or slug != page.slug:
            return is_left_over(slug, title=title)
        former = pinyin_slug(page.title) if page.title else ""
        is_former = slug == former or (bool(former) and slug.removeprefix(f"{former}-").isdigit())
        return page.title != title and is_former

    def _parent(self) -> Page:
        return self.parent_page or self.instance.get_parent()


class PublicCopyForm(CopyForm):
    """Holds the place and slug of a copy to the rule that the page itself is held to."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        slug = cleaned.get("new_slug")
        parent = cleaned.get("new_parent_page") or self.page.get_parent()
        reason = self.page.specific.why_not_below(parent, slug=slug) if slug else ""
        if reason:
            self.add_error("new_slug", said(reason))
        return cleaned


def free_slug(title: str, *, parent: Page, page: Page) -> str:
    """The title's pinyin, with a number where a sibling or the portal itself has it already."""
    base, path = pinyin_slug(title), _path_of(parent)
    slug, number = base, 1
    while why_not_slug(slug, parent_path=path) or not Page._slug_is_available(slug, parent, page):
        number += 1
        slug = f"{base}-{number}"
    return slug


def _path_of(page: Page) -> str:
    address = addressing_of(None).address(page.url_path)
    return address.path if address else ""
