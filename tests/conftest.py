"""Fixtures that every test may use."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from tests.spec.drawn import DrawnHome, opened

settings.register_profile("any machine", deadline=None)
settings.load_profile("any machine")


@pytest.fixture
def home(tmp_path: Path) -> Iterator[DrawnHome]:
    """An empty home on the morning of 16 November 2026, to be filled from drawn tables."""
    with opened(tmp_path / "home") as drawn:
        yield drawn
