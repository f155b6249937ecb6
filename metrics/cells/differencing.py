"""What one leaf may not be told of a part of its parent, since it could take its own rows away from it.

A part in which fewer than FEWEST other leaves stand is withheld; where the withheld parts of a period together rest on
fewer, the next smallest are withheld with them, for the whole less all told parts is what those hold together.
"""

from collections.abc import Mapping

from metrics.cells.query import Key

FEWEST = 3


def withheld(standing: Mapping[Key, frozenset[str]], leaves: frozenset[str]) -> frozenset[Key]:
    """The keys that a reader of `leaves` is not told; `standing` has the regions with rows by period and member."""
    hidden: set[Key] = set()
    for period in {code for code, _ in standing}:
        others = {key: regions - leaves for key, regions in standing.items() if key[0] == period}
        few = {key for key, regions in others.items() if 0 < len(regions) < FEWEST}
        rest = sorted((key for key in others if key not in few), key=lambda key: (len(others[key]), key))
        while few and len(frozenset().union(*(others[key] for key in few))) < FEWEST and rest:
            few.add(rest.pop(0))
        hidden |= few
    return frozenset(hidden)
