"""What a place is compared with: all others together that belong to what it belongs to, itself left out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from metrics.catalogue.indicators import Indicator, parts_of
from metrics.catalogue.streams import LIVE
from metrics.cells.differencing import FEWEST
from metrics.cells.query import Slice
from metrics.cells.reader import Reader
from metrics.figures import figures
from metrics.periods import Period


@dataclass(frozen=True)
class Others:
    """The figure of the others, and the number of cases behind it."""

    actual: float
    n: float | int | None


def rest_of_province(
    reader: Reader, period: Period, region: str, wanted: Sequence[Indicator], known: Mapping[str, Indicator]
) -> dict[str, Others]:
    """Indicator id → the figure of all places beside one in a period, with its cases, pooled from them as the whole's.

    Counts have none: a part of a count is neither better nor worse than the others' sum. Nor is a reader of some
    regions told what fewer than FEWEST others have together. RefusedError when the region left out is out of scope.
    """
    slice_ = Slice((period,), None, None, rest_of=region)
    shares = [each for each in wanted if not each.is_count and not _is_of_few(reader, slice_, each, known)]
    pooled = figures.figures(reader, slice_, figures.with_parts(shares, known), levels=())
    found = {indicator.id: pooled[indicator.id].get((period.code, "")) for indicator in shares}
    return {
        id_: Others(figure.actual, figure.n)
        for id_, figure in found.items()
        if figure is not None and figure.actual is not None
    }


def _is_of_few(reader: Reader, slice_: Slice, indicator: Indicator, known: Mapping[str, Indicator]) -> bool:
    own = reader.scope.regions
    if own is None:
        return False
    every = (indicator, *(known[part] for part in parts_of(indicator.id, known)))
    streams = frozenset().union(*(each.streams for each in every)) - set(LIVE)
    standing = [codes for stream in streams for codes in reader.regions_by_part(slice_, stream).values()]
    return len(frozenset().union(*standing) - own) < FEWEST
