"""The public site: no small figure in it, none that comes back from another release, pages that need no script."""

import csv
import io
import json
import re
from types import SimpleNamespace

import pytest

import cli
from channels.publication.basis import Basis, later, of_the_whole
from channels.publication.figures import hidden_cells
from metrics.judgement.row import Row
from tests.spec.drawn import opened

LARGEST_PAGE = 200_000
SHARE = SimpleNamespace(numerator={"stream": "sum(n)"})
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


def row(member, n, actual=50.0, indicator="x", share=None):
    cell = {"indicator": indicator, "period": "2026-10", "member": member, "n": n, "actual": actual}
    return Row(**EMPTY | cell | ({} if share is None else {"numerator": share, "denominator": n}))


@pytest.mark.parametrize(
    ("counts", "before", "hidden"),
    [
        ({"a": 9, "b": 8}, "", ""),
        ({"a": 9, "b": 4}, "", "ab"),
        ({"a": 9, "b": 8, "c": 4}, "", "bc"),
        ({"a": 9, "b": 3, "c": 4}, "", "bc"),
        ({"a": 9, "b": 1, "c": 2}, "", "abc"),
        ({"a": 9, "b": 8, "c": 7}, "a", "ac"),
        ({"a": 4}, "", "a"),
        ({"a": None, "b": 9}, "", ""),
    ],
)
def test_one_alone_is_never_hidden_and_what_was_hidden_stays(counts, before, hidden):
    rows = [row(member, n) for member, n in counts.items()]
    cells = hidden_cells(rows, frozenset(("x", m, "2026-10") for m in before), {"x": SHARE})
    assert "".join(sorted(member for _, member, _ in cells)) == hidden


def test_a_share_that_would_tell_a_small_one_is_hidden_with_it():
    rows = [row("a", 9), row("b", 8), row("a", 4, indicator="x2"), row("b", 8, indicator="x2")]
    assert len(hidden_cells(rows, frozenset(), {"x": SHARE, "x2": SHARE})) == 4
    other = SimpleNamespace(numerator={"stream": "sum(other)"})
    assert {cell[0] for cell in hidden_cells(rows, frozenset(), {"x": SHARE, "x2": other})} == {"x2"}


@pytest.mark.parametrize(
    ("before", "now", "after"),
    [
        ((40, 30), (42, 31), (40, 30)),  # two more cases wait
        ((40, 30), (45, 30), (45, 30)),
        ((40, 30), (40, 26), (40, 30)),  # four corrected
        ((40, 30), (40, 25), (40, 25)),
        ((40, 30), (4, 3), (40, 30)),  # few are left: hidden, and they do not show in the whole
        ((40, 30), None, None),
        (None, (3, 3), None),
        (None, (5, 5), (5, 5)),
        ((40, 30), (40, 30), (40, 30)),
    ],
)
def test_a_told_figure_moves_when_five_cases_changed(before, now, after):
    drawn = row("a", None, None) if now is None else row("a", now[0], 50.0, share=now[1])
    assert later(drawn, before and Basis(*before)) == (after and Basis(*after))


def test_the_whole_is_the_sum_of_what_its_regions_rest_on():
    parts = [row("a", 42, share=31), row("b", 20, share=10)]
    bases = {("x", "a", "2026-10"): Basis(40, 30), ("x", "b", "2026-10"): Basis(20, 10)}
    assert of_the_whole(row("11", 62, share=41), parts, bases) == Basis(60, 40)
    assert of_the_whole(row("11", 99, share=41), parts, bases) is None, "entered with a document of its own"


def test_a_month_published_again_is_a_release_of_its_own(tmp_path, monkeypatch, capsys):
    with opened(tmp_path / "home") as drawn:
        monkeypatch.setenv("CAPAIAN_HOME", str(tmp_path / "home"))
        (tmp_path / "home" / "home.yaml").write_text("publication: {publisher: Kantor Contoh}\n", encoding="utf-8")
        drawn.targets('on_time_rate:\n  - {from: "2024-01", value: 90, decree: SK 1}\n')
        release = publishing(drawn, tmp_path / "site")
        release("11.71 | 2026-10-01 | 2026-10-03 | 40", "11.05 | 2026-10-01 | 2026-10-20 | 30")
        first = files_of(tmp_path / "site" / "releases" / "2026-10")
        release("11.71 | 2026-10-02 | 2026-10-20 | 3")
        assert [path.name for path in (tmp_path / "site" / "releases").iterdir()] == ["2026-10"], "three cases wait"
        release("11.71 | 2026-10-02 | 2026-10-20 | 7")
        assert files_of(tmp_path / "site" / "releases" / "2026-10") == first
        second = files_of(tmp_path / "site" / "releases" / "2026-10-r2")
        assert files_of(tmp_path / "site" / "latest") == second != first
        assert json.loads(second["datapackage.json"])["version"] == "2026-10-r2"
        rates = {r["member"]: r["actual"] for r in rows_of(tmp_path / "site" / "latest" / "figures.csv") if r["target"]}
        assert rates == {"11": "50.0", "11.71": "80.0", "11.05": "0.0"}
        assert cli.main(["publish", str(tmp_path / "site"), "--period", "2026-09"]) == 0
        assert files_of(tmp_path / "site" / "latest") == second, "an earlier month is not the latest"
        assert re.findall(r"releases/([^/]+)/", (tmp_path / "site" / "metode.html").read_text()) == [
            "2026-10-r2",
            "2026-10",
        ]


def publishing(drawn, folder):
    """Loads applications and publishes."""

    def published(*lines):
        drawn.transactions("\n".join(["region_code | received_at | decided_at | n", *lines]))
        assert cli.main(["publish", str(folder)]) == 0

    return published


def files_of(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}
