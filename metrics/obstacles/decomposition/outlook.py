"""What next, in the contract's shape: where the year ends if nothing changes, and what the months left must bring."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from metrics.catalogue.indicators import Indicator
from metrics.judgement.forecast import forecast
from metrics.judgement.row import Row


@dataclass(frozen=True)
class Outlook:
    """`year_end` and its interval in the indicator's own unit; `needed_per_month` as `Forecast.needed_per_month`.

    All None where there is nothing to say.
    """

    year_end: float | None = None
    interval: tuple[float, float] | None = None
    needed_per_month: float | None = None

    def as_dict(self) -> dict[str, Any]:
        """The contract's object."""
        return {
            "year_end": self.year_end,
            "interval": None if self.interval is None else list(self.interval),
            "needed_per_month": self.needed_per_month,
        }


def ahead(rows: Sequence[Row], target: float | None, indicator: Indicator) -> Outlook:
    """The outlook from monthly rows, oldest first; the target is that of the whole year."""
    found = forecast(rows, target, indicator)
    return Outlook() if found is None else Outlook(found.year_end, found.interval, found.needed_per_month)
