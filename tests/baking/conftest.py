"""A machine for each test of delivery."""

from pathlib import Path

import pytest

from tests.baking.machine import Machine
from tests.cast import City


@pytest.fixture
def machine(city: City, tmp_path: Path) -> Machine:
    """One node of the portal whose follower has just read the log."""
    made = Machine(tmp_path / "pages")
    made.follow()
    return made
