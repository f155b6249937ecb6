"""The tree of places: a walk that makes every place an interval of those that report, and what is refused."""

from datetime import date
from pathlib import Path

import pytest

from data.calendar import days
from data.errors import SetupError
from data.home import Home
from data.settings import tables
from data.settings.places import places

NO_HOME = Home(Path("/nonexistent"))
HEAD = "code,name,type,capital,parent,time_zone,lat,lon,population"
NATION = """
  code  | parent | time_zone
  00    |        |
  51    | 00     | WITA
  11    | 00     |
  51.71 | 51     |
  51.01 | 51     |
  11.01 | 11     |
  91    | 00     | WIT
  91.03 | 91     |
  91.04 | 91     | WITA
"""
WALK = """
  code  | zone | depth | first | last
  00    | WIB  | 0     | 0     | 4
  51    | WITA | 1     | 0     | 1
  51.71 | WITA | 2     | 0     | 0
  51.01 | WITA | 2     | 1     | 1
  11    | WIB  | 1     | 2     | 2
  11.01 | WIB  | 2     | 2     | 2
  91    | WIT  | 1     | 3     | 4
  91.03 | WIT  | 2     | 3     | 3
  91.04 | WITA | 2     | 4     | 4
"""


def drawn(table):
    return [[cell.strip() for cell in line.split("|")] for line in table.strip().splitlines()[1:]]


@pytest.fixture
def home_of(tmp_path):
    """A home with these places, each line `code | parent | time zone`."""

    def made(table):
        (tmp_path / "reference").mkdir(exist_ok=True)
        lines = [f"{code},Tempat {code},tempat,,{parent},{zone},,," for code, parent, zone in drawn(table)]
        (tmp_path / "reference" / "regions.csv").write_text("\n".join([HEAD, *lines]) + "\n", encoding="utf-8")
        return Home(tmp_path)

    return made


def test_every_place_is_an_interval_of_those_that_report(home_of):
    tree = places(home_of(NATION))
    walked = [tree[code] for code in tree.codes]
    assert [[one.code, one.zone, str(one.depth), str(one.first), str(one.last)] for one in walked] == drawn(WALK)
    for code in tree.codes:
        assert set(tree.leaves(code)) == {leaf for leaf in tree.all_leaves if code in tree.path(leaf)}


PARTS = """
  place | parts              | reporting                           | up
  00    | 51 11 91           | 51.71 51.01 11.01 91.03 91.04       | 00
  51    | 51.71 51.01        | 51.71 51.01                         | 51 00
  11    | 11.01              | 11.01                               | 11 00
  91.04 | 91.04              | 91.04                               | 91.04 91 00
"""


@pytest.mark.parametrize(("place", "parts", "reporting", "up"), drawn(PARTS))
def test_a_place_has_parts_regions_that_report_and_what_it_belongs_to(home_of, place, parts, reporting, up):
    tree = places(home_of(NATION))
    assert list(tree.children(place)) == parts.split()
    assert list(tree.leaves(place)) == reporting.split()
    assert list(tree.path(place)) == up.split()
    assert {tree.part_of(place, leaf) for leaf in tree.leaves(place)} == set(parts.split())
    assert tree.part_of(place, "11.99") is None


def test_the_table_of_regions_holds_those_that_report(home_of):
    home = home_of(NATION)
    assert tables.region_codes(home) == ["51.71", "51.01", "11.01", "91.03", "91.04"]
    assert tables.province(home) == "00"
    assert tables.place_names(home)["51"] == "Tempat 51"


def test_a_table_without_parents_has_two_levels():
    tree = places(NO_HOME)
    assert (tree.root, len(tree.all_leaves), tree.zone("11.71").tzname(None)) == ("11", 23, "WIB")
    assert tree.is_flat()


def test_a_scope_is_closed_by_all_that_lies_in_it(home_of):
    tree = places(home_of(NATION))
    assert tree.closed(["51"]) == ("51", "51.71", "51.01")
    assert tree.closed(["91.03", "11"]) == ("91.03", "11", "11.01")
    assert tree.closed(["11", "00"]) is None


