"""Static files under names that carry their content's hash, so that browsers may keep them for ever."""

import logging

from whitenoise.storage import CompressedManifestStaticFilesStorage

logger = logging.getLogger(__name__)


class PortalStaticFilesStorage(CompressedManifestStaticFilesStorage):
    """Hashed names, compressed twins, and `import` statements between modules rewritten to hashed names.

    A reference to a file that is not there fails `collectstatic`, but never a page: there it is logged.
    """

    support_js_module_import_aggregation = True
    manifest_strict = False

    def stored_name(self, name: str) -> str:
        """The hashed name; the plain one for a file that was never collected."""
        try:
            hashed: str = super().stored_name(name)
        except ValueError:
            logger.error("the static file %s was not collected; yimen collectstatic collects it", name)
            return name
        return hashed
