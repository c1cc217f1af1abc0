"""Static files under names that carry their content's hash, so that browsers may keep them for ever."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class PortalStaticFilesStorage(CompressedManifestStaticFilesStorage):
    """Hashed names, compressed twins, and `import` statements between modules rewritten to hashed names."""

    support_js_module_import_aggregation = True
    manifest_strict = False  # a name that was never collected is served plain instead of failing the page
