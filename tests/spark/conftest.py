"""Tests that need Java and PySpark run where they are asked for: `make test-spark`."""

import os

import pytest


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Without TEST_SPARK none of them runs."""
    if "TEST_SPARK" not in os.environ:
        reason = pytest.mark.skip(reason="make test-spark: Java and requirements-spark.txt are needed")
        for item in items:
            if item.path.parent.name == "spark":
                item.add_marker(reason)
