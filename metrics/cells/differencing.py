"""What one leaf may not be told of a part of its parent, since it could take its own rows away from it.

A part in which fewer than FEWEST other leaves stand is withheld; where the withheld parts of a period together rest on
fewer, the next smallest are withheld with them, for the whole less all told parts is what those hold together. So it is
within each agency, whose figure less those of its told services would be the others'. What is withheld of a month is so
of every period that adds it up: a year less eleven told months would be the twelfth.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from metrics.cells.query import Key

FEWEST = 3
NO_SERVICE = "-"


def withheld(
    standing: Mapping[Key, frozenset[str]], leaves: frozenset[str], sums: Mapping[Key, str] | None = None
) -> frozenset[Key]:
    """The keys that a reader of `leaves` is not told; `standing` has the regions with rows by period and member.

    `sums` names for each key the told figure that it is a part of; the whole without it.
    """
    keys: dict[tuple[str, str], set[Key]] = defaultdict(set)
    for key in standing:
        keys[key[0], (sums or {}).get(key, "")].add(key)
    others = {key: regions - leaves for key, regions in standing.items()}
    hidden: set[Key] = set()
    for parts in keys.values():
        few = {key for key in parts if 0 < len(others[key]) < FEWEST}
        rest = sorted(parts - few, key=lambda key: (len(others[key]), key))
        while few and len(frozenset().union(*(others[key] for key in few))) < FEWEST and rest:
            few.add(rest.pop(0))
        hidden |= few
    return frozenset(hidden)


def told_sums(agency_of: Mapping[Key, str], hidden: frozenset[Key]) -> dict[Key, str]:
    """By period and service, the told sum it is a part of: its agency, or the whole with all agencies that are hidden.

    What belongs to no service is a part of several agencies, so of none.
    """
    return {
        (period, service): "" if service == NO_SERVICE or (period, agency) in hidden else agency
        for (period, service), agency in agency_of.items()
    }


def with_their_months(hidden: frozenset[Key], months_of: Mapping[str, Sequence[str]]) -> frozenset[Key]:
    """These keys, and the part of each longer period of which one of its months is among them.

    `months_of` has the months of each asked period.
    """
    return hidden.union(
        (period, member) for period, months in months_of.items() for code, member in hidden if code in months
    )
