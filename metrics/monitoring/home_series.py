"""The months of every region of the home, whoever asks: what one region is compared with, never shown as it is."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from metrics.catalogue.indicators import Indicator
from metrics.judgement.row import Row
from metrics.scorecard.score import scored
from metrics.scorecard.workspace import Workspace


@dataclass
class Months:
    """The months of one series that have a figure, in order: (calendar month, value), and the cases behind each."""

    points: list[tuple[int, float]] = field(default_factory=list)
    cases: list[int] = field(default_factory=list)

    def since(self, month: int) -> "Months":
        """The months from one on."""
        kept = sum(at < month for at, _ in self.points)
        return Months(self.points[kept:], self.cases[kept:])

    def turned(self, sign: int) -> list[tuple[int, float]]:
        """The values times 1 or −1, so that higher is better."""
        return [(month, sign * value) for month, value in self.points]


def of_regions(
    workspace: Workspace, indicators: Sequence[str], first: str, last: str
) -> Mapping[str, Mapping[str, Months]]:
    """Indicator → region → its months from first to last that are over, reported, and not of force majeure."""
    known = workspace.indicators
    series: dict[str, dict[str, Months]] = defaultdict(lambda: defaultdict(Months))
    for row in scored(workspace.of_all_regions(), f"{first}..{last}", None, indicators, "leaf,month", False).rows:
        if row.actual is not None and row.is_point:
            months = series[row.indicator][row.member]
            months.points.append((calendar_month(row.period), float(row.actual or 0.0)))
            months.cases.append(cases_of(row, known[row.indicator]))
    return series


def cases_of(row: Row, indicator: Indicator) -> int:
    """The cases behind a figure; where they are not counted, whether they reach the indicator's `minimum_n`."""
    if row.denominator is not None:
        return int(row.denominator)
    return 0 if "small_n" in row.reasons else indicator.minimum_n or 0


def sign_of(indicator: Indicator) -> int:
    """1 where higher is better, else −1."""
    return 1 if indicator.better == "higher" else -1


def calendar_month(month: str) -> int:
    """The months of "YYYY-MM" counted from the year 0."""
    return 12 * int(month[:4]) + int(month[5:]) - 1


def month_of(number: int) -> str:
    """The month "YYYY-MM" of such a count."""
    return f"{number // 12:04}-{number % 12 + 1:02}"