REFUSED = {
    "a second root": ("a | b | c\n 11 | |\n 12 | |\n 11.01 | 11 |", "baris 3, kolom parent", "akar kedua: baris 2"),
    "no root": ("a | b | c\n 11 | 12 |\n 12 | 11 |", "baris 2, kolom parent", "tidak ada baris tanpa induk"),
    "a circle": ("a | b | c\n 00 | |\n 11 | 12 |\n 12 | 11 |", "baris 3, kolom parent", "berputar"),
    "an unknown parent": ("a | b | c\n 00 | |\n 11.01 | 11 |", "baris 3, kolom parent", "tidak ada di tabel"),
    "a clock of elsewhere": ("a | b | c\n 00 | | CET", "baris 2, kolom time_zone", "WIB, WITA, WIT"),
    "a code that is none": ("a | b | c\n 00 | |\n 11.1 | 00 |", "baris 3, kolom code", "11.10"),
    "a code twice": ("a | b | c\n 00 | |\n 11 | 00 |\n 11 | 00 |", "baris 4, kolom code", "sama dengan baris 3"),
}


@pytest.mark.parametrize(("table", "place", "finding"), REFUSED.values(), ids=REFUSED)
def test_what_is_no_tree_is_refused_with_its_place(home_of, table, place, finding):
    with pytest.raises(SetupError) as refused:
        places(home_of(table))
    assert place in str(refused.value) and finding in str(refused.value)


def test_a_calendar_layer_holds_for_all_that_lies_in_its_place(home_of):
    home = home_of(NATION)
    shipped = (NO_HOME.reference("calendar.yaml")).read_text(encoding="utf-8")
    layer = "\n  '51':\n    days_off:\n      - {from: 2026-03-18, name: Pengerupukan, decree: SK}\n"
    kept = shipped[: shipped.index("\n  '11'")] if "\n  '11'" in shipped else shipped[: shipped.index('\n  "11"')]
    (home.root / "reference" / "calendar.yaml").write_text(kept + layer, encoding="utf-8")
    use = days.use(home).set_index(["region_code", "agency_code"])["calendar_code"]
    assert [use[code, "-"] for code in ("51.71", "51.01", "11.01", "91.04")] == ["51", "51", "00", "00"]


STANDARDS = """
  days | region | from       | to
  5    |        |            |
  4    | 51     |            |
  2    | 51.71  | 2026-03-01 | 2026-03-31
  3    | 00     | 2026-02-01 |
"""
IN_FORCE = """
  region | day        | days
  51.71  | 2026-02-28 | 4
  51.71  | 2026-03-01 | 2
  51.71  | 2026-03-31 | 2
  51.71  | 2026-04-01 | 4
  51.01  | 2026-03-15 | 4
  11.01  | 2026-01-31 | none
  11.01  | 2026-02-01 | 3
"""


def test_a_standard_of_a_place_holds_in_its_regions_and_the_nearest_place_speaks_first(home_of):
    home = home_of(NATION)
    names = "code,name,agency_code,agency,authority,kind"
    head = f"{names},standard_minutes_or_days,unit,fee_idr,region_code,valid_from,valid_to"
    lines = [f"X-1,Izin,X,Dinas,daerah,perizinan,{d},hari_kerja,0,{r},{a},{b}" for d, r, a, b in drawn(STANDARDS)]
    (home.root / "reference" / "services.csv").write_text("\n".join([head, *lines]) + "\n", encoding="utf-8")
    table = tables.service_standards(home).to_dict("records")
    for region, day, days_ in drawn(IN_FORCE):
        holding = [
            str(row["standard"])
            for row in table
            if row["region_code"] == region and row["valid_from"] <= date.fromisoformat(day) <= row["valid_to"]
        ]
        assert holding == ([] if days_ == "none" else [days_]), (region, day)
