"""Fixtures that every test may use."""

from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from hypothesis import settings
from streamlit.components.v2 import manifest_scanner

from tests.spec.drawn import DrawnHome, opened

settings.register_profile("any machine", deadline=None)
settings.load_profile("any machine")

# Streamlit looks through all installed packages for components whenever a page is opened in a test: once will do.
manifest_scanner.scan_component_manifests = cache(manifest_scanner.scan_component_manifests)

CASES_COUNTED = 2
WALKED_AGAIN = {"browser", "newcomer", "spec", "twins"}
"""Folders of tests that ask of all rooms at once what the tests of each room ask one by one."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Coverage looks away where the same lines are walked again: from properties, and from a test's further cases.

    Before Python 3.12 counting slows Python code by a fifth to three quarters; it is spent where it can tell something.
    """
    cases: Counter[tuple[str, str]] = Counter()
    for item in items:
        test = item.path.as_posix(), getattr(item, "originalname", item.name)
        cases[test] += 1
        is_property = getattr(getattr(item, "obj", None), "is_hypothesis_test", False)
        walks_again = item.path.parent.name in WALKED_AGAIN
        if walks_again or is_property or cases[test] > CASES_COUNTED:
            item.add_marker("no_cover")


@pytest.fixture
def home(tmp_path: Path) -> Iterator[DrawnHome]:
    """An empty home on the morning of 16 November 2026, to be filled from drawn tables."""
    with opened(tmp_path / "home") as drawn:
        yield drawn
