"""The desk's form of every public page."""

from typing import Any

from wagtail.admin.forms.pages import WagtailAdminPageForm
from wagtail.models import Page

from yimen.editorial.rules import is_left_over, why_not_slug
from yimen.foundation.pinyin import pinyin_slug
from yimen.foundation.speech import said
from yimen.subsites.queries import addressing_of


class PublicPageForm(WagtailAdminPageForm):
    """Gives Chinese titles their pinyin slug: Wagtail's script drops the characters and sends what is left."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False

    def clean(self) -> dict[str, Any]:
        title, slug = self.cleaned_data.get("title"), self.cleaned_data.get("slug")
        if title and slug is not None:
            is_new = self.instance.pk is None
            if not slug or (is_new and is_left_over(slug, title=title)):
                self.cleaned_data["slug"] = free_slug(title, parent=self._parent(), page=self.instance)
            else:
                reason = why_not_slug(slug, parent_path=_path_of(self._parent()))
                if reason:
                    self.add_error("slug", said(reason))
        cleaned: dict[str, Any] = super().clean()
        return cleaned

    def save(self, commit: bool = True) -> Any:
        """A new page is a draft until its revision is published: Wagtail would store it as public first, and its
        go-live time only afterwards.
        """
        if self.instance.pk is None:
            self.instance.live = False
        return super().save(commit=commit)

    def _parent(self) -> Page:
        return self.parent_page or self.instance.get_parent()


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
