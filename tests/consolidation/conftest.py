from pathlib import Path

import pytest

from tests.consolidation import old_site


@pytest.fixture(scope="session")
def mirror_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The water bureau's old site, as a mirror program left it."""
    folder = tmp_path_factory.mktemp("mirror")
    old_site.build(folder)
    return folder
