"""How far the tests go: what `make test` has time for, or (`make test-deep`) more examples of the same promises."""

import os

DEEP = bool(os.environ.get("TEST_DEEP"))


def examples(everyday: int, deep: int) -> int:
    """So many examples of a property."""
    return deep if DEEP else everyday
