"""Static files under names that carry their content's hash, so that browsers may keep them for ever."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class PortalStaticFilesStorage(CompressedManifestStaticFilesStorage):
    """Hashed names, compressed twins, and `import` statements between modules rewritten to hashed names.

    A reference to a file that is not there fails `collectstatic`, but never a page.
    """

    support_js_module_import_aggregation = True
    manifest_strict = False

    def stored_name(self, name: str) -> str:
        """The hashed name; the plain one, which answers 404 and is logged so, of a file never collected."""
        try:
            hashed: str = super().stored_name(name)
        except ValueError:
            return name
        return hashed
