"""A control chart on a page is of the months that its marks rest on, though it shows the last 36.

on time of 40 a month      2021-11 … 2023-10   2023-11 … 2026-10   mark in the last month
----------------------    ------------------   -----------------   -------------------------------------------
11.71                     36                   28                  worsening: the chart's centre lies between
11.05                     28                   28                  none
"""

import pytest

from access.identity import roles
from access.identity.viewer import Viewer
from metrics.judgement import variation
from metrics.periods import Period
from pages.components.figures import control_chart
from pages.components.runtime import cache, figures, lookups, run
from tests.spec.drawn import opened

EVERYBODY = Viewer("", roles.GOVERNOR, None, "id")
SHOWN, EVERY = Period("2023-11..2026-10"), Period("2021-11..2026-10")
ON_TIME = {"11.71": (36, 28), "11.05": (28, 28)}


@pytest.fixture(scope="module", autouse=True)
def five_years(tmp_path_factory):
    rows = ["region_code | received_at | decided_at | n"]
    for region, (before, since) in ON_TIME.items():
        for month in EVERY.months:
            on_time = since if month in SHOWN.months else before
            rows += [f"{region} | {month}-05 09:00 | {month}-06 10:00 | {on_time}"]
            rows += [f"{region} | {month}-05 09:00 | {month}-25 10:00 | {40 - on_time}"]
    with opened(tmp_path_factory.mktemp("five") / "home") as home:
        home.transactions("\n".join(rows))
        with run.showing(home.home):
            yield


@pytest.mark.parametrize("with_sheet", [True, False])
@pytest.mark.parametrize(("region", "broken"), [("11.71", {"worsening"}), ("11.05", {"common"})])
def test_limits_and_marks_are_those_of_the_rows(region, broken, with_sheet, monkeypatch):
    if not with_sheet:
        monkeypatch.setattr(cache, "sheets_of", lambda _scope, **_waits: iter(()))
    indicator = lookups.indicators()["on_time_rate"]
    rows = figures.judged(EVERYBODY, SHOWN.code, region, indicator.id)
    assert [row.period for row in rows if row.actual is not None] == list(EVERY.months)
    assert {rows[-1].variation} == broken
    segments = variation.charted(rows, indicator, ())
    place = {month: at for at, month in enumerate(SHOWN.months)}
    [band] = control_chart._bands(segments, place)
    before, since = ON_TIME[region]
    assert band.places == tuple(range(36))
    assert band.centre[-1] == pytest.approx(100 * (24 * before + 36 * since) / (60 * 40))
    special = control_chart._special(segments, place, indicator, "id")
    assert (35 in special) == (broken != {"common"})
    assert special.keys() <= set(range(36))
