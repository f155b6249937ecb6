"""Small counts that could tell who somebody is are not told."""

from collections.abc import Sequence


def suppressed(counts: Sequence[int], least: int) -> list[int | None]:
    """The counts with those of 1 to `least` - 1 left out (None), and the next smallest too when the total reveals them.

    One count left out is the total less the others; so are several whose sum stays below `least`. 0 tells of nobody.
    """
    hidden = {i for i, n in enumerate(counts) if 0 < n < least}
    rest = sorted((n, i) for i, n in enumerate(counts) if n >= least)
    while hidden and rest and (len(hidden) == 1 or sum(counts[i] for i in hidden) < least):
        hidden.add(rest.pop(0)[1])
    return [None if i in hidden else n for i, n in enumerate(counts)]
