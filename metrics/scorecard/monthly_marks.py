"""The months that a scorecard's marks look back on: which of them are points, and how alike they are in all regions."""

import functools
import threading
from collections import OrderedDict
from collections.abc import Mapping, Sequence

import numpy as np

from data.ledger import entries
from metrics.acts import annotations
from metrics.catalogue.indicators import Indicator
from metrics.cells.ahead import Ahead
from metrics.cells.query import Slice
from metrics.cells.reader import Reader
from metrics.judgement.context import Basis, Surroundings, basis_of
from metrics.judgement.monthly_series import NOTHING_KNOWN, RECENT, Figures, History, Monthly, months_back
from metrics.judgement.reporting import last_ended_month
from metrics.judgement.variation import Mark, marks
from metrics.periods import Period, months_between, plus_months
from metrics.scorecard.workspace import Workspace, freshness
from metrics.statistics.charts.running_autocorrelation import running_autocorrelation
from metrics.statistics.charts.stretches import LOOKED_BACK, Bools, Floats, Series

Moment = tuple[object, ...]
AHEAD = 2
"""Months after the last one over that are read ahead beside the RECENT: what Ringkasan is cut from lies in them."""


class _Learnt:
    """What was learnt of all regions at a moment, by any question, for those that follow."""

    def __init__(self) -> None:
        self.reading = threading.Lock()
        self.ahead: Ahead | None = None
        """The cells of every region: large, and of the moment asked for last only."""
        self.rho: dict[str, Floats] = {}
        """Autocorrelations by indicator, [month]."""


class _Known:
    """What was learnt by moment: it follows from all regions, and most questions are of fewer."""

    AT_MOST = 8

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._moments: OrderedDict[Moment, _Learnt] = OrderedDict()

    def of(self, moment: Moment) -> _Learnt:
        """What is known at a moment, to be added to; the moment asked for longest ago goes first."""
        with self._lock:
            learnt = self._moments.setdefault(moment, _Learnt())
            self._moments.move_to_end(moment)
            if len(self._moments) > self.AT_MOST:
                self._moments.popitem(last=False)
            for other in self._moments.values():
                other.ahead = other.ahead if other is learnt else None
            return learnt

    def forget_cells(self) -> None:
        """Let go of what takes much memory."""
        with self._lock:
            for known in self._moments.values():
                known.ahead = None


_KNOWN = _Known()


def forget_cells() -> None:
    """Let go of the cells of all regions, once the questions are asked that need them."""
    _KNOWN.forget_cells()


def _moment(workspace: Workspace) -> Moment:
    """The day, the settings, and the newest entry's hash, which stands for the whole ledger."""
    return workspace.today, _newest_entry(workspace), workspace.settings


def _newest_entry(workspace: Workspace) -> str:
    return workspace.entries[-1].sha256 if workspace.entries else ""


def _is_of_its_moment(workspace: Workspace) -> bool:
    """Whether what was read until now is of the entries listed and of the settings: it may have been opened later."""
    now = entries.head(workspace.home)[1], freshness(workspace.home)[1]
    return workspace.as_of is not None or now == (_newest_entry(workspace), workspace.settings)


def _learnt(workspace: Workspace, months: Sequence[str]) -> _Learnt:
    """Of series that begin in the first of these months."""
    return _KNOWN.of((*_moment(workspace), months[0]))


def reader_of(workspace: Workspace, slice_: Slice, indicators: Mapping[str, Indicator]) -> Reader:
    """The reader for a question whose rows are marked: it reads all regions at once where the marks need them anyway.

    `indicators` hold the parts of formulas too. Services, agencies and channels are no sums of regions.
    """
    reader = workspace.reader
    if not slice_.is_of_regions:
        return reader
    months = months_back(reader, slice_, workspace.today)
    learnt = _learnt(workspace, months)
    with learnt.reading:
        ahead = learnt.ahead
        if ahead is None or not ahead.holds(indicators.values()):
            if indicators.keys() <= learnt.rho.keys():
                return reader
            last = last_ended_month(workspace.today)
            first = min(months[0], plus_months(last, -RECENT))
            read = map(Period, months_between(first, plus_months(last, AHEAD)))
            ahead = reader.ahead_of(tuple(read), list(indicators.values()))
            if _is_of_its_moment(workspace):
                learnt.ahead = ahead
    return reader.with_ahead(ahead)


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
        surroundings: Surroundings,
    ) -> None:
        """`reader` is that of `reader_of`, `known` are the figures of the slice.

        `members` have the region each stands in (None: the province).
        """
        every = reader.of_everyone()
        self._surroundings = surroundings
        self._rebases = annotations.rebases_of(workspace.entries, workspace.tree)
        self._places = list(members.values())
        self._regions = every.regions()
        self._history = History.of(reader, slice_, wanted, list(members), known, workspace.today)
        self._members = list(members)
        self._points: dict[tuple[Basis, bool], Bools] = {}
        months = self._history.months
        last = last_ended_month(workspace.today)
        is_all = self._members == self._regions and slice_.is_by_place and months[-1] == last
        self._all = self._history if is_all else None
        every_month = Slice((*slice_.periods, Period(last)), None, "leaf")
        self._whole = functools.partial(History.of, every, every_month, wanted, self._regions, {}, workspace.today)
        self._known = _learnt(workspace, months).rho
        self._is_of_its_moment = functools.partial(_is_of_its_moment, workspace)

    def of(self, indicator: Indicator, low: Floats | None, high: Floats | None) -> list[list[Mark]]:
        """The marks, [member][period], against a target met from `low` to `high`."""
        history, basis = self._history, basis_of(indicator)
        monthly = self._monthly(history, indicator, basis, self._members, self._places)
        changes = annotations.rebase_columns(self._rebases, indicator.id, self._places, history.months)
        rho = self._autocorrelation(indicator, basis)[np.maximum(history.lasts, 0)]
        series = Series(monthly.actuals, monthly.cases, history.firsts, history.lasts, rho, changes)
        return marks(series, low, high, indicator)

    def _autocorrelation(self, indicator: Indicator, basis: Basis) -> Floats:
        """[month]: of all regions in the ten years up to each, whatever the reader may see; a change begins anew."""
        if indicator.id in self._known:
            return self._known[indicator.id]
        self._all = self._all or self._whole()
        months = self._all.months
        regions = self._monthly(self._all, indicator, basis, self._regions, self._regions).actuals
        starts = np.zeros(regions.shape, np.int64)
        changes = annotations.rebase_columns(self._rebases, indicator.id, self._regions, months)
        for row, columns in changes.items():
            starts[row, columns] = columns
        begun = np.maximum(np.maximum.accumulate(starts, axis=1), np.arange(len(months)) + 1 - LOOKED_BACK)
        rho = running_autocorrelation(regions, begun)
        if self._is_of_its_moment():
            self._known[indicator.id] = rho
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
            if basis == "running":  # a region without an MPP has its figure here, flood or not
                self._points[key] = np.ones((len(places), len(months)), dtype=np.bool_)
            else:
                distinct = list(dict.fromkeys(places))
                points = self._surroundings.points(distinct, months, basis == "reports")
                self._points[key] = points[[distinct.index(place) for place in places]]
        return self._points[key]
