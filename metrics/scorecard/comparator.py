"""What a place is compared with: all others together that belong to what it belongs to, itself left out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from metrics.catalogue.indicators import Indicator
from metrics.cells.differencing import FEWEST
from metrics.cells.query import Slice
from metrics.cells.reader import Reader
from metrics.figures import figures
from metrics.periods import Period


@dataclass(frozen=True)
class Others:
    """The figure of the others, and the number of cases behind it (None: not told, or of no cases)."""

    actual: float
    n: float | int | None


def rest_of_province(
    reader: Reader, period: Period, region: str, wanted: Sequence[Indicator], known: Mapping[str, Indicator]
) -> dict[str, Others]:
    """Indicator id → the figure of all places beside one in a period, with its cases, pooled from them as the whole's.

    Counts have none: a part of a count is neither better nor worse than the others' sum. A reader of some regions is
    not told on how many cases it rests where fewer than FEWEST others stand. RefusedError when the region left out is
    out of scope.
    """
    shares = [indicator for indicator in wanted if not indicator.is_count]
    slice_ = Slice((period,), None, None, rest_of=region)
    pooled = figures.figures(reader, slice_, figures.with_parts(shares, known), levels=())
    rest = {indicator.id: pooled[indicator.id].get((period.code, "")) for indicator in shares}
    few = _of_few(reader, slice_, shares, known)
    return {
        id_: Others(figure.actual, None if id_ in few else figure.n)
        for id_, figure in rest.items()
        if figure is not None and figure.actual is not None
    }


def _of_few(
    reader: Reader, slice_: Slice, shares: Sequence[Indicator], known: Mapping[str, Indicator]
) -> frozenset[str]:
    """Those behind which fewer than FEWEST regions stand that are not the reader's own."""
    own = reader.scope.regions
    if own is None:
        return frozenset()
    streams = {share.id: figures.streams_of(share, known) for share in shares}
    behind = {
        each: frozenset().union(*reader.regions_by_part(slice_, each).values()) - own for each in set(streams.values())
    }
    return frozenset(id_ for id_, each in streams.items() if len(behind[each]) < FEWEST)
