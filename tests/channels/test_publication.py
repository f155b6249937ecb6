"""The public site: no small figure in it, none that comes back from another release, pages that need no script."""

import csv
import io
import json
import os
import re

import numpy as np
import pytest
from scipy.optimize import linprog

import cli
from access.identity.scope import EVERYTHING
from channels.publication import figures
from channels.publication.figures import hidden_cells
from data.home import Home
from metrics.judgement.row import Row
from metrics.periods import plus_months
from metrics.scorecard.score import scored
from metrics.scorecard.workspace import Workspace
from tests import demo_home
from tests.spec.drawn import opened

LARGEST_PAGE = 200_000
EMPTY = dict.fromkeys(Row.names()) | {"reasons": (), "status": "missed"}


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """A home of three regions, one of which has decided four applications, and its site."""
    folder = tmp_path_factory.mktemp("publication")
    with opened(folder / "home") as drawn, pytest.MonkeyPatch.context() as patch:
        drawn.targets('on_time_rate:\n  - {from: "2024-01", value: 90, decree: SK 1}\n')
        drawn.transactions("""
          region_code | received_at | decided_at | n
          11.71       | 2026-09-01  | 2026-09-03 | 41
          11.71       | 2026-10-01  | 2026-10-03 | 40
          11.05       | 2026-09-01  | 2026-09-20 | 30
          11.05       | 2026-10-01  | 2026-10-03 | 30
          11.06       | 2026-09-01  | 2026-09-20 | 20
          11.06       | 2026-10-01  | 2026-10-20 | 4
        """)
        patch.setenv("CAPAIAN_HOME", str(folder / "home"))
        assert cli.main(["publish", str(folder / "off")]) == 2, "off until the office switches it on"
        (folder / "home" / "home.yaml").write_text("publication: {publisher: Kantor Contoh}\n", encoding="utf-8")
        assert cli.main(["publish", str(folder / "site")]) == 0
        yield folder / "site"


def rows_of(path):
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"))))


def test_a_small_figure_and_one_beside_it_are_hidden(site):
    rows = {(row["indicator"], row["member"], row["month"]): row for row in rows_of(site / "latest" / "figures.csv")}
    october = {region: rows["on_time_rate", region, "2026-10"] for region in ("11.71", "11.05", "11.06")}
    assert (october["11.06"]["actual"], october["11.06"]["status"]) == ("", "suppressed")
    assert october["11.05"]["status"] == "suppressed", "one alone would come back from the whole"
    assert (october["11.71"]["actual"], october["11.71"]["status"]) == ("100.0", "achieved")
    assert rows["received", "11", "2026-09"]["actual"] == "90.0", "91, rounded to fives"
    assert not any(row["indicator"] == "received" for key, row in rows.items() if key[1] != "11")
    assert "denominator" not in rows["received", "11", "2026-09"] and "n" not in rows["received", "11", "2026-09"]


def test_every_form_hides_the_same(site):
    hidden = {
        (r["indicator"], r["member"], r["month"]) for r in rows_of(site / "latest" / "figures.csv") if not r["actual"]
    }
    sdmx = {
        (r["INDICATOR"], r["REF_AREA"], r["TIME_PERIOD"])
        for r in rows_of(site / "latest" / "sdmx.csv")
        if not r["OBS_VALUE"]
    }
    assert hidden == sdmx != set()
    page = (site / "index.html").read_text(encoding="utf-8")
    assert page.count('<td class="suppressed">disembunyikan') == 2


def test_pages_need_no_script_and_are_small(site):
    for name in ("index.html", "en/index.html", "metode.html", "en/methods.html"):
        page = (site / name).read_text(encoding="utf-8")
        assert len(page.encode()) <= LARGEST_PAGE and "<script" not in page and "http" not in page
        for link in re.findall(r'href="([^"#]+)"', page):
            assert (site / name).parent.joinpath(link).resolve().is_file(), link


def test_the_descriptors_fit_the_files(site):
    package = json.loads((site / "latest" / "datapackage.json").read_text(encoding="utf-8"))
    for resource in package["resources"]:
        content = (site / "latest" / resource["path"]).read_bytes()
        assert resource["bytes"] == len(content)
        header = content.decode("utf-8-sig").splitlines()[0].split(",")
        assert header == [field["name"] for field in resource["schema"]["fields"]]
    assert json.loads((site / "latest" / "dcat.jsonld").read_text(encoding="utf-8"))["@type"] == "dcat:Dataset"
    assert (site / "latest" / "checkpoint.txt").read_text().startswith("mpp1 ")
    for name in ("figures.csv", "sdmx.csv"):
        assert (site / "latest" / name).read_bytes() == (site / "releases" / "2026-10" / name).read_bytes()


def test_a_folder_of_something_else_is_not_written_into(site, tmp_path, capsys):
    (tmp_path / "mine.txt").write_text("x")
    assert cli.main(["publish", str(tmp_path)]) == 2
    assert "berisi hal lain" in capsys.readouterr().err
    assert cli.main(["publish", str(site), "--period", "2026-12"]) == 1
    assert "terbaru 2026-10" in capsys.readouterr().err


