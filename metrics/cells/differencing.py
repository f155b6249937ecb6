"""What one leaf may not be told of a part of its parent, since it could take its own rows away from it.

A part in which fewer than FEWEST other leaves stand is withheld; where the withheld parts of a period together rest on
fewer, the next smallest are withheld with them, for the whole less all told parts is what those hold together. What is
withheld of a month is so of every period that adds it up: a year less eleven told months would be the twelfth.
"""

from collections.abc import Mapping, Sequence

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


def with_their_months(hidden: frozenset[Key], months_of: Mapping[str, Sequence[str]]) -> frozenset[Key]:
    """These keys, and the part of each longer period of which one of its months is among them.

    `months_of` has the months of each asked period.
    """
    return hidden.union(
        (period, member) for period, months in months_of.items() for code, member in hidden if code in months
    )
