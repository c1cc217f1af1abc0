"""Static files under names that carry their content's hash, so that browsers may keep them for ever."""

from collections.abc import Iterator
from typing import Any

from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

from yimen.design.stylesheets import BUNDLE, STYLESHEETS, bundled


class PortalStaticFilesStorage(CompressedManifestStaticFilesStorage):
    """Hashed names, compressed twins, and `import` statements between modules rewritten to hashed names.

    A reference to a file that is not there fails `collectstatic`, but never a page.
    """

    support_js_module_import_aggregation = True
    manifest_strict = False

    def post_process(
        self, paths: dict[str, tuple[Any, str]], dry_run: bool = False, **options: Any
    ) -> Iterator[tuple[str, str, bool | Exception]]:
        """Put the portal's stylesheets into one before names are hashed."""
        if not dry_run and set(STYLESHEETS) <= set(paths):
            self.delete(BUNDLE)
            self.save(BUNDLE, ContentFile(bundled(self._text_of).encode()))
            paths[BUNDLE] = (self, BUNDLE)
        yield from super().post_process(paths, dry_run=dry_run, **options)

    def _text_of(self, path: str) -> str:
        with self.open(path) as file:
            text: bytes = file.read()
        return text.decode()

    def stored_name(self, name: str) -> str:
        """The hashed name; the plain one, which answers 404 and is logged so, of a file never collected."""
        try:
            hashed: str = super().stored_name(name)
        except ValueError:
            return name
        return hashed