def row(member, n, actual=50.0):
    return Row(**EMPTY | {"indicator": "x", "period": "2026-10", "member": member, "n": n, "actual": actual})


@pytest.mark.parametrize(
    ("counts", "before", "hidden"),
    [
        ({"a": 9, "b": 8}, "", ""),
        ({"a": 9, "b": 4}, "", "ab"),
        ({"a": 9, "b": 8, "c": 4}, "", "bc"),
        ({"a": 9, "b": 3, "c": 4}, "", "bc"),
        ({"a": 9, "b": 8, "c": 7}, "a", "ac"),
        ({"a": 4}, "", "a"),
        ({"a": None, "b": 9}, "", ""),
    ],
)
def test_one_alone_is_never_hidden_and_what_was_hidden_stays(counts, before, hidden):
    cells = hidden_cells(
        [row(member, n) for member, n in counts.items()], frozenset(("x", m, "2026-10") for m in before)
    )
    assert "".join(sorted(member for _, member, _ in cells)) == hidden


@pytest.mark.skipif(
    "TEST_RELEASES" not in os.environ, reason="make test-releases: 24 releases, a linear program each cell"
)
def test_no_small_cell_comes_back_from_24_monthly_releases(tmp_path):
    """An attacker who even knows the numbers behind the whole bounds every hidden cell by linear programs.

    Each month publishes the 24 before it anew. A cell is recovered when only one whole number of cases,
    or of cases on time, fits all that was ever public of its month.
    """
    root = tmp_path / "home"
    demo_home.fill(root)
    public, totals, hidden = {}, {}, frozenset()
    with Workspace(Home(root), EVERYTHING) as workspace:
        newest = workspace.reporting.complete_through(None, workspace.today)
        months = [plus_months(newest, back) for back in range(-23, 1)]
        span = f"{plus_months(newest, -46)}..{newest}"
        targeted = [id_ for id_ in workspace.goals if workspace.indicators[id_].unit == "percent"]
        whole = scored(workspace, span, None, targeted, "month", marked=False)
        totals |= {(r.indicator, r.period): r.n for r in whole.rows if r.n}
    for month in months:
        with Workspace(Home(root), EVERYTHING) as workspace:
            release = figures.release(workspace, month, hidden)
        assert hidden & set(release.figures) <= release.hidden, "what was hidden stays hidden"
        hidden |= release.hidden
        shares = {id_ for id_ in release.targeted if release.indicators[id_].unit == "percent"}
        for cell, figure in release.figures.items():
            if cell[0] in shares and (figure.is_hidden or figure.actual is not None):
                public.setdefault((cell[0], cell[2]), {}).setdefault(cell[1], figure)
                public[cell[0], cell[2]][cell[1]] = figure
    attacked = [recovered(key, cells, totals[key]) for key, cells in public.items() if key in totals]
    count = sum(tried for tried, _ in attacked)
    assert count > 100 and sum(back for _, back in attacked) == 0, attacked
    print(f"hidden cells attacked: {count}, recovered: 0, releases: {len(months)}")


def recovered(key, cells, total):
    """How many hidden cells of one indicator and month were attacked, and how many came back."""
    members = [member for member in cells if member != "11"]
    hidden = [member for member in members if cells[member].is_hidden]
    if not hidden:
        return 0, 0
    size = len(members)
    above, limits = [], []
    for place, member in enumerate(members):
        low, high = (0.0, 1.0) if cells[member].is_hidden else share(cells[member].actual)
        for sign, bound in ((1, -high), (-1, low)):
            line = np.zeros(2 * size)
            line[place], line[size + place] = bound, sign
            above.append(line)
            limits.append(0.0)
    if not cells["11"].is_hidden:
        low, high = share(cells["11"].actual)
        for sign, bound in ((1, high * total), (-1, -low * total)):
            line = np.zeros(2 * size)
            line[size:] = sign
            above.append(line)
            limits.append(bound)
    whole = np.zeros((1, 2 * size))
    whole[0, :size] = 1
    known = {"A_ub": np.array(above), "b_ub": limits, "A_eq": whole, "b_eq": [total]}
    bounds = [(1, None)] * size + [(0, None)] * size
    back = 0
    for member in hidden:
        for place in (members.index(member), size + members.index(member)):
            aim = np.zeros(2 * size)
            aim[place] = 1
            ends = [linprog(sign * aim, bounds=bounds, **known) for sign in (1, -1)]
            if all(end.success for end in ends):
                low, high = np.ceil(ends[0].fun - 1e-6), np.floor(-ends[1].fun + 1e-6)
                back += bool(high <= low)
    return len(hidden), back


def share(actual):
    """The shares that are written as this percentage with one decimal."""
    return max(0.0, (actual - 0.05) / 100), min(1.0, (actual + 0.05) / 100)
