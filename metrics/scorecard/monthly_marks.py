"""The months that a scorecard's marks look back on: which of them are points, and how alike they are in all regions."""

import functools
import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence

import numpy as np

from metrics.acts import annotations
from metrics.catalogue.indicators import Indicator
from metrics.cells.query import Slice
from metrics.cells.reader import Reader
from metrics.judgement.context import Basis, Circumstances, basis_of
from metrics.judgement.monthly_series import NOTHING_KNOWN, Figures, History, Monthly, months_back
from metrics.judgement.variation import Mark, kind_of, marks
from metrics.periods import Period
from metrics.scorecard.workspace import Workspace, freshness
from metrics.statistics.charts.running_autocorrelation import running_autocorrelation
from metrics.statistics.charts.stretches import Bools, Floats, Series

OfPlace = Callable[[Basis, str | None, Period], Circumstances]


Moment = tuple[object, ...]


class _Known:
    """Autocorrelations by moment and indicator: they follow from all regions, and most questions are of fewer."""

    AT_MOST = 8

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._moments: OrderedDict[Moment, dict[str, Floats]] = OrderedDict()

    def of(self, moment: Moment) -> dict[str, Floats]:
        """Those known at a moment, to be added to; the moment asked for longest ago goes first."""
        with self._lock:
            found = self._moments.setdefault(moment, {})
            self._moments.move_to_end(moment)
            if len(self._moments) > self.AT_MOST:
                self._moments.popitem(last=False)
            return found


_KNOWN = _Known()


def _moment(workspace: Workspace) -> Moment:
    """The day, the settings, and the newest entry's hash, which stands for the whole ledger."""
    newest = workspace.entries[-1].sha256 if workspace.entries else ""
    return workspace.today, newest, freshness(workspace.home)[1]


def _known(workspace: Workspace, months: Sequence[str]) -> dict[str, Floats]:
    return _KNOWN.of((*_moment(workspace), months[0], months[-1]))


def reader_of(workspace: Workspace, slice_: Slice, indicators: Mapping[str, Indicator]) -> Reader:
    """The reader for a question whose rows are marked: it reads all regions at once where the marks need them anyway.

    `indicators` hold the parts of formulas too. Services, agencies and channels are no sums of regions.
    """
    months = months_back(workspace.reader, slice_, workspace.today)
    if not slice_.is_of_regions or indicators.keys() <= _known(workspace, months).keys():
        return workspace.reader
    return workspace.reader.read_ahead([Period(month) for month in months], list(indicators.values()))


class MonthlyMarks:
    """Every month of the members of one question, and of all regions of the home, whoever asks."""

    def __init__(
        self,
        workspace: Workspace,
        reader: Reader,
        slice_: Slice,
        wanted: Mapping[str, Indicator],
        members: Mapping[str, str | None],
        known: Figures,
        of_place: OfPlace,
    ) -> None:
        """`reader` is that of `reader_of`, `known` are the figures of the slice.

        `members` have the region each stands in (None: the province).
        """
        every = reader.of_everyone()
        self._of_place = of_place
        self._rebases = annotations.rebases_of(workspace.entries, workspace.tree)
        self._places = list(members.values())
        self._regions = every.regions()
        self._history = History.of(reader, slice_, wanted, list(members), known, workspace.today)
        self._members = list(members)
        self._points: dict[tuple[Basis, bool], Bools] = {}
        is_all = self._members == self._regions and slice_.is_by_place
        self._all = self._history if is_all else None
        self._whole = functools.partial(
            History.of, every, Slice(slice_.periods, None, "leaf"), wanted, self._regions, {}, workspace.today
        )
        months = self._history.months
        self._known = _known(workspace, months)

    def of(self, indicator: Indicator, low: Floats | None, high: Floats | None) -> list[list[Mark]]:
        """The marks, [member][period], against a target met from `low` to `high`."""
        history, basis = self._history, basis_of(indicator)
        monthly = self._monthly(history, indicator, basis, self._members, self._places)
        changes = annotations.rebase_columns(self._rebases, indicator.id, self._places, history.months)
        rho = self._autocorrelation(indicator, basis)[np.maximum(history.lasts, 0)]
        series = Series(monthly.actuals, monthly.cases, history.firsts, history.lasts, rho, changes)
        return marks(series, low, high, indicator, kind_of(indicator, monthly.actuals))

    def _autocorrelation(self, indicator: Indicator, basis: Basis) -> Floats:
        """[month]: of all regions up to each, whatever the reader may see; a recorded change begins anew."""
        if indicator.id in self._known:
            return self._known[indicator.id]
        self._all = self._all or self._whole()
        months = self._all.months
        regions = self._monthly(self._all, indicator, basis, self._regions, self._regions).actuals
        starts = np.zeros(regions.shape, np.int64)
        changes = annotations.rebase_columns(self._rebases, indicator.id, self._regions, months)
        for row, columns in changes.items():
            starts[row, columns] = columns
        rho = self._known[indicator.id] = running_autocorrelation(regions, np.maximum.accumulate(starts, axis=1))
        return rho

    def _monthly(
        self, history: History, indicator: Indicator, basis: Basis, members: Sequence[str], places: Sequence[str | None]
    ) -> Monthly:
        values, cases = history.values(indicator.id, members)
        if basis == "reports" and indicator.is_count:
            values = np.nan_to_num(values, posinf=NOTHING_KNOWN)  # nothing in a month that was reported is 0
        values[values == NOTHING_KNOWN] = np.nan
        values[~self._which_points(history, basis, places)] = np.nan
        return Monthly(values, cases)

    def _which_points(self, history: History, basis: Basis, places: Sequence[str | None]) -> Bools:
        """[member, month]: whether the month takes part in the member's series."""
        key = basis, history is self._all
        if key not in self._points:
            months = [Period(month) for month in history.months]
            # A region without an MPP has its figure of the running ones, flood or not.
            of = {
                place: [basis == "running" or self._of_place(basis, place, month).is_point for month in months]
                for place in set(places)
            }
            self._points[key] = np.array([of[place] for place in places], dtype=np.bool_).reshape(len(places), -1)
        return self._points[key]
